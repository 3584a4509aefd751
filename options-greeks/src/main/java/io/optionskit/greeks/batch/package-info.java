/* SPDX-License-Identifier: Apache-2.0 */
/**
 * European prices, Greeks and implied volatilities of many options at once, over columns.
 *
 * <p>The numbers are those of the scalar functions in {@link io.optionskit.greeks}, several times
 * faster; what has no answer has a status instead of an exception.
 */
@NullMarked
package io.optionskit.greeks.batch;

import org.jspecify.annotations.NullMarked;
