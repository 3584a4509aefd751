/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.time.TradingCalendar;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The paths of the market and of all underlyings, moved on day by day from the start of the
 * lead-in.
 *
 * <p>Used by one thread.
 */
final class MarketPaths {

  /** Days beyond the last simulated one that options and volatility indices may look ahead. */
  static final int LOOK_AHEAD_DAYS = 400;

  private final Settings settings;
  private final VarianceClock clock;
  private final VolatilityModel model;
  private final MarketFactors factors;
  private final Map<String, UnderlyingPath> paths = new LinkedHashMap<>();
  private final EdgeSwitch edge;
  private int day = -1;
  private MarketDay market;

  MarketPaths(Settings settings) {
    this.settings = settings;
    clock = clockOf(settings);
    double square = settings.averageVolatility() * settings.averageVolatility();
    model = new VolatilityModel(square - VolatilityModel.jumpVariance(1));
    factors = new MarketFactors(settings.seed(), clock, model);
    settings.symbols().forEach(this::addPath);
    edge = new EdgeSwitch(settings.edge());
    if (settings.edge().isPresent()) {
      addPath(VolatilityIndex.VIX.underlying());
    }
    market = new MarketDay(-1, new double[1], 0);
  }

  static VarianceClock clockOf(Settings settings) {
    TradingCalendar calendar = TradingCalendar.usOptions();
    LocalDate start = settings.from();
    for (int i = 0; i < settings.leadInDays(); i++) {
      start = calendar.previousTradingDay(start);
    }
    return new VarianceClock(calendar, start, settings.to().plusDays(LOOK_AHEAD_DAYS));
  }

  private void addPath(String symbol) {
    String underlying =
        VolatilityIndex.find(symbol).map(VolatilityIndex::underlying).orElse(symbol);
    UnderlyingProfile profile = UnderlyingProfile.of(underlying);
    Double spot = settings.spots().get(underlying);
    UnderlyingProfile placed = spot == null ? profile : profile.withSpot(spot);
    paths.computeIfAbsent(
        underlying, key -> new UnderlyingPath(settings.seed(), settings.rate(), clock, placed));
  }

  VarianceClock clock() {
    return clock;
  }

  /** Returns the number of the day that the paths are at, −1 before the first. */
  int day() {
    return day;
  }

  MarketDay market() {
    return market;
  }

  UnderlyingPath path(String underlying) {
    UnderlyingPath path = paths.get(underlying);
    if (path == null) {
      throw new IllegalArgumentException("not simulated: " + underlying);
    }
    return path;
  }

  /** Moves all paths on by a day. */
  void next() {
    day++;
    double realised = edge.realisedVariance();
    market = factors.next(day);
    for (UnderlyingPath path : paths.values()) {
      path.next(market, realised);
    }
    if (edge.isPlanted()) {
      int close = market.minutes();
      edge.record(level(VolatilityIndex.VIX, close), level(VolatilityIndex.VIX3M, close));
    }
  }

  /** Returns the level of a volatility index at a minute of the day, in points. */
  double level(VolatilityIndex index, int minute) {
    double time = index.years();
    UnderlyingPath path = path(index.underlying());
    double logVariance = expectedVariance(path, minute, time) + jumpVariance(path, time);
    return 100 * Math.sqrt(logVariance / time);
  }

  /** Sets the law of an underlying's price a time after a minute of the day. */
  void law(TerminalLaw law, UnderlyingPath path, int minute, double time) {
    if (!(time > 0)) {
      law.setSettled();
      return;
    }
    double beta = path.profile().beta();
    double marketShare =
        beta
            * beta
            / path.profile().varianceRatio(path.profile().expectedOwn(path.own(), time / 2));
    law.set(time, expectedVariance(path, minute, time), beta, marketShare);
  }

  /** Expected variance of the diffusion, with the risk premium on diffusion and jumps. */
  private double expectedVariance(UnderlyingPath path, int minute, double time) {
    double expected =
        model.expectedVariance(
            market.fast()[minute], market.slow()[minute], time, path.profile(), path.own());
    double premium = settings.varianceRiskPremium();
    return expected + premium * (expected + jumpVariance(path, time));
  }

  private static double jumpVariance(UnderlyingPath path, double time) {
    return time * VolatilityModel.jumpLogVariance(path.profile().beta());
  }
}
