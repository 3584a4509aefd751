/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Instructions and what became of them: orders as one net price and a list of legs, their states,
 * and fills.
 *
 * <p>Everything here is an immutable value and may be shared between threads. Prices are exact.
 */
@NullMarked
package io.optionskit.order;

import org.jspecify.annotations.NullMarked;
