/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;

/**
 * One leg of a structure: an option, or shares of its underlying. Immutable.
 *
 * <p>Ratios are signed units per unit of the structure: positive = long, negative = short. One unit
 * of shares is as many as one contract delivers, so that a covered call is shares +1, call −1.
 */
public sealed interface StructureLeg {

  /**
   * Returns the signed units per unit of the structure.
   *
   * @return ratio, not 0
   */
  int ratio();

  /**
   * Returns the price at which the leg was bought or sold.
   *
   * @return currency per share, finite; the sign is in the ratio
   */
  double entryPrice();

  /**
   * An option.
   *
   * @param type call or put
   * @param strike exercise price, per share, 1e-100 to 1e100
   * @param years time to settlement in calendar years when the clock of the analysis starts, finite
   *     and ≥ 0
   * @param volatility annual volatility, per calendar year, finite and ≥ 0
   * @param style American legs are valued with early exercise
   * @param ratio signed units, not 0
   * @param entryPrice price per share at which it was bought or sold, −1e100 to 1e100
   */
  record Option(
      OptionType type,
      double strike,
      double years,
      double volatility,
      ExerciseStyle style,
      int ratio,
      double entryPrice)
      implements StructureLeg {

    /**
     * Checks the leg.
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    public Option {
      Prices.positive("strike", strike);
      Arguments.notNegative("years", years);
      Arguments.notNegative("volatility", volatility);
      checkTrade(ratio, entryPrice);
    }

    /**
     * Returns a European option.
     *
     * @param type call or put
     * @param strike exercise price, per share, &gt; 0
     * @param years time to settlement in calendar years, ≥ 0
     * @param volatility annual volatility, ≥ 0
     * @param ratio signed units, not 0
     * @param entryPrice price per share at which it was bought or sold
     * @return the leg
     */
    public static Option european(
        OptionType type,
        double strike,
        double years,
        double volatility,
        int ratio,
        double entryPrice) {
      return new Option(type, strike, years, volatility, ExerciseStyle.EUROPEAN, ratio, entryPrice);
    }

    /**
     * Returns an American option.
     *
     * @param type call or put
     * @param strike exercise price, per share, &gt; 0
     * @param years time to settlement in calendar years, ≥ 0
     * @param volatility annual volatility, ≥ 0
     * @param ratio signed units, not 0
     * @param entryPrice price per share at which it was bought or sold
     * @return the leg
     */
    public static Option american(
        OptionType type,
        double strike,
        double years,
        double volatility,
        int ratio,
        double entryPrice) {
      return new Option(type, strike, years, volatility, ExerciseStyle.AMERICAN, ratio, entryPrice);
    }
  }

  /**
   * Shares of the underlying.
   *
   * @param ratio signed units of as many shares as one contract delivers, not 0
   * @param entryPrice price per share at which they were bought or sold, −1e100 to 1e100
   */
  record Shares(int ratio, double entryPrice) implements StructureLeg {

    /**
     * Checks the leg.
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    public Shares {
      checkTrade(ratio, entryPrice);
    }
  }

  private static void checkTrade(int ratio, double entryPrice) {
    if (ratio == 0) {
      throw new IllegalArgumentException("ratio must not be 0: 0");
    }
    Prices.signed("entry price", entryPrice);
  }
}
