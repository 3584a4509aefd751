/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.time.ExpiryRules;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;

/**
 * The ex-dates of one underlying: the third Friday of March, June, September and December, or the
 * trading day before it. Immutable.
 */
final class DividendCalendar {

  private final double quarterlyYield;
  private final BitSet exDays = new BitSet();

  DividendCalendar(VarianceClock clock, UnderlyingProfile profile) {
    quarterlyYield = profile.paysCash() ? profile.dividendYield() / 4 : 0;
    if (quarterlyYield > 0) {
      for (int day = 0; day < clock.days(); day++) {
        exDays.set(day, isExDate(clock.date(day)));
      }
    }
  }

  boolean isExDate(int day) {
    return exDays.get(day);
  }

  /** Returns the first day after a day that is an ex-date, −1 if none is. */
  int nextExDate(int day) {
    return exDays.nextSetBit(day + 1);
  }

  /** Returns the dividend announced when the price is at a level, in whole cents. */
  double amount(double price) {
    return Math.rint(100 * quarterlyYield * price) / 100;
  }

  private static boolean isExDate(LocalDate date) {
    return date.getMonthValue() % 3 == 0
        && date.equals(ExpiryRules.usOptions().monthlyExpiry(YearMonth.from(date)));
  }
}
