/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

/** Why a quote is not liquid enough. The names are stable. */
public enum Illiquidity {
  /** Too few contracts were traded. */
  LOW_VOLUME,
  /** Nobody says how many were traded. */
  VOLUME_UNKNOWN,
  /** Too few contracts are open. */
  LOW_OPEN_INTEREST,
  /** Nobody says how many are open. */
  OPEN_INTEREST_UNKNOWN,
  /** The spread is too wide against the middle. */
  WIDE_SPREAD,
  /** There is no bid and ask, or the bid is above the ask. */
  NO_SPREAD
}
