/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One listed option series at one strike and type.
 *
 * <p>Two contracts are equal if all their terms are: a strike of 100 and one of 100.000 are the
 * same.
 *
 * @param product what all contracts of the root have in common
 * @param expiry expiry date printed in the symbol, in the exchange's zone; the instant of
 *     settlement comes from the calendar
 * @param type call or put
 * @param strike exercise price per share, scale 3, &gt; 0
 */
public record OptionContract(
    OptionProduct product, LocalDate expiry, OptionType type, BigDecimal strike) implements Asset {

  /**
   * Checks the terms and brings the strike to three decimals.
   *
   * @throws IllegalArgumentException if the contract has no OCC symbol; the message names the term
   *     and shows its value
   */
  public OptionContract {
    strike = new OccSymbol(product.root(), expiry, type, strike).strike();
  }

  /**
   * Returns the contract with the standard terms of its root at the time of its expiry.
   *
   * @param root option root, such as {@code SPXW}
   * @param expiry expiry date printed in the symbol
   * @param type call or put
   * @param strike exercise price per share with at most three decimals
   * @return the contract
   */
  public static OptionContract of(
      String root, LocalDate expiry, OptionType type, BigDecimal strike) {
    return new OptionContract(OptionProduct.ofRoot(root, expiry), expiry, type, strike);
  }

  /**
   * Returns the contract that an OCC symbol names, with the standard terms of its root.
   *
   * @param occSymbol symbol, padded or not
   * @return the contract
   * @throws IllegalArgumentException if the text is not an OCC symbol
   */
  public static OptionContract parse(String occSymbol) {
    OccSymbol parts = OccSymbol.parse(occSymbol);
    return of(parts.root(), parts.expiry(), parts.type(), parts.strike());
  }

  /**
   * Returns the option root.
   *
   * @return root such as {@code SPXW}
   */
  public String root() {
    return product.root();
  }

  @Override
  public String underlying() {
    return product.underlying();
  }

  @Override
  public int multiplier() {
    return product.multiplier();
  }

  /**
   * Returns how and at which time of day the contract settles.
   *
   * @return settlement of the product
   */
  public Settlement settlement() {
    return product.settlement();
  }

  /**
   * Returns when the holder may exercise.
   *
   * @return exercise style of the product
   */
  public ExerciseStyle exerciseStyle() {
    return product.exerciseStyle();
  }

  /** Compares in the order of a listing: by root, expiry, strike, calls before puts. */
  static int inListing(OptionContract one, OptionContract other) {
    int order = one.root().compareTo(other.root());
    if (order == 0) {
      order = one.expiry.compareTo(other.expiry);
    }
    if (order == 0) {
      order = one.strike.compareTo(other.strike);
    }
    return order == 0 ? one.type.compareTo(other.type) : order;
  }

  /**
   * Returns the parts of the OCC symbol.
   *
   * @return root, expiry, type and strike
   */
  public OccSymbol occSymbol() {
    return new OccSymbol(root(), expiry, type, strike);
  }

  @Override
  public String symbol() {
    return occSymbol().toString();
  }

  @Override
  public String toString() {
    return symbol();
  }
}
