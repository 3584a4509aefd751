/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Forwards, discount factors, borrow and dividends that options imply through put–call parity.
 *
 * <p>American options break parity by their early-exercise premium, which is taken out first.
 */
@NullMarked
package io.optionskit.greeks.forward;

import org.jspecify.annotations.NullMarked;
