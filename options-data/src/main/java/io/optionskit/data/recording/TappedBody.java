/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A body that is handed on as it comes and kept on the way. It is told once, at its end, when it
 * breaks, or when the reader has enough of it. Used by one thread.
 */
final class TappedBody extends InputStream {

  /** Takes a body that was read. */
  interface Taker {
    void take(byte[] body, Optional<IOException> broken);
  }

  private final InputStream body;
  private final int longest;
  private final Taker taker;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean isTaken;

  TappedBody(InputStream body, int longest, Taker taker) {
    this.body = body;
    this.longest = longest;
    this.taker = taker;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    try {
      int count = body.read(bytes, from, most);
      if (count > 0 && kept.size() <= longest) {
        kept.write(bytes, from, count);
      }
      if (count < 0) {
        take(Optional.empty());
      }
      return count;
    } catch (IOException e) {
      take(Optional.of(e));
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    take(Optional.empty());
    body.close();
  }

  private void take(Optional<IOException> broken) {
    if (isTaken) {
      return;
    }
    isTaken = true;
    if (kept.size() > longest) {
      taker.take(
          new byte[0],
          Optional.of(new IOException("body is longer than the " + longest + " bytes recorded")));
    } else {
      taker.take(kept.toByteArray(), broken);
    }
  }
}
