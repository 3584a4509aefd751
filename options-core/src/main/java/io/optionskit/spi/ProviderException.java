/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data provider failed. "No data" is an empty result, not an exception. */
public final class ProviderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Down, unreachable or too slow; a retry may help. */
    UNAVAILABLE(true),
    /** Too many calls; a retry later helps. */
    RATE_LIMITED(true),
    /** The account may not have these data. */
    NOT_ENTITLED(false),
    /** The request makes no sense to the provider. */
    BAD_REQUEST(false),
    /** No such ticker or contract. */
    UNKNOWN_SYMBOL(false),
    /** The answer is broken. */
    BAD_DATA(false),
    /** The answer has another shape than it used to. */
    SCHEMA_CHANGED(false),
    /** The request would cost more than allowed. */
    TOO_EXPENSIVE(false),
    /** The provider does not offer this. */
    UNSUPPORTED(false);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Reason reason;
  private final @Nullable Instant retryAt;

  /**
   * Creates the exception.
   *
   * @param reason why
   * @param message what happened, with the value and what would be right; without secrets
   */
  public ProviderException(Reason reason, String message) {
    super(oneLine(message));
    this.reason = reason;
    retryAt = null;
  }

  /**
   * Creates the exception of a limit that ends at a known time.
   *
   * @param reason why
   * @param message what happened, with the value and what would be right; without secrets
   * @param retryAt before when the same call cannot succeed
   */
  public ProviderException(Reason reason, String message, Instant retryAt) {
    super(oneLine(message));
    this.reason = reason;
    this.retryAt = retryAt;
  }

  /**
   * Creates the exception with its cause.
   *
   * @param reason why
   * @param message what happened, without secrets
   * @param cause what was thrown
   */
  public ProviderException(Reason reason, String message, Throwable cause) {
    super(oneLine(message), cause);
    this.reason = reason;
    retryAt = null;
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
   * Returns before when the same call cannot succeed: the end of a limit of the provider, or of a
   * budget of ours.
   *
   * @return instant, empty if nobody knows
   */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /**
   * Returns whether the same call may succeed later.
   *
   * @return true if the provider is down or limits the rate
   */
  public boolean retryable() {
    return reason.retryable;
  }

  /** Answers of others are quoted in messages: they must not move a cursor or forge a line. */
  private static String oneLine(String message) {
    StringBuilder shown = new StringBuilder(message);
    for (int i = 0; i < shown.length(); i++) {
      boolean isIndented = message.startsWith("\n  ", i); // lines of our own, such as of a file
      if (Character.isISOControl(shown.charAt(i)) && !isIndented) {
        shown.setCharAt(i, ' ');
      }
    }
    return shown.toString();
  }
}
