package io.footfall.schema.core.codec;

import io.footfall.schema.core.mapping.HashKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes of values, and ids made of values. */
final class Hashing {
  private static final String HMAC = "HmacSHA256";
  private static final int ID_BYTES = 16;
  private static final byte ABSENT = 0;
  private static final byte PRESENT = 1;

  private final Mac mac;
  private final MessageDigest digest;

  Hashing(Optional<HashKey> key) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
      if (key.isPresent()) {
        mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key.get().bytes(), HMAC));
      } else {
        mac = null;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks SHA-256, which every Java has", e);
    }
  }

  /** HMAC-SHA-256 of the text's UTF-8, in hexadecimal. */
  String keyed(String text) {
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The first 16 bytes, in hexadecimal, of SHA-256 over the fields in their order: for an absent
   * one the byte 0; else the byte 1, the length as four bytes, and the value: text as UTF-8, event
   * time as eight bytes of microseconds, amount as eight bytes of ten-thousandths; most significant
   * byte first.
   */
  String composed(List<FieldState> fields) {
    for (FieldState field : fields) {
      byte[] bytes = bytes(field);
      if (bytes == null) {
        digest.update(ABSENT);
      } else {
        digest.update(PRESENT);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static byte[] bytes(FieldState state) {
    if (!state.found() || !state.reachesTable()) {
      return null;
    }
    return switch (state.field) {
      case EVENT_TIME -> eight(state.winner.micros);
      case AMOUNT -> eight(state.winner.amount);
      default -> state.text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] eight(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
