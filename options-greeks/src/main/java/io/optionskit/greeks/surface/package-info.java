/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Volatility surfaces without arbitrage: fitted to the quotes of a chain, asked by strike,
 * log-moneyness or delta at any time, with local volatility and risk-neutral probabilities.
 *
 * <p>Start at {@link io.optionskit.greeks.surface.SurfaceFitter}; what it found is a {@link
 * io.optionskit.greeks.surface.VolatilitySurface} and a report of how well it fits and what had to
 * be repaired. Everything is deterministic, with the same bits on every machine and Java version.
 */
@NullMarked
package io.optionskit.greeks.surface;

import org.jspecify.annotations.NullMarked;
