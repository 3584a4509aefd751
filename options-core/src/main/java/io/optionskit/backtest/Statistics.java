/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.backtest;

import io.optionskit.engine.EquityCurve;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures of a run. Returns are per unit of equity (0.05 = 5 %); a figure that the run is too short
 * for is empty.
 *
 * @param totalReturn end equity / start equity − 1
 * @param annualReturn total return compounded to 252 trading days; empty below two trading days
 * @param volatility standard deviation of daily returns × √252; empty below three trading days
 * @param sharpe mean of daily returns / their standard deviation × √252, without a risk-free rate;
 *     empty below three trading days or without variation
 * @param sortino mean of daily returns / root mean square of the negative ones × √252; empty below
 *     three trading days or without losses
 * @param calmar annual return / maximum drawdown; empty without either
 * @param maxDrawdown largest fall from an earlier high of equity, over all instants, 0 to 1 (above
 *     1 if equity went negative)
 * @param maxDrawdownDays calendar days from that high to its recovery, or to the end of the run
 * @param tradingDays trading days in the run
 * @param tradeCount closed trades
 * @param winRate share of closed trades with a result above 0; empty without trades
 * @param averageWin mean result of winning trades, dollars; empty without any
 * @param averageLoss mean result of the other trades, dollars ≤ 0; empty without any
 * @param profitFactor sum of wins / −sum of losses; empty without losses
 * @param expectancy mean result of all closed trades, dollars; empty without any
 * @param exposure share of instants at which a position was open, 0 to 1
 */
public record Statistics(
    double totalReturn,
    OptionalDouble annualReturn,
    OptionalDouble volatility,
    OptionalDouble sharpe,
    OptionalDouble sortino,
    OptionalDouble calmar,
    double maxDrawdown,
    long maxDrawdownDays,
    int tradingDays,
    int tradeCount,
    OptionalDouble winRate,
    OptionalDouble averageWin,
    OptionalDouble averageLoss,
    OptionalDouble profitFactor,
    OptionalDouble expectancy,
    double exposure) {

  private static final int DAYS_PER_YEAR = 252;

  /** Closed trades below which results say little: reports write "insufficient sample". */
  public static final int SUFFICIENT_TRADES = 30;

  static Statistics of(
      double start,
      EquityCurve curve,
      List<DailyEquity> days,
      List<Trade> trades,
      double exposure) {
    double end = curve.size() == 0 ? start : curve.equity(curve.size() - 1);
    double total = end / start - 1;
    double[] returns = dailyReturns(start, days);
    double mean = mean(returns);
    double deviation = deviation(returns, mean);
    double downside = downside(returns);
    double annualised = StrictMath.sqrt(DAYS_PER_YEAR);
    boolean longEnough = returns.length >= 3;
    OptionalDouble annual =
        returns.length >= 2 && end > 0
            ? OptionalDouble.of(
                StrictMath.pow(end / start, (double) DAYS_PER_YEAR / returns.length) - 1)
            : OptionalDouble.empty();
    Drawdown drawdown = Drawdown.of(start, curve);
    List<Double> results =
        trades.stream().map(Trade::realizedPnl).map(BigDecimal::doubleValue).toList();
    List<Double> wins = results.stream().filter(result -> result > 0).toList();
    List<Double> losses = results.stream().filter(result -> result <= 0).toList();
    double lost = -losses.stream().mapToDouble(Double::doubleValue).sum();
    return new Statistics(
        total,
        annual,
        longEnough ? OptionalDouble.of(deviation * annualised) : OptionalDouble.empty(),
        longEnough && deviation > 0
            ? OptionalDouble.of(mean / deviation * annualised)
            : OptionalDouble.empty(),
        longEnough && downside > 0
            ? OptionalDouble.of(mean / downside * annualised)
            : OptionalDouble.empty(),
        annual.isPresent() && drawdown.depth > 0
            ? OptionalDouble.of(annual.getAsDouble() / drawdown.depth)
            : OptionalDouble.empty(),
        drawdown.depth,
        drawdown.days,
        returns.length,
        trades.size(),
        results.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) wins.size() / results.size()),
        wins.stream().mapToDouble(Double::doubleValue).average(),
        losses.stream().mapToDouble(Double::doubleValue).average(),
        lost > 0
            ? OptionalDouble.of(wins.stream().mapToDouble(Double::doubleValue).sum() / lost)
            : OptionalDouble.empty(),
        results.stream().mapToDouble(Double::doubleValue).average(),
        exposure);
  }

  private static double[] dailyReturns(double start, List<DailyEquity> days) {
    double[] returns = new double[days.size()];
    double before = start;
    for (int i = 0; i < returns.length; i++) {
      returns[i] = days.get(i).equity() / before - 1;
      before = days.get(i).equity();
    }
    return returns;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : StrictMath.sqrt(squares / (values.length - 1));
  }

  private static double downside(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value < 0 ? value * value : 0;
    }
    return values.length == 0 ? 0 : StrictMath.sqrt(squares / values.length);
  }

  /** Equity at the end of a trading day. */
  record DailyEquity(LocalDate date, double equity) {}

  private record Drawdown(double depth, long days) {

    static Drawdown of(double start, EquityCurve curve) {
      List<Integer> highs = new ArrayList<>();
      double high = start;
      int highPoint = 0;
      double depth = 0;
      int deepestFrom = 0;
      for (int point = 0; point < curve.size(); point++) {
        double equity = curve.equity(point);
        if (equity >= high) {
          high = equity;
          highPoint = point;
          highs.add(point);
        } else if (high > 0 && 1 - equity / high > depth) {
          depth = 1 - equity / high;
          deepestFrom = highPoint;
        }
      }
      if (depth == 0) {
        return new Drawdown(0, 0);
      }
      int from = deepestFrom;
      int until = highs.stream().filter(point -> point > from).findFirst().orElse(curve.size() - 1);
      return new Drawdown(depth, ChronoUnit.DAYS.between(curve.time(from), curve.time(until)));
    }
  }
}
