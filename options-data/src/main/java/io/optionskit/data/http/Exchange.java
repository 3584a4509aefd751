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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

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
  private final OkHttpClient client;
  private final CallLimiter limiter;
  private final LongAdder calls = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder waitedNs = new LongAdder();
  private volatile Instant heldUntil = Instant.MIN;

  Exchange(HttpCaller.Builder builder, Redaction redaction, OkHttpClient client) {
    provider = builder.provider;
    settings = builder.settings;
    clock = builder.clock;
    sleeper = builder.sleeper;
    ownHosts = builder.ownHosts;
    this.redaction = redaction;
    this.client = client;
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
  HttpAnswer send(Request first) {
    Request request = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      checkHost(first, request.url());
      redaction.addSecretsOf(request.url());
      waitForTurn(request);
      calls.increment();
      try (Response response = client.newCall(request).execute()) {
        Optional<HttpUrl> target = redirectTarget(response);
        if (target.isEmpty()) {
          return read(request, response);
        }
        request = redirected(request, response.code(), target.get());
      } catch (IOException e) {
        throw unreachable(request, e);
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        provider + " redirects more than " + MOST_REDIRECTS + " times from " + show(first));
  }

  /** Waits on the calling thread. */
  void pause(Duration time, Request request) {
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
  String show(Request request) {
    return redaction.of(request.url());
  }

  private void checkHost(Request first, HttpUrl url) {
    if (!ownHosts.test(url.uri())) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider
              + " leads from "
              + show(first)
              + " to the foreign host "
              + url.host()
              + ", which is not followed");
    }
  }

  private void waitForTurn(Request request) {
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

  private static Optional<HttpUrl> redirectTarget(Response response) {
    String location = response.header("Location");
    boolean redirects =
        switch (response.code()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    return redirects && location != null
        ? Optional.ofNullable(response.request().url().resolve(location))
        : Optional.empty();
  }

  private static Request redirected(Request request, int status, HttpUrl target) {
    Request.Builder next = request.newBuilder().url(target);
    boolean keepsMethod = status == 307 || status == 308;
    return keepsMethod ? next.build() : next.get().build();
  }

  private HttpAnswer read(Request request, Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(settings.longestBody() + 1L)) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider
              + " answered more than the "
              + settings.longestBody()
              + " bytes allowed to "
              + show(request));
    }
    byte[] body = source.readByteArray();
    bytes.add(body.length);
    Instant receivedAt = clock.instant();
    Duration retryAfter = RetryAfter.parse(response.header("Retry-After"), receivedAt);
    return new HttpAnswer(request.url().uri(), response.code(), body, receivedAt, retryAfter);
  }

  private RuntimeException unreachable(Request request, IOException e) {
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

  private ProviderException interrupted(Request request, Exception cause) {
    return new ProviderException(
        Reason.UNAVAILABLE,
        "interrupted during a call of " + provider + " at " + show(request),
        cause);
  }
}
