/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals by drawing whole trading days, because what happens on one day is not independent.
 */
public final class DayBootstrap {

  /** Number of resamples. */
  static final int RESAMPLES = 2000;

  private static final int FEWEST_DAYS = 5;
  private static final long SEED = 20_260_101L;

  private DayBootstrap() {}

  /**
   * The middle 95 % of the resamples.
   *
   * @param low lower end
   * @param high upper end
   */
  public record Interval(double low, double high) {}

  /**
   * Returns the interval of a figure.
   *
   * @param days values of each day
   * @param figure figure of drawn days
   * @return the interval; empty below five days, or if most resamples have no such figure
   */
  public static Optional<Interval> interval(
      List<double[]> days, ToDoubleFunction<List<double[]>> figure) {
    if (days.size() < FEWEST_DAYS) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] figures = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      List<double[]> drawn = new ArrayList<>(days.size());
      for (int day = 0; day < days.size(); day++) {
        drawn.add(days.get(random.nextInt(days.size())));
      }
      figures[i] = figure.applyAsDouble(drawn);
    }
    double[] sorted = Arrays.stream(figures).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < RESAMPLES / 2) {
      return Optional.empty();
    }
    int tail = (int) (sorted.length * 0.025);
    return Optional.of(new Interval(sorted[tail], sorted[sorted.length - 1 - tail]));
  }

  /**
   * Returns the mean of all values.
   *
   * @param days values of each day
   * @return mean, {@code NaN} without values
   */
  public static double mean(List<double[]> days) {
    double sum = 0;
    int count = 0;
    for (double[] day : days) {
      for (double value : day) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }
}
