/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import io.optionskit.data.freshness.Freshness.Verdict;
import io.optionskit.market.Feed;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells how old data are, and whether a live entry may rest on them. Immutable; may be used by
 * several threads.
 */
public final class FreshnessJudge {

  /** A clock that is ahead by more than this makes data of the future of those of now. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

  /**
   * What makes a quote no basis of an order. Its price may be odd otherwise: floors see to that.
   */
  private static final Set<QuoteIssue> BARRING =
      Set.of(
          QuoteIssue.NO_QUOTE,
          QuoteIssue.ONE_SIDED,
          QuoteIssue.CROSSED,
          QuoteIssue.STALE,
          QuoteIssue.IDENTITY_CLASH,
          QuoteIssue.FILLED);

  private final FreshnessLimits limits;

  private FreshnessJudge(FreshnessLimits limits) {
    this.limits = limits;
  }

  /**
   * Returns a judge.
   *
   * @param limits how old data may be
   * @return judge
   */
  public static FreshnessJudge of(FreshnessLimits limits) {
    return new FreshnessJudge(limits);
  }

  /**
   * Judges a price of an underlying, a quote or a chain.
   *
   * @param time when it was valid at the source, empty if unknown
   * @param feed from where it comes
   * @param now time of the event being handled
   * @return its freshness
   */
  public Freshness judge(Optional<Instant> time, Feed feed, Instant now) {
    return judge(time, feed, now, limits.stale());
  }

  /**
   * Judges a value of a volatility index.
   *
   * @param time when it was valid at the source, empty if unknown
   * @param feed from where it comes
   * @param now time of the event being handled
   * @return its freshness
   */
  public Freshness judgeIndex(Optional<Instant> time, Feed feed, Instant now) {
    return judge(time, feed, now, limits.staleIndex());
  }

  /**
   * Judges a chain by its time.
   *
   * @param chain chain with provenance
   * @param now time of the event being handled
   * @return its freshness: the worst of those of the feeds that it was made of
   */
  public Freshness judge(OptionChain chain, Instant now) {
    return chain.provenance().feeds().stream()
        .map(feed -> judge(Optional.of(marketTime(chain, feed)), feed, now))
        .max(Comparator.comparing(Freshness::verdict))
        .orElseThrow(() -> new IllegalStateException("provenance without a feed"));
  }

  /**
   * Returns the time of the market that a feed showed: the chain's, but not later than the receipt
   * less the declared delay, for a chain may have no other time than that of receipt.
   */
  private static Instant marketTime(OptionChain chain, Feed feed) {
    return feed.receiveTime()
        .map(received -> received.minus(feed.delay()))
        .filter(chain.time()::isAfter)
        .orElse(chain.time());
  }

  private Freshness judge(Optional<Instant> time, Feed feed, Instant now, Duration stale) {
    if (time.isEmpty()) {
      return new Freshness(Verdict.REJECTED, Optional.empty(), Optional.empty(), false);
    }
    Duration age = Duration.between(time.get(), now);
    Duration beyondDelay = age.minus(feed.delay());
    Verdict verdict =
        age.compareTo(CLOCKS_DIFFER.negated()) < 0 || beyondDelay.compareTo(limits.reject()) > 0
            ? Verdict.REJECTED
            : beyondDelay.compareTo(stale) > 0 ? Verdict.STALE : Verdict.FRESH;
    Optional<Duration> latency =
        feed.receiveTime()
            .map(received -> Duration.between(time.get(), received).minus(feed.delay()));
    return new Freshness(
        verdict,
        Optional.of(age),
        latency,
        latency.filter(value -> value.compareTo(limits.latency()) > 0).isPresent());
  }

  /**
   * Returns whether a live entry may rest on a price.
   *
   * @param time when it was valid at the source, empty if unknown
   * @param feed from where it comes
   * @param now time of the event being handled
   * @return answer with reasons
   */
  public EntrySupport entrySupport(Optional<Instant> time, Feed feed, Instant now) {
    EnumSet<EntryObjection> objections = EnumSet.noneOf(EntryObjection.class);
    if (!feed.delayClass().supportsLiveOrders() || !feed.delay().isZero()) {
      objections.add(EntryObjection.NOT_REAL_TIME);
    }
    Freshness freshness = judge(time, feed, now);
    if (freshness.age().isEmpty()) {
      objections.add(EntryObjection.TIME_UNKNOWN);
    } else if (freshness.age().get().compareTo(CLOCKS_DIFFER.negated()) < 0) {
      objections.add(EntryObjection.FROM_THE_FUTURE);
    } else if (freshness.verdict() == Verdict.REJECTED) {
      objections.add(EntryObjection.TOO_OLD);
    } else if (freshness.verdict() == Verdict.STALE) {
      objections.add(EntryObjection.STALE);
    }
    return new EntrySupport(objections);
  }

  /**
   * Returns whether a live entry may rest on a quote of a chain.
   *
   * <p>A quote stands until the next one: it is as old as its chain, not as its last change. Each
   * side is judged by the feed that it comes from.
   *
   * @param chain chain with provenance, judged or not
   * @param quote one of its rows
   * @param now time of the event being handled
   * @return answer with reasons
   */
  public EntrySupport entrySupport(OptionChain chain, OptionQuote quote, Instant now) {
    EnumSet<EntryObjection> objections = EnumSet.noneOf(EntryObjection.class);
    Optional<Observation> bid = quote.observation(QuoteField.BID);
    Optional<Observation> ask = quote.observation(QuoteField.ASK);
    if (bid.isEmpty() || ask.isEmpty()) {
      objections.add(EntryObjection.NO_QUOTE);
    } else if (bid.get().value() > ask.get().value()) {
      objections.add(EntryObjection.FLAGGED);
    }
    if (quote.issues().stream().anyMatch(BARRING::contains)) {
      objections.add(EntryObjection.FLAGGED);
    }
    EntrySupport support = new EntrySupport(objections);
    for (QuoteField side : new QuoteField[] {QuoteField.BID, QuoteField.ASK}) {
      Feed feed =
          quote
              .observation(side)
              .map(Observation::feed)
              .orElseGet(() -> chain.provenance().feed(side, quote.row()));
      support = support.and(entrySupport(Optional.of(marketTime(chain, feed)), feed, now));
    }
    return support;
  }
}
