/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.dividend.CashDividend;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;
import io.optionskit.greeks.surface.SliceQuotes;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.YearClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** American chains whose forwards, volatilities and European prices are known. */
class EuropeanEquivalentsTest {

  private static final Instant NOW = Instant.parse("2024-01-16T17:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final LocalDate EXPIRY = LocalDate.of(2024, 9, 20);
  private static final double SPOT = 500;
  private static final double YEARS =
      YearClock.CALENDAR.years(
          NOW,
          ExpiryRules.usOptions()
              .settlesAt(
                  EXPIRY, OptionContract.of("SPY", EXPIRY, CALL, BigDecimal.ONE).settlement()));

  private static double volatility(double strike) {
    return 0.2 - 0.3 * Math.log(strike / SPOT);
  }

  private static OptionContract contract(OptionType type, double strike) {
    return OptionContract.of("SPY", EXPIRY, type, BigDecimal.valueOf(strike));
  }

  private static OptionChain.Builder chain(double rate, double yield, double halfSpread) {
    OptionChain.Builder chain = OptionChain.builder("SPY", NOW, TODAY).spot(SPOT);
    for (double strike = 400; strike <= 600; strike += 10) {
      for (OptionType type : OptionType.values()) {
        double value =
            American.value(
                AmericanAccuracy.ACCURATE,
                type,
                SPOT,
                strike,
                YEARS,
                rate,
                yield,
                volatility(strike));
        chain.add(
            contract(type, strike), Quote.of(value - halfSpread, value + halfSpread, NOW), -1, -1);
      }
    }
    return chain;
  }

  @Test
  void theForwardIsFoundThroughThePremiums() {
    for (double[] carry :
        new double[][] {{0.05, 0}, {0.05, 0.013}, {0.08, 0.02}, {0.03, 0.06}, {0.0, 0.05}}) {
      OptionChain chain = chain(carry[0], carry[1], 0.05).build();
      double expected = SPOT * Math.exp((carry[0] - carry[1]) * YEARS);

      ExpiryForward found =
          ChainForwards.of(carry[0]).withDividendYield(carry[1]).fit(chain).get(0);
      assertThat(found.isFromParity()).isTrue();
      assertThat(found.forward()).as("%s", carry).isEqualTo(expected, within(1e-3));
    }
  }

  @Test
  void takenForEuropeanOnesTheSameQuotesMissIt() {
    OptionChain chain = chain(0.05, 0.013, 1).build();
    double expected = SPOT * Math.exp(0.037 * YEARS);
    ChainForwards estimator = ChainForwards.of(0.05).withDividendYield(0.013);

    double found = estimator.fit(chain).get(0).forward();
    ExpiryForward naive = estimator.withoutEarlyExercise().fit(chain).get(0);

    assertThat(naive.isFromParity()).isTrue();
    assertThat(naive.forward()).isLessThan(expected - 0.5);
    assertThat(found).isEqualTo(expected, within(0.01));
  }

  @Test
  void theForwardIsFoundWithoutKnowingTheYield() {
    OptionChain chain = chain(0.05, 0.02, 0.05).build();
    double expected = SPOT * Math.exp(0.03 * YEARS);

    assertThat(ChainForwards.of(0.05).fit(chain).get(0).forward())
        .isEqualTo(expected, within(0.01));
  }

  @Test
  void everyRowHasTheEuropeanPriceOfItsVolatility() {
    OptionChain chain = chain(0.05, 0.02, 0.05).build();

    EuropeanEquivalents equivalents =
        EuropeanEquivalents.of(chain, ChainForwards.of(0.05).withDividendYield(0.02));

    int solved = 0;
    for (int row = 0; row < chain.size(); row++) {
      OptionContract contract = chain.contract(row);
      double strike = contract.strike().doubleValue();
      double european =
          BlackScholes.value(contract.type(), SPOT, strike, YEARS, 0.05, 0.02, volatility(strike));
      double middle = 0.5 * (chain.bid(row) + chain.ask(row));
      boolean isExercisedNow =
          contract.type() == PUT
              && middle - (strike - SPOT) < 1e-9; // any lower volatility would do
      if (equivalents.reason(row) == EquivalenceReason.SOLVED && !isExercisedNow) {
        solved++;
        assertThat(equivalents.midVolatility(row))
            .as("%s", contract)
            .isEqualTo(volatility(strike), within(2e-3));
        assertThat(equivalents.earlyExercisePremium(row))
            .isEqualTo(middle - european, within(5e-3));
        assertThat(european).isBetween(equivalents.bid(row) - 1e-3, equivalents.ask(row) + 1e-3);
        assertThat(equivalents.bidVolatility(row)).isLessThan(equivalents.midVolatility(row));
        assertThat(equivalents.askVolatility(row)).isGreaterThan(equivalents.midVolatility(row));
      } else {
        assertThat(isExercisedNow).isTrue();
        assertThat(equivalents.reason(row))
            .isIn(EquivalenceReason.AT_EXERCISE_VALUE, EquivalenceReason.SOLVED);
        assertThat(strike).isGreaterThan(550);
        assertThat(equivalents.bidVolatility(row)).isZero();
      }
    }
    assertThat(solved).isGreaterThan(36);
  }

  @Test
  void theEuropeanQuotesKeepPutCallParity() {
    OptionChain chain = chain(0.05, 0.02, 0.02).build();
    ExpirySlice slice = ExpirySlice.of(chain).get(0);

    EuropeanEquivalents equivalents =
        EuropeanEquivalents.of(chain, ChainForwards.of(0.05).withDividendYield(0.02));

    ForwardFit fit = Forwards.fit(equivalents.strikes(slice), YEARS, 0.05, 10).orElseThrow();
    assertThat(fit.forward()).isEqualTo(SPOT * Math.exp(0.03 * YEARS), within(0.01));
    assertThat(fit.discountFactor()).isEqualTo(Math.exp(-0.05 * YEARS), within(5e-4));
  }

  @Test
  void rowsWithoutAnEquivalentSayWhy() {
    OptionChain chain =
        chain(0.05, 0.02, 0.05)
            .add(contract(CALL, 450), Quote.of(Double.NaN, 60, NOW), -1, -1)
            .add(contract(CALL, 460), Quote.of(60, 50, NOW), -1, -1)
            .add(contract(PUT, 600), Quote.of(98, 99, NOW), -1, -1)
            .add(contract(CALL, 600), Quote.of(501, 502, NOW), -1, -1)
            .build();

    EuropeanEquivalents equivalents =
        EuropeanEquivalents.of(chain, ChainForwards.of(0.05).withDividendYield(0.02));

    assertThat(reason(chain, equivalents, CALL, 450)).isEqualTo(EquivalenceReason.NO_QUOTE);
    assertThat(reason(chain, equivalents, CALL, 460)).isEqualTo(EquivalenceReason.CROSSED_QUOTE);
    assertThat(reason(chain, equivalents, PUT, 600))
        .isEqualTo(EquivalenceReason.BELOW_EXERCISE_VALUE);
    assertThat(reason(chain, equivalents, CALL, 600)).isEqualTo(EquivalenceReason.ABOVE_MAXIMUM);
  }

  @Test
  void europeanOptionsKeepTheirQuotes() {
    LocalDate expiry = LocalDate.of(2024, 2, 16);
    OptionChain.Builder builder = OptionChain.builder("SPX", NOW, TODAY);
    for (double strike = 4900; strike <= 5100; strike += 25) {
      for (OptionType type : OptionType.values()) {
        double value = BlackScholes.value(type, 5000, strike, 31.1 / 365, 0.05, 0, 0.15);
        builder.add(
            OptionContract.of("SPXW", expiry, type, BigDecimal.valueOf(strike)),
            Quote.of(value - 0.1, value + 0.1, NOW),
            -1,
            -1);
      }
    }
    OptionChain chain = builder.build();

    EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, ChainForwards.of(0.05));

    assertThat(equivalents.reason(3)).isEqualTo(EquivalenceReason.EUROPEAN);
    assertThat(equivalents.bid(3)).isEqualTo(chain.bid(3));
    assertThat(equivalents.earlyExercisePremium(3)).isZero();
    assertThat(equivalents.midVolatility(3)).isEqualTo(0.15, within(1e-3));
    assertThat(equivalents.forwards()).hasSize(1);
  }

  @Test
  void cashDividendsAreTakenIntoAccount() {
    CashDividends dividends = CashDividends.of(new CashDividend(0.2, 4), new CashDividend(0.45, 4));
    OptionChain.Builder builder = OptionChain.builder("SPY", NOW, TODAY).spot(SPOT);
    for (double strike = 440; strike <= 560; strike += 20) {
      for (OptionType type : OptionType.values()) {
        double value = dividendValue(ExerciseStyle.AMERICAN, type, strike, dividends);
        builder.add(contract(type, strike), Quote.of(value - 0.05, value + 0.05, NOW), -1, -1);
      }
    }
    OptionChain chain = builder.build();
    double expected = (SPOT - dividends.presentValue(YEARS, 0.05, 0)) * Math.exp(0.05 * YEARS);

    EuropeanEquivalents equivalents =
        EuropeanEquivalents.of(chain, ChainForwards.of(0.05).withDividends(dividends));

    assertThat(equivalents.forwards().get(0).isFromParity()).isTrue();
    assertThat(equivalents.forwards().get(0).forward()).isEqualTo(expected, within(0.01));
    for (int row = 0; row < chain.size(); row++) {
      OptionContract contract = chain.contract(row);
      double strike = contract.strike().doubleValue();
      double european = dividendValue(ExerciseStyle.EUROPEAN, contract.type(), strike, dividends);
      assertThat(equivalents.reason(row)).isEqualTo(EquivalenceReason.SOLVED);
      assertThat(european).isBetween(equivalents.bid(row) - 0.01, equivalents.ask(row) + 0.01);
      assertThat(equivalents.midVolatility(row))
          .isEqualTo(
              ImpliedVolatility.solve(
                  contract.type(), expected, strike, YEARS, Math.exp(-0.05 * YEARS), european),
              within(1e-3));
    }
  }

  private static double dividendValue(
      ExerciseStyle style, OptionType type, double strike, CashDividends dividends) {
    return DividendOptions.value(
        AmericanAccuracy.ACCURATE,
        DividendModel.SPOT_DROP,
        style,
        type,
        SPOT,
        strike,
        YEARS,
        0.05,
        0,
        dividends,
        0.2);
  }

  @Test
  void aQuoteWithOneSideHasTheEquivalentOfThatSide() {
    OptionChain chain =
        chain(0.05, 0.02, 0.05)
            .add(contract(CALL, 550), Quote.of(Double.NaN, 15, NOW), -1, -1)
            .build();
    int row = chain.findQuote(contract(CALL, 550)).orElseThrow().row();

    EuropeanEquivalents equivalents =
        EuropeanEquivalents.of(chain, ChainForwards.of(0.05).withDividendYield(0.02));

    assertThat(equivalents.reason(row)).isEqualTo(EquivalenceReason.NO_QUOTE);
    assertThat(equivalents.ask(row)).isEqualTo(15, within(0.05));
    assertThat(equivalents.bid(row)).isNaN();
    assertThat(equivalents.midVolatility(row)).isNaN();
  }

  @Test
  void anotherChainIsRefused() {
    OptionChain chain = chain(0.05, 0.02, 0.05).build();
    OptionChain other = chain(0.05, 0.02, 0.05).spot(501).build();
    EuropeanEquivalents equivalents = EuropeanEquivalents.of(chain, ChainForwards.of(0.05));
    ExpirySlice slice = ExpirySlice.of(other).get(0);

    assertThatThrownBy(() -> equivalents.strikes(slice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SPY at 2024-01-16T17:00:00Z");
    assertThatThrownBy(() -> SliceQuotes.of(other, equivalents, YearClock.CALENDAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EquivalenceReason reason(
      OptionChain chain, EuropeanEquivalents equivalents, OptionType type, double strike) {
    return equivalents.reason(chain.findQuote(contract(type, strike)).orElseThrow().row());
  }
}
