/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import static io.optionskit.data.reconcile.GivenChain.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Reconciler FRESHEST = Reconciler.choosing(Ranking.freshest());

  private static ChainComparison compare(OptionChain first, OptionChain second) {
    return ChainComparison.of(first, second, Tolerances.defaults());
  }

  @Nested
  class Agreement {

    @Test
    void isCountedPerFieldWithinItsTolerance() {
      OptionChain first =
          GivenChain.realTime("a")
              .call(90, 10.00, 10.40)
              .call(95, 5.00, 5.20)
              .call(100, 1, 2)
              .chain();
      OptionChain second =
          GivenChain.realTime("b")
              .call(90, 10.10, 10.40)
              .call(95, 5.40, 5.20)
              .call(105, 1, 2)
              .chain();

      ChainComparison comparison = compare(first, second);

      assertThat(comparison.common()).isEqualTo(2);
      assertThat(comparison.onlyFirst()).isEqualTo(1);
      assertThat(comparison.onlySecond()).isEqualTo(1);
      FieldAgreement bids = comparison.field(QuoteField.BID);
      assertThat(bids.compared()).isEqualTo(2);
      assertThat(bids.agreeing()).isEqualTo(1); // 0.10 <= 0.05 + 2 % of 10.10; 0.40 is not
      assertThat(bids.share()).hasValue(0.5);
      assertThat(bids.median().orElseThrow()).isCloseTo(0.25, within(1e-12));
      assertThat(bids.largest().orElseThrow()).isCloseTo(0.40, within(1e-12));
      assertThat(bids.examples()).hasSize(1);
      assertThat(bids.examples().get(0).contract().strike()).isEqualByComparingTo("95");
      assertThat(bids.examples().get(0).first()).isEqualTo(5.00);
      assertThat(bids.examples().get(0).second()).isEqualTo(5.40);
      assertThat(comparison.field(QuoteField.ASK).share()).hasValue(1.0);
    }

    @Test
    void tellsWhoAloneHasAValue() {
      OptionChain first =
          GivenChain.realTime("a")
              .call(90, Map.of(QuoteField.BID, 1.0, QuoteField.OPEN_INTEREST, 7.0))
              .chain();
      OptionChain second =
          GivenChain.realTime("b")
              .call(90, Map.of(QuoteField.BID, 1.0, QuoteField.DELTA, 0.5))
              .chain();

      ChainComparison comparison = compare(first, second);

      assertThat(comparison.field(QuoteField.OPEN_INTEREST).onlyFirst()).isEqualTo(1);
      assertThat(comparison.field(QuoteField.DELTA).onlySecond()).isEqualTo(1);
      assertThat(comparison.field(QuoteField.ASK).compared()).isZero();
      assertThat(comparison.field(QuoteField.ASK).share()).isEmpty();
      assertThat(comparison.field(QuoteField.ASK).median()).isEmpty();
    }

    @Test
    void isNotAskedOfQuotesAQuarterOfAnHourApart() {
      OptionChain now = GivenChain.realTime("now").call(90, 10, 10.4).chain();
      OptionChain before = GivenChain.delayed("before").call(90, 20, 20.4).chain();

      ChainComparison comparison = compare(now, before);

      assertThat(comparison.apart()).hasValue(Duration.ofMinutes(-15));
      assertThat(comparison.field(QuoteField.BID).compared()).isZero();
      assertThat(comparison.field(QuoteField.BID).apart()).isEqualTo(1);
    }

    @Test
    void isAskedOfDelayedQuotesOfTheSameMinute() {
      OptionChain now = GivenChain.realTime("now").call(90, 10, 10.4).chain();
      OptionChain later =
          GivenChain.delayed("later")
              .receivedAt(NOON.plus(Duration.ofMinutes(15)))
              .call(90, 10, 10.4)
              .chain();

      assertThat(compare(now, later).apart()).hasValue(Duration.ZERO);
      assertThat(compare(now, later).field(QuoteField.BID).agreeing()).isEqualTo(1);
    }

    @Test
    void ofTradesAndOpenInterestMindsTheirOwnTimes() {
      Instant close = Instant.parse("2026-03-13T20:00:00Z");
      OptionChain first =
          GivenChain.realTime("a").row(OptionType.CALL, 90, traded(1.5, 10, NOON, close)).chain();
      OptionChain otherTrade =
          GivenChain.realTime("b")
              .row(
                  OptionType.CALL,
                  90,
                  traded(1.7, 12, NOON.minusSeconds(600), close.minus(Duration.ofDays(1))))
              .chain();
      OptionChain sameTrade =
          GivenChain.realTime("b").row(OptionType.CALL, 90, traded(1.7, 12, NOON, close)).chain();

      ChainComparison apart = compare(first, otherTrade);
      ChainComparison same = compare(first, sameTrade);

      assertThat(apart.field(QuoteField.LAST).apart()).isEqualTo(1);
      assertThat(apart.field(QuoteField.OPEN_INTEREST).apart()).isEqualTo(1);
      assertThat(same.field(QuoteField.LAST).agreeing()).isZero();
      assertThat(same.field(QuoteField.LAST).compared()).isEqualTo(1);
      assertThat(same.field(QuoteField.OPEN_INTEREST).examples().get(0).firstTime())
          .hasValue(close);
    }

    private IntakeRow traded(double last, int openInterest, Instant trade, Instant counted) {
      return new IntakeRow()
          .set(QuoteField.LAST, last)
          .set(QuoteField.OPEN_INTEREST, openInterest)
          .time(trade, Set.of(QuoteField.LAST))
          .time(counted, Set.of(QuoteField.OPEN_INTEREST));
    }

    @Test
    void isRefusedForDifferentUnderlyings() {
      assertThatThrownBy(
              () ->
                  compare(
                      GivenChain.realTime("a").chain(), GivenChain.realTime("b").on("ABC").chain()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("chains must have the same underlying: XYZ, ABC");
    }
  }

  @Nested
  class Choice {

    @Test
    void ofTheFreshestGoesByTheTimeOfTheMarketAndNotOfReceipt() {
      OptionChain delayed =
          GivenChain.delayed("delayed").receivedAt(NOON.plusSeconds(30)).call(90, 1, 2).chain();
      OptionChain now = GivenChain.realTime("now").call(90, 1, 2).chain();
      OptionChain unknown =
          GivenChain.realTime("unknown").of(DelayClass.UNSTATED).call(90, 1, 2).chain();

      Reconciliation result = FRESHEST.reconcile(List.of(delayed, unknown, now));

      assertThat(result.chosen()).isSameAs(now);
      assertThat(result.standings())
          .extracting(ChainStanding::source)
          .containsExactly("now", "delayed", "unknown");
      assertThat(result.standings().get(2).marketTime()).isEmpty();
      assertThat(result.comparisons()).hasSize(3);
      assertThat(result.isMixed()).isFalse();
    }

    @Test
    void ofTheBestGoesByScoreAndLeavesTheUnjudgedLast() {
      OptionChain fair = judged(GivenChain.realTime("a").call(90, 1, 2).chain(), 0.4);
      OptionChain good = judged(GivenChain.delayed("b").call(90, 1, 2).chain(), 0.9);
      OptionChain unjudged = GivenChain.realTime("c").call(90, 1, 2).chain();

      Reconciliation result =
          Reconciler.choosing(Ranking.bestQuality()).reconcile(List.of(unjudged, fair, good));

      assertThat(result.chosen()).isSameAs(good);
      assertThat(result.standings().get(2).source()).isEqualTo("c");
    }

    @Test
    void ofThePreferredGoesByNameUnlessItHasNothing() {
      OptionChain first = GivenChain.realTime("first").chain();
      OptionChain second = GivenChain.delayed("second").call(90, 1, 2).chain();
      OptionChain third = GivenChain.realTime("third").call(90, 1, 2).chain();
      Reconciler reconciler = Reconciler.choosing(Ranking.preferring("first", "second"));

      assertThat(reconciler.reconcile(List.of(third, second, first)).source()).isEqualTo("second");
      assertThat(reconciler.reconcile(List.of(third, first)).source()).isEqualTo("third");
      assertThat(reconciler.reconcile(List.of(first)).source()).isEqualTo("first");
    }

    @Test
    void isRefusedBetweenTwoChainsOfOneProvider() {
      OptionChain chain = GivenChain.realTime("a").chain();

      assertThatThrownBy(() -> FRESHEST.reconcile(List.of(chain, chain)))
          .hasMessage("each chain must be of another provider: a");
      assertThatThrownBy(() -> FRESHEST.reconcile(List.of()))
          .hasMessage("at least one chain is needed");
    }

    private OptionChain judged(OptionChain chain, double score) {
      double[] scores = IntStream.range(0, chain.size()).mapToDouble(row -> score).toArray();
      return chain.withQuality(
          ChainQuality.of(
              score,
              scores,
              IntStream.range(0, chain.size()).mapToObj(row -> Set.<QuoteIssue>of()).toList()));
    }
  }

  @Nested
  class ValuesOfSeveral {

    private final OptionChain quotes =
        GivenChain.realTime("quotes")
            .call(90, Map.of(QuoteField.BID, 10.0, QuoteField.ASK, 10.5))
            .call(95, Map.of(QuoteField.BID, 5.0, QuoteField.ASK, 5.5, QuoteField.DELTA, 0.8))
            .chain();
    private final OptionChain greeks =
        GivenChain.delayed("greeks")
            .call(
                90,
                Map.of(
                    QuoteField.BID,
                    9.0,
                    QuoteField.ASK,
                    9.5,
                    QuoteField.DELTA,
                    0.9,
                    QuoteField.IMPLIED_VOLATILITY,
                    0.3))
            .call(100, Map.of(QuoteField.DELTA, 0.5))
            .chain();

    @Test
    void areTakenOnlyWhenAskedForAndNamed() {
      Reconciliation result =
          Reconciler.choosing(Ranking.preferring("quotes"))
              .taking(FieldGroup.VOLATILITY_AND_GREEKS, Ranking.preferring("greeks"))
              .reconcile(List.of(greeks, quotes));

      OptionChain chain = result.chosen();
      assertThat(chain.size()).isEqualTo(2); // no row that the chosen provider does not list
      assertThat(chain.bid(0)).isEqualTo(10);
      assertThat(sourceOf(chain.quote(0), QuoteField.BID)).isEqualTo("quotes");
      assertThat(sourceOf(chain.quote(0), QuoteField.DELTA)).isEqualTo("greeks");
      assertThat(chain.quote(0).observation(QuoteField.DELTA).orElseThrow().feed().delayClass())
          .isEqualTo(DelayClass.DELAYED);
      assertThat(chain.quote(0).observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value())
          .isEqualTo(0.3);
      assertThat(sourceOf(chain.quote(1), QuoteField.DELTA)).isEqualTo("quotes");
      assertThat(result.sources()).containsExactly("greeks", "quotes");
      assertThat(result.isMixed()).isTrue();
    }

    @Test
    void takeABidOnlyTogetherWithItsAsk() {
      OptionChain bidOnly =
          GivenChain.realTime("bids").call(90, Map.of(QuoteField.BID, 10.2)).chain();

      OptionChain chain =
          Reconciler.choosing(Ranking.preferring("quotes"))
              .taking(FieldGroup.QUOTE, Ranking.preferring("bids"))
              .reconcile(List.of(bidOnly, quotes))
              .chosen();

      assertThat(chain.bid(0)).isEqualTo(10.2);
      assertThat(chain.ask(0)).isNaN();
      assertThat(chain.bid(1)).isEqualTo(5.0);
      assertThat(chain.ask(1)).isEqualTo(5.5);
    }

    @Test
    void stayAwayIfTheRankingFindsNothingElse() {
      Reconciliation result =
          Reconciler.choosing(Ranking.preferring("quotes"))
              .taking(FieldGroup.OPEN_INTEREST, Ranking.preferring("greeks"))
              .reconcile(List.of(greeks, quotes));

      assertThat(result.chosen()).isSameAs(quotes);
      assertThat(result.isMixed()).isFalse();
    }

    @Test
    void makeTheChainAsLateAsTheLatestOfThem() {
      OptionChain later =
          GivenChain.realTime("later")
              .receivedAt(NOON.plusSeconds(5))
              .call(90, Map.of(QuoteField.OPEN_INTEREST, 12.0))
              .chain();

      OptionChain chain =
          Reconciler.choosing(Ranking.preferring("quotes"))
              .taking(FieldGroup.OPEN_INTEREST, Ranking.preferring("later"))
              .reconcile(List.of(later, quotes))
              .chosen();

      assertThat(chain.time()).isEqualTo(NOON.plusSeconds(5));
      assertThat(chain.quote(0).quoteTime()).hasValue(NOON);
      assertThat(chain.openInterest(0)).isEqualTo(12);
      assertThat(chain.openInterest(1)).isEqualTo(-1);
    }

    private String sourceOf(OptionQuote quote, QuoteField field) {
      return quote.observation(field).map(Observation::feed).orElseThrow().source();
    }
  }
}
