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
  private final int[] kinds;
  private final List<Set<QuoteIssue>> issues;

  /** Takes over the arrays; the issues of a row are those of its kind. */
  private ChainQuality(double score, double[] scores, int[] kinds, List<Set<QuoteIssue>> issues) {
    this.score = score;
    this.scores = scores;
    this.kinds = kinds;
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
    if (scores.length != issues.size()) {
      throw new IllegalArgumentException(
          "scores and issues must have the same length: " + scores.length + ", " + issues.size());
    }
    int[] kinds = new int[scores.length];
    Arrays.setAll(kinds, row -> row);
    return of(score, scores, kinds, issues);
  }

  /**
   * Returns a judgement of rows of which many have the same issues.
   *
   * @param score score of the whole chain, 0 (worthless) to 1 (nothing to object)
   * @param scores score of each row, 0 to 1; copied
   * @param kinds of each row, where its issues are in the list; copied
   * @param issues each combination of issues that was found
   * @return the judgement
   * @throws IllegalArgumentException if a score lies outside 0 to 1, the columns differ in length
   *     or a kind is none of the list
   */
  public static ChainQuality of(
      double score, double[] scores, int[] kinds, List<Set<QuoteIssue>> issues) {
    check(score);
    if (scores.length != kinds.length) {
      throw new IllegalArgumentException(
          "scores and kinds must have the same length: " + scores.length + ", " + kinds.length);
    }
    for (int row = 0; row < scores.length; row++) {
      check(scores[row]);
      if (kinds[row] < 0 || kinds[row] >= issues.size()) {
        throw new IllegalArgumentException(
            "kind must be one of " + issues.size() + " combinations: " + kinds[row]);
      }
    }
    return new ChainQuality(
        score, scores.clone(), kinds.clone(), issues.stream().map(ChainQuality::inOrder).toList());
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
    return issues.get(kinds[row]);
  }

  /**
   * Returns how many rows have each issue.
   *
   * @return rows by issue, in the order of the enum, without those that none has
   */
  public Map<QuoteIssue, Integer> counts() {
    EnumMap<QuoteIssue, Integer> counts = new EnumMap<>(QuoteIssue.class);
    int[] rowsOfKind = new int[issues.size()];
    for (int kind : kinds) {
      rowsOfKind[kind]++;
    }
    for (int kind = 0; kind < rowsOfKind.length; kind++) {
      for (QuoteIssue issue : rowsOfKind[kind] > 0 ? issues.get(kind) : Set.<QuoteIssue>of()) {
        counts.merge(issue, rowsOfKind[kind], Integer::sum);
      }
    }
    return Collections.unmodifiableMap(counts);
  }

  ChainQuality only(int[] rows) {
    return new ChainQuality(
        score,
        Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray(),
        Arrays.stream(rows).map(row -> kinds[row]).toArray(),
        issues);
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
