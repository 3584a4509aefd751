/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Pricing, implied volatility and Greeks of options.
 *
 * <p>Values are estimates in currency per share; see the units on each method.
 */
@NullMarked
package io.optionskit.greeks;

import org.jspecify.annotations.NullMarked;
