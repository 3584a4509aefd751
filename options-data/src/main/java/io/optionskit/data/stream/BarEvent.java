/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Bar;
import java.time.Instant;

/**
 * A bar that is complete.
 *
 * @param bar the bar
 * @param receiveTime when it became known here
 */
public record BarEvent(Bar bar, Instant receiveTime) implements StreamEvent {}
