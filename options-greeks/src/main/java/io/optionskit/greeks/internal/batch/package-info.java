/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The loops behind {@link io.optionskit.greeks.batch.EuropeanBatch}: blocks of rows in scratch
 * columns, worked through in stages that the Java compiler turns into vector code.
 */
@NullMarked
package io.optionskit.greeks.internal.batch;

import org.jspecify.annotations.NullMarked;
