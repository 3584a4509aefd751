/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.MarketState;
import java.time.Instant;

/**
 * Is told of every instant of market data, after its rows were applied and before strategies
 * decide.
 */
public interface MarketObserver {

  /**
   * Looks at the market.
   *
   * @param market state after all rows of the instant; valid during the call, not to be changed
   * @param now the instant
   */
  void onMarket(MarketState market, Instant now);

  /**
   * Looks at the market once more, after the strategies decided at the instant and their orders
   * were tried. Does nothing unless an implementation says otherwise.
   *
   * @param market state after all rows of the instant; valid during the call, not to be changed
   * @param now the instant
   */
  default void afterDecisions(MarketState market, Instant now) {}
}
