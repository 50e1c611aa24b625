package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.ReaderBasedJsonParser;
import com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads decoded text, without a symbol table: for records with so many keys that they could be
 * chosen to collide in Jackson's.
 */
final class CharCursor extends ReaderBasedJsonParser implements JsonCursor {
  /** No feature of the factory is on: keys are neither kept nor interned. */
  private static final int NO_SYMBOLS = 0;

  private final int skippedBytes;

  private CharCursor(IOContext context, int features, char[] json, int skippedBytes) {
    super(
        context,
        features,
        null,
        null,
        CharsToNameCanonicalizer.createRoot().makeChild(NO_SYMBOLS),
        json,
        0,
        json.length,
        false);
    this.skippedBytes = skippedBytes;
  }

  static CharCursor of(IOContext context, int features, byte[] json, int start) {
    String text = new String(json, start, json.length - start, StandardCharsets.UTF_8);
    return new CharCursor(context, features, text.toCharArray(), start);
  }

  @Override
  public JsonToken next() throws IOException {
    _parsingContext.setCurrentName(null);
    return nextToken();
  }

  @Override
  public String text() throws IOException {
    return getText();
  }

  @Override
  public int position() {
    return _inputPtr;
  }

  @Override
  public String slice(int from, int to) {
    return new String(_inputBuffer, from, to - from);
  }

  @Override
  public int bytesRead() {
    String read = slice(0, _inputPtr);
    return skippedBytes + read.getBytes(StandardCharsets.UTF_8).length;
  }
}
