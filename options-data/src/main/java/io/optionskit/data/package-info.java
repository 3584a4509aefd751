/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Market data: providers, recordings, quality scores, caches and stores.
 *
 * <p>Everything here hands immutable values of the core to the engine and keeps the outside world's
 * formats to itself.
 */
@NullMarked
package io.optionskit.data;

import org.jspecify.annotations.NullMarked;
