/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.engine.OrderRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs scripts on a few rows with the real engine and broker. */
class ScriptStrategyTest {

  @TempDir Path directory;

  private ScriptStrategy strategy;
  private BacktestResult result;

  @BeforeEach
  void writeQuotes() throws IOException {
    Files.writeString(
        directory.resolve("quotes.csv"),
        """
        quote_time,underlying,root,expiration,strike,right,bid,ask,last,underlying_price
        2021-01-04T15:00:00Z,TWX,TWX,2021-01-15,40,C,1.00,1.10,,40
        2021-01-04T15:00:00Z,TWX,TWX,2021-01-15,45,C,0.30,0.40,,40
        2021-01-04T15:01:00Z,TWX,TWX,2021-01-15,40,C,1.20,1.30,,41
        2021-01-04T15:01:00Z,TWX,TWX,2021-01-15,45,C,0.40,0.50,,41
        2021-01-04T15:02:00Z,TWX,TWX,2021-01-15,40,C,1.50,1.60,,42
        2021-01-04T15:03:00Z,TWX,TWX,2021-01-15,45,C,0.50,0.60,,42
        """);
  }

  private List<String> run(String... lines) {
    try (TidyHistory history = TidyHistory.open(directory)) {
      OrderScript script = OrderScript.parse("script.yaml", String.join("\n", lines));
      strategy = script.strategy(history.assets());
      result = Backtest.of(history).strategy(strategy).cash(new BigDecimal("10000")).run();
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
    return result.orders().stream().map(ScriptStrategyTest::text).toList();
  }

  private static String text(OrderRecord order) {
    return order.order().orderId()
        + " "
        + order.submittedAt()
        + " "
        + order.state()
        + " "
        + order.order().legs().stream()
            .map(
                leg ->
                    (leg.ratio() * order.order().quantity())
                        + " "
                        + leg.asset().symbol().replaceAll(" +", "_"))
            .toList();
  }

  @Test
  void givesEachOrderAtTheFirstInstantNotBeforeItsOwn() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:00:30Z, legs: [{contract: TWX210115C00040000, ratio: 2}]}",
                "- {at: 2021-01-04T14:00:00Z, legs: [{contract: TWX210115C00045000, ratio: -1},"
                    + " {contract: TWX210115C00040000, ratio: 1}], quantity: 3}"))
        .containsExactly(
            "script/order-2 2021-01-04T15:00:00Z FILLED [-3 TWX_210115C00045000,"
                + " 3 TWX_210115C00040000]",
            "script/order-1 2021-01-04T15:01:00Z FILLED [2 TWX_210115C00040000]");
    assertThat(strategy.warnings()).isEmpty();
    assertThat(strategy.entriesLeft()).isZero();
  }

  @Test
  void closesEveryPositionWithAnOppositeMarketOrder() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:00:00Z, legs: [{contract: TWX210115C00045000, ratio: -1},"
                    + " {contract: TWX210115C00040000, ratio: 2}], quantity: 3}",
                "- {at: 2021-01-04T15:01:00Z, close: all}"))
        .containsExactly(
            "script/order-1 2021-01-04T15:00:00Z FILLED [-3 TWX_210115C00045000,"
                + " 6 TWX_210115C00040000]",
            "script/flatten-1 2021-01-04T15:01:00Z FILLED" + " [-6 TWX_210115C00040000]",
            "script/flatten-2 2021-01-04T15:01:00Z FILLED" + " [3 TWX_210115C00045000]");
    assertThat(result.openPositions()).isEmpty();
    // buys 6 at 1.10 and 3 at 0.50, sells 6 at 1.20 and 3 at 0.30, a hundred shares each
    assertThat(result.endEquity()).isEqualByComparingTo("10000");
  }

  @Test
  void closesOnlyTheNamedPosition() {
    run(
        "- {at: 2021-01-04T15:00:00Z, legs: [{contract: TWX210115C00045000, ratio: 1},"
            + " {contract: TWX210115C00040000, ratio: 2}]}",
        "- {at: 2021-01-04T15:01:00Z, close: TWX210115C00045000}");

    assertThat(result.openPositions())
        .extracting(open -> open.position().asset().symbol())
        .containsExactly("TWX   210115C00040000");
  }

  @Test
  void closesStockAtItsTicker() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:00:00Z, legs: [{contract: TWX, ratio: 10}]}",
                "- {at: 2021-01-04T15:02:00Z, close: TWX}"))
        .containsExactly(
            "script/order-1 2021-01-04T15:00:00Z FILLED [10 TWX]",
            "script/flatten-1 2021-01-04T15:02:00Z FILLED [-10 TWX]");
    assertThat(result.endEquity()).isEqualByComparingTo("10020");
  }

  @Test
  void closesWhatAnEarlierEntryOfTheSameInstantOpened() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:00:00Z, legs: [{contract: TWX210115C00040000, ratio: 1}]}",
                "- {at: 2021-01-04T15:00:00Z, close: all}"))
        .containsExactly(
            "script/order-1 2021-01-04T15:00:00Z FILLED [1 TWX_210115C00040000]",
            "script/flatten-1 2021-01-04T15:00:00Z FILLED" + " [-1 TWX_210115C00040000]");
  }

  @Test
  void doesNotCloseTwiceWhatIsBeingClosed() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:01:00Z, legs: [{contract: TWX210115C00045000, ratio: 1}]}",
                "- {at: 2021-01-04T15:02:00Z, close: all}",
                "- {at: 2021-01-04T15:02:00Z, close: all}",
                "- {at: 2021-01-04T15:02:00Z, close: TWX210115C00045000}"))
        .containsExactly(
            "script/order-1 2021-01-04T15:01:00Z FILLED [1 TWX_210115C00045000]",
            "script/flatten-1 2021-01-04T15:02:00Z FILLED" + " [-1 TWX_210115C00045000]");
    assertThat(result.openPositions()).isEmpty();
    assertThat(strategy.warnings()).isEmpty();
  }

  @Test
  void warnsWhenThereIsNothingToClose() {
    assertThat(
            run(
                "- {at: 2021-01-04T15:01:00Z, close: all}",
                "- {at: 2021-01-04T15:02:00Z, close: TWX210115C00045000}"))
        .isEmpty();
    assertThat(strategy.warnings())
        .containsExactly(
            "entry 1 at 2021-01-04T15:01:00Z: nothing to close",
            "entry 2 at 2021-01-04T15:02:00Z: nothing to close of TWX   210115C00045000");
  }

  @Test
  void givesLimitsWithTheirSign() {
    run(
        "- {at: 2021-01-04T15:00:00Z, legs: [{contract: TWX210115C00040000, ratio: 1}], limit: 1.05}",
        "- {at: 2021-01-04T15:01:00Z, legs: [{contract: TWX210115C00040000, ratio: -1},"
            + " {contract: TWX210115C00045000, ratio: 1}], limit: -0.70, tif: GTC}");

    assertThat(result.orders()).extracting(OrderRecord::filledQuantity).containsExactly(0, 1);
  }
}
