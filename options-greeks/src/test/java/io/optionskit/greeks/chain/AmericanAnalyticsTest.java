/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AmericanAnalyticsTest {

  private static final Instant NOW = Instant.parse("2024-01-16T21:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final LocalDate EXPIRY = LocalDate.of(2024, 9, 20);
  private static final double YEARS = (248 * 24 - 1) / 8760.0; // clocks go forward
  private static final AmericanAnalytics ANALYTICS =
      AmericanAnalytics.of(
          BlackScholesAnalytics.of(0.05).withDividendYield(0.013),
          ChainForwards.of(0.05).withDividendYield(0.013));

  private static OptionContract contract(OptionType type, double strike) {
    return OptionContract.of("SPY", EXPIRY, type, BigDecimal.valueOf(strike));
  }

  private static OptionChain.Builder chain() {
    OptionChain.Builder chain = OptionChain.builder("SPY", NOW, TODAY).spot(500);
    for (double strike = 440; strike <= 600; strike += 20) {
      for (OptionType type : OptionType.values()) {
        double value = evaluate(type, strike).value();
        chain.add(contract(type, strike), Quote.of(value - 0.02, value + 0.02, NOW), -1, -1);
      }
    }
    return chain;
  }

  private static AmericanValue evaluate(OptionType type, double strike) {
    return American.evaluate(AmericanAccuracy.ACCURATE, type, 500, strike, YEARS, 0.05, 0.013, 0.2);
  }

  @Test
  void volatilitiesAndGreeksAreThoseOfTheAmericanOptions() {
    OptionChain chain = chain().build();

    ChainAnalysis analysis = ANALYTICS.explain(chain);

    ChainColumns columns = analysis.columns();
    for (int row = 0; row < chain.size(); row++) {
      OptionContract contract = chain.contract(row);
      AmericanValue expected = evaluate(contract.type(), contract.strike().doubleValue());
      assertThat(columns.impliedVolatility()[row])
          .as("%s %s", contract, analysis.reason(row))
          .isEqualTo(0.2, within(1e-3));
      assertThat(columns.delta()[row]).isEqualTo(expected.delta(), within(2e-3));
      assertThat(columns.gamma()[row]).isEqualTo(expected.gamma(), within(1e-4));
      assertThat(columns.vega()[row]).isEqualTo(expected.vega(), within(1.0));
      assertThat(columns.theta()[row]).isEqualTo(expected.theta(), within(0.3));
    }
    assertThat(analysis.forwards().get(0).forward())
        .isEqualTo(500 * Math.exp(0.037 * YEARS), within(0.01));
  }

  @Test
  void putsThatShouldBeExercisedTakeTheVolatilityOfTheirCalls() {
    double call = evaluate(CALL, 680).value();
    OptionChain chain =
        chain()
            .add(contract(CALL, 680), Quote.of(call - 0.02, call + 0.02, NOW), -1, -1)
            .add(contract(PUT, 680), Quote.of(179.9, 180.1, NOW), -1, -1)
            .build();

    ChainAnalysis analysis = ANALYTICS.explain(chain);

    int put = chain.findQuote(contract(PUT, 680)).orElseThrow().row();
    assertThat(analysis.reason(put)).isEqualTo(IvReason.FROM_OTHER_TYPE);
    assertThat(analysis.columns().delta()[put]).isEqualTo(-1);
    assertThat(analysis.columns().gamma()[put]).isZero();
  }

  @Test
  void rowsWithoutAQuoteUseTheOtherTypeOrHaveNone() {
    OptionChain chain =
        chain()
            .add(contract(PUT, 480), Quote.of(Double.NaN, 10, NOW), -1, -1)
            .add(contract(CALL, 610), Quote.of(1, 0.5, NOW), -1, -1)
            .build();

    ChainAnalysis analysis = ANALYTICS.explain(chain);

    int put = chain.findQuote(contract(PUT, 480)).orElseThrow().row();
    int call = chain.findQuote(contract(CALL, 610)).orElseThrow().row();
    assertThat(analysis.reason(put)).isEqualTo(IvReason.FROM_OTHER_TYPE);
    assertThat(analysis.columns().impliedVolatility()[put]).isEqualTo(0.2, within(1e-3));
    assertThat(analysis.reason(call)).isEqualTo(IvReason.CROSSED_QUOTE);
    assertThat(analysis.columns().delta()[call]).isNaN();
  }

  @Test
  void theClockChangesVolatilityAndVegaOnly() {
    OptionChain chain = chain().build();
    AmericanAnalytics trading =
        AmericanAnalytics.of(
            BlackScholesAnalytics.of(0.05).withClock(YearClock.TRADING),
            ChainForwards.of(0.05).withDividendYield(0.013));

    ChainColumns onTrading = trading.analyse(chain);
    ChainColumns onCalendar = ANALYTICS.analyse(chain);

    assertThat(onTrading.delta()).isEqualTo(onCalendar.delta());
    for (int row = 0; row < chain.size(); row++) {
      assertThat(onTrading.vega()[row] * onTrading.impliedVolatility()[row])
          .isEqualTo(onCalendar.vega()[row] * onCalendar.impliedVolatility()[row], within(1e-9));
    }
  }
}
