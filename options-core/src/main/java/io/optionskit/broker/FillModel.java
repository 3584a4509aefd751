/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.broker;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * At which price of a quote an order is filled.
 *
 * <p>A market order is filled as soon as every leg has had a row of data at or after the order's
 * time; rows of an instant are applied before its orders. A limit order is filled, by the same
 * prices, as soon as its net price is at or within the limit and every side needed is there.
 *
 * <ul>
 *   <li>{@link #touch()} buys at the ask and sells at the bid. If a market order finds the side
 *       missing, its last known value is used; if it was never known, the other side; such fills
 *       carry a {@link io.optionskit.order.FillNote}.
 *   <li>{@link #mid()} fills at the middle.
 *   <li>{@link #fraction(double)} fills at the middle plus (buying) or minus (selling) a fraction
 *       of half the spread.
 *   <li>{@link #nextBar()} fills as touch, but on the row after the first.
 * </ul>
 *
 * <p>All but touch never fill on a missing, crossed or locked quote. Immutable.
 */
public final class FillModel {

  private static final FillModel TOUCH = new FillModel("touch", BigDecimal.ONE, false, 1);
  private static final FillModel MID = new FillModel("mid", BigDecimal.ZERO, true, 1);
  private static final FillModel NEXT_BAR = new FillModel("next-bar", BigDecimal.ONE, true, 2);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final String text;
  private final BigDecimal fraction;
  private final boolean strict;
  private final int rowsNeeded;

  private FillModel(String text, BigDecimal fraction, boolean strict, int rowsNeeded) {
    this.text = text;
    this.fraction = fraction;
    this.strict = strict;
    this.rowsNeeded = rowsNeeded;
  }

  /**
   * Returns the model that buys at the ask and sells at the bid.
   *
   * @return touch
   */
  public static FillModel touch() {
    return TOUCH;
  }

  /**
   * Returns the model that fills at the middle of the quote.
   *
   * @return mid
   */
  public static FillModel mid() {
    return MID;
  }

  /**
   * Returns the model that pays a part of half the spread.
   *
   * @param fraction part of half the spread, 0 (middle) to 1 (touch)
   * @return fraction
   * @throws IllegalArgumentException unless it lies between 0 and 1
   */
  public static FillModel fraction(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "fraction of half the spread must lie between 0 and 1: " + fraction);
    }
    return new FillModel("fraction:" + fraction, BigDecimal.valueOf(fraction), true, 1);
  }

  /**
   * Returns the model that fills at the touch of the row after the first.
   *
   * @return next-bar
   */
  public static FillModel nextBar() {
    return NEXT_BAR;
  }

  /**
   * Reads a model.
   *
   * @param text {@code touch}, {@code mid}, {@code fraction:X} or {@code next-bar}
   * @return the model
   * @throws IllegalArgumentException if the text is none of these
   */
  public static FillModel parse(String text) {
    return switch (text) {
      case "touch" -> TOUCH;
      case "mid" -> MID;
      case "next-bar" -> NEXT_BAR;
      default -> {
        if (!text.startsWith("fraction:")) {
          throw new IllegalArgumentException(
              "fill model must be touch, mid, fraction:X or next-bar: " + text);
        }
        try {
          yield fraction(Double.parseDouble(text.substring("fraction:".length())));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "fraction must be a number, such as fraction:0.5: " + text, e);
        }
      }
    };
  }

  /** Whether the model refuses missing, crossed and locked quotes. */
  boolean isStrict() {
    return strict;
  }

  /** Rows of data at or after the order's time that a leg needs. */
  int rowsNeeded() {
    return rowsNeeded;
  }

  /** Price for a two-sided quote: mid ± fraction × half spread, exact. */
  BigDecimal price(double bid, double ask, boolean buys) {
    BigDecimal low = BigDecimal.valueOf(bid);
    BigDecimal high = BigDecimal.valueOf(ask);
    if (fraction.compareTo(BigDecimal.ONE) == 0) {
      return buys ? high : low;
    }
    BigDecimal mid = low.add(high).multiply(HALF);
    BigDecimal step = high.subtract(low).multiply(HALF).multiply(fraction);
    BigDecimal price = buys ? mid.add(step) : mid.subtract(step);
    return price.setScale(Math.min(price.scale(), 10), RoundingMode.HALF_EVEN);
  }

  /**
   * Returns the text form.
   *
   * @return text that {@link #parse} reads
   */
  @Override
  public String toString() {
    return text;
  }
}
