/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every provider over HTTP does when its server, or somebody in between, misbehaves: it ends
 * within a bounded time with the right reason, and tells nobody its key.
 */
class HttpFaultsTest {

  private static final String CANARY = "c4n4ry-SECRET-key-0123";
  private static final Instant NOW = Instant.parse("2025-03-03T15:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final WireMockServer SERVER =
      new WireMockServer(options().dynamicPort().bindAddress("localhost"));
  private static final WireMockServer FOREIGN =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  private Duration timeout = Duration.ofSeconds(5);
  private final MovableClock clock = new MovableClock(NOW.toString());
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private PrintStream standardError;

  @BeforeAll
  static void startServers() {
    SERVER.start();
    FOREIGN.start();
  }

  @AfterAll
  static void stopServers() {
    SERVER.stop();
    FOREIGN.stop();
  }

  @BeforeEach
  void start() {
    SERVER.resetAll();
    FOREIGN.resetAll();
    FOREIGN.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
    standardError = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setErr(standardError);
    assertThat(log.toString(StandardCharsets.UTF_8)).as("log").doesNotContain(CANARY);
  }

  @ParameterizedTest
  @EnumSource
  void aGoodAnswerIsTaken(HttpProvider provider) {
    answer(provider, aResponse().withBody(provider.good()));

    assertThat(problem(provider)).isEmpty();
  }

  static Stream<Arguments> brokenConnections() {
    return Stream.of(HttpProvider.values())
        .flatMap(provider -> Stream.of(Fault.values()).map(fault -> Arguments.of(provider, fault)));
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void aConnectionThatBreaksMakesItUnavailable(HttpProvider provider, Fault fault) {
    answer(provider, aResponse().withFault(fault));

    assertFails(provider, Reason.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDoesNotComeMakesItUnavailable(HttpProvider provider) {
    timeout = SHORT;
    answer(provider, aResponse().withFixedDelay(3000).withBody(provider.good()));

    assertFails(provider, Reason.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerInDribsMakesItUnavailable(HttpProvider provider) {
    timeout = SHORT;
    String padded = provider.good() + " ".repeat(200);
    answer(provider, aResponse().withBody(padded).withChunkedDribbleDelay(20, 4000));

    assertFails(provider, Reason.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsCutOffIsBadData(HttpProvider provider) {
    answer(provider, aResponse().withBody("{\"results\":[{\"t\":17410"));

    assertFails(provider, Reason.BAD_DATA, Reason.SCHEMA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void garbageIsBadData(HttpProvider provider) {
    byte[] garbage = new byte[300];
    new Random(20250303).nextBytes(garbage);
    answer(provider, aResponse().withBody(garbage));

    assertFails(provider, Reason.BAD_DATA, Reason.SCHEMA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void nothingAtAllIsBadData(HttpProvider provider) {
    answer(provider, aResponse().withBody(""));

    assertFails(provider, Reason.BAD_DATA, Reason.SCHEMA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void aPageForPeopleIsBadData(HttpProvider provider) {
    answer(
        provider,
        aResponse()
            .withHeader("Content-Type", "text/html")
            .withBody(
                "<!DOCTYPE html><html><body>Be right back, " + echo(provider) + "</body></html>"));

    assertFails(provider, Reason.BAD_DATA, Reason.SCHEMA_CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void tooManyCallsAreToldAfterRetries(HttpProvider provider) {
    answer(provider, aResponse().withStatus(429).withBody("slow down, " + echo(provider)));

    assertFails(provider, Reason.RATE_LIMITED);
    assertThat(clock.sleeps()).as("waits before the retry").isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tooManyCallsAreToldWithTheTimeToComeBack(HttpProvider provider) {
    answer(provider, aResponse().withStatus(429).withHeader("Retry-After", "7200"));

    ProviderException problem = assertFails(provider, Reason.RATE_LIMITED);

    assertThat(problem.retryAt()).contains(NOW.plusSeconds(7200));
    assertThat(clock.sleeps()).as("nobody waits for hours").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBurstOfFailuresIsOvercome(HttpProvider provider) {
    crumb(provider);
    String[] states = {Scenario.STARTED, "second", "up"};
    for (int i = 0; i < 2; i++) {
      SERVER.stubFor(
          any(anyUrl())
              .atPriority(5)
              .inScenario("burst")
              .whenScenarioStateIs(states[i])
              .willSetStateTo(states[i + 1])
              .willReturn(aResponse().withStatus(i == 0 ? 503 : 502).withBody("oops")));
    }
    SERVER.stubFor(
        any(anyUrl())
            .atPriority(5)
            .inScenario("burst")
            .whenScenarioStateIs("up")
            .willReturn(aResponse().withBody(provider.good())));

    assertThat(problem(provider)).isEmpty();
    assertThat(clock.sleeps()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void failuresWithoutEndMakeItUnavailable(HttpProvider provider) {
    answer(provider, aResponse().withStatus(503).withBody("key " + echo(provider) + " is on fire"));

    assertFails(provider, Reason.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsFollowedToAnotherHost(HttpProvider provider) {
    answer(
        provider,
        aResponse()
            .withStatus(302)
            .withHeader("Set-Cookie", "A3=" + CANARY + "; Path=/")
            .withHeader("Location", "http://127.0.0.1:" + FOREIGN.port() + "/take?all=1"));

    assertFails(provider, Reason.BAD_DATA);
    assertThat(FOREIGN.getAllServeEvents()).as("requests at the foreign host").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsFollowedInACircle(HttpProvider provider) {
    answer(provider, aResponse().withStatus(307).withHeader("Location", "/round"));

    assertFails(provider, Reason.BAD_DATA);
    assertThat(SERVER.getAllServeEvents()).hasSizeLessThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void theKeyGoesToItsOwnServer(HttpProvider provider) {
    answer(provider, aResponse().withBody(provider.good()));

    problem(provider);

    boolean sent =
        SERVER.getAllServeEvents().stream()
            .map(event -> event.getRequest())
            .anyMatch(
                request ->
                    request.getUrl().contains(CANARY)
                        || request.getHeaders().toString().contains(CANARY)
                        || request.getHeaders().toString().contains("Basic "));
    assertThat(sent)
        .as("otherwise the canary proves nothing")
        .isEqualTo(!echo(provider).equals("nothing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "YAHOO | {\"finance\":{\"result\":null,\"error\":{\"code\":\"Internal\",\"description\":\"internal error\"}}} | UNAVAILABLE",
        "YAHOO | {\"optionChain\":{\"result\":[],\"error\":null}} | UNKNOWN_SYMBOL",
        "YAHOO | Too Many Requests | RATE_LIMITED",
        "CBOE | {\"error\":\"moved\"} | SCHEMA_CHANGED",
        "ALPHA_VANTAGE | {\"Note\":\"our standard API call frequency is 5 calls per minute\"} | RATE_LIMITED",
        "ALPHA_VANTAGE | {\"Information\":\"this is a premium endpoint\"} | NOT_ENTITLED",
        "TRADING_ECONOMICS | {\"message\":\"No access to this country\"} | NOT_ENTITLED",
        "DATABENTO | {\"detail\":\"no price\"} | SCHEMA_CHANGED"
      })
  void errorsInSuccessfulAnswersHaveTheirReason(HttpProvider provider, String body, Reason reason) {
    answer(provider, aResponse().withBody(body));

    assertFails(provider, reason);
  }

  @Test
  void pagesInACircleAreFoundOut() {
    answer(
        HttpProvider.POLYGON,
        aResponse()
            .withBody(
                "{\"status\":\"OK\",\"results\":[],\"next_url\":\"" + url() + "/v3/x?c=1\"}"));

    assertFails(HttpProvider.POLYGON, Reason.BAD_DATA);
    assertThat(SERVER.getAllServeEvents()).hasSizeLessThan(5);
  }

  @Test
  void pagesWithoutEndAreFoundOut() {
    AtomicInteger page = new AtomicInteger();
    ProviderAccess endless =
        access(HttpProvider.POLYGON)
            .withHttp(HttpSettings.defaults().withRate(1 << 30, Duration.ofSeconds(1)))
            .withWire(
                network ->
                    request ->
                        new WireAnswer(
                            200,
                            Map.of(),
                            new ByteArrayInputStream(
                                ("{\"status\":\"OK\",\"results\":[],\"next_url\":\"https://foreign.example/v3/x?c="
                                        + page.incrementAndGet()
                                        + "\"}")
                                    .getBytes(StandardCharsets.UTF_8))));

    Optional<ProviderException> problem =
        assertTimeoutPreemptively(
            LONGEST,
            () -> {
              try (PolygonMarket market = PolygonMarket.of(endless)) {
                market.dividends("XYZ");
                return Optional.<ProviderException>empty();
              } catch (ProviderException e) {
                return Optional.of(e);
              }
            });

    assertThat(problem.map(ProviderException::reason)).contains(Reason.BAD_DATA);
    assertThat(page.get()).isLessThan(100_000);
  }

  private ProviderException assertFails(HttpProvider provider, Reason... oneOf) {
    Optional<ProviderException> problem = problem(provider);
    assertThat(problem).as("a failure").isPresent();
    StringWriter trace = new StringWriter();
    problem.get().printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(CANARY);
    assertThat(problem.get().reason()).as(trace.toString()).isIn((Object[]) oneOf);
    return problem.get();
  }

  /** Makes the call within a bounded time and returns how it failed. */
  private Optional<ProviderException> problem(HttpProvider provider) {
    ProviderAccess access = access(provider);
    assertThat(access.toString()).doesNotContain(CANARY);
    return assertTimeoutPreemptively(
        LONGEST,
        () -> {
          try {
            provider.call(access);
            return Optional.empty();
          } catch (ProviderException e) {
            return Optional.of(e);
          }
        });
  }

  private ProviderAccess access(HttpProvider provider) {
    return ProviderAccess.at(url())
        .withSecrets(SecretSource.of(provider.secrets(CANARY)))
        .withHttp(HttpSettings.defaults().withTimeout(timeout).withRetries(2))
        .withClock(clock)
        .withSleeper(clock);
  }

  private static void answer(HttpProvider provider, ResponseDefinitionBuilder answer) {
    crumb(provider);
    SERVER.stubFor(any(anyUrl()).atPriority(5).willReturn(answer));
  }

  /** Lets Yahoo have its cookie and crumb, so that the fault concerns the data. */
  private static void crumb(HttpProvider provider) {
    if (provider == HttpProvider.YAHOO) {
      SERVER.stubFor(any(urlPathEqualTo("/")).atPriority(1).willReturn(aResponse()));
      SERVER.stubFor(
          any(urlPathEqualTo("/v1/test/getcrumb"))
              .atPriority(1)
              .willReturn(aResponse().withBody(CANARY)));
    }
  }

  /** Returns the key, for an answer that repeats it, if the provider was given one. */
  private static String echo(HttpProvider provider) {
    return provider.hasKey() || provider == HttpProvider.YAHOO ? CANARY : "nothing";
  }

  private static URI url() {
    return URI.create("http://localhost:" + SERVER.port());
  }
}
