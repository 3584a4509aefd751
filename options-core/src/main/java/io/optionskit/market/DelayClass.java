/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

/** How a feed stands to the market of now. */
public enum DelayClass {
  /** As the market moves. */
  REAL_TIME,
  /** The market some minutes ago. */
  DELAYED,
  /** The market at the close of a session. */
  END_OF_DAY,
  /** Of a recorded past. */
  HISTORICAL,
  /** Estimates of the source, not quotes that anyone stands by. */
  INDICATIVE,
  /** Not known. */
  UNSTATED;

  /**
   * Returns whether a live order may rest on it.
   *
   * @return true for {@link #REAL_TIME} only
   */
  public boolean supportsLiveOrders() {
    return this == REAL_TIME;
  }
}
