/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Elementary functions, numerics and checks that the pricing packages share: fast, accurate to
 * about one unit in the last place, and with the same bits on every machine and Java version.
 *
 * <p>Not for users and not exported: anything here may change at any time.
 */
@NullMarked
package io.optionskit.greeks.internal;

import org.jspecify.annotations.NullMarked;
