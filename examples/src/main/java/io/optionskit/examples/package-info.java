/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runnable applications built on the library.
 *
 * <p>One executable with sub-commands; {@link io.optionskit.examples.Main} is its entry.
 */
@NullMarked
package io.optionskit.examples;

import org.jspecify.annotations.NullMarked;
