/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Databento: DBN files and streams of versions 1 to 3, historical data over HTTP with a budget of
 * money, and the live gateway.
 *
 * <p>Records are read in constant memory through one reusable {@link
 * io.optionskit.data.databento.DbnCursor}; what Databento marks as undefined is missing here, and
 * prices stay exact.
 */
@NullMarked
package io.optionskit.data.databento;

import org.jspecify.annotations.NullMarked;
