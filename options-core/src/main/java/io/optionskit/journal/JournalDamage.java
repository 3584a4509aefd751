/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

/**
 * A place in a journal that is not as it was written.
 *
 * @param file name of the file
 * @param offset where the damage starts, bytes from the start of the file
 * @param sequence number of the first record that cannot be read, from 1
 * @param reason what is wrong
 */
public record JournalDamage(String file, long offset, long sequence, String reason) {

  /** Returns the text of the exception for this damage. */
  String message(String folder) {
    return "journal in "
        + folder
        + " is damaged: "
        + file
        + " at byte "
        + offset
        + ", record "
        + sequence
        + ": "
        + reason;
  }
}
