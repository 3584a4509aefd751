/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Polygon.io, now Massive: chains with the provider's own volatilities and Greeks, contracts as of
 * a day, bars, quotes and trades over REST, and the messages of its WebSocket.
 */
@NullMarked
package io.optionskit.data.polygon;

import org.jspecify.annotations.NullMarked;
