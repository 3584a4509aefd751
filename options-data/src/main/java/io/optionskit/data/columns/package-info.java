/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Columns of market data in flat files that are mapped into memory, from which backtests replay
 * what was read from slower files once.
 *
 * <p>A cache only: whatever is not exactly what was written is made again from the source.
 */
@NullMarked
package io.optionskit.data.columns;

import org.jspecify.annotations.NullMarked;
