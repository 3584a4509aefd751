/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaContracts;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.testkit.SharedData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Every list of Polygon and Alpaca: each of its rows is in the answer or counted as refused. What
 * chains hold is counted in {@link EveryRecordedBodyTest}.
 */
class EveryListOfRowsTest {

  private static final Instant EVER = Instant.parse("2005-01-03T14:00:00Z");
  private static final Instant NOW = Instant.parse(RecordedBody.NOW);
  private static final int MANY = 1_000_000;

  /** Which rows of a body may be refused: such as are no answer to any question. */
  private static final Map<String, Integer> REFUSED =
      Map.of("spec-v3_reference_options_contracts_options_ticker-200.json", 1); // adjusted

  @Test
  void ofPolygon(@SharedData("fixtures") Path fixtures) {
    int rows = 0;
    rows += polygon(fixtures, BodyKind.POLYGON_QUOTES, (m, a) -> m.quotes(a, EVER, NOW, MANY));
    rows += polygon(fixtures, BodyKind.POLYGON_TRADES, (m, a) -> m.trades(a, EVER, NOW, MANY));
    rows += polygon(fixtures, BodyKind.POLYGON_DIVIDENDS, (m, a) -> m.dividends(a.symbol()));
    rows += polygon(fixtures, BodyKind.POLYGON_SPLITS, (m, a) -> m.splits(a.symbol()));
    rows +=
        polygon(
            fixtures,
            BodyKind.POLYGON_BARS,
            (m, a) -> m.barsAnswer(a, Duration.ofDays(1), EVER, NOW));
    rows +=
        polygon(
            fixtures,
            BodyKind.POLYGON_CONTRACT,
            (m, a) -> m.contract(a.symbol(), LocalDate.of(2021, 11, 1)));
    assertThat(rows).isGreaterThan(40);
  }

  @Test
  void listsOfContracts(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.ofAny(fixtures, BodyKind.POLYGON_CONTRACTS)) {
      JsonNode rows = body.json().path("results");
      String ticker = rows.path(0).path("underlying_ticker").asText("AAPL");

      RowsAnswer<?> answer =
          body.ask(PolygonMarket::of, EveryListOfRowsTest::end, market -> market.contracts(ticker));

      assertThat(answer.rows().size() + refused(answer)).as(body.name()).isEqualTo(rows.size());
    }
    for (RecordedBody body : RecordedBody.ofAny(fixtures, BodyKind.ALPACA_CONTRACTS)) {
      JsonNode rows = body.json().path("option_contracts");
      String ticker = rows.path(0).path("underlying_symbol").asText("AAPL");

      RowsAnswer<?> answer =
          body.ask(
              AlpacaContracts::of,
              () -> RecordedBody.answer(200, "{\"option_contracts\":[],\"next_page_token\":null}"),
              contracts -> contracts.contracts(ticker, LocalDate.of(2030, 1, 1)));

      assertThat(answer.rows().size() + refused(answer)).as(body.name()).isEqualTo(rows.size());
    }
  }

  @Test
  void snapshotsOfOneContractOfPolygon(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.POLYGON_CONTRACT_QUOTE)) {
      JsonNode row = body.json().path("results");
      OptionContract contract =
          OptionContract.parse(row.at("/details/ticker").asText().replace("O:", ""));

      ChainAnswer answer = body.ask(PolygonMarket::of, market -> market.answer(contract));

      assertThat(answer.report().refused()).as(body.name()).isEmpty();
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
      assertThat(answer.chain().quote(0).bid().orElse(0))
          .as(body.name())
          .isEqualTo(row.at("/last_quote/bid").asDouble());
    }
  }

  @Test
  void ofAlpaca(@SharedData("fixtures") Path fixtures) {
    int rows = 0;
    rows +=
        alpaca(
            fixtures,
            BodyKind.ALPACA_BARS,
            "bars",
            (m, a) -> m.barsAnswer(a, Duration.ofHours(1), EVER, NOW));
    rows +=
        alpaca(
            fixtures,
            BodyKind.ALPACA_QUOTES,
            "quotes",
            (m, a) -> m.quotes((Underlying) a, EVER, NOW, MANY));
    rows +=
        alpaca(fixtures, BodyKind.ALPACA_TRADES, "trades", (m, a) -> m.trades(a, EVER, NOW, MANY));
    rows +=
        alpaca(
            fixtures,
            BodyKind.ALPACA_LATEST_QUOTES,
            "quotes",
            (m, a) -> m.latestQuotes(List.of(a)));
    rows +=
        alpaca(
            fixtures,
            BodyKind.ALPACA_LATEST_TRADES,
            "trades",
            (m, a) -> m.latestTrades(List.of(a)));
    assertThat(rows).isGreaterThan(10);
  }

  @Test
  void contractsOfAlpaca(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.ALPACA_CONTRACT)) {
      RowsAnswer<?> answer =
          body.ask(AlpacaContracts::of, contracts -> contracts.contract(body.ticker()));

      assertThat(answer.rows()).as(body.name()).hasSize(1);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
    }
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.ALPACA_CONTRACT_QUOTES)) {
      List<String> named = new ArrayList<>();
      body.json().path("snapshots").fieldNames().forEachRemaining(named::add);
      List<OptionContract> contracts =
          List.of(body.parameter("symbols").orElseThrow().split(",")).stream()
              .map(OptionContract::parse)
              .toList();

      ChainAnswer answer =
          body.ask(
              AlpacaMarket::of,
              () -> end("snapshots"),
              market -> market.answer(contracts.get(0).underlying(), contracts));

      assertThat(answer.chain().size()).as(body.name()).isEqualTo(named.size());
      assertThat(answer.report().refused()).as(body.name()).isEmpty();
    }
  }

  private static int polygon(
      Path fixtures, BodyKind kind, BiFunction<PolygonMarket, Asset, RowsAnswer<?>> question) {
    int rows = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, kind)) {
      JsonNode results = body.json().path("results");
      JsonNode named = results.isArray() ? results.path(0) : results;
      String ticker = body.json().path("ticker").asText(named.path("ticker").asText("AAPL"));
      Asset asset = asset(ticker.replaceFirst("^[OI]:", ""));
      int expected = results.isArray() ? results.size() : 1;

      RowsAnswer<?> answer =
          body.ask(
              PolygonMarket::of, EveryListOfRowsTest::end, market -> question.apply(market, asset));

      int refused = REFUSED.getOrDefault(body.name(), 0);
      assertThat(answer.rows()).as(body.name()).hasSize(expected - refused);
      assertThat(refused(answer)).as(body.name()).isEqualTo(refused);
      assertThat(answer.report().drifted()).as(body.name()).isFalse();
      rows += expected;
    }
    return rows;
  }

  private static int alpaca(
      Path fixtures,
      BodyKind kind,
      String list,
      BiFunction<AlpacaMarket, Asset, RowsAnswer<?>> question) {
    int rows = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, kind)) {
      String asked = body.parameter("symbols").orElseThrow();
      for (String symbol : asked.split(",")) {
        JsonNode own = body.json().path(list).path(symbol);
        int expected = own.isArray() ? own.size() : own.isObject() ? 1 : 0;
        if (!symbol.matches("[A-Z]{1,6}([0-9]{6}[CP][0-9]{8})?")) {
          continue; // misspelt on purpose, and cannot be asked for
        }

        RowsAnswer<?> answer =
            body.ask(
                AlpacaMarket::of, () -> end(list), market -> question.apply(market, asset(symbol)));

        assertThat(answer.rows()).as(symbol + " of " + body.name()).hasSize(expected);
        assertThat(answer.report().drifted()).as(body.name()).isFalse();
        rows += expected;
      }
    }
    return rows;
  }

  private static WireAnswer end() {
    return RecordedBody.answer(200, "{\"status\":\"OK\",\"results\":[]}");
  }

  private static WireAnswer end(String list) {
    return RecordedBody.answer(200, "{\"" + list + "\":{},\"next_page_token\":null}");
  }

  private static int refused(RowsAnswer<?> answer) {
    return answer.report().refused().values().stream().mapToInt(count -> count).sum();
  }

  private static Asset asset(String symbol) {
    return symbol.matches("[A-Z]{1,6}[0-9]{6}[CP][0-9]{8}")
        ? OptionContract.parse(symbol)
        : new Underlying(symbol);
  }
}
