/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which providers serve one mode and period.
 *
 * @param mode what the program is run for
 * @param period how long positions are held
 * @param primary names of providers for the first place; the first of them that is configured takes
 *     it
 * @param secondary names for the second place, likewise; empty for none
 * @param alongside names of stores that are read beside them, such as {@code parquet}
 */
public record Route(
    TradingMode mode,
    HoldingPeriod period,
    List<String> primary,
    List<String> secondary,
    List<String> alongside) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no name for the first place
   */
  public Route {
    primary = List.copyOf(primary);
    secondary = List.copyOf(secondary);
    alongside = List.copyOf(alongside);
    if (primary.isEmpty()) {
      throw new IllegalArgumentException(
          "route of " + mode + " and " + period + " needs a primary provider");
    }
  }

  /**
   * Returns the providers to ask, in order.
   *
   * @param configured names of the providers that are set up
   * @return the one for the first place and the one for the second, as far as they are configured;
   *     the second never repeats the first. Empty if none is
   */
  public List<String> order(Set<String> configured) {
    List<String> order = new ArrayList<>();
    first(primary, configured, order).ifPresent(order::add);
    first(secondary, configured, order).ifPresent(order::add);
    return List.copyOf(order);
  }

  private static Optional<String> first(
      List<String> names, Set<String> configured, List<String> taken) {
    return names.stream()
        .filter(configured::contains)
        .filter(name -> !taken.contains(name))
        .findFirst();
  }
}
