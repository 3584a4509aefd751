/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

/** A broker failed. A refused order is an event, not an exception. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Not connected or no answer; a retry may help. */
    UNAVAILABLE,
    /** Too many requests; a retry later helps. */
    RATE_LIMITED,
    /** Wrong account, mode or permissions. */
    NOT_ENTITLED,
    /** The request makes no sense to the broker. */
    BAD_REQUEST
  }

  private final Reason reason;

  /**
   * Creates the exception.
   *
   * @param reason why
   * @param message what happened, with the value and what would be right; without secrets
   */
  public BrokerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Returns why.
   *
   * @return reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns whether the same call may succeed later.
   *
   * @return true if the broker is unreachable or limits the rate
   */
  public boolean retryable() {
    return reason == Reason.UNAVAILABLE || reason == Reason.RATE_LIMITED;
  }
}
