/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.backtest.BacktestResult.MarkedPosition;
import io.optionskit.backtest.Statistics;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.report.RunSection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A run in a few lines of text. */
final class BacktestText {

  private static final int MOST_LINES = 10;

  private final StringBuilder text = new StringBuilder();

  private BacktestText() {}

  static String of(RunSection run, Optional<OutFolder> out) {
    BacktestText lines = new BacktestText();
    lines.text.append("Backtest of ").append(run.title()).append('\n');
    lines.text.append(run.origin().label()).append(": ").append(run.origin().description());
    lines.text.append("\n\n");
    lines.figures(run);
    lines.positions(run.result().openPositions());
    lines.list("Data problems and notes", run.dataProblems());
    lines.list("Warnings", run.result().warnings());
    out.ifPresent(
        folder ->
            lines
                .text
                .append("\nReport: ")
                .append(folder.resolve(BacktestRun.REPORT))
                .append('\n'));
    return lines.text.toString();
  }

  private void figures(RunSection run) {
    BacktestResult result = run.result();
    Statistics figures = result.statistics();
    BigDecimal gain = result.endEquity().subtract(result.startEquity());
    run.tape()
        .firstTime()
        .ifPresent(first -> line("Period", first + " to " + run.tape().lastTime().orElse(first)));
    line("Rows", Numbers.count(result.rowCount()));
    line("Start equity", "$" + Numbers.dollars(result.startEquity()));
    line(
        "End equity",
        "$"
            + Numbers.dollars(result.endEquity())
            + " ("
            + Numbers.signedDollars(gain)
            + ", "
            + Numbers.percent(figures.totalReturn(), 2)
            + ")");
    line("Fees", "$" + Numbers.dollars(result.fees()));
    line("Largest drawdown", Numbers.percent(figures.maxDrawdown(), 2));
    long refused = result.orders().stream().filter(each -> !each.rejections().isEmpty()).count();
    line(
        "Orders",
        result.orderCount()
            + " sent, "
            + refused
            + " refused by the risk gate, "
            + result.fillCount()
            + " leg fills");
    line(
        "Closed trades",
        figures.tradeCount()
            + (figures.winRate().isPresent()
                ? ", " + Numbers.percent(figures.winRate(), 1) + " of them won"
                : "")
            + (figures.tradeCount() < Statistics.SUFFICIENT_TRADES
                ? " (insufficient sample)"
                : ""));
    line("Run id", result.runId());
  }

  private void positions(List<MarkedPosition> open) {
    list(
        "Open positions, marked, not closed",
        open.stream()
            .map(
                each ->
                    each.position().quantity()
                        + " "
                        + each.position().asset().symbol()
                        + " at "
                        + each.mark().toPlainString()
                        + " = $"
                        + Numbers.dollars(each.value()))
            .toList());
  }

  private void list(String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append(":\n");
    items.stream().limit(MOST_LINES).forEach(item -> text.append("  ").append(item).append('\n'));
    if (items.size() > MOST_LINES) {
      text.append("  and ").append(items.size() - MOST_LINES).append(" more\n");
    }
  }

  private void line(String name, String value) {
    text.append(name)
        .append(" ".repeat(Math.max(1, 18 - name.length())))
        .append(value)
        .append('\n');
  }
}
