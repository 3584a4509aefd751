/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

/** A single row that cannot be in the result. Thrown and caught within a reader of rows. */
public final class RefusedRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  /**
   * Creates the exception.
   *
   * @param reason why the row is refused
   * @param message the row and what is wrong with it, without secrets
   */
  public RefusedRowException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Returns why.
   *
   * @return reason
   */
  public Refusal reason() {
    return reason;
  }
}
