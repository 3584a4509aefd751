/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/**
 * A file holds something else than what is read here: skipped within a directory, refused if it was
 * named itself.
 */
final class SkippableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SkippableFile(String message) {
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
