/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Pricing, implied volatility and Greeks of options.
 *
 * <p>Values are estimates in currency per share and derivatives are raw, per 1.00 and per year; see
 * {@link io.optionskit.greeks.Measure}. Everything is a pure function with the same bits on every
 * machine and Java version.
 */
@NullMarked
package io.optionskit.greeks;

import org.jspecify.annotations.NullMarked;
