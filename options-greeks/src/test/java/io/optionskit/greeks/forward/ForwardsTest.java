/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.greeks.Black76;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForwardsTest {

  private static final double YEARS = 0.5;
  private static final double RATE = 0.04;

  /**
   * Quotes around Black-76 values at a volatility of 25 %, the given half spread wide on either
   * side.
   */
  private static ParitySlice slice(
      double forward, double discountFactor, double halfSpread, double... strikes) {
    double[][] quotes = new double[4][strikes.length];
    for (int i = 0; i < strikes.length; i++) {
      double call = Black76.value(CALL, forward, strikes[i], YEARS, discountFactor, 0.25);
      double put = Black76.value(PUT, forward, strikes[i], YEARS, discountFactor, 0.25);
      quotes[0][i] = call - halfSpread;
      quotes[1][i] = call + halfSpread;
      quotes[2][i] = put - halfSpread;
      quotes[3][i] = put + halfSpread;
    }
    return new ParitySlice(strikes, quotes[0], quotes[1], quotes[2], quotes[3]);
  }

  private static double[] strikes(double from, double to, double step) {
    int count = (int) Math.round((to - from) / step) + 1;
    double[] strikes = new double[count];
    Arrays.setAll(strikes, i -> from + i * step);
    return strikes;
  }

  @Test
  void exactQuotesGiveTheForwardAndDiscountFactorBehindThem() {
    ParitySlice slice = slice(102.3, 0.97, 0.01, strikes(80, 125, 2.5));

    ForwardFit fit = Forwards.fit(slice, YEARS, RATE, 0.05).orElseThrow();

    assertThat(fit.forward()).isEqualTo(102.3, within(1e-5));
    assertThat(fit.discountFactor()).isEqualTo(0.97, within(1e-4));
    assertThat(fit.misfit()).isLessThan(0.02);
    assertThat(fit.impliedSpot(YEARS, 0)).isEqualTo(fit.forward() * fit.discountFactor());
    assertThat(fit.impliedSpot(YEARS, 0.02)).isEqualTo(102.3 * 0.97 * Math.exp(0.01), within(1e-2));
    assertThat(fit.impliedRate(YEARS)).isEqualTo(-Math.log(0.97) / YEARS, within(1e-3));
  }

  @Test
  void aFewStrikesLeaveTheRateAsItIs() {
    double discountFactor = Math.exp(-RATE * YEARS);
    ParitySlice slice = slice(100, 0.95, 0.2, 99, 100, 101);

    ForwardFit fit = Forwards.fit(slice, YEARS, RATE, 0.01).orElseThrow();

    assertThat(fit.discountFactor()).isEqualTo(discountFactor, within(1e-4));
    assertThat(fit.forward()).isEqualTo(100, within(1e-2));
    assertThat(fit.pairs()).isEqualTo(3);
  }

  @Test
  void withoutUncertaintyTheDiscountFactorIsThatOfTheRate() {
    ParitySlice slice = slice(102.3, 0.97, 0.01, strikes(80, 125, 2.5));

    ForwardFit fit = Forwards.fit(slice, YEARS, RATE, 0).orElseThrow();

    assertThat(fit.discountFactor()).isEqualTo(StrictMath.exp(-RATE * YEARS));
    assertThat(fit.forward()).isEqualTo(102.3, within(0.1));
  }

  @Test
  void wrongQuotesDoNoHarm() {
    ParitySlice slice = slice(102.3, 0.98, 0.05, strikes(80, 125, 2.5));
    slice.callBids()[9] += 7;
    slice.callAsks()[9] += 7;
    slice.putBids()[5] += 3;
    slice.putAsks()[5] += 3;
    slice.callAsks()[8] = Double.NaN;
    slice.putBids()[7] = 50;

    ForwardFit fit = Forwards.fit(slice, YEARS, RATE, 0.01).orElseThrow();

    assertThat(fit.forward()).isEqualTo(102.3, within(1e-3));
  }

  @Test
  void noisyQuotesGiveAForwardWithinItsStandardError() {
    SplittableRandom random = new SplittableRandom(11);
    for (int run = 0; run < 200; run++) {
      ParitySlice slice = slice(100, 0.98, 0.1, strikes(80, 120, 2));
      for (double[] column : new double[][] {slice.callBids(), slice.putBids()}) {
        for (int i = 0; i < column.length; i++) {
          double shift = random.nextDouble(-0.1, 0.1);
          column[i] += shift;
          double[] asks = column == slice.callBids() ? slice.callAsks() : slice.putAsks();
          asks[i] += shift;
        }
      }

      ForwardFit fit = Forwards.fit(slice, YEARS, -Math.log(0.98) / YEARS, 0.01).orElseThrow();

      assertThat(fit.forward()).isEqualTo(100, within(3 * fit.standardError()));
      assertThat(fit.misfit()).isLessThan(1);
    }
  }

  @Test
  void strikesFarApartAreEnoughIfThereAreNoOthers() {
    ParitySlice slice = slice(3.2, 1, 0.01, 2, 3, 4, 5);

    ForwardFit fit = Forwards.fit(slice, YEARS, 0, 0).orElseThrow();

    assertThat(fit.forward()).isEqualTo(3.2, within(1e-9));
    assertThat(fit.pairs()).as("those with bids").isEqualTo(2);
  }

  @Test
  void fewerThanTwoUsableStrikesGiveNoForward() {
    ParitySlice slice = slice(100, 1, 0.05, 95, 100, 105);
    slice.callBids()[0] = Double.NaN;
    slice.putBids()[1] = 0;

    assertThat(Forwards.fit(slice, YEARS, RATE, 0)).isEmpty();
    assertThat(Forwards.fit(slice(100, 1, 0.05), YEARS, RATE, 0)).isEmpty();
  }

  @Test
  void quotesThatContradictEachOtherGiveNoForward() {
    ParitySlice slice = slice(100, 1, 0.01, 95, 105);
    slice.callBids()[0] += 20;
    slice.callAsks()[0] += 20;

    assertThat(Forwards.fit(slice, YEARS, 0, 0)).isEmpty();
  }

  @Test
  void wrongArgumentsAreNamed() {
    ParitySlice slice = slice(100, 1, 0.01, 95, 105);

    assertThatThrownBy(() -> Forwards.fit(slice, -1, RATE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("years must be finite and at least 0: -1.0");
    assertThatThrownBy(() -> Forwards.fit(slice, 1, RATE, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rateUncertainty");
    assertThatThrownBy(
            () ->
                new ParitySlice(
                    new double[2], new double[2], new double[2], new double[2], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("putAsks must have 2 elements: 1");
  }
}
