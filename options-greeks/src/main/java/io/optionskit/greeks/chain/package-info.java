/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a whole option chain says: implied volatilities and Greeks per contract, model-free
 * variance, expected move, gamma exposure and where open interest lies.
 */
@NullMarked
package io.optionskit.greeks.chain;

import org.jspecify.annotations.NullMarked;
