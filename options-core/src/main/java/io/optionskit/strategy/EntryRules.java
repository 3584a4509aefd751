/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * When a structure is opened: at most one order per underlying and trading day works at a time,
 * from a given time of the session on.
 *
 * @param underlyings tickers to trade; empty for all whose options are known
 * @param minDays fewest calendar days to expiry, ≥ 0; the nearest listed expiry within the bounds
 *     is taken
 * @param maxDays most calendar days to expiry, ≥ minDays
 * @param afterOpen time from the opening of the session to the first entry
 * @param limitFactor the limit asks for this share of the middle credit, above 0 and at most 1, or
 *     the natural credit if that is more; empty asks for the natural credit only
 * @param cancelAfter an entry order not filled by then is cancelled; empty to let it work
 * @param attemptsPerDay entry orders per underlying and day, &gt; 0
 * @param minProbability a model's score below it prevents the entry; without a model there is no
 *     such condition
 */
public record EntryRules(
    Set<String> underlyings,
    int minDays,
    int maxDays,
    Duration afterOpen,
    OptionalDouble limitFactor,
    Optional<Duration> cancelAfter,
    int attemptsPerDay,
    OptionalDouble minProbability) {

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a bound has no meaning; the message names it and shows its
   *     value
   */
  public EntryRules {
    underlyings = Collections.unmodifiableSet(new LinkedHashSet<>(underlyings));
    if (minDays < 0 || maxDays < minDays) {
      throw new IllegalArgumentException(
          "days to expiry must be 0 <= min <= max: " + minDays + " to " + maxDays);
    }
    if (limitFactor.isPresent()
        && !(limitFactor.getAsDouble() > 0 && limitFactor.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "limit factor must be above 0 and at most 1: " + limitFactor.getAsDouble());
    }
    if (attemptsPerDay <= 0) {
      throw new IllegalArgumentException("attempts per day must be above 0: " + attemptsPerDay);
    }
  }

  /**
   * Returns rules that enter once a day, half an hour after the opening, at the natural credit.
   *
   * @param minDays fewest calendar days to expiry
   * @param maxDays most calendar days to expiry
   * @return rules for all underlyings
   */
  public static EntryRules daily(int minDays, int maxDays) {
    return new EntryRules(
        Set.of(),
        minDays,
        maxDays,
        Duration.ofMinutes(30),
        OptionalDouble.empty(),
        Optional.empty(),
        1,
        OptionalDouble.empty());
  }
}
