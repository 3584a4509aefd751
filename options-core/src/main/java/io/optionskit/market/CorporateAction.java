/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Something a company does to its shares that changes what one of them is worth. */
public sealed interface CorporateAction {

  /**
   * Returns whose shares it is about.
   *
   * @return ticker under which they traded on that day, as the source names it
   */
  String ticker();

  /**
   * Returns when it takes effect.
   *
   * @return first day on which the shares trade without the dividend or after the split
   */
  LocalDate exDate();

  /**
   * Returns from when on this could be known, in this form.
   *
   * @return the instant; at the latest the start of the ex-date
   */
  Instant knownAt();

  /**
   * A dividend in cash.
   *
   * @param ticker ticker
   * @param exDate first day on which the shares trade without it
   * @param amount per share then outstanding, &gt; 0
   * @param currency its currency, such as {@code USD}
   * @param knownAt from when on it could be known
   */
  record Dividend(
      String ticker, LocalDate exDate, BigDecimal amount, String currency, Instant knownAt)
      implements CorporateAction {

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Dividend {
      positive("amount of the dividend", ticker, amount);
    }
  }

  /**
   * A split of shares, or with fewer new shares than old ones their consolidation.
   *
   * @param ticker ticker
   * @param exDate first day on which the shares trade split
   * @param newShares so many shares come of ...
   * @param oldShares ... so many; 20 of 1 is a split twenty for one
   * @param knownAt from when on it could be known
   */
  record Split(
      String ticker, LocalDate exDate, BigDecimal newShares, BigDecimal oldShares, Instant knownAt)
      implements CorporateAction {

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if one of the two is not above 0
     */
    public Split {
      positive("new shares of the split", ticker, newShares);
      positive("old shares of the split", ticker, oldShares);
    }

    /**
     * Returns by what the number of shares is multiplied and their price divided.
     *
     * @return new shares per old share, &gt; 0
     */
    public double ratio() {
      return newShares.doubleValue() / oldShares.doubleValue();
    }
  }

  /**
   * Returns from when on an action could be known of which at most the day of its announcement is
   * recorded: that day's end in New York, because nobody knows the hour; without one, the start of
   * the ex-date.
   *
   * @param exDate first day of effect
   * @param announcedOn day of the announcement, empty if unknown
   * @return the instant
   */
  static Instant knownAt(LocalDate exDate, Optional<LocalDate> announcedOn) {
    LocalDate day = announcedOn.map(date -> date.plusDays(1)).orElse(exDate);
    LocalDate earlier = day.isBefore(exDate) ? day : exDate;
    return earlier.atStartOfDay(ZoneId.of("America/New_York")).toInstant();
  }

  private static void positive(String what, String ticker, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(what + " of " + ticker + " must be above 0: " + value);
    }
  }
}
