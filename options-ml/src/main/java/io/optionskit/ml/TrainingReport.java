/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.util.List;
import java.util.Locale;

/**
 * What a training run made and how good it is on rows it has not seen.
 *
 * @param model the model
 * @param evaluation result on the test part
 * @param rowsGiven rows of the data set
 * @param rowsIncomplete rows left out because a value was missing
 * @param rowsPurged rows left out because their labels look into a later part
 * @param validationRows rows that the calibration was fitted on
 * @param featuresLeftOut features that were not used, with the reason
 * @param warnings what a reader of the figures must know, such as a single feature that gives the
 *     label away (ML-22)
 */
public record TrainingReport(
    TrainedModel model,
    Evaluation evaluation,
    int rowsGiven,
    int rowsIncomplete,
    int rowsPurged,
    int validationRows,
    List<String> featuresLeftOut,
    List<String> warnings) {

  /** Copies the lists. */
  public TrainingReport {
    featuresLeftOut = List.copyOf(featuresLeftOut);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the report in a few lines for people.
   *
   * @return lines of text, the same in every locale
   */
  public String text() {
    Evaluation e = evaluation;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "model %s %s predicts %s from %d features\n",
            model.id(),
            model.version(),
            model.label(),
            model.inputs().size()));
    text.append(
        String.format(
            Locale.ROOT,
            "rows: %d given, %d incomplete, %d purged, %d training, %d validation, %d test on %d"
                + " days\n",
            rowsGiven,
            rowsIncomplete,
            rowsPurged,
            model.trainingRows(),
            validationRows,
            e.samples(),
            e.days()));
    text.append(line("AUC", e.auc()));
    text.append(line("Brier score", e.brier()));
    text.append(line("log loss", e.logLoss()));
    text.append(
        String.format(
            Locale.ROOT,
            "base rate: %.3f, its Brier score %.4f\nverdict: %s\n",
            e.baseRate(),
            e.baseRateBrier(),
            e.verdict()));
    featuresLeftOut.forEach(feature -> text.append("left out: ").append(feature).append('\n'));
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
    return text.toString();
  }

  private static String line(String name, Estimate estimate) {
    return Double.isNaN(estimate.lower())
        ? String.format(Locale.ROOT, "%s: %.4f\n", name, estimate.value())
        : String.format(
            Locale.ROOT,
            "%s: %.4f, 95 %% interval %.4f to %.4f\n",
            name,
            estimate.value(),
            estimate.lower(),
            estimate.upper());
  }
}
