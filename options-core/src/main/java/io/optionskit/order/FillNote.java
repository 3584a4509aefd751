/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

/** What is unusual about a fill of the simulated broker. */
public enum FillNote {
  /** The side needed was missing in the row; its last known value was used. */
  LAST_KNOWN_SIDE,
  /** The side needed was never known; the other side was used. */
  OTHER_SIDE,
  /** The asset has no quote of its own; its last known price was used. */
  LAST_PRICE,
  /** The quote was crossed. */
  CROSSED_QUOTE
}
