/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteIssue;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The recorded Cboe chain of the Russell 2000 of 20 September 2023, judged; beside it forwards,
 * discount factors and volatilities that were calculated elsewhere, and counts over the raw text.
 */
class RussellQualityTest {

  private static final String NAME = "delayed_quotes-RUT-2023-09-20-A";
  private static final double RATE = 0.05;

  @Test
  void forwardsAndDiscountFactorsAreThoseFoundElsewhere(@SharedData("fixtures/cboe") Path folder)
      throws IOException {
    JudgedChain judged = judged(folder);
    int expiries = 0;

    for (JsonNode expected : expected(folder)) {
      ExpiryForward found = forward(judged, expected);
      assertThat(found.forward())
          .as("%s %s", found.root(), found.expiry())
          .isEqualTo(expected.get("forward").asDouble(), within(0.004));
      assertThat(found.discountFactor())
          .as("%s %s", found.root(), found.expiry())
          .isEqualTo(expected.get("discount_factor").asDouble(), within(0.0002));
      assertThat(found.years())
          .isEqualTo(
              expected.get("T_years_act365_from_2023-09-20T16:15ET").asDouble(),
              within(2 / 8760.0)); // theirs ignores that clocks are put back in November
      expiries++;
    }

    assertThat(expiries).isEqualTo(12);
  }

  /**
   * Volatilities of the middles: out of the money those of the judged chain, in the money solved
   * here, because the chain gives a quote whose spread hides its time value the volatility of the
   * other type.
   */
  @Test
  void volatilitiesAreThoseFoundElsewhere(@SharedData("fixtures/cboe") Path folder)
      throws IOException {
    JudgedChain judged = judged(folder);
    double[] volatilities = judged.chain().columns().orElseThrow().impliedVolatility();
    int compared = 0;
    int expectedRows = 0;
    for (JsonNode expected : expected(folder)) {
      ExpiryForward forward = forward(judged, expected);
      ExpirySlice slice =
          ExpirySlice.find(judged.chain(), forward.root(), forward.expiry()).orElseThrow();
      expectedRows += 2 * expected.get("strikes").size();
      for (int row = slice.from(); row < slice.to(); row++) {
        OptionContract contract = judged.chain().contract(row);
        JsonNode expectedOne =
            expected.get("strikes").get(contract.strike().toBigInteger().toString());
        if (expectedOne != null) {
          boolean isCall = contract.type() == OptionType.CALL;
          boolean isOut = contract.type().intrinsic(forward.forward(), strike(contract)) == 0;
          double middle = 0.5 * (judged.chain().bid(row) + judged.chain().ask(row));
          assertThat(isOut ? volatilities[row] : volatility(contract, forward, middle))
              .as("%s", contract)
              .isEqualTo(expectedOne.get(isCall ? "call_iv" : "put_iv").asDouble(), within(0.0001));
          compared++;
        }
      }
    }

    assertThat(compared).isEqualTo(expectedRows).isEqualTo(1006);
  }

  private static double volatility(OptionContract contract, ExpiryForward forward, double price) {
    return ImpliedVolatility.solve(
        contract.type(),
        forward.forward(),
        strike(contract),
        forward.years(),
        forward.discountFactor(),
        price);
  }

  private static double strike(OptionContract contract) {
    return contract.strike().doubleValue();
  }

  @Test
  void theMonthlyRootSettlesInTheMorningAndTheWeeklyAtTheClose(
      @SharedData("fixtures/cboe") Path folder) throws IOException {
    OptionChain chain = judged(folder).chain();

    for (int row = 0; row < chain.size(); row++) {
      assertThat(chain.contract(row).settlement())
          .isEqualTo(
              chain.contract(row).root().equals("RUT") ? Settlement.CASH_AM : Settlement.CASH_PM);
    }
  }

  @Test
  void countsAreThoseOfTheText(@SharedData("fixtures/cboe") Path folder) throws IOException {
    JudgedChain judged = judged(folder);

    assertThat(count(judged, QuoteIssue.NO_QUOTE))
        .isEqualTo(count(folder, row -> bid(row) == 0 && ask(row) == 0));
    assertThat(count(judged, QuoteIssue.ONE_SIDED))
        .isEqualTo(count(folder, row -> bid(row) == 0 ^ ask(row) == 0))
        .isEqualTo(767);
    assertThat(count(judged, QuoteIssue.CROSSED))
        .isEqualTo(count(folder, row -> bid(row) > ask(row) && ask(row) > 0));
    assertThat(count(judged, QuoteIssue.LOCKED))
        .isEqualTo(count(folder, row -> bid(row) == ask(row) && ask(row) > 0));
    assertThat(count(judged, QuoteIssue.IV_PLACEHOLDER))
        .isEqualTo(count(folder, row -> row.get("iv").asDouble() == 0));
    assertThat(count(judged, QuoteIssue.GREEKS_OUT_OF_RANGE))
        .isEqualTo(count(folder, RussellQualityTest::hasImpossibleGreeks));
    assertThat(count(judged, QuoteIssue.WIDE_AGAINST_PRICE))
        .isEqualTo(
            count(
                folder,
                row ->
                    bid(row) > 0
                        && ask(row) - bid(row) > 0.1 + 1e-9
                        && ask(row) - bid(row) > 0.2 * (bid(row) + ask(row)) / 2 + 1e-9));
  }

  @Test
  void noQuoteContradictsAnother(@SharedData("fixtures/cboe") Path folder) throws IOException {
    JudgedChain judged = judged(folder);

    assertThat(judged.quality().counts())
        .doesNotContainKeys(
            QuoteIssue.STALE,
            QuoteIssue.BELOW_INTRINSIC,
            QuoteIssue.VERTICAL_ARBITRAGE,
            QuoteIssue.BUTTERFLY_ARBITRAGE,
            QuoteIssue.CALENDAR_ARBITRAGE);
    assertThat(QualityPage.row("RUT"))
        .isEqualTo(
            QualityPage.cells(
                judged.chain().size(), judged.quality().counts(), judged.quality().score()));
  }

  @Test
  void greeksOfCboeArePerPointAndPerDay(@SharedData("fixtures/cboe") Path folder)
      throws IOException {
    OptionChain chain = judged(folder).chain();
    ChainColumns own = chain.columns().orElseThrow();
    ChainColumns theirs = chain.sourceColumns().orElseThrow();
    List<Double> vegas = new ArrayList<>();
    List<Double> rhos = new ArrayList<>();
    for (int row = 0; row < chain.size(); row++) {
      double delta = Math.abs(own.delta()[row]);
      if (delta > 0.25 && delta < 0.75 && own.vega()[row] > 50) {
        vegas.add(own.vega()[row] / theirs.vega()[row]);
        rhos.add(own.rho()[row] / theirs.rho()[row]);
      }
    }

    assertThat(vegas).hasSizeGreaterThan(200);
    assertThat(vegas.stream().sorted().toList().get(vegas.size() / 2)).isCloseTo(1, within(0.02));
    assertThat(rhos.stream().sorted().toList().get(rhos.size() / 2)).isCloseTo(1, within(0.05));
  }

  private static boolean hasImpossibleGreeks(JsonNode row) {
    boolean isCall = row.get("option").asText().matches(".*C\\d{8}");
    double delta = row.get("delta").asDouble() * (isCall ? 1 : -1);
    return delta < -1e-4
        || delta > 1.0001
        || row.get("gamma").asDouble() < -1e-4
        || row.get("vega").asDouble() < -1e-6;
  }

  private static double bid(JsonNode row) {
    return row.get("bid").asDouble();
  }

  private static double ask(JsonNode row) {
    return row.get("ask").asDouble();
  }

  private static int count(JudgedChain judged, QuoteIssue issue) {
    return judged.quality().counts().getOrDefault(issue, 0);
  }

  private static int count(Path folder, Predicate<JsonNode> condition) throws IOException {
    int count = 0;
    for (JsonNode row : tree(folder, ".json").at("/data/options")) {
      count += condition.test(row) ? 1 : 0;
    }
    return count;
  }

  private static JsonNode expected(Path folder) throws IOException {
    return tree(folder, ".expect.json").get("expiries");
  }

  private static JsonNode tree(Path folder, String ending) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(NAME + ending).toFile());
  }

  private static ExpiryForward forward(JudgedChain judged, JsonNode expected) {
    return judged
        .findForward(
            expected.get("root").asText(), LocalDate.parse(expected.get("expiry").asText()))
        .orElseThrow();
  }

  private static JudgedChain judged(Path folder) {
    MovableClock clock = new MovableClock("2023-09-21T03:17:42Z");
    try (RecordedServer server = RecordedServer.start().folder(folder);
        CboeMarket market = CboeMarket.of(ProviderAccess.at(server.url()).withClock(clock))) {
      return ChainJudge.of(RATE).examine(market.answer("RUT"));
    }
  }
}
