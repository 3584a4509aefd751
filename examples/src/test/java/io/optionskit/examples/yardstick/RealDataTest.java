/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shipped strategies on real quotes: the orders that the {@code backtest} command reports are
 * priced a second time from the text of the file, and must end with the same equity.
 */
class RealDataTest {

  private static final String SPX_PROFILE =
      "--profile weekly-ivrank --set universe.symbols=SPX --set strategy.width=100 --set strategy.short-delta=0.9"
          + " --set universe.dte.min=1 --set order.entry-limit-factor=0.5"
          + " --cash 1000000";

  @ParameterizedTest(name = "{1} on {0}")
  @CsvSource({
    "options/intraday/lean1m_twx_2014-06-05.csv.gz, iron-condor, TWX, 1, ''",
    "options/intraday/lean1m_twx_2014-06-05.csv.gz, put-credit-spread, TWX, 1, ''",
    "options/intraday/yahoo5m_aapl_2020-12-17.csv.gz, iron-condor, AAPL, 1, ''",
    "options/intraday/yahoo5m_aapl_2020-12-17.csv.gz, put-credit-spread, AAPL, 1, ''",
    "options/intraday/yahoo5m_ba_2020-12-17.csv.gz, iron-condor, BA, 1, ''",
    "options/intraday/yahoo5m_ba_2020-12-17.csv.gz, put-credit-spread, BA, 2, ''",
    "options/intraday/yahoo5m_bac_2020-12-17.csv.gz, iron-condor, BAC, 0, ''",
    "options/intraday/yahoo5m_bac_2020-12-17.csv.gz, put-credit-spread, BAC, 1, ''",
    "options/eod/spxw_exp2018-01-31_lifetime.csv.gz, iron-condor, SPX, 4, ''",
    "options/eod/spxw_exp2018-01-31_lifetime.csv.gz, put-credit-spread, SPX, 4, ''",
    // Only the strikes 3700 and 3800 are in the file: no condor can be made of them.
    "options/intraday/lean1m_spxw_2021-01-04_05.csv.gz, iron-condor, SPX, 0, ''",
    "options/intraday/lean1m_spxw_2021-01-04_05.csv.gz, put-credit-spread, SPX, 1, PROFILE"
  })
  void endsWithTheEquityOfASecondCalculation(
      String file, String strategy, String underlying, int fewestOrders, String options) {
    Path data = Command.sharedData(file);
    assumeThat(data).as("real market data, kept outside the repository").exists();
    List<String> arguments = new ArrayList<>(List.of("--strategy", strategy));
    if (options.equals("PROFILE")) {
      arguments.addAll(List.of(SPX_PROFILE.split(" ")));
    }

    JsonNode result = Command.backtest(data, arguments.toArray(String[]::new));

    RawQuotes quotes = RawQuotes.read(data);
    Yardstick yardstick =
        new Yardstick(
            quotes,
            underlying,
            underlying.equals("SPX"),
            result.path("startEquity").decimalValue());
    BigDecimal equity = yardstick.play(filled(result), Optional.empty(), lastInstant(quotes));
    assertThat(result.path("orderCount").asInt()).isGreaterThanOrEqualTo(fewestOrders);
    assertThat(result.path("fillCount").asInt()).isEqualTo(yardstick.fills());
    assertThat(result.path("fees").decimalValue()).isEqualByComparingTo(yardstick.fees());
    assertThat(result.path("endEquity").decimalValue()).isEqualByComparingTo(equity);
  }

  /**
   * The orders that were filled, at the time they were given: entries ask for the natural credit,
   * so they fill at once.
   */
  private static List<Yardstick.Order> filled(JsonNode result) {
    List<Yardstick.Order> orders = new ArrayList<>();
    for (JsonNode order : result.path("orders")) {
      if (order.path("state").asText().equals("FILLED")) {
        List<Yardstick.Leg> legs = new ArrayList<>();
        for (JsonNode leg : order.path("legs")) {
          legs.add(
              new Yardstick.Leg(
                  leg.path("symbol").asText().replace(" ", ""), leg.path("ratio").asInt()));
        }
        orders.add(
            new Yardstick.Order(
                Instant.parse(order.path("submittedAt").asText()),
                legs,
                order.path("quantity").asInt()));
      }
    }
    return orders;
  }

  private static Instant lastInstant(RawQuotes quotes) {
    TreeSet<Instant> instants = new TreeSet<>(quotes.spots.keySet());
    quotes.rows.values().forEach(rows -> rows.forEach(row -> instants.add(row.time())));
    return instants.last();
  }
}
