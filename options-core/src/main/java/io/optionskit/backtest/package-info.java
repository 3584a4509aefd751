/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Backtests: market history through the engine and the simulated broker, and the figures of the
 * run.
 *
 * <p>Every figure is computed from the recorded events of that run.
 */
@NullMarked
package io.optionskit.backtest;

import org.jspecify.annotations.NullMarked;
