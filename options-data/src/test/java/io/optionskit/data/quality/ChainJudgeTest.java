/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteIssue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainJudgeTest {

  private static final ChainJudge JUDGE = ChainJudge.of(0.04);
  private static final LocalDate NEAR = FairChain.EXPIRIES.get(0);
  private static final LocalDate MIDDLE = FairChain.EXPIRIES.get(1);
  private static final OptionContract CALL = FairChain.contract(MIDDLE, OptionType.CALL, 5050);
  private static final OptionContract PUT = FairChain.contract(MIDDLE, OptionType.PUT, 4950);

  @Test
  void hasNothingToObjectToInAFairChain() {
    JudgedChain judged = JUDGE.examine(new FairChain().build());

    assertThat(judged.quality().counts()).isEmpty();
    assertThat(judged.quality().score()).isEqualTo(1);
    assertThat(judged.forwards()).hasSize(3).allMatch(ExpiryForward::isFromParity);
    assertThat(judged.findForward("SPXW", MIDDLE).orElseThrow().forward())
        .isEqualTo(5000 * Math.exp(0.05 * 30 / 365), within(0.05));
    assertThat(judged.chain().findQuote(CALL).orElseThrow().impliedVolatility().orElseThrow())
        .isEqualTo(0.15, within(0.0005));
  }

  @Test
  void tellsMissingSidesFromEachOther() {
    double nan = Double.NaN;
    FairChain chain =
        new FairChain()
            .with(CALL, quote(nan, nan, FairChain.NOW))
            .with(PUT, quote(0, new FairChain().quote(PUT).ask().orElseThrow(), FairChain.NOW));

    assertThat(issues(chain))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(CALL, Set.of(QuoteIssue.NO_QUOTE), PUT, Set.of(QuoteIssue.ONE_SIDED)));
  }

  @Test
  void findsCrossedAndLockedQuotes() {
    Quote fair = new FairChain().quote(CALL);
    Quote other = new FairChain().quote(PUT);
    FairChain chain =
        new FairChain()
            .with(CALL, quote(fair.ask().orElseThrow(), fair.bid().orElseThrow(), FairChain.NOW))
            .with(PUT, quote(other.mid().orElseThrow(), other.mid().orElseThrow(), FairChain.NOW));

    assertThat(issues(chain))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(CALL, Set.of(QuoteIssue.CROSSED), PUT, Set.of(QuoteIssue.LOCKED)));
  }

  @Test
  void findsAQuoteThatIsOlderThanTheUnderlying() {
    Quote fair = new FairChain().quote(CALL);
    double bid = fair.bid().orElseThrow();
    double ask = fair.ask().orElseThrow();

    assertThat(issues(new FairChain().with(CALL, quote(bid, ask, FairChain.NOW.minusSeconds(300)))))
        .isEmpty();
    assertThat(issues(new FairChain().with(CALL, quote(bid, ask, FairChain.NOW.minusSeconds(301)))))
        .containsExactlyEntriesOf(Map.of(CALL, Set.of(QuoteIssue.STALE)));
  }

  @Test
  void aStaleQuoteThatContradictsFreshOnesBlamesNoneOfThem() {
    FairChain chain =
        new FairChain().with(CALL, quote(200, 201, FairChain.NOW.minus(Duration.ofHours(1))));

    assertThat(issues(chain)).containsExactlyEntriesOf(Map.of(CALL, Set.of(QuoteIssue.STALE)));
  }

  @Test
  void whenAChainArrivedSaysNothingOfItsQuotes() {
    OptionChain chain = new FairChain().build();
    Instant muchLater = chain.time().plus(Duration.ofDays(700));
    Feed feed = new Feed("test", DelayClass.REAL_TIME, Duration.ZERO, Optional.of(muchLater));

    assertThat(stale(chain.withProvenance(ChainProvenance.of(feed)))).isZero();
  }

  @Test
  void theNightTakesNoTimeFromAQuoteOfTheClose() {
    Instant close = Instant.parse("2024-01-16T21:00:00Z");
    Instant opening = Instant.parse("2024-01-17T14:30:00Z");

    assertThat(stale(quotedAt(close, opening.plusSeconds(300)))).isZero();
    assertThat(stale(quotedAt(close, opening.plusSeconds(301)))).isEqualTo(2);
  }

  @Test
  void findsAnAskBelowWhatExerciseBringsOnTheParityForward() {
    OptionContract deep = FairChain.contract(MIDDLE, OptionType.CALL, 4850);
    Quote fair = new FairChain().quote(deep);
    FairChain chain = new FairChain().moved(deep, -fair.mid().orElseThrow() + 155);

    assertThat(issues(chain))
        .containsExactlyEntriesOf(Map.of(deep, Set.of(QuoteIssue.BELOW_INTRINSIC)));
  }

  @Test
  void findsACallThatIsDearerThanOneOfALowerStrike() {
    Map<OptionContract, Set<QuoteIssue>> issues = issues(new FairChain().moved(CALL, 60));

    assertThat(issues).containsOnlyKeys(CALL);
    assertThat(issues.get(CALL)).contains(QuoteIssue.VERTICAL_ARBITRAGE);
  }

  @Test
  void findsAPutThatIsTooCheapAndNotItsNeighbours() {
    Map<OptionContract, Set<QuoteIssue>> issues = issues(new FairChain().moved(PUT, -25));

    assertThat(issues).containsOnlyKeys(PUT);
    assertThat(issues.get(PUT))
        .containsAnyOf(QuoteIssue.VERTICAL_ARBITRAGE, QuoteIssue.BUTTERFLY_ARBITRAGE);
  }

  @Test
  void findsAQuoteAboveItsNeighboursTogether() {
    OptionContract put = FairChain.contract(MIDDLE, OptionType.PUT, 5000);

    assertThat(issues(new FairChain().moved(put, 5)))
        .containsExactlyEntriesOf(Map.of(put, Set.of(QuoteIssue.BUTTERFLY_ARBITRAGE)));
  }

  @Test
  void findsAnExpiryThatIsWorthMoreThanTheNext() {
    FairChain chain = new FairChain();
    for (OptionContract contract : chain.contracts()) {
      if (contract.expiry().equals(NEAR)) { // at a volatility of 0.45 instead of 0.15
        double years = 10 / 365.0;
        chain.with(
            contract,
            FairChain.around(
                io.optionskit.greeks.Black76.value(
                    contract.type(),
                    5000 * Math.exp(0.05 * years),
                    contract.strike().doubleValue(),
                    years,
                    Math.exp(-0.05 * years),
                    0.45)));
      }
    }
    Map<OptionContract, Set<QuoteIssue>> issues = issues(chain);

    assertThat(issues.values()).allMatch(Set.of(QuoteIssue.CALENDAR_ARBITRAGE)::equals);
    assertThat(issues.keySet()).allMatch(contract -> contract.expiry().equals(NEAR));
    assertThat(issues).hasSizeGreaterThan(20);
  }

  @Test
  void findsSpreadsThatAreWideAgainstPriceAndVega() {
    OptionContract far = FairChain.contract(NEAR, OptionType.PUT, 4850);
    FairChain chain =
        new FairChain()
            .with(CALL, quote(10, 100, FairChain.NOW))
            .with(far, quote(8, 8.1, FairChain.NOW));

    Map<OptionContract, Set<QuoteIssue>> issues = issues(chain);

    assertThat(issues).containsOnlyKeys(CALL); // a dime is not wide
    assertThat(issues.get(CALL))
        .containsExactly(QuoteIssue.WIDE_AGAINST_PRICE, QuoteIssue.WIDE_AGAINST_VEGA);
  }

  @Test
  void findsWhatTheSourceCalculatedWrong() {
    OptionChain chain = new FairChain().build();
    int put = chain.findQuote(PUT).orElseThrow().row();
    int call = chain.findQuote(CALL).orElseThrow().row();
    ChainColumns given = JUDGE.examine(chain).chain().columns().orElseThrow();
    double[] volatility = given.impliedVolatility().clone();
    double[] delta = given.delta().clone();
    volatility[call] = 1e-5;
    volatility[put] = 0.67;
    delta[put] = 0.67;

    ChainQuality quality =
        JUDGE
            .examine(
                chain.withSourceColumns(
                    new ChainColumns(
                        volatility,
                        delta,
                        given.gamma(),
                        given.vega(),
                        given.theta(),
                        given.rho())))
            .quality();

    assertThat(quality.issues(call)).containsExactly(QuoteIssue.IV_PLACEHOLDER);
    assertThat(quality.issues(put))
        .containsExactly(QuoteIssue.IV_UNRELIABLE, QuoteIssue.GREEKS_OUT_OF_RANGE);
    assertThat(quality.counts().values()).allMatch(count -> count == 1);
    assertThat(quality.score(put)).isEqualTo(0.85);
  }

  @Test
  void keepsWhatCannotBeSeenInPricesFromAnEarlierJudgement() {
    OptionChain chain = new FairChain().build();
    List<Set<QuoteIssue>> noted =
        new java.util.ArrayList<>(java.util.Collections.nCopies(chain.size(), Set.of()));
    noted.set(3, EnumSet.of(QuoteIssue.FILLED, QuoteIssue.CROSSED));

    ChainQuality quality =
        JUDGE
            .examine(chain.withQuality(ChainQuality.of(1, new double[chain.size()], noted)))
            .quality();

    assertThat(quality.issues(3)).containsExactly(QuoteIssue.FILLED);
    assertThat(quality.counts()).containsExactly(Map.entry(QuoteIssue.FILLED, 1));
  }

  @Test
  void leavesWhatTheSourceGaveUntouched() {
    OptionChain chain = new FairChain().build();
    double[] given = new double[chain.size()];
    Arrays.fill(given, 0.2);
    OptionChain withGiven =
        chain.withSourceColumns(new ChainColumns(given, given, given, given, given, given));

    OptionChain judged = JUDGE.examine(withGiven).chain();

    assertThat(judged.sourceColumns()).isEqualTo(withGiven.sourceColumns());
    assertThat(judged.provenance()).isSameAs(withGiven.provenance());
    assertThat(judged.columns().orElseThrow().impliedVolatility()).isNotSameAs(given);
  }

  @Test
  void judgesTheRestOfAChainWithAnExpiryBeyondTheCalendar() {
    FairChain chain = new FairChain().moved(CALL, 60);
    OptionContract beyond =
        OptionContract.of(
            "SPXW", LocalDate.of(2099, 12, 18), OptionType.CALL, new BigDecimal("5000"));
    chain.with(beyond, quote(100, 110, FairChain.NOW));

    JudgedChain judged = JUDGE.examine(chain.build());

    assertThat(judged.forwards()).hasSize(3);
    assertThat(issues(chain)).containsOnlyKeys(CALL);
  }

  @Test
  void judgesChainsOfNothingAndOfOneStrikeAndWithoutSpot() {
    OptionChain empty = OptionChain.builder("SPX", FairChain.NOW, FairChain.TODAY).build();
    OptionChain lonely =
        OptionChain.builder("SPX", FairChain.NOW, FairChain.TODAY)
            .add(CALL, quote(30, 31, FairChain.NOW), -1, -1)
            .build();

    assertThat(JUDGE.examine(empty).quality().score()).isZero();
    assertThat(JUDGE.examine(lonely).quality().counts()).isEmpty();
    assertThat(JUDGE.examine(lonely).forwards()).isEmpty();
  }

  private static Quote quote(double bid, double ask, Instant time) {
    return Quote.of(bid, ask, Double.NaN, -1, -1, time, time);
  }

  private static OptionChain quotedAt(Instant quoted, Instant now) {
    OptionChain.Builder chain = OptionChain.builder("SPX", now, FairChain.TODAY);
    return chain
        .add(CALL, quote(30, 31, quoted), -1, -1)
        .add(PUT, quote(30, 31, quoted), -1, -1)
        .build();
  }

  private static int stale(OptionChain chain) {
    return JUDGE.examine(chain).quality().counts().getOrDefault(QuoteIssue.STALE, 0);
  }

  /** Returns what is found, by contract, without those in which nothing is. */
  private static Map<OptionContract, Set<QuoteIssue>> issues(FairChain chain) {
    OptionChain built = chain.build();
    ChainQuality quality = JUDGE.examine(built).quality();
    Map<OptionContract, Set<QuoteIssue>> issues = new LinkedHashMap<>();
    for (int row = 0; row < built.size(); row++) {
      if (!quality.issues(row).isEmpty()) {
        issues.put(built.contract(row), quality.issues(row));
      }
    }
    return issues;
  }
}
