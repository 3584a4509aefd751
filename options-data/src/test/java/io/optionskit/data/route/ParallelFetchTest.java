/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.route.Fetched.Answered;
import io.optionskit.data.route.Fetched.Failed;
import io.optionskit.data.route.Fetched.Late;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelFetchTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ParallelFetch fetch = ParallelFetch.open();

  @AfterEach
  void close() {
    fetch.close();
  }

  @Test
  void answersInTheOrderOfTheRequestWhoeverIsFirst() {
    List<Integer> keys = IntStream.range(0, 40).boxed().toList();
    CountDownLatch lastOfFive = new CountDownLatch(1);

    List<Fetched<Integer, Integer>> results =
        fetch.fetch(
            keys,
            key -> {
              if (key == 0) {
                await(lastOfFive); // the first is answered after the fifth
              } else if (key == 4) {
                lastOfFive.countDown();
              }
              return key * key;
            },
            LONG);

    assertThat(results).extracting(Fetched::key).isEqualTo(keys);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(((Answered<Integer, Integer>) result).value())
                    .isEqualTo(result.key() * result.key()));
  }

  @Test
  void asksFiveAtATimeAndNoMore() {
    CyclicBarrier five = new CyclicBarrier(ParallelFetch.MOST_WORKERS);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    fetch.fetch(
        IntStream.range(0, 20).boxed().toList(),
        key -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(five);
          running.decrementAndGet();
          return key;
        },
        LONG);

    assertThat(most).hasValue(5);
  }

  @Test
  void aFailureLeavesTheOthersAlone() {
    List<Fetched<String, String>> results =
        fetch.fetch(
            List.of("SPY", "NONE", "QQQ", "BUG"),
            key ->
                switch (key) {
                  case "NONE" -> throw new ProviderException(Reason.UNKNOWN_SYMBOL, "no NONE");
                  case "BUG" -> throw new IllegalStateException("a bug");
                  default -> "chain of " + key;
                },
            LONG);

    assertThat(results.get(0)).isInstanceOf(Answered.class);
    assertThat(((Failed<String, String>) results.get(1)).problem()).hasMessage("no NONE");
    assertThat(((Answered<String, String>) results.get(2)).value()).isEqualTo("chain of QQQ");
    assertThat(((Failed<String, String>) results.get(3)).problem()).hasMessage("a bug");
  }

  @Test
  void theDeadlineEndsTheSlowAndTheWaitingOnly() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(5);
    Function<String, String> question =
        key -> {
          if (key.startsWith("slow")) {
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw new ProviderException(Reason.UNAVAILABLE, "interrupted", e);
            }
          }
          return key;
        };

    List<Fetched<String, String>> results =
        fetch.fetch(
            List.of("quick", "slow1", "slow2", "slow3", "slow4", "slow5", "waiting"),
            question,
            Duration.ofMillis(300));

    assertThat(results.get(0)).isInstanceOf(Answered.class);
    assertThat(results.get(1)).isEqualTo(new Late<String, String>("slow1", true));
    assertThat(results.get(6)).isEqualTo(new Late<String, String>("waiting", false));
    await(interrupted); // the workers are free again
    assertThat(fetch.fetch(List.of("again"), question, LONG).get(0)).isInstanceOf(Answered.class);
  }

  @Test
  void whoeverWaitsCanBeInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                fetch.fetch(
                    List.of("slow"),
                    key -> {
                      begun.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        stopped.countDown();
                      }
                      return key;
                    },
                    LONG);
                outcome.complete(new AssertionError("was not interrupted"));
              } catch (ProviderException e) {
                outcome.complete(
                    Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost"));
              }
            });
    waiting.start();
    await(begun);

    waiting.interrupt();

    assertThat(outcome.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ProviderException.class)
        .hasMessage("interrupted while fetching [slow]");
    await(stopped);
    waiting.join(10_000);
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> ParallelFetch.of(6)).hasMessage("workers must be 1 to 5: 6");
    assertThatThrownBy(() -> fetch.fetch(List.of("a"), key -> key, Duration.ZERO))
        .hasMessage("deadline must be positive: PT0S");
    assertThat(fetch.fetch(List.<String>of(), key -> key, LONG)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
