/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Alpaca's market data: chains of the real or the indicative feed, contracts, bars, quotes and
 * trades over REST, and the messages of its WebSocket. Its accounts and orders are not here.
 */
@NullMarked
package io.optionskit.data.alpaca;

import org.jspecify.annotations.NullMarked;
