/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.backtest.Statistics;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of a run as tables, with their intervals and a warning where there are too few trades.
 */
final class StatisticsTable {

  private StatisticsTable() {}

  static void into(Html page, BacktestResult result) {
    Statistics figures = result.statistics();
    Intervals intervals = Intervals.of(result);
    if (figures.tradeCount() < Statistics.SUFFICIENT_TRADES) {
      page.raw("<p class=\"warning\"><b>Insufficient sample.</b> ");
      page.raw("Fewer than " + Statistics.SUFFICIENT_TRADES + " closed trades (");
      page.line(
          figures.tradeCount() + "): the figures below describe this run and prove nothing.</p>");
    }
    Table table =
        new Table().text("Figure").number("Value").number("95 % interval").text("Meaning");
    row(
        table,
        "Total return",
        Numbers.percent(figures.totalReturn(), 2),
        "",
        "end equity / start equity − 1");
    row(
        table,
        "Annual return",
        Numbers.percent(figures.annualReturn(), 2),
        "",
        "compounded to 252 trading days; says little about a short run");
    row(
        table,
        "Sharpe ratio",
        Numbers.fixed(figures.sharpe(), 2),
        Numbers.interval(intervals.sharpe(), value -> Numbers.fixed(value, 2)),
        "daily returns, no risk-free rate, annualised");
    row(
        table,
        "Sortino ratio",
        Numbers.fixed(figures.sortino(), 2),
        "",
        "as Sharpe, over losses only");
    row(
        table,
        "Calmar ratio",
        Numbers.fixed(figures.calmar(), 2),
        "",
        "annual return / largest drawdown");
    row(
        table,
        "Largest drawdown",
        Numbers.percent(figures.maxDrawdown(), 2),
        "",
        figures.maxDrawdownDays() + " calendar days until recovery or the end");
    row(
        table,
        "Win rate",
        Numbers.percent(figures.winRate(), 1),
        Numbers.interval(intervals.winRate(), value -> Numbers.percent(value, 1)),
        "of " + figures.tradeCount() + " closed trades");
    row(
        table,
        "Expectancy",
        Numbers.dollars(figures.expectancy().orElse(Double.NaN)),
        Numbers.interval(intervals.expectancy(), Numbers::dollars),
        "mean result of a closed trade, $");
    row(table, "Average win", Numbers.dollars(figures.averageWin().orElse(Double.NaN)), "", "$");
    row(table, "Average loss", Numbers.dollars(figures.averageLoss().orElse(Double.NaN)), "", "$");
    row(
        table,
        "Profit factor",
        Numbers.fixed(figures.profitFactor(), 2),
        "",
        "sum of wins / sum of losses");
    row(
        table,
        "Exposure",
        Numbers.percent(figures.exposure(), 1),
        "",
        "share of instants with an open position");
    table.into(page);
    page.note(
        "Intervals: bootstrap over trading days, "
            + DayBootstrap.RESAMPLES
            + " resamples with a fixed seed. A dash: the run is too short for the figure.");
  }

  /** A line per strategy, if there are several. */
  static void perStrategy(Html page, BacktestResult result) {
    Map<String, double[]> sums = new TreeMap<>();
    for (Trade trade : result.closedTrades()) {
      BigDecimal pnl = trade.realizedPnl();
      double[] sum = sums.computeIfAbsent(trade.strategy(), name -> new double[4]);
      sum[0]++;
      sum[1] += pnl.signum() > 0 ? 1 : 0;
      sum[2] += pnl.doubleValue();
      sum[3] += trade.fees().doubleValue();
    }
    if (sums.size() < 2) {
      return;
    }
    page.heading("By strategy");
    Table table =
        new Table()
            .text("Strategy")
            .number("Closed trades")
            .number("Win rate")
            .number("Result $")
            .number("Fees $");
    sums.forEach(
        (strategy, sum) ->
            table
                .row()
                .cell(strategy)
                .cell(Numbers.count((long) sum[0]))
                .cell(Numbers.percent(sum[1] / sum[0], 1))
                .signed(Numbers.dollars(sum[2]), sum[2])
                .cell(Numbers.dollars(sum[3])));
    table.into(page);
  }

  private static void row(Table table, String name, String value, String interval, String meaning) {
    table.row().cell(name).cell(value).cell(interval).cell(meaning, "note");
  }
}
