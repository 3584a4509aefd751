/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.ChainColumns;
import java.util.List;

/**
 * What {@link BlackScholesAnalytics} found for a chain: the columns, and how it came to them.
 * Immutable.
 */
public final class ChainAnalysis {

  private final ChainColumns columns;
  private final IvReason[] reasons;
  private final List<ExpiryForward> forwards;

  ChainAnalysis(ChainColumns columns, IvReason[] reasons, List<ExpiryForward> forwards) {
    this.columns = columns;
    this.reasons = reasons;
    this.forwards = List.copyOf(forwards);
  }

  /**
   * Returns implied volatilities and Greeks.
   *
   * @return one value per row of the chain, {@code NaN} where there is none
   */
  public ChainColumns columns() {
    return columns;
  }

  /**
   * Returns where the volatility of a row comes from, or why it has none.
   *
   * @param row row of the chain
   * @return the reason
   */
  public IvReason reason(int row) {
    return reasons[row];
  }

  /**
   * Returns the forwards that were used.
   *
   * @return one per root and expiry that has a forward, in the order of the chain
   */
  public List<ExpiryForward> forwards() {
    return forwards;
  }
}
