/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.contract.Asset;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bars kept in a store. Prices come back exactly, times must be whole microseconds. May be called
 * from any thread.
 *
 * <p>The column {@code bar_interval} has the length in the form of ISO 8601: {@code PT1M}, {@code
 * PT1H}, {@code P1D}.
 */
public final class RecordedBars implements BarSource {

  private static final String[] PRICES = {"open", "high", "low", "close"};

  private final RecordStore store;

  /**
   * Creates the source.
   *
   * @param store store that keeps the bars
   */
  public RecordedBars(RecordStore store) {
    this.store = store;
  }

  /**
   * Keeps bars; one of the same asset, length and end takes the place of the one before.
   *
   * @param bars bars of any assets
   * @param length length by which they are asked for; {@code P1D} means one regular session
   * @param source name of the provider they came from
   * @throws IllegalArgumentException if a time is finer than a microsecond
   */
  public void save(List<Bar> bars, Duration length, String source) {
    List<StoreRecord> records = new ArrayList<>();
    for (Bar bar : bars) {
      Map<String, Object> values = new TreeMap<>();
      values.put("symbol", bar.asset().symbol());
      values.put("bar_interval", text(length));
      values.put("ts", bar.end());
      values.put("start_ts", bar.start());
      double[] prices = {bar.open(), bar.high(), bar.low(), bar.close()};
      for (int i = 0; i < prices.length; i++) {
        values.put(PRICES[i], new Dialect.Price(prices[i]).rounded().doubleValue());
      }
      @Nullable String unrounded = Unrounded.of(prices);
      if (unrounded != null) {
        values.put("unrounded", unrounded);
      }
      if (bar.volume() >= 0) {
        values.put("volume", bar.volume());
      }
      values.put("source", source);
      values.put("filled", false);
      records.add(StoreRecord.of(RecordKind.BARS, values));
    }
    store.save(records);
  }

  @Override
  public List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    RecordQuery known =
        RecordQuery.of(RecordKind.BARS)
            .where("symbol", asset.symbol())
            .where("bar_interval", text(length));
    List<Bar> bars = new ArrayList<>();
    for (StoreRecord record :
        store.find(
            known
                .atLeast("ts", from.truncatedTo(ChronoUnit.MICROS))
                .atMost("ts", to.truncatedTo(ChronoUnit.MICROS))
                .limit(Integer.MAX_VALUE))) {
      Bar bar = bar(asset, length, record);
      if (bar.end().isAfter(from)) {
        bars.add(bar);
      }
    }
    if (bars.isEmpty() && store.find(known.limit(1)).isEmpty()) {
      throw new ProviderException(
          ProviderException.Reason.UNKNOWN_SYMBOL,
          "the store has no bars of " + text(length) + " of " + asset.symbol());
    }
    return List.copyOf(bars);
  }

  private static Bar bar(Asset asset, Duration length, StoreRecord record) {
    Instant end = record.findInstant("ts").orElseThrow();
    @Nullable String unrounded = record.findText("unrounded").orElse(null);
    double[] prices = new double[PRICES.length];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = Unrounded.restored(record.findNumber(PRICES[i]).orElse(Double.NaN), unrounded, i);
    }
    Object volume = record.values().get("volume");
    return new Bar(
        asset,
        record.findInstant("start_ts").orElse(end.minus(length)),
        end,
        prices[0],
        prices[1],
        prices[2],
        prices[3],
        volume == null ? -1 : (Long) volume);
  }

  /** Returns a length as text; days as such, because a day is a session and not 24 hours. */
  private static String text(Duration length) {
    boolean isDays = !length.isZero() && length.equals(Duration.ofDays(length.toDays()));
    return isDays ? "P" + length.toDays() + "D" : length.toString();
  }
}
