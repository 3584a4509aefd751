/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.engine.EquityCurve;
import io.optionskit.portfolio.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals of a run's figures by resampling its trading days.
 *
 * <p>Days are drawn whole, because trades of one day share its market. Empty below five days.
 *
 * @param winRate share of closed trades with a result above zero
 * @param expectancy mean result of a closed trade, dollars
 * @param sharpe annualised ratio of daily returns
 */
record Intervals(
    Optional<Interval> winRate, Optional<Interval> expectancy, Optional<Interval> sharpe) {

  /** Number of resamples of each figure. */
  static final int RESAMPLES = 2000;

  private static final int FEWEST_DAYS = 5;
  private static final long SEED = 20_260_101L;

  /** Lower and upper end of the middle 95 %. */
  record Interval(double low, double high) {}

  static Intervals of(BacktestResult result) {
    List<double[]> days = tradesByDay(result);
    double[] returns = dailyReturns(result);
    return new Intervals(
        interval(days, drawn -> ratio(drawn, trade -> trade > 0 ? 1 : 0)),
        interval(days, drawn -> ratio(drawn, trade -> trade)),
        interval(
            Arrays.stream(returns).mapToObj(r -> new double[] {r}).toList(), Intervals::sharpeOf));
  }

  private static Optional<Interval> interval(
      List<double[]> days, ToDoubleFunction<List<double[]>> figure) {
    if (days.size() < FEWEST_DAYS) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] figures = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      List<double[]> drawn = new ArrayList<>(days.size());
      for (int day = 0; day < days.size(); day++) {
        drawn.add(days.get(random.nextInt(days.size())));
      }
      figures[i] = figure.applyAsDouble(drawn);
    }
    double[] sorted = Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < RESAMPLES / 2) {
      return Optional.empty();
    }
    int tail = (int) (sorted.length * 0.025);
    return Optional.of(new Interval(sorted[tail], sorted[sorted.length - 1 - tail]));
  }

  private static double ratio(List<double[]> days, java.util.function.DoubleUnaryOperator value) {
    double sum = 0;
    int count = 0;
    for (double[] day : days) {
      for (double trade : day) {
        sum += value.applyAsDouble(trade);
        count++;
      }
    }
    return sum / count;
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

  private static List<double[]> tradesByDay(BacktestResult result) {
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
