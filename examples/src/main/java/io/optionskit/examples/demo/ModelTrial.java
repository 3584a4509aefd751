/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.demo;

import io.optionskit.examples.demo.Candidates.Example;
import io.optionskit.examples.report.ModelSection.ReliabilityBin;
import io.optionskit.ml.Calibration;
import io.optionskit.ml.DataSet;
import io.optionskit.ml.Evaluation;
import io.optionskit.ml.LogisticScorer;
import io.optionskit.ml.LogisticTraining;
import io.optionskit.ml.TrainedModel;
import io.optionskit.ml.TrainingReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A model that was trained on the days before a date, and what it is worth from that date on.
 *
 * @param training what the training made of the earlier days
 * @param evaluation how well it foretold the later days
 * @param reliability probabilities said against what happened on the later days
 * @param all result after costs of every candidate of the later days
 * @param chosen result after costs of those that the model gave the better half of its scores
 * @param firstUnseen first of the later days
 * @param lastUnseen last of the later days
 */
public record ModelTrial(
    TrainingReport training,
    Evaluation evaluation,
    List<ReliabilityBin> reliability,
    AfterCosts all,
    AfterCosts chosen,
    LocalDate firstUnseen,
    LocalDate lastUnseen) {

  private static final int BINS = 5;

  /** Fewer than usual: there are only months of data. */
  private static final int FEATURES = 8;

  /** Copies the list. */
  public ModelTrial {
    reliability = List.copyOf(reliability);
  }

  /**
   * Trains a model on the days before a date and tries it on the days from that date on.
   *
   * @param id name of the model
   * @param examples candidates with their outcomes
   * @param firstUnseen first day that the training does not see
   * @return the trial
   * @throws IllegalArgumentException if there are too few days or examples on either side
   */
  public static ModelTrial of(String id, List<Example> examples, LocalDate firstUnseen) {
    List<Example> inTime =
        examples.stream().sorted(Comparator.comparing(e -> e.outcome().openedAt())).toList();
    List<String> names = inTime.isEmpty() ? List.of() : inTime.get(0).features().names();
    List<Example> unseen = inTime.stream().filter(e -> !e.day().isBefore(firstUnseen)).toList();
    if (unseen.isEmpty()) {
      throw new IllegalArgumentException(
          "no candidate of " + id + " from " + firstUnseen + " on; simulate more days");
    }
    var firstTime = unseen.get(0).outcome().openedAt();
    List<Example> seen =
        inTime.stream()
            .filter(e -> e.day().isBefore(firstUnseen))
            .filter(e -> e.outcome().closedAt().isBefore(firstTime)) // no label looks beyond
            .toList();
    TrainingReport training =
        new LogisticTraining(id, "1", "profitable", 0.1, FEATURES, Calibration.Method.PLATT)
            .train(dataSet(names, seen));
    TrainedModel model = training.model();
    List<Example> complete =
        unseen.stream()
            .filter(
                e -> model.features().stream().noneMatch(n -> Double.isNaN(e.features().get(n))))
            .toList();
    return new ModelTrial(
        training,
        LogisticTraining.evaluate(model, dataSet(names, complete).select(model.features())),
        bins(model, complete),
        AfterCosts.of(complete),
        AfterCosts.of(betterHalf(model, complete)),
        firstUnseen,
        complete.isEmpty() ? firstUnseen : complete.get(complete.size() - 1).day());
  }

  /**
   * Says in a sentence what the trial has shown.
   *
   * @return plain words; "no edge found" unless the interval of the result after costs lies above 0
   */
  public String verdict() {
    if (evaluation.insufficient() || chosen.interval().isEmpty()) {
      return "Insufficient sample: nothing can be said about an edge.";
    }
    if (saysTheSameOfAll()) {
      return "No edge found: on the days kept for calibration the scores told nothing, so the model"
          + " says the base rate of every candidate.";
    }
    if (chosen.interval().get().low() > 0) {
      return "Chosen by the model, candidates earned more than their costs on the unseen days."
          + " One trial is no proof.";
    }
    return "No edge found: the interval of the result after costs reaches down to zero or below.";
  }

  private boolean saysTheSameOfAll() {
    return reliability.stream().mapToDouble(ReliabilityBin::said).distinct().count() < 2;
  }

  private static DataSet dataSet(List<String> names, List<Example> examples) {
    DataSet.Builder rows = DataSet.builder(names);
    examples.forEach(e -> rows.add(e.features(), e.outcome(), e.day()));
    return rows.build();
  }

  private static List<Example> betterHalf(TrainedModel model, List<Example> examples) {
    List<Example> sorted = sorted(model, examples);
    return sorted.subList(sorted.size() / 2, sorted.size()).stream()
        .sorted(Comparator.comparing(e -> e.outcome().openedAt()))
        .toList();
  }

  private static List<ReliabilityBin> bins(TrainedModel model, List<Example> examples) {
    List<Example> sorted = sorted(model, examples);
    long different = sorted.stream().mapToDouble(e -> probability(model, e)).distinct().count();
    int count = (int) Math.min(BINS, different);
    List<ReliabilityBin> bins = new ArrayList<>();
    for (int bin = 0; bin < count; bin++) {
      List<Example> part =
          sorted.subList(bin * sorted.size() / count, (bin + 1) * sorted.size() / count);
      if (!part.isEmpty()) {
        double said = part.stream().mapToDouble(e -> probability(model, e)).average().orElseThrow();
        double happened =
            part.stream()
                .mapToDouble(e -> e.outcome().profitable() ? 1 : 0)
                .average()
                .orElseThrow();
        bins.add(new ReliabilityBin(part.size(), said, happened));
      }
    }
    return bins;
  }

  private static List<Example> sorted(TrainedModel model, List<Example> examples) {
    return examples.stream().sorted(Comparator.comparing(e -> probability(model, e))).toList();
  }

  private static double probability(TrainedModel model, Example example) {
    return new LogisticScorer(model).score(example.features()).probability();
  }
}
