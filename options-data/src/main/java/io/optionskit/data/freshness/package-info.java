/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How old data are and what they may be used for. Delayed, stale or flagged data never support a
 * live entry.
 */
@NullMarked
package io.optionskit.data.freshness;

import org.jspecify.annotations.NullMarked;
