/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

/**
 * What an import did so far.
 *
 * @param rows rows of the history
 * @param days New York dates they fall on
 * @param assets contracts and underlyings among them
 * @param filesWritten files that were added
 * @param filesUnchanged files that were there already with the same rows
 * @param bytes size of the files added
 */
public record ImportCounts(
    long rows, int days, int assets, int filesWritten, int filesUnchanged, long bytes) {}
