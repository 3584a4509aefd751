/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.util.Locale;

/** Right that an option gives its holder: to buy ({@link #CALL}) or to sell ({@link #PUT}). */
public enum OptionType {
  /** Right to buy the underlying at the strike. */
  CALL('C', 1),
  /** Right to sell the underlying at the strike. */
  PUT('P', -1);

  private final char code;
  private final int sign;

  OptionType(char code, int sign) {
    this.code = code;
    this.sign = sign;
  }

  /**
   * Returns the letter used in OCC symbols.
   *
   * @return {@code 'C'} or {@code 'P'}
   */
  public char code() {
    return code;
  }

  /**
   * Returns the direction in which the option gains with the underlying.
   *
   * @return +1 for a call, −1 for a put
   */
  public int sign() {
    return sign;
  }

  /**
   * Returns the other type.
   *
   * @return {@link #PUT} for a call, {@link #CALL} for a put
   */
  public OptionType opposite() {
    return this == CALL ? PUT : CALL;
  }

  /**
   * Returns the payoff at expiry, per share.
   *
   * @param underlyingPrice settlement price of the underlying, per share
   * @param strike exercise price, per share
   * @return max(0, ±(underlyingPrice − strike)), ≥ 0
   */
  public double intrinsic(double underlyingPrice, double strike) {
    return Math.max(0, sign * (underlyingPrice - strike));
  }

  /**
   * Returns the type for the letter of an OCC symbol.
   *
   * @param code {@code 'C'} or {@code 'P'}
   * @return the type
   * @throws IllegalArgumentException for any other letter
   */
  public static OptionType ofCode(char code) {
    return switch (code) {
      case 'C' -> CALL;
      case 'P' -> PUT;
      default -> throw new IllegalArgumentException("option type must be C or P: " + code);
    };
  }

  /**
   * Reads a type as data vendors write it.
   *
   * @param text {@code C}, {@code P}, {@code call} or {@code put} in letters of any case
   * @return the type
   * @throws IllegalArgumentException for any other text
   */
  public static OptionType parse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "C", "CALL" -> CALL;
      case "P", "PUT" -> PUT;
      default ->
          throw new IllegalArgumentException(
              "option type must be C, P, call or put: '" + text + "'");
    };
  }
}
