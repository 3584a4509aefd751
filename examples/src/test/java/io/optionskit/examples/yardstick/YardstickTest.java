/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random order scripts through the {@code backtest} command on real quotes, checked to the cent
 * against {@link Yardstick}, which shares no code with the library.
 */
class YardstickTest {

  private static final int SCRIPTS = 12;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "options/intraday/lean1m_twx_2014-06-05.csv.gz, TWX, false",
    "options/intraday/lean1m_nwsa_2013-06-28.csv.gz, NWSA, false",
    "options/intraday/yahoo5m_aapl_2020-12-17.csv.gz, AAPL, false",
    "options/intraday/yahoo5m_ba_2020-12-17.csv.gz, BA, false",
    "options/intraday/yahoo5m_bac_2020-12-17.csv.gz, BAC, false",
    "options/intraday/lean1h_aapl_2014-06-06.csv.gz, AAPL, false",
    "options/intraday/lean1m_spxw_2021-01-04_05.csv.gz, SPX, true",
    "options/eod/spxw_exp2018-01-31_lifetime.csv.gz, SPX, true"
  })
  void randomScriptsEndWithTheSameEquityToTheCent(String file, String stock, boolean index)
      throws Exception {
    Path data = Command.sharedData(file);
    assumeThat(data).as("real market data, kept outside the repository").exists();
    RawQuotes quotes = RawQuotes.read(data);
    for (int seed = 1; seed <= SCRIPTS; seed++) {
      Script script = script(quotes, stock, index, new SplittableRandom(seed));
      Path orders = Files.writeString(folder.resolve("orders-" + seed + ".yaml"), script.text());

      JsonNode result = Command.backtest(data, "--orders", orders.toString(), "--cash", "1000000");

      Yardstick yardstick = new Yardstick(quotes, stock, index, new BigDecimal("1000000"));
      BigDecimal equity = yardstick.play(script.orders(), script.closeAllAt(), script.end());
      String what =
          file + " with seed " + seed + "\n" + script.text() + "\n" + result.path("warnings");
      assertThat(result.path("fillCount").asInt()).as(what).isEqualTo(yardstick.fills());
      assertThat(result.path("fees").decimalValue())
          .as(what)
          .isEqualByComparingTo(yardstick.fees());
      assertThat(result.path("endEquity").decimalValue()).as(what).isEqualByComparingTo(equity);
    }
  }

  private record Script(
      List<Yardstick.Order> orders, Optional<Instant> closeAllAt, Instant end, String text) {}

  private static Script script(
      RawQuotes quotes, String stock, boolean index, SplittableRandom random) {
    TreeSet<Instant> instants = new TreeSet<>(quotes.spots.keySet());
    quotes.rows.values().forEach(rows -> rows.forEach(row -> instants.add(row.time())));
    List<Instant> times = List.copyOf(instants);
    List<String> symbols = List.copyOf(quotes.rows.keySet());
    List<Yardstick.Order> orders = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(5);
    int latest = 0;
    for (int i = 0; i < count; i++) {
      latest = Math.max(latest, random.nextInt(times.size()));
      // Sometimes between two rows, so that the first row after it counts.
      Instant at = times.get(latest).minusSeconds(random.nextBoolean() ? 0 : 17);
      List<Yardstick.Leg> legs = new ArrayList<>();
      int legCount = 1 + random.nextInt(4);
      for (int leg = 0; leg < legCount; leg++) {
        String symbol = symbols.get(random.nextInt(symbols.size()));
        if (legs.stream().noneMatch(other -> other.symbol().equals(symbol))) {
          legs.add(
              new Yardstick.Leg(symbol, (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(2))));
        }
      }
      if (!index && random.nextInt(3) == 0) {
        legs.add(new Yardstick.Leg(stock, random.nextBoolean() ? 100 : -37));
      }
      Yardstick.Order order = new Yardstick.Order(at, legs, 1 + random.nextInt(3));
      orders.add(order);
      text.append("- at: ").append(at).append("\n  quantity: ").append(order.quantity());
      text.append("\n  type: market\n  tif: GTC\n  legs:\n");
      for (Yardstick.Leg leg : legs) {
        text.append("  - {contract: ")
            .append(leg.symbol())
            .append(", ratio: ")
            .append(leg.ratio())
            .append("}\n");
      }
    }
    Optional<Instant> closeAllAt = Optional.empty();
    if (random.nextInt(3) > 0) {
      int close =
          Math.min(times.size() - 1, latest + random.nextInt(1 + (times.size() - latest) / 2));
      closeAllAt = Optional.of(times.get(close));
      text.append("- at: ").append(times.get(close)).append("\n  close: all\n");
    }
    return new Script(orders, closeAllAt, times.get(times.size() - 1), text.toString());
  }
}
