/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.util.regex.Pattern;

/**
 * A stock, exchange-traded fund or index on which options are listed.
 *
 * @param symbol ticker in capital letters, without provider decorations: {@code SPY}, {@code SPX},
 *     {@code BRK.B}
 */
public record Underlying(String symbol) implements Asset {

  private static final Pattern PATTERN = Pattern.compile("[A-Z][A-Z0-9./-]{0,11}");

  /**
   * Checks the ticker.
   *
   * @throws IllegalArgumentException unless it has 1 to 12 characters of A–Z, 0–9, dot, dash or
   *     slash and starts with a letter
   */
  public Underlying {
    if (!PATTERN.matcher(symbol).matches()) {
      throw new IllegalArgumentException(
          "underlying must have 1 to 12 characters of A-Z, 0-9, '.', '-' or '/' and start with a letter: "
              + symbol);
    }
  }

  @Override
  public String underlying() {
    return symbol;
  }

  @Override
  public int multiplier() {
    return 1;
  }

  /**
   * Returns whether this is a cash index, which can be referenced but not bought.
   *
   * @return true for the indices of {@link OptionProduct#ofRoot(String)}
   */
  public boolean isIndex() {
    return OptionProduct.isIndex(symbol);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
