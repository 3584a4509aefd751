/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Options that may be exercised at any time, on an asset with a continuous dividend yield: value,
 * Greeks, critical prices and implied volatility.
 *
 * <p>The exercise boundary is the solution of an integral equation, found by collocation in
 * Chebyshev nodes of the root of time; value and derivatives are integrals along it. Everything is
 * a pure function with the same bits on every machine and Java version.
 */
@NullMarked
package io.optionskit.greeks.american;

import org.jspecify.annotations.NullMarked;
