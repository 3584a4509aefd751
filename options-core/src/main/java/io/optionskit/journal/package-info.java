/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The journal of a run on disk and in memory: append-only, checksummed, in segments, and read back
 * to replay, compare or check it.
 *
 * <p>What was brought to stable storage survives a crash; what a crash tore off at the end is cut
 * and reported; anything else that is not as it was written is an error with its place. Equal
 * records give equal bytes on every machine.
 */
@NullMarked
package io.optionskit.journal;

import org.jspecify.annotations.NullMarked;
