/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsReport;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that the vendor's clients keep for their tests, counted a second time from the text. */
class AlpacaRecordedTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LAST_PAGE = "{\"%s\":{},\"next_page_token\":null}";
  private static final Instant FROM = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-01-01T00:00:00Z");

  private final RecordedServer server = RecordedServer.start();
  private final AlpacaMarket market =
      AlpacaMarket.of(
          ProviderAccess.at(server.url())
              .withClock(new MovableClock("2026-07-01T00:00:00Z"))
              .withSecrets(SecretSource.none()));

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void theRecordedChainIsWhole(@SharedData("fixtures/alpaca") Path folder) throws IOException {
    serve(
        folder,
        "historical_option_data-get_option_chain-1.json",
        "/v1beta1/options/snapshots/AAPL");

    ChainAnswer answer = market.answer("AAPL");

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().drifted()).isFalse();
    assertThat(answer.report().issues()).isEmpty();
    assertThat(answer.report().missing())
        .containsOnlyKeys(QuoteField.VOLUME, QuoteField.OPEN_INTEREST);
  }

  @Test
  void thePutWithADeltaOfTwoThirdsIsFlagged(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(
        folder,
        "historical_option_data-get_snapshot_with_feed-1.json",
        "/v1beta1/options/snapshots");
    OptionContract put = OptionContract.parse("AAPL240126P00050000");

    ChainAnswer answer = market.answer("AAPL", List.of(put));

    assertThat(answer.report().issues())
        .isEqualTo(Map.of(put, Set.of(QuoteIssue.GREEKS_OUT_OF_RANGE)));
  }

  @Test
  void aSnapshotWithAQuoteOnlyHasNothingElse(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(
        folder,
        "historical_option_data-get_snapshot_latest_quote_only-1.json",
        "/v1beta1/options/snapshots");

    ChainAnswer answer =
        market.answer("AAPL", List.of(OptionContract.parse("AAPL240126P00050000")));

    assertThat(answer.chain().quote(0).mid()).hasValueCloseTo(0.535, Offset.offset(1e-12));
    assertThat(answer.report().missing())
        .doesNotContainKeys(
            QuoteField.BID, QuoteField.ASK, QuoteField.BID_SIZE, QuoteField.ASK_SIZE)
        .hasSize(QuoteField.values().length - 4);
  }

  @Test
  void aContractThatIsNotThereIsAnEmptyResult(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(
        folder,
        "historical_option_data-get_snapshot_single_empty_response-1.json",
        "/v1beta1/options/snapshots");
    serve(
        folder,
        "historical_option_data-get_latest_trade_multi_not_found-2.json",
        "/v1beta1/options/trades/latest");
    serve(
        folder,
        "historical_option_data-get_bars_single_empty_response-2.json",
        "/v1beta1/options/bars");
    OptionContract put = OptionContract.parse("AAPL240126P00050000");

    assertThat(market.answer("AAPL", List.of(put)).chain().size()).isZero();
    assertThat(market.latestTrades(List.of(put)).rows()).isEmpty();
    assertThat(market.bars(put, Duration.ofHours(1), FROM, TO)).isEmpty();
  }

  @Test
  void aSnapshotOfAnIndexOptionIsOnTheIndex(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(folder, "go-TestGetOptionSnapshot-1.json", "/v1beta1/options/snapshots/SPX");

    ChainAnswer answer = market.answer("SPX");

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().refused()).isEmpty();
  }

  @Test
  void barsOfOptionsAreReadOverAllPages(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    JsonNode body = next(folder, "historical_option_data-get_bars-2.json", "/v1beta1/options/bars");
    server.next("/v1beta1/options/bars", 200, LAST_PAGE.formatted("bars"));

    RowsAnswer<Bar> answer =
        market.barsAnswer(
            OptionContract.parse("SPY240426C00555000"), Duration.ofHours(1), FROM, TO);

    assertThat(answer.rows())
        .hasSize(body.at("/bars/SPY240426C00555000").size())
        .extracting(Bar::volume)
        .containsExactly(21L, 3L);
    assertThat(answer.rows().get(0).end()).isEqualTo("2024-03-12T14:00:00Z");
    assertThat(answer.report().drifted()).isFalse();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void barsOfStocksHaveTheHoursOfTheirSessions(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    next(folder, "historical_stock_data-get_bars-1.json", "/v2/stocks/bars");
    server.next("/v2/stocks/bars", 200, LAST_PAGE.formatted("bars"));
    RowsAnswer<Bar> apple = market.barsAnswer(new Underlying("AAPL"), Duration.ofDays(1), FROM, TO);

    assertThat(apple.rows())
        .extracting(Bar::end)
        .containsExactly(
            Instant.parse("2022-02-01T21:00:00Z"), Instant.parse("2022-02-02T21:00:00Z"));
    assertThat(apple.report().refused()).isEmpty();
  }

  @Test
  void quotesAndTradesAreWholeHoweverConditionsAreWritten(
      @SharedData("fixtures/alpaca") Path folder) throws IOException {
    serve(
        folder,
        "historical_option_data-get_latest_quote_with_feed-1.json",
        "/v1beta1/options/quotes/latest");
    serve(folder, "go-TestLatestQuotes-1.json", "/v2/stocks/quotes/latest");
    serve(folder, "go-TestGetLatestOptionTrade-1.json", "/v1beta1/options/trades/latest");
    serve(
        folder,
        "historical_stock_data-get_multisymbol_latest_trade-1.json",
        "/v2/stocks/trades/latest");
    List<Asset> quoted =
        List.of(
            OptionContract.parse("AAPL240126P00050000"),
            new Underlying("F"),
            new Underlying("TSLA"),
            new Underlying("GE"));
    List<Asset> traded =
        List.of(
            OptionContract.parse("BABA260116P00125000"),
            new Underlying("AAPL"),
            new Underlying("TSLA"));

    assertWhole(market.latestQuotes(quoted).report(), 4);
    assertWhole(market.latestTrades(traded).report(), 3);
  }

  @Test
  void historiesAreReadOverAllPages(@SharedData("fixtures/alpaca") Path folder) throws IOException {
    next(folder, "go-TestGetQuotes-1.json", "/v2/stocks/quotes");
    next(folder, "go-TestGetQuotes-2.json", "/v2/stocks/quotes");
    next(folder, "go-TestGetOptionTrades-1.json", "/v1beta1/options/trades");
    server.next("/v1beta1/options/trades", 200, LAST_PAGE.formatted("trades"));

    assertWhole(market.quotes(new Underlying("IBM"), FROM, TO, 100).report(), 12);
    assertWhole(
        market.trades(OptionContract.parse("AAPL240308C00172500"), FROM, TO, 100).report(), 2);
  }

  @Test
  void tradesThatWereTakenBackAreRefused(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(folder, "go-TestGetTrades_Update-1.json", "/v2/stocks/trades");

    RowsReport report = market.trades(new Underlying("A"), FROM, TO, 100).report();

    assertThat(report.refused()).isEqualTo(Map.of(Refusal.WITHDRAWN, 2));
  }

  @Test
  void pricesInAnotherCurrencyAreNotTakenForDollars(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    serve(folder, "go-TestGetTrades_Currency-1.json", "/v2/stocks/trades");

    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> market.trades(new Underlying("AAPL"), FROM, TO, 100));

    assertThat(failure.reason()).isEqualTo(ProviderException.Reason.BAD_DATA);
    assertThat(failure).hasMessageContaining("JPY");
  }

  private static void assertWhole(RowsReport report, int rows) {
    assertThat(report.accepted()).isEqualTo(rows);
    assertThat(report.refused()).isEmpty();
    assertThat(report.drifted()).as(report.toString()).isFalse();
    assertThat(report.complete()).isTrue();
  }

  private void serve(Path folder, String name, String path) throws IOException {
    server.always(path, 200, Files.readString(folder.resolve(name)));
  }

  private JsonNode next(Path folder, String name, String path) throws IOException {
    String body = Files.readString(folder.resolve(name));
    server.next(path, 200, body);
    return MAPPER.readTree(body);
  }
}
