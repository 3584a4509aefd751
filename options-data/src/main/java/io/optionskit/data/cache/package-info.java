/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Answers of providers kept for a while in memory, so that nobody asks twice for the same.
 *
 * <p>Every kind of data has its own lifetime; failures are never kept.
 */
@NullMarked
package io.optionskit.data.cache;

import org.jspecify.annotations.NullMarked;
