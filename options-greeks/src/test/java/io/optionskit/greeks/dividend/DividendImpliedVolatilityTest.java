/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import static io.optionskit.contract.ExerciseStyle.AMERICAN;
import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static io.optionskit.greeks.american.AmericanAccuracy.FAST;
import static io.optionskit.greeks.american.AmericanAccuracy.HIGH;
import static io.optionskit.greeks.dividend.DividendModel.ESCROWED;
import static io.optionskit.greeks.dividend.DividendModel.SPOT_DROP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import org.junit.jupiter.api.Test;

class DividendImpliedVolatilityTest {

  private static DividendVolatility solve(
      AmericanAccuracy accuracy, ReferenceOption option, double price) {
    return DividendImpliedVolatility.solve(
        accuracy,
        option.model(),
        option.style(),
        option.type(),
        option.spot(),
        option.strike(),
        option.years(),
        option.rate(),
        option.dividendYield(),
        option.dividends(),
        price);
  }

  @Test
  void findsTheVolatilityOfEveryPrice() {
    for (DividendModel model : DividendModel.values()) {
      for (ExerciseStyle style : ExerciseStyle.values()) {
        for (OptionType type : OptionType.values()) {
          for (double strike : new double[] {85, 100, 115}) {
            for (double volatility : new double[] {0.1, 0.35, 1}) {
              for (double yield : new double[] {0, 0.07}) {
                ReferenceOption option =
                    ReferenceOption.of(model, style, type, "0.2:1;0.7:1")
                        .withStrike(strike)
                        .withRates(0.05, yield)
                        .withVolatility(volatility);
                AmericanValue at = option.evaluate(FAST);
                if (at.vega() > 0.01) {
                  DividendVolatility result = solve(FAST, option, at.value());

                  assertThat(result.status()).as("%s", option).isEqualTo(IvStatus.OK);
                  assertThat(result.volatility())
                      .as("%s", option)
                      .isCloseTo(volatility, within(1e-7 / at.vega() + 1e-9));
                }
              }
            }
          }
        }
      }
    }
  }

  @Test
  void theExampleOfTheDocumentationHolds() {
    ReferenceOption option = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2");

    assertThat(solve(HIGH, option, 8.834142).volatility()).isCloseTo(0.25, within(1e-7));
  }

  @Test
  void saysWhyThereIsNone() {
    ReferenceOption put = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2").withSpot(80);
    ReferenceOption call = ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, "0.5:2");
    double least = put.withVolatility(0).value(FAST);

    assertThat(solve(FAST, put, least))
        .isEqualTo(DividendVolatility.none(IvStatus.ZERO_VOLATILITY));
    assertThat(solve(FAST, put, least).volatility()).isZero();
    assertThat(solve(FAST, put, least - 1).status()).isEqualTo(IvStatus.BELOW_INTRINSIC);
    assertThat(solve(FAST, put, 100).status()).isEqualTo(IvStatus.ABOVE_MAXIMUM);
    assertThat(solve(FAST, call, 100).status()).isEqualTo(IvStatus.ABOVE_MAXIMUM);
    assertThat(solve(FAST, call.withRates(0.05, 0.05), 99.9).status())
        .isEqualTo(IvStatus.ABOVE_MAXIMUM);
    assertThat(solve(FAST, put.withYears(0), 21).status()).isEqualTo(IvStatus.ZERO_TIME);
    assertThat(solve(FAST, put, Double.NaN).status()).isEqualTo(IvStatus.INVALID);
    assertThat(solve(FAST, put.withSpot(-1), 5).status()).isEqualTo(IvStatus.INVALID);
    assertThat(solve(FAST, put.withSpot(Double.NaN), 5).status()).isEqualTo(IvStatus.INVALID);
    assertThat(
            solve(FAST, put.withModel(ESCROWED).withDividends(CashDividends.parse("0.1:90")), 5)
                .status())
        .isEqualTo(IvStatus.INVALID);
    assertThat(solve(FAST, put, Double.NaN).volatility()).isNaN();
  }

  @Test
  void solvesWithADividendThatMayWipeOutTheSpot() {
    ReferenceOption put = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:120");
    double least = put.withVolatility(0).value(FAST);

    DividendVolatility result = solve(FAST, put, least + 0.5);

    assertThat(result.status()).isEqualTo(IvStatus.OK);
    assertThat(put.withVolatility(result.volatility()).value(FAST))
        .isCloseTo(least + 0.5, within(1e-6));
  }
}
