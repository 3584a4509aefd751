/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import org.junit.jupiter.api.Test;

class Black76Test {

  @Test
  void valuesAgreeWithTheHighPrecisionReferenceThroughTheForward() {
    for (ReferenceRow row : ReferenceRow.all()) {
      if (row.group().equals("ordinary")) {
        double forward = row.spot() * Math.exp((row.rate() - row.dividendYield()) * row.years());
        double discountFactor = Math.exp(-row.rate() * row.years());

        double value =
            Black76.value(
                row.type(), forward, row.strike(), row.years(), discountFactor, row.volatility());

        // the rounded forward limits the agreement
        assertThat(value).isEqualTo(row.exact(Measure.VALUE), within(1e-14 * row.spot()));
      }
    }
  }

  @Test
  void haugsFuturesOptionIsWorth1_7011() {
    // E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd edition, section 1.1.3
    double discountFactor = Math.exp(-0.1 * 0.75);

    assertThat(Black76.value(CALL, 19, 19, 0.75, discountFactor, 0.28))
        .isEqualTo(1.7011, within(5e-5));
    assertThat(Black76.value(PUT, 19, 19, 0.75, discountFactor, 0.28))
        .isEqualTo(1.7011, within(5e-5));
  }

  @Test
  void theGreeksAreThoseOfBlackScholesWithoutCarryTimesTheDiscountFactor() {
    double[] black76 = new double[Measure.COUNT];
    double[] blackScholes = new double[Measure.COUNT];
    for (OptionType type : OptionType.values()) {
      Black76.all(type, 105, 100, 0.3, 0.97, 0.25, black76);
      BlackScholes.all(type, 105, 100, 0.3, 0, 0, 0.25, blackScholes);

      for (Measure measure : Measure.values()) {
        double expected =
            measure == Measure.RHO ? -0.3 * black76[0] : 0.97 * blackScholes[measure.index()];
        assertThat(black76[measure.index()]).isEqualTo(expected);
        assertThat(Black76.measure(measure, type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(expected);
      }
      assertThat(Black76.delta(type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(black76[1]);
      assertThat(Black76.gamma(type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(black76[2]);
      assertThat(Black76.vega(type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(black76[3]);
      assertThat(Black76.theta(type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(black76[4]);
      assertThat(Black76.rho(type, 105, 100, 0.3, 0.97, 0.25)).isEqualTo(black76[5]);
    }
  }

  @Test
  void rhoIsTheDifferenceQuotientInTheRateWithTheForwardHeld() {
    double up = Black76.value(PUT, 95, 100, 0.5, Math.exp(-0.0401 * 0.5), 0.3);
    double down = Black76.value(PUT, 95, 100, 0.5, Math.exp(-0.0399 * 0.5), 0.3);

    assertThat(Black76.rho(PUT, 95, 100, 0.5, Math.exp(-0.04 * 0.5), 0.3))
        .isEqualTo((up - down) / 0.0002, within(1e-7));
  }

  @Test
  void expiredOptionsAreWorthTheirIntrinsicValue() {
    double[] all = new double[Measure.COUNT];

    Black76.all(PUT, 90, 100, 0, 1, 0.3, all);

    assertThat(all).containsExactly(10, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void anUnknownArgumentGivesAnUnknownResultAndAWrongOneIsNamed() {
    assertThat(Black76.value(CALL, 100, 100, 1, Double.NaN, 0.2)).isNaN();
    assertThatThrownBy(() -> Black76.value(CALL, 100, 100, 1, 0, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("discountFactor must be between 1e-140 and 1e140: 0.0");
    assertThatThrownBy(() -> Black76.value(CALL, -3, 100, 1, 1, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forward must be between 1e-140 and 1e140: -3.0");
  }
}
