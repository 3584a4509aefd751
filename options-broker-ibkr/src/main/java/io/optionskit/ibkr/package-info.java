/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A broker session and market data for Interactive Brokers' TWS and Gateway.
 *
 * <p>It speaks the wire protocol itself and needs no other jar.
 */
@NullMarked
package io.optionskit.ibkr;

import org.jspecify.annotations.NullMarked;
