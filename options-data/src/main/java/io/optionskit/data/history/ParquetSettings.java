/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

/**
 * How Parquet files are written and read.
 *
 * @param compression how columns are compressed
 * @param threads threads that DuckDB may use, &gt; 0
 * @param memoryMegabytes memory that DuckDB may use outside of the Java heap, &ge; 64; beyond it
 *     spills to the directory
 */
public record ParquetSettings(Compression compression, int threads, int memoryMegabytes) {

  /** How columns are compressed. */
  public enum Compression {
    /** Smaller. */
    ZSTD,
    /** Read by the oldest of readers. */
    SNAPPY
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ParquetSettings {
    if (threads <= 0) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    if (memoryMegabytes < 64) {
      throw new IllegalArgumentException("memoryMegabytes must be at least 64: " + memoryMegabytes);
    }
  }

  /**
   * Returns the defaults: Zstandard, one thread per processor, one gigabyte.
   *
   * @return default settings
   */
  public static ParquetSettings defaults() {
    return new ParquetSettings(Compression.ZSTD, Runtime.getRuntime().availableProcessors(), 1024);
  }
}
