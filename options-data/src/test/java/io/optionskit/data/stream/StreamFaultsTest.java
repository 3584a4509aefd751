/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever a network does to a stream: when it is calm again the stream is live on one line with
 * all subscriptions, no trade was told twice, and each that was not told lies in a gap that was.
 */
class StreamFaultsTest {

  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");
  private static final int SEEDS = Integer.getInteger("optionskit.seeds", 200);
  private static final long LATEST_MS = 2100;

  @Test
  void afterAnyFaultsTheStreamIsWholeAgainAndEveryLossIsInAGap() {
    long first = Long.getLong("optionskit.seed", 1L);
    long lost = 0;
    long traded = 0;
    long reconnects = 0;
    for (long seed = first; seed < first + SEEDS; seed++) {
      Outcome outcome = new Outcome(seed);
      lost += outcome.lost;
      traded += outcome.traded;
      reconnects += outcome.reconnects;
    }
    System.out.printf(
        "seeds %d to %d: %d trades, %d lost in gaps, %d reconnects%n",
        first, first + SEEDS - 1, traded, lost, reconnects);
    assertThat(lost).isPositive().isLessThan(traded);
    assertThat(reconnects).isGreaterThan(SEEDS);
  }

  private static final class Outcome {

    private final Map<Integer, Integer> told = new HashMap<>();
    private final List<GapEvent> gaps = new ArrayList<>();
    private long lost;
    private int first;
    private int last;
    private final long traded;
    private final long reconnects;

    Outcome(long seed) {
      VirtualClock clock = new VirtualClock(START);
      FaultyWire wire = new FaultyWire(clock, seed);
      StreamAccess access =
          StreamAccess.at(URI.create("ws://plain.test/"))
              .withClock(clock, seed)
              .withWire(wire)
              .withSettings(
                  StreamSettings.defaults()
                      .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(2)));
      StreamRules rules = PlainProtocol.rules(Optional.of(Duration.ofSeconds(1)));
      StreamSession session =
          MarketStream.of(() -> new PlainProtocol(rules), access).connect(this::note);
      session.subscribe(List.of(new Underlying("SPY"), new Underlying("QQQ")));
      clock.advance(Duration.ofSeconds(200));
      wire.calm();
      clock.advance(Duration.ofSeconds(90));

      StreamCounts counts = session.counts();
      assertThat(counts.state()).as("seed %d", seed).isEqualTo(StreamState.LIVE);
      assertThat(counts.unconfirmed()).as("seed %d", seed).isZero();
      assertThat(wire.subscriptions()).as("seed %d", seed).isEqualTo(List.of(Set.of("SPY", "QQQ")));
      assertThat(told.values()).as("told twice, seed %d", seed).allMatch(times -> times == 1);
      wire.tradedAtMs().forEach((id, atMs) -> check(seed, id, atMs));
      assertThat(counts.waiting()).isZero();
      assertThat(clock.waiting()).as("tasks, seed %d", seed).isLessThan(10);
      traded = wire.tradedAtMs().size();
      reconnects = counts.reconnects();
      session.close();
    }

    private void note(StreamEvent event) {
      if (event instanceof TradeEvent trade) {
        told.merge((int) trade.price(), 1, Integer::sum);
      } else if (event instanceof GapEvent gap) {
        gaps.add(gap);
      }
    }

    /** Trades before the first told and after the last are not the stream's to miss. */
    private void check(long seed, int id, long atMs) {
      if (told.containsKey(id) || id < firstTold() || id > lastTold()) {
        return;
      }
      lost++;
      assertThat(gaps)
          .as("trade %d at %d ms, seed %d", id, atMs - START.toEpochMilli(), seed)
          .anyMatch(
              gap ->
                  gap.from().toEpochMilli() - LATEST_MS <= atMs
                      && atMs <= gap.to().toEpochMilli() + LATEST_MS);
    }

    private int firstTold() {
      return first == 0
          ? first = told.keySet().stream().mapToInt(Integer::intValue).min().orElse(0)
          : first;
    }

    private int lastTold() {
      return last == 0
          ? last = told.keySet().stream().mapToInt(Integer::intValue).max().orElse(0)
          : last;
    }
  }
}
