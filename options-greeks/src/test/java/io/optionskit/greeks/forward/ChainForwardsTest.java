/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainForwardsTest {

  private static final Instant NOW = Instant.parse("2024-01-16T21:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final LocalDate NEAR = LocalDate.of(2024, 2, 15);
  private static final LocalDate NEXT = LocalDate.of(2024, 4, 15);
  private static final double NEAR_YEARS = 30 / 365.0;
  private static final double NEXT_YEARS = (90 * 24 - 1) / (365 * 24.0); // clocks go forward

  private final OptionChain.Builder chain = OptionChain.builder("SPX", NOW, TODAY);

  private void add(LocalDate expiry, double years, double forward, double halfSpread) {
    for (double strike = 4900; strike <= 5100; strike += 25) {
      for (OptionType type : OptionType.values()) {
        double value = Black76.value(type, forward, strike, years, Math.exp(-0.05 * years), 0.15);
        add(expiry, type, strike, value - halfSpread, value + halfSpread, NOW);
      }
    }
  }

  private void add(
      LocalDate expiry, OptionType type, double strike, double bid, double ask, Instant time) {
    chain.add(
        OptionContract.of("SPXW", expiry, type, BigDecimal.valueOf(strike)),
        Quote.of(bid, ask, time),
        -1,
        -1);
  }

  @Test
  void everyExpiryHasItsForward() {
    add(NEAR, NEAR_YEARS, 5010, 0.5);
    add(NEXT, NEXT_YEARS, 5035, 0.5);

    List<ExpiryForward> forwards = ChainForwards.of(0.05).fit(chain.build());

    assertThat(forwards).extracting(ExpiryForward::expiry).containsExactly(NEAR, NEXT);
    assertThat(forwards).allMatch(ExpiryForward::isFromParity);
    assertThat(forwards.get(0).years()).isEqualTo(NEAR_YEARS, within(1e-12));
    assertThat(forwards.get(0).forward()).isEqualTo(5010, within(1e-3));
    assertThat(forwards.get(1).forward()).isEqualTo(5035, within(1e-3));
    assertThat(forwards.get(1).rate()).isEqualTo(0.05, within(1e-3));
    ForwardBounds bounds = forwards.get(0).fit().orElseThrow().bounds();
    assertThat(bounds.lower()).isEqualTo(5010 - Math.exp(0.05 * NEAR_YEARS), within(0.01));
    assertThat(bounds.upper()).isEqualTo(5010 + Math.exp(0.05 * NEAR_YEARS), within(0.01));
  }

  @Test
  void boundsCountOneSidedQuotesAndShowContradictions() {
    ParitySlice slice =
        new ParitySlice(
            new double[] {100, 105},
            new double[] {3.0, Double.NaN},
            new double[] {3.2, 1.0},
            new double[] {2.0, 5.5},
            new double[] {2.1, Double.NaN});

    ForwardBounds bounds = Forwards.bounds(slice, 0.5);

    assertThat(bounds.lower()).isEqualTo(100 + (3.0 - 2.1) / 0.5, within(1e-12));
    assertThat(bounds.upper()).isEqualTo(105 + (1.0 - 5.5) / 0.5, within(1e-12));
    assertThat(bounds.isConsistent()).isFalse();
    assertThat(bounds.contains(101)).isFalse();
    assertThat(Forwards.bounds(new ParitySlice(d(), d(), d(), d(), d()), 1).lower())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static double[] d() {
    return new double[0];
  }

  @Test
  void withoutEnoughPairsTheSpotGivesTheForwardAndTheReasonIsStated() {
    chain.spot(5000);
    add(NEAR, CALL, 5000, 80, 81, NOW);
    add(NEAR, PUT, 5000, 60, 61, NOW);
    ChainForwards estimator = ChainForwards.of(0.05).withDividendYield(0.02);

    ExpiryForward one = estimator.fit(chain.build()).get(0);
    add(NEAR, CALL, 5050, 80, 80.1, NOW);
    add(NEAR, PUT, 5050, 10, 10.1, NOW);
    ExpiryForward contradictory = estimator.fit(chain.build()).get(0);
    add(NEAR, CALL, 5050, 1, 160, NOW);
    add(NEAR, PUT, 5050, 1, 230, NOW);
    add(NEAR, CALL, 5000, 1, 200, NOW);
    add(NEAR, PUT, 5000, 1, 200, NOW);
    ExpiryForward uncertain = estimator.fit(chain.build()).get(0);

    assertThat(one.source()).isEqualTo(ForwardSource.TOO_FEW_PAIRS);
    assertThat(one.forward()).isEqualTo(5000 * Math.exp(0.03 * NEAR_YEARS), within(1e-9));
    assertThat(one.pairs()).isZero();
    assertThat(contradictory.source()).isEqualTo(ForwardSource.CONTRADICTORY_PAIRS);
    assertThat(uncertain.source()).isEqualTo(ForwardSource.UNCERTAIN_PAIRS);
    assertThat(uncertain.fit()).isPresent();
  }

  @Test
  void staleQuotesCanBeLeftOut() {
    add(NEAR, NEAR_YEARS, 5010, 0.5);
    Instant old = NOW.minusSeconds(3600);
    for (double strike : new double[] {4975, 5000, 5025}) {
      double wrong = Black76.value(CALL, 5010, strike, NEAR_YEARS, 1, 0.15) + 0.9;
      add(NEAR, CALL, strike, wrong - 0.01, wrong + 0.01, old);
    }
    OptionChain quotes = chain.build();
    ChainForwards estimator = ChainForwards.of(0.05);

    double all = estimator.fit(quotes).get(0).forward();
    ExpiryForward fresh = estimator.withOldestQuote(Duration.ofMinutes(5)).fit(quotes).get(0);

    assertThat(Math.abs(all - 5010)).isGreaterThan(0.05);
    assertThat(fresh.forward()).isEqualTo(5010, within(1e-3));
    assertThat(fresh.pairs()).isEqualTo(6);
  }

  @Test
  void withoutPairsAndSpotThereIsNoForward() {
    add(NEAR, CALL, 5000, 80, 81, NOW);

    assertThat(ChainForwards.of(0.05).fit(chain.build())).isEmpty();
  }

  @Test
  void carryFollowsFromForwardAndSpot() {
    ExpiryForward near =
        new ExpiryForward("X", NEAR, 1, 101, 0.97, ForwardSource.PARITY, Optional.empty());
    ExpiryForward next =
        new ExpiryForward("X", NEXT, 2, 102, 0.94, ForwardSource.PARITY, Optional.empty());

    assertThat(near.impliedYield(100)).isEqualTo(-Math.log(0.9797), within(1e-12));
    assertThat(near.impliedBorrowCost(100, 0.015))
        .isEqualTo(-Math.log(0.9797) - 0.015, within(1e-12));
    assertThat(near.impliedDividends(100)).isEqualTo(2.03, within(1e-12));
    assertThat(near.impliedDividendsUntil(next)).isEqualTo(97.97 - 95.88, within(1e-12));
    assertThat(near.impliedSpot(near.impliedYield(100))).isEqualTo(100, within(1e-12));
    assertThatThrownBy(() -> next.impliedDividendsUntil(near))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("later must not settle before 2.0 years: 1.0");
    assertThatThrownBy(() -> near.impliedYield(-1)).hasMessageContaining("spot");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> ChainForwards.of(Double.NaN)).hasMessageContaining("rate");
    assertThatThrownBy(() -> ChainForwards.of(0).withRateUncertainty(-1))
        .hasMessageContaining("rateUncertainty must be finite and at least 0: -1.0");
    assertThatThrownBy(() -> ChainForwards.of(0).withOldestQuote(Duration.ZERO))
        .hasMessage("age must be above 0: PT0S");
  }

  @Test
  void impossibleForwardsAreRefusedWithTheirValue() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int component = 0; component < 3; component++) {
        double[] numbers = {1, 100, 0.97};
        numbers[component] = bad;
        assertThatThrownBy(
                () ->
                    new ExpiryForward(
                        "X",
                        NEAR,
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        ForwardSource.PARITY,
                        Optional.empty()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("must be finite and above 0: " + bad);
      }
    }
    ExpiryForward forward =
        new ExpiryForward("X", NEAR, 1, 101, 0.97, ForwardSource.PARITY, Optional.empty());
    assertThatThrownBy(() -> forward.impliedSpot(501)).hasMessageContaining("501");
    assertThatThrownBy(() -> new ForwardBounds(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
