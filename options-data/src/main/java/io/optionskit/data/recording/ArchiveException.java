/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

/** A recording cannot be opened, read or written. */
public final class ArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, with the file, and what would be right
   */
  public ArchiveException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what is wrong, with the file
   * @param cause what was thrown
   */
  public ArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
