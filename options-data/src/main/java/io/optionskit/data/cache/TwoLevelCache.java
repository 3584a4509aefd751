/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.optionskit.market.EpochNanos;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of providers, kept in memory and, if there is one, in a second level shared with other
 * programs. Each kind of data has its own lifetime, counted from when the provider was asked
 * wherever the answer lies.
 *
 * <p>Memory holds 100 answers unless told otherwise. When it is full, Caffeine drops one answer at
 * a time, the one least likely to be asked for again by how often and how recently it was: dropping
 * a fifth of them at once by age alone would make the next questions for those miss together.
 *
 * <p>Threads that ask for the same at once cause one question. A failure is told to all who wait
 * for it and is not kept. If the second level cannot be had, or holds something unreadable, the
 * provider is asked; the second level is then left alone for a while, which is logged once at its
 * start and its end.
 *
 * <p>May be used by several threads.
 */
public final class TwoLevelCache implements AutoCloseable {

  /** Answers kept in memory unless told otherwise. */
  public static final int ENTRIES = 100;

  private static final Logger log = LoggerFactory.getLogger(TwoLevelCache.class);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private record Entry(CompletableFuture<Object> answer, Duration lifetime) {}

  private final InstantSource clock;
  private final Map<DataKind, Duration> lifetimes;
  private final Optional<SecondLevel> second;
  private final Cache<CacheKey, Entry> memory;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder secondHits = new LongAdder();
  private final LongAdder secondMisses = new LongAdder();
  private final LongAdder secondFailures = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder plainBytes = new LongAdder();
  private final LongAdder storedBytes = new LongAdder();
  private final Object stateLock = new Object();
  private Instant secondRestsUntil = Instant.MIN;
  private boolean secondDown;

  private TwoLevelCache(Builder builder) {
    clock = builder.clock;
    lifetimes = new EnumMap<>(DataKind.class);
    lifetimes.putAll(builder.lifetimes);
    second = builder.second;
    memory =
        Caffeine.newBuilder()
            .maximumSize(builder.entries)
            .expireAfter(Expiry.<CacheKey, Entry>writing((key, entry) -> entry.lifetime))
            .ticker(() -> EpochNanos.of(clock.instant()))
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  /**
   * Returns a builder.
   *
   * @param clock source of the time by which answers age
   * @return builder of a cache of {@value #ENTRIES} answers in memory only
   */
  public static Builder builder(InstantSource clock) {
    return new Builder(clock);
  }

  /**
   * Returns how long answers of a kind are kept.
   *
   * @param kind kind of data
   * @return lifetime, &gt; 0
   */
  public Duration lifetime(DataKind kind) {
    return Optional.ofNullable(lifetimes.get(kind)).orElseGet(kind::lifetime);
  }

  /**
   * Returns a kept answer, or asks.
   *
   * @param key who is asked what
   * @param kind kind of data, which decides how long the answer is kept
   * @param format how the answer is written to the second level
   * @param question asked if the answer is not kept
   * @param <T> type of the answer; always the same for a key
   * @return the answer
   */
  @SuppressWarnings("unchecked") // a key always leads to the same type
  public <T> T get(CacheKey key, DataKind kind, ValueFormat<T> format, Supplier<T> question) {
    Entry mine = new Entry(new CompletableFuture<>(), lifetime(kind));
    Entry kept = memory.get(key, missing -> mine);
    if (kept.answer != mine.answer) {
      hits.increment();
      return (T) join(kept.answer);
    }
    misses.increment();
    try {
      Optional<Found<T>> found = find(key, format);
      if (found.isPresent()) {
        mine.answer.complete(found.get().value);
        shorten(key, mine, found.get().left);
      } else {
        Instant asked = clock.instant();
        T answer = question.get();
        mine.answer.complete(answer);
        put(key, format, answer, asked.plus(mine.lifetime));
      }
    } catch (RuntimeException | Error e) {
      memory.asMap().remove(key, mine);
      mine.answer.completeExceptionally(e);
    }
    return (T) join(mine.answer);
  }

  private record Found<T>(T value, Duration left) {}

  /** Lets an answer of the second level live in memory only as long as it would have there. */
  private void shorten(CacheKey key, Entry entry, Duration left) {
    memory.asMap().replace(key, entry, new Entry(entry.answer, left));
  }

  private <T> Optional<Found<T>> find(CacheKey key, ValueFormat<T> format) {
    if (second.isEmpty() || secondRests()) {
      return Optional.empty();
    }
    Optional<byte[]> bytes;
    try {
      bytes = second.get().find(key.text());
      secondAnswered();
    } catch (RuntimeException e) {
      secondFailed(e);
      return Optional.empty();
    }
    Optional<Found<T>> found = bytes.flatMap(stored -> read(stored, format));
    (found.isPresent() ? secondHits : secondMisses).increment();
    return found;
  }

  private <T> Optional<Found<T>> read(byte[] stored, ValueFormat<T> format) {
    try {
      Envelope envelope = Envelope.parse(stored);
      Duration left = Duration.between(clock.instant(), envelope.endsAt());
      return left.isNegative() || left.isZero()
          ? Optional.empty()
          : Optional.of(new Found<>(format.read(envelope.value()), left));
    } catch (IllegalArgumentException e) {
      unreadable.increment();
      log.debug("a value of the second level cannot be read", e);
      return Optional.empty();
    }
  }

  private <T> void put(CacheKey key, ValueFormat<T> format, T answer, Instant endsAt) {
    Duration left = Duration.between(clock.instant(), endsAt);
    if (second.isEmpty() || secondRests() || left.isNegative() || left.isZero()) {
      return;
    }
    byte[] plain = format.write(answer);
    byte[] stored = new Envelope(plain, endsAt).toBytes();
    try {
      second.get().put(key.text(), stored, left);
      secondAnswered();
      plainBytes.add(plain.length);
      storedBytes.add(stored.length);
    } catch (RuntimeException e) {
      secondFailed(e);
    }
  }

  private boolean secondRests() {
    synchronized (stateLock) {
      return clock.instant().isBefore(secondRestsUntil);
    }
  }

  private void secondAnswered() {
    synchronized (stateLock) {
      if (secondDown) {
        log.info("the second level of the cache is back");
        secondDown = false;
      }
    }
  }

  private void secondFailed(RuntimeException problem) {
    secondFailures.increment();
    synchronized (stateLock) {
      secondRestsUntil = clock.instant().plus(LEFT_ALONE);
      if (!secondDown) {
        secondDown = true;
        log.warn(
            "the second level of the cache cannot be had; memory alone serves: {}",
            problem.getMessage());
      }
    }
  }

  /** Waits for an answer and throws what was thrown instead. */
  private static Object join(CompletableFuture<Object> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /**
   * Returns what was done so far.
   *
   * @return counts since this cache was made
   */
  public CacheReport report() {
    return new CacheReport(
        new CacheStatistics(hits.sum(), misses.sum()),
        new CacheStatistics(secondHits.sum(), secondMisses.sum()),
        memory.stats().evictionCount(),
        secondFailures.sum(),
        unreadable.sum(),
        plainBytes.sum(),
        storedBytes.sum());
  }

  /** Forgets what is in memory. The second level keeps what it has. */
  public void clear() {
    memory.invalidateAll();
  }

  /** Forgets what is in memory and closes the second level. */
  @Override
  public void close() {
    clear();
    second.ifPresent(SecondLevel::close);
  }

  /** Collects settings. Not safe for use by several threads. */
  public static final class Builder {

    private final InstantSource clock;
    private final Map<DataKind, Duration> lifetimes = new EnumMap<>(DataKind.class);
    private Optional<SecondLevel> second = Optional.empty();
    private int entries = ENTRIES;

    private Builder(InstantSource clock) {
      this.clock = clock;
    }

    /**
     * Sets how many answers are kept in memory.
     *
     * @param most number of answers, &gt; 0
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder entries(int most) {
      if (most <= 0) {
        throw new IllegalArgumentException("entries must be positive: " + most);
      }
      entries = most;
      return this;
    }

    /**
     * Sets how long answers of a kind are kept.
     *
     * @param kind kind of data
     * @param lifetime how long, &gt; 0
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder lifetime(DataKind kind, Duration lifetime) {
      if (lifetime.isNegative() || lifetime.isZero()) {
        throw new IllegalArgumentException("lifetime must be positive: " + lifetime);
      }
      lifetimes.put(kind, lifetime);
      return this;
    }

    /**
     * Sets the second level.
     *
     * @param level a store of bytes, closed with the cache
     * @return this builder
     */
    public Builder second(SecondLevel level) {
      second = Optional.of(level);
      return this;
    }

    /**
     * Returns the cache.
     *
     * @return cache that holds nothing yet
     */
    public TwoLevelCache build() {
      return new TwoLevelCache(this);
    }
  }
}
