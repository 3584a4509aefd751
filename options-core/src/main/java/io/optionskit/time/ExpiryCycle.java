/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

/**
 * How often the options of an underlying expire. Each cycle includes the ones before it.
 *
 * <p>Which expiries of a cycle the exchanges did list is a fact of the option chain, not of a rule.
 */
public enum ExpiryCycle {
  /** Once a month, on the third Friday. */
  MONTHLY,
  /** At the end of every week as well. */
  WEEKLY,
  /** On every trading day. */
  DAILY
}
