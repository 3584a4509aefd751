/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The market day by day: one table per trading day, made when it is asked for. */
final class SimulatedHistory implements MarketHistory {

  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final Settings settings;
  private final AssetTable assets = new AssetTable();
  private final MarketPaths paths;
  private final int lastDay;
  private final Map<String, ChainListing> listings = new LinkedHashMap<>();

  SimulatedHistory(Settings settings) {
    this.settings = settings;
    paths = new MarketPaths(settings);
    lastDay = paths.clock().dayOf(settings.to());
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    while (paths.day() < settings.leadInDays() - 1) {
      paths.next();
    }
    if (paths.day() >= lastDay) {
      return Optional.empty();
    }
    paths.next();
    return Optional.of(table());
  }

  /**
   * Returns the table of the last day on which something was quoted by an instant; tables of the
   * days before it are not made.
   */
  QuoteTable dayAt(Instant now) {
    Instant firstQuotes = now.minus(Duration.ofMinutes(settings.intervalMinutes()));
    int day = -1;
    while (day < lastDay && !paths.clock().session(day + 1).opensAt().isAfter(firstQuotes)) {
      day++;
    }
    if (day < settings.leadInDays()) {
      throw new IllegalArgumentException(
          "instant must lie after the first quotes of " + settings.from() + ": " + now);
    }
    while (paths.day() < day - 1) {
      paths.next();
      if (paths.day() >= settings.leadInDays()) {
        settings.symbols().forEach(this::open);
      }
    }
    return next().orElseThrow();
  }

  @Override
  public void close() {}

  private QuoteTable table() {
    Map<String, UnderlyingDay> days = new LinkedHashMap<>();
    settings.symbols().stream()
        .filter(symbol -> VolatilityIndex.find(symbol).isEmpty())
        .forEach(symbol -> days.put(symbol, day(symbol)));
    QuoteTable.Builder rows = QuoteTable.builder(assets);
    long opening = EpochNanos.of(paths.clock().session(paths.day()).opensAt());
    int interval = settings.intervalMinutes();
    for (int minute = interval; minute <= paths.market().minutes(); minute += interval) {
      for (String symbol : settings.symbols()) {
        addRows(rows, opening + minute * NANOS_PER_MINUTE, minute, symbol, days);
      }
    }
    return rows.build();
  }

  private void addRows(
      QuoteTable.Builder rows,
      long timeNs,
      int minute,
      String symbol,
      Map<String, UnderlyingDay> days) {
    Optional<VolatilityIndex> index = VolatilityIndex.find(symbol);
    UnderlyingDay day = days.get(symbol);
    if (index.isPresent()) {
      double level = Math.rint(100 * paths.level(index.get(), minute)) / 100;
      rows.addLast(timeNs, assets.idOf(new Underlying(symbol)), level);
    } else if (day != null) {
      day.addRows(rows, timeNs, minute);
    }
  }

  private UnderlyingDay day(String symbol) {
    return new UnderlyingDay(settings, paths, paths.path(symbol), listing(symbol), assets);
  }

  private void open(String symbol) {
    if (VolatilityIndex.find(symbol).isEmpty()) {
      listing(symbol).open(paths.day(), paths.path(symbol).spots()[0]);
    }
  }

  private ChainListing listing(String symbol) {
    return listings.computeIfAbsent(
        symbol, key -> new ChainListing(settings, paths.clock(), paths.path(key).profile()));
  }
}
