/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * What a company earned in a quarter, and what was expected of it.
 *
 * @param ticker the company
 * @param quarterEnd last day of the quarter; when it was reported Yahoo does not say
 * @param actual earnings per share in {@code currency}, empty if not reported yet
 * @param estimate what analysts expected on average, empty if nobody did
 * @param currency currency of both, empty if Yahoo does not say
 * @param knownAt when this was read here
 */
public record EarningsResult(
    String ticker,
    LocalDate quarterEnd,
    OptionalDouble actual,
    OptionalDouble estimate,
    String currency,
    Instant knownAt) {}
