/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The engine: one writer that applies events in order, and the only place where trading state
 * changes.
 *
 * <p>Nothing here reads a clock, uses randomness or touches files; replaying the same events gives
 * the same journal.
 */
@NullMarked
package io.optionskit.engine;

import org.jspecify.annotations.NullMarked;
