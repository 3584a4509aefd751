/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Asks about many symbols at once, with a few workers.
 *
 * <p>It starts its threads when first used and ends them when closed. A failure of one symbol
 * leaves the others alone. May be used by several threads, which share the workers.
 */
public final class ParallelFetch implements AutoCloseable {

  /** Most workers, and how many there are unless told otherwise. */
  public static final int MOST_WORKERS = 5;

  private final ExecutorService workers;

  private ParallelFetch(int workers) {
    this.workers = Executors.newFixedThreadPool(workers, new Workers());
  }

  /** Names the threads, and lets the program end without waiting for them. */
  private static final class Workers implements ThreadFactory {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "optionskit-fetch-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }

  /**
   * Returns a fetch of {@value #MOST_WORKERS} workers.
   *
   * @return fetch without threads yet
   */
  public static ParallelFetch open() {
    return of(MOST_WORKERS);
  }

  /**
   * Returns a fetch.
   *
   * @param workers questions asked at the same time, 1 to {@value #MOST_WORKERS}
   * @return fetch without threads yet
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static ParallelFetch of(int workers) {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException("workers must be 1 to " + MOST_WORKERS + ": " + workers);
    }
    return new ParallelFetch(workers);
  }

  /**
   * Asks one question about each of several symbols, and waits for the answers.
   *
   * <p>What is not answered at the deadline is interrupted and reported as late; a question that
   * does not heed interruption keeps its worker until it ends by itself.
   *
   * @param keys what to ask about, such as tickers
   * @param question asked about each of them, by the workers
   * @param deadline longest time to wait for all, &gt; 0
   * @param <K> what is asked about
   * @param <T> type of the answers
   * @return what became of each, in the order of {@code keys}
   * @throws ProviderException {@code UNAVAILABLE} if the waiting thread is interrupted; all
   *     questions are then interrupted too
   */
  public <K, T> List<Fetched<K, T>> fetch(
      List<K> keys, Function<K, T> question, Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be positive: " + deadline);
    }
    long startNs = System.nanoTime();
    List<Task<K, T>> tasks = new ArrayList<>();
    for (K key : keys) {
      tasks.add(new Task<>(key, question, workers));
    }
    try {
      List<Fetched<K, T>> results = new ArrayList<>();
      for (Task<K, T> task : tasks) {
        Fetched<K, T> result = task.await(deadline.toNanos() - (System.nanoTime() - startNs));
        if (result instanceof Fetched.Late) {
          cancel(tasks);
        }
        results.add(result);
      }
      return List.copyOf(results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(Reason.UNAVAILABLE, "interrupted while fetching " + keys, e);
    } finally {
      cancel(tasks);
    }
  }

  /** Cancels the last first, so that no worker that becomes free begins another one. */
  private static <K, T> void cancel(List<Task<K, T>> tasks) {
    for (int i = tasks.size() - 1; i >= 0; i--) {
      tasks.get(i).cancel();
    }
  }

  /** Interrupts what is being asked and ends the workers. */
  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** One question. */
  private static final class Task<K, T> {

    private final K key;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Future<Fetched<K, T>> future;

    Task(K key, Function<K, T> question, ExecutorService workers) {
      this.key = key;
      future = workers.submit(() -> run(key, question, begun));
    }

    private static <K, T> Fetched<K, T> run(K key, Function<K, T> question, AtomicBoolean begun) {
      begun.set(true);
      long startNs = System.nanoTime();
      try {
        T value = question.apply(key);
        return new Fetched.Answered<>(key, value, Duration.ofNanos(System.nanoTime() - startNs));
      } catch (RuntimeException e) {
        return new Fetched.Failed<>(key, e, Duration.ofNanos(System.nanoTime() - startNs));
      }
    }

    Fetched<K, T> await(long leftNs) throws InterruptedException {
      try {
        return future.get(Math.max(0, leftNs), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | CancellationException e) {
        return new Fetched.Late<>(key, begun.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error; // no failure of a symbol: out of memory, a missing class
        }
        throw new IllegalStateException(e);
      }
    }

    void cancel() {
      future.cancel(true);
    }
  }
}
