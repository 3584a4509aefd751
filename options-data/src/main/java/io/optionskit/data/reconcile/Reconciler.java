/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.OptionChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the same chain of several providers and chooses one.
 *
 * <pre>{@code
 * Reconciliation result = Reconciler.choosing(Ranking.freshest()).reconcile(List.of(cboe, yahoo));
 * }</pre>
 *
 * <p>The chosen chain is one provider's, with all its rows and no other's, unless {@link #taking}
 * asks for values of several. The order in which chains are given does not matter. Immutable; may
 * be used by several threads.
 */
public final class Reconciler {

  private final Ranking ranking;
  private final Tolerances tolerances;
  private final Map<FieldGroup, Ranking> perField;

  private Reconciler(Ranking ranking, Tolerances tolerances, Map<FieldGroup, Ranking> perField) {
    this.ranking = ranking;
    this.tolerances = tolerances;
    this.perField = perField;
  }

  /**
   * Returns a reconciler with default tolerances that takes one provider's chain as a whole.
   *
   * @param ranking which one
   * @return reconciler
   */
  public static Reconciler choosing(Ranking ranking) {
    return new Reconciler(ranking, Tolerances.defaults(), Map.of());
  }

  /**
   * Returns this reconciler with other tolerances.
   *
   * @param newTolerances when values count as the same
   * @return changed copy
   */
  public Reconciler withTolerances(Tolerances newTolerances) {
    return new Reconciler(ranking, newTolerances, perField);
  }

  /**
   * Returns this reconciler, taking some values from the first provider by another ranking that has
   * them.
   *
   * <p>The contracts, the price of the underlying and all other values stay those of the chosen
   * chain; each contract takes the value of the first provider that has one, so that a column may
   * hold values of several. The provenance of the chain names the provider and time of each. A
   * provider whose chain is of another trade date, or that lists the contract with other terms,
   * supplies nothing. The chain's time is the latest of those used, and it loses what was computed
   * from its former values: own volatilities, Greeks and quality.
   *
   * @param group which values
   * @param from which providers first
   * @return changed copy
   */
  public Reconciler taking(FieldGroup group, Ranking from) {
    Map<FieldGroup, Ranking> changed = new EnumMap<>(FieldGroup.class);
    changed.putAll(perField);
    changed.put(group, from);
    return new Reconciler(ranking, tolerances, Collections.unmodifiableMap(changed));
  }

  /**
   * Compares chains and chooses one.
   *
   * @param chains the same chain of at least one provider, with provenance, each of another
   *     provider
   * @return the chosen chain and the report
   * @throws IllegalArgumentException if there is none, or two are of one provider or of different
   *     underlyings
   */
  public Reconciliation reconcile(List<OptionChain> chains) {
    Map<String, OptionChain> bySource = new TreeMap<>();
    for (OptionChain chain : chains) {
      String source = chain.provenance().feeds().get(0).source();
      if (bySource.put(source, chain) != null) {
        throw new IllegalArgumentException("each chain must be of another provider: " + source);
      }
    }
    if (bySource.isEmpty()) {
      throw new IllegalArgumentException("at least one chain is needed");
    }
    List<ChainComparison> comparisons = comparisons(List.copyOf(bySource.values()));
    List<ChainStanding> standings = standings(bySource);
    String source = standings.get(0).source();
    FieldMerge merge = new FieldMerge(bySource, standings, source);
    perField.forEach((group, from) -> merge.take(group, from));
    return new Reconciliation(merge.chain(), source, merge.sources(), standings, comparisons);
  }

  private List<ChainComparison> comparisons(List<OptionChain> chains) {
    List<ChainComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      for (int j = i + 1; j < chains.size(); j++) {
        comparisons.add(ChainComparison.of(chains.get(i), chains.get(j), tolerances));
      }
    }
    return comparisons;
  }

  private List<ChainStanding> standings(Map<String, OptionChain> bySource) {
    Comparator<ChainStanding> order = ranking.order();
    return bySource.values().stream().map(ChainStanding::of).sorted(order).toList();
  }
}
