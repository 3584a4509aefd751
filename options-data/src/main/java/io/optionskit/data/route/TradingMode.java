/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

/** What a program is run for. */
public enum TradingMode {
  /** Writing and trying out. */
  DEVELOPMENT,
  /** Training of models and backtests. */
  TRAINING,
  /** Present data, no money. */
  PAPER,
  /** Money. */
  LIVE
}
