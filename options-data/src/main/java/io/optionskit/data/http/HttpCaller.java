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
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.FormBody;
import okhttp3.HttpUrl;

/**
 * Calls one provider: at its rate, with retries, and not at all while it is down.
 *
 * <p>A call waits for its place in the rate limit and for {@code Retry-After}; interrupting the
 * thread ends the wait. Broken connections, time-outs, status 408, 429 and 5xx are retried with a
 * doubling, varied backoff. Every other status is an answer, for the caller to judge. After some
 * failures in a row no call is made for a while. Who gets an address that is being got already
 * shares its answer. Redirects are followed on the provider's own hosts only, so that neither
 * cookies nor keys in an address reach anybody else; secrets appear in no message.
 *
 * <p>May be used by several threads, which share rate limit and state.
 */
public final class HttpCaller implements AutoCloseable {

  private static final int LONGEST_WORDS = 200;

  private final String provider;
  private final HttpSettings settings;
  private final DoubleSupplier random;
  private final IntPredicate isFailure;
  private final Redaction redaction;
  private final MemoryCookies cookies;
  private final Map<String, String> headers = new TreeMap<>();
  private final Network network;
  private final Wire streams;
  private final Exchange exchange;
  private final Function<HttpAnswer, Optional<ProviderException>> judge;
  private final InFlight inFlight = new InFlight();
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final LongAdder retries = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final InstantSource clock;
  private volatile Optional<ProviderException> lastFailure = Optional.empty();
  private volatile Instant openUntil = Instant.MIN;

  private HttpCaller(Builder builder) {
    provider = builder.provider;
    settings = builder.settings;
    clock = builder.clock;
    random = builder.random;
    isFailure = builder.isFailure;
    redaction = new Redaction(builder.secretParameters);
    cookies = new MemoryCookies(redaction);
    network = new Network(settings.timeout(), cookies);
    streams = builder.wire.apply(network.streams());
    exchange = new Exchange(builder, redaction, builder.wire.apply(network));
    judge = builder.judge;
    builder.secrets.forEach(redaction::addKey);
    headers.put("User-Agent", builder.userAgent);
    headers.putAll(builder.secretHeaders);
    for (String value : builder.secretHeaders.values()) {
      redaction.addKey(value);
      redaction.addKey(value.substring(value.indexOf(' ') + 1)); // the key after "Bearer"
    }
    retry =
        Retry.of(
            provider,
            RetryConfig.custom()
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
   * @return the answer, of any status but 408, 429 and 5xx; its body may be shared with others
   * @throws ProviderException {@code UNAVAILABLE} if the provider is down, too slow or left alone
   *     after failures, or the thread is interrupted; {@code RATE_LIMITED} if it has had too many
   *     calls; {@code BAD_DATA} if it leads to a foreign host or answers without end
   */
  public HttpAnswer get(URI uri) {
    WireRequest request = requestOf("GET", uri);
    return inFlight.share(
        request.uri().toString(), () -> call(request), () -> exchange.show(request));
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
   * @return the answer, of any status but 408, 429 and 5xx
   * @throws ProviderException as {@link #get(URI)}
   */
  public HttpAnswer post(URI uri, Map<String, String> form) {
    return call(formOf(uri, form));
  }

  /**
   * Posts a form and hands out the answer while it comes. Retries end when it begins; a status that
   * is a failure is judged before.
   *
   * @param uri address on a host of the provider
   * @param form names and values of the fields; those with the name of a secret parameter are
   *     secrets
   * @return the answer, of any status but 408, 429 and 5xx; to be closed
   * @throws ProviderException as {@link #get(URI)}
   */
  public HttpStream postForStream(URI uri, Map<String, String> form) {
    WireRequest request = formOf(uri, form);
    return retried(request, () -> exchange.stream(request, streams, isFailure, this::throwFailure));
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
        exchange.calls(),
        exchange.callsToday(),
        retries.sum(),
        failures.sum(),
        inFlight.shared(),
        exchange.bytes(),
        network.bytes(),
        exchange.waited());
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

  private WireRequest formOf(URI uri, Map<String, String> fields) {
    FormBody.Builder body = new FormBody.Builder(StandardCharsets.UTF_8);
    fields.forEach(body::add);
    redaction.addSecretsOf(fields);
    FormBody form = body.build();
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
    return retried(
        request,
        () -> {
          HttpAnswer answer = exchange.send(request);
          if (isFailure.test(answer.status())) {
            throwFailure(request, answer);
          }
          return answer;
        });
  }

  private <T> T retried(WireRequest request, Supplier<T> sending) {
    Retry.AsyncContext<Object> attempts = retry.asyncContext();
    while (true) {
      try {
        T answer = attempt(sending);
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

  private <T> T attempt(Supplier<T> sending) {
    if (!breaker.tryAcquirePermission()) {
      throw leftAlone();
    }
    try {
      T answer = sending.get();
      breaker.onSuccess(0, TimeUnit.NANOSECONDS);
      return answer;
    } catch (FailedAttempt failed) {
      lastFailure = Optional.of(failed.problem());
      breaker.onError(0, TimeUnit.NANOSECONDS, failed);
      if (breaker.getState() == CircuitBreaker.State.OPEN) {
        openUntil = clock.instant().plus(settings.openFor());
      }
      throw failed;
    } catch (RuntimeException e) {
      breaker.releasePermission(); // says nothing about whether the provider is up
      throw e;
    }
  }

  private ProviderException leftAlone() {
    boolean limited =
        lastFailure.filter(problem -> problem.reason() == Reason.RATE_LIMITED).isPresent();
    String message =
        provider
            + " is left alone for "
            + settings.openFor().toSeconds()
            + " s after "
            + settings.failuresToOpen()
            + " failures in a row"
            + lastFailure.map(problem -> "; the last: " + problem.getMessage()).orElse("");
    Instant until = openUntil.equals(Instant.MIN) ? clock.instant() : openUntil;
    return new ProviderException(
        limited ? Reason.RATE_LIMITED : Reason.UNAVAILABLE, message, until);
  }

  /** Throws what an answer that counts as a failure means. */
  private void throwFailure(WireRequest request, HttpAnswer answer) {
    Duration retryAfter = answer.retryAfter();
    if (!retryAfter.isZero()) {
      exchange.holdUntil(answer.receivedAt().plus(retryAfter));
    }
    throw new FailedAttempt(
        judge.apply(answer).orElseGet(() -> problemOf(request, answer)), retryAfter);
  }

  private ProviderException problemOf(WireRequest request, HttpAnswer answer) {
    Reason reason = answer.status() == 429 ? Reason.RATE_LIMITED : Reason.UNAVAILABLE;
    String message = provider + " answered " + answer.status() + " to " + exchange.show(request);
    String said = answer.isHtml() ? "a page" : "'" + shortened(redact(answer.text())) + "'";
    if (answer.body().length > 0) {
      message += " with " + said;
    }
    if (answer.retryAfter().isZero()) {
      return new ProviderException(reason, message);
    }
    Instant until = answer.receivedAt().plus(answer.retryAfter());
    return new ProviderException(
        reason, message + " and asked not to be called before " + until, until);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
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
    private IntPredicate isFailure = status -> status == 408 || status == 429 || status >= 500;
    private Function<HttpAnswer, Optional<ProviderException>> judge = answer -> Optional.empty();
    private final List<String> secrets = new ArrayList<>();
    ProviderBudget budget = ProviderBudget.of(BudgetLimits.none());
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
     * own. Without, they are 408, 429 and 500 upwards.
     *
     * @param newIsFailure says of a status whether the call failed; every other is an answer
     * @return this builder
     */
    public Builder failures(IntPredicate newIsFailure) {
      isFailure = newIsFailure;
      return this;
    }

    /**
     * Sets what reads the words of an answer that is a failure.
     *
     * @param newJudge says of such an answer what it means, empty for the meaning of its status;
     *     its message must be free of secrets
     * @return this builder
     */
    public Builder judge(Function<HttpAnswer, Optional<ProviderException>> newJudge) {
      judge = newJudge;
      return this;
    }

    /**
     * Sets what is shared with others who call the same provider.
     *
     * @param newBudget rate, calls and bytes of the day
     * @return this builder
     */
    public Builder budget(ProviderBudget newBudget) {
      budget = newBudget;
      return this;
    }

    /**
     * Adds a text that must appear in no message, such as a key that is sent in another form.
     *
     * @param secret the text
     * @return this builder
     */
    public Builder secret(String secret) {
      secrets.add(secret);
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
     * @return a new caller with its own cookies and connections, and its own rate limit unless a
     *     budget is shared
     */
    public HttpCaller build() {
      return new HttpCaller(this);
    }
  }
}
