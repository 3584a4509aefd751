/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.data.simulator.RandomStream.Purpose;
import io.optionskit.market.EpochNanos;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** The price of one underlying, day by day, minute by minute. */
final class UnderlyingPath {

  private static final double SECONDS_PER_YEAR = 365 * 86_400.0;
  private static final double NANOS_PER_YEAR = 365 * 86_400e9;

  private final long seed;
  private final double rate;
  private final VarianceClock clock;
  private final UnderlyingProfile profile;
  private final DividendCalendar dividends;
  private final double meanJump;
  private double[] spots;
  private double own;
  private double dividend;
  private int day;

  UnderlyingPath(long seed, double rate, VarianceClock clock, UnderlyingProfile profile) {
    this.seed = seed;
    this.rate = rate;
    this.clock = clock;
    this.profile = profile;
    this.dividends = new DividendCalendar(clock, profile);
    this.meanJump = VolatilityModel.meanJump(profile.beta());
    RandomStream draw = RandomStream.of(seed, profile.symbol(), 0, Purpose.START);
    spots = new double[] {profile.spot()};
    own = UnderlyingProfile.ownStationaryDeviation() * draw.normal();
    dividend = dividends.amount(profile.spot());
  }

  UnderlyingProfile profile() {
    return profile;
  }

  /** Returns the own factor log z of the day. */
  double own() {
    return own;
  }

  /** Returns the unrounded price at each minute of the day, minute 0 being the opening. */
  double[] spots() {
    return spots;
  }

  /** Returns the dividend that is announced for each of the coming ex-dates, dollars. */
  double dividend() {
    return dividend;
  }

  DividendCalendar dividends() {
    return dividends;
  }

  /**
   * Moves on to the next day.
   *
   * @param market what the market does that day
   * @param realised factor on the variance that diffusions expect, 1 without a planted edge
   */
  void next(MarketDay market, double realised) {
    day = market.day();
    double close = spots[spots.length - 1];
    LocalDate date = clock.date(day);
    RandomStream overnight =
        RandomStream.of(seed, profile.symbol(), date.toEpochDay(), Purpose.OVERNIGHT);
    own = UnderlyingProfile.nextOwn(own, market.night() + sessionTime(market), overnight.normal());
    double ownRatio = profile.varianceRatio(own) - profile.beta() * profile.beta();
    double[] path = new double[market.minutes() + 1];
    path[0] = close * factor(market, 0, realised, ownRatio, overnight) * growth(nightSeconds());
    if (dividends.isExDate(day)) {
      path[0] -= dividend;
      dividend = dividends.amount(path[0]);
    }
    RandomStream minutes =
        RandomStream.of(seed, profile.symbol(), date.toEpochDay(), Purpose.MINUTES);
    double growth = growth(60);
    for (int m = 1; m < path.length; m++) {
      path[m] = path[m - 1] * factor(market, m, realised, ownRatio, minutes) * growth;
    }
    spots = path;
  }

  /**
   * Returns the forward of an expiry: what riskless growth makes of the price less the dividends
   * announced until then.
   *
   * @param minute minute of the day
   * @param timeNs its instant
   * @param settlementDay day of the clock at whose close the expiry settles
   */
  double forward(int minute, long timeNs, int settlementDay) {
    double paid = 0;
    for (int ex = dividends.nextExDate(day); ex >= 0 && ex <= settlementDay; ) {
      paid += dividend * discount(yearsBetween(timeNs, clock.session(ex).opensAt()));
      ex = dividends.nextExDate(ex);
    }
    double years = yearsBetween(timeNs, clock.session(settlementDay).closesAt());
    double leaving = profile.paysCash() ? 0 : profile.dividendYield();
    return (spots[minute] - paid) * StrictMath.exp((rate - leaving) * years);
  }

  /** Returns the value of 1.00 paid after some calendar years. */
  double discount(double years) {
    return StrictMath.exp(-rate * years);
  }

  static double yearsBetween(long timeNs, Instant later) {
    return (EpochNanos.of(later) - timeNs) / NANOS_PER_YEAR;
  }

  private static double sessionTime(MarketDay market) {
    return market.clock()[market.minutes()] - market.clock()[0];
  }

  private double nightSeconds() {
    if (day == 0) {
      return 0;
    }
    Instant closed = clock.session(day - 1).closesAt();
    return Duration.between(closed, clock.session(day).opensAt()).toSeconds();
  }

  /** Returns by how much the price grows without risk over some seconds. */
  private double growth(double seconds) {
    double leaving = profile.paysCash() ? 0 : profile.dividendYield();
    return StrictMath.exp((rate - leaving) * seconds / SECONDS_PER_YEAR);
  }

  /** Returns the random factor of a step, 1 in expectation. */
  private double factor(
      MarketDay market, int m, double realised, double ownRatio, RandomStream draw) {
    double beta = profile.beta();
    double variance = market.stepVariance()[m] * market.stepTime()[m] * realised;
    double ownShock = draw.normal();
    double total = (beta * beta + ownRatio) * variance;
    double shock = beta * market.shock()[m] + Math.sqrt(Math.max(0, ownRatio)) * ownShock;
    double compensation = VolatilityModel.JUMPS * market.stepTime()[m] * meanJump;
    return StrictMath.exp(
        Math.sqrt(variance) * shock - 0.5 * total + beta * market.jump()[m] - compensation);
  }
}
