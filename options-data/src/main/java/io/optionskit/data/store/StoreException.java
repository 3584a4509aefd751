/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

/** A store cannot be opened, written or read. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, with the file, and what would be right
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what happened, with the file
   * @param cause what was thrown
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
