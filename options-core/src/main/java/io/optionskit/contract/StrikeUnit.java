/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What a number counts in which a data vendor writes strikes. */
public enum StrikeUnit {
  /** Dollars: 450 or 450.50. */
  DOLLARS(0),
  /**
   * Thousandths of a dollar: 450000. ThetaData's version 2 and its stream, OptionMetrics, and the
   * last eight digits of an OCC symbol.
   */
  THOUSANDTHS(3),
  /** Ten thousandths of a dollar: 4500000. The file names of QuantConnect's Lean. */
  TEN_THOUSANDTHS(4),
  /** Billionths of a dollar: 450000000000. Databento. */
  BILLIONTHS(9);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

  private final int decimals;

  StrikeUnit(int decimals) {
    this.decimals = decimals;
  }

  /**
   * Reads a strike.
   *
   * @param text plain decimal number without sign and exponent
   * @return dollars per share, scale 3, &gt; 0 and at most 99,999.999
   * @throws IllegalArgumentException if the text is no such number, or the strike is out of range
   *     or has more than three decimals; the message shows it
   */
  public BigDecimal parse(String text) {
    if (!NUMBER.matcher(text).matches()) {
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw new IllegalArgumentException(
          "strike must be a plain number such as 450 or 450.5: '" + shown + "'");
    }
    return OccSymbol.normalised(new BigDecimal(text).movePointLeft(decimals));
  }

  /**
   * Returns the number that stands for a strike.
   *
   * @param strike dollars per share
   * @return the number in this unit, without zeros at its end behind the point
   */
  public BigDecimal units(BigDecimal strike) {
    BigDecimal units = strike.movePointRight(decimals).stripTrailingZeros();
    return units.scale() < 0 ? units.setScale(0) : units;
  }
}
