/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Volatility surfaces fitted to files of quotes, as a page with pictures, as JSON and as CSV.
 *
 * <p>{@link io.optionskit.examples.surface.Snapshots} cuts a history into chains and fits each;
 * {@link io.optionskit.examples.surface.SurfacePage} draws one of them.
 */
@NullMarked
package io.optionskit.examples.surface;

import org.jspecify.annotations.NullMarked;
