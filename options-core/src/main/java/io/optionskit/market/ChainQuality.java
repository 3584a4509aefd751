/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A judgement of the quotes of a chain: a score with its reasons for each row, and for the whole.
 * Immutable; may be shared between threads.
 */
public final class ChainQuality {

  private final double score;
  private final double[] scores;
  private final List<Set<QuoteIssue>> issues;

  private ChainQuality(double score, double[] scores, List<Set<QuoteIssue>> issues) {
    this.score = score;
    this.scores = scores;
    this.issues = issues;
  }

  /**
   * Returns a judgement.
   *
   * @param score score of the whole chain, 0 (worthless) to 1 (nothing to object)
   * @param scores score of each row, 0 to 1; copied
   * @param issues what was found in each row
   * @return the judgement
   * @throws IllegalArgumentException if a score lies outside 0 to 1 or the columns differ in length
   */
  public static ChainQuality of(double score, double[] scores, List<Set<QuoteIssue>> issues) {
    check(score);
    if (scores.length != issues.size()) {
      throw new IllegalArgumentException(
          "scores and issues must have the same length: " + scores.length + ", " + issues.size());
    }
    for (double rowScore : scores) {
      check(rowScore);
    }
    return new ChainQuality(
        score, scores.clone(), issues.stream().map(ChainQuality::inOrder).toList());
  }

  /**
   * Returns the score of the whole chain.
   *
   * @return 0 (worthless) to 1 (nothing to object)
   */
  public double score() {
    return score;
  }

  /**
   * Returns the score of a row.
   *
   * @param row row of the chain
   * @return 0 (worthless) to 1 (nothing to object)
   */
  public double score(int row) {
    return scores[row];
  }

  /**
   * Returns what was found in a row.
   *
   * @param row row of the chain
   * @return issues in the order of the enum, empty for none
   */
  public Set<QuoteIssue> issues(int row) {
    return issues.get(row);
  }

  /**
   * Returns how many rows have each issue.
   *
   * @return rows by issue, in the order of the enum, without those that none has
   */
  public Map<QuoteIssue, Integer> counts() {
    EnumMap<QuoteIssue, Integer> counts = new EnumMap<>(QuoteIssue.class);
    for (Set<QuoteIssue> row : issues) {
      row.forEach(issue -> counts.merge(issue, 1, Integer::sum));
    }
    return Collections.unmodifiableMap(counts);
  }

  ChainQuality only(int[] rows) {
    return new ChainQuality(
        score,
        Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray(),
        Arrays.stream(rows).mapToObj(issues::get).toList());
  }

  int size() {
    return scores.length;
  }

  private static Set<QuoteIssue> inOrder(Set<QuoteIssue> found) {
    return found.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(found));
  }

  private static void check(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must lie between 0 and 1: " + score);
    }
  }
}
