/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/** One thing that a stream of market data tells. */
public sealed interface StreamEvent
    permits QuoteEvent, TradeEvent, BarEvent, ValueEvent, StatusEvent {}
