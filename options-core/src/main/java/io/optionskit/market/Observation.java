/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Instant;
import java.util.Optional;

/**
 * One value that a source gave, with where it comes from. A value that it did not give is no
 * observation.
 *
 * @param field what it is
 * @param value in the unit of the field
 * @param feed who gave it
 * @param time the value's own time: of the quote, of the trade, of the close whose open interest
 *     was counted, of the calculation; empty if the source does not tell
 */
public record Observation(QuoteField field, double value, Feed feed, Optional<Instant> time) {}
