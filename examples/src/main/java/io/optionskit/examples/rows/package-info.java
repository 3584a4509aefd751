/* SPDX-License-Identifier: Apache-2.0 */
/**
 * CSV files of any size that get columns computed row by row.
 *
 * <p>{@link io.optionskit.examples.rows.RowRun} streams blocks of rows from one file to another in
 * constant memory; a {@link io.optionskit.examples.rows.RowModel} computes the new cells of a
 * block. Cells that a model does not know are carried through as they are.
 */
@NullMarked
package io.optionskit.examples.rows;

import org.jspecify.annotations.NullMarked;
