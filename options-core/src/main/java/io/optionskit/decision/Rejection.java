/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

/**
 * Why the risk gate or a broker refused an order.
 *
 * @param code word of the error vocabulary, such as {@code POSITION_LIMIT_EXCEEDED}
 * @param message what was wrong, with the value, and what would be right
 */
public record Rejection(Code code, String message) {

  /** Vocabulary of refusals. */
  public enum Code {
    /** Outside the tradable session of the product. */
    MARKET_CLOSED,
    /** Buying power or margin too small. */
    INSUFFICIENT_FUNDS,
    /** Count, per-symbol, exposure, Greeks or daily-trade limit. */
    POSITION_LIMIT_EXCEEDED,
    /** A halt or the kill switch is in force. */
    EMERGENCY_HALT_ACTIVE,
    /** Unknown structure or strategy, or not enabled. */
    INVALID_STRATEGY,
    /** No data, stale data or failed validation. */
    DATA_UNAVAILABLE,
    /** Too many orders. */
    RATE_LIMIT_EXCEEDED,
    /** Not in the universe or unknown. */
    INVALID_SYMBOL,
    /** Another check of the gate failed. */
    RISK_REJECTED,
    /** The same signal again. */
    DUPLICATE_SIGNAL,
    /** No approval in time. */
    APPROVAL_EXPIRED,
    /** Account and mode do not match. */
    ACCOUNT_MISMATCH,
    /** No broker session. */
    BROKER_DISCONNECTED
  }
}
