/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;

/** How pages are compressed. */
public enum Codec {
  /** Read by the oldest of readers. */
  SNAPPY(1) {
    @Override
    void compress(ByteSink from, ByteSink to) {
      Snappy.compress(from.bytes, from.size, to);
    }
  },
  /** Smaller. */
  ZSTD(6) {
    @Override
    void compress(ByteSink from, ByteSink to) throws IOException {
      int most = Math.toIntExact(Zstd.compressBound(from.size));
      to.reserve(most);
      long length = Zstd.compressByteArray(to.bytes, to.size, most, from.bytes, 0, from.size, 3);
      if (Zstd.isError(length)) {
        throw new IOException("cannot compress: " + Zstd.getErrorName(length));
      }
      to.size += (int) length;
    }
  };

  /** Number in the format. */
  final int number;

  Codec(int number) {
    this.number = number;
  }

  /** Adds the compressed bytes to the end of {@code to}. */
  abstract void compress(ByteSink from, ByteSink to) throws IOException;
}
