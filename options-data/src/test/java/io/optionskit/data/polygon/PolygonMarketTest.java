/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

class PolygonMarketTest {

  private static final String CANARY = "canary-key-0123456789";
  private static final String CHAIN = "/v3/snapshot/options/AAPL";
  private static final LocalDate JUNE = LocalDate.of(2023, 6, 16);
  private static final String CALL =
      """
      {"break_even_price":179.075,
       "day":{"close":29,"last_updated":1651204800000000000,"volume":8},
       "details":{"contract_type":"call","exercise_style":"american","expiration_date":"2023-06-16",
        "shares_per_contract":100,"strike_price":150,"ticker":"O:AAPL230616C00150000"},
       "greeks":{"delta":0.6436,"gamma":0.0061,"theta":-0.0282,"vega":0.6381},
       "implied_volatility":0.357,
       "last_quote":{"ask":29.25,"ask_size":209,"bid":28.9,"bid_size":294,
        "last_updated":1651254260800059648,"midpoint":29.075,"timeframe":"REAL-TIME"},
       "last_trade":{"price":29.25,"sip_timestamp":1651250000000000000,"size":1,"timeframe":"REAL-TIME"},
       "open_interest":8133,
       "underlying_asset":{"last_updated":1651254263172073152,"price":159.9606,"ticker":"AAPL",
        "timeframe":"DELAYED"}}""";
  private static final String BARE =
      """
      {"day":{},"details":{"contract_type":"put","exercise_style":"american",
        "expiration_date":"2023-06-16","shares_per_contract":100,"strike_price":150.5,
        "ticker":"O:AAPL230616P00150500"},
       "underlying_asset":{"ticker":"AAPL"}}""";

  private final MovableClock clock = new MovableClock("2022-04-29T17:45:00Z");
  private final List<WireRequest> sent = new ArrayList<>();
  private RecordedServer server;
  private PolygonMarket market;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    market =
        PolygonMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withSecrets(
                    name ->
                        name.equals("POLYGON_API_KEY")
                            ? Optional.of(Secret.of(CANARY))
                            : Optional.empty())
                .withWire(
                    network ->
                        request -> {
                          sent.add(request);
                          return network.send(request);
                        })
                .withHttp(HttpSettings.defaults().withRetries(0)));
  }

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void valuesAreInOurUnitsWithTheirOwnTimes() {
    serve(CALL);

    ChainAnswer answer = market.answer("AAPL", JUNE);
    OptionQuote call = answer.chain().quote(0);

    assertThat(call.bid()).hasValue(28.9);
    assertThat(call.askSize()).hasValue(209);
    assertThat(call.openInterest()).hasValue(8133);
    assertThat(call.volume()).hasValue(8);
    assertThat(value(call, QuoteField.VEGA)).isCloseTo(63.81, Offset.offset(1e-9));
    assertThat(value(call, QuoteField.THETA)).isCloseTo(-0.0282 * 365, Offset.offset(1e-9));
    assertThat(call.observation(QuoteField.RHO)).as("Polygon has none").isEmpty();
    assertThat(call.observation(QuoteField.BID).orElseThrow().time())
        .contains(Instant.parse("2022-04-29T17:44:20.800059648Z"));
    assertThat(call.observation(QuoteField.LAST).orElseThrow().time())
        .contains(Instant.parse("2022-04-29T16:33:20Z"));
    assertThat(answer.chain().time()).isEqualTo("2022-04-29T17:44:23.172073152Z");
    assertThat(answer.chain().tradeDate()).isEqualTo("2022-04-29");
    assertThat(answer.chain().spot()).hasValue(159.9606);
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void anOptionOfNowOnADelayedStockHasDelayedGreeks() {
    serve(CALL);

    OptionQuote call = market.answer("AAPL", JUNE).chain().quote(0);

    assertThat(delay(call, QuoteField.BID)).isEqualTo(DelayClass.REAL_TIME);
    assertThat(delay(call, QuoteField.LAST)).isEqualTo(DelayClass.REAL_TIME);
    assertThat(delay(call, QuoteField.DELTA)).isEqualTo(DelayClass.DELAYED);
    assertThat(delay(call, QuoteField.IMPLIED_VOLATILITY)).isEqualTo(DelayClass.DELAYED);
  }

  @Test
  void blocksThatAreLeftOutAreMissing() {
    serve(BARE);

    ChainAnswer answer = market.answer("AAPL", JUNE);
    OptionQuote put = answer.chain().quote(0);

    assertThat(put.bid()).isEmpty();
    assertThat(put.last()).isEmpty();
    assertThat(put.volume()).isEmpty();
    assertThat(put.openInterest()).isEmpty();
    assertThat(put.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
    assertThat(answer.chain().sourceColumns()).isEmpty();
    assertThat(answer.chain().spot()).isEmpty();
    assertThat(answer.report().missing().get(QuoteField.DELTA)).isEqualTo(1);
    assertThat(answer.chain().time()).as("nothing says when").isEqualTo(clock.instant());
  }

  @Test
  void zerosThatMeanNobodyQuotesAreMissing() {
    serve(CALL.replace("28.9", "0").replace("\"bid_size\":294", "\"bid_size\":0"));

    OptionQuote call = market.answer("AAPL", JUNE).chain().quote(0);

    assertThat(call.bid()).isEmpty();
    assertThat(call.bidSize()).isEmpty();
    assertThat(call.ask()).hasValue(29.25);
  }

  @Test
  void theVolumeOfAnEarlierDayIsNotThatOfTheSession() {
    serve(CALL.replace("1651204800000000000", "1651118400000000000"));

    assertThat(market.answer("AAPL", JUNE).chain().quote(0).volume()).isEmpty();
  }

  @Test
  void anIndexHasAValueInPlaceOfAPrice() {
    String row =
        CALL.replace("AAPL230616C00150000", "SPXW230616C00150000")
            .replace(
                "\"price\":159.9606,\"ticker\":\"AAPL\"", "\"value\":4100.5,\"ticker\":\"I:SPX\"")
            .replace("american", "european");
    server.always(
        "/v3/snapshot/options/I:SPX", 200, "{\"results\":[" + row + "],\"status\":\"OK\"}");

    ChainAnswer answer = market.answer("SPX");

    assertThat(answer.report().refused()).isEmpty();
    assertThat(answer.chain().spot()).hasValue(4100.5);
    assertThat(answer.chain().quote(0).contract().root()).isEqualTo("SPXW");
  }

  @Test
  void rowsThatCannotBeAreRefusedAndTheOthersKept() {
    serve(
        CALL
            + ","
            + CALL
            + ","
            + CALL.replace("AAPL230616C00150000", "AAPL211022C000150000")
            + ","
            + CALL.replace("AAPL230616C00150000", "AAPL230616P00150000")
            + ","
            + CALL.replace("\"call\"", "\"other\"")
            + ","
            + CALL.replace("\"strike_price\":150", "\"strike_price\":-150")
            + ","
            + CALL.replace("\"shares_per_contract\":100", "\"shares_per_contract\":10")
            + ","
            + CALL.replace("american", "bermudan")
            + ","
            + CALL.replace("2023-06-16", "2023-06-23").replace("230616", "230623")
            + ","
            + CALL.replace("150,", "155,").replace("C00150", "C00155").replace("28.9", "-1")
            + ","
            + CALL.replace("1651254260800059648", "1751254260800059648")
            + ","
            + "{\"ticker\":\"O:AAPL\",\"error\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"},7");

    ChainAnswer answer = market.answer("AAPL", JUNE);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1,
                Refusal.IDENTITY_CLASH, 2,
                Refusal.IMPOSSIBLE_CONTRACT, 3,
                Refusal.NON_STANDARD, 2,
                Refusal.OTHER_EXPIRY, 1,
                Refusal.MALFORMED, 2,
                Refusal.PROVIDER_ERROR, 1));
    assertThat(answer.report().rows()).isEqualTo(13);
  }

  @Test
  void greeksThatCannotBeAreFlagged() {
    serve(CALL.replace("\"delta\":0.6436", "\"delta\":-0.6436"));

    ChainAnswer answer = market.answer("AAPL", JUNE);

    assertThat(answer.report().issues().values())
        .containsExactly(Set.of(QuoteIssue.GREEKS_OUT_OF_RANGE));
  }

  @Test
  void fieldsThatComeAndGoAreReported() {
    serve(CALL.replace("\"vega\"", "\"vegas\"").replace("\"ticker\":\"O", "\"symbol\":\"O"));

    ChainAnswer answer = market.answer("AAPL", JUNE);

    assertThat(answer.report().unknownFields()).containsOnlyKeys("greeks.vegas", "details.symbol");
    assertThat(answer.report().vanishedFields()).containsExactly("details.ticker");
  }

  @Test
  void everyPageIsReadFromTheConfiguredServerOnly() {
    server
        .next(CHAIN, 200, page(CALL, "https://api.polygon.io" + CHAIN + "?cursor=two"))
        .next(CHAIN, 200, page("", "https://evil.example" + CHAIN + "?cursor=three"))
        .next(CHAIN, 200, page(BARE, ""));

    ChainAnswer answer = market.answer("AAPL", JUNE);

    assertThat(answer.chain().size()).isEqualTo(2);
    assertThat(server.requests())
        .containsExactly(
            "GET " + CHAIN + "?expiration_date=2023-06-16&limit=250",
            "GET " + CHAIN + "?cursor=two",
            "GET " + CHAIN + "?cursor=three");
    assertThat(sent).allMatch(request -> request.uri().getHost().equals("localhost"));
  }

  @Test
  void aPageThatComesAgainEndsTheAnswerWhichIsNotComplete() {
    server.always(CHAIN, 200, page(CALL, "https://api.massive.com" + CHAIN + "?cursor=two"));

    ChainAnswer answer = market.answer("AAPL", JUNE);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().complete()).isFalse();
    assertThat(failure(() -> market.chain("AAPL", JUNE))).isEqualTo(Reason.BAD_DATA);
  }

  @Test
  void pagesInACircleAndLinksWithoutAPathAreBadData() {
    server
        .next(CHAIN, 200, page(CALL, "https://api.massive.com" + CHAIN + "?cursor=two"))
        .next(CHAIN, 200, page("", "https://api.massive.com" + CHAIN + "?cursor=three"))
        .next(CHAIN, 200, page(CALL, "https://api.massive.com" + CHAIN + "?cursor=two"));

    assertThat(failure(() -> market.answer("AAPL", JUNE))).isEqualTo(Reason.BAD_DATA);

    server.always("/v3/snapshot/options/MSFT", 200, page(CALL, "mailto:someone@example.org"));
    assertThat(failure(() -> market.answer("MSFT"))).isEqualTo(Reason.BAD_DATA);
  }

  @Test
  void aLinkThatHidesAHostInItsPathStaysAtHome() {
    server.next(CHAIN, 200, page(CALL, "https://api.massive.com//evil.example/steal?x=1"));

    assertThat(failure(() -> market.answer("AAPL", JUNE))).isEqualTo(Reason.BAD_DATA);
    assertThat(sent).allMatch(request -> request.uri().getHost().equals("localhost"));
  }

  @Test
  void anEmptyChainOfAKnownTickerIsNoErrorAndOfAnUnknownOneIs() {
    server.always(CHAIN, 200, "{\"status\":\"OK\",\"request_id\":\"1\"}");
    server.always("/v3/reference/tickers/AAPL", 200, "{\"status\":\"OK\",\"results\":{}}");
    server.always("/v3/snapshot/options/NOSUCH", 200, "{\"results\":[],\"status\":\"OK\"}");
    server.always(
        "/v3/reference/tickers/NOSUCH",
        404,
        "{\"status\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"}");

    assertThat(market.answer("AAPL", JUNE).chain().size()).isZero();
    assertThat(failure(() -> market.answer("NOSUCH"))).isEqualTo(Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void aDelayedPlanSaysSo() {
    server.always(CHAIN, 200, "{\"results\":[" + BARE + "],\"status\":\"DELAYED\"}");

    assertThat(market.answer("AAPL").chain().provenance().feeds().get(0).delayClass())
        .isEqualTo(DelayClass.DELAYED);
  }

  @Test
  void refusalsHaveTheirReasonsAndNeverShowTheKey() {
    assertRefusal(
        403,
        "{\"status\":\"NOT_AUTHORIZED\",\"message\":\"upgrade " + CANARY + "\"}",
        Reason.NOT_ENTITLED);
    assertRefusal(
        401,
        "{\"status\":\"ERROR\",\"error\":\"Unknown API Key " + CANARY + "\"}",
        Reason.NOT_ENTITLED);
    assertRefusal(400, "{\"status\":\"ERROR\",\"error\":\"bad limit\"}", Reason.BAD_REQUEST);
    assertRefusal(429, "{\"status\":\"ERROR\",\"error\":\"too many\"}", Reason.RATE_LIMITED);
    assertRefusal(502, "<html>bad gateway</html>", Reason.UNAVAILABLE);
    assertRefusal(404, "404 page not found", Reason.UNKNOWN_SYMBOL);
    assertRefusal(200, "{\"status\":\"ERROR\",\"error\":\"" + CANARY + "\"}", Reason.BAD_REQUEST);
    assertRefusal(200, "{\"status\":\"NOT_AUTHORIZED\",\"message\":\"no\"}", Reason.NOT_ENTITLED);
    assertRefusal(200, "<html>maintenance</html>", Reason.BAD_DATA);
    assertRefusal(200, "{\"results\":[", Reason.BAD_DATA);
    assertRefusal(200, "[1,2]", Reason.SCHEMA_CHANGED);
    assertRefusal(200, "{\"results\":{\"a\":1}}", Reason.SCHEMA_CHANGED);
  }

  @Test
  void theKeyIsInAHeaderAndNotInTheAddress() {
    serve(CALL);

    market.answer("AAPL", JUNE);

    assertThat(sent.get(0).headers()).containsEntry("Authorization", "Bearer " + CANARY);
    assertThat(sent.get(0).uri().toString()).doesNotContain(CANARY);
    assertThat(sent.get(0).toString()).doesNotContain(CANARY);
  }

  @Test
  void contractsAreThoseOfADayAndAdjustedOnesAreCounted() {
    String standard =
        """
        {"cfi":"OCASPS","contract_type":"call","exercise_style":"american",
         "expiration_date":"2021-11-19","primary_exchange":"BATO","shares_per_contract":100,
         "strike_price":85,"ticker":"O:BRKB211119C00085000","underlying_ticker":"BRK.B"}""";
    String adjusted =
        standard.replace(
            "\"cfi\"",
            "\"additional_underlyings\":[{\"amount\":44,\"type\":\"equity\",\"underlying\":\"VMW\"}],\"cfi\"");
    server.always("/v3/reference/options/contracts", 200, page(standard + "," + adjusted, ""));

    RowsAnswer<OptionContract> answer = market.contracts("BRK.B", LocalDate.of(2021, 11, 1));

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.rows().get(0).underlying()).isEqualTo("BRK.B");
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.NON_STANDARD, 1));
    assertThat(server.requests().get(0))
        .contains("as_of=2021-11-01")
        .contains("underlying_ticker=BRK.B")
        .contains("limit=1000");
  }

  @Test
  void aDailyBarHasTheHoursOfItsSession() {
    server.always(
        "/v2/aggs/ticker/AAPL/range/1/day/2022-04-26/2022-04-29",
        200,
        page(bar("1651032000000", 131704427.5) + "," + bar("1651204800000", 10), ""));

    List<Bar> bars =
        market.bars(
            new Underlying("AAPL"),
            Duration.ofDays(1),
            Instant.parse("2022-04-26T20:00:00Z"),
            Instant.parse("2022-04-29T20:00:00Z"));

    assertThat(bars).as("the day in progress is no bar yet").hasSize(1);
    assertThat(bars.get(0).start()).isEqualTo("2022-04-27T13:30:00Z");
    assertThat(bars.get(0).end()).isEqualTo("2022-04-27T20:00:00Z");
    assertThat(bars.get(0).volume()).isEqualTo(131704427);
    assertThat(server.requests().get(0)).contains("adjusted=false").contains("limit=50000");
  }

  @Test
  void anIntradayBarEndsItsLengthAfterItsStamp() {
    OptionContract contract = OptionContract.parse("AAPL230616C00150000");
    server.always(
        "/v2/aggs/ticker/O:AAPL230616C00150000/range/5/minute/1651238700000/1651240800000",
        200,
        page(
            bar("1651239000000", 2)
                + ","
                + bar("1651239000000", 3)
                + ","
                + bar("1651239300000", 2).replace("\"h\":5", "\"h\":1")
                + ","
                + bar("1651239600000", 2).replace("\"v\":2.0,", "")
                + ","
                + bar("\"soon\"", 2),
            ""));

    RowsAnswer<Bar> answer =
        market.barsAnswer(
            contract,
            Duration.ofMinutes(5),
            Instant.parse("2022-04-29T13:30:00Z"),
            Instant.parse("2022-04-29T14:00:00Z"));

    assertThat(answer.rows()).hasSize(2);
    assertThat(answer.rows().get(0).end()).isEqualTo("2022-04-29T13:35:00Z");
    assertThat(answer.rows().get(1).volume()).isEqualTo(-1);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.LISTED_TWICE, 1, Refusal.MALFORMED, 2));
    assertThat(
            failure(
                () -> market.bars(contract, Duration.ofDays(7), Instant.EPOCH, clock.instant())))
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void quotesAndTradesOfASpanComeInPagesUpToWhatWasAskedFor() {
    OptionContract contract = OptionContract.parse("AAPL230616C00150000");
    String quote =
        """
        {"ask_exchange":323,"ask_price":282,"ask_size":10,"bid_exchange":316,"bid_price":0,
         "bid_size":0,"sequence_number":1,"sip_timestamp":1645119125346243600}""";
    String path = "/v3/quotes/O:AAPL230616C00150000";
    server
        .next(path, 200, page(quote, "https://api.massive.com" + path + "?cursor=2"))
        .next(path, 200, page(quote + "," + quote, ""));
    String trade =
        """
        {"conditions":[209],"exchange":46,"price":6.91,"sip_timestamp":1401715883806000000,"size":1}""";
    server.always(
        path.replace("quotes", "trades"),
        200,
        page(trade + "," + trade.replace("\"size\":1", "\"size\":1,\"correction\":8"), ""));
    Instant from = Instant.parse("2022-02-17T14:30:00Z");

    RowsAnswer<QuoteEvent> quotes = market.quotes(contract, from, from.plusSeconds(60), 2);
    RowsAnswer<TradeEvent> trades = market.trades(contract, from, from.plusSeconds(60), 10);

    assertThat(quotes.rows()).hasSize(2);
    assertThat(quotes.report().complete()).isFalse();
    assertThat(quotes.rows().get(0).quote().bid()).isEmpty();
    assertThat(quotes.rows().get(0).quote().askSize()).hasValue(10);
    assertThat(quotes.rows().get(0).quote().eventTime())
        .isEqualTo("2022-02-17T17:32:05.346243600Z");
    assertThat(server.requests().get(0)).contains("timestamp.gte=1645108200000000000");
    assertThat(trades.rows()).hasSize(1);
    assertThat(trades.report().complete()).isTrue();
    assertThat(trades.report().refused()).isEqualTo(Map.of(Refusal.WITHDRAWN, 1));
  }

  @Test
  void aMixedSnapshotKeepsTheGoodAndCountsTheBad() {
    server.always(
        "/v3/snapshot",
        200,
        page(
            """
            {"ticker":"I:SPX","type":"indices","value":3822.39,"last_updated":1651254260800059648,
             "timeframe":"DELAYED","session":{}},
            {"ticker":"O:AAPL230616C00150000","type":"options","last_quote":{"bid":1,"ask":2,
             "bid_size":3,"ask_size":4,"last_updated":1651254260800059648,"timeframe":"REAL-TIME"}},
            {"ticker":"APx","error":"NOT_FOUND","message":"Ticker not found."}""",
            ""));
    List<Asset> assets =
        List.of(
            new Underlying("SPX"),
            OptionContract.parse("AAPL230616C00150000"),
            new Underlying("APX"));

    RowsAnswer<PolygonSnapshot> answer = market.snapshots(assets);

    assertThat(answer.rows()).hasSize(2);
    assertThat(answer.rows().get(0).level().orElseThrow().value()).isEqualTo(3822.39);
    assertThat(answer.rows().get(0).delayClass()).isEqualTo(DelayClass.DELAYED);
    assertThat(answer.rows().get(1).quote().orElseThrow().quote().mid()).hasValue(1.5);
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.PROVIDER_ERROR, 1));
    assertThat(server.requests().get(0))
        .contains("I%3ASPX%2CO%3AAAPL230616C00150000%2CAPX")
        .contains("limit=250");
  }

  @Test
  void withoutAKeyNoneIsSent() {
    serve(CALL);
    try (PolygonMarket keyless =
        PolygonMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withSecrets(name -> Optional.empty()))) {
      assertThat(keyless.answer("AAPL").chain().size()).isEqualTo(1);
    }
  }

  private void assertRefusal(int status, String body, Reason reason) {
    String ticker = "Q" + sent.size();
    server.always("/v3/snapshot/options/" + ticker, status, body);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answer(ticker))
        .matches(e -> e.reason() == reason, status + " " + body)
        .matches(e -> !String.valueOf(e).contains(CANARY), "shows no key");
  }

  private static Reason failure(ThrowingCallable call) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(ProviderException.class, call)
        .reason();
  }

  private void serve(String rows) {
    server.always(CHAIN, 200, page(rows, ""));
  }

  private static String page(String rows, String next) {
    return "{\"results\":["
        + rows
        + "],\"status\":\"OK\",\"request_id\":\"1\""
        + (next.isEmpty() ? "" : ",\"next_url\":\"" + next + "\"")
        + "}";
  }

  private static String bar(String start, double volume) {
    return "{\"v\":" + volume + ",\"t\":" + start + ",\"o\":3,\"h\":5,\"l\":2,\"c\":4,\"n\":7}";
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }

  private static DelayClass delay(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().feed().delayClass();
  }
}
