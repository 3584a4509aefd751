/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How much money requests may cost together, in US dollars: altogether, and if you want in a day
 * and in a month of UTC. May be shared by several threads and clients.
 */
public final class MoneyBudget {

  private final BigDecimal limit;
  private final Optional<BigDecimal> perDay;
  private final Optional<BigDecimal> perMonth;
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal spentInDay = BigDecimal.ZERO;
  private BigDecimal spentInMonth = BigDecimal.ZERO;
  private LocalDate day = LocalDate.MIN;

  private MoneyBudget(
      BigDecimal limit, Optional<BigDecimal> perDay, Optional<BigDecimal> perMonth) {
    this.limit = checked(limit);
    this.perDay = perDay.map(MoneyBudget::checked);
    this.perMonth = perMonth.map(MoneyBudget::checked);
  }

  /** Money set aside for one request. */
  public final class Reservation {

    private final BigDecimal cost;
    private final LocalDate reservedOn;
    private boolean kept = true;

    private Reservation(BigDecimal cost, LocalDate reservedOn) {
      this.cost = cost;
      this.reservedOn = reservedOn;
    }

    /** Takes the money back, because the request was not answered; a second time does nothing. */
    public void giveBack() {
      synchronized (MoneyBudget.this) {
        if (kept) {
          kept = false;
          spent = spent.subtract(cost);
          if (reservedOn.equals(day)) {
            spentInDay = spentInDay.subtract(cost);
          }
          if (YearMonth.from(reservedOn).equals(YearMonth.from(day))) {
            spentInMonth = spentInMonth.subtract(cost);
          }
        }
      }
    }
  }

  /**
   * Returns a budget of which nothing is spent.
   *
   * @param limit US dollars altogether, &ge; 0; with 0 only what is free is asked for
   * @return budget
   * @throws IllegalArgumentException if the limit is negative
   */
  public static MoneyBudget ofUsd(BigDecimal limit) {
    return new MoneyBudget(limit, Optional.empty(), Optional.empty());
  }

  /**
   * Returns a budget with these limits and one for each day, of which nothing is spent.
   *
   * @param usd US dollars in a day of UTC, &ge; 0
   * @return new budget
   */
  public MoneyBudget withPerDay(BigDecimal usd) {
    return new MoneyBudget(limit, Optional.of(usd), perMonth);
  }

  /**
   * Returns a budget with these limits and one for each month, of which nothing is spent.
   *
   * @param usd US dollars in a month of UTC, &ge; 0
   * @return new budget
   */
  public MoneyBudget withPerMonth(BigDecimal usd) {
    return new MoneyBudget(limit, perDay, Optional.of(usd));
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

  /**
   * Sets money aside for a request, or refuses it.
   *
   * @param cost US dollars, &ge; 0
   * @param request what it is for, in messages
   * @param now time of the request
   * @return the money set aside
   * @throws ProviderException {@code TOO_EXPENSIVE} if it is not covered; with the time from which
   *     it is, if a new day or month helps
   * @throws IllegalArgumentException if the cost is negative
   */
  public synchronized Reservation reserve(BigDecimal cost, String request, Instant now) {
    checked(cost);
    begin(LocalDate.ofInstant(now, ZoneOffset.UTC));
    refuseBeyond(limit, spent, cost, request + " would cost $", "", Optional.empty());
    if (perMonth.isPresent()) {
      Instant next = day.withDayOfMonth(1).plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      refuseBeyond(
          perMonth.get(),
          spentInMonth,
          cost,
          request + " would cost $",
          " for this month",
          Optional.of(next));
    }
    if (perDay.isPresent()) {
      Instant next = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      refuseBeyond(
          perDay.get(),
          spentInDay,
          cost,
          request + " would cost $",
          " for this day",
          Optional.of(next));
    }
    spent = spent.add(cost);
    spentInDay = spentInDay.add(cost);
    spentInMonth = spentInMonth.add(cost);
    return new Reservation(cost, day);
  }

  @Override
  public String toString() {
    return "$" + text(spent()) + " spent of $" + text(limit);
  }

  /** Begins a new day, and a new month with it; a clock set back begins none. */
  private void begin(LocalDate today) {
    if (!today.isAfter(day)) {
      return;
    }
    if (!YearMonth.from(today).equals(YearMonth.from(day))) {
      spentInMonth = BigDecimal.ZERO;
    }
    spentInDay = BigDecimal.ZERO;
    day = today;
  }

  private static void refuseBeyond(
      BigDecimal most,
      BigDecimal gone,
      BigDecimal cost,
      String what,
      String span,
      Optional<Instant> renewal) {
    if (gone.add(cost).compareTo(most) <= 0) {
      return;
    }
    String message =
        what
            + text(cost)
            + ", but $"
            + text(most.subtract(gone))
            + " is left of the budget of $"
            + text(most)
            + span;
    boolean helps = renewal.isPresent() && cost.compareTo(most) <= 0;
    throw helps
        ? new ProviderException(Reason.TOO_EXPENSIVE, message, renewal.get())
        : new ProviderException(Reason.TOO_EXPENSIVE, message);
  }

  private static BigDecimal checked(BigDecimal usd) {
    if (usd.signum() < 0) {
      throw new IllegalArgumentException("budget must not be negative: " + usd.toPlainString());
    }
    return usd;
  }

  private static String text(BigDecimal money) {
    return money.signum() == 0 ? "0" : money.stripTrailingZeros().toPlainString();
  }
}
