/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Static arbitrage of the values behind the quotes, over the whole range of states. */
class TerminalLawTest {

  private static final double DAY = 1 / VarianceClock.DAYS_PER_YEAR;

  /** Relative to the forward; the table of the normal distribution is good to 3e-10. */
  private static final double ROUNDING = 3e-9;

  private static final String[] TICKERS = {"SPX", "QQQ", "IWM", "DIA", "ACME", "XYZZY", "FOO"};

  @Property(tries = 500)
  void valuesFallAndAreConvexInTheStrike(
      @ForAll @DoubleRange(min = -2.2, max = 2.2) double fast,
      @ForAll @DoubleRange(min = -2.3, max = 2.3) double slow,
      @ForAll @DoubleRange(min = 0.02, max = 252) double days,
      @ForAll @IntRange(max = 6) int ticker) {
    TerminalLaw law = law(fast, slow, days * DAY, ticker, 0.18);
    double step = 0.05 * Math.sqrt(law.totalVariance());

    double strike = Math.exp(-12 * step * 20);
    double before = call(law, strike);
    double now = call(law, strike + step * strike);
    assertThat(before).isEqualTo(1 - strike, within(1e-4));
    for (double k = strike; k < Math.exp(8 * step * 20); k *= 1 + step) {
      double low = call(law, k);
      double middle = call(law, k * (1 + step));
      double high = call(law, k * (1 + 2 * step));
      assertThat(low - middle).isBetween(-ROUNDING, k * step + ROUNDING);
      assertThat(low + high - 2 * middle).isGreaterThan(-ROUNDING);
      assertThat(law.callDelta()).isBetween(-ROUNDING, 1 + ROUNDING);
    }
    assertThat(now).isLessThanOrEqualTo(before);
  }

  @Property(tries = 60)
  void laterExpiriesAreNeverCheaperAtTheSameMoneyness(
      @ForAll @DoubleRange(min = -2.2, max = 2.2) double fast,
      @ForAll @DoubleRange(min = -2.3, max = 2.3) double slow,
      @ForAll @DoubleRange(min = 0.02, max = 1) double firstDay,
      @ForAll @DoubleRange(min = 0.08, max = 0.6) double averageVolatility,
      @ForAll @IntRange(max = 6) int ticker) {
    TerminalLaw near = law(fast, slow, firstDay * DAY, ticker, averageVolatility);
    for (int day = 1; day <= 252; day++) {
      TerminalLaw far = law(fast, slow, (day + firstDay) * DAY, ticker, averageVolatility);
      double deviation = Math.sqrt(far.totalVariance());
      for (double z = -8; z <= 5; z += 0.5) {
        double strike = Math.exp(z * deviation);
        assertThat(call(far, strike)).isGreaterThan(call(near, strike) - ROUNDING);
      }
      near = far;
    }
  }

  /** ∫ put(k)/k² dk + ∫ call(k)/k² dk, doubled, is the value of −2 log: the formula of the VIX. */
  @Property(tries = 50)
  void aStripOfOptionsIsWorthTheExpectedLogVariance(
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double fast,
      @ForAll @DoubleRange(min = -1.2, max = 1.2) double slow,
      @ForAll @DoubleRange(min = 0.1, max = 80) double days,
      @ForAll @IntRange(max = 6) int ticker) {
    TerminalLaw law = law(fast, slow, days * DAY, ticker, 0.18);
    double deviation = Math.sqrt(law.totalVariance());

    double strip = 0;
    double step = deviation / 200;
    for (double x = -0.6 - 12 * deviation; x < 0.3 + 12 * deviation; x += step) {
      double k = Math.exp(x + 0.5 * step);
      double otm = k < 1 ? call(law, k) - 1 + k : call(law, k);
      strip += 2 * otm / k * step;
    }

    assertThat(strip).isCloseTo(law.totalVariance(), within(2e-3 * law.totalVariance()));
  }

  @Test
  void settledLawIsWorthTheIntrinsicValue() {
    TerminalLaw law = new TerminalLaw();
    law.setSettled();

    assertThat(call(law, 0.75)).isEqualTo(0.25);
    assertThat(call(law, 1.25)).isZero();
  }

  private static double call(TerminalLaw law, double strike) {
    return law.call(-Math.log(strike), strike);
  }

  private static TerminalLaw law(
      double fast, double slow, double time, int ticker, double averageVolatility) {
    UnderlyingProfile profile = UnderlyingProfile.of(TICKERS[ticker]);
    VolatilityModel model =
        new VolatilityModel(
            averageVolatility * averageVolatility - VolatilityModel.jumpVariance(1));
    double variance = model.expectedVariance(fast, slow, time, profile, 0);
    double share = profile.beta() * profile.beta() / profile.varianceRatio(0);
    TerminalLaw law = new TerminalLaw();
    law.set(time, variance, profile.beta(), share);
    return law;
  }
}
