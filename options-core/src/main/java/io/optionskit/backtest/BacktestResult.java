/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.backtest;

import io.optionskit.engine.EquityCurve;
import io.optionskit.engine.OrderRecord;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.util.List;

/**
 * Result of a backtest.
 *
 * @param runId first 16 hexadecimal digits of the SHA-256 over version, configuration, data, seed
 *     and decisions' settings: the same run has the same id
 * @param libraryVersion version of the library
 * @param configHash SHA-256 of the configuration, or empty text
 * @param dataHash SHA-256 over the hashes of all pieces of input
 * @param seed seed of everything random
 * @param rowCount rows of market data applied
 * @param startEquity cash at the start, dollars
 * @param endEquity cash and open positions at their marks at the end, dollars
 * @param endCash cash at the end, dollars
 * @param fees commissions paid, dollars
 * @param orderCount orders that passed the gate; a combination is one
 * @param fillCount leg fills, without deliveries of exercise and assignment
 * @param openPositions positions at the end with their marks; marked, not closed
 * @param openTrades trades of which something is open
 * @param closedTrades trades of which nothing is left, in the order in which they were closed
 * @param orders what became of every order, refused ones included
 * @param equityCurve equity after every instant
 * @param statistics figures of the run
 * @param warnings what is unusual about the run, in plain words
 */
public record BacktestResult(
    String runId,
    String libraryVersion,
    String configHash,
    String dataHash,
    long seed,
    long rowCount,
    BigDecimal startEquity,
    BigDecimal endEquity,
    BigDecimal endCash,
    BigDecimal fees,
    int orderCount,
    int fillCount,
    List<MarkedPosition> openPositions,
    List<Trade> openTrades,
    List<Trade> closedTrades,
    List<OrderRecord> orders,
    EquityCurve equityCurve,
    Statistics statistics,
    List<String> warnings) {

  /** Copies the lists. */
  public BacktestResult {
    openPositions = List.copyOf(openPositions);
    openTrades = List.copyOf(openTrades);
    closedTrades = List.copyOf(closedTrades);
    orders = List.copyOf(orders);
    warnings = List.copyOf(warnings);
  }

  /**
   * A position with the value at which it is marked.
   *
   * @param position the position
   * @param mark price per share; its average price if it has no mark
   * @param value quantity × mark × multiplier, dollars
   */
  public record MarkedPosition(Position position, BigDecimal mark, BigDecimal value) {}
}
