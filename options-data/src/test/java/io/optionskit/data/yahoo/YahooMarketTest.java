/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YahooMarketTest {

  private static final LocalDate MARCH = LocalDate.of(2025, 3, 21);
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 17);
  private static final String OPTIONS = "/v7/finance/options/XYZ";
  private static final String CHART = "/v8/finance/chart/XYZ";
  private static final String GET_CRUMB = "/v1/test/getcrumb";
  private static final Underlying XYZ = new Underlying("XYZ");

  private final MovableClock clock = new MovableClock("2025-03-03T15:00:00Z");
  private final RecordedServer server =
      RecordedServer.start().always(GET_CRUMB, 200, "abc/DEF.123");
  private final YahooSettings settings = YahooSettings.of(server.url());
  private final YahooMarket market = market(settings);

  @AfterEach
  void close() {
    market.close();
    server.close();
  }

  @Nested
  class Chains {

    @Test
    void haveQuotesWithTheTimeOfReceipt() {
      answerRow(
          "\"bid\":1.1,\"ask\":1.2000000476837158,\"lastPrice\":1.15,\"volume\":12,\"openInterest\":345,"
              + "\"lastTradeDate\":1740756600,\"impliedVolatility\":0.25,\"inTheMoney\":false");

      OptionChain chain = market.chain("XYZ", MARCH);

      OptionQuote quote = chain.findQuote(contract("XYZ250321C00100000")).orElseThrow();
      assertThat(quote.bid()).hasValue(1.1);
      assertThat(quote.ask()).hasValue(1.2);
      assertThat(quote.last()).hasValue(1.15);
      assertThat(quote.volume()).hasValue(12);
      assertThat(quote.openInterest()).hasValue(345);
      assertThat(quote.bidSize()).isEmpty();
      assertThat(quote.observation(QuoteField.BID).orElseThrow().time())
          .as("Yahoo gives no quote time")
          .isEmpty();
      Observation last = quote.observation(QuoteField.LAST).orElseThrow();
      assertThat(last.time()).contains(Instant.ofEpochSecond(1740756600));
      assertThat(last.feed().source()).isEqualTo("yahoo");
      assertThat(last.feed().delayClass()).isEqualTo(DelayClass.DELAYED);
      assertThat(quote.observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value())
          .isEqualTo(0.25);
      assertThat(chain.time()).isEqualTo(clock.instant());
      assertThat(chain.spot()).hasValue(100.05);
      assertThat(chain.tradeDate()).isEqualTo("2025-03-03");
    }

    @Test
    void showTheMarketOfTheUnderlyingsLastTrade() {
      server.always(
          OPTIONS,
          200,
          Bodies.options("XYZ", List.of(MARCH), MARCH, row(), "")
              .replace("\"quote\":{", "\"quote\":{\"regularMarketTime\":1740776403,"));

      OptionChain chain = market.chain("XYZ", MARCH);

      assertThat(chain.time()).isEqualTo("2025-02-28T21:00:03Z");
      assertThat(chain.tradeDate()).isEqualTo("2025-02-28");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "99999999999", "1750000000", "null", "{}"})
    void haveTheTimeOfReceiptIfYahooSaysNoneThatCanBe(String time) {
      server.always(
          OPTIONS,
          200,
          Bodies.options("XYZ", List.of(MARCH), MARCH, row(), "")
              .replace("\"quote\":{", "\"quote\":{\"regularMarketTime\":" + time + ","));

      assertThat(market.chain("XYZ", MARCH).time()).isEqualTo(clock.instant());
    }

    @Test
    void leaveOutWhatIsMissing() {
      answerRow("\"ask\":1.2,\"impliedVolatility\":1.0000000000000003E-5");

      ChainAnswer answer = market.answer("XYZ", MARCH);

      OptionQuote quote = answer.chain().quote(0);
      assertThat(quote.bid()).isEmpty();
      assertThat(quote.ask()).hasValue(1.2);
      assertThat(quote.last()).isEmpty();
      assertThat(quote.volume()).isEmpty();
      assertThat(quote.openInterest()).isEmpty();
      assertThat(quote.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
      assertThat(answer.report().issues())
          .isEqualTo(Map.of(quote.contract(), Set.of(QuoteIssue.IV_PLACEHOLDER)));
      assertThat(answer.report().missing()).containsEntry(QuoteField.VOLUME, 1);
    }

    @ParameterizedTest
    @CsvSource({
      "0, 0, NaN, NaN",
      "0, 0.05, NaN, 0.05",
      "0.05, 0, 0.05, NaN",
      "null, null, NaN, NaN",
      "1.5, 1.4, 1.5, 1.4"
    })
    void takeZeroAsNoQuote(String bid, String ask, double expectedBid, double expectedAsk) {
      answerRow("\"bid\":" + bid + ",\"ask\":" + ask);

      OptionChain chain = market.chain("XYZ", MARCH);

      assertThat(new double[] {chain.bid(0), chain.ask(0)})
          .isEqualTo(new double[] {expectedBid, expectedAsk});
    }

    @Test
    void takeValuesWrappedWithTheirText() {
      answerRow(
          "\"bid\":{\"raw\":1.1,\"fmt\":\"1.10\"},\"ask\":{\"raw\":1.3,\"fmt\":\"1.30\"},\"volume\":{}");

      OptionQuote quote = market.chain("XYZ", MARCH).quote(0);

      assertThat(quote.mid()).hasValue(1.2000000000000002);
      assertThat(quote.volume()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "XYZ250321C00100000 | 100 | \"bid\":-1,\"ask\":1 | MALFORMED",
          "XYZ250321C00100000 | 100 | \"bid\":\"1.1\",\"ask\":1 | MALFORMED",
          "XYZ250321C00100000 | 100 | \"bid\":1e999,\"ask\":1 | MALFORMED",
          "XYZ250321C00100000 | 100 | \"bid\":1,\"ask\":2,\"openInterest\":-4 | MALFORMED",
          "XYZ250321C00100000 | 100 | \"bid\":1,\"ask\":2,\"volume\":1.5 | MALFORMED",
          "XYZ250321C00100000 | 100 | \"bid\":1,\"ask\":2,\"lastTradeDate\":99999999999 |"
              + " MALFORMED",
          "XYZ250321C00100000 | 101 | \"bid\":1,\"ask\":2 | IDENTITY_CLASH",
          "XYZ250321P00100000 | 100 | \"bid\":1,\"ask\":2 | IDENTITY_CLASH",
          "XYZ250417C00100000 | 100 | \"bid\":1,\"ask\":2 | OTHER_EXPIRY",
          "XYZ250321 | 100 | \"bid\":1,\"ask\":2 | IMPOSSIBLE_CONTRACT",
          "XYZ250321C00100000 | 100 | \"contractSize\":\"MINI\" | NON_STANDARD",
          "ABC250321C00100000 | 100 | \"bid\":1,\"ask\":2 | OTHER_UNDERLYING"
        })
    void refuseMalformedRowsAndCountThem(
        String symbol, String strike, String rest, Refusal reason) {
      String good = Bodies.row("XYZ250321C00105000", 105, MARCH, "\"bid\":1,\"ask\":2");
      String bad =
          rest.contains("contractSize")
              ? Bodies.row(symbol, Double.parseDouble(strike), MARCH, "").replace("REGULAR", "MINI")
              : Bodies.row(symbol, Double.parseDouble(strike), MARCH, rest);
      server.always(
          OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, good + "," + bad, ""));

      ChainAnswer answer = market.answer("XYZ", MARCH);

      assertThat(answer.report().refused()).isEqualTo(Map.of(reason, 1));
      assertThat(answer.report().examples())
          .singleElement()
          .asString()
          .contains(symbol.substring(0, 3));
      assertThat(answer.chain().size()).isEqualTo(1);
    }

    @Test
    void refuseTheSecondOfTwoRowsOfOneContract() {
      String row = Bodies.row("XYZ250321C00100000", 100, MARCH, "\"bid\":1,\"ask\":2");
      server.always(
          OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row + "," + row, ""));

      assertThat(market.answer("XYZ", MARCH).report().refused())
          .isEqualTo(Map.of(Refusal.LISTED_TWICE, 1));
    }

    @Test
    void reportFieldsThatComeAndGo() {
      answerRow(
          "\"bid\":1,\"ask\":2,\"lastPrice\":1,\"lastTradeDate\":1740756600,"
              + "\"impliedVolatility\":0.2,\"delta\":0.5");

      IntakeReport report = market.answer("XYZ", MARCH).report();

      assertThat(report.unknownFields()).isEqualTo(Map.of("delta", 1));
      assertThat(report.vanishedFields()).isEmpty();
    }

    @Test
    void areEmptyForADateThatIsNoExpiry() {
      server.always(
          OPTIONS,
          200,
          Bodies.options("XYZ", List.of(MARCH, APRIL), LocalDate.of(2025, 3, 22), "", ""));

      OptionChain chain = market.chain("XYZ", LocalDate.of(2025, 3, 22));

      assertThat(chain.size()).isZero();
    }

    @Test
    void areEmptyForASymbolWithoutOptions() {
      server.always(OPTIONS, 200, Bodies.noOptions("XYZ"));

      assertThat(market.expirations("XYZ")).isEmpty();
      assertThat(market.chain("XYZ", MARCH).size()).isZero();
      assertThat(market.chain("XYZ", MARCH).spot()).isEmpty();
    }

    @Test
    void withoutADateAreThoseOfTheNearestExpiry() {
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH, APRIL), MARCH, row(), ""));

      assertThat(market.answer("XYZ").chain().expiries()).containsExactly(MARCH);
    }

    @Test
    void listExpiriesInOrder() {
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(APRIL, MARCH), MARCH, "", ""));

      assertThat(market.expirations("XYZ")).containsExactly(MARCH, APRIL);
    }

    @Test
    void ofTheNearestExpiryAreTakenFromTheListOfExpiriesForSomeSeconds() {
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      market.expirations("XYZ");
      market.chain("XYZ", MARCH);
      assertThat(optionRequests()).hasSize(1);

      clock.move(Duration.ofSeconds(5));
      market.chain("XYZ", MARCH);
      assertThat(optionRequests()).hasSize(2);
    }

    @Test
    void askWithTheExpiryAtMidnightUtcWhateverTheZoneOfTheMachine() {
      TimeZone before = TimeZone.getDefault();
      TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("Pacific/Kiritimati")));
      try {
        server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

        OptionChain chain = market.chain("XYZ", MARCH);

        assertThat(optionRequests()).singleElement().asString().contains("date=1742515200");
        assertThat(chain.contract(0).expiry()).isEqualTo(MARCH);
        assertThat(chain.tradeDate()).isEqualTo("2025-03-03");
      } finally {
        TimeZone.setDefault(before);
      }
    }

    @Test
    void ofAnIndexListBothOfItsRoots() {
      String am = Bodies.row("SPX250321C06000000", 6000, MARCH, "\"bid\":1,\"ask\":2");
      String pm = Bodies.row("SPXW250321C06000000", 6000, MARCH, "\"bid\":1,\"ask\":2");
      server.always(
          "/v7/finance/options/^SPX",
          200,
          Bodies.options("^SPX", List.of(MARCH), MARCH, am + "," + pm, ""));

      OptionChain chain = market.chain("SPX", MARCH);

      assertThat(chain.underlying()).isEqualTo("SPX");
      assertThat(chain.size()).isEqualTo(2);
      assertThat(chain.contract(1).root()).isEqualTo("SPXW");
    }

    @Test
    void ofAClassShareCarryItsTicker() {
      String row = Bodies.row("BRKB250321C00500000", 500, MARCH, "\"bid\":1,\"ask\":2");
      server.always(
          "/v7/finance/options/BRK-B",
          200,
          Bodies.options("BRK-B", List.of(MARCH), MARCH, row, ""));

      assertThat(market.chain("BRK.B", MARCH).contract(0).underlying()).isEqualTo("BRK.B");
    }
  }

  @Nested
  class Failures {

    @Test
    void ofAnUnknownSymbol() {
      server.always(OPTIONS, 200, Bodies.UNKNOWN);

      assertFails(Reason.UNKNOWN_SYMBOL, "XYZ", () -> market.expirations("XYZ"));
    }

    @Test
    void ofAnUnknownSymbolInACharts() {
      server.always(
          CHART,
          404,
          "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data"
              + " found, symbol may be delisted\"}}}");

      assertFails(Reason.UNKNOWN_SYMBOL, "delisted", () -> dailyBars());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "200 | <!DOCTYPE html><html><body>Will be right back</body></html> | BAD_DATA | HTML"
              + " instead of JSON",
          "200 | {\"optionChain\":{\"result\":[{\"underlyi | BAD_DATA | broken JSON",
          "200 | `` | BAD_DATA | something else than a JSON object",
          "200 | [1,2] | BAD_DATA | something else than a JSON object",
          "200 | {} {} | BAD_DATA | broken JSON",
          "200 | {\"a\":NaN} | BAD_DATA | broken JSON",
          "200 | {\"spark\":{\"result\":[]}} | SCHEMA_CHANGED | optionChain.result",
          "200 | Too Many Requests | RATE_LIMITED | Too Many Requests",
          "429 | Too Many Requests | RATE_LIMITED | 429",
          "400 | {\"finance\":{\"error\":{\"code\":\"Bad Request\",\"description\":\"no such"
              + " date\"}}} | BAD_REQUEST | no such date",
          "403 | <html>Forbidden</html> | NOT_ENTITLED | 403",
          "404 | {} | BAD_REQUEST | 404",
          "200 | {\"finance\":{\"error\":{\"code\":\"Made Up Error\",\"description\":\"I'm made"
              + " up\"}}} | BAD_DATA | I'm made up",
          "500 | oops | UNAVAILABLE | 500",
          "503 | <html></html> | UNAVAILABLE | 503"
        })
    void areNamedAfterWhatYahooSaid(int status, String body, Reason reason, String message) {
      server.always(OPTIONS, status, body);

      ProviderException problem = assertFails(reason, message, () -> market.chain("XYZ", MARCH));

      assertThat(problem)
          .hasMessageNotContaining("abc/DEF.123")
          .hasMessageNotContaining("abc%2FDEF");
    }

    @Test
    void doNotShowTheCrumbEvenIfYahooRepeatsIt() {
      server.always(
          OPTIONS,
          400,
          "{\"finance\":{\"error\":{\"code\":\"Bad\",\"description\":\"crumb abc/DEF.123 has no"
              + " rights\"}}}");

      assertFails(Reason.BAD_REQUEST, "crumb *** has no rights", () -> market.chain("XYZ", MARCH));
    }

    @Test
    void ofAnAnswerForAnotherSymbol() {
      server.always(OPTIONS, 200, Bodies.options("ABC", List.of(MARCH), MARCH, "", ""));

      assertFails(Reason.BAD_DATA, "ABC", () -> market.chain("XYZ", MARCH));
    }
  }

  @Nested
  class Crumbs {

    @Test
    void areAskedForOnceAndSentWithTheCookieTheyBelongTo() {
      server.next("/", 404, "", Map.of("Set-Cookie", "A3=cookie12; Path=/"));
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      market.expirations("XYZ");
      market.chain("XYZ", APRIL);

      assertThat(server.requests())
          .containsExactly(
              "GET /",
              "GET " + GET_CRUMB,
              "GET " + OPTIONS + "?formatted=false&lang=en-US&region=US&crumb=abc%2FDEF.123",
              "GET "
                  + OPTIONS
                  + "?formatted=false&lang=en-US&region=US&date=1744848000&crumb=abc%2FDEF.123");
      assertThat(server.cookies())
          .containsExactly("null", "A3=cookie12", "A3=cookie12", "A3=cookie12");
    }

    @Test
    void areRefreshedOnceWhenRefused() {
      server.next(GET_CRUMB, 200, "first-crumb").next(GET_CRUMB, 200, "second-crumb");
      server.next(OPTIONS, 401, Bodies.INVALID_CRUMB);
      server.next(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      assertThat(market.expirations("XYZ")).containsExactly(MARCH);
      assertThat(optionRequests())
          .satisfiesExactly(
              first -> assertThat(first).endsWith("crumb=first-crumb"),
              second -> assertThat(second).endsWith("crumb=second-crumb"));
    }

    @Test
    void areNotRefreshedForEver() {
      server.always(OPTIONS, 401, Bodies.INVALID_CRUMB);

      assertFails(Reason.NOT_ENTITLED, "Invalid Crumb", () -> market.expirations("XYZ"));
      assertThat(optionRequests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "200 | Too Many Requests | RATE_LIMITED | Too Many Requests",
          "200 | <html><body>Yahoo</body></html> | BAD_DATA | HTML page",
          "401 | {} | NOT_ENTITLED | cookie",
          "200 | not a crumb at all | BAD_DATA | no crumb",
          "429 | Too Many Requests | RATE_LIMITED | 429"
        })
    void thatAreNoneAreRecognised(int status, String body, Reason reason, String message) {
      server.next(GET_CRUMB, status, body);

      assertFails(reason, message, () -> market.expirations("XYZ"));
      assertThat(optionRequests()).isEmpty();
    }

    @Test
    void areNotAskedForAgainWhileYahooSaysThatItHasHadTooManyCalls() {
      server
          .next(GET_CRUMB, 200, "Too Many Requests\r\n")
          .next(GET_CRUMB, 200, "Too Many Requests");
      server.next(GET_CRUMB, 200, "at-last");
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));
      server.always(CHART, 200, Bodies.chart("\"indicators\":{\"quote\":[{}]}"));

      ProviderException first =
          assertFails(
              Reason.RATE_LIMITED, "not asked for one again", () -> market.expirations("XYZ"));
      int asked = server.requests().size();
      clock.move(Duration.ofSeconds(59));
      ProviderException second =
          assertFails(
              Reason.RATE_LIMITED, "not asked for one again", () -> market.expirations("XYZ"));

      assertThat(first.retryAt()).contains(Instant.parse("2025-03-03T15:01:00Z"));
      assertThat(second.retryAt()).isEqualTo(first.retryAt());
      assertThat(server.requests()).as("nobody was asked").hasSize(asked);
      assertThat(dailyBars()).as("what needs no crumb goes on").isEmpty();

      clock.move(Duration.ofSeconds(1));
      ProviderException third =
          assertFails(
              Reason.RATE_LIMITED, "not asked for one again", () -> market.expirations("XYZ"));
      assertThat(third.retryAt()).as("twice as long").contains(clock.instant().plusSeconds(120));

      clock.move(Duration.ofSeconds(120));
      assertThat(market.expirations("XYZ")).containsExactly(MARCH);
    }

    @Test
    void areLeftOutWhereTheServerHandsOutNone() {
      server.next(GET_CRUMB, 404, "no such page");
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      assertThat(market.expirations("XYZ")).containsExactly(MARCH);
      assertThat(optionRequests()).singleElement().asString().doesNotContain("crumb");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502})
    void areAskedForEvenIfTheCookieHostComplains(int status) {
      server.next("/", status, "");
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      assertThat(market.expirations("XYZ")).containsExactly(MARCH);
    }
  }

  @Nested
  class Consent {

    private static final String FORM =
        "<html><form method=\"post\"><input type=\"hidden\" name=\"csrfToken\""
            + " value=\"t0ken&amp;1\"/><input value=\"s3ss10n\" type=\"hidden\""
            + " name=\"sessionId\"><button name=\"agree\">Yes</button></form></html>";

    @Test
    void isNotGivenUnasked() {
      server.next("/", 307, "", Map.of("Location", "/consent?brandType=nonEu"));
      server.next("/consent", 302, "", Map.of("Location", "/v2/collectConsent?sessionId=s3ss10n"));
      server.always("/v2/collectConsent", 200, FORM);

      ProviderException problem =
          assertFails(Reason.NOT_ENTITLED, "withConsent()", () -> market.expirations("XYZ"));

      assertThat(problem).hasMessageNotContaining("s3ss10n");
      assertThat(server.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void isGivenIfAllowedAlongTheRecordedWay() {
      server.next(
          "/", 307, "", Map.of("Location", "/consent?brandType=nonEu", "Set-Cookie", "GUCS=aaaa"));
      server.next("/consent", 302, "", Map.of("Location", "/v2/collectConsent?sessionId=s3ss10n"));
      server.next("/v2/collectConsent", 200, FORM);
      server.next(
          "/v2/collectConsent",
          302,
          "",
          Map.of("Location", "/copyConsent?sessionId=s3ss10n", "Set-Cookie", "CFC=bbbb"));
      server.next(
          "/copyConsent",
          302,
          "",
          Map.of("Location", "/quote/AAPL?guccounter=1", "Set-Cookie", "A3=cccc; Path=/"));
      server.next("/quote/AAPL", 301, "", Map.of("Location", "/quote/AAPL/"));
      server.always("/quote/AAPL/", 200, "<html>AAPL</html>");
      server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row(), ""));

      try (YahooMarket consenting = market(settings.withConsent())) {
        assertThat(consenting.expirations("XYZ")).containsExactly(MARCH);
      }

      assertThat(server.requests())
          .contains(
              "POST /v2/collectConsent?sessionId=s3ss10n"
                  + " csrfToken=t0ken%261&sessionId=s3ss10n&agree=agree");
      assertThat(server.cookies().get(server.cookies().size() - 1)).contains("A3=cccc");
    }

    @Test
    void isAskedForWhenTheCrumbIsEmpty() {
      server.next(GET_CRUMB, 200, "");

      assertFails(Reason.NOT_ENTITLED, "consent", () -> market.expirations("XYZ"));
    }

    @Test
    void failsClearlyIfThePageHasChanged() {
      server.next("/", 302, "", Map.of("Location", "/consent"));
      server.always("/consent", 200, "<html><input name=\"other\" value=\"1\"></html>");

      try (YahooMarket consenting = market(settings.withConsent())) {
        assertFails(Reason.SCHEMA_CHANGED, "csrfToken", () -> consenting.expirations("XYZ"));
      }
    }
  }

  @Nested
  class Bars {

    @Test
    void ofADaySpanItsRegularSession() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"timestamp\":[1740580200,1740666600],\"indicators\":{\"quote\":[{\"open\":[75.0875015258789,10],"
                  + "\"high\":[76,11],\"low\":[75,9],\"close\":[75.5,10.5],\"volume\":[1000,null]}]}"));

      List<Bar> bars = dailyBars();

      assertThat(bars).hasSize(2);
      assertThat(bars.get(0).start()).isEqualTo("2025-02-26T14:30:00Z");
      assertThat(bars.get(0).end()).isEqualTo("2025-02-26T21:00:00Z");
      assertThat(bars.get(0).open()).isEqualTo(75.0875);
      assertThat(bars.get(0).volume()).isEqualTo(1000);
      assertThat(bars.get(1).volume()).isEqualTo(-1);
      assertThat(server.requests())
          .singleElement()
          .asString()
          .contains("interval=1d")
          .doesNotContain("crumb");
    }

    @Test
    void ofAnEarlyCloseEndThen() {
      server.always(
          CHART, 200, Bodies.chart("\"timestamp\":[1732890600]," + prices("10", "11", "9", "10")));

      Instant from = Instant.parse("2024-11-28T00:00:00Z");
      List<Bar> bars =
          market.bars(XYZ, Duration.ofDays(1), from, Instant.parse("2024-12-01T00:00:00Z"));

      assertThat(bars)
          .singleElement()
          .satisfies(bar -> assertThat(bar.end()).isEqualTo("2024-11-29T18:00:00Z"));
    }

    @Test
    void withoutTimesAreNone() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"indicators\":{\"quote\":[{\"open\":[1],\"high\":[1],\"low\":[1],\"close\":[1]}]}"));

      assertThat(dailyBars()).isEmpty();
    }

    @Test
    void areNoneIfYahooSaysThatDataDoNotExist() {
      server.always(
          CHART,
          400,
          "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":"
              + "\"Data doesn't exist for startDate = 1577836800, endDate = 1578009600\"}}}");

      assertThat(dailyBars()).isEmpty();
    }

    @Test
    void withMissingPricesAreLeftOut() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"timestamp\":[1740493800,1740580200,1740666600],\"indicators\":{\"quote\":[{\"open\":[10,null,10],"
                  + "\"high\":[11,null,11],\"low\":[9,null,9],\"close\":[10,null,null],\"volume\":[1,null,1]}]}"));

      assertThat(dailyBars()).hasSize(1);
    }

    @Test
    void thatAreImpossibleAreLeftOut() {
      server.always(
          CHART, 200, Bodies.chart("\"timestamp\":[1740580200]," + prices("10", "9", "8", "10")));

      assertThat(dailyBars()).isEmpty();
    }

    @Test
    void whosePricesStickOutByTheRoundingAreKept() {
      server.always(
          CHART,
          200,
          Bodies.chart("\"timestamp\":[1740580200]," + prices("10.0000001", "10", "9", "9.5")));

      assertThat(dailyBars())
          .singleElement()
          .satisfies(bar -> assertThat(bar.high()).isEqualTo(10.0000001));
    }

    @Test
    void ofAnHourEndAtTheClose() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"timestamp\":[1740688200,1740691800,1740693123],\"indicators\":{\"quote\":[{\"open\":[10,10,10],"
                  + "\"high\":[11,11,10],\"low\":[9,9,10],\"close\":[10,10,10],\"volume\":[1,1,0]}]}"));

      Instant from = Instant.parse("2025-02-27T00:00:00Z");
      List<Bar> bars = market.bars(XYZ, Duration.ofHours(1), from, clock.instant());

      assertThat(bars).extracting(Bar::end).containsExactly(Instant.parse("2025-02-27T21:00:00Z"));
    }

    @Test
    void inProgressAreLeftOut() {
      server.always(
          CHART, 200, Bodies.chart("\"timestamp\":[1741012200]," + prices("10", "11", "9", "10")));

      assertThat(
              market.bars(
                  XYZ, Duration.ofDays(1), Instant.EPOCH, clock.instant().plusSeconds(86_400)))
          .isEmpty();
    }

    @Test
    void outsideTheSpanAreLeftOut() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"timestamp\":[1740580200,1740666600],\"indicators\":{\"quote\":[{\"open\":[10,10],"
                  + "\"high\":[11,11],\"low\":[9,9],\"close\":[10,10],\"volume\":[1,1]}]}"));

      Instant firstEnd = Instant.parse("2025-02-26T21:00:00Z");
      Instant secondEnd = Instant.parse("2025-02-27T21:00:00Z");

      assertThat(market.bars(XYZ, Duration.ofDays(1), firstEnd, secondEnd)).hasSize(1);
      assertThat(
              market.bars(XYZ, Duration.ofDays(1), firstEnd.minusNanos(1), secondEnd.minusNanos(1)))
          .hasSize(1);
    }

    @Test
    void withColumnsOfAnotherLengthAreBroken() {
      server.always(
          CHART,
          200,
          Bodies.chart(
              "\"timestamp\":[1740580200],\"indicators\":{\"quote\":[{\"open\":[10,10],"
                  + "\"high\":[11],\"low\":[9],\"close\":[10],\"volume\":[1]}]}"));

      assertFails(Reason.BAD_DATA, "values of open", () -> dailyBars());
    }

    @Test
    void ofOtherLengthsAreNotOffered() {
      assertFails(
          Reason.UNSUPPORTED,
          "PT7M",
          () -> market.bars(XYZ, Duration.ofMinutes(7), Instant.EPOCH, clock.instant()));
      assertThat(server.requests()).isEmpty();
    }

    @Test
    void ofAContractAreAskedForByItsSymbol() {
      OptionContract contract = contract("XYZ250321C00100000");
      server.always(
          "/v8/finance/chart/XYZ250321C00100000",
          200,
          Bodies.chart("\"timestamp\":[1740580200]," + prices("1", "2", "0.5", "1.5"))
              .replace("\"symbol\":\"XYZ\"", "\"symbol\":\"XYZ250321C00100000\""));

      assertThat(market.bars(contract, Duration.ofDays(1), Instant.EPOCH, clock.instant()))
          .singleElement()
          .satisfies(bar -> assertThat(bar.asset()).isEqualTo(contract));
    }

    @Test
    void ofAnotherSymbolOrLengthThanAskedForAreNoAnswer() {
      String body = Bodies.chart("\"timestamp\":[1740580200]," + prices("1", "2", "0.5", "1.5"));
      server.always("/v8/finance/chart/QQQ", 200, body);
      server.always(
          CHART, 200, body.replace("\"symbol\"", "\"dataGranularity\":\"1d\",\"symbol\""));

      assertFails(
          Reason.BAD_DATA,
          "those of XYZ",
          () ->
              market.bars(
                  new Underlying("QQQ"), Duration.ofDays(1), Instant.EPOCH, clock.instant()));
      assertFails(
          Reason.BAD_DATA,
          "those of XYZ of 1d",
          () -> market.bars(XYZ, Duration.ofHours(1), Instant.EPOCH, clock.instant()));
    }

    private String prices(String open, String high, String low, String close) {
      return "\"indicators\":{\"quote\":[{\"open\":[%s],\"high\":[%s],\"low\":[%s],\"close\":[%s],\"volume\":[5]}]}"
          .formatted(open, high, low, close);
    }
  }

  @Nested
  class Events {

    private static final String SUMMARY = "/v10/finance/quoteSummary/XYZ";
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);

    @Test
    void ofACertainDateHaveItsTimeAndHowItStandsToTrading() {
      answerCalendar("[1746044100]", false); // 2025-04-30 16:15 in New York
      YahooEvents events = market.events(List.of("XYZ"));
      events.read();

      assertThat(events.events(FIRST, LAST, clock.instant()))
          .containsExactly(
              new CalendarEvent(
                  "EARNINGS",
                  "XYZ",
                  LocalDate.of(2025, 4, 30),
                  CalendarEvent.Timing.AFTER_CLOSE,
                  Optional.of(Instant.ofEpochSecond(1746044100)),
                  clock.instant()));
    }

    @Test
    void ofAnEstimateAreTheFirstAndTheLastPossibleDay() {
      answerCalendar("[{\"raw\":1746010740,\"fmt\":\"2025-04-30\"},1746446400]", true);
      YahooEvents events = market.events(List.of("XYZ"));
      events.read();

      List<CalendarEvent> known = events.events(FIRST, LAST, clock.instant());

      assertThat(known).extracting(CalendarEvent::type).containsOnly("EARNINGS_ESTIMATE");
      assertThat(known)
          .extracting(CalendarEvent::date)
          .containsExactly(LocalDate.of(2025, 4, 30), LocalDate.of(2025, 5, 5));
      assertThat(known).allMatch(event -> event.time().isEmpty());
      assertThat(events.events(LocalDate.of(2025, 5, 1), LAST, clock.instant())).hasSize(1);
    }

    @Test
    void areNotKnownBeforeTheyWereRead() {
      answerCalendar("[1746044100]", false);
      YahooEvents events = market.events(List.of("XYZ"));
      Instant before = clock.instant();
      clock.move(Duration.ofSeconds(1));

      assertThat(events.events(FIRST, LAST, before)).isEmpty();
      assertThat(events.events(FIRST, LAST, clock.instant())).hasSize(1);
    }

    @Test
    void keepTheFormTheyHadBeforeTheyChanged() {
      answerCalendar("[1746010740,1746446400]", true);
      YahooEvents events = market.events(List.of("XYZ"));
      Instant early = clock.instant();
      events.read();
      clock.move(Duration.ofHours(6));
      answerCalendar("[1746044100]", false);

      assertThat(events.events(FIRST, LAST, clock.instant())).hasSize(1);
      assertThat(events.events(FIRST, LAST, early)).hasSize(2);
      assertThat(server.requests().stream().filter(request -> request.contains("quoteSummary")))
          .as("read at first and after six hours")
          .hasSize(2);
    }

    @Test
    void ofACompanyWithoutThemAreNone() {
      server.always(
          SUMMARY,
          404,
          "{\"quoteSummary\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":"
              + "\"No fundamentals data found for any of the summaryTypes=calendarEvents\"}}}");
      YahooEvents events = market.events(List.of("XYZ"));

      assertThat(events.events(FIRST, LAST, clock.instant())).isEmpty();
      assertThat(market.results("XYZ")).isEmpty();
    }

    @Test
    void ofAnUnknownCompanyFail() {
      server.always(
          SUMMARY,
          404,
          "{\"quoteSummary\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":"
              + "\"Quote not found for symbol: XYZ\"}}}");

      assertFails(Reason.UNKNOWN_SYMBOL, "XYZ", () -> market.results("XYZ"));
    }

    @Test
    void resultsOfQuartersNotReportedHaveNoFigure() {
      server.always(
          SUMMARY,
          200,
          "{\"quoteSummary\":{\"result\":[{\"earningsHistory\":{\"history\":[{\"epsActual\":{},"
              + "\"epsEstimate\":{\"raw\":0.132,\"fmt\":\"0.13\"},\"quarter\":{\"raw\":1735603200,"
              + "\"fmt\":\"2024-12-31\"},\"currency\":\"TRY\",\"period\":\"-1q\"}]}}],\"error\":null}}");

      assertThat(market.results("XYZ"))
          .containsExactly(
              new EarningsResult(
                  "XYZ",
                  LocalDate.of(2024, 12, 31),
                  OptionalDouble.empty(),
                  OptionalDouble.of(0.132),
                  "TRY",
                  clock.instant()));
    }

    private void answerCalendar(String dates, boolean estimate) {
      server.replace(
          SUMMARY,
          "{\"quoteSummary\":{\"result\":[{\"calendarEvents\":{\"maxAge\":1,\"earnings\":{\"earningsDate\":"
              + dates
              + ",\"earningsCallDate\":[],\"isEarningsDateEstimate\":"
              + estimate
              + "}}}],\"error\":null}}");
    }
  }

  @Test
  void keepsToItsOwnHosts() {
    URI local = server.url();
    assertThat(settings.isOwn(local, local.resolve("/x"))).isTrue();
    assertThat(settings.isOwn(local, URI.create("https://query1.finance.yahoo.com/"))).isFalse();
    URI home = YahooMarket.HOME;
    YahooSettings real = YahooSettings.of(home);
    assertThat(real.isOwn(home, URI.create("https://consent.yahoo.com/v2"))).isTrue();
    assertThat(real.isOwn(home, URI.create("http://consent.yahoo.com/v2"))).isFalse();
    assertThat(real.isOwn(home, URI.create("https://yahoo.com.example/"))).isFalse();
    assertThat(real.isOwn(home, URI.create("https://evilyahoo.com/"))).isFalse();
  }

  private YahooMarket market(YahooSettings of) {
    return YahooMarket.of(
        ProviderAccess.at(server.url())
            .withHttp(HttpSettings.defaults().withRetries(0))
            .withClock(clock)
            .withSleeper(clock),
        of);
  }

  private void answerRow(String rest) {
    String row = Bodies.row("XYZ250321C00100000", 100, MARCH, rest);
    server.always(OPTIONS, 200, Bodies.options("XYZ", List.of(MARCH), MARCH, row, ""));
  }

  private static String row() {
    return Bodies.row("XYZ250321C00100000", 100, MARCH, "\"bid\":1,\"ask\":2");
  }

  private static OptionContract contract(String symbol) {
    return OptionContract.parse(symbol);
  }

  private List<Bar> dailyBars() {
    return market.bars(
        XYZ, Duration.ofDays(1), Instant.parse("2025-02-20T00:00:00Z"), clock.instant());
  }

  private List<String> optionRequests() {
    return server.requests().stream()
        .filter(request -> request.contains("/v7/finance/options/"))
        .toList();
  }

  private static ProviderException assertFails(Reason reason, String message, Callable<?> call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call::call);
    assertThat(Optional.ofNullable(problem)).as("a failure").isPresent();
    assertThat(problem.reason()).as(problem.getMessage()).isEqualTo(reason);
    assertThat(problem).hasMessageContaining(message);
    return problem;
  }
}
