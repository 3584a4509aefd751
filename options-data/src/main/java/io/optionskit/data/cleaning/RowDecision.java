/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

/** What became of a row. */
public enum RowDecision {
  /** Nothing to object. */
  ACCEPT,
  /** Something was put right: moved to its place in time, or filled in. */
  REPAIR,
  /** Kept as it is, but not to be traded on. */
  FLAG,
  /** Left out. */
  REJECT
}
