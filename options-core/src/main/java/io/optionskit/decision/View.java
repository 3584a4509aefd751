/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that is known at one instant: the market, the account, and the caller's own orders and
 * trades.
 *
 * <p>A view is valid during the call it is passed to, on the engine's thread; keep values, not the
 * view. Nothing in it was known later than {@link #now()}.
 */
public interface View {

  /**
   * Returns the time of the event being handled.
   *
   * @return the only "now" there is
   */
  Instant now();

  /**
   * Returns the trading calendar.
   *
   * @return sessions, expiry and settlement instants
   */
  TradingCalendar calendar();

  /**
   * Returns the underlyings of which something is known.
   *
   * @return tickers in ascending order
   */
  List<String> underlyings();

  /**
   * Returns the chain of an underlying, with implied volatilities and Greeks if the engine has an
   * analysis.
   *
   * @param underlying ticker
   * @return snapshot of now, without contracts if none is known; the same object if asked twice in
   *     one call
   */
  OptionChain chain(String underlying);

  /**
   * Returns the current quote of an asset.
   *
   * @param asset contract or underlying
   * @return its quote, empty if nothing is known
   */
  Optional<Quote> findQuote(Asset asset);

  /**
   * Returns the value at which an asset is marked.
   *
   * @param asset contract or underlying
   * @return middle of its quote, or its one side; for an underlying its last price; empty if
   *     nothing is known
   */
  OptionalDouble mark(Asset asset);

  /**
   * Returns the account's positions.
   *
   * @return positions of all strategies in the order of assets
   */
  List<Position> positions();

  /**
   * Returns the caller's open trades.
   *
   * @return trades in the order in which they were opened
   */
  List<Trade> openTrades();

  /**
   * Returns the caller's orders that can still be filled.
   *
   * @return orders in the order in which they were given
   */
  List<WorkingOrder> workingOrders();

  /**
   * Returns the account's cash.
   *
   * @return exact dollars
   */
  BigDecimal cash();

  /**
   * Returns cash and positions at their marks.
   *
   * @return dollars, an estimate
   */
  double equity();

  /**
   * Returns the account as a whole, over all strategies.
   *
   * @return trades, orders and equity marks that account limits are measured against
   */
  AccountState account();

  /**
   * Returns what the model says of selling or buying the structure whose near leg is a contract.
   *
   * @param contract near (usually the short) leg of the structure considered
   * @return the score, empty if the engine has no model or a feature is missing
   */
  Optional<Score> score(OptionContract contract);

  /**
   * Returns the price of the underlying.
   *
   * @param underlying ticker
   * @return its mark, empty if unknown
   */
  default OptionalDouble spot(String underlying) {
    return mark(new io.optionskit.contract.Underlying(underlying));
  }

  /**
   * Returns what the open part of a trade earns if it is closed at the marks, before the commission
   * of closing.
   *
   * @param trade an open trade whose legs are all still open
   * @return dollars, an estimate; empty if a leg has no mark
   */
  default OptionalDouble pnl(Trade trade) {
    double value = trade.realizedPnl().doubleValue();
    for (io.optionskit.order.Leg leg : trade.legs()) {
      OptionalDouble mark = mark(leg.asset());
      if (mark.isEmpty()) {
        return OptionalDouble.empty();
      }
      value += mark.getAsDouble() * leg.ratio() * trade.quantity() * leg.asset().multiplier();
    }
    return OptionalDouble.of(value);
  }
}
