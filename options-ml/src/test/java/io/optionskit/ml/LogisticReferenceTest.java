/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares with scikit-learn, whose figures src/test/reference/logistic.py wrote, and with finite
 * differences.
 */
class LogisticReferenceTest {

  private static final List<String> ROWS = lines("logistic-rows.csv");
  private static final Map<String, double[]> REFERENCE = reference();

  private final boolean[] labels = new boolean[ROWS.size() - 1];
  private final double[][] inputs = new double[labels.length][];
  private final double[] scores = new double[labels.length];
  private final double[] probabilities = new double[labels.length];

  LogisticReferenceTest() {
    double[] mean = REFERENCE.get("mean");
    double[] scale = REFERENCE.get("scale");
    for (int i = 0; i < labels.length; i++) {
      double[] fields =
          Arrays.stream(ROWS.get(i + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
      labels[i] = fields[0] == 1;
      inputs[i] =
          IntStream.range(0, 5).mapToDouble(j -> (fields[j + 1] - mean[j]) / scale[j]).toArray();
      scores[i] = fields[6];
      probabilities[i] = fields[7];
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 100})
  void fitsTheWeightsOfScikitLearn(double c) {
    double[] weights = Logistic.fit(inputs, labels, c);

    // Both solve a convex problem by Newton's method to the last digits that the loss can show.
    assertThat(weights).containsExactly(REFERENCE.get("fit " + c), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 100})
  void endsWhereTheGradientVanishes(double c) {
    double[] gradient = Logistic.gradient(inputs, labels, c, Logistic.fit(inputs, labels, c));

    assertThat(gradient).containsExactly(new double[6], within(1e-9 * c * labels.length));
  }

  @Test
  void theGradientIsTheSlopeOfTheLikelihood() {
    double[] parameters = {0.3, -0.5, 0.2, 0.9, -1.1, 0.4};
    double[] gradient = Logistic.gradient(inputs, labels, 0.1, parameters);

    for (int j = 0; j < parameters.length; j++) {
      double h = 1e-5;
      double[] up = parameters.clone();
      double[] down = parameters.clone();
      up[j] += h;
      down[j] -= h;
      double slope =
          (Logistic.loss(inputs, labels, 0.1, up) - Logistic.loss(inputs, labels, 0.1, down))
              / (2 * h);
      // Central differences: error h² × third derivative plus rounding 1e-16 × loss / h.
      assertThat(gradient[j]).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void measuresWhatScikitLearnMeasures() {
    assertThat(Evaluation.auc(scores, labels)).isCloseTo(REFERENCE.get("auc")[0], within(1e-14));

    List<java.time.LocalDate> days =
        IntStream.range(0, labels.length)
            .mapToObj(i -> java.time.LocalDate.of(2025, 1, 1).plusDays(i / 10))
            .toList();
    Evaluation evaluation = Evaluation.of(probabilities, labels, days, 0.5);
    assertThat(evaluation.brier().value()).isCloseTo(REFERENCE.get("brier")[0], within(1e-14));
    assertThat(evaluation.logLoss().value()).isCloseTo(REFERENCE.get("log_loss")[0], within(1e-14));
    assertThat(evaluation.baseRateBrier()).isEqualTo(0.25);
  }

  @Test
  void calibratesIsotonicallyAsScikitLearnDoes() {
    Calibration isotonic = Calibration.fit(Calibration.Method.ISOTONIC, scores, labels);

    double[] values =
        Arrays.stream(REFERENCE.get("isotonic_at")).map(isotonic::probability).toArray();
    assertThat(values).containsExactly(REFERENCE.get("isotonic"), within(1e-14));
  }

  @Test
  void calibratesByPlattAsScikitLearnDoes() {
    Calibration.Platt platt =
        (Calibration.Platt) Calibration.fit(Calibration.Method.PLATT, scores, labels);

    // scikit-learn stops its search earlier.
    assertThat(new double[] {platt.slope(), platt.shift()})
        .containsExactly(REFERENCE.get("platt"), within(1e-5));
  }

  private static Map<String, double[]> reference() {
    Map<String, double[]> values = new HashMap<>();
    for (String line : lines("logistic-reference.csv")) {
      String[] fields = line.split(",");
      values.put(
          fields[0], Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray());
    }
    return values;
  }

  private static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(LogisticReferenceTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
