/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer: waits for its place in the rate and among the calls under way,
 * follows redirects on own hosts, reads the body up to a limit or hands it on as it comes.
 */
final class Exchange {

  /** What is made of the last answer, after redirects. */
  private interface Reading<T> {

    T read(WireRequest request, WireAnswer answer) throws IOException;

    /** Returns whether the answer stays open after it was read. */
    boolean keepsOpen(WireAnswer answer);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int MOST_REDIRECTS = 8;
  private static final int LONGEST_ERROR = 64 << 10;

  private final String provider;
  private final HttpSettings settings;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Predicate<URI> ownHosts;
  private final Redaction redaction;
  private final Wire wire;
  private final Set<String> secretHeaders;
  private final ProviderBudget budget;
  private final LongAdder calls = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder waitedNs = new LongAdder();

  Exchange(HttpCaller.Builder builder, Redaction redaction, Wire wire) {
    provider = builder.provider;
    settings = builder.settings;
    clock = builder.clock;
    sleeper = builder.sleeper;
    ownHosts = builder.ownHosts;
    this.redaction = redaction;
    this.wire = wire;
    secretHeaders = Set.copyOf(builder.secretHeaders.keySet());
    budget = builder.budget;
  }

  long calls() {
    return calls.sum();
  }

  long bytes() {
    return bytes.sum();
  }

  Duration waited() {
    return Duration.ofNanos(waitedNs.sum());
  }

  long callsToday() {
    return budget.callsToday(clock.instant());
  }

  /**
   * Sends a request.
   *
   * @throws FailedAttempt if the connection broke or the call took too long
   * @throws ProviderException if the thread was interrupted, a foreign host came into play, the
   *     answer is too large or the budget of the day is used
   */
  HttpAnswer send(WireRequest first) {
    return send(
        first,
        wire,
        new Reading<>() {
          @Override
          public HttpAnswer read(WireRequest request, WireAnswer answer) throws IOException {
            return whole(request, answer, settings.longestBody());
          }

          @Override
          public boolean keepsOpen(WireAnswer answer) {
            return false;
          }
        });
  }

  /**
   * Sends a request whose answer is read as it comes.
   *
   * @param via carries it, with the time limit between bytes
   * @param isFailure says of a status whether the answer is none to stream
   * @param judge throws what such an answer means
   */
  HttpStream stream(
      WireRequest first,
      Wire via,
      IntPredicate isFailure,
      BiConsumer<WireRequest, HttpAnswer> judge) {
    return send(
        first,
        via,
        new Reading<>() {
          @Override
          public HttpStream read(WireRequest request, WireAnswer answer) throws IOException {
            if (isFailure.test(answer.status())) {
              judge.accept(request, whole(request, answer, LONGEST_ERROR));
            }
            InputStream counted = new CountedBody(answer.body());
            return new HttpStream(answer.status(), answer.headers(), counted);
          }

          @Override
          public boolean keepsOpen(WireAnswer answer) {
            return true;
          }
        });
  }

  private <T> T send(WireRequest first, Wire via, Reading<T> reading) {
    WireRequest request = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      checkHost(first, request.uri());
      redaction.addSecretsOf(request.uri());
      waitForTurn(request);
      boolean open = false;
      WireAnswer answer = null;
      calls.increment();
      try {
        answer = via.send(request);
        Optional<URI> target = redirectTarget(request, answer);
        if (target.isEmpty()) {
          T read = reading.read(request, answer);
          open = reading.keepsOpen(answer);
          return read;
        }
        request = redirected(request, answer.status(), target.get());
      } catch (IOException e) {
        throw unreachable(request, e);
      } finally {
        if (!open) {
          close(answer);
          budget.leave();
        }
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        provider + " redirects more than " + MOST_REDIRECTS + " times from " + show(first));
  }

  private static void close(@Nullable WireAnswer answer) {
    if (answer != null) {
      try {
        answer.close();
      } catch (IOException e) {
        // What was wanted of the answer is here, or the failure is told already.
        LOG.debug("closing an answer failed: {}", e.getClass().getSimpleName());
      }
    }
  }

  /** Counts what is read, and gives the place of the call free when it is closed. */
  private final class CountedBody extends FilterInputStream {

    private boolean closed;

    CountedBody(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        budget.leave();
        super.close();
      }
    }
  }

  private void count(int more) {
    bytes.add(more);
    budget.received(more, clock.instant());
  }

  /** Waits on the calling thread. */
  void pause(Duration time, WireRequest request) {
    if (time.isNegative() || time.isZero()) {
      return;
    }
    waitedNs.add(time.toNanos());
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(request, e);
    }
  }

  /** Lets nobody call before a time that the provider asked for. */
  void holdUntil(Instant instant) {
    budget.holdUntil(instant);
  }

  /** Returns the address of a request as it may be shown. */
  String show(WireRequest request) {
    return redaction.of(request.uri());
  }

  private void checkHost(WireRequest first, URI uri) {
    if (!ownHosts.test(uri)) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider
              + " leads from "
              + show(first)
              + " to the foreign host "
              + uri.getHost()
              + ", which is not followed");
    }
  }

  private void waitForTurn(WireRequest request) {
    Instant heldUntil = budget.heldUntil();
    if (heldUntil.isAfter(clock.instant())) {
      Duration held = Duration.between(clock.instant(), heldUntil);
      if (held.compareTo(settings.longestBackoff()) > 0) {
        throw new ProviderException(
            Reason.RATE_LIMITED,
            provider + " asked not to be called before " + heldUntil,
            heldUntil);
      }
      pause(held, request);
    }
    Duration wait = budget.tryBegin(provider, settings, clock.instant());
    while (!wait.isZero()) {
      pause(wait, request);
      wait = budget.tryBegin(provider, settings, clock.instant());
    }
    enter(request);
  }

  private void enter(WireRequest request) {
    long beganNs = System.nanoTime();
    try {
      if (!budget.enter(settings.longestBackoff())) {
        throw new ProviderException(
            Reason.RATE_LIMITED,
            provider
                + " is called by others: no place free within "
                + settings.longestBackoff().toSeconds()
                + " s for "
                + show(request));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(request, e);
    } finally {
      if (budget.limits().concurrency().isPresent()) {
        waitedNs.add(System.nanoTime() - beganNs);
      }
    }
  }

  private static Optional<URI> redirectTarget(WireRequest request, WireAnswer answer) {
    boolean redirects =
        switch (answer.status()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    HttpUrl from = HttpUrl.get(request.uri().toString());
    return redirects
        ? answer.header("Location").map(from::resolve).map(HttpUrl::uri)
        : Optional.empty();
  }

  /** Returns the request to follow a redirect with; keys in headers stay with the first server. */
  private WireRequest redirected(WireRequest request, int status, URI target) {
    boolean keepsMethod = status == 307 || status == 308;
    WireRequest next = keepsMethod ? request.to(target) : request.asGet(target);
    boolean sameServer =
        target.getHost().equalsIgnoreCase(request.uri().getHost())
            && target.getPort() == request.uri().getPort()
            && target.getScheme().equals(request.uri().getScheme());
    return sameServer ? next : next.without(secretHeaders);
  }

  /** Reads up to so many bytes; those that are there already are not copied once more. */
  private static byte[] read(InputStream in, int longest) throws IOException {
    byte[] first = new byte[Math.min(in.available(), longest)];
    int length = in.readNBytes(first, 0, first.length);
    byte[] rest = in.readNBytes(longest - length);
    if (rest.length == 0 && length == first.length) {
      return first;
    }
    byte[] whole = Arrays.copyOf(first, length + rest.length);
    System.arraycopy(rest, 0, whole, length, rest.length);
    return whole;
  }

  private HttpAnswer whole(WireRequest request, WireAnswer answer, int longest) throws IOException {
    byte[] body = read(answer.body(), longest);
    if (answer.body().read() >= 0) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider + " answered more than the " + longest + " bytes allowed to " + show(request));
    }
    count(body.length);
    body = redaction.of(body);
    Instant receivedAt = clock.instant();
    Duration retryAfter = RetryAfter.parse(answer.header("Retry-After").orElse(null), receivedAt);
    return new HttpAnswer(
        request.uri(), answer.status(), body, receivedAt, retryAfter, answer.headers());
  }

  private RuntimeException unreachable(WireRequest request, IOException e) {
    if (Thread.interrupted()) { // asks and clears, so that the flag can be set for the caller
      Thread.currentThread().interrupt();
      return interrupted(request, e);
    }
    String said = redaction.of(String.valueOf(e.getMessage()));
    String message =
        provider
            + " cannot be reached: "
            + e.getClass().getSimpleName()
            + " ("
            + said
            + ") at "
            + show(request);
    return new FailedAttempt(new ProviderException(Reason.UNAVAILABLE, message, e), Duration.ZERO);
  }

  private ProviderException interrupted(WireRequest request, Exception cause) {
    return new ProviderException(
        Reason.UNAVAILABLE,
        "interrupted during a call of " + provider + " at " + show(request),
        cause);
  }
}
