/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The simulated broker: fills orders from the quotes that strategies see, charges commissions and
 * settles expiring options.
 *
 * <p>It lives inside the engine, on its thread, and is the broker of backtest and paper trading.
 */
@NullMarked
package io.optionskit.broker;

import org.jspecify.annotations.NullMarked;
