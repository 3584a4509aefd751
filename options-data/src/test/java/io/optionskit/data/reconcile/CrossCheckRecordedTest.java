/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yahoo's quotes beside Cboe's Greeks of the same contracts, as a public project joined them. */
class CrossCheckRecordedTest {

  private static final double PLACEHOLDER = 1e-4; // Yahoo's 1.0000000000000003e-05 is no volatility
  private static final LocalDate FRIDAY = LocalDate.of(2026, 8, 21);

  @ParameterizedTest
  @ValueSource(strings = {"AG", "ALLY", "AWI"})
  void cboesGreeksJoinYahoosQuotesContractByContract(
      String symbol, @SharedData("fixtures/cross-check") Path folder) throws IOException {
    JsonNode file = read(folder, symbol);
    OptionChain yahoo = yahoo(file);
    OptionChain cboe = cboe(file);

    Reconciliation result =
        Reconciler.choosing(Ranking.preferring("yahoo"))
            .taking(FieldGroup.VOLATILITY_AND_GREEKS, Ranking.preferring("cboe"))
            .reconcile(List.of(cboe, yahoo));

    ChainComparison comparison = result.comparisons().get(0);
    int matched = file.at("/greeks/cboeMatched").asInt();
    assertThat(comparison.common()).isEqualTo(matched).isEqualTo(file.get("quotes").size());
    assertThat(comparison.field(QuoteField.DELTA).onlyFirst()).isEqualTo(matched); // cboe < yahoo
    assertThat(comparison.field(QuoteField.BID).onlySecond())
        .isEqualTo(count(file, "bid", 0))
        .isPositive();
    OptionChain chain = result.chosen();
    assertThat(result.sources()).containsExactly("cboe", "yahoo");
    for (JsonNode row : file.get("quotes")) {
      OptionQuote quote =
          chain.findQuote(OptionContract.parse(row.get("symbol").asText())).orElseThrow();
      assertThat(quote.observation(QuoteField.DELTA).orElseThrow().feed().source())
          .isEqualTo("cboe");
      assertThat(quote.observation(QuoteField.DELTA).orElseThrow().value())
          .isEqualTo(row.get("delta").asDouble());
      quote
          .observation(QuoteField.ASK)
          .ifPresent(ask -> assertThat(ask.feed().source()).isEqualTo("yahoo"));
      assertThat(quote.observation(QuoteField.IMPLIED_VOLATILITY))
          .as("Yahoo's volatility does not go with Cboe's delta")
          .isEmpty();
    }
  }

  @Test
  void sayHowFarTheirMiddlesAreApart(@SharedData("fixtures/cross-check") Path folder)
      throws IOException {
    JsonNode file = read(folder, "AG");
    OptionChain yahoo = yahoo(file);
    OptionChain shifted = chain(file, feed("cboe"), row -> quoteOf(row, 0.30));

    FieldAgreement bids =
        ChainComparison.of(yahoo, shifted, Tolerances.defaults()).field(QuoteField.BID);

    int within = 0;
    for (JsonNode row : file.get("quotes")) {
      double bid = row.get("bid").asDouble();
      within += bid > 0 && 0.30 <= 0.05 + 0.02 * (bid + 0.30) ? 1 : 0;
    }
    assertThat(bids.compared()).isEqualTo(count(file, "bid", 0));
    assertThat(bids.agreeing()).isEqualTo(within).isPositive();
    assertThat(bids.median().orElseThrow()).isCloseTo(0.30, within(1e-9));
  }

  private static JsonNode read(Path folder, String symbol) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve("yahoo_cboe_join-" + symbol + "-2026-08-22.json").toFile());
  }

  private static OptionChain yahoo(JsonNode file) {
    return chain(
        file,
        feed("yahoo"),
        row -> {
          double volatility = row.get("iv").asDouble();
          return quoteOf(row, 0)
              .set(
                  QuoteField.IMPLIED_VOLATILITY,
                  volatility > PLACEHOLDER ? volatility : Double.NaN);
        });
  }

  private static OptionChain cboe(JsonNode file) {
    return chain(
        file,
        feed("cboe"),
        row ->
            new IntakeRow()
                .set(QuoteField.DELTA, row.get("delta").asDouble())
                .set(QuoteField.GAMMA, row.get("gamma").asDouble())
                .set(QuoteField.VEGA, row.get("vega").asDouble() * 100));
  }

  private static IntakeRow quoteOf(JsonNode row, double shift) {
    return new IntakeRow()
        .set(QuoteField.BID, positive(row, "bid") + shift)
        .set(QuoteField.ASK, positive(row, "ask") + shift);
  }

  private static double positive(JsonNode row, String name) {
    double value = row.get(name).asDouble();
    return value > 0 ? value : Double.NaN;
  }

  private interface Reader {
    IntakeRow read(JsonNode row);
  }

  private static OptionChain chain(JsonNode file, Feed feed, Reader reader) {
    ChainIntake intake =
        new ChainIntake(
            file.get("symbol").asText(), feed, FRIDAY, new FieldCensus(Set.of(), Set.of()));
    intake.spot(file.get("underlyingPrice").asDouble());
    intake.marketTime(OffsetDateTime.parse(file.get("updated").asText()).toInstant());
    for (JsonNode row : file.get("quotes")) {
      intake.add(OptionContract.parse(row.get("symbol").asText()), reader.read(row));
    }
    return intake.answer().chain();
  }

  private static Feed feed(String source) {
    return new Feed(
        source,
        DelayClass.DELAYED,
        Duration.ofMinutes(15),
        Optional.of(Instant.parse("2026-08-22T14:00:00Z")));
  }

  private static int count(JsonNode file, String name, double above) {
    int count = 0;
    for (JsonNode row : file.get("quotes")) {
      count += row.get(name).asDouble() > above ? 1 : 0;
    }
    return count;
  }
}
