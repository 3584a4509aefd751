/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.market.CorporateAction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A cash dividend as Polygon lists it.
 *
 * @param ticker who pays
 * @param cash amount per share, &gt; 0
 * @param currency its currency, empty if Polygon does not say
 * @param exDate first day on which shares trade without it
 * @param declaredOn day on which it was announced, and before which nobody knew of it; empty if
 *     Polygon does not say
 * @param paidOn day of payment, empty if unknown
 * @param timesPerYear payments a year, 0 for a single one
 * @param kind {@code CD} ordinary, {@code SC} special, {@code LT} and {@code ST} capital gains
 */
public record PolygonDividend(
    String ticker,
    BigDecimal cash,
    Optional<String> currency,
    LocalDate exDate,
    Optional<LocalDate> declaredOn,
    Optional<LocalDate> paidOn,
    int timesPerYear,
    String kind) {

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public PolygonDividend {
    if (cash.signum() <= 0) {
      throw new IllegalArgumentException("cash of " + ticker + " must be above 0");
    }
  }

  CorporateAction action() {
    return new CorporateAction.Dividend(
        ticker, exDate, cash, currency.orElse("USD"), CorporateAction.knownAt(exDate, declaredOn));
  }
}
