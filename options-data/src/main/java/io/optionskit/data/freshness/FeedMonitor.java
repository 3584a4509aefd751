/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import io.optionskit.data.freshness.Freshness.Verdict;
import io.optionskit.market.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches how old the data of several feeds are, and counts what came too late. May be used by
 * several threads.
 */
public final class FeedMonitor {

  /** What a feed is about. */
  public enum Subject {
    /** Prices, quotes and chains. */
    MARKET,
    /** Volatility indices, which may be silent for longer. */
    VOLATILITY_INDEX
  }

  /**
   * What is known of a feed.
   *
   * @param name its name
   * @param verdict whether it is fresh now
   * @param sinceLast time since its last data were valid, less the declared delay; empty if none
   *     came yet
   * @param received data that came
   * @param rejected how many of them were too old, of unknown time, or of a time to come
   * @param late how many came later than the latency allowed
   * @param worstLatency longest latency seen, empty if none is known
   */
  public record Status(
      String name,
      Verdict verdict,
      Optional<Duration> sinceLast,
      long received,
      long rejected,
      long late,
      Optional<Duration> worstLatency) {}

  private static final class Counts {
    private final Subject subject;
    private Optional<Instant> last = Optional.empty(); // of the market, with the delay made good
    private Optional<Duration> worstLatency = Optional.empty();
    private long received;
    private long rejected;
    private long late;

    Counts(Subject subject) {
      this.subject = subject;
    }
  }

  private final FreshnessLimits limits;
  private final FreshnessJudge judge;
  private final Map<String, Counts> feeds = new TreeMap<>();

  private FeedMonitor(FreshnessLimits limits) {
    this.limits = limits;
    judge = FreshnessJudge.of(limits);
  }

  /**
   * Returns a monitor.
   *
   * @param limits how old data may be
   * @return monitor that has seen nothing
   */
  public static FeedMonitor of(FreshnessLimits limits) {
    return new FeedMonitor(limits);
  }

  /**
   * Notes that data came.
   *
   * @param name name under which the feed is watched, such as {@code cboe SPY}
   * @param subject what it is about
   * @param time when the data were valid at the source, empty if unknown
   * @param feed from where they come, with the time of receipt if it is known
   * @param now time of the event being handled
   * @return how old they are; what is {@link Verdict#REJECTED} should not be used
   */
  public synchronized Freshness note(
      String name, Subject subject, Optional<Instant> time, Feed feed, Instant now) {
    Freshness freshness =
        subject == Subject.MARKET
            ? judge.judge(time, feed, now)
            : judge.judgeIndex(time, feed, now);
    Counts counts = feeds.computeIfAbsent(name, any -> new Counts(subject));
    counts.received++;
    counts.late += freshness.late() ? 1 : 0;
    freshness
        .latency()
        .filter(each -> counts.worstLatency.filter(worst -> worst.compareTo(each) >= 0).isEmpty())
        .ifPresent(each -> counts.worstLatency = Optional.of(each));
    if (freshness.verdict() == Verdict.REJECTED) {
      counts.rejected++;
      return freshness;
    }
    time.map(valid -> valid.plus(feed.delay()))
        .filter(valid -> counts.last.filter(valid::isBefore).isEmpty())
        .ifPresent(valid -> counts.last = Optional.of(valid));
    return freshness;
  }

  /**
   * Returns what is known of every feed.
   *
   * @param now time of the event being handled
   * @return by name; a feed that fell silent is stale, later rejected, without another word from it
   */
  public synchronized Map<String, Status> status(Instant now) {
    Map<String, Status> status = new TreeMap<>();
    feeds.forEach((name, counts) -> status.put(name, status(name, counts, now)));
    return status;
  }

  private Status status(String name, Counts counts, Instant now) {
    Optional<Duration> silent = counts.last.map(last -> Duration.between(last, now));
    Duration stale = counts.subject == Subject.MARKET ? limits.stale() : limits.staleIndex();
    Verdict verdict =
        silent.filter(time -> time.compareTo(limits.reject()) <= 0).isEmpty()
            ? Verdict.REJECTED
            : silent.filter(time -> time.compareTo(stale) <= 0).isEmpty()
                ? Verdict.STALE
                : Verdict.FRESH;
    return new Status(
        name, verdict, silent, counts.received, counts.rejected, counts.late, counts.worstLatency);
  }
}
