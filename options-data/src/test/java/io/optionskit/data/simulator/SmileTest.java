/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import org.junit.jupiter.api.Test;

/** Black–Scholes volatilities that the values imply, on the clock of the simulator. */
class SmileTest {

  private static final VolatilityModel MODEL =
      new VolatilityModel(0.18 * 0.18 - VolatilityModel.jumpVariance(1));
  private static final UnderlyingProfile SPX = UnderlyingProfile.of("SPX");
  private static final double DAY = 1 / VarianceClock.DAYS_PER_YEAR;
  private static final double MONTH = 21 * DAY;

  @Test
  void putsBelowTheForwardAreDearerThanCallsAboveIt() {
    for (double years : new double[] {DAY, 5 * DAY, MONTH, 3 * MONTH}) {
      double deviation = atTheMoney(0.2, years) * Math.sqrt(years);

      double put = volatility(0.2, years, -deviation);
      double middle = volatility(0.2, years, 0);
      double call = volatility(0.2, years, deviation);

      assertThat(put).isGreaterThan(1.03 * middle);
      assertThat(call).isLessThan(0.99 * middle);
      assertThat(volatility(0.2, years, -3 * deviation)).isGreaterThan(1.12 * middle);
    }
  }

  @Test
  void smileIsSteeperForShorterExpiries() {
    double day = slope(0.2, DAY);
    double month = slope(0.2, MONTH);
    double year = slope(0.2, 12 * MONTH);

    assertThat(day).isLessThan(1.3 * month);
    assertThat(month).isLessThan(1.5 * year);
    assertThat(month).isBetween(-1.0, -0.4);
    assertThat(year).isNegative();
  }

  @Test
  void farCallsAreDearerThanTheLowestPointOfTheSmileOnTheLastDay() {
    double deviation = atTheMoney(0.2, DAY) * Math.sqrt(DAY);

    assertThat(volatility(0.2, DAY, 5 * deviation))
        .isGreaterThan(volatility(0.2, DAY, 2 * deviation));
  }

  @Test
  void termStructureRisesInCalmAndFallsAfterShocks() {
    assertThat(atTheMoney(-0.5, 3 * MONTH)).isGreaterThan(1.1 * atTheMoney(-0.5, 5 * DAY));
    assertThat(atTheMoney(1.5, 3 * MONTH)).isLessThan(0.85 * atTheMoney(1.5, 5 * DAY));
  }

  /** An expectation computed in another way: many small steps instead of six Gauss nodes. */
  @Test
  void expectedVarianceIsTheIntegralOfItsForwards() {
    for (double fast : new double[] {-1, 0, 2}) {
      double sum = 0;
      int steps = 4000;
      double last = 0;
      for (int i = 1; i <= steps; i++) {
        double upTo = 0.25 * i / steps;
        double now = MODEL.expectedVariance(fast, 0.5, upTo, SPX, 0);
        assertThat(now).isGreaterThan(last);
        last = now;
      }
      double step = 0.25 / steps;
      for (int i = 0; i < steps; i++) {
        sum += forwardVariance(fast, 0.5, (i + 0.5) * step) * step;
      }

      assertThat(last).isEqualTo(sum, within(2e-5 * sum));
    }
  }

  /**
   * The forward variance as a quotient of differences over a short time, where one node is enough.
   */
  private static double forwardVariance(double fast, double slow, double time) {
    double decayFast = Math.exp(-VolatilityModel.FAST_REVERSION * time);
    double decaySlow = Math.exp(-VolatilityModel.SLOW_REVERSION * time);
    double jumps = 0;
    int steps = 200;
    for (int i = 0; i < steps; i++) {
      double s = time * (i + 0.5) / steps;
      double effect =
          VolatilityModel.JUMP_IN_FACTOR * Math.exp(-VolatilityModel.FAST_REVERSION * s);
      jumps += VolatilityModel.JUMPS * Math.expm1(effect) * time / steps;
    }
    double fastVariance =
        ornsteinUhlenbeck(VolatilityModel.FAST_VOLATILITY, VolatilityModel.FAST_REVERSION, time);
    double slowVariance =
        ornsteinUhlenbeck(VolatilityModel.SLOW_VOLATILITY, VolatilityModel.SLOW_REVERSION, time);
    double both = VolatilityModel.FAST_REVERSION + VolatilityModel.SLOW_REVERSION;
    double covariance =
        VolatilityModel.FAST_CORRELATION
            * VolatilityModel.SLOW_CORRELATION
            * VolatilityModel.FAST_VOLATILITY
            * VolatilityModel.SLOW_VOLATILITY
            * (1 - Math.exp(-both * time))
            / both;
    double drift = 0.5 * (fastVariance + slowVariance) + covariance + jumps;
    return MODEL.variance(decayFast * fast, decaySlow * slow) * Math.exp(drift);
  }

  private static double ornsteinUhlenbeck(double volatility, double reversion, double time) {
    return volatility * volatility * (1 - Math.exp(-2 * reversion * time)) / (2 * reversion);
  }

  private static double slope(double fast, double years) {
    double deviation = 0.5 * atTheMoney(fast, years) * Math.sqrt(years);
    double rise = volatility(fast, years, deviation) - volatility(fast, years, -deviation);
    return rise / (2 * deviation);
  }

  private static double atTheMoney(double fast, double years) {
    return volatility(fast, years, 0);
  }

  private static double volatility(double fast, double years, double logMoneyness) {
    TerminalLaw law = new TerminalLaw();
    law.set(years, MODEL.expectedVariance(fast, 0, years, SPX, 0), 1, 1);
    double strike = Math.exp(logMoneyness);
    double call = law.call(-logMoneyness, strike);
    OptionType type = logMoneyness < 0 ? OptionType.PUT : OptionType.CALL;
    double value = logMoneyness < 0 ? call - 1 + strike : call;
    return ImpliedVolatility.solve(type, 1, strike, years, 1, value);
  }
}
