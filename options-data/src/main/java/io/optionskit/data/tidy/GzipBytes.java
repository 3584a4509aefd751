/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Decompresses gzip data and knows whether something else follows them. */
final class GzipBytes extends GZIPInputStream {

  private static final int BUFFER = 1 << 16;
  private static final int TRAILER = 8;

  private int trailingBytes;

  GzipBytes(InputStream in) throws IOException {
    super(in, BUFFER);
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int count = super.read(target, from, length);
    if (count < 0) {
      trailingBytes = Math.max(0, inf.getRemaining() - TRAILER);
    }
    return count;
  }

  /** Returns how many bytes behind the gzip data were seen and ignored; known at the end. */
  int trailingBytes() {
    return trailingBytes;
  }
}
