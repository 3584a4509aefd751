/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where data and trades are kept: SQLite for chains, orders, fills, trades and the audit log.
 *
 * <p>The database drivers are optional dependencies: add the ones you use. Nothing here opens a
 * network connection.
 */
@NullMarked
package io.optionskit.data.store;

import org.jspecify.annotations.NullMarked;
