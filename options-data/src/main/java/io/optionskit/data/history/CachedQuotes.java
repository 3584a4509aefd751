/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.columns.ColumnCache;
import io.optionskit.data.columns.InputHash;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Plays a history of quotes from a column cache, date by date. The key of a date stands for the
 * files it is made of, so that a date that gets more of them is read anew.
 *
 * <p>If a date is not in the cache, all are read from their files and kept: assets then get the
 * same numbers either way.
 */
final class CachedQuotes implements MarketHistory {

  private static final String FORMAT = "quotes 1";

  private final Path directory;
  private final ParquetSettings settings;
  private final Predicate<String> underlyings;
  private final ColumnCache cache;
  private final AssetTable assets = new AssetTable();
  private final Queue<Map.Entry<LocalDate, String>> keys;
  private final Optional<ParquetHistory> files;

  CachedQuotes(
      Path directory,
      ParquetSettings settings,
      Predicate<String> underlyings,
      Predicate<LocalDate> dates,
      ColumnCache cache) {
    this.directory = directory;
    this.settings = settings;
    this.underlyings = underlyings;
    this.cache = cache;
    Map<LocalDate, String> keyByDate = keys(directory, underlyings, dates);
    keys = new ArrayDeque<>(keyByDate.entrySet());
    files =
        keyByDate.values().stream().allMatch(cache::has) && !keyByDate.isEmpty()
            ? Optional.empty()
            : Optional.of(new ParquetHistory(directory, settings, underlyings, dates, assets));
  }

  private static Map<LocalDate, String> keys(
      Path directory, Predicate<String> underlyings, Predicate<LocalDate> dates) {
    TreeMap<LocalDate, InputHash> hashes = new TreeMap<>();
    ParquetHistory.files(directory, underlyings, dates)
        .forEach(
            file ->
                hashes
                    .computeIfAbsent(file.date(), date -> new InputHash().add(FORMAT))
                    .add(file.path())
                    .add(file.sha256()));
    TreeMap<LocalDate, String> keys = new TreeMap<>();
    hashes.forEach((date, hash) -> keys.put(date, hash.hex()));
    return keys;
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    if (files.isPresent()) {
      Optional<QuoteTable> table = files.get().next();
      table.ifPresent(this::keep);
      return table;
    }
    Map.Entry<LocalDate, String> date = keys.poll();
    if (date == null) {
      return Optional.empty();
    }
    Optional<QuoteTable> table = cache.find(date.getValue(), assets);
    return table.isPresent() ? table : readAgain(date.getKey(), date.getValue());
  }

  @Override
  public void close() {
    keys.clear();
    files.ifPresent(ParquetHistory::close);
    cache.shrink();
  }

  /** Keeps the table under the key of its files, if these are still those of the beginning. */
  private void keep(QuoteTable table) {
    if (table.rows() == 0) {
      return;
    }
    LocalDate date = ParquetHistory.dateOf(table);
    Map.Entry<LocalDate, String> next = keys.poll();
    while (next != null && next.getKey().isBefore(date)) {
      next = keys.poll();
    }
    String now = keys(directory, underlyings, date::equals).getOrDefault(date, "");
    if (next != null && next.getKey().equals(date) && next.getValue().equals(now)) {
      cache.keep(now, table);
    }
  }

  private Optional<QuoteTable> readAgain(LocalDate date, String key) {
    try (ParquetHistory one =
        new ParquetHistory(directory, settings, underlyings, date::equals, assets)) {
      Optional<QuoteTable> table = one.next();
      if (table.isEmpty()) {
        throw new ProviderException(
            ProviderException.Reason.BAD_DATA,
            "the quotes of " + date + " in " + directory + " went away while they were played");
      }
      cache.keep(key, table.get());
      return table;
    }
  }
}
