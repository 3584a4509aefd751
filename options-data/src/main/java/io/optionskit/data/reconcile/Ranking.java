/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Which provider comes first. A chain without contracts comes after every other one; what a ranking
 * leaves open is decided by the number of two-sided quotes, then by name, so that the order in
 * which chains arrive never matters. Immutable.
 */
public final class Ranking {

  private static final Comparator<ChainStanding> FRESHEST =
      Comparator.comparing((ChainStanding standing) -> standing.marketTime().orElse(Instant.MIN))
          .reversed();
  private static final Comparator<ChainStanding> LAST_RESORT =
      Comparator.comparingInt(ChainStanding::twoSided)
          .reversed()
          .thenComparing(ChainStanding::source);

  private final String text;
  private final Comparator<ChainStanding> order;

  private Ranking(String text, Comparator<ChainStanding> order) {
    this.text = text;
    this.order =
        Comparator.comparing((ChainStanding standing) -> standing.contracts() == 0)
            .thenComparing(order)
            .thenComparing(LAST_RESORT);
  }

  /**
   * Returns the ranking by time of the market shown, latest first; a chain of unknown time comes
   * last.
   *
   * @return ranking
   */
  public static Ranking freshest() {
    return new Ranking("freshest", FRESHEST);
  }

  /**
   * Returns the ranking by quality score, highest first, then by time; a chain that was not judged
   * comes last.
   *
   * @return ranking
   */
  public static Ranking bestQuality() {
    return new Ranking(
        "best quality",
        Comparator.comparingDouble((ChainStanding standing) -> standing.score().orElse(-1))
            .reversed()
            .thenComparing(FRESHEST));
  }

  /**
   * Returns the ranking by name.
   *
   * @param sources names of providers, the preferred one first; others come after them, latest
   *     first
   * @return ranking
   */
  public static Ranking preferring(String... sources) {
    List<String> names = List.of(sources);
    ToIntFunction<ChainStanding> place =
        standing ->
            names.contains(standing.source()) ? names.indexOf(standing.source()) : names.size();
    return new Ranking(
        "preferring " + String.join(", ", names),
        Comparator.comparingInt(place).thenComparing(FRESHEST));
  }

  Comparator<ChainStanding> order() {
    return order;
  }

  @Override
  public String toString() {
    return text;
  }
}
