/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.reconcile.GivenChain;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TwoLevelCacheTest {

  /** A second level in a map, that can be switched off. */
  private static final class MapLevel implements SecondLevel {

    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private boolean down;
    private boolean closed;

    @Override
    public Optional<byte[]> find(String key) {
      check();
      return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, byte[] value, Duration lifetime) {
      check();
      values.put(key, value);
    }

    private void check() {
      calls.incrementAndGet();
      if (down) {
        throw new IllegalStateException("connection refused");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A format of plain text. */
  private static final ValueFormat<String> TEXT =
      new ValueFormat<>() {
        @Override
        public byte[] write(String value) {
          return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String read(byte[] json) {
          return new String(json, StandardCharsets.UTF_8);
        }
      };

  private static final CacheKey KEY = CacheKey.of("test", "text", "a");

  private final MovableClock clock = new MovableClock("2026-03-16T14:00:00Z");
  private final MapLevel level = new MapLevel();
  private final AtomicInteger asked = new AtomicInteger();

  private TwoLevelCache cache() {
    return TwoLevelCache.builder(clock).second(level).build();
  }

  private String get(TwoLevelCache cache, String answer) {
    return cache.get(
        KEY,
        DataKind.CHAINS,
        TEXT,
        () -> {
          asked.incrementAndGet();
          return answer;
        });
  }

  @Test
  void asksTheSecondLevelBeforeTheProvider() {
    get(cache(), "first");
    TwoLevelCache another = cache(); // another program

    assertThat(get(another, "second")).isEqualTo("first");
    assertThat(get(another, "third")).isEqualTo("first");

    assertThat(asked).hasValue(1);
    CacheReport report = another.report();
    assertThat(report.memory()).isEqualTo(new CacheStatistics(1, 1));
    assertThat(report.second()).isEqualTo(new CacheStatistics(1, 0));
    assertThat(report.hitRate()).hasValue(1.0);
  }

  @Test
  void countsAnAnswersLifeFromTheQuestionWhereverItLies() {
    get(cache(), "first");
    clock.move(Duration.ofSeconds(200));
    TwoLevelCache another = cache();
    assertThat(get(another, "second")).isEqualTo("first");
    clock.move(Duration.ofSeconds(99));
    assertThat(get(another, "second")).isEqualTo("first");

    clock.move(Duration.ofSeconds(1));

    assertThat(get(another, "second")).isEqualTo("second");
  }

  @Test
  void keepsEachKindOfDataAsLongAsItIsTold() {
    TwoLevelCache cache =
        TwoLevelCache.builder(clock).lifetime(DataKind.CHAINS, Duration.ofSeconds(10)).build();
    assertThat(cache.lifetime(DataKind.CHAINS)).isEqualTo(Duration.ofSeconds(10));
    assertThat(cache.lifetime(DataKind.PRICES)).isEqualTo(Duration.ofSeconds(30));
    get(cache, "first");
    clock.move(Duration.ofSeconds(10));

    assertThat(get(cache, "second")).isEqualTo("second");
  }

  @Test
  void servesFromMemoryWhileTheSecondLevelIsDownAndReturnsToIt() {
    level.down = true;
    TwoLevelCache cache = cache();

    assertThat(get(cache, "first")).isEqualTo("first");
    assertThat(level.calls).hasValue(1); // found down when read, not tried again for the write
    assertThat(get(cache, "second")).isEqualTo("first");
    clock.move(Duration.ofSeconds(301)); // lifetime over, rest of 30 s over
    level.down = false;
    assertThat(get(cache, "third")).isEqualTo("third");

    assertThat(cache.report().secondFailures()).isEqualTo(1);
    assertThat(level.values).hasSize(1);
    assertThat(get(cache(), "fourth")).isEqualTo("third");
  }

  @Test
  void leavesASecondLevelThatFailedAloneForAWhile() {
    level.down = true;
    TwoLevelCache cache =
        TwoLevelCache.builder(clock)
            .second(level)
            .lifetime(DataKind.CHAINS, Duration.ofSeconds(1))
            .build();
    for (int second = 0; second < 60; second++) {
      get(cache, "answer");
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(level.calls).hasValue(2); // at 0 s and at 30 s
  }

  @Test
  void asksTheProviderIfTheSecondLevelHoldsSomethingElse() {
    for (String stored : List.of("", "OK", "OK\2\0xxxxxxxx", "OK\1\1\0\0\377xxxxxxxx")) {
      level.values.put(KEY.text(), stored.getBytes(StandardCharsets.ISO_8859_1));
      TwoLevelCache cache = cache();

      assertThat(get(cache, "fresh")).isEqualTo("fresh");
      assertThat(cache.report().unreadable()).isEqualTo(1);
    }
  }

  @Test
  void compressesWhatIsLongerThanAKilobyte() {
    String length1024 = "x".repeat(1024);
    String length1025 = "x".repeat(1025);

    get(cache(), length1024);
    byte[] plain = level.values.get(KEY.text());
    level.values.clear();
    TwoLevelCache cache = cache();
    get(cache, length1025);
    byte[] packed = level.values.get(KEY.text());

    assertThat(plain).hasSize(1024 + 12);
    assertThat(plain[3]).isEqualTo((byte) 0);
    assertThat(packed.length).isLessThan(100);
    assertThat(packed[3]).isEqualTo((byte) 1);
    assertThat(cache.report().plainBytes()).isEqualTo(1025);
    assertThat(cache.report().storedBytes()).isEqualTo(packed.length);
    assertThat(get(cache(), "other")).isEqualTo(length1025);
  }

  @Test
  void writesTheHeaderAsDocumented() {
    get(cache(), "hello");

    byte[] stored = level.values.get(KEY.text());
    long endsAt = clock.instant().plusSeconds(300).toEpochMilli();

    assertThat(ByteBuffer.wrap(stored).getInt()).isEqualTo('O' << 24 | 'K' << 16 | 1 << 8);
    assertThat(ByteBuffer.wrap(stored, 4, 8).getLong()).isEqualTo(endsAt);
    assertThat(new String(stored, 12, 5, StandardCharsets.UTF_8)).isEqualTo("hello");
  }

  @Test
  void dropsSomethingWhenMemoryIsFull() {
    TwoLevelCache cache = TwoLevelCache.builder(clock).build();
    for (int i = 0; i < 150; i++) {
      cache.get(CacheKey.of("test", "text", i), DataKind.OTHER, TEXT, () -> "x");
    }

    assertThat(cache.report().evictions()).isEqualTo(50);
  }

  @Test
  void keepsNoFailureInEitherLevel() {
    TwoLevelCache cache = cache();

    assertThatThrownBy(
            () ->
                cache.get(
                    KEY,
                    DataKind.CHAINS,
                    TEXT,
                    () -> {
                      throw new IllegalStateException("down");
                    }))
        .hasMessage("down");
    assertThat(level.values).isEmpty();
    assertThat(get(cache, "up")).isEqualTo("up");
    cache.close();
    assertThat(level.closed).isTrue();
  }

  @Test
  void tellsKeysApart() {
    assertThat(CacheKey.of("cboe", "chain", "SPY", LocalDate.of(2026, 3, 20)).text())
        .isEqualTo("optionskit:1:cboe:chain:SPY,2026-03-20");
    assertThat(CacheKey.of("a", "b", "c,d").text())
        .isNotEqualTo(CacheKey.of("a", "b", "c", "d").text());
    assertThat(CacheKey.of("a:b", "c").text()).isNotEqualTo(CacheKey.of("a", "b:c").text());
    assertThatThrownBy(() -> CacheKey.of(" ", "b"))
        .hasMessage("key needs a provider and a method: ' ', 'b'");
  }

  @Test
  void keepsWhatAProviderSaysOfItsRows() {
    ChainProvider provider =
        new ChainProvider() {
          @Override
          public List<LocalDate> expirations(String underlying) {
            asked.incrementAndGet();
            return List.of(GivenChain.EXPIRY);
          }

          @Override
          public ChainAnswer answer(String underlying) {
            return answer(underlying, GivenChain.EXPIRY);
          }

          @Override
          public ChainAnswer answer(String underlying, LocalDate expiry) {
            asked.incrementAndGet();
            return GivenChain.realTime("a").call(100, 1, 2).answer();
          }
        };
    CachedChainProvider one = CachedChainProvider.of("a", provider, DataKind.CHAINS, cache());
    CachedChainProvider other = CachedChainProvider.of("a", provider, DataKind.CHAINS, cache());

    ChainAnswer first = one.answer("XYZ", GivenChain.EXPIRY);
    ChainAnswer second = other.answer("XYZ", GivenChain.EXPIRY);
    assertThat(one.expirations("XYZ")).isEqualTo(other.expirations("XYZ"));

    assertThat(one.answer("XYZ").listed()).isEqualTo(other.answer("XYZ").listed());

    assertThat(asked).hasValue(3);
    assertThat(second.report()).isEqualTo(first.report());
    assertThat(second.chain().provenance().feeds()).isEqualTo(first.chain().provenance().feeds());
  }
}
