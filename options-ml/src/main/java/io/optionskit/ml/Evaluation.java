/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well probabilities foretold labels, on rows that neither training nor calibration has seen
 * (SPEC G.4).
 *
 * <p>Intervals come from a block bootstrap by trading date: 1,000 samples of whole dates with a
 * fixed seed, because rows of one date are not independent. With fewer than 30 rows or 10 dates, or
 * with one kind of label only, the sample is insufficient and there are no intervals.
 *
 * @param samples rows
 * @param positives rows whose label is true
 * @param days trading dates
 * @param auc area under the ROC curve: chance that a true row scores above a false one, ties half;
 *     0.5 = no information; {@code NaN} with one kind of label
 * @param brier mean squared error of the probabilities; smaller is better
 * @param logLoss mean negative logarithm of the probability given to what happened; smaller is
 *     better
 * @param baseRateBrier the Brier score of always saying the base rate of the training rows
 * @param insufficient whether the sample is too small to say anything
 */
public record Evaluation(
    int samples,
    int positives,
    int days,
    Estimate auc,
    Estimate brier,
    Estimate logLoss,
    double baseRateBrier,
    boolean insufficient) {

  private static final int LEAST_SAMPLES = 30;
  private static final int LEAST_DAYS = 10;
  private static final int RESAMPLES = 1_000;
  private static final long SEED = 20_260_105;
  private static final double SMALLEST = 1e-15;

  /**
   * Evaluates probabilities.
   *
   * @param probabilities one per row, 0 to 1
   * @param labels what happened
   * @param days trading date of each row
   * @param trainingBaseRate share of true labels among the training rows
   * @return the evaluation
   * @throws IllegalArgumentException if there are not as many of each
   */
  public static Evaluation of(
      double[] probabilities, boolean[] labels, List<LocalDate> days, double trainingBaseRate) {
    if (probabilities.length != labels.length || labels.length != days.size()) {
      throw new IllegalArgumentException(
          probabilities.length
              + " probabilities, "
              + labels.length
              + " labels, "
              + days.size()
              + " dates");
    }
    int n = labels.length;
    int positives = (int) IntStream.range(0, n).filter(i -> labels[i]).count();
    Map<LocalDate, List<Integer>> byDay = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      byDay.computeIfAbsent(days.get(i), day -> new ArrayList<>()).add(i);
    }
    boolean insufficient =
        n < LEAST_SAMPLES || byDay.size() < LEAST_DAYS || positives == 0 || positives == n;
    List<int[]> resamples = insufficient ? List.of() : resamples(List.copyOf(byDay.values()), n);
    int[] order = order(probabilities);
    double[] squares = losses(n, i -> square(probabilities[i] - (labels[i] ? 1 : 0)));
    double[] logs = losses(n, i -> logLoss(probabilities[i], labels[i]));
    double[] baseSquares = losses(n, i -> square(trainingBaseRate - (labels[i] ? 1 : 0)));
    int[] once = new int[n];
    Arrays.fill(once, 1);
    return new Evaluation(
        n,
        positives,
        byDay.size(),
        estimate(times -> auc(probabilities, labels, order, times), once, resamples),
        estimate(times -> mean(squares, times), once, resamples),
        estimate(times -> mean(logs, times), once, resamples),
        mean(baseSquares, once),
        insufficient);
  }

  /**
   * Returns the share of true labels.
   *
   * @return base rate, 0 to 1; {@code NaN} without rows
   */
  public double baseRate() {
    return samples == 0 ? Double.NaN : (double) positives / samples;
  }

  /**
   * Says in a few words what the AUC has shown. Better than chance is not yet better than the costs
   * of trading.
   *
   * @return {@code "insufficient sample"}, {@code "no edge"} if the interval of the AUC reaches
   *     down to 0.5, else {@code "better than chance"}
   */
  public String verdict() {
    if (insufficient) {
      return "insufficient sample";
    }
    return auc.lower() > 0.5 ? "better than chance" : "no edge";
  }

  private static Estimate estimate(
      ToDoubleFunction<int[]> measure, int[] once, List<int[]> resamples) {
    double[] values =
        resamples.stream()
            .mapToDouble(measure)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    return values.length < RESAMPLES / 2
        ? new Estimate(measure.applyAsDouble(once), Double.NaN, Double.NaN)
        : new Estimate(
            measure.applyAsDouble(once), quantile(values, 0.025), quantile(values, 0.975));
  }

  /** Returns, for each sample, how many times it contains each row. */
  private static List<int[]> resamples(List<List<Integer>> blocks, int rows) {
    Random random = new Random(SEED);
    List<int[]> samples = new ArrayList<>();
    for (int i = 0; i < RESAMPLES; i++) {
      int[] times = new int[rows];
      for (int block = 0; block < blocks.size(); block++) {
        for (int row : blocks.get(random.nextInt(blocks.size()))) {
          times[row]++;
        }
      }
      samples.add(times);
    }
    return samples;
  }

  static double auc(double[] scores, boolean[] labels) {
    int[] once = new int[labels.length];
    Arrays.fill(once, 1);
    return auc(scores, labels, order(scores), once);
  }

  private static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> scores[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Counts, score by score, the false rows below every true one, ties half. */
  private static double auc(double[] scores, boolean[] labels, int[] order, int[] times) {
    double wins = 0;
    long positives = 0;
    long negatives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long tiedPositives = 0;
      long tiedNegatives = 0;
      for (; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
        tiedPositives += labels[order[to]] ? times[order[to]] : 0;
        tiedNegatives += labels[order[to]] ? 0 : times[order[to]];
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2.0);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return wins / ((double) positives * negatives);
  }

  private static double logLoss(double probability, boolean label) {
    double ofWhatHappened = label ? probability : 1 - probability;
    return -StrictMath.log(Math.max(SMALLEST, ofWhatHappened));
  }

  private static double[] losses(int rows, IntToDoubleFunction loss) {
    return IntStream.range(0, rows).mapToDouble(loss).toArray();
  }

  private static double mean(double[] losses, int[] times) {
    double sum = 0;
    long rows = 0;
    for (int i = 0; i < losses.length; i++) {
      sum += times[i] * losses[i];
      rows += times[i];
    }
    return sum / rows;
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    double weight = position - below;
    return below + 1 < sorted.length
        ? sorted[below] * (1 - weight) + sorted[below + 1] * weight
        : sorted[below];
  }

  private static double square(double value) {
    return value * value;
  }
}
