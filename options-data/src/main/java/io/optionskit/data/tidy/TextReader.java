/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads UTF-8 strictly, and hands over everything before a fault before it reports the fault, so
 * that the last good row is known.
 */
final class TextReader extends Reader {

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private boolean isAtEnd;
  private @Nullable IOException fault;

  TextReader(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(target, from, length).slice();
    while (out.position() == 0) {
      if (fault != null) {
        throw fault;
      }
      if (isAtEnd && !bytes.hasRemaining()) {
        return -1;
      }
      CoderResult result = decoder.decode(bytes, out, isAtEnd);
      if (result.isError()) {
        fault = new MalformedInputException(result.length());
      } else if (out.hasRemaining()) {
        fill();
      }
    }
    return out.position();
  }

  private void fill() {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      isAtEnd = count < 0;
      bytes.position(bytes.position() + Math.max(0, count));
    } catch (IOException e) {
      fault = e;
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
