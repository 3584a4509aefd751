/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How much data to take: when to look at the market, at which contracts, and which points to drop.
 */
@NullMarked
package io.optionskit.data.sampling;

import org.jspecify.annotations.NullMarked;
