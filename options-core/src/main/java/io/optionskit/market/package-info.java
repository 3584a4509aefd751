/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Market data: quotes, bars, columns of quotes as they become known, and chain snapshots with their
 * query API.
 *
 * <p>Inside, data lie in columns indexed by dense asset ids; records and views are made at the
 * edges. In columns a missing value is {@code NaN} (or −1 for counts and times); views show it as
 * an empty {@code Optional}.
 */
@NullMarked
package io.optionskit.market;

import org.jspecify.annotations.NullMarked;
