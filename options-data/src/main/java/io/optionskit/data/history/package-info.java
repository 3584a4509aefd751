/* SPDX-License-Identifier: Apache-2.0 */
/**
 * History that grows: quotes, chain snapshots and features in Parquet files, written and read by an
 * embedded DuckDB.
 *
 * <p>Files are partitioned by underlying and New York date. What was appended together becomes
 * visible together or not at all, whenever a process ends. DuckDB is an optional dependency; it
 * runs inside of this process and opens no network connection.
 */
@NullMarked
package io.optionskit.data.history;

import org.jspecify.annotations.NullMarked;
