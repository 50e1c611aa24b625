package io.footfall.schema.core.mapping;

import java.io.Serializable;
import java.util.Arrays;

/** The secret key for {@link Privacy#HASH}. Never printed. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record HashKey(byte[] bytes) implements Serializable {
  public HashKey {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "HashKey[masked]";
  }
}
