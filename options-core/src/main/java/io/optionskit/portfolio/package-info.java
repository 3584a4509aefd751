/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is owned and what it earned: positions, trades from entry to exit, and an exact double-entry ledger.
 *
 * <p>Money of fills is exact; marks are estimates.
 */
@NullMarked
package io.optionskit.portfolio;

import org.jspecify.annotations.NullMarked;
