/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.account;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Exact double-entry ledger: every posting moves an amount from one account to another, so the
 * balances always sum to zero.
 *
 * <p>Amounts are dollars; assets and costs are positive, capital and income negative. Used by one
 * thread.
 */
public final class Ledger {

  /** Accounts of the ledger. */
  public enum Account {
    /** Money in the brokerage account. */
    CASH,
    /** What open positions cost; negative for what short positions brought in. */
    POSITIONS,
    /** Results of closed positions before commissions; negative = earned. */
    REALIZED_PNL,
    /** Commissions paid. */
    COMMISSIONS,
    /** Dividends, interest and other cash beside trades; negative = earned. */
    OTHER_INCOME,
    /** What the owner paid in; negative. */
    CAPITAL
  }

  private final Map<Account, BigDecimal> balances = new EnumMap<>(Account.class);

  /**
   * Opens the books.
   *
   * @param capital cash paid in at the start, dollars
   */
  public Ledger(BigDecimal capital) {
    for (Account account : Account.values()) {
      balances.put(account, BigDecimal.ZERO);
    }
    post(Account.CAPITAL, Account.CASH, capital);
  }

  /**
   * Moves an amount.
   *
   * @param from account whose balance falls by the amount
   * @param to account whose balance rises by the amount
   * @param amount dollars, may be negative
   */
  public void post(Account from, Account to, BigDecimal amount) {
    if (amount.signum() != 0) {
      balances.merge(from, amount.negate(), BigDecimal::add);
      balances.merge(to, amount, BigDecimal::add);
    }
  }

  /**
   * Returns the balance of an account.
   *
   * @param account account
   * @return exact dollars
   */
  public BigDecimal balance(Account account) {
    return balances.getOrDefault(account, BigDecimal.ZERO);
  }

  /**
   * Returns the sum of all balances.
   *
   * @return zero, always
   */
  public BigDecimal sum() {
    return balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
