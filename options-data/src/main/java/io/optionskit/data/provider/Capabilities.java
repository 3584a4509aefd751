/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import io.optionskit.market.DelayClass;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider can do and on which terms, as it published them; a default to be checked with the
 * vendor.
 *
 * @param offers what it can do
 * @param delayClass how its quotes stand to the market of now
 * @param delay how far they are behind, &ge; 0
 * @param calls calls allowed within {@code period}
 * @param period time in which calls are counted
 * @param dollarsPerMonth what the cheapest plan with these capabilities costs, empty if it is
 *     charged by use
 * @param keys names of the secrets it needs, none for none
 * @param use what it is recommended for
 */
public record Capabilities(
    Set<Capability> offers,
    DelayClass delayClass,
    Duration delay,
    int calls,
    Duration period,
    Optional<Integer> dollarsPerMonth,
    Set<String> keys,
    String use) {

  /** Copies the sets. */
  public Capabilities {
    offers = Set.copyOf(offers);
    keys = Set.copyOf(keys);
  }
}
