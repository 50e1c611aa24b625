package io.footfall.runtime.core;

import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.config.MappingDocument;
import io.footfall.schema.core.mapping.HashKey;
import io.footfall.schema.core.mapping.MappingSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * What the verdict on a record depends on, beside the record: equal bases give equal rows in the
 * same tables.
 *
 * @param codec {@link EventCodec#VERSION}
 */
public record VerdictBasis(int codec, MappingSpec mapping) {
  private static final String CODEC = "codec ";

  /** What this process reads records with. */
  public static VerdictBasis of(MappingSpec mapping) {
    return new VerdictBasis(EventCodec.VERSION, mapping);
  }

  /** Two lines of text, without secrets. */
  public String render() {
    return CODEC + codec + "\n" + MappingDocument.render(mapping) + "\n";
  }

  /** Positive; equal for equal bases, and another one for others. */
  public long fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(render().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @param file where it stood, for messages
   * @param hashKey the configured key; it becomes the key of the mapping
   * @throws io.footfall.schema.core.error.FootfallException when another codec wrote it, when the
   *     mapping hashes with another key, or when the text is damaged
   */
  public static VerdictBasis parse(String file, String text, Optional<HashKey> hashKey) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 2 || !lines.get(0).matches(CODEC + "\\d{1,9}")) {
      throw RuntimeErrors.damagedBasis(file);
    }
    int codec = Integer.parseInt(lines.get(0).substring(CODEC.length()));
    if (codec != EventCodec.VERSION) {
      throw RuntimeErrors.unfinishedByAnotherCodec(file, codec);
    }
    return new VerdictBasis(codec, MappingDocument.parse(lines.get(1), hashKey));
  }
}
