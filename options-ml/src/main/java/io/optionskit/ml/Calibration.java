/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A map from a model's raw margin (the logarithm of the odds) to a probability (ML-12). Immutable.
 *
 * <p>It is fitted on rows that the model was not trained on.
 */
public sealed interface Calibration {

  /**
   * Returns the calibrated probability.
   *
   * @param margin raw margin of the model
   * @return probability, 0 to 1, never smaller for a larger margin
   */
  double probability(double margin);

  /** How to calibrate. */
  enum Method {
    /** A logistic curve through the margins: two parameters, for small validation parts. */
    PLATT,
    /** A rising step function: no shape assumed, for large validation parts. */
    ISOTONIC
  }

  /** The model's own probability: there was nothing to calibrate with. */
  record None() implements Calibration {
    @Override
    public double probability(double margin) {
      return Logistic.probability(margin);
    }
  }

  /**
   * A logistic curve, 1 / (1 + exp(−(slope · margin + shift))).
   *
   * @param slope ≥ 0; 1 with shift 0 leaves the model's own probability
   * @param shift in units of the margin
   */
  record Platt(double slope, double shift) implements Calibration {
    @Override
    public double probability(double margin) {
      return Logistic.probability(slope * margin + shift);
    }
  }

  /**
   * A rising function, straight between its points and flat beyond them.
   *
   * @param margins points, rising
   * @param probabilities their values, never falling, 0 to 1
   */
  record Isotonic(List<Double> margins, List<Double> probabilities) implements Calibration {

    /**
     * Checks and copies the points.
     *
     * @throws IllegalArgumentException if they do not rise or are not as many
     */
    public Isotonic {
      margins = List.copyOf(margins);
      probabilities = List.copyOf(probabilities);
      if (margins.isEmpty() || margins.size() != probabilities.size()) {
        throw new IllegalArgumentException(
            margins.size() + " margins but " + probabilities.size() + " probabilities");
      }
      for (int i = 1; i < margins.size(); i++) {
        if (!(margins.get(i) > margins.get(i - 1))
            || !(probabilities.get(i) >= probabilities.get(i - 1))) {
          throw new IllegalArgumentException(
              "margins must rise and probabilities must not fall: "
                  + margins
                  + ", "
                  + probabilities);
        }
      }
    }

    @Override
    public double probability(double margin) {
      int last = margins.size() - 1;
      if (margin <= margins.get(0)) {
        return probabilities.get(0);
      }
      if (margin >= margins.get(last)) {
        return probabilities.get(last);
      }
      int right = 1;
      while (margins.get(right) < margin) {
        right++;
      }
      double weight =
          (margin - margins.get(right - 1)) / (margins.get(right) - margins.get(right - 1));
      return probabilities.get(right - 1) * (1 - weight) + probabilities.get(right) * weight;
    }
  }

  /**
   * Fits a calibration.
   *
   * @param method which kind
   * @param margins raw margins of rows that the model was not trained on
   * @param labels what became of them
   * @return the calibration; {@link None} if there are fewer than 30 rows or only one kind of label
   */
  static Calibration fit(Method method, double[] margins, boolean[] labels) {
    int positives = (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count();
    if (labels.length < 30 || positives == 0 || positives == labels.length) {
      return new None();
    }
    return method == Method.PLATT ? platt(margins, labels, positives) : isotonic(margins, labels);
  }

  /**
   * Platt's targets are drawn in a little from 0 and 1, which keeps the slope finite when the
   * classes separate.
   */
  private static Calibration platt(double[] margins, boolean[] labels, int positives) {
    double high = (positives + 1.0) / (positives + 2.0);
    double low = 1.0 / (labels.length - positives + 2.0);
    double slope = 1;
    double shift = 0;
    double loss = plattLoss(margins, labels, high, low, slope, shift);
    for (int step = 0; step < 100; step++) {
      double gradSlope = 0;
      double gradShift = 0;
      double curveSlope = 1e-12;
      double curveBoth = 0;
      double curveShift = 1e-12;
      for (int i = 0; i < margins.length; i++) {
        double p = Logistic.probability(slope * margins[i] + shift);
        double residual = p - (labels[i] ? high : low);
        double weight = p * (1 - p);
        gradSlope += residual * margins[i];
        gradShift += residual;
        curveSlope += weight * margins[i] * margins[i];
        curveBoth += weight * margins[i];
        curveShift += weight;
      }
      if (Math.max(Math.abs(gradSlope), Math.abs(gradShift)) < 1e-12 * margins.length) {
        break;
      }
      double determinant = curveSlope * curveShift - curveBoth * curveBoth;
      double stepSlope = (curveShift * gradSlope - curveBoth * gradShift) / determinant;
      double stepShift = (curveSlope * gradShift - curveBoth * gradSlope) / determinant;
      double scale = 1;
      while (scale > 1e-10
          && !(plattLoss(
                  margins, labels, high, low, slope - scale * stepSlope, shift - scale * stepShift)
              <= loss)) {
        scale /= 2;
      }
      if (scale <= 1e-10) {
        break;
      }
      slope -= scale * stepSlope;
      shift -= scale * stepShift;
      loss = plattLoss(margins, labels, high, low, slope, shift);
    }
    // A falling curve would turn the model around: then its margins say nothing, and the base rate
    // is all there is.
    return slope >= 0
        ? new Platt(slope, shift)
        : new Platt(0, StrictMath.log(positives / (double) (labels.length - positives)));
  }

  private static double plattLoss(
      double[] margins, boolean[] labels, double high, double low, double slope, double shift) {
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      double z = slope * margins[i] + shift;
      double target = labels[i] ? high : low;
      sum += target * Logistic.softplus(-z) + (1 - target) * Logistic.softplus(z);
    }
    return sum;
  }

  /** Pools adjacent violators: neighbours whose rates fall are merged until the rates rise. */
  private static Calibration isotonic(double[] margins, boolean[] labels) {
    Integer[] order = IntStream.range(0, margins.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> margins[i]));
    int n = margins.length;
    double[] first = new double[n];
    double[] last = new double[n];
    double[] sum = new double[n];
    int[] count = new int[n];
    int blocks = 0;
    for (int i : order) {
      boolean tied = blocks > 0 && last[blocks - 1] == margins[i];
      if (!tied) {
        first[blocks] = margins[i];
        last[blocks] = margins[i];
        sum[blocks] = 0;
        count[blocks++] = 0;
      }
      sum[blocks - 1] += labels[i] ? 1 : 0;
      count[blocks - 1]++;
    }
    int pooled = 0;
    for (int block = 0; block < blocks; block++) {
      first[pooled] = first[block];
      last[pooled] = last[block];
      sum[pooled] = sum[block];
      count[pooled] = count[block];
      while (pooled > 0 && sum[pooled - 1] * count[pooled] >= sum[pooled] * count[pooled - 1]) {
        last[pooled - 1] = last[pooled];
        sum[pooled - 1] += sum[pooled];
        count[pooled - 1] += count[pooled];
        pooled--;
      }
      pooled++;
    }
    List<Double> points = new java.util.ArrayList<>();
    List<Double> values = new java.util.ArrayList<>();
    for (int block = 0; block < pooled; block++) {
      points.add(first[block]);
      values.add(sum[block] / count[block]);
      if (last[block] > first[block]) {
        points.add(last[block]);
        values.add(sum[block] / count[block]);
      }
    }
    return new Isotonic(points, values);
  }
}
