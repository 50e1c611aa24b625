package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A Jackson parser that also tells where it is, so that a nested value can be cut out as it is. */
interface JsonCursor {
  /** The next token; null at the end of the input. */
  JsonToken next() throws IOException;

  /**
   * The key that the {@link #next()} that threw had already read, or null. Jackson reads the start
   * of a value together with its key; whatever is wrong with the key came first.
   */
  String pendingName();

  /** The key of the field name that {@link #next()} has just given. */
  String name() throws IOException;

  /** The current string or number; ask for {@link #chars()} first when both are wanted. */
  String text() throws IOException;

  char[] chars() throws IOException;

  int charsOffset() throws IOException;

  int charsLength() throws IOException;

  /** Just behind what has been read, for {@link #slice}. */
  int position();

  /** The source text between two positions. */
  String slice(int from, int to);

  /** Bytes of the record read so far. */
  int bytesRead();

  void close() throws IOException;
}
