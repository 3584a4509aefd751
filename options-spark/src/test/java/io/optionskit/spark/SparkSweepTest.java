/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.contract.OptionContract;
import io.optionskit.decision.Decision;
import io.optionskit.decision.View;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.Strategy;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SparkSweepTest {

  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("sweep")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void givesTheResultsOfALoopInItsOrder() {
    List<Integer> quantities = List.of(3, 1, 4, 1, 5, 9, 2, 6);

    List<Outcome> swept = SparkSweep.run(spark, quantities, SparkSweepTest::backtest);

    assertThat(swept).isEqualTo(quantities.stream().map(SparkSweepTest::backtest).toList());
    // One contract is bought at 2.00 and marked at the middle of 3.00 and 3.20.
    assertThat(swept.get(1).endEquity()).isEqualByComparingTo("100110");
  }

  @Test
  void nothingToRunGivesNothing() {
    assertThat(SparkSweep.run(spark, List.<Integer>of(), SparkSweepTest::backtest)).isEmpty();
  }

  private record Outcome(String runId, BigDecimal endEquity) implements Serializable {}

  private static Outcome backtest(int quantity) {
    BacktestResult result =
        Backtest.of(new TwoQuotes()).strategy(new Buy(quantity)).seed(quantity).run();
    return new Outcome(result.runId(), result.endEquity());
  }

  private record Buy(int quantity) implements Strategy {
    @Override
    public String name() {
      return "buy";
    }

    @Override
    public List<Decision> decide(View view) {
      return List.of(
          Decision.submit(Order.market("first", quantity, List.of(new Leg(CALL, 1))), "start"));
    }
  }

  private static final class TwoQuotes implements MarketHistory {
    private final AssetTable assets = new AssetTable();
    private boolean played;

    @Override
    public AssetTable assets() {
      return assets;
    }

    @Override
    public Optional<QuoteTable> next() {
      if (played) {
        return Optional.empty();
      }
      played = true;
      QuoteTable.Builder rows = QuoteTable.builder(assets);
      add(rows, "2024-01-17T15:00:00Z", 1.90, 2.00);
      add(rows, "2024-01-17T16:00:00Z", 3.00, 3.20);
      return Optional.of(rows.build());
    }

    private void add(QuoteTable.Builder rows, String time, double bid, double ask) {
      long timeNs = EpochNanos.of(Instant.parse(time));
      rows.add(timeNs, assets.idOf(CALL), bid, ask, Double.NaN, -1, -1, -1, -1);
    }

    @Override
    public void close() {}
  }
}
