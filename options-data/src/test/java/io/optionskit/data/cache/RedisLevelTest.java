/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RedisLevelTest {

  private static final Duration PATIENT = Duration.ofSeconds(10); // a busy machine is no failure

  private final RedisServer server = RedisServer.start();
  private final MovableClock clock = new MovableClock(Instant.now().toString());
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() {
    server.close();
  }

  private TwoLevelCache cache(RedisSettings settings) {
    return TwoLevelCache.builder(clock).second(RedisLevel.of(settings)).build();
  }

  private OptionChain get(TwoLevelCache cache) {
    return cache.get(
        CacheKey.of("test", "chain", "XYZ"),
        DataKind.CHAINS,
        ValueFormat.chains(),
        () -> {
          asked.incrementAndGet();
          GivenChain chain = GivenChain.realTime("a");
          for (int strike = 50; strike < 150; strike++) {
            chain.call(strike, 1, 2);
          }
          return chain.chain();
        });
  }

  @Test
  void sharesChainsBetweenProgramsAndIsSetUpAsACache() {
    RedisSettings settings = server.settings().withTimeout(PATIENT);
    try (TwoLevelCache one = cache(settings);
        TwoLevelCache other = cache(settings);
        RedisLevel level = RedisLevel.of(settings)) {
      OptionChain written = get(one);
      OptionChain read = get(other);

      assertThat(asked).hasValue(1);
      assertThat(ValueFormat.chains().write(read)).isEqualTo(ValueFormat.chains().write(written));
      assertThat(one.report().storedBytes()).isLessThan(one.report().plainBytes() / 3);
      assertThat(other.report().second().hits()).isEqualTo(1);
      RedisMemory memory = level.memory();
      assertThat(memory.mostBytes()).isEqualTo(256L << 20);
      assertThat(memory.isCache()).isTrue();
      assertThat(memory.usedBytes()).isPositive();
      assertThat(level.find("nothing")).isEmpty();
    }
  }

  @Test
  void goesOnWithoutTheServerAndReturnsToItWhenItIsBack() {
    RedisSettings settings = server.settings().withTimeout(PATIENT);
    try (TwoLevelCache one = cache(settings)) {
      get(one);
      server.close();
      one.clear();

      assertThat(get(one).size()).isEqualTo(100); // from the provider
      assertThat(asked).hasValue(2);
      assertThat(one.report().secondFailures()).isEqualTo(1);

      try (RedisServer again = RedisServer.startAt(server.port())) {
        clock.move(Duration.ofSeconds(31));
        one.clear();
        get(one);
        assertThat(asked).hasValue(3); // it came back empty, and took the answer
        one.clear();
        get(one);
        assertThat(asked).hasValue(3);
        assertThat(again.port()).isEqualTo(server.port());
      }
    }
  }

  @Test
  void forgetsWhenTheTimeIsOver() {
    try (RedisLevel level = RedisLevel.of(server.settings().withTimeout(PATIENT))) {
      level.put("short", new byte[] {1, 2, 3}, Duration.ofMillis(1));
      level.put("long", new byte[] {4}, Duration.ofMinutes(5));

      long deadlineNs = System.nanoTime() + PATIENT.toNanos();
      while (level.find("short").isPresent() && System.nanoTime() < deadlineNs) {
        Thread.onSpinWait();
      }

      assertThat(level.find("short")).isEmpty();
      assertThat(level.find("long")).hasValueSatisfying(v -> assertThat(v).containsExactly(4));
    }
  }

  @Test
  void givesItsPasswordAndNeverShowsIt() {
    try (RedisServer closed = RedisServer.start("--requirepass", "open-sesame-canary");
        RedisLevel right =
            RedisLevel.of(
                closed
                    .settings()
                    .withTimeout(PATIENT)
                    .withPassword(Secret.of("open-sesame-canary")));
        RedisLevel wrong =
            RedisLevel.of(
                closed.settings().withTimeout(PATIENT).withPassword(Secret.of("wrong-canary")))) {
      right.put("key", new byte[] {1}, Duration.ofMinutes(1));

      assertThat(right.find("key")).isPresent();
      assertThatThrownBy(() -> wrong.find("key"))
          .isInstanceOf(RuntimeException.class)
          .hasMessageNotContaining("canary")
          .hasStackTraceContaining("WRONGPASS");
      assertThat(closed.settings().withPassword(Secret.of("wrong-canary")).toString())
          .doesNotContain("canary");
    }
  }
}
