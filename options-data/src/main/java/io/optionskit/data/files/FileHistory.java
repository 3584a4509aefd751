/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Market history out of files, one New York date after the other, each read when it is asked for.
 * Used by one thread.
 */
public final class FileHistory implements MarketHistory {

  private final AssetTable assets;
  private final Supplier<FileReport> report;
  private final NavigableMap<LocalDate, Supplier<DayRows>> days;

  FileHistory(
      AssetTable assets,
      Supplier<FileReport> report,
      NavigableMap<LocalDate, Supplier<DayRows>> days) {
    this.assets = assets;
    this.report = report;
    this.days = new TreeMap<>(days);
  }

  /** Returns the history of rows that were read already. */
  static FileHistory of(AssetTable assets, FileReport report, Map<LocalDate, DayRows> rows) {
    NavigableMap<LocalDate, Supplier<DayRows>> days = new TreeMap<>();
    rows.forEach((date, day) -> days.put(date, () -> day));
    return new FileHistory(assets, () -> report, days);
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    while (!days.isEmpty()) {
      DayRows rows = days.pollFirstEntry().getValue().get();
      if (!rows.isEmpty()) {
        return Optional.of(rows.table());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what became of the rows read so far; complete when {@link #next()} is at its end.
   *
   * @return counts
   */
  public FileReport report() {
    return report.get();
  }

  @Override
  public void close() {
    days.clear();
  }
}
