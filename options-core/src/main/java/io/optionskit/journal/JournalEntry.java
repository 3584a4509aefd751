/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;

/**
 * A record and its place in the journal.
 *
 * @param sequence number of the record, from 1 without gaps
 * @param record what happened
 */
public record JournalEntry(long sequence, JournalRecord record) {}
