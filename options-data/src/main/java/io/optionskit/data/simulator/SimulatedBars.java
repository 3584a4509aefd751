/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Bars of underlyings up to an instant, from the first day of the lead-in on.
 *
 * <p>Every call walks the path from its start, which takes about a tenth of a second per year. May
 * be called from any thread.
 */
final class SimulatedBars implements BarSource {

  private final Settings settings;
  private final Instant now;

  SimulatedBars(Settings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  @Override
  public List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    if (!(asset instanceof Underlying underlying)) {
      throw new ProviderException(
          Reason.UNSUPPORTED, "the simulator has bars of underlyings only, not of " + asset);
    }
    settings.requireSymbol(underlying.symbol());
    int minutes = minutes(length);
    Instant end = to.isBefore(now) ? to : now;
    MarketPaths paths = new MarketPaths(settings.withSymbol(underlying.symbol()));
    List<Bar> bars = new ArrayList<>();
    for (int day = 0; day < paths.clock().days(); day++) {
      TradingSession session = paths.clock().session(day);
      if (session.date().isAfter(settings.to()) || session.opensAt().isAfter(end)) {
        break;
      }
      paths.next();
      if (session.closesAt().isAfter(from)) {
        addDay(bars, paths, underlying, minutes);
      }
    }
    return bars.stream().filter(bar -> bar.end().isAfter(from) && !bar.end().isAfter(end)).toList();
  }

  /** Returns the minutes of a bar, 0 for a whole session. */
  private static int minutes(Duration length) {
    if (length.equals(Duration.ofDays(1))) {
      return 0;
    }
    long minutes = length.toMinutes();
    if (!length.equals(Duration.ofMinutes(minutes)) || minutes < 1 || 30 % minutes != 0) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "bars must last P1D or a number of minutes that divides 30: " + length);
    }
    return (int) minutes;
  }

  private void addDay(List<Bar> bars, MarketPaths paths, Underlying underlying, int length) {
    int session = paths.market().minutes();
    IntToDoubleFunction price = price(paths, underlying.symbol());
    IntToLongFunction volume = volume(paths, underlying.symbol());
    int step = length == 0 ? session : length;
    Instant opensAt = paths.clock().session(paths.day()).opensAt();
    for (int start = 0; start < session; start += step) {
      double high = price.applyAsDouble(start);
      double low = high;
      for (int minute = start + 1; minute <= start + step; minute++) {
        high = Math.max(high, price.applyAsDouble(minute));
        low = Math.min(low, price.applyAsDouble(minute));
      }
      bars.add(
          new Bar(
              underlying,
              opensAt.plus(Duration.ofMinutes(start)),
              opensAt.plus(Duration.ofMinutes(start + step)),
              price.applyAsDouble(start),
              high,
              low,
              price.applyAsDouble(start + step),
              volume.applyAsLong(start + step) - volume.applyAsLong(start)));
    }
  }

  private static IntToDoubleFunction price(MarketPaths paths, String symbol) {
    Optional<VolatilityIndex> index = VolatilityIndex.find(symbol);
    double[] prices = new double[paths.market().minutes() + 1];
    for (int minute = 0; minute < prices.length; minute++) {
      double exact =
          index.isPresent() ? paths.level(index.get(), minute) : paths.path(symbol).spots()[minute];
      prices[minute] = Math.rint(100 * exact) / 100;
    }
    return minute -> prices[minute];
  }

  private IntToLongFunction volume(MarketPaths paths, String symbol) {
    if (VolatilityIndex.find(symbol).isPresent() || paths.path(symbol).profile().isIndex()) {
      return minute -> 0;
    }
    long date = paths.clock().date(paths.day()).toEpochDay();
    UnderlyingProfile profile = paths.path(symbol).profile();
    return new ShareVolume(settings.seed(), profile, date, paths.market().minutes())::upTo;
  }
}
