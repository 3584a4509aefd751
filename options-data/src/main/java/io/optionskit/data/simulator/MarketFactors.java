/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.data.simulator.RandomStream.Purpose;

/** The path of volatility, market shocks and jumps, day by day. */
final class MarketFactors {

  private static final String NAME = "MARKET";

  /** Bounds of the factors, four to five stationary deviations out: they keep states compact. */
  private static final double FAST_BOUND = 2.2;

  private static final double SLOW_BOUND = 2.3;

  private final long seed;
  private final VarianceClock clock;
  private final VolatilityModel model;
  private double fast;
  private double slow;

  MarketFactors(long seed, VarianceClock clock, VolatilityModel model) {
    this.seed = seed;
    this.clock = clock;
    this.model = model;
    RandomStream draw = RandomStream.of(seed, NAME, 0, Purpose.START);
    slow = bounded(VolatilityModel.slowStationaryDeviation() * draw.normal(), SLOW_BOUND);
    fast = bounded(VolatilityModel.fastStationaryDeviation() * draw.normal(), FAST_BOUND);
  }

  /** Returns the next day; days must be asked for in order. */
  MarketDay next(int day) {
    long date = clock.date(day).toEpochDay();
    MarketDay result = new MarketDay(day, clock.minuteTimes(day), clock.night(day));
    RandomStream overnight = RandomStream.of(seed, NAME, date, Purpose.OVERNIGHT);
    step(result, 0, result.night(), overnight);
    RandomStream minutes = RandomStream.of(seed, NAME, date, Purpose.MINUTES);
    for (int m = 1; m <= result.minutes(); m++) {
      step(result, m, result.clock()[m] - result.clock()[m - 1], minutes);
    }
    return result;
  }

  private void step(MarketDay day, int m, double time, RandomStream draw) {
    double shock = draw.normal();
    double fastOwn = draw.normal();
    double slowOwn = draw.normal();
    double chance = draw.uniform();
    double size = draw.normal();
    day.stepTime()[m] = time;
    day.stepVariance()[m] = model.variance(fast, slow);
    day.shock()[m] = shock;
    fast =
        move(
            fast,
            VolatilityModel.FAST_REVERSION * time,
            VolatilityModel.FAST_VOLATILITY * Math.sqrt(time),
            mix(VolatilityModel.FAST_CORRELATION, shock, fastOwn));
    slow =
        move(
            slow,
            VolatilityModel.SLOW_REVERSION * time,
            VolatilityModel.SLOW_VOLATILITY * Math.sqrt(time),
            mix(VolatilityModel.SLOW_CORRELATION, shock, slowOwn));
    if (chance < VolatilityModel.JUMPS * time) {
      day.jump()[m] = VolatilityModel.JUMP_MEAN + VolatilityModel.JUMP_DEVIATION * size;
      fast += VolatilityModel.JUMP_IN_FACTOR;
    }
    fast = bounded(fast, FAST_BOUND);
    slow = bounded(slow, SLOW_BOUND);
    day.fast()[m] = fast;
    day.slow()[m] = slow;
  }

  /**
   * Moves an Ornstein–Uhlenbeck factor by the midpoint rule, accurate for steps up to some days.
   */
  private static double move(double factor, double decay, double deviation, double normal) {
    return (factor * (1 - 0.5 * decay) + deviation * normal) / (1 + 0.5 * decay);
  }

  private static double mix(double correlation, double shared, double own) {
    return correlation * shared + Math.sqrt(1 - correlation * correlation) * own;
  }

  private static double bounded(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
