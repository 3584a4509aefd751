/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The loops of {@link io.optionskit.greeks.batch.EuropeanBatch} on the Vector API. Nothing here is
 * called directly: {@link io.optionskit.greeks.batch.EuropeanBatch#findAccelerated} finds it.
 */
@NullMarked
package io.optionskit.greeks.vector;

import org.jspecify.annotations.NullMarked;
