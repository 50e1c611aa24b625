package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadContext;
import java.io.IOException;

/**
 * A Jackson parser that also tells where it is, so that a nested value can be cut out as it is.
 * What begins with {@code get} is Jackson's own.
 */
interface JsonCursor {
  /** The next token; null at the end of the input. */
  JsonToken next() throws IOException;

  JsonReadContext getParsingContext();

  /**
   * The key of the field name that {@link #next()} has just given; or, when it threw, the key that
   * it had already read, or null. Jackson reads the start of a value together with its key;
   * whatever is wrong with the key came first.
   */
  default String name() {
    return getParsingContext().getCurrentName();
  }

  /**
   * The current string or number; ask for {@link #getTextCharacters()} first when both are wanted.
   */
  String text() throws IOException;

  char[] getTextCharacters() throws IOException;

  int getTextOffset() throws IOException;

  int getTextLength() throws IOException;

  /** Just behind what has been read, for {@link #slice}. */
  int position();

  /** The source text between two positions. */
  String slice(int from, int to);

  /** Bytes of the record read so far. */
  int bytesRead();

  void close() throws IOException;
}
