/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import static io.optionskit.data.reconcile.GivenChain.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.freshness.FeedMonitor.Subject;
import io.optionskit.data.freshness.Freshness.Verdict;
import io.optionskit.data.reconcile.FieldGroup;
import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.data.reconcile.Ranking;
import io.optionskit.data.reconcile.Reconciler;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FreshnessTest {

  private static final FreshnessLimits LIMITS = FreshnessLimits.defaults();
  private static final FreshnessJudge JUDGE = FreshnessJudge.of(LIMITS);
  private static final Feed LIVE =
      new Feed("live", DelayClass.REAL_TIME, Duration.ZERO, Optional.empty());
  private static final Feed DELAYED =
      new Feed("delayed", DelayClass.DELAYED, Duration.ofMinutes(15), Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "0, FRESH, FRESH",
    "60, FRESH, FRESH",
    "61, STALE, FRESH",
    "300, STALE, FRESH",
    "301, REJECTED, REJECTED",
    "-2, FRESH, FRESH",
    "-3, REJECTED, REJECTED"
  })
  void ageDecidesWhatDataMayBeUsedFor(int seconds, Verdict market, Verdict index) {
    Optional<Instant> time = Optional.of(NOON.minusSeconds(seconds));

    assertThat(JUDGE.judge(time, LIVE, NOON).verdict()).isEqualTo(market);
    assertThat(JUDGE.judgeIndex(time, LIVE, NOON).verdict()).isEqualTo(index);
    assertThat(JUDGE.judge(time.map(at -> at.minusSeconds(900)), DELAYED, NOON).verdict())
        .isEqualTo(seconds < 0 ? Verdict.FRESH : market);
  }

  @Test
  void dataOfUnknownTimeAreRejected() {
    assertThat(JUDGE.judge(Optional.empty(), LIVE, NOON).verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(JUDGE.entrySupport(Optional.empty(), LIVE, NOON).objections())
        .containsExactly(EntryObjection.TIME_UNKNOWN);
  }

  @Test
  void latencyIsMeasuredWithoutTheDeclaredDelay() {
    Feed late = new Feed("late", DelayClass.DELAYED, Duration.ofMinutes(15), Optional.of(NOON));

    Freshness inTime = JUDGE.judge(Optional.of(NOON.minusSeconds(930)), late, NOON);
    Freshness tooLate = JUDGE.judge(Optional.of(NOON.minusSeconds(931)), late, NOON);

    assertThat(inTime.latency()).hasValue(Duration.ofSeconds(30));
    assertThat(inTime.late()).isFalse();
    assertThat(tooLate.late()).isTrue();
  }

  @Test
  void aFreshRealTimeQuoteSupportsAnEntry() {
    OptionChain chain = GivenChain.realTime("live").call(100, 1, 1.1).chain();

    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON.plusSeconds(59)).isGiven()).isTrue();
    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON.plusSeconds(61)).objections())
        .containsExactly(EntryObjection.STALE);
    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON.plusSeconds(301)).objections())
        .containsExactly(EntryObjection.TOO_OLD);
    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON.minusSeconds(5)).objections())
        .containsExactly(EntryObjection.FROM_THE_FUTURE);
  }

  @ParameterizedTest
  @EnumSource(value = DelayClass.class, names = "REAL_TIME", mode = EnumSource.Mode.EXCLUDE)
  void dataThatAreNotRealTimeNeverSupportAnEntry(DelayClass delayClass) {
    OptionChain chain = GivenChain.realTime("x").of(delayClass).call(100, 1, 1.1).chain();

    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON).objections())
        .containsExactly(EntryObjection.NOT_REAL_TIME);
  }

  @Property
  void delayedDataNeverSupportAnEntryHoweverNewTheySeem(
      @ForAll @IntRange(min = -10, max = 4000) int seconds) {
    assertThat(
            JUDGE.entrySupport(Optional.of(NOON.minusSeconds(seconds)), DELAYED, NOON).objections())
        .contains(EntryObjection.NOT_REAL_TIME);
  }

  @ParameterizedTest
  @EnumSource(QuoteIssue.class)
  void faultyQuotesSupportNoEntryAndOddOnesAreLeftToFloors(QuoteIssue issue) {
    OptionChain chain =
        GivenChain.realTime("live")
            .call(100, 1, 1.1)
            .chain()
            .withQuality(ChainQuality.of(0.5, new double[] {0.5}, List.of(Set.of(issue))));
    boolean faulty =
        switch (issue) {
          case NO_QUOTE, ONE_SIDED, CROSSED, STALE, IDENTITY_CLASH, FILLED -> true;
          default -> false;
        };

    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON).objections())
        .isEqualTo(faulty ? Set.of(EntryObjection.FLAGGED) : Set.of());
  }

  @Test
  void aMissingSideAndACrossedQuoteSupportNone() {
    OptionChain chain =
        GivenChain.realTime("live").call(100, 1, Double.NaN).call(101, 2, 1).chain();

    assertThat(JUDGE.entrySupport(chain, chain.quote(0), NOON).objections())
        .containsExactly(EntryObjection.NO_QUOTE);
    assertThat(JUDGE.entrySupport(chain, chain.quote(1), NOON).objections())
        .containsExactly(EntryObjection.FLAGGED);
  }

  @Test
  void aMixedChainIsAsOldAsItsOldestFeed() {
    OptionChain live = GivenChain.realTime("live").call(100, 1, Double.NaN).chain();
    OptionChain old =
        GivenChain.realTime("old").receivedAt(NOON.minusSeconds(200)).call(100, 1, 1.1).chain();
    OptionChain mixed =
        Reconciler.choosing(Ranking.preferring("live"))
            .taking(FieldGroup.QUOTE, Ranking.preferring("old"))
            .reconcile(List.of(live, old))
            .chosen();

    assertThat(JUDGE.judge(live, NOON).verdict()).isEqualTo(Verdict.FRESH);
    assertThat(JUDGE.judge(mixed, NOON).verdict()).isEqualTo(Verdict.STALE);
    assertThat(JUDGE.entrySupport(mixed, mixed.quote(0), NOON).objections())
        .containsExactly(EntryObjection.STALE);
  }

  @Test
  void objectionsToSeveralDataAddUp() {
    EntrySupport spot = JUDGE.entrySupport(Optional.of(NOON.minusSeconds(100)), LIVE, NOON);
    EntrySupport index = JUDGE.entrySupport(Optional.of(NOON), DELAYED, NOON);

    assertThat(spot.and(index).objections())
        .containsExactly(EntryObjection.NOT_REAL_TIME, EntryObjection.STALE);
    assertThat(spot.and(index).isGiven()).isFalse();
  }

  @Test
  void theMonitorNoticesSilence() {
    FeedMonitor monitor = FeedMonitor.of(LIMITS);
    monitor.note("SPY", Subject.MARKET, Optional.of(NOON), LIVE, NOON);
    monitor.note("VIX", Subject.VOLATILITY_INDEX, Optional.of(NOON), LIVE, NOON);
    monitor.note("slow", Subject.MARKET, Optional.of(NOON.minusSeconds(900)), DELAYED, NOON);

    assertThat(monitor.status(NOON.plusSeconds(60)).get("SPY").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(monitor.status(NOON.plusSeconds(61)).get("SPY").verdict()).isEqualTo(Verdict.STALE);
    assertThat(monitor.status(NOON.plusSeconds(61)).get("VIX").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(monitor.status(NOON.plusSeconds(60)).get("slow").verdict()).isEqualTo(Verdict.FRESH);
    assertThat(monitor.status(NOON.plusSeconds(301)).get("VIX").verdict())
        .isEqualTo(Verdict.REJECTED);
  }

  @Test
  void theMonitorCountsWhatWasTooOldOrTooLate() {
    FeedMonitor monitor = FeedMonitor.of(LIMITS);
    Feed received = new Feed("live", DelayClass.REAL_TIME, Duration.ZERO, Optional.of(NOON));

    monitor.note("SPY", Subject.MARKET, Optional.of(NOON.minusSeconds(40)), received, NOON);
    Freshness old =
        monitor.note("SPY", Subject.MARKET, Optional.of(NOON.minusSeconds(400)), received, NOON);

    FeedMonitor.Status status = monitor.status(NOON).get("SPY");
    assertThat(old.verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(status.received()).isEqualTo(2);
    assertThat(status.rejected()).isEqualTo(1);
    assertThat(status.late()).isEqualTo(2);
    assertThat(status.worstLatency()).hasValue(Duration.ofSeconds(400));
    assertThat(status.sinceLast()).hasValue(Duration.ofSeconds(40));
  }

  @Test
  void limitsMustBePositive() {
    assertThatThrownBy(
            () ->
                new FreshnessLimits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ofSeconds(1)))
        .hasMessage("staleIndex must be positive: PT0S");
  }
}
