/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The parts of an OCC option symbol, such as {@code SPXW 210104C03700000}.
 *
 * <p>The canonical text has 21 characters: the root padded with blanks to six, the expiry as {@code
 * yyMMdd}, {@code C} or {@code P}, and the strike in thousandths of a dollar in eight digits. The
 * form without padding is read as well. Two-digit years mean 2000 to 2099.
 *
 * @param root option root, 1 to 6 characters of A–Z and 0–9 starting with a letter; adjusted
 *     contracts end with a digit
 * @param expiry expiry date printed in the symbol; before February 2015 usually a Saturday
 * @param type call or put
 * @param strike exercise price per share, scale 3, &gt; 0 and at most 99,999.999
 */
public record OccSymbol(String root, LocalDate expiry, OptionType type, BigDecimal strike) {

  private static final int TAIL = 15;
  private static final BigDecimal HIGHEST_STRIKE = new BigDecimal("99999.999");

  /**
   * Checks the parts and brings the strike to three decimals.
   *
   * @throws IllegalArgumentException if a part has no place in an OCC symbol; the message names it
   *     and shows its value
   */
  public OccSymbol {
    if (!isRoot(root)) {
      throw new IllegalArgumentException(
          "option root must have 1 to 6 characters of A-Z and 0-9 and start with a letter: "
              + root);
    }
    if (expiry.getYear() < 2000 || expiry.getYear() > 2099) {
      throw new IllegalArgumentException("expiry must lie between 2000 and 2099: " + expiry);
    }
    strike = normalised(strike);
  }

  /**
   * Reads a symbol, padded or not.
   *
   * @param text symbol such as {@code AAPL 201218C00125000} or {@code AAPL201218C00125000}
   * @return its parts
   * @throws IllegalArgumentException if the text is not an OCC symbol; the message shows the text
   *     and what is wrong
   */
  public static OccSymbol parse(String text) {
    int length = text.length();
    if (length <= TAIL || length > 6 + TAIL) {
      throw new IllegalArgumentException(
          "OCC symbol must be a root of 1 to 6 characters, yyMMdd, C or P and 8 digits: '"
              + text
              + "'");
    }
    int tail = length - TAIL;
    String root = text.substring(0, tail).stripTrailing();
    if (length != 6 + TAIL && root.length() != tail) {
      throw new IllegalArgumentException(
          "root of an OCC symbol must be padded to 6 characters or not at all: '" + text + "'");
    }
    try {
      LocalDate expiry =
          LocalDate.of(
              2000 + digits(text, tail, 2), digits(text, tail + 2, 2), digits(text, tail + 4, 2));
      OptionType type = OptionType.ofCode(text.charAt(tail + 6));
      return new OccSymbol(root, expiry, type, BigDecimal.valueOf(digits(text, tail + 7, 8), 3));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not an OCC symbol: '" + text + "': " + e.getMessage(), e);
    }
  }

  /**
   * Reads a contract that a vendor names by four cells instead of a symbol.
   *
   * <p>Example: {@code SPXW}, {@code 20210104}, {@code C}, {@code 3700000} in {@link
   * StrikeUnit#THOUSANDTHS}.
   *
   * @param root option root
   * @param expiration date as {@code 2021-01-04} or {@code 20210104}
   * @param type {@code C}, {@code P}, {@code call} or {@code put} in letters of any case
   * @param strike exercise price, a plain decimal number
   * @param unit what the strike counts
   * @return the parts
   * @throws IllegalArgumentException if a cell cannot be read or has no place in an OCC symbol; the
   *     message names it and shows its value
   */
  public static OccSymbol parse(
      String root, String expiration, String type, String strike, StrikeUnit unit) {
    return new OccSymbol(root, date(expiration), OptionType.parse(type), unit.parse(strike));
  }

  private static LocalDate date(String text) {
    try {
      int length = text.length();
      boolean isLong = length == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
      if ((isLong || length == 8) && areDigits(text, isLong)) {
        int month = isLong ? 5 : 4;
        return LocalDate.of(
            digits(text, 0, 4), digits(text, month, 2), digits(text, length - 2, 2));
      }
      return text.indexOf('-') < 0
          ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
          : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expiration must be a date such as 2021-01-04 or 20210104: '" + text + "'", e);
    }
  }

  /**
   * Returns the contract with the standard terms of its root at the time of its expiry.
   *
   * @return the contract
   */
  public OptionContract contract() {
    return OptionContract.of(root, expiry, type, strike);
  }

  /**
   * Returns the symbol without padding.
   *
   * @return for example {@code SPXW210104C03700000}
   */
  public String compact() {
    return root + tail();
  }

  /**
   * Returns the canonical symbol.
   *
   * @return 21 characters, for example {@code SPXW 210104C03700000}
   */
  @Override
  public String toString() {
    return root + " ".repeat(6 - root.length()) + tail();
  }

  static BigDecimal normalised(BigDecimal strike) {
    if (strike.signum() <= 0 || strike.compareTo(HIGHEST_STRIKE) > 0) {
      throw new IllegalArgumentException(
          "strike must be above 0 and at most 99999.999: " + strike.toPlainString());
    }
    if (strike.scale() == 3) {
      return strike;
    }
    try {
      return strike.setScale(3, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "strike must have at most 3 decimals: " + strike.toPlainString(), e);
    }
  }

  private static boolean isRoot(String text) {
    if (text.isEmpty() || text.length() > 6 || text.charAt(0) < 'A' || text.charAt(0) > 'Z') {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  private String tail() {
    StringBuilder tail = new StringBuilder(TAIL);
    appendDigits(tail, expiry.getYear() - 2000, 2);
    appendDigits(tail, expiry.getMonthValue(), 2);
    appendDigits(tail, expiry.getDayOfMonth(), 2);
    tail.append(type.code());
    appendDigits(tail, strike.unscaledValue().intValueExact(), 8);
    return tail.toString();
  }

  private static void appendDigits(StringBuilder out, int value, int width) {
    String digits = Integer.toString(value);
    out.append("0".repeat(width - digits.length())).append(digits);
  }

  /** Returns whether a text has digits only, and dashes where a date has them. */
  private static boolean areDigits(String text, boolean hasDashes) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && !(hasDashes && (i == 4 || i == 7))) {
        return false;
      }
    }
    return true;
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException(
            "expected a digit but found '" + c + "' at position " + (i + 1));
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
