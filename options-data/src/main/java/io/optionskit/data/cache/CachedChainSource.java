/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainSource;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps the answers of another source for a while.
 *
 * <p>A chain keeps the time at which it was received: who minds its age can see it. Threads that
 * ask for the same at once cause one question. A failure is told to all who wait for it, and the
 * next one asks again.
 *
 * <p>May be called from any thread.
 */
public final class CachedChainSource implements ChainSource {

  private static final int ENTRIES = 100;

  private record Key(String underlying, Optional<LocalDate> expiry) {}

  private final ChainSource source;
  private final Cache<Key, CompletableFuture<Object>> answers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private CachedChainSource(
      ChainSource source, Duration lifetime, int entries, LongSupplier nanoTime) {
    this.source = source;
    answers =
        Caffeine.newBuilder()
            .expireAfterWrite(lifetime)
            .maximumSize(entries)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Returns a cache in front of a source, of 100 answers that live as long as {@link
   * DataKind#CHAINS}.
   *
   * @param source asked for what is not kept
   * @return the cache
   */
  public static CachedChainSource of(ChainSource source) {
    return of(source, DataKind.CHAINS.lifetime(), ENTRIES, System::nanoTime);
  }

  /**
   * Returns a cache in front of a source.
   *
   * @param source asked for what is not kept
   * @param lifetime how long an answer is kept, &gt; 0
   * @param entries most answers kept, &gt; 0
   * @param nanoTime time in nanoseconds from any origin, never decreasing
   * @return the cache
   * @throws IllegalArgumentException if lifetime or entries are not positive
   */
  public static CachedChainSource of(
      ChainSource source, Duration lifetime, int entries, LongSupplier nanoTime) {
    if (lifetime.isNegative() || lifetime.isZero() || entries <= 0) {
      throw new IllegalArgumentException(
          "lifetime and entries must be positive: " + lifetime + ", " + entries);
    }
    return new CachedChainSource(source, lifetime, entries, nanoTime);
  }

  @Override
  @SuppressWarnings("unchecked") // a key without expiry leads to a list of dates only
  public List<LocalDate> expirations(String underlying) {
    return (List<LocalDate>)
        get(
            new Key(underlying, Optional.empty()),
            () -> List.copyOf(source.expirations(underlying)));
  }

  @Override
  public OptionChain chain(String underlying, LocalDate expiry) {
    return (OptionChain)
        get(new Key(underlying, Optional.of(expiry)), () -> source.chain(underlying, expiry));
  }

  /**
   * Returns what was saved so far.
   *
   * @return hits and misses since this cache was made
   */
  public CacheStatistics statistics() {
    return new CacheStatistics(hits.sum(), misses.sum());
  }

  /** Forgets all answers. */
  public void clear() {
    answers.invalidateAll();
  }

  private Object get(Key key, Supplier<Object> question) {
    CompletableFuture<Object> mine = new CompletableFuture<>();
    CompletableFuture<Object> kept = answers.get(key, missing -> mine);
    if (kept != mine) {
      hits.increment();
      return join(kept);
    }
    misses.increment();
    try {
      mine.complete(question.get());
    } catch (RuntimeException | Error e) {
      answers.asMap().remove(key, mine);
      mine.completeExceptionally(e);
    }
    return join(mine);
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
}
