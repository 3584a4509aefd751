/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

/**
 * The end of a journal that a crash left unfinished. Nothing in it had been confirmed to be on
 * stable storage.
 *
 * @param file name of the last file
 * @param offset where the unfinished part starts, bytes from the start of the file
 * @param bytes length of the unfinished part
 * @param reason what is wrong with its first record
 */
public record TornTail(String file, long offset, long bytes, String reason) {}
