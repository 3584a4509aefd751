/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.Sleeper;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts forms with the key, at the rate of the settings, again if that may help, and hands out the
 * answer's body as a stream.
 *
 * <p>Stands in for {@link io.optionskit.data.http.HttpCaller}, which can neither send a key in a
 * header nor stream a body. Redirects are not followed, so that the key goes nowhere else.
 *
 * <p>May be used by several threads.
 */
final class HistoricalCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistoricalCalls.class);
  private static final int LONGEST_ERROR = 64 << 10;

  private final HttpUrl base;
  private final DatabentoKey key;
  private final HttpSettings settings;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;
  private final OkHttpClient streams;
  private final OkHttpClient answers;
  private final Deque<Instant> begun = new ArrayDeque<>();

  HistoricalCalls(
      DatabentoSettings where,
      DatabentoKey key,
      InstantSource clock,
      Sleeper sleeper,
      DoubleSupplier random) {
    HttpUrl url = HttpUrl.parse(where.baseUrl().toString());
    if (url == null) {
      throw new IllegalArgumentException("baseUrl must be an address: " + where.baseUrl());
    }
    base = url;
    this.key = key;
    settings = where.http();
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    streams =
        new OkHttpClient.Builder()
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
    answers = streams.newBuilder().callTimeout(settings.timeout()).build();
  }

  HistoricalCalls(DatabentoSettings where, DatabentoKey key, InstantSource clock) {
    this(where, key, clock, Sleeper.system(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Returns the whole answer to a form. */
  byte[] post(String method, Map<String, String> form) {
    for (int attempt = 1; ; attempt++) {
      try (Response response = send(answers, method, form)) {
        InputStream body = response.body().byteStream();
        byte[] bytes = body.readNBytes(settings.longestBody() + 1);
        if (bytes.length > settings.longestBody()) {
          throw new ProviderException(
              Reason.BAD_DATA,
              "databento answered more than the "
                  + settings.longestBody()
                  + " bytes allowed to "
                  + method);
        }
        return bytes;
      } catch (Refused refused) {
        pauseBeforeRetry(attempt, refused);
      } catch (IOException e) {
        pauseBeforeRetry(attempt, unreachable(method, e));
      }
    }
  }

  /** Returns the body of the answer to a form, which goes on until it is closed. */
  InputStream stream(String method, Map<String, String> form) {
    for (int attempt = 1; ; attempt++) {
      try {
        return send(streams, method, form).body().byteStream();
      } catch (Refused refused) {
        pauseBeforeRetry(attempt, refused);
      }
    }
  }

  @Override
  public void close() {
    streams.dispatcher().executorService().shutdown();
    streams.connectionPool().evictAll();
  }

  /** A call that failed; says whether and when another may help. */
  private static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProviderException problem;
    private final Duration retryAfter;

    Refused(ProviderException problem, Duration retryAfter) {
      super(problem);
      this.problem = problem;
      this.retryAfter = retryAfter;
    }
  }

  private Response send(OkHttpClient client, String method, Map<String, String> form) {
    waitForTurn(method);
    FormBody.Builder body = new FormBody.Builder(StandardCharsets.UTF_8);
    form.forEach(body::add);
    Request request =
        new Request.Builder()
            .url(base.newBuilder().addPathSegment("v0").addPathSegment(method).build())
            .header("Authorization", key.authorization())
            .header("User-Agent", "OptionsKit")
            .post(body.build())
            .build();
    Response response;
    try {
      response = client.newCall(request).execute();
    } catch (IOException e) {
      throw unreachable(method, e);
    }
    if (response.isSuccessful()) {
      String warning = response.header("X-Warning");
      if (warning != null) {
        LOG.warn("databento warns about {}: {}", method, DatabentoErrors.shown(warning, key));
      }
      return response;
    }
    try (response) {
      throw refused(method, response);
    }
  }

  private Refused refused(String method, Response response) {
    int status = response.code();
    if (status < 400) {
      return new Refused(
          new ProviderException(
              Reason.BAD_DATA,
              "databento answered "
                  + status
                  + " to "
                  + method
                  + ", which is neither data nor an error; redirects are not followed"),
          Duration.ZERO);
    }
    String body;
    try {
      body =
          new String(
              response.body().byteStream().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    } catch (IOException e) {
      body = "";
    }
    return new Refused(
        DatabentoErrors.of(
            method, status, body, Optional.ofNullable(response.header("request-id")), key),
        retryAfter(response.header("Retry-After", "")));
  }

  private static Duration retryAfter(String header) {
    return header.strip().matches("[0-9]{1,7}")
        ? Duration.ofSeconds(Long.parseLong(header.strip()))
        : Duration.ZERO;
  }

  private Refused unreachable(String method, IOException e) {
    if (Thread.interrupted()) { // asks and clears, so that the flag can be set for the caller
      Thread.currentThread().interrupt();
      throw interrupted(method, e);
    }
    return new Refused(
        new ProviderException(
            Reason.UNAVAILABLE,
            key.redact(
                "databento cannot be reached for "
                    + method
                    + ": "
                    + e.getClass().getSimpleName()
                    + " ("
                    + e.getMessage()
                    + ")"),
            e),
        Duration.ZERO);
  }

  private void pauseBeforeRetry(int attempt, Refused refused) {
    ProviderException problem = refused.problem;
    if (!problem.retryable()
        || attempt > settings.retries()
        || refused.retryAfter.compareTo(settings.longestBackoff()) > 0) {
      throw problem;
    }
    double longestMs = settings.longestBackoff().toMillis();
    double doubledMs = Math.scalb((double) settings.firstBackoff().toMillis(), attempt - 1);
    long variedMs = (long) Math.min(longestMs, doubledMs * (0.5 + random.getAsDouble()));
    pause(Duration.ofMillis(Math.max(variedMs, refused.retryAfter.toMillis())), "retry");
  }

  private void waitForTurn(String method) {
    Duration wait = tryBegin();
    while (!wait.isZero()) {
      pause(wait, method);
      wait = tryBegin();
    }
  }

  /** Takes a place in the sliding window if one is free, else tells how long to wait. */
  private synchronized Duration tryBegin() {
    Instant now = clock.instant();
    begun.removeIf(instant -> !instant.plus(settings.period()).isAfter(now));
    if (begun.size() < settings.calls()) {
      begun.addLast(now);
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, begun.getFirst().plus(settings.period()));
    return wait.compareTo(settings.period()) > 0 ? settings.period() : wait;
  }

  private void pause(Duration time, String method) {
    if (time.isZero() || time.isNegative()) {
      return;
    }
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(method, e);
    }
  }

  private static ProviderException interrupted(String method, Exception cause) {
    return new ProviderException(
        Reason.UNAVAILABLE, "interrupted during a call of databento's " + method, cause);
  }
}
