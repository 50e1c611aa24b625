package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the bytes directly. Built without Jackson's factory, which would guess at UTF-16 and
 * UTF-32.
 */
final class ByteCursor extends UTF8StreamJsonParser implements JsonCursor {

  ByteCursor(
      IOContext context, int features, ByteQuadsCanonicalizer names, byte[] json, int start) {
    super(context, features, null, null, names, json, start, json.length, 0, false);
  }

  @Override
  public JsonToken next() throws IOException {
    _parsingContext.setCurrentName(null);
    return nextToken();
  }

  @Override
  public String text() throws IOException {
    if (_tokenIncomplete) {
      int start = _inputPtr;
      int at = start;
      // Printable ASCII needs no decoding; anything else is Jackson's.
      while (at < _inputEnd && _inputBuffer[at] >= ' ' && plain(_inputBuffer[at])) {
        at++;
      }
      if (at < _inputEnd && _inputBuffer[at] == '"') {
        _tokenIncomplete = false;
        _inputPtr = at + 1;
        return new String(_inputBuffer, start, at - start, StandardCharsets.ISO_8859_1);
      }
    }
    return getText();
  }

  private static boolean plain(byte b) {
    return b != '"' && b != '\\';
  }

  @Override
  public int position() {
    return _inputPtr;
  }

  @Override
  public String slice(int from, int to) {
    return new String(_inputBuffer, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public int bytesRead() {
    return _inputPtr;
  }
}
