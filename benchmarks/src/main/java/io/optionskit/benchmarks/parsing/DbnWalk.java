/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A walk over the bytes of quotes in DBN: bid and ask of every record, nothing checked. */
final class DbnWalk {

  private static final double BILLIONTH = 1e-9;
  private static final int BUFFER = 1 << 16;
  private static final int BID = 48;

  private DbnWalk() {}

  static Tally tally(byte[] body) {
    ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    int rows = 0;
    double sum = 0;
    int at = 8 + bytes.getInt(4);
    while (at < body.length) {
      sum += BILLIONTH * bytes.getLong(at + BID) + BILLIONTH * bytes.getLong(at + BID + 8);
      rows++;
      at += 4 * (body[at] & 0xFF);
    }
    return new Tally(rows, sum);
  }

  static Tally tallyCompressed(byte[] body) {
    try (InputStream in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(body))) {
      byte[] buffer = new byte[BUFFER];
      ByteBuffer bytes = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
      int limit = in.readNBytes(buffer, 0, BUFFER);
      int at = 8 + bytes.getInt(4);
      int rows = 0;
      double sum = 0;
      while (at < limit) {
        int length = 4 * (buffer[at] & 0xFF);
        if (at + length > limit) {
          System.arraycopy(buffer, at, buffer, 0, limit - at);
          limit -= at;
          at = 0;
          limit += in.readNBytes(buffer, limit, BUFFER - limit);
        }
        sum += BILLIONTH * bytes.getLong(at + BID) + BILLIONTH * bytes.getLong(at + BID + 8);
        rows++;
        at += length;
        if (at == limit) {
          limit = in.readNBytes(buffer, 0, BUFFER);
          at = 0;
        }
      }
      return new Tally(rows, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
