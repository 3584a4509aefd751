/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.FormBody;
import okhttp3.HttpUrl;

/**
 * Calls one provider: at its rate, with retries, and not at all while it is down.
 *
 * <p>A call waits for its place in the rate limit and for {@code Retry-After}; interrupting the
 * thread ends the wait. Broken connections, time-outs, status 429 and 5xx are retried with a
 * doubling, varied backoff. Every other status is an answer, for the caller to judge. After some
 * failures in a row no call is made for a while. Redirects are followed on the provider's own hosts
 * only, so that neither cookies nor keys in an address reach anybody else; secrets appear in no
 * message.
 *
 * <p>May be used by several threads, which share rate limit and state.
 */
public final class HttpCaller implements AutoCloseable {

  private final String provider;
  private final HttpSettings settings;
  private final DoubleSupplier random;
  private final IntPredicate isFailure;
  private final Redaction redaction;
  private final MemoryCookies cookies;
  private final Map<String, String> headers = new TreeMap<>();
  private final Network network;
  private final Exchange exchange;
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final LongAdder retries = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private HttpCaller(Builder builder) {
    provider = builder.provider;
    settings = builder.settings;
    random = builder.random;
    isFailure = builder.isFailure;
    redaction = new Redaction(builder.secretParameters);
    cookies = new MemoryCookies(redaction);
    network = new Network(settings.timeout(), cookies);
    exchange = new Exchange(builder, redaction, builder.wire.apply(network));
    headers.put("User-Agent", builder.userAgent);
    headers.putAll(builder.secretHeaders);
    for (String value : builder.secretHeaders.values()) {
      redaction.addKey(value);
      redaction.addKey(value.substring(value.indexOf(' ') + 1)); // the key after "Bearer"
    }
    retry =
        Retry.of(
            provider,
            RetryConfig.<HttpAnswer>custom()
                .maxAttempts(settings.retries() + 1)
                .retryOnException(this::mayHelp)
                .intervalBiFunction((attempt, outcome) -> waitMs(attempt, outcome.getLeft()))
                .build());
    breaker =
        CircuitBreaker.of(
            provider,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.failuresToOpen())
                .minimumNumberOfCalls(settings.failuresToOpen())
                .failureRateThreshold(100)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(builder.clock.withZone(ZoneOffset.UTC))
                .build());
  }

  /**
   * Returns a builder.
   *
   * @param provider name of the provider in messages
   * @param settings rate, retries and limits
   * @param clock source of receive times, and of the time in which rates are counted
   * @return builder of a caller that waits in real time and takes every host as its own
   */
  public static Builder builder(String provider, HttpSettings settings, InstantSource clock) {
    return new Builder(provider, settings, clock);
  }

  /**
   * Gets an address.
   *
   * @param uri address on a host of the provider
   * @return the answer, of any status but 429 and 5xx
   * @throws ProviderException {@code UNAVAILABLE} if the provider is down, too slow or left alone
   *     after failures, or the thread is interrupted; {@code RATE_LIMITED} if it has had too many
   *     calls; {@code BAD_DATA} if it leads to a foreign host or answers without end
   */
  public HttpAnswer get(URI uri) {
    return call(requestOf("GET", uri));
  }

  /**
   * Gets an address once: without retry, and every status is an answer. For calls whose failure is
   * normal.
   *
   * @param uri address on a host of the provider
   * @return the answer, of any status
   * @throws ProviderException as {@link #get(URI)}
   */
  public HttpAnswer tryGet(URI uri) {
    try {
      return exchange.send(requestOf("GET", uri));
    } catch (FailedAttempt failed) {
      failures.increment();
      throw failed.problem();
    }
  }

  /**
   * Posts a form.
   *
   * @param uri address on a host of the provider
   * @param form names and values of the fields; those with the name of a secret parameter are
   *     secrets
   * @return the answer, of any status but 429 and 5xx
   * @throws ProviderException as {@link #get(URI)}
   */
  public HttpAnswer post(URI uri, Map<String, String> form) {
    FormBody.Builder body = new FormBody.Builder();
    form.forEach(body::add);
    redaction.addSecretsOf(form);
    return call(formOf(uri, body.build()));
  }

  /** Forgets all cookies. */
  public void clearCookies() {
    cookies.clear();
  }

  /**
   * Returns a text without the secrets known to this caller.
   *
   * @param text any text, such as a piece of an answer
   * @return the text with each secret replaced by {@code ***}
   */
  public String redact(String text) {
    return redaction.of(text);
  }

  /**
   * Returns what was done so far.
   *
   * @return counts since this caller was made
   */
  public HttpUsage usage() {
    return new HttpUsage(
        exchange.calls(), retries.sum(), failures.sum(), exchange.bytes(), exchange.waited());
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    network.close();
  }

  private WireRequest requestOf(String method, URI uri) {
    HttpUrl url = HttpUrl.parse(uri.toString());
    if (url == null) {
      throw new IllegalArgumentException(
          "address must be http or https: " + redact(uri.toString()));
    }
    return new WireRequest(method, url.uri(), headers, new byte[0], redaction::of);
  }

  private WireRequest formOf(URI uri, FormBody form) {
    WireRequest request = requestOf("POST", uri);
    Map<String, String> withType = new TreeMap<>(request.headers());
    withType.put("Content-Type", "application/x-www-form-urlencoded");
    String text =
        IntStream.range(0, form.size())
            .mapToObj(field -> form.encodedName(field) + "=" + form.encodedValue(field))
            .collect(Collectors.joining("&"));
    return new WireRequest(
        "POST", request.uri(), withType, text.getBytes(StandardCharsets.US_ASCII), redaction::of);
  }

  private HttpAnswer call(WireRequest request) {
    Retry.AsyncContext<HttpAnswer> attempts = retry.asyncContext();
    while (true) {
      try {
        HttpAnswer answer = attempt(request);
        attempts.onComplete();
        return answer;
      } catch (FailedAttempt failed) {
        failures.increment();
        long waitMs = attempts.onError(failed);
        if (waitMs < 0) {
          throw failed.problem();
        }
        exchange.pause(Duration.ofMillis(waitMs), request);
        retries.increment();
      }
    }
  }

  private HttpAnswer attempt(WireRequest request) {
    if (!breaker.tryAcquirePermission()) {
      throw new ProviderException(
          Reason.UNAVAILABLE,
          provider
              + " is left alone for "
              + settings.openFor().toSeconds()
              + " s after "
              + settings.failuresToOpen()
              + " failures in a row");
    }
    try {
      HttpAnswer answer = exchange.send(request);
      checkStatus(request, answer);
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      return answer;
    } catch (FailedAttempt failed) {
      breaker.onError(0, TimeUnit.NANOSECONDS, failed);
      throw failed;
    } catch (RuntimeException e) {
      breaker.releasePermission(); // says nothing about whether the provider is up
      throw e;
    }
  }

  private void checkStatus(WireRequest request, HttpAnswer answer) {
    int status = answer.status();
    if (!isFailure.test(status)) {
      return;
    }
    Duration retryAfter = answer.retryAfter();
    String message = provider + " answered " + status + " to " + exchange.show(request);
    if (!retryAfter.isZero()) {
      exchange.holdUntil(answer.receivedAt().plus(retryAfter));
      message += " and asked not to be called before " + answer.receivedAt().plus(retryAfter);
    }
    Reason reason = status == 429 ? Reason.RATE_LIMITED : Reason.UNAVAILABLE;
    throw new FailedAttempt(new ProviderException(reason, message), retryAfter);
  }

  private boolean mayHelp(Throwable problem) {
    return problem instanceof FailedAttempt failed
        && failed.retryAfter().compareTo(settings.longestBackoff()) <= 0;
  }

  private long waitMs(int attempt, Throwable problem) {
    double longestMs = settings.longestBackoff().toMillis();
    double doubled = Math.scalb((double) settings.firstBackoff().toMillis(), attempt - 1);
    double varied = Math.min(longestMs, doubled * (0.5 + random.getAsDouble()));
    long askedMs = problem instanceof FailedAttempt failed ? failed.retryAfter().toMillis() : 0;
    return Math.max((long) varied, askedMs);
  }

  /** Collects the parts of a caller. Not safe for use by several threads. */
  public static final class Builder {

    final String provider;
    final HttpSettings settings;
    final InstantSource clock;
    Sleeper sleeper = Sleeper.system();
    Predicate<URI> ownHosts = uri -> true;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private IntPredicate isFailure = status -> status == 429 || status >= 500;
    private String userAgent = "OptionsKit";
    private Set<String> secretParameters = Set.of();
    final Map<String, String> secretHeaders = new TreeMap<>();
    private UnaryOperator<Wire> wire = UnaryOperator.identity();

    private Builder(String provider, HttpSettings settings, InstantSource clock) {
      this.provider = provider;
      this.settings = settings;
      this.clock = clock;
    }

    /**
     * Sets how waits are done.
     *
     * @param newSleeper called for every wait
     * @return this builder
     */
    public Builder sleeper(Sleeper newSleeper) {
      sleeper = newSleeper;
      return this;
    }

    /**
     * Sets what varies the backoff.
     *
     * @param newRandom gives numbers from 0 to below 1; may be called from several threads
     * @return this builder
     */
    public Builder random(DoubleSupplier newRandom) {
      random = newRandom;
      return this;
    }

    /**
     * Sets which hosts belong to the provider; no other is called or followed to.
     *
     * @param newOwnHosts says of an address whether it is the provider's
     * @return this builder
     */
    public Builder ownHosts(Predicate<URI> newOwnHosts) {
      ownHosts = newOwnHosts;
      return this;
    }

    /**
     * Sets which statuses are failures that a retry may help, for providers with statuses of their
     * own. Without, they are 429 and 500 upwards.
     *
     * @param newIsFailure says of a status whether the call failed; every other is an answer
     * @return this builder
     */
    public Builder failures(IntPredicate newIsFailure) {
      isFailure = newIsFailure;
      return this;
    }

    /**
     * Sets how the library introduces itself.
     *
     * @param newUserAgent value of the {@code User-Agent} header
     * @return this builder
     */
    public Builder userAgent(String newUserAgent) {
      userAgent = newUserAgent;
      return this;
    }

    /**
     * Sets the query parameters and fields of forms whose values are secrets.
     *
     * @param names names of parameters
     * @return this builder
     */
    public Builder secretParameters(Set<String> names) {
      secretParameters = Set.copyOf(names);
      return this;
    }

    /**
     * Sets a header that carries a secret. It is sent to the provider's own hosts, and left out
     * when a redirect leads from one of them to another.
     *
     * @param name name of the header
     * @param value its value, a secret
     * @return this builder
     */
    public Builder secretHeader(String name, String value) {
      secretHeaders.put(name, value);
      return this;
    }

    /**
     * Sets what requests go through in place of the network.
     *
     * @param newWire makes it of the network, which it may use or not
     * @return this builder
     */
    public Builder wire(UnaryOperator<Wire> newWire) {
      wire = newWire;
      return this;
    }

    /**
     * Returns the caller.
     *
     * @return a new caller with its own rate limit, cookies and connections
     */
    public HttpCaller build() {
      return new HttpCaller(this);
    }
  }
}
