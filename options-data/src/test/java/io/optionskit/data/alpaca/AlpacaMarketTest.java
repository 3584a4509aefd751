/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlpacaMarketTest {

  private static final String CANARY = "canary-secret-0123456789";
  private static final String CHAIN = "/v1beta1/options/snapshots/AAPL";
  private static final LocalDate MAY = LocalDate.of(2024, 5, 3);
  private static final String PUT =
      """
      "AAPL240503P00155000":{"greeks":{"delta":-0.0696,"gamma":0.0124,"rho":-0.0023,"theta":-0.1011,
       "vega":0.0314},"impliedVolatility":0.4584,
       "latestQuote":{"ap":0.35,"as":119,"ax":"W","bp":0.32,"bs":73,"bx":"N","c":"A",
        "t":"2024-04-25T20:00:00.259610112Z"},
       "latestTrade":{"c":"I","p":0.34,"s":1,"t":"2024-04-25T19:58:16.034908416Z","x":"N"},
       "dailyBar":{"t":"2024-04-25T04:00:00Z","o":1,"h":1,"l":1,"c":1,"v":17,"n":2,"vw":1}}""";

  private final MovableClock clock = new MovableClock("2024-04-25T20:15:00Z");
  private final List<WireRequest> sent = new ArrayList<>();
  private RecordedServer server;
  private ProviderAccess access;
  private AlpacaMarket market;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    access =
        ProviderAccess.at(server.url())
            .withClock(clock)
            .withSecrets(name -> Optional.of(Secret.of(CANARY + name)))
            .withWire(
                network ->
                    request -> {
                      sent.add(request);
                      return network.send(request);
                    })
            .withHttp(HttpSettings.defaults().withRetries(0));
    market = AlpacaMarket.of(access);
  }

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void valuesAreInOurUnitsWithTheirOwnTimesAndMarkedAsIndicative() {
    serve(PUT);

    ChainAnswer answer = market.answer("AAPL", MAY);
    OptionQuote put = answer.chain().quote(0);

    assertThat(put.bid()).hasValue(0.32);
    assertThat(put.askSize()).hasValue(119);
    assertThat(put.volume()).hasValue(17);
    assertThat(put.openInterest()).as("only with the contracts").isEmpty();
    assertThat(value(put, QuoteField.VEGA)).isCloseTo(3.14, Offset.offset(1e-9));
    assertThat(value(put, QuoteField.RHO)).isCloseTo(-0.23, Offset.offset(1e-9));
    assertThat(value(put, QuoteField.THETA)).isCloseTo(-0.1011 * 365, Offset.offset(1e-9));
    assertThat(put.observation(QuoteField.BID).orElseThrow().feed().delayClass())
        .isEqualTo(DelayClass.INDICATIVE);
    assertThat(put.observation(QuoteField.BID).orElseThrow().time())
        .contains(Instant.parse("2024-04-25T20:00:00.259610112Z"));
    assertThat(put.observation(QuoteField.DELTA).orElseThrow().time()).isEmpty();
    assertThat(answer.chain().time()).isEqualTo("2024-04-25T20:00:00.259610112Z");
    assertThat(answer.chain().spot()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
    assertThat(server.requests())
        .containsExactly("GET " + CHAIN + "?expiration_date=2024-05-03&feed=indicative&limit=1000");
  }

  @Test
  void theSubscribedFeedIsThatOfNow() {
    serve(PUT);
    try (AlpacaMarket subscribed = AlpacaMarket.of(access, OptionFeed.OPRA, StockFeed.SIP)) {
      assertThat(subscribed.answer("AAPL").chain().provenance().feeds().get(0).delayClass())
          .isEqualTo(DelayClass.REAL_TIME);
    }
    assertThat(server.requests().get(0)).contains("feed=opra");
  }

  @Test
  void blocksThatAreLeftOutAndVolumesOfAnotherDayAreMissing() {
    serve(
        "\"SPXW240503P04925000\":{},"
            + PUT.replace("2024-04-25T04:00:00Z", "2024-04-24T04:00:00Z"));
    server.always("/v1beta1/options/snapshots/SPX", 200, page("\"SPXW240503P04925000\":{}", ""));

    ChainAnswer bare = market.answer("SPX");

    assertThat(bare.chain().quote(0).contract().underlying()).isEqualTo("SPX");
    assertThat(bare.chain().quote(0).bid()).isEmpty();
    assertThat(bare.chain().sourceColumns()).isEmpty();
    assertThat(market.answer("AAPL").chain().quote(0).volume()).isEmpty();
    assertThat(market.answer("AAPL").report().refused())
        .isEqualTo(Map.of(Refusal.OTHER_UNDERLYING, 1));
  }

  @Test
  void aPutWithThePositiveDeltaOfACallIsFlagged() {
    serve(PUT.replace("-0.0696", "0.6743"));

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.report().issues().values())
        .containsExactly(Set.of(QuoteIssue.GREEKS_OUT_OF_RANGE));
    assertThat(value(answer.chain().quote(0), QuoteField.DELTA)).as("as given").isEqualTo(0.6743);
  }

  @Test
  void rowsThatCannotBeAreRefusedAndTheOthersKept() {
    serve(
        PUT
            + ","
            + PUT.replace("P00155000", "P000155000")
            + ","
            + PUT.replace("240503", "240510")
            + ","
            + PUT.replace("P00155000", "P00160000").replace("0.32", "-0.32")
            + ","
            + PUT.replace("P00155000", "P00165000").replace("2024-04-25T20:00:00", "yesterday")
            + ","
            + PUT.replace("P00155000", "P00170000").replace("2024-04-25T20:00", "2024-05-25T20:00")
            + ","
            + PUT.replace("P00155000", "P00175000").replace("0.4584", "\"n/a\""));

    ChainAnswer answer = market.answer("AAPL", MAY);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(Refusal.IMPOSSIBLE_CONTRACT, 1, Refusal.OTHER_EXPIRY, 1, Refusal.MALFORMED, 4));
  }

  @Test
  void theYearOneIsNoTimeAndTimesOutOfAllBoundsAreRefused() {
    serve(
        PUT.replace("2024-04-25T20:00:00.259610112Z", "0001-01-01T00:00:00Z")
            + ","
            + PUT.replace("P00155000", "P00160000")
                .replace("2024-04-25T20:00:00.259610112Z", "0231-01-01T00:00:00Z"));

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.chain().quote(0).observation(QuoteField.BID).orElseThrow().time()).isEmpty();
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.MALFORMED, 1));
  }

  @Test
  void anEmptyPageWithATokenIsNotTheLast() {
    server
        .next(CHAIN, 200, page("", "one"))
        .next(CHAIN, 200, page("", "two=&"))
        .next(CHAIN, 200, page(PUT, ""));

    assertThat(market.answer("AAPL").chain().size()).isEqualTo(1);
    assertThat(server.requests().get(2)).contains("page_token=two%3D%26");
  }

  @Test
  void aPageThatComesAgainEndsTheAnswerWhichIsNotComplete() {
    server.always(CHAIN, 200, page(PUT, "again"));

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().complete()).isFalse();
    assertThat(failure(() -> market.chain("AAPL", LocalDate.of(2024, 5, 3))))
        .isEqualTo(Reason.BAD_DATA);
  }

  @Test
  void pagesInACircleAreBadData() {
    server
        .next(CHAIN, 200, page(PUT, "two"))
        .next(CHAIN, 200, page("", "three"))
        .next(CHAIN, 200, page(PUT, "two"));

    assertThat(failure(() -> market.answer("AAPL"))).isEqualTo(Reason.BAD_DATA);
  }

  @Test
  void anEmptyChainOfAKnownStockIsNoErrorAndOfAnUnknownOneIs() {
    server.always(CHAIN, 200, page("", ""));
    server.always("/v1beta1/options/snapshots/NOSUCH", 200, "{\"snapshots\":null}");
    server.always("/v2/stocks/trades/latest", 200, "{\"trades\":{\"AAPL\":{}}}");

    assertThat(market.answer("AAPL").chain().size()).isZero();
    assertThat(failure(() -> market.answer("NOSUCH"))).isEqualTo(Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void refusalsHaveTheirReasonsAndNeverShowAKey() {
    assertRefusal(
        403, "{\"message\":\"forbidden. " + CANARY + "ALPACA_API_SECRET\"}", Reason.NOT_ENTITLED);
    assertRefusal(403, "{\"code\":40310000,\"message\":\"no\"}", Reason.NOT_ENTITLED);
    assertRefusal(401, "unauthorized", Reason.NOT_ENTITLED);
    assertRefusal(422, "{\"code\":42210000,\"message\":\"bad limit\"}", Reason.BAD_REQUEST);
    assertRefusal(400, "{\"message\":\"invalid symbol: 1\"}", Reason.UNKNOWN_SYMBOL);
    assertRefusal(429, "{\"message\":\"too many requests.\"}", Reason.RATE_LIMITED);
    assertRefusal(503, "<html>down</html>", Reason.UNAVAILABLE);
    assertRefusal(200, "<html>maintenance</html>", Reason.BAD_DATA);
    assertRefusal(200, "{\"snapshots\":{", Reason.BAD_DATA);
    assertRefusal(200, "[]", Reason.SCHEMA_CHANGED);
    assertRefusal(200, "{\"contracts\":{}}", Reason.SCHEMA_CHANGED);
    assertRefusal(200, "{\"snapshots\":{},\"currency\":\"JPY\"}", Reason.BAD_DATA);
  }

  @Test
  void bothKeysAreInHeadersAndNotInTheAddress() {
    serve(PUT);

    market.answer("AAPL");

    assertThat(sent.get(0).headers())
        .containsEntry("APCA-API-KEY-ID", CANARY + "ALPACA_API_KEY")
        .containsEntry("APCA-API-SECRET-KEY", CANARY + "ALPACA_API_SECRET");
    assertThat(sent.get(0).uri().toString()).doesNotContain(CANARY);
  }

  @Test
  void barsEndWithinTheSpanAndDaysHaveTheHoursOfTheirSession() {
    server.always(
        "/v2/stocks/bars",
        200,
        """
        {"bars":{"AAPL":[
          {"t":"2024-04-23T04:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9,"n":1,"vw":1},
          {"t":"2024-04-24T04:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9,"n":1,"vw":1},
          {"t":"2024-04-27T04:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9,"n":1,"vw":1},
          {"t":"2024-04-25T04:00:00Z","o":1,"h":0.5,"l":1,"c":2,"v":9,"n":1,"vw":1}],
          "TSLA":[{"t":"2024-04-24T04:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9}]},
         "next_page_token":null}""");

    RowsAnswer<Bar> answer =
        market.barsAnswer(
            new Underlying("AAPL"),
            Duration.ofDays(1),
            Instant.parse("2024-04-23T20:00:00Z"),
            Instant.parse("2024-04-25T20:00:00Z"));

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.rows().get(0).end()).isEqualTo("2024-04-24T20:00:00Z");
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(Refusal.MALFORMED, 2, Refusal.OTHER_UNDERLYING, 1, Refusal.OTHER_TIME, 1));
    assertThat(server.requests().get(0))
        .contains("adjustment=raw")
        .contains("timeframe=1Day")
        .contains("start=2024-04-23T04%3A00%3A00Z");
  }

  @Test
  void whatAlpacaHasNotIsSaid() {
    Instant now = clock.instant();

    assertThat(failure(() -> market.bars(new Underlying("SPX"), Duration.ofHours(1), now, now)))
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(
            failure(
                () ->
                    market.bars(
                        new Underlying("AAPL"), Duration.ofMinutes(90), now.minusSeconds(1), now)))
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void theConditionIsATextForOptionsAndAListForStocks() {
    server.always(
        "/v1beta1/options/trades/latest",
        200,
        "{\"trades\":{\"AAPL240503P00155000\":{\"c\":\"g\",\"p\":0.4,\"s\":1,\"t\":\"2024-04-25T19:00:00Z\",\"x\":\"C\"},"
            + "\"XYZ\":{}}}");
    server.always(
        "/v2/stocks/trades/latest",
        200,
        "{\"trades\":{\"AAPL\":{\"c\":[\"@\",\" \"],\"p\":160,\"s\":100,\"t\":\"2024-04-25T19:00:00Z\",\"x\":\"V\",\"i\":1,\"z\":\"C\"}}}");
    List<Asset> assets =
        List.of(OptionContract.parse("AAPL240503P00155000"), new Underlying("AAPL"));

    RowsAnswer<TradeEvent> answer = market.latestTrades(assets);

    assertThat(answer.rows())
        .extracting(TradeEvent::conditions)
        .containsExactly(List.of("g"), List.of("@"));
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.OTHER_UNDERLYING, 1));
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void aSideThatNobodyQuotesIsMissing() {
    server.always(
        "/v2/stocks/quotes/latest",
        200,
        "{\"quotes\":{\"AAPL\":{\"ap\":0,\"as\":0,\"bp\":160.5,\"bs\":2,\"c\":[\"R\"],\"t\":\"2024-04-25T19:00:00Z\"}}}");

    QuoteEvent quote = market.latestQuotes(List.of(new Underlying("AAPL"))).rows().get(0);

    assertThat(quote.quote().ask()).isEmpty();
    assertThat(quote.quote().askSize()).isEmpty();
    assertThat(quote.quote().bidSize()).hasValue(2);
  }

  private void assertRefusal(int status, String body, Reason reason) {
    String ticker = "Q" + sent.size();
    server.always("/v1beta1/options/snapshots/" + ticker, status, body);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answer(ticker))
        .matches(e -> e.reason() == reason, status + " " + body)
        .matches(e -> !String.valueOf(e).contains(CANARY), "shows no key");
  }

  private static Reason failure(ThrowingCallable call) {
    return catchThrowableOfType(ProviderException.class, call).reason();
  }

  private void serve(String rows) {
    server.always(CHAIN, 200, page(rows, ""));
  }

  private static String page(String rows, String token) {
    return "{\"snapshots\":{"
        + rows
        + "},\"next_page_token\":"
        + (token.isEmpty() ? "null" : "\"" + token + "\"")
        + "}";
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }
}
