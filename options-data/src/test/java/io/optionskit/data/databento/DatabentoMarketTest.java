/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MoneyBudget;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabentoMarketTest {

  private static final Instant NOW = Instant.parse("2025-02-20T14:32:00Z");
  private static final LocalDate EXPIRY = LocalDate.of(2025, 2, 21);
  private static final String CALL = "AAPL  250221C00250000";
  private static final String PUT = "AAPL  250221P00250000";
  private static final String LATER = "AAPL  250228C00250000";
  private static final long STRIKE = 250_000_000_000L;
  private static final long UNDEFINED = DbnWriter.NONE;

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("localhost"));
  private final MoneyBudget budget = MoneyBudget.ofUsd(new BigDecimal("1.00"));
  private DatabentoMarket market;

  @BeforeEach
  void start() {
    server.start();
    market = market(DatabentoMarketSettings.defaults());
    server.stubFor(
        post(urlPathEqualTo("/v0/metadata.get_cost")).willReturn(aResponse().withBody("0.10")));
  }

  @AfterEach
  void stop() {
    market.close();
    server.stop();
  }

  private DatabentoMarket market(DatabentoMarketSettings settings) {
    DatabentoHistory history =
        DatabentoHistory.of(
            DatabentoSettings.at(URI.create("http://localhost:" + server.port()))
                .withHttp(HttpSettings.defaults().withRetries(0)),
            DatabentoKey.of("db-0123456789"),
            budget,
            () -> NOW);
    return DatabentoMarket.of(history, settings, () -> NOW);
  }

  private void serve(String schema, byte[]... records) {
    String dataset = schema.equals("bbo-1m") ? "EQUS.MINI" : "OPRA.PILLAR";
    DbnWriter file = DbnWriter.bytes().raw(DbnWriter.metadata(dataset, 3, 0xFFFF, false));
    for (byte[] each : records) {
      file.raw(each);
    }
    answer(schema, file.zstd());
  }

  private void answer(String schema, byte[] body) {
    server.stubFor(
        post(urlPathEqualTo("/v0/timeseries.get_range"))
            .withRequestBody(containing("schema=" + schema + "&"))
            .willReturn(aResponse().withBody(body)));
  }

  private static byte[] define(long id, String symbol) {
    LocalDate expiry = OptionContract.parse(symbol).expiry();
    return DbnWriter.record(
        0x13,
        30,
        id,
        DbnWriter.TIME,
        DbnWriter.definition(
            3,
            symbol,
            symbol.charAt(12),
            STRIKE,
            Instant.parse(expiry + "T00:00:00Z").getEpochSecond() * 1_000_000_000,
            Integer.MAX_VALUE));
  }

  private static byte[] quote(long id, long last, long bid, long ask) {
    return DbnWriter.record(0xC1, 30, id, DbnWriter.TIME, DbnWriter.cbbo(last, bid, ask));
  }

  private static byte[] interest(long id, int publisher, long contracts) {
    return DbnWriter.record(
        0x18, publisher, id, DbnWriter.TIME, DbnWriter.statistics(3, 9, contracts, DbnWriter.NONE));
  }

  private void serveDay() {
    serve("definition", define(1, CALL), define(2, PUT), define(3, LATER));
    serve(
        "cbbo-1m",
        quote(1, UNDEFINED, 340_000_000, 360_000_000),
        quote(2, UNDEFINED, 5_000_000_000L, UNDEFINED));
    serve("statistics", interest(1, 22, 1234), interest(1, 31, 1234));
  }

  @Test
  void makesAChainOfDefinitionsQuotesAndOpenInterest() {
    serveDay();

    ChainAnswer answer = market.answer("AAPL", EXPIRY);

    OptionChain chain = answer.chain();
    assertThat(chain.time()).isEqualTo(NOW);
    assertThat(chain.tradeDate()).isEqualTo(LocalDate.of(2025, 2, 20));
    assertThat(chain.size()).isEqualTo(2);
    assertThat(chain.contract(0)).isEqualTo(OptionContract.parse(CALL));
    assertThat(chain.contract(0).multiplier()).isEqualTo(100);
    assertThat(chain.bid(0)).isEqualTo(0.34);
    assertThat(chain.ask(0)).isEqualTo(0.36);
    assertThat(chain.bidSize(0)).isEqualTo(104);
    assertThat(chain.openInterest(0)).as("once, not once per exchange").isEqualTo(1234);
    assertThat(chain.quote(0).observation(QuoteField.BID).orElseThrow().time())
        .contains(Instant.parse("2025-02-20T14:31:00Z"));
    assertThat(chain.ask(1)).isNaN();
    assertThat(chain.openInterest(1)).isEqualTo(-1);
    assertThat(chain.spot()).as("not asked for").isEmpty();
    assertThat(market.expirations("AAPL")).containsExactly(EXPIRY, LocalDate.of(2025, 2, 28));
    assertThat(market.answer("AAPL").chain().size()).isEqualTo(3);
  }

  @Test
  void withoutDefinitionsTheContractsAreThoseThatTheQuotesName() {
    server.stubFor(
        post(urlPathEqualTo("/v0/timeseries.get_range")).willReturn(aResponse().withStatus(404)));
    answer(
        "cbbo-1m",
        DbnWriter.bytes()
            .raw(DbnWriter.metadata(3, 0xFFFF, false, CALL, "MSFT  250221C00250000", "NOTHING"))
            .raw(quote(7000, UNDEFINED, 340_000_000, 360_000_000))
            .raw(quote(7001, UNDEFINED, 340_000_000, 360_000_000))
            .raw(quote(7002, UNDEFINED, 340_000_000, 360_000_000))
            .raw(quote(7000, UNDEFINED, 350_000_000, 360_000_000))
            .zstd());

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.chain().contract(0)).isEqualTo(OptionContract.parse(CALL));
    assertThat(answer.chain().bid(0)).isEqualTo(0.35);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.OTHER_UNDERLYING, 1, Refusal.IMPOSSIBLE_CONTRACT, 1));
    assertThat(answer.report().missingParts()).containsOnlyKeys("definition", "statistics");
    assertThat(market.answer("AAPL", EXPIRY).chain().size()).isEqualTo(1);
    assertThat(market.answer("AAPL", EXPIRY.plusDays(7)).chain().size()).isZero();
  }

  @Test
  void quotesOlderThanAskedForSetTheTimeOfTheChain() {
    serveDay();
    DatabentoMarket later =
        DatabentoMarket.of(
            DatabentoHistory.of(
                DatabentoSettings.at(URI.create("http://localhost:" + server.port())),
                DatabentoKey.of("db-0123456789"),
                budget,
                () -> NOW),
            DatabentoMarketSettings.defaults(),
            () -> NOW.plus(Duration.ofDays(300)));

    ChainAnswer answer = later.answer("AAPL", EXPIRY);
    later.close();

    assertThat(answer.chain().time()).isEqualTo("2025-02-20T14:31:00Z");
    assertThat(answer.chain().tradeDate()).isEqualTo("2025-02-20");
    assertThat(answer.report().missingParts()).hasSize(1);
  }

  @Test
  void openInterestOfLaterIsNotKnownYet() {
    serveDay();
    long later = NOW.getEpochSecond() * 1_000_000_000 + 1;
    serve(
        "statistics",
        interest(1, 22, 1234),
        DbnWriter.record(
            0x18, 22, 1, DbnWriter.TIME, DbnWriter.statistics(3, 9, 9999, DbnWriter.NONE, later)));

    assertThat(market.answer("AAPL", EXPIRY).chain().openInterest(0)).isEqualTo(1234);
  }

  @Test
  void asksForNothingAfterTheInstantAndForTheRootsOfTheUnderlying() {
    serve("definition");

    assertThat(market.answer("SPX", EXPIRY).chain().size()).isZero();

    server.verify(
        postRequestedFor(urlPathEqualTo("/v0/timeseries.get_range"))
            .withRequestBody(containing("symbols=SPX.OPT%2CSPXPM.OPT%2CSPXQ.OPT%2CSPXW.OPT"))
            .withRequestBody(containing("end=" + NOW.getEpochSecond() + "000000001")));
  }

  @Test
  void joinsThePriceOfTheStockIfAsked() {
    serveDay();
    serve(
        "bbo-1m",
        DbnWriter.record(
            0xC4,
            95,
            9,
            DbnWriter.TIME,
            DbnWriter.bytes()
                .i64(UNDEFINED)
                .u32(0)
                .u8(0, 'N', 0, 0)
                .i64(DbnWriter.TIME)
                .pad(4)
                .u32(0)
                .i64(245_000_000_000L, 245_100_000_000L)
                .u32(10, 20, 1, 1)));

    ChainAnswer answer =
        market(DatabentoMarketSettings.defaults().withUnderlyings("EQUS.MINI"))
            .answer("AAPL", EXPIRY);

    assertThat(answer.chain().spot()).hasValue(245.05);
  }

  @Test
  void takesTheBestOfTheVenuesAndForgetsAQuoteTakenBack() {
    serve("definition", define(1, CALL), define(2, PUT));
    serve("statistics");
    serve(
        "mbp-1",
        venue(1, 20, 340_000_000, 380_000_000),
        venue(1, 21, 350_000_000, 390_000_000),
        venue(1, 22, 350_000_000, 370_000_000),
        venue(2, 20, 340_000_000, 380_000_000),
        venue(2, 20, UNDEFINED, UNDEFINED));

    OptionChain chain =
        market(DatabentoMarketSettings.defaults().withQuotes(DbnSchema.MBP_1, Duration.ofHours(1)))
            .answer("AAPL", EXPIRY)
            .chain();

    assertThat(chain.bid(0)).isEqualTo(0.35);
    assertThat(chain.bidSize(0)).isEqualTo(20);
    assertThat(chain.ask(0)).isEqualTo(0.37);
    assertThat(chain.askSize(0)).isEqualTo(11);
    assertThat(chain.bid(1)).isNaN();
  }

  private static byte[] venue(long id, int venue, long bid, long ask) {
    DbnWriter body = DbnWriter.event(UNDEFINED, 0, 'A').i64(bid, ask).u32(10, 11).u32(1, 1);
    return DbnWriter.record(0x01, venue, id, DbnWriter.TIME, body);
  }

  @Test
  void refusesContractsThatAreNotWhatTheirSymbolSays() {
    serve("definition", define(1, CALL), clashing(), quoteOfAFuture());
    serve("cbbo-1m", quote(1, UNDEFINED, -5, 360_000_000));
    serve("statistics");

    assertThat(market.answer("AAPL", EXPIRY).report().refused())
        .isEqualTo(
            Map.of(Refusal.IDENTITY_CLASH, 1, Refusal.NON_STANDARD, 1, Refusal.MALFORMED, 1));
  }

  private static byte[] clashing() {
    return DbnWriter.record(
        0x13, DbnWriter.definition(3, PUT, 'P', 2 * STRIKE, UNDEFINED, Integer.MAX_VALUE));
  }

  private static byte[] quoteOfAFuture() {
    return DbnWriter.record(
        0x13, DbnWriter.definition(3, "ESH5", 'F', STRIKE, UNDEFINED, Integer.MAX_VALUE));
  }

  @Test
  void stopsBeforeThePriceExceedsTheBudget() {
    serveDay();
    server.stubFor(
        post(urlPathEqualTo("/v0/metadata.get_cost"))
            .withRequestBody(containing("schema=cbbo-1m"))
            .willReturn(aResponse().withBody("0.95")));

    assertThatThrownBy(() -> market.answer("AAPL", EXPIRY))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_EXPENSIVE))
        .hasMessageContaining("cbbo-1m of OPRA.PILLAR");
    server.verify(
        0,
        postRequestedFor(urlPathEqualTo("/v0/timeseries.get_range"))
            .withRequestBody(containing("schema=cbbo-1m")));
    assertThat(budget.spent()).isEqualByComparingTo("0.10");
  }

  @Test
  void anAnswerThatBreaksOffIsNoChain() {
    serveDay();
    byte[] whole =
        DbnWriter.bytes()
            .raw(DbnWriter.metadata(3, 0xFFFF, false))
            .raw(quote(1, UNDEFINED, 1, 2))
            .toBytes();
    answer("cbbo-1m", java.util.Arrays.copyOf(whole, whole.length - 10));

    assertThatThrownBy(() -> market.answer("AAPL", EXPIRY))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("broke off after 0 records");
  }

  @Test
  void saysWhichBarsItDoesNotHave() {
    Instant from = NOW.minusSeconds(3600);

    assertThatThrownBy(
            () -> market.bars(OptionContract.parse(CALL), Duration.ofMinutes(5), from, NOW))
        .hasMessageContaining("PT1S, PT1M, PT1H and P1D, not of PT5M");
    assertThatThrownBy(() -> market.bars(new Underlying("AAPL"), Duration.ofMinutes(1), from, NOW))
        .hasMessageContaining("name a dataset of underlyings");
    assertThatThrownBy(() -> market.bars(new Underlying("AAPL"), Duration.ofDays(1), from, NOW))
        .hasMessageContaining("not sessions of a stock");
  }

  @Test
  void mergesTheRecordedBarsOfADayIntoTheSession() {
    Fixtures.assumePresent();
    String name = "OPRA.PILLAR-test_data.ohlcv-1d.dbn.zst";
    answer("ohlcv-1d", Fixtures.bytes(name));
    long volume = 0;
    double high = 0;
    double low = Double.MAX_VALUE;
    for (JsonNode record : Fixtures.expected(name).path("records")) {
      volume += record.path("volume").asLong();
      high = Math.max(high, record.path("high").asDouble());
      low = Math.min(low, record.path("low").asDouble());
    }

    List<Bar> bars =
        market.bars(
            OptionContract.parse(CALL),
            Duration.ofDays(1),
            Instant.parse("2025-02-19T21:00:00Z"),
            Instant.parse("2025-02-20T21:00:00Z"));

    assertThat(bars).hasSize(1);
    assertThat(bars.get(0).start()).isEqualTo("2025-02-20T14:30:00Z");
    assertThat(bars.get(0).end()).isEqualTo("2025-02-20T21:00:00Z");
    assertThat(bars.get(0).volume()).isEqualTo(volume);
    assertThat(bars.get(0).high()).isEqualTo(high);
    assertThat(bars.get(0).low()).isEqualTo(low);
  }

  @Test
  void makesTheRecordedQuotesAChain() {
    Fixtures.assumePresent();
    String name = "OPRA.PILLAR-test_data.cbbo-1m.dbn.zst";
    JsonNode records = Fixtures.expected(name).path("records");
    JsonNode last = records.get(records.size() - 1);
    serve("definition", define(last.path("instrument_id").asLong(), CALL));
    serve("statistics");
    answer("cbbo-1m", Fixtures.bytes(name));

    OptionChain chain =
        market.answer("AAPL", EXPIRY, Instant.parse("2025-02-20T14:33:00Z")).chain();

    assertThat(chain.bid(0)).isEqualTo(last.path("bid_px_00").asDouble());
    assertThat(chain.ask(0)).isEqualTo(last.path("ask_px_00").asDouble());
    assertThat(chain.bidSize(0)).isEqualTo(last.path("bid_sz_00").asInt());
    assertThat(chain.last(0)).isEqualTo(last.path("price").asDouble());
  }
}
