/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where trades are kept: chains, orders, fills, trades and the audit log, in one schema on SQLite,
 * PostgreSQL, TimescaleDB, MySQL and MariaDB.
 *
 * <p>The database drivers are optional dependencies: add the ones you use.
 */
@NullMarked
package io.optionskit.data.store;

import org.jspecify.annotations.NullMarked;
