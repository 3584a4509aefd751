/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.engine.EquityCurve;
import io.optionskit.examples.report.DayBootstrap.Interval;
import io.optionskit.portfolio.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * 95 % intervals of a run's figures, empty where it is too short.
 *
 * @param winRate share of closed trades with a result above zero
 * @param expectancy mean result of a closed trade, dollars
 * @param sharpe annualised ratio of daily returns
 */
record Intervals(
    Optional<Interval> winRate, Optional<Interval> expectancy, Optional<Interval> sharpe) {

  static Intervals of(BacktestResult result) {
    List<double[]> results = resultsByDay(result);
    List<double[]> wins =
        results.stream()
            .map(day -> Arrays.stream(day).map(pnl -> pnl > 0 ? 1 : 0).toArray())
            .toList();
    List<double[]> returns =
        Arrays.stream(dailyReturns(result)).mapToObj(r -> new double[] {r}).toList();
    return new Intervals(
        DayBootstrap.interval(wins, DayBootstrap::mean),
        DayBootstrap.interval(results, DayBootstrap::mean),
        DayBootstrap.interval(returns, Intervals::sharpeOf));
  }

  private static double sharpeOf(List<double[]> days) {
    double sum = 0;
    for (double[] day : days) {
      sum += day[0];
    }
    double mean = sum / days.size();
    double squares = 0;
    for (double[] day : days) {
      squares += (day[0] - mean) * (day[0] - mean);
    }
    return mean / StrictMath.sqrt(squares / (days.size() - 1)) * StrictMath.sqrt(252);
  }

  private static List<double[]> resultsByDay(BacktestResult result) {
    TreeMap<LocalDate, List<Double>> byDay = new TreeMap<>();
    for (Trade trade : result.closedTrades()) {
      byDay
          .computeIfAbsent(Times.date(trade.openedAt()), day -> new ArrayList<>())
          .add(trade.realizedPnl().doubleValue());
    }
    return byDay.values().stream()
        .map(trades -> trades.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  private static double[] dailyReturns(BacktestResult result) {
    TreeMap<LocalDate, Double> closes = new TreeMap<>();
    EquityCurve curve = result.equityCurve();
    for (int point = 0; point < curve.size(); point++) {
      closes.put(Times.date(curve.time(point)), curve.equity(point));
    }
    double[] returns = new double[closes.size()];
    double before = result.startEquity().doubleValue();
    int day = 0;
    for (double equity : closes.values()) {
      returns[day++] = equity / before - 1;
      before = equity;
    }
    return returns;
  }
}
