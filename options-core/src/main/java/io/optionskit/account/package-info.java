/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The books: what fills and settlements do to cash, positions and trades, in an exact double-entry
 * ledger.
 *
 * <p>Money of fills is exact; marks are estimates. Used by the engine's thread only.
 */
@NullMarked
package io.optionskit.account;

import org.jspecify.annotations.NullMarked;
