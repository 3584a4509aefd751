/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Trains, calibrates and evaluates the logistic baseline (ML-02).
 *
 * <p>The data set is cut 70 / 10 / 20 by trading date with a purge gap. Means and scales, the
 * choice of features and the weights come from the training part only, the calibration from the
 * validation part, every figure from the test part, which nothing else touches. The same data give
 * the same model, bit for bit, on every machine.
 *
 * @param id name of the model
 * @param version version of the model
 * @param label name of what is predicted
 * @param c inverse strength of the L2 penalty, &gt; 0; 0.1 by default
 * @param maxFeatures most features, &gt; 0; 30 by default; those with the largest weights on
 *     standardised inputs are kept
 * @param calibration how to calibrate
 */
public record LogisticTraining(
    String id,
    String version,
    String label,
    double c,
    int maxFeatures,
    Calibration.Method calibration) {

  /** Features with more missing values than this among the training rows are left out. */
  private static final double MOST_MISSING = 0.10;

  private static final double GIVES_THE_LABEL_AWAY = 0.99;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one has no meaning
   */
  public LogisticTraining {
    if (!(c > 0 && c < Double.POSITIVE_INFINITY) || maxFeatures <= 0) {
      throw new IllegalArgumentException(
          "C and the number of features must be above 0: " + c + ", " + maxFeatures);
    }
  }

  /**
   * Returns training with the defaults: C = 0.1, at most 30 features, Platt calibration.
   *
   * @param id name of the model
   * @param version version of the model
   * @param label name of what is predicted, such as {@code profitable}
   * @return the training
   */
  public static LogisticTraining standard(String id, String version, String label) {
    return new LogisticTraining(id, version, label, 0.1, 30, Calibration.Method.PLATT);
  }

  /**
   * Trains a model.
   *
   * @param data rows of at least ten trading dates
   * @return the model and what it is worth
   * @throws IllegalArgumentException if there are too few dates, or the training part has no
   *     complete row of each label
   */
  public TrainingReport train(DataSet data) {
    List<String> leftOut = new ArrayList<>();
    DataSet rough = TimeSplit.of(data).training();
    DataSet usable = data.select(usableFeatures(rough, leftOut)).complete();
    TimeSplit split = TimeSplit.of(usable);
    DataSet training = split.training();
    double baseRate = training.baseRate();
    if (!(baseRate > 0 && baseRate < 1)) {
      throw new IllegalArgumentException(
          "training needs complete rows of both labels: "
              + training.size()
              + " rows, share of true labels "
              + baseRate);
    }
    List<String> warnings = new ArrayList<>(labelsGivenAway(training));
    List<String> chosen = chosenFeatures(training, leftOut);
    TrainedModel uncalibrated = fit(training.select(chosen), new Calibration.None());
    DataSet validation = split.validation().select(chosen);
    Calibration fitted =
        Calibration.fit(calibration, margins(uncalibrated, validation), validation.labels());
    if (fitted instanceof Calibration.None) {
      warnings.add(
          "the probabilities are not calibrated: the validation part has "
              + validation.size()
              + " rows, too few or of one label only");
    }
    TrainedModel model = fit(training.select(chosen), fitted);
    return new TrainingReport(
        model,
        evaluate(model, split.test()),
        data.size(),
        data.size() - usable.size(),
        split.purged(),
        validation.size(),
        leftOut,
        warnings);
  }

  /**
   * Evaluates a model.
   *
   * @param model the model
   * @param data rows that it has not seen, complete in its features
   * @return how well it foretold their labels
   */
  public static Evaluation evaluate(TrainedModel model, DataSet data) {
    DataSet rows = data.select(model.features());
    double[] probabilities = margins(model, rows);
    List<LocalDate> days = new ArrayList<>();
    for (int row = 0; row < probabilities.length; row++) {
      probabilities[row] = model.calibration().probability(probabilities[row]);
      days.add(rows.day(row));
    }
    return Evaluation.of(probabilities, rows.labels(), days, model.baseRate());
  }

  private static double[] margins(TrainedModel model, DataSet data) {
    double[][] matrix = data.matrix();
    return IntStream.range(0, matrix.length)
        .mapToDouble(row -> model.margin(matrix[row]))
        .toArray();
  }

  private static List<String> usableFeatures(DataSet training, List<String> leftOut) {
    List<String> usable = new ArrayList<>();
    for (int column = 0; column < training.names().size(); column++) {
      String name = training.names().get(column);
      double missing =
          training.size() == 0 ? 0 : (double) training.missing(column) / training.size();
      if (missing > MOST_MISSING) {
        leftOut.add(
            String.format(
                Locale.ROOT, "%s: missing in %.1f %% of the training rows", name, 100 * missing));
      } else {
        usable.add(name);
      }
    }
    return usable;
  }

  private static List<String> labelsGivenAway(DataSet training) {
    double[][] matrix = training.matrix();
    boolean[] labels = training.labels();
    int[] rows = IntStream.range(0, matrix.length).toArray();
    List<String> warnings = new ArrayList<>();
    for (int column = 0; column < training.names().size(); column++) {
      int feature = column;
      double[] values = IntStream.of(rows).mapToDouble(row -> matrix[row][feature]).toArray();
      double auc = Evaluation.auc(values, labels);
      if (Math.max(auc, 1 - auc) > GIVES_THE_LABEL_AWAY) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "%s alone tells the label (AUC %.4f): it may know the future",
                training.names().get(column),
                Math.max(auc, 1 - auc)));
      }
    }
    return warnings;
  }

  /**
   * Returns the features that vary, at most the number wanted: those with the largest weights in a
   * fit of all of them.
   */
  private List<String> chosenFeatures(DataSet training, List<String> leftOut) {
    List<String> varying = new ArrayList<>();
    double[][] matrix = training.matrix();
    for (int column = 0; column < training.names().size(); column++) {
      if (scale(matrix, column, mean(matrix, column)) > 0) {
        varying.add(training.names().get(column));
      } else {
        leftOut.add(training.names().get(column) + ": the same in all training rows");
      }
    }
    if (varying.size() <= maxFeatures) {
      return varying;
    }
    List<TrainedModel.Input> byWeight =
        new ArrayList<>(fit(training.select(varying), new Calibration.None()).inputs());
    byWeight.sort(Comparator.comparingDouble(input -> -Math.abs(input.weight())));
    List<String> heaviest =
        byWeight.subList(0, maxFeatures).stream().map(TrainedModel.Input::feature).toList();
    varying.stream()
        .filter(name -> !heaviest.contains(name))
        .forEach(name -> leftOut.add(name + ": not among the " + maxFeatures + " largest weights"));
    return varying.stream().filter(heaviest::contains).toList();
  }

  private TrainedModel fit(DataSet training, Calibration calibrated) {
    double[][] matrix = training.matrix();
    int columns = training.names().size();
    double[] means = new double[columns];
    double[] scales = new double[columns];
    for (int column = 0; column < columns; column++) {
      means[column] = mean(matrix, column);
      scales[column] = scale(matrix, column, means[column]);
      for (double[] row : matrix) {
        row[column] = (row[column] - means[column]) / scales[column];
      }
    }
    double[] parameters = Logistic.fit(matrix, training.labels(), c);
    List<TrainedModel.Input> inputs = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      inputs.add(
          new TrainedModel.Input(
              training.names().get(column), means[column], scales[column], parameters[column + 1]));
    }
    return new TrainedModel(
        id,
        version,
        label,
        inputs,
        parameters[0],
        calibrated,
        c,
        training.time(0),
        training.time(training.size() - 1),
        training.size(),
        training.baseRate());
  }

  private static double mean(double[][] matrix, int column) {
    double sum = 0;
    for (double[] row : matrix) {
      sum += row[column];
    }
    return sum / matrix.length;
  }

  /**
   * Standard deviation of the rows as a population, 0 for a column that only differs by rounding.
   */
  private static double scale(double[][] matrix, int column, double mean) {
    double squares = 0;
    for (double[] row : matrix) {
      squares += (row[column] - mean) * (row[column] - mean);
    }
    double deviation = Math.sqrt(squares / matrix.length);
    return deviation > 1e-12 * Math.max(Math.abs(mean), Double.MIN_NORMAL) ? deviation : 0;
  }
}
