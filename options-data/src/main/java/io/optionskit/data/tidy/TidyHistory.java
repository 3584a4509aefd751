/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Market history read from files of tidy option quotes and of bars of underlyings: CSV, CSV
 * compressed with gzip, or Parquet.
 *
 * <p>Everything is read and checked when the history is opened; the {@linkplain #report() report}
 * is complete from then on. The pieces are New York dates, and the memory of a piece is free once
 * it has been played. Rows of all files are in one order of time; those of one instant are in the
 * order of underlyings before options, then of file names, then of lines.
 *
 * <p>Parquet needs {@code org.duckdb:duckdb_jdbc}, which this module does not bring along.
 *
 * <p>Used by one thread.
 */
public final class TidyHistory implements MarketHistory {

  private final AssetTable assets;
  private final Queue<QuoteTable> tables;
  private final ReadReport report;

  TidyHistory(AssetTable assets, Queue<QuoteTable> tables, ReadReport report) {
    this.assets = assets;
    this.tables = new ArrayDeque<>(tables);
    this.report = report;
  }

  /**
   * Reads a file, or all files below a directory that end in {@code .csv}, {@code .csv.gz} or
   * {@code .parquet}.
   *
   * <p>Files in a directory that hold something else are skipped and reported; a file that is named
   * itself, or a damaged one, is refused.
   *
   * @param path file or directory
   * @param range rows that are wanted
   * @return the history, without pieces if no row lies in the range
   * @throws ProviderException if there is nothing at the path, a file is damaged, or no file holds
   *     a usable row; the message names the file and the line
   */
  public static TidyHistory open(Path path, TimeRange range) {
    return new TidyReading(path, range).read();
  }

  /**
   * Reads everything in a file or below a directory.
   *
   * @param path file or directory
   * @return the history
   * @throws ProviderException as {@link #open(Path, TimeRange)} does
   */
  public static TidyHistory open(Path path) {
    return open(path, TimeRange.ALL);
  }

  /**
   * Returns what was read, used and skipped.
   *
   * @return the report, the same before and after playing
   */
  public ReadReport report() {
    return report;
  }

  /**
   * Returns the numbers of all assets that have a row in this history.
   *
   * @return the table, complete from the start
   */
  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    return Optional.ofNullable(tables.poll());
  }

  @Override
  public void close() {
    tables.clear();
  }
}
