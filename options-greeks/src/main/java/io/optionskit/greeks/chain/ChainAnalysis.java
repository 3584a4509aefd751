/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.ChainColumns;
import io.optionskit.time.YearClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What {@link BlackScholesAnalytics} found for a chain: the columns, and how it came to them.
 * Immutable.
 */
public final class ChainAnalysis {

  private final ChainColumns columns;
  private final IvReason[] reasons;
  private final List<ExpiryForward> forwards;
  private final YearClock clock;

  ChainAnalysis(
      ChainColumns columns, IvReason[] reasons, List<ExpiryForward> forwards, YearClock clock) {
    this.columns = columns;
    this.reasons = reasons;
    this.forwards = List.copyOf(forwards);
    this.clock = clock;
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

  /**
   * Returns the forward of one expiry.
   *
   * @param root option root
   * @param expiry expiry date printed in the symbol
   * @return its forward, empty if it has none
   */
  public Optional<ExpiryForward> findForward(String root, LocalDate expiry) {
    return forwards.stream()
        .filter(each -> each.root().equals(root) && each.expiry().equals(expiry))
        .findFirst();
  }

  /**
   * Returns the clock of the volatilities.
   *
   * @return clock per year of which they are
   */
  public YearClock clock() {
    return clock;
  }

  void requireRows(int rows) {
    if (reasons.length != rows) {
      throw new IllegalArgumentException(
          "analysis must be of the same chain of " + rows + " rows: " + reasons.length);
    }
  }
}
