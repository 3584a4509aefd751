/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The loops behind {@link io.optionskit.greeks.batch.EuropeanBatch}: blocks of rows in scratch
 * columns, worked through in stages that the Java compiler turns into vector code.
 *
 * <p>Exported to the project's own accelerator module alone.
 */
@NullMarked
package io.optionskit.greeks.internal.batch;

import org.jspecify.annotations.NullMarked;
