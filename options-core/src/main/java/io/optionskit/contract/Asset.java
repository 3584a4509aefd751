/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

/**
 * Anything that can stand in a leg or a position: an option contract, or the underlying itself.
 *
 * <p>Assets are immutable values; their natural order is by underlying, the underlying itself
 * first, then by root, expiry, strike and type.
 */
public sealed interface Asset extends Comparable<Asset> permits Underlying, OptionContract {

  /**
   * Returns the symbol under which the asset is traded.
   *
   * @return the ticker of an underlying, the 21-character OCC symbol of an option
   */
  String symbol();

  /**
   * Returns the ticker of the underlying; for an underlying its own.
   *
   * @return ticker, such as {@code SPX} for a contract of root {@code SPXW}
   */
  String underlying();

  /**
   * Returns how many dollars one unit gains when its price rises by one dollar.
   *
   * @return shares per contract, usually 100; 1 for an underlying
   */
  int multiplier();

  @Override
  default int compareTo(Asset other) {
    int byUnderlying = underlying().compareTo(other.underlying());
    if (byUnderlying != 0) {
      return byUnderlying;
    }
    if (this instanceof OptionContract mine && other instanceof OptionContract theirs) {
      return OptionContract.inListing(mine, theirs);
    }
    return Boolean.compare(this instanceof OptionContract, other instanceof OptionContract);
  }
}
