/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The market simulator: seeded paths of funds, indices and volatility indices with stochastic
 * volatility and jumps, and arbitrage-free option chains with realistic quotes on them.
 *
 * <p>Everything is a function of the settings and the seed. Only IEEE operations, {@code Math.sqrt}
 * and {@code StrictMath} are used, so that the rows are the same bits on every machine and Java
 * version. The model and its limits are described in {@code docs/concepts/market-simulator.md}.
 */
@NullMarked
package io.optionskit.data.simulator;

import org.jspecify.annotations.NullMarked;
