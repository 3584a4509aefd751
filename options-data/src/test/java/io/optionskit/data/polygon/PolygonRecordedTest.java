/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.market.Bar;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of the provider and of its specification, counted a second time from the text. */
class PolygonRecordedTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RecordedServer server = RecordedServer.start();
  private final PolygonMarket market =
      PolygonMarket.of(
          ProviderAccess.at(server.url()).withClock(new MovableClock("2026-07-01T00:00:00Z")));

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void theRecordedChainIsWhole(@SharedData("fixtures/polygon") Path folder) throws IOException {
    JsonNode body =
        serve(folder, "mock-v3_snapshot_options_AAPL.json", "/v3/snapshot/options/AAPL");

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.report().rows()).isEqualTo(body.get("results").size()).isEqualTo(1);
    assertThat(answer.report().refused()).isEmpty();
    assertThat(answer.report().drifted()).isFalse();
    assertThat(answer.report().missing()).containsOnlyKeys(QuoteField.RHO);
    assertThat(answer.report().issues()).isEmpty();
  }

  @Test
  void theSampleWhoseTickerHasNineStrikeDigitsIsRefused(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    serve(folder, "spec-v3_snapshot_options_underlyingAsset-200.json", "/v3/snapshot/options/AAPL");

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.chain().size()).isZero();
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.IDENTITY_CLASH, 1));
    assertThat(answer.report().examples().get(0)).contains("AAPL211022C000150000", "2022-01-21");
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void snapshotsOfOneContractAreWhole(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    List<String> names =
        List.of(
            "mock-v3_snapshot_options_AAPL_O_AAPL230616C00150000.json",
            "spec-v3_snapshot_options_underlyingAsset_optionContract-200.json");
    for (String name : names) {
      server.next(
          "/v3/snapshot/options/AAPL/O:AAPL230616C00150000",
          200,
          Files.readString(folder.resolve(name)));
    }
    for (String name : names) {
      JsonNode row = MAPPER.readTree(folder.resolve(name).toFile()).get("results");

      ChainAnswer answer = market.answer(OptionContract.parse("AAPL230616C00150000"));

      assertThat(answer.report().refused()).isEmpty();
      assertThat(answer.report().drifted()).isFalse();
      assertThat(answer.chain().quote(0).bid()).hasValue(row.at("/last_quote/bid").asDouble());
      assertThat(answer.chain().spot()).hasValue(row.at("/underlying_asset/price").asDouble());
    }
  }

  @Test
  void anAdjustedContractIsNotTakenForAStandardOne(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    serve(
        folder,
        "spec-v3_reference_options_contracts_options_ticker-200.json",
        "/v3/reference/options/contracts/O:AAPL211119C00085000");

    RowsAnswer<OptionContract> answer =
        market.contract("AAPL211119C00085000", LocalDate.of(2021, 11, 1));

    assertThat(answer.rows()).isEmpty();
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.NON_STANDARD, 1));
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void aggregatesOfOptionsAndIndicesBecomeDailyBars(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    serve(
        folder,
        "spec-v2_aggs_ticker_optionsTicker_range_multiplier_timespan_from_to-200.json",
        "/v2/aggs/ticker/O:RDFN211119C00025000/range/1/day/2021-09-20/2021-09-30");
    serve(
        folder,
        "spec-v2_aggs_ticker_indicesTicker_range_multiplier_timespan_from_to-200.json",
        "/v2/aggs/ticker/I:NDX/range/1/day/2023-03-01/2023-03-20");

    RowsAnswer<Bar> option =
        market.barsAnswer(
            OptionContract.parse("RDFN211119C00025000"),
            Duration.ofDays(1),
            Instant.parse("2021-09-20T20:00:00Z"),
            Instant.parse("2021-09-30T20:00:00Z"));
    RowsAnswer<Bar> index =
        market.barsAnswer(
            new Underlying("NDX"),
            Duration.ofDays(1),
            Instant.parse("2023-03-01T21:00:00Z"),
            Instant.parse("2023-03-20T20:00:00Z"));

    assertThat(option.rows()).extracting(Bar::volume).containsExactly(2L, 2L);
    assertThat(option.rows())
        .extracting(Bar::start)
        .containsExactly(
            Instant.parse("2021-09-23T13:30:00Z"), Instant.parse("2021-09-24T13:30:00Z"));
    assertThat(index.rows()).extracting(Bar::volume).containsExactly(-1L, -1L);
    assertThat(index.rows())
        .extracting(Bar::end)
        .containsExactly(
            Instant.parse("2023-03-09T21:00:00Z"), Instant.parse("2023-03-10T21:00:00Z"));
    assertThat(option.report().drifted()).isFalse();
    assertThat(index.report().drifted()).isFalse();
  }

  @Test
  void pagesOfQuotesAndTradesAreWhole(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    server.next(
        "/v3/quotes/AAPL", 200, Files.readString(folder.resolve("mock-v3_quotes_AAPL.json")));
    server.next(
        "/v3/quotes/AAPL",
        200,
        Files.readString(
            folder.resolve(
                "mock-v3_quotes_AAPL_cursor=YXA9MTkyODgxNjYmYXM9JmxpbWl0PTEwJm9yZGVyPWRlc2Mmc29y"
                    + "dD10aW1lc3RhbXAmdGltZXN0YW1wLmx0ZT0yMDIyLTA1LTEwVDE0JTNBMTElM0ExMi42OTA2NjEx"
                    + ".json")));
    server.always(
        "/v3/trades/AAPL",
        200,
        Files.readString(folder.resolve("spec-v3_trades_stockTicker-200.json")));
    Underlying stock = new Underlying("AAPL");
    Instant from = Instant.parse("2022-05-10T14:00:00Z");

    RowsAnswer<QuoteEvent> quotes = market.quotes(stock, from, from.plusSeconds(3600), 1000);
    RowsAnswer<TradeEvent> trades = market.trades(stock, from, from.plusSeconds(3600), 2);

    assertThat(quotes.rows()).hasSize(20);
    assertThat(quotes.report().refused()).isEmpty();
    assertThat(quotes.report().drifted()).isFalse();
    assertThat(quotes.report().complete()).isTrue();
    assertThat(trades.rows()).hasSize(2);
    assertThat(trades.report().complete()).as("it has a next page").isFalse();
    assertThat(trades.rows().get(0).conditions()).containsExactly("12", "41");
  }

  @Test
  void dividendsAndSplitsAreWhole(@SharedData("fixtures/polygon") Path folder) throws IOException {
    JsonNode dividends =
        serve(folder, "mock-v3_reference_dividends.json", "/v3/reference/dividends");
    JsonNode splits = serve(folder, "mock-v3_reference_splits.json", "/v3/reference/splits");

    RowsAnswer<PolygonDividend> paid = market.dividends("CSSEN");
    RowsAnswer<PolygonSplit> split = market.splits("GOOGL");

    assertThat(paid.rows()).hasSize(dividends.get("results").size()).hasSize(10);
    assertThat(paid.report().drifted()).isFalse();
    assertThat(split.rows()).hasSize(splits.get("results").size()).hasSize(10);
    assertThat(split.rows().get(0).after()).isEqualTo(20);
    assertThat(split.report().drifted()).isFalse();
  }

  @Test
  void dividendsAreKnownFromTheirDeclarationAndSplitsFromTheirDay(
      @SharedData("fixtures/polygon") Path folder) throws IOException {
    serve(folder, "mock-v3_reference_dividends.json", "/v3/reference/dividends");
    serve(folder, "mock-v3_reference_splits.json", "/v3/reference/splits");
    LocalDate day = LocalDate.of(2025, 6, 12);
    Instant declared = Instant.parse("2020-09-10T04:00:00Z");

    assertThat(market.actions("CSSEN", day, day, declared.minusNanos(1))).isEmpty();
    assertThat(market.actions("CSSEN", day, day, declared))
        .containsExactly(
            new CorporateAction.Dividend("CSSEN", day, new BigDecimal("0.59375"), "USD", declared));
    LocalDate splitDay = LocalDate.of(2022, 7, 18);
    Instant start = Instant.parse("2022-07-18T04:00:00Z");
    assertThat(market.actions("GOOGL", splitDay, splitDay, start.minusNanos(1))).isEmpty();
    assertThat(market.actions("GOOGL", splitDay, splitDay, start))
        .singleElement()
        .isInstanceOfSatisfying(
            CorporateAction.Split.class, split -> assertThat(split.ratio()).isEqualTo(20));
  }

  @Test
  void theRecordedRefusalIsAMatterOfEntitlement(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    String refusal = Files.readString(folder.resolve("error-not-authorized.json"));
    server.always("/v3/snapshot/options/AAPL", 403, refusal);

    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> market.answer("AAPL"));

    assertThat(failure.reason()).isEqualTo(ProviderException.Reason.NOT_ENTITLED);
    assertThat(failure).hasMessageContaining("not entitled");
  }

  private JsonNode serve(Path folder, String name, String path) throws IOException {
    String body = Files.readString(folder.resolve(name));
    server.always(path, 200, body);
    return MAPPER.readTree(body);
  }
}
