/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one provider allows, shared by all who call it: the calls in the sliding window of its rate,
 * the time before which it asked not to be called, calls at the same time, calls and bytes of a
 * day, and money. May be used by several threads and several callers.
 */
public final class ProviderBudget {

  private final BudgetLimits limits;
  private final MoneyBudget money;
  private final CallLimiter window = new CallLimiter();
  private final Optional<Semaphore> places;
  private Instant heldUntil = Instant.MIN;
  private LocalDate day = LocalDate.MIN;
  private long callsInDay;
  private long bytesInDay;

  private ProviderBudget(BudgetLimits limits, MoneyBudget money) {
    this.limits = limits;
    this.money = money;
    places =
        limits.concurrency().isPresent()
            ? Optional.of(new Semaphore(limits.concurrency().getAsInt(), true))
            : Optional.empty();
  }

  /**
   * Returns a budget of which nothing is used, and no money to spend.
   *
   * @param limits what may be used beside the rate
   * @return budget
   */
  public static ProviderBudget of(BudgetLimits limits) {
    return of(limits, MoneyBudget.ofUsd(BigDecimal.ZERO));
  }

  /**
   * Returns a budget of which nothing is used.
   *
   * @param limits what may be used beside the rate
   * @param money what may be spent on requests that are charged for
   * @return budget
   */
  public static ProviderBudget of(BudgetLimits limits, MoneyBudget money) {
    return new ProviderBudget(limits, money);
  }

  /**
   * Returns what may be used beside the rate.
   *
   * @return limits
   */
  public BudgetLimits limits() {
    return limits;
  }

  /**
   * Returns what may be spent.
   *
   * @return budget of money
   */
  public MoneyBudget money() {
    return money;
  }

  /**
   * Returns how many calls were made on the day of a time.
   *
   * @param now time
   * @return calls, retries and redirects included
   */
  public synchronized long callsToday(Instant now) {
    begin(now);
    return callsInDay;
  }

  /**
   * Returns how many bytes came on the day of a time.
   *
   * @param now time
   * @return bytes of answers, decompressed
   */
  public synchronized long bytesToday(Instant now) {
    begin(now);
    return bytesInDay;
  }

  /** Returns the time before which the provider asked not to be called. */
  synchronized Instant heldUntil() {
    return heldUntil;
  }

  synchronized void holdUntil(Instant instant) {
    if (instant.isAfter(heldUntil)) {
      heldUntil = instant;
    }
  }

  /**
   * Takes a place in the rate and the day if one is free.
   *
   * @return zero if the call may begin now, else the time after which it is worth asking again
   * @throws ProviderException {@code RATE_LIMITED} if nothing is left of the day
   */
  synchronized Duration tryBegin(String provider, HttpSettings settings, Instant now) {
    begin(now);
    refuseBeyond(provider, "calls", callsInDay, limits.callsPerDay().orElse(Long.MAX_VALUE));
    refuseBeyond(provider, "bytes", bytesInDay, limits.bytesPerDay().orElse(Long.MAX_VALUE));
    Duration wait = window.tryBegin(settings.calls(), settings.period(), now);
    if (wait.isZero()) {
      callsInDay++;
    }
    return wait;
  }

  synchronized void received(long bytes, Instant now) {
    begin(now);
    bytesInDay += bytes;
  }

  /** Returns whether there is a place among the calls under way, after waiting for one. */
  boolean enter(Duration longest) throws InterruptedException {
    return places.isEmpty() || places.get().tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  void leave() {
    places.ifPresent(Semaphore::release);
  }

  private void begin(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (today.isAfter(day)) {
      day = today;
      callsInDay = 0;
      bytesInDay = 0;
    }
  }

  private void refuseBeyond(String provider, String what, long used, long most) {
    if (used >= most) {
      Instant next = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      throw new ProviderException(
          Reason.RATE_LIMITED,
          provider
              + " is not called before "
              + next
              + ": "
              + used
              + " of the "
              + most
              + " "
              + what
              + " of this day are used",
          next);
    }
  }
}
