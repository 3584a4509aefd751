/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.market.ChainQuality;
import io.optionskit.market.QuoteIssue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was found in the rows of a chain: a bit per issue and row. */
final class Findings {

  private static final QuoteIssue[] ISSUES = QuoteIssue.values();
  private static final Map<QuoteIssue, Integer> BITS = bits();

  private final int[] found;

  Findings(int rows) {
    found = new int[rows];
  }

  private static Map<QuoteIssue, Integer> bits() {
    Map<QuoteIssue, Integer> bits = new EnumMap<>(QuoteIssue.class);
    for (int i = 0; i < ISSUES.length; i++) {
      bits.put(ISSUES[i], 1 << i);
    }
    return bits;
  }

  static int bits(Set<QuoteIssue> issues) {
    int bits = 0;
    for (QuoteIssue issue : issues) {
      bits |= bit(issue);
    }
    return bits;
  }

  static int bit(QuoteIssue issue) {
    return BITS.getOrDefault(issue, 0);
  }

  void add(int row, int bits) {
    found[row] |= bits;
  }

  boolean hasAny(int row, int bits) {
    return (found[row] & bits) != 0;
  }

  /**
   * Returns the judgement.
   *
   * @param weights what each issue costs
   * @param counts how much each row counts for the chain
   */
  ChainQuality quality(QualityWeights weights, double[] counts) {
    Map<Integer, Integer> kindOf = new TreeMap<>();
    List<Set<QuoteIssue>> combinations = new ArrayList<>();
    List<Double> worth = new ArrayList<>();
    int[] kinds = new int[found.length];
    double[] scores = new double[found.length];
    double sum = 0;
    double total = 0;
    for (int row = 0; row < found.length; row++) {
      Integer known = kindOf.get(found[row]);
      int kind = known == null ? combinations.size() : known;
      if (known == null) {
        Set<QuoteIssue> issues = issues(found[row]);
        kindOf.put(found[row], kind);
        combinations.add(issues);
        worth.add(weights.score(issues));
      }
      kinds[row] = kind;
      scores[row] = worth.get(kind);
      sum += counts[row] * scores[row];
      total += counts[row];
    }
    double score = total > 0 ? Math.min(1, sum / total) : 0;
    return ChainQuality.of(score, scores, kinds, combinations);
  }

  private static Set<QuoteIssue> issues(int bits) {
    Set<QuoteIssue> issues = EnumSet.noneOf(QuoteIssue.class);
    for (QuoteIssue issue : ISSUES) {
      if ((bits & bit(issue)) != 0) {
        issues.add(issue);
      }
    }
    return issues;
  }
}
