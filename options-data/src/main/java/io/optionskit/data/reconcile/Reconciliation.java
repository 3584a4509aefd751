/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.OptionChain;
import java.util.List;

/**
 * What came of several providers' chains: the one to use, and how far they agree.
 *
 * @param chosen the chain to use: the first provider's as it was, or, if values of several were
 *     asked for, its contracts with a provenance that names who gave each value
 * @param source name of the provider whose chain was chosen
 * @param sources names of all providers of whom there are values in the chain, in order of name
 * @param standings what speaks for each provider, in the order of the ranking
 * @param comparisons each pair of providers once, in order of name
 */
public record Reconciliation(
    OptionChain chosen,
    String source,
    List<String> sources,
    List<ChainStanding> standings,
    List<ChainComparison> comparisons) {

  /** Copies the lists. */
  public Reconciliation {
    sources = List.copyOf(sources);
    standings = List.copyOf(standings);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Returns whether the chain has values of more than one provider.
   *
   * @return true if values per field were asked for and another provider supplied some
   */
  public boolean isMixed() {
    return sources.size() > 1;
  }
}
