/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedChainProviderTest {

  private static final LocalDate MARCH = LocalDate.of(2025, 3, 21);
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 17);

  private static final IntakeReport NOTHING =
      new IntakeReport(
          0, 0, Map.of(), Map.of(), List.of(), Map.of(), Map.of(), Set.of(), Map.of(), true);

  private final MovableClock clock = new MovableClock("2025-03-17T14:00:00Z");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ChainProvider source =
      new ChainProvider() {
        @Override
        public List<LocalDate> expirations(String underlying) {
          asked.add(underlying);
          return List.of(MARCH, APRIL);
        }

        @Override
        public ChainAnswer answer(String underlying) {
          return answer(underlying, MARCH);
        }

        @Override
        public ChainAnswer answer(String underlying, LocalDate expiry) {
          asked.add(underlying + " " + expiry);
          if (underlying.equals("DOWN")) {
            throw new ProviderException(Reason.UNAVAILABLE, "down");
          }
          return new ChainAnswer(
              OptionChain.builder(underlying, Instant.EPOCH, LocalDate.EPOCH).build(),
              NOTHING,
              List.of());
        }
      };
  private final TwoLevelCache memory = TwoLevelCache.builder(clock).entries(3).build();
  private final CachedChainProvider cache =
      CachedChainProvider.of("test", source, DataKind.CHAINS, memory);

  @Test
  void asksOnceWhileAnAnswerLives() {
    OptionChain first = cache.chain("SPY", MARCH);
    clock.move(Duration.ofSeconds(299));
    assertThat(cache.chain("SPY", MARCH)).isSameAs(first);

    clock.move(Duration.ofSeconds(1));
    assertThat(cache.chain("SPY", MARCH)).isNotSameAs(first);

    assertThat(asked).containsExactly("SPY 2025-03-21", "SPY 2025-03-21");
    assertThat(memory.report().memory()).isEqualTo(new CacheStatistics(1, 2));
    assertThat(memory.report().memory().hitRate()).hasValue(1 / 3.0);
  }

  @Test
  void keepsAnswersToDifferentQuestionsApart() {
    cache.expirations("SPY");
    cache.chain("SPY", MARCH);
    cache.chain("SPY", APRIL);
    cache.expirations("QQQ");

    assertThat(asked).containsExactly("SPY", "SPY 2025-03-21", "SPY 2025-04-17", "QQQ");
    assertThat(cache.expirations("QQQ")).containsExactly(MARCH, APRIL);
    assertThat(asked).hasSize(4);
  }

  @Test
  void keepsNoMoreAnswersThanAllowed() {
    for (int day = 0; day < 50; day++) {
      cache.chain("SPY", MARCH.plusDays(day));
    }
    int before = asked.size();

    for (int day = 0; day < 50; day++) {
      cache.chain("SPY", MARCH.plusDays(day));
    }

    assertThat(asked.size() - before).isGreaterThanOrEqualTo(47);
  }

  @Test
  void keepsNoFailure() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.chain("DOWN", MARCH))
          .isInstanceOf(ProviderException.class)
          .hasMessage("down");
    }

    assertThat(asked).hasSize(2);
  }

  @Test
  void forgetsWhenToldTo() {
    cache.expirations("SPY");
    memory.clear();
    cache.expirations("SPY");

    assertThat(asked).hasSize(2);
  }

  @Test
  void asksOnceForManyThreadsThatAskAtOnce() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    ChainProvider slow =
        new ChainProvider() {
          @Override
          public List<LocalDate> expirations(String underlying) {
            asked.add(underlying);
            try {
              answered.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return List.of(MARCH);
          }

          @Override
          public ChainAnswer answer(String underlying) {
            return source.answer(underlying);
          }

          @Override
          public ChainAnswer answer(String underlying, LocalDate expiry) {
            return source.answer(underlying, expiry);
          }
        };
    CachedChainProvider shared = CachedChainProvider.of("slow", slow, DataKind.CHAINS, memory);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<LocalDate>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> shared.expirations("SPY")));
      }
      // another question is not held up by the slow one
      assertThat(shared.chain("QQQ", MARCH).size()).isZero();
      answered.countDown();
      for (Future<List<LocalDate>> answer : answers) {
        assertThat(answer.get(10, TimeUnit.SECONDS)).containsExactly(MARCH);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(asked).containsOnlyOnce("SPY");
  }

  @ParameterizedTest
  @CsvSource({
    "PRICES, 30",
    "CHAINS, 300",
    "CHAINS_WEEKLY, 3600",
    "CORRELATIONS, 600",
    "HISTORY, 3600",
    "PREDICTIONS, 1800",
    "VOLATILITY_INDICES, 120",
    "MARKET_STATUS, 60",
    "SESSIONS, 1800",
    "OTHER, 300"
  })
  void livesAsLongAsTheKindOfDataAllows(DataKind kind, int seconds) {
    assertThat(kind.lifetime()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> TwoLevelCache.builder(clock).entries(0))
        .hasMessage("entries must be positive: 0");
    assertThatThrownBy(() -> TwoLevelCache.builder(clock).lifetime(DataKind.CHAINS, Duration.ZERO))
        .hasMessage("lifetime must be positive: PT0S");
  }
}
