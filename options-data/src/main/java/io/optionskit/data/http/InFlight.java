/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Equal questions that are under way at the same time: one thread asks, the others wait for its
 * answer or its failure. May be used by several threads.
 */
final class InFlight {

  private final ConcurrentHashMap<String, CompletableFuture<HttpAnswer>> asked =
      new ConcurrentHashMap<>();
  private final LongAdder shared = new LongAdder();

  /** Returns how often an answer was shared. */
  long shared() {
    return shared.sum();
  }

  /**
   * Returns the answer to a question.
   *
   * @param question what makes it equal to another
   * @param asking asks it
   * @param shown the question for messages
   * @throws ProviderException what the asking threw, in whatever thread; or {@code UNAVAILABLE} if
   *     this thread is interrupted
   */
  HttpAnswer share(String question, Supplier<HttpAnswer> asking, Supplier<String> shown) {
    while (true) {
      CompletableFuture<HttpAnswer> own = new CompletableFuture<>();
      CompletableFuture<HttpAnswer> other = asked.putIfAbsent(question, own);
      if (other == null) {
        return ask(question, asking, own);
      }
      shared.increment();
      Optional<HttpAnswer> answer = await(other, shown);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  private HttpAnswer ask(
      String question, Supplier<HttpAnswer> asking, CompletableFuture<HttpAnswer> own) {
    try {
      HttpAnswer answer = asking.get();
      asked.remove(question);
      own.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      asked.remove(question);
      if (Thread.currentThread().isInterrupted()) {
        own.cancel(false); // only this thread was told to stop: the others ask themselves
      } else {
        own.completeExceptionally(e);
      }
      throw e;
    }
  }

  /** Returns the answer, empty if the thread that asked was interrupted. */
  private static Optional<HttpAnswer> await(
      CompletableFuture<HttpAnswer> other, Supplier<String> shown) {
    try {
      return Optional.of(other.get());
    } catch (java.util.concurrent.CancellationException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          Reason.UNAVAILABLE, "interrupted while another thread called " + shown.get(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException("asking for " + shown.get() + " failed", e);
    }
  }
}
