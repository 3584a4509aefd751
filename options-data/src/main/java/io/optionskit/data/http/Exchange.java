/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * One request and its answer: waits for its place in the rate, follows redirects on own hosts,
 * reads the body up to a limit.
 */
final class Exchange {

  private static final int MOST_REDIRECTS = 8;

  private final String provider;
  private final HttpSettings settings;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Predicate<URI> ownHosts;
  private final Redaction redaction;
  private final Wire wire;
  private final Set<String> secretHeaders;
  private final CallLimiter limiter;
  private final LongAdder calls = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder waitedNs = new LongAdder();
  private volatile Instant heldUntil = Instant.MIN;

  Exchange(HttpCaller.Builder builder, Redaction redaction, Wire wire) {
    provider = builder.provider;
    settings = builder.settings;
    clock = builder.clock;
    sleeper = builder.sleeper;
    ownHosts = builder.ownHosts;
    this.redaction = redaction;
    this.wire = wire;
    secretHeaders = Set.copyOf(builder.secretHeaders.keySet());
    limiter = new CallLimiter(settings.calls(), settings.period(), clock);
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

  /**
   * Sends a request.
   *
   * @throws FailedAttempt if the connection broke or the call took too long
   * @throws ProviderException if the thread was interrupted, a foreign host came into play or the
   *     answer is too large
   */
  HttpAnswer send(WireRequest first) {
    WireRequest request = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      checkHost(first, request.uri());
      redaction.addSecretsOf(request.uri());
      waitForTurn(request);
      calls.increment();
      try (WireAnswer answer = wire.send(request)) {
        Optional<URI> target = redirectTarget(request, answer);
        if (target.isEmpty()) {
          return read(request, answer);
        }
        request = redirected(request, answer.status(), target.get());
      } catch (IOException e) {
        throw unreachable(request, e);
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        provider + " redirects more than " + MOST_REDIRECTS + " times from " + show(first));
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
    if (instant.isAfter(heldUntil)) {
      heldUntil = instant;
    }
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
    Duration held = Duration.between(clock.instant(), heldUntil);
    if (held.compareTo(settings.longestBackoff()) > 0) {
      throw new ProviderException(
          Reason.RATE_LIMITED, provider + " asked not to be called before " + heldUntil);
    }
    pause(held, request);
    Duration wait = limiter.tryBegin();
    while (!wait.isZero()) {
      pause(wait, request);
      wait = limiter.tryBegin();
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

  private HttpAnswer read(WireRequest request, WireAnswer answer) throws IOException {
    byte[] body = answer.body().readNBytes(settings.longestBody());
    if (answer.body().read() >= 0) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider
              + " answered more than the "
              + settings.longestBody()
              + " bytes allowed to "
              + show(request));
    }
    bytes.add(body.length);
    Instant receivedAt = clock.instant();
    Duration retryAfter = RetryAfter.parse(answer.header("Retry-After").orElse(null), receivedAt);
    return new HttpAnswer(request.uri(), answer.status(), body, receivedAt, retryAfter);
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
