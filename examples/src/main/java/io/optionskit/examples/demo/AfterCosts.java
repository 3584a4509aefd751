/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.demo;

import io.optionskit.examples.demo.Candidates.Example;
import io.optionskit.examples.report.DayBootstrap;
import io.optionskit.examples.report.DayBootstrap.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Result of candidates after costs.
 *
 * @param count how many
 * @param wonShare share of them that earned something; {@code NaN} without any
 * @param returnOnRisk mean profit per dollar at risk; {@code NaN} without any
 * @param interval 95 % interval of the latter; empty if there are too few days
 */
public record AfterCosts(
    int count, double wonShare, double returnOnRisk, Optional<Interval> interval) {

  static AfterCosts of(List<Example> examples) {
    TreeMap<LocalDate, List<Double>> byDay = new TreeMap<>();
    for (Example example : examples) {
      byDay
          .computeIfAbsent(example.day(), day -> new ArrayList<>())
          .add(example.outcome().expectedReturn());
    }
    List<double[]> days =
        byDay.values().stream()
            .map(day -> day.stream().mapToDouble(Double::doubleValue).toArray())
            .toList();
    return new AfterCosts(
        examples.size(),
        mean(examples.stream().mapToDouble(e -> e.outcome().profitable() ? 1 : 0).toArray()),
        mean(examples.stream().mapToDouble(e -> e.outcome().expectedReturn()).toArray()),
        DayBootstrap.interval(days, DayBootstrap::mean));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
