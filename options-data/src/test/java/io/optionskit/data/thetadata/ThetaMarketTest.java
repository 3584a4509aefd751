/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaSettings.Version;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThetaMarketTest {

  private static final LocalDate EXPIRY = LocalDate.of(2026, 1, 16);
  private static final String QUOTE = "/v3/option/snapshot/quote";
  private static final String INTEREST = "/v3/option/snapshot/open_interest";
  private static final String GREEKS = "/v3/option/snapshot/greeks/all";
  private static final String QUOTE_HEADER =
      "timestamp,symbol,expiration,strike,right,bid_size,bid_exchange,bid,bid_condition,ask_size,"
          + "ask_exchange,ask,ask_condition\n";
  private static final String CALL =
      "2025-08-20T15:59:59.805,AAPL,2026-01-16,275.000,CALL,5,6,1.47,50,25,6,1.50,50\n";
  private static final String NO_QUOTE =
      "2025-08-20T09:30:00,AAPL,20260116,280.00,PUT,0,6,0.00,50,0,6,0.00,50\n";
  private static final String GREEKS_HEADER =
      "symbol,expiration,strike,right,timestamp,bid,ask,delta,theta,vega,rho,gamma,implied_vol,"
          + "iv_error,underlying_timestamp,underlying_price\n";

  private final MovableClock clock = new MovableClock("2025-08-20T22:00:00Z");
  private final List<ThetaMarket> opened = new ArrayList<>();
  private RecordedServer server;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
  }

  @AfterEach
  void stop() {
    opened.forEach(ThetaMarket::close);
    server.close();
  }

  @Test
  void quotesAndOpenInterestMakeOneChainWithTheirOwnTimes() {
    server.always(QUOTE, 200, QUOTE_HEADER + CALL);
    server.always(
        INTEREST,
        200,
        "timestamp,symbol,expiration,strike,right,open_interest\n"
            + "2025-08-20T06:30:13,AAPL,2026-01-16,275.000,CALL,8066\n");

    ChainAnswer answer = market().answer("AAPL", EXPIRY);
    OptionQuote call = answer.chain().quote(0);

    assertThat(call.contract()).isEqualTo(OptionContract.parse("AAPL260116C00275000"));
    assertThat(call.bid()).hasValue(1.47);
    assertThat(call.askSize()).hasValue(25);
    assertThat(call.openInterest()).hasValue(8066);
    assertThat(call.observation(QuoteField.BID).orElseThrow().time())
        .contains(Instant.parse("2025-08-20T19:59:59.805Z"));
    assertThat(call.observation(QuoteField.OPEN_INTEREST).orElseThrow().time())
        .contains(Instant.parse("2025-08-20T10:30:13Z"));
    assertThat(call.observation(QuoteField.BID).orElseThrow().feed().delayClass())
        .as("the Terminal does not say whether the plan is delayed")
        .isEqualTo(DelayClass.UNSTATED);
    assertThat(answer.chain().time()).isEqualTo("2025-08-20T19:59:59.805Z");
    assertThat(answer.report().drifted()).isFalse();
    assertThat(server.requests().get(0))
        .isEqualTo("GET " + QUOTE + "?symbol=AAPL&expiration=20260116&strike=*&right=both");
  }

  @Test
  void aQuoteOfNothingByNothingIsMissing() {
    serveQuotes(NO_QUOTE);

    OptionQuote put = market().answer("AAPL", EXPIRY).chain().quote(0);

    assertThat(put.contract()).isEqualTo(OptionContract.parse("AAPL260116P00280000"));
    assertThat(put.bid()).isEmpty();
    assertThat(put.ask()).isEmpty();
    assertThat(put.bidSize()).isEmpty();
  }

  @Test
  void allShapesOfAnAnswerSayTheSame() {
    String contract =
        "\"symbol\":\"AAPL\",\"strike\":275.000,\"right\":\"CALL\",\"expiration\":\"2026-01-16\"";
    String data =
        "\"ask_size\":25,\"ask\":1.50,\"bid_size\":5,\"bid\":1.47,"
            + "\"timestamp\":\"2025-08-20T15:59:59.805\"";
    List<String> bodies =
        List.of(
            QUOTE_HEADER + CALL,
            "{" + contract + "," + data + "}\n",
            "{\"response\":[{\"contract\":{" + contract + "},\"data\":[{" + data + "}]}]}",
            "{\"response\":[{" + contract + "," + data + "}]}",
            "[{" + contract + "," + data + "}]",
            "{\"symbol\":[\"AAPL\"],\"strike\":[275.000],\"right\":[\"CALL\"],"
                + "\"expiration\":[\"2026-01-16\"],\"ask_size\":[25],\"ask\":[1.50],"
                + "\"bid_size\":[5],\"bid\":[1.47],\"timestamp\":[\"2025-08-20T15:59:59.805\"]}");
    bodies.forEach(body -> server.next(QUOTE, 200, body));
    ThetaMarket market = market(ThetaSettings.defaults().withSnapshot(Set.of(ThetaPart.QUOTE)));

    for (String body : bodies) {
      ChainAnswer answer = market.answer("AAPL", EXPIRY);

      assertThat(answer.chain().size()).as(body).isEqualTo(1);
      OptionQuote call = answer.chain().quote(0);
      assertThat(call.contract()).isEqualTo(OptionContract.parse("AAPL260116C00275000"));
      assertThat(call.bid()).hasValue(1.47);
      assertThat(call.askSize()).hasValue(25);
      assertThat(call.quoteTime()).contains(Instant.parse("2025-08-20T19:59:59.805Z"));
      assertThat(answer.report().drifted()).isFalse();
    }
  }

  @Test
  void aTableThatThePlanOrTheTerminalHasNotLeavesTheOthers() {
    server.always(QUOTE, 471, "not in your plan");
    server.next(INTEREST, 472, "No data").next(INTEREST, 404, "?");
    server.next(
        "/v3/option/snapshot/ohlc",
        200,
        "timestamp,symbol,expiration,strike,right,open,high,low,close,volume,count\n"
            + "2025-08-20T15:59:59,AAPL,2026-01-16,275.000,CALL,1.4,1.6,1.3,1.5,21,9\n");

    server.next("/v3/option/snapshot/ohlc", 404, "?");

    ChainAnswer answer = market().answer("AAPL", EXPIRY);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.chain().quote(0).last()).hasValue(1.5);
    assertThat(answer.chain().quote(0).bid()).isEmpty();
    assertThat(answer.report().missingParts())
        .containsEntry("open_interest", "no data")
        .hasEntrySatisfying("quote", said -> assertThat(said).contains("471 (PERMISSION)"));
    assertThat(answer.report().drifted()).isFalse();

    assertFails(Reason.NOT_ENTITLED, () -> market().answer("AAPL", EXPIRY));
  }

  @Test
  void barsOfSomethingElseThanAskedForAreRefused() {
    server.always(
        "/v3/option/history/eod",
        200,
        "created,last_trade,open,high,low,close,volume,count,symbol,expiration,strike,right\n"
            + "2024-11-04T17:15:00,,1,2,1,2,7,1,AAPL,2024-11-15,170.000,CALL\n"
            + "2024-11-04T17:15:00,,1,2,1,2,7,1,AAPL,2024-11-15,175.000,CALL\n"
            + "2024-11-04T17:15:00,,1,2,1,2,7,1,AAPL,2024-11-22,170.000,CALL\n");

    RowsAnswer<Bar> answer =
        market()
            .barsAnswer(
                OptionContract.parse("AAPL241115C00170000"),
                Duration.ofDays(1),
                Instant.parse("2024-11-04T05:00:00Z"),
                Instant.parse("2024-11-05T05:00:00Z"));

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.OTHER_UNDERLYING, 1, Refusal.OTHER_EXPIRY, 1));
  }

  @Test
  void versionTwoHasStrikesInTenthsOfCentsTimesInMillisecondsAndPages() {
    String path = "/v2/bulk_snapshot/option/quote";
    server.next(
        path,
        200,
        bulk(
            "http://192.0.2.1:25510" + path + "?page=2",
            633000,
            "[34200000,7,1,0.07,50,9,1,0.12,50,20250731]"));
    server.next(path, 200, bulk("null", 634500, "[34200000,0,1,0,50,0,1,0,50,20250731]"));
    ThetaMarket market =
        market(
            ThetaSettings.defaults().withVersion(Version.V2).withSnapshot(Set.of(ThetaPart.QUOTE)));

    ChainAnswer answer = market.answer("SPY", LocalDate.of(2025, 7, 31));

    assertThat(answer.chain().size()).isEqualTo(2);
    OptionQuote call = answer.chain().quote(0);
    assertThat(call.contract()).isEqualTo(OptionContract.parse("SPY250731C00633000"));
    assertThat(call.ask()).hasValue(0.12);
    assertThat(call.quoteTime()).contains(Instant.parse("2025-07-31T13:30:00Z"));
    assertThat(answer.chain().quote(1).ask()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
    assertThat(server.requests())
        .as("the link names another host, which is not followed")
        .containsExactly("GET " + path + "?root=SPY&exp=20250731", "GET " + path + "?page=2");
  }

  @Test
  void theSecondTimeOfVersionTwoIsTheUnderlyingsWithGreeksAndTheTradesWithCloses() {
    String contract =
        "\"contract\":{\"root\":\"AAPL\",\"expiration\":20260116,\"strike\":275000,\"right\":\"C\"}";
    server.always(
        "/v2/bulk_hist/option/greeks",
        200,
        "{\"header\":{\"format\":[\"ms_of_day\",\"bid\",\"ask\",\"delta\",\"theta\",\"vega\",\"rho\","
            + "\"epsilon\",\"lambda\",\"implied_vol\",\"iv_error\",\"ms_of_day2\","
            + "\"underlying_price\",\"date\"],\"next_page\":\"null\"},\"response\":[{"
            + contract
            + ",\"ticks\":[[36000000,1.4,1.5,0.1,-0.02,26,9,0,0,0.2,0,35999000,225.7,20250820]]}]}");
    server.always(
        "/v2/bulk_hist/option/eod",
        200,
        "{\"header\":{\"format\":[\"ms_of_day\",\"ms_of_day2\",\"open\",\"high\",\"low\",\"close\","
            + "\"volume\",\"count\",\"bid_size\",\"bid\",\"ask_size\",\"ask\",\"date\"],"
            + "\"next_page\":\"null\"},\"response\":[{"
            + contract
            + ",\"ticks\":[[62100000,0,0,0,0,0,0,0,5,1.4,6,1.5,20250820]]}]}");
    ThetaMarket market = market(ThetaSettings.defaults().withVersion(Version.V2));
    LocalDate day = LocalDate.of(2025, 8, 20);

    ChainAnswer greeks =
        market.history("AAPL", EXPIRY, day, Duration.ofMinutes(5), ThetaPart.FIRST_ORDER).get(0);
    ChainAnswer close = market.closes("AAPL", EXPIRY, day, day, ThetaPart.END_OF_DAY).get(0);

    assertThat(greeks.report().drifted()).isFalse();
    assertThat(greeks.chain().time()).isEqualTo("2025-08-20T14:00:00Z");
    assertThat(greeks.chain().spot()).hasValue(225.7);
    assertThat(value(greeks.chain().quote(0), QuoteField.VEGA)).isEqualTo(26);
    assertThat(server.requests().get(0))
        .contains("start_date=20250820&end_date=20250820&ivl=300000");
    assertThat(close.report().drifted()).isFalse();
    assertThat(close.chain().time()).isEqualTo("2025-08-20T21:15:00Z");
    assertThat(close.chain().quote(0).last()).as("nothing traded").isEmpty();
    assertThat(close.chain().quote(0).ask()).hasValue(1.5);
  }

  @Test
  void aStrikeBeyondAllBoundsIsRefusedAtOnce() {
    String path = "/v2/bulk_snapshot/option/quote";
    server.always(
        path,
        200,
        bulk("null", 633000, "[34200000,7,1,0.07,50,9,1,0.12,50,20250731]")
            .replace("633000", "\"1e999999999\""));
    ThetaMarket market =
        market(
            ThetaSettings.defaults().withVersion(Version.V2).withSnapshot(Set.of(ThetaPart.QUOTE)));

    assertThat(market.answer("SPY", LocalDate.of(2025, 7, 31)).report().refused())
        .isEqualTo(Map.of(Refusal.IMPOSSIBLE_CONTRACT, 1));
  }

  @Test
  void pagesThatLeadBackEndWithAnError() {
    String path = "/v2/bulk_snapshot/option/quote";
    server.always(
        path, 200, bulk(path + "?page=2", 633000, "[1,7,1,0.07,50,9,1,0.12,50,20250731]"));
    ThetaMarket market = market(ThetaSettings.defaults().withVersion(Version.V2));

    assertFails(Reason.BAD_DATA, () -> market.answer("SPY", LocalDate.of(2025, 7, 31)));
  }

  @Test
  void greeksAreInOurUnits() {
    serveGreeks(
        "AAPL,2026-01-16,275.000,CALL,2025-08-20T15:59:59,1.47,1.50,0.1067,-0.0218,26.5377,9.2247,"
            + "0.0060,0.2142,-0.0003,2025-08-20T15:59:58,225.74");

    ChainAnswer answer = greeks().answer("AAPL", EXPIRY);
    OptionQuote call = answer.chain().quote(0);

    assertThat(value(call, QuoteField.IMPLIED_VOLATILITY)).isEqualTo(0.2142);
    assertThat(value(call, QuoteField.VEGA)).isEqualTo(26.5377);
    assertThat(value(call, QuoteField.RHO)).isEqualTo(9.2247);
    assertThat(value(call, QuoteField.THETA)).isCloseTo(-0.0218 * 365, offset(1e-12));
    assertThat(value(call, QuoteField.GAMMA)).isEqualTo(0.0060);
    assertThat(answer.chain().spot()).hasValue(225.74);
    assertThat(answer.report().issues()).isEmpty();
  }

  @Test
  void aVolatilityThatFailedIsMissingWithTheGreeksBesideIt() {
    serveGreeks(
        "AAPL,2026-01-16,150.000,CALL,2025-08-20T15:59:59,75,76,1.0000,0,0,0,0,0.0000,0.0060,"
            + "2025-08-20T15:59:59,225.74\n"
            + "AAPL,2026-01-16,400.000,CALL,2025-08-20T15:59:59,0,0.01,0,0,0,0,0,0.2500,100.0,"
            + "2025-08-20T15:59:59,225.74");

    ChainAnswer answer = greeks().answer("AAPL", EXPIRY);

    for (OptionQuote call : List.of(answer.chain().quote(0), answer.chain().quote(1))) {
      assertThat(call.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
      assertThat(call.observation(QuoteField.DELTA)).isEmpty();
      assertThat(answer.report().issues().get(call.contract()))
          .isEqualTo(Set.of(QuoteIssue.IV_PLACEHOLDER));
    }
    assertThat(answer.chain().quote(0).bid()).hasValue(75);
  }

  @Test
  void greeksFromALaterPriceOfTheUnderlyingAreStaleAndTheChainIsAsLateAsThat() {
    serveGreeks(
        "AAPL,2026-01-16,275.000,CALL,2025-08-20T15:59:59.805,1.47,1.50,0.1,-0.02,26,9,0.006,"
            + "0.2142,-0.0003,2025-08-20T16:37:06.988,225.74");

    ChainAnswer answer = greeks().answer("AAPL", EXPIRY);
    OptionQuote call = answer.chain().quote(0);

    assertThat(answer.chain().time()).isEqualTo("2025-08-20T20:37:06.988Z");
    assertThat(call.quoteTime()).contains(Instant.parse("2025-08-20T19:59:59.805Z"));
    assertThat(call.observation(QuoteField.DELTA).orElseThrow().time())
        .contains(Instant.parse("2025-08-20T20:37:06.988Z"));
    assertThat(answer.report().issues().get(call.contract())).isEqualTo(Set.of(QuoteIssue.STALE));
  }

  @Test
  void rowsThatCannotBeAreRefusedAndTheOthersKept() {
    serveQuotes(
        CALL
            + CALL
            + CALL.replace("275.000", "-1")
            + CALL.replace("CALL", "BOTH")
            + CALL.replace("AAPL", "MSFT")
            + CALL.replace("2026-01-16", "2026-02-20")
            + CALL.replace("275.000", "276.000").replace("1.47", "n/a")
            + CALL.replace("275.000", "277.000").replace("2025-08-20T15", "yesterday")
            + "2025-08-20T15:59:59.805,AAPL,2026-01-16,27");

    ChainAnswer answer = market().answer("AAPL", EXPIRY);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1,
                Refusal.IMPOSSIBLE_CONTRACT, 2,
                Refusal.OTHER_UNDERLYING, 1,
                Refusal.OTHER_EXPIRY, 1,
                Refusal.MALFORMED, 3));
  }

  @Test
  void columnsThatComeAndGoAreReported() {
    server.always(QUOTE, 200, (QUOTE_HEADER + CALL).replace("ask_size", "ask_lots"));
    server.always(INTEREST, 472, "no data");

    ChainAnswer answer = market().answer("AAPL", EXPIRY);

    assertThat(answer.report().unknownFields()).containsKey("quote.ask_lots");
    assertThat(answer.report().vanishedFields()).contains("quote.ask_size");
  }

  @Test
  void anIndexIsAskedByAllOfItsRoots() {
    server.next("/v3/option/list/expirations", 200, "symbol,expiration\nSPX,2012-06-16\n");
    server.next("/v3/option/list/expirations", 472, "no data");
    server.next("/v3/option/list/expirations", 472, "no data");
    server.next(
        "/v3/option/list/expirations", 200, "symbol,expiration\nSPXW,20250821\nSPXW,2025-08-20\n");

    assertThat(market().expirations("SPX"))
        .as("a Saturday of the years before 2015 among them")
        .containsExactly(
            LocalDate.of(2012, 6, 16), LocalDate.of(2025, 8, 20), LocalDate.of(2025, 8, 21));
    assertThat(server.requests()).hasSize(4).allMatch(request -> request.contains("?symbol=SPX"));
  }

  @Test
  void expirationsOfVersionTwoAreNumbers() {
    server.always(
        "/v2/list/expirations",
        200,
        "{\"header\":{\"format\":[\"date\"],\"next_page\":\"null\"},\"response\":[20250117,20241220]}");

    assertThat(market(ThetaSettings.defaults().withVersion(Version.V2)).expirations("AAPL"))
        .containsExactly(LocalDate.of(2024, 12, 20), LocalDate.of(2025, 1, 17));
  }

  @ParameterizedTest
  @CsvSource({
    "404,UNSUPPORTED",
    "429,RATE_LIMITED",
    "470,UNAVAILABLE",
    "471,NOT_ENTITLED",
    "473,BAD_REQUEST",
    "474,UNAVAILABLE",
    "475,BAD_DATA",
    "476,BAD_REQUEST",
    "477,BAD_DATA",
    "478,UNAVAILABLE",
    "570,TOO_EXPENSIVE",
    "571,UNAVAILABLE",
    "572,UNAVAILABLE",
    "503,UNAVAILABLE"
  })
  void statusesOfTheTerminalSayWhatIsWrong(int status, Reason reason) {
    server.always(QUOTE, status, "plain text");

    assertFails(reason, () -> market().answer("AAPL", EXPIRY));
  }

  @Test
  void noDataAreAnEmptyChain() {
    server.always(QUOTE, 472, "No data");
    server.always(INTEREST, 472, "No data");

    ChainAnswer answer = market().answer("AAPL", EXPIRY);

    assertThat(answer.chain().size()).isZero();
    assertThat(answer.report().rows()).isZero();
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void aStartingTerminalIsAskedAgainAndATooLargeRequestIsNot() {
    server.next(QUOTE, 571, "starting").next(QUOTE, 200, QUOTE_HEADER + CALL);
    server.always(INTEREST, 570, "too much");
    ThetaMarket market =
        ThetaMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withHttp(
                    new HttpSettings(
                        100,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        1,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        5,
                        Duration.ofSeconds(1),
                        1 << 20)));
    opened.add(market);

    assertFails(Reason.TOO_EXPENSIVE, () -> market.answer("AAPL", EXPIRY));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void brokenBodiesAreBadData() {
    for (String body :
        List.of("<html>down</html>", "", "{\"response\":[", "{\"response\":[]}x", "a,b\n\"open")) {
      server.next(QUOTE, 200, body);
    }
    ThetaMarket market = market();
    for (int i = 0; i < 5; i++) {
      assertFails(Reason.BAD_DATA, () -> market.answer("AAPL", EXPIRY));
    }
  }

  @Test
  void aPastDayIsOneChainPerTime() {
    server.always(
        "/v3/option/history/quote",
        200,
        "symbol,expiration,strike,right,timestamp,bid_size,bid,ask_size,ask\n"
            + "AAPL,2026-01-16,275.000,CALL,2025-08-20T09:30:00.500,0,0,0,0\n"
            + "AAPL,2026-01-16,275.000,CALL,2025-08-20T09:31:00,5,1.47,25,1.50\n"
            + "AAPL,2026-01-16,275.000,PUT,2025-08-20T09:31:00.000,5,51,25,52\n"
            + "AAPL,2026-01-16,275.000,CALL,2025-08-20T09:30:00,0,0,0,0\n");

    List<ChainAnswer> chains =
        market()
            .history(
                "AAPL", EXPIRY, LocalDate.of(2025, 8, 20), Duration.ofMinutes(1), ThetaPart.QUOTE);

    assertThat(chains).extracting(chain -> chain.chain().size()).containsExactly(1, 1, 2);
    assertThat(chains)
        .extracting(chain -> chain.chain().time().toString())
        .containsExactly(
            "2025-08-20T13:30:00Z", "2025-08-20T13:30:00.500Z", "2025-08-20T13:31:00Z");
    assertThat(server.requests().get(0)).contains("date=20250820&interval=1m");
  }

  @Test
  void aCloseIsKnownWhenItWasMade() {
    server.always(
        "/v3/option/history/eod",
        200,
        "symbol,expiration,strike,right,created,last_trade,open,high,low,close,volume,count,"
            + "bid_size,bid_exchange,bid,bid_condition,ask_size,ask_exchange,ask,ask_condition\n"
            + "AAPL,2024-11-15,170.000,CALL,2024-11-04T17:16:56.205,2024-11-04T15:48:12.005,52.54,"
            + "52.75,52.40,52.40,10,3,70,60,52.05,50,15,47,52.45,50\n");
    LocalDate day = LocalDate.of(2024, 11, 4);

    ChainAnswer close =
        market().closes("AAPL", LocalDate.of(2024, 11, 15), day, day, ThetaPart.END_OF_DAY).get(0);
    OptionQuote call = close.chain().quote(0);

    assertThat(close.chain().time()).isEqualTo("2024-11-04T22:16:56.205Z");
    assertThat(close.chain().tradeDate()).isEqualTo("2024-11-04");
    assertThat(call.observation(QuoteField.LAST).orElseThrow().time())
        .contains(Instant.parse("2024-11-04T20:48:12.005Z"));
    assertThat(call.observation(QuoteField.BID).orElseThrow().time())
        .as("ThetaData does not say when the last quote was")
        .isEmpty();
    assertThat(call.volume()).hasValue(10);
  }

  @Test
  void aChainAtAnInstantHasThatTimeAndQuotesTheirs() {
    server.always(
        "/v3/option/at_time/quote",
        200,
        "symbol,expiration,strike,right,timestamp,bid_size,bid,ask_size,ask\n"
            + "AAPL,2026-01-16,275.000,CALL,2025-08-20T09:30:00.91,5,1.47,25,1.50\n");

    ChainAnswer answer = market().answerAt("AAPL", EXPIRY, Instant.parse("2025-08-20T13:30:01Z"));

    assertThat(answer.chain().time()).isEqualTo("2025-08-20T13:30:01Z");
    assertThat(answer.chain().quote(0).quoteTime())
        .contains(Instant.parse("2025-08-20T13:30:00.910Z"));
    assertThat(server.requests().get(0)).contains("time_of_day=09:30:01.000");
  }

  @Test
  void barsWithoutATradeAreNoneAndThoseOfAnIndexHaveNoVolume() {
    String rows =
        "timestamp,open,high,low,close,volume,count,vwap\n"
            + "2024-11-04T09:30:00,5725.15,5731.27,5725.15,5728.56,0,0,0.00\n"
            + "2024-11-04T09:31:00,0,0,0,0,0,0,0.00\n"
            + "2024-11-04T09:32:00,5725,5724,5726,5725,0,0,0.00\n";
    server.always("/v3/index/history/ohlc", 200, rows);

    List<Bar> bars =
        market()
            .bars(
                new Underlying("SPX"),
                Duration.ofMinutes(1),
                Instant.parse("2024-11-04T14:30:00Z"),
                Instant.parse("2024-11-04T21:00:00Z"));

    assertThat(bars).hasSize(1);
    assertThat(bars.get(0).end()).isEqualTo("2024-11-04T14:31:00Z");
    assertThat(bars.get(0).volume()).isEqualTo(-1);
  }

  private void serveQuotes(String rows) {
    server.always(QUOTE, 200, QUOTE_HEADER + rows);
    server.always(INTEREST, 472, "No data");
  }

  private void serveGreeks(String rows) {
    server.always(GREEKS, 200, GREEKS_HEADER + rows + "\n");
  }

  private ThetaMarket market() {
    return market(ThetaSettings.defaults());
  }

  private ThetaMarket greeks() {
    return market(ThetaSettings.defaults().withSnapshot(Set.of(ThetaPart.ALL_GREEKS)));
  }

  private ThetaMarket market(ThetaSettings settings) {
    ThetaMarket market =
        ThetaMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withHttp(HttpSettings.defaults().withRetries(0)),
            settings);
    opened.add(market);
    return market;
  }

  private static void assertFails(Reason reason, Runnable call) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(call::run)
        .matches(e -> e.reason() == reason, reason.toString());
  }

  private static String bulk(String nextPage, int strike, String tick) {
    return "{\"header\":{\"format\":[\"ms_of_day\",\"bid_size\",\"bid_exchange\",\"bid\","
        + "\"bid_condition\",\"ask_size\",\"ask_exchange\",\"ask\",\"ask_condition\",\"date\"],"
        + "\"next_page\":\""
        + nextPage
        + "\"},\"response\":[{\"contract\":{\"root\":\"SPY\",\"expiration\":20250731,\"strike\":"
        + strike
        + ",\"right\":\"C\"},\"ticks\":["
        + tick
        + "]}]}";
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }
}
