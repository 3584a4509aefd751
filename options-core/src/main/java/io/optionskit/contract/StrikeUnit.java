/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.math.BigDecimal;

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

  private static final int MOST_DIGITS = 15;
  private static final int MOST_DECIMALS = 9;

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
    if (!isNumber(text)) {
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw new IllegalArgumentException(
          "strike must be a plain number such as 450 or 450.5: '" + shown + "'");
    }
    return OccSymbol.normalised(new BigDecimal(text).movePointLeft(decimals));
  }

  /** Returns whether a text is 1 to 15 digits, or those, a point, and 1 to 9 digits. */
  private static boolean isNumber(String text) {
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    int decimals = text.length() - whole - 1;
    boolean fits = whole >= 1 && whole <= MOST_DIGITS && decimals <= MOST_DECIMALS;
    if (!fits || decimals == 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && i != point) {
        return false;
      }
    }
    return true;
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
