/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

/** How long positions are held. */
public enum HoldingPeriod {
  /** Days to a few weeks. */
  WEEKLY,
  /** Options that expire on the day. */
  ZERO_DTE
}
