/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallerTest {

  private static final String CANARY = "c4n4ry/SECRET=key";

  private final MovableClock clock = new MovableClock("2025-03-03T15:00:00Z");
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("localhost"));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void givesBodyStatusAndReceiveTime() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("nothing here")));

    HttpAnswer answer = caller(settings()).get(uri("/a"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("nothing here");
    assertThat(answer.receivedAt()).isEqualTo(clock.instant());
  }

  @Test
  void introducesItself() {
    server.stubFor(any(anyUrl()).willReturn(aResponse()));

    builder(settings()).userAgent("Somebody/1").build().get(uri("/a"));

    assertThat(server.getAllServeEvents().get(0).getRequest().getHeader("User-Agent"))
        .isEqualTo("Somebody/1");
  }

  @Test
  void waitsForItsPlaceInTheRateAndMeasuresTheWait() {
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
    HttpCaller caller = caller(settings().withRate(2, Duration.ofSeconds(60)));

    for (int i = 0; i < 5; i++) {
      caller.get(uri("/a"));
    }

    assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
    assertThat(caller.usage().waited()).isEqualTo(Duration.ofSeconds(120));
    assertThat(caller.usage().calls()).isEqualTo(5);
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
    HttpCaller caller =
        builder(settings().withRate(1, Duration.ofSeconds(60)))
            .sleeper(
                time -> {
                  throw new InterruptedException();
                })
            .build();
    caller.get(uri("/a"));

    ProviderException problem = problemOf(caller, "/a");

    assertThat(Thread.interrupted()).as("the flag is kept for the caller").isTrue();
    assertThat(problem.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(problem).hasMessageContaining("interrupted");
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Nested
  class WhenTheServerIsDown {

    @Test
    void repeatsAfterABurstOfFailuresWithDoublingBackoff() {
      answerInTurn(status(503), status(500), status(502), aResponse().withBody("ok"));
      HttpCaller caller = caller(settings());

      HttpAnswer answer = caller.get(uri("/a"));

      assertThat(answer.text()).isEqualTo("ok");
      assertThat(clock.sleeps())
          .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
      assertThat(caller.usage().retries()).isEqualTo(3);
      assertThat(caller.usage().failures()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.999})
    void variesTheBackoffByHalf(double random) {
      answerInTurn(status(503), aResponse());

      builder(settings()).random(() -> random).build().get(uri("/a"));

      assertThat(clock.sleeps()).containsExactly(Duration.ofMillis((long) (500 * (0.5 + random))));
    }

    @Test
    void givesUpAfterTheRetries() {
      server.stubFor(any(anyUrl()).willReturn(status(503)));

      ProviderException problem = problemOf(caller(settings().withRetries(2)), "/a");

      assertThat(problem.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(problem.retryable()).isTrue();
      assertThat(problem).hasMessageContaining("503").hasMessageContaining("/a");
      assertThat(server.getAllServeEvents()).hasSize(3);
    }

    @Test
    void isLeftAloneAfterFiveFailuresInARowUntilOneTrialSucceeds() {
      server.stubFor(any(anyUrl()).willReturn(status(500)));
      HttpCaller caller = caller(settings().withRetries(0));
      for (int i = 0; i < 5; i++) {
        problemOf(caller, "/a");
      }
      assertThat(problemOf(caller, "/a")).hasMessageContaining("left alone");
      assertThat(server.getAllServeEvents()).hasSize(5);

      clock.move(Duration.ofSeconds(61));
      problemOf(caller, "/a");
      assertThat(server.getAllServeEvents()).as("one trial").hasSize(6);
      assertThat(problemOf(caller, "/a")).hasMessageContaining("left alone");

      clock.move(Duration.ofSeconds(61));
      server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("up again")));
      assertThat(caller.get(uri("/a")).text()).isEqualTo("up again");
      assertThat(caller.get(uri("/a")).text()).isEqualTo("up again");
    }

    @Test
    void isStillCalledIfFailuresAreNotInARow() {
      answerInTurn(
          status(500),
          status(500),
          status(500),
          status(500),
          aResponse(),
          status(500),
          aResponse());
      HttpCaller caller = caller(settings().withRetries(0));
      for (int i = 0; i < 4; i++) {
        problemOf(caller, "/a");
      }

      caller.get(uri("/a"));
      problemOf(caller, "/a");

      assertThat(caller.get(uri("/a")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isUnavailableWhenConnectionsBreak(Fault fault) {
      server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
      HttpCaller caller = caller(settings().withRetries(1));

      ProviderException problem = problemOf(caller, "/a");

      assertThat(problem.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(caller.usage().calls()).isEqualTo(2);
    }

    @Test
    void recoversFromABrokenConnection() {
      answerInTurn(
          aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), aResponse().withBody("ok"));

      assertThat(caller(settings()).get(uri("/a")).text()).isEqualTo("ok");
    }

    @Test
    void isUnavailableIfItTakesTooLong() {
      server.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));
      HttpCaller caller = caller(settings().withTimeout(Duration.ofMillis(100)).withRetries(0));

      ProviderException problem = problemOf(caller, "/a");

      assertThat(problem.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void isUnavailableIfItAnswersInDribs() {
      server.stubFor(
          any(anyUrl())
              .willReturn(aResponse().withBody("0123456789").withChunkedDribbleDelay(10, 5_000)));
      HttpCaller caller = caller(settings().withTimeout(Duration.ofMillis(200)).withRetries(0));

      assertThat(problemOf(caller, "/a").reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void isUnavailableIfItStopsBeforeTheEndOfTheBody() throws Exception {
      try (ServerSocket cutting = new ServerSocket(0)) {
        Thread thread =
            new Thread(
                () ->
                    answerAndHangUp(
                        cutting, "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{\"half\":"));
        thread.start();
        HttpCaller caller = caller(settings().withRetries(0));

        assertThatThrownBy(
                () -> caller.get(URI.create("http://localhost:" + cutting.getLocalPort() + "/a")))
            .isInstanceOfSatisfying(
                ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        thread.join();
      }
    }

    @Test
    void isUnavailableIfNobodyListens() throws Exception {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      HttpCaller caller = caller(settings().withRetries(0));

      assertThatThrownBy(() -> caller.get(URI.create("http://localhost:" + port + "/a")))
          .isInstanceOfSatisfying(
              ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }

  @Nested
  class WhenItAsksForFewerCalls {

    @Test
    void waitsAsLongAsItAsks() {
      answerInTurn(status(429).withHeader("Retry-After", "7"), aResponse().withBody("ok"));

      assertThat(caller(settings()).get(uri("/a")).text()).isEqualTo("ok");

      assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void backsOffIfItDoesNotSayHowLong() {
      answerInTurn(status(429), aResponse().withBody("ok"));

      assertThat(caller(settings()).get(uri("/a")).text()).isEqualTo("ok");

      assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void doesNotWaitForHoursButSaysWhenToComeBack() {
      answerInTurn(status(429).withHeader("Retry-After", "7200"), aResponse().withBody("ok"));
      HttpCaller caller = caller(settings());

      ProviderException first = problemOf(caller, "/a");
      ProviderException second = problemOf(caller, "/b");

      assertThat(first.reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(first).hasMessageContaining("2025-03-03T17:00:00Z");
      assertThat(second.reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(second).hasMessageContaining("2025-03-03T17:00:00Z");
      assertThat(server.getAllServeEvents()).as("calls made").hasSize(1);

      clock.move(Duration.ofHours(2));
      assertThat(caller.get(uri("/b")).text()).isEqualTo("ok");
    }

    @Test
    void isRateLimitedIfItNeverStops() {
      server.stubFor(any(anyUrl()).willReturn(status(429)));

      ProviderException problem = problemOf(caller(settings().withRetries(1)), "/a");

      assertThat(problem.reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(problem.retryable()).isTrue();
    }
  }

  @Nested
  class WhenItRedirects {

    @Test
    void followsOnItsOwnHost() {
      server.stubFor(get("/a").willReturn(status(302).withHeader("Location", "/b?x=1")));
      server.stubFor(get("/b?x=1").willReturn(aResponse().withBody("there")));

      HttpAnswer answer = caller(settings()).get(uri("/a"));

      assertThat(answer.text()).isEqualTo("there");
      assertThat(answer.uri().getPath()).isEqualTo("/b");
    }

    @Test
    void followsToNoForeignHostAndTellsItNoSecret() {
      WireMockServer foreign = new WireMockServer(options().dynamicPort());
      foreign.start();
      try {
        foreign.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.stubFor(
            get(urlPathEqualTo("/a"))
                .willReturn(
                    status(302)
                        .withHeader("Set-Cookie", "session=abcdefgh")
                        .withHeader("Location", "http://127.0.0.1:" + foreign.port() + "/steal")));

        ProviderException problem =
            problemOf(
                caller(settings()), "/a?key=" + CANARY.replace("/", "%2F").replace("=", "%3D"));

        assertThat(problem.reason()).isEqualTo(Reason.BAD_DATA);
        assertThat(problem).hasMessageContaining("foreign host 127.0.0.1");
        assertThat(stackTrace(problem)).doesNotContain("c4n4ry");
        assertThat(foreign.getAllServeEvents()).isEmpty();
      } finally {
        foreign.stop();
      }
    }

    @Test
    void givesUpOnALoop() {
      server.stubFor(any(anyUrl()).willReturn(status(302).withHeader("Location", "/a")));

      ProviderException problem = problemOf(caller(settings()), "/a");

      assertThat(problem.reason()).isEqualTo(Reason.BAD_DATA);
      assertThat(problem).hasMessageContaining("redirects more than");
    }

    @Test
    void turnsAPostIntoAGetUnlessToldOtherwise() {
      server.stubFor(
          any(urlPathEqualTo("/form")).willReturn(status(302).withHeader("Location", "/done")));
      server.stubFor(any(urlPathEqualTo("/done")).willReturn(aResponse().withBody("thanks")));

      HttpAnswer answer = caller(settings()).post(uri("/form"), Map.of("a", "b c"));

      assertThat(answer.text()).isEqualTo("thanks");
      server.verify(getRequestedFor(urlPathEqualTo("/done")));
    }
  }

  @Test
  void sendsCookiesBackToWhereTheyCameFrom() {
    server.stubFor(
        get("/set")
            .willReturn(aResponse().withHeader("Set-Cookie", "A3=d12345; Path=/; HttpOnly")));
    server.stubFor(get("/use").willReturn(aResponse()));
    HttpCaller caller = caller(settings());

    caller.get(uri("/set"));
    caller.get(uri("/use"));
    caller.clearCookies();
    caller.get(uri("/use"));

    List<String> sent =
        server.getAllServeEvents().stream()
            .map(event -> String.valueOf(event.getRequest().getHeader("Cookie")))
            .toList();
    assertThat(sent).containsExactly("null", "A3=d12345", "null"); // latest first
  }

  @Test
  void refusesAnAnswerWithoutEnd() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("x".repeat(2_000))));
    HttpCaller caller = caller(settings().withLongestBody(1_000));

    ProviderException problem = problemOf(caller, "/a");

    assertThat(problem.reason()).isEqualTo(Reason.BAD_DATA);
    assertThat(problem).hasMessageContaining("1000 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void tellsNoSecretInAnyFailure(int status) {
    server.stubFor(any(anyUrl()).willReturn(status(status)));
    HttpCaller caller = caller(settings().withRetries(0));

    ProviderException problem = problemOf(caller, "/a?key=c4n4ry%2FSECRET%3Dkey&b=1");

    assertThat(problem).hasMessageContaining("key=***").hasMessageContaining("b=1");
    assertThat(stackTrace(problem)).doesNotContain("c4n4ry");
    assertThat(caller.redact("your key " + CANARY + " is invalid"))
        .isEqualTo("your key *** is invalid");
  }

  @Test
  void triesOnceAndTakesEveryStatusIfAskedTo() {
    server.stubFor(any(anyUrl()).willReturn(status(502)));

    assertThat(caller(settings()).tryGet(uri("/a")).status()).isEqualTo(502);
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Test
  void refusesAddressesThatAreNotHttp() {
    assertThatThrownBy(() -> caller(settings()).get(URI.create("file:///etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http");
  }

  private HttpSettings settings() {
    return HttpSettings.defaults().withTimeout(Duration.ofSeconds(5));
  }

  private HttpCaller caller(HttpSettings settings) {
    return builder(settings).build();
  }

  private HttpCaller.Builder builder(HttpSettings settings) {
    return HttpCaller.builder("example", settings, clock)
        .sleeper(clock)
        .random(() -> 0.5)
        .ownHosts(uri -> uri.getHost().equals("localhost"))
        .secretParameters(Set.of("key"));
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  private ProviderException problemOf(HttpCaller caller, String path) {
    ProviderException problem =
        catchThrowableOfType(ProviderException.class, () -> caller.get(uri(path)));
    assertThat(problem).as("problem of %s", path).isNotNull();
    return problem;
  }

  private void answerInTurn(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      server.stubFor(
          any(anyUrl())
              .inScenario("turns")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
              .willSetStateTo("turn " + Math.min(i + 1, answers.length - 1))
              .willReturn(answers[i]));
    }
  }

  private static ResponseDefinitionBuilder status(int status) {
    return aResponse().withStatus(status);
  }

  private static void answerAndHangUp(ServerSocket listener, String answer) {
    try (Socket socket = listener.accept()) {
      socket.getInputStream().read(new byte[1_024]);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stackTrace(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
