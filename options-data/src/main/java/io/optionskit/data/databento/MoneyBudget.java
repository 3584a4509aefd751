/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;

/**
 * How much money requests may cost together, in US dollars. May be shared by several threads and
 * clients.
 */
public final class MoneyBudget {

  private final BigDecimal limit;
  private BigDecimal spent = BigDecimal.ZERO;

  private MoneyBudget(BigDecimal limit) {
    this.limit = limit;
  }

  /**
   * Returns a budget of which nothing is spent.
   *
   * @param limit US dollars, &ge; 0; with 0 only what is free is asked for
   * @return budget
   * @throws IllegalArgumentException if the limit is negative
   */
  public static MoneyBudget ofUsd(BigDecimal limit) {
    if (limit.signum() < 0) {
      throw new IllegalArgumentException("budget must not be negative: " + limit.toPlainString());
    }
    return new MoneyBudget(limit);
  }

  /**
   * Returns how much may be spent altogether.
   *
   * @return US dollars
   */
  public BigDecimal limit() {
    return limit;
  }

  /**
   * Returns what the requests made or under way cost by the provider's own estimate.
   *
   * @return US dollars, at most the limit
   */
  public synchronized BigDecimal spent() {
    return spent;
  }

  /** Sets money aside for a request, or refuses it. */
  synchronized void reserve(BigDecimal cost, String request) {
    if (spent.add(cost).compareTo(limit) > 0) {
      throw new ProviderException(
          Reason.TOO_EXPENSIVE,
          request
              + " would cost $"
              + text(cost)
              + ", but $"
              + text(limit.subtract(spent))
              + " is left of the budget of $"
              + text(limit));
    }
    spent = spent.add(cost);
  }

  /** Takes back what was set aside for a request that was not answered. */
  synchronized void giveBack(BigDecimal cost) {
    spent = spent.subtract(cost);
  }

  @Override
  public String toString() {
    return "$" + text(spent()) + " spent of $" + text(limit);
  }

  private static String text(BigDecimal money) {
    return money.signum() == 0 ? "0" : money.stripTrailingZeros().toPlainString();
  }
}
