/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

/** A journal cannot be written or read. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened and where
   * @param cause what was thrown
   */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened and where
   */
  public JournalException(String message) {
    super(message);
  }
}
