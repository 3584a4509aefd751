/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.engine.EquityCurve;
import io.optionskit.portfolio.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trades and equity of a run as CSV: a header, comma, line ends {@code \n}, times in UTC. */
public final class CsvFiles {

  private CsvFiles() {}

  /**
   * Writes the trades, closed ones first.
   *
   * @param result the run
   * @param out where to
   */
  public static void trades(BacktestResult result, Appendable out) {
    line(
        out,
        "trade_id,strategy,legs,quantity,opened_at,closed_at,exit_reason,net_entry,open_cash,close_cash,"
            + "fees,realized_pnl,best_pnl,worst_pnl");
    Stream.concat(result.closedTrades().stream(), result.openTrades().stream())
        .forEach(trade -> line(out, line(trade)));
  }

  /**
   * Writes the equity after every instant.
   *
   * @param result the run
   * @param out where to
   */
  public static void equity(BacktestResult result, Appendable out) {
    EquityCurve curve = result.equityCurve();
    double high = result.startEquity().doubleValue();
    line(out, "time,equity,drawdown");
    for (int point = 0; point < curve.size(); point++) {
      double equity = curve.equity(point);
      high = Math.max(high, equity);
      line(
          out,
          curve.time(point)
              + ","
              + Numbers.fixed(equity, 4)
              + ","
              + Numbers.fixed(1 - equity / high, 8));
    }
  }

  private static String line(Trade trade) {
    String legs =
        trade.legs().stream()
            .map(leg -> leg.ratio() + " " + leg.asset().symbol())
            .collect(Collectors.joining("; "));
    return Stream.of(
            trade.tradeId(),
            trade.strategy(),
            legs,
            Integer.toString(trade.quantity()),
            trade.openedAt().toString(),
            trade.closedAt().map(Object::toString).orElse(""),
            trade.exitReason().orElse(""),
            Trades.netEntry(trade).toPlainString(),
            trade.openCash().toPlainString(),
            trade.closeCash().toPlainString(),
            trade.fees().toPlainString(),
            trade.realizedPnl().toPlainString(),
            Numbers.fixed(trade.bestPnl(), 4),
            Numbers.fixed(trade.worstPnl(), 4))
        .map(CsvFiles::quoted)
        .collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void line(Appendable out, String line) {
    try {
      out.append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
