/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Chains and bars from a server that speaks as Yahoo Finance does: free, delayed, without Greeks
 * and without quote times.
 *
 * <p>Only {@link io.optionskit.data.yahoo.YahooMarket} and its settings are for users.
 */
@NullMarked
package io.optionskit.data.yahoo;

import org.jspecify.annotations.NullMarked;
