package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Names the sessions of one user: the first 16 bytes of SHA-256 over {@code
 * start:length:event:user} in UTF-8, where start is that of the first event in microseconds since
 * the epoch, event its id, and length the id's bytes.
 */
final class SessionIds {
  static final int BYTES = 16;
  private static final byte SEPARATOR = ':';

  private final byte[] user;

  /** Made when needed: most steps open no session. */
  private MessageDigest digest;

  SessionIds(byte[] user) {
    this.user = user;
  }

  byte[] of(SessionEvent first) {
    if (digest == null) {
      digest = sha256();
    }
    digest.update(Long.toString(first.micros()).getBytes(UTF_8));
    digest.update(SEPARATOR);
    digest.update(Integer.toString(first.id.length).getBytes(UTF_8));
    digest.update(SEPARATOR);
    digest.update(first.id);
    digest.update(SEPARATOR);
    digest.update(user);
    return Arrays.copyOf(digest.digest(), BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256, which every Java has", e);
    }
  }
}
