/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Values, Greeks and implied volatilities of European and American options on an underlying that
 * pays discrete cash dividends.
 *
 * <p>Two models of what a dividend does to the price of the underlying are offered, see {@link
 * io.optionskit.greeks.dividend.DividendModel}. Everything is a pure function with the same bits on
 * every machine and Java version.
 */
@NullMarked
package io.optionskit.greeks.dividend;

import org.jspecify.annotations.NullMarked;
