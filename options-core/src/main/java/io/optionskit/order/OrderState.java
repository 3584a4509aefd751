/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

/** Where an order is in its life. */
public enum OrderState {
  /** Accepted by the risk gate, not yet acknowledged by the broker. */
  PENDING,
  /** Working at the broker. */
  SUBMITTED,
  /** Partly filled, the rest is working. */
  PARTIAL,
  /** Filled whole. */
  FILLED,
  /** Ended before it was filled whole, by us, by its time in force or by the broker. */
  CANCELLED,
  /** Refused by the risk gate or the broker; nothing was filled. */
  REJECTED;

  /**
   * Returns whether the order can still be filled.
   *
   * @return true unless it is filled, cancelled or rejected
   */
  public boolean isOpen() {
    return this == PENDING || this == SUBMITTED || this == PARTIAL;
  }

  /**
   * Returns whether an order may go from this state to another one.
   *
   * @param next the other state
   * @return true for a legal step
   */
  public boolean canBecome(OrderState next) {
    return switch (this) {
      case PENDING -> next != PENDING;
      case SUBMITTED -> next == PARTIAL || next == FILLED || next == CANCELLED || next == REJECTED;
      case PARTIAL -> next == PARTIAL || next == FILLED || next == CANCELLED;
      case FILLED, CANCELLED, REJECTED -> false;
    };
  }
}
