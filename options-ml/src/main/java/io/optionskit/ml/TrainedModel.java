/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.time.Instant;
import java.util.List;

/**
 * A trained logistic model with everything needed to score with it and to know where it came from.
 * Immutable.
 *
 * @param id name of the model, letters, digits, dots and dashes
 * @param version version of the model, letters, digits, dots and dashes
 * @param label name of what it predicts, such as {@code profitable}
 * @param inputs inputs with their scale and weight, in the order of the sum
 * @param intercept margin of a row in which every input is at its mean
 * @param calibration from margin to probability
 * @param c inverse strength of the L2 penalty it was trained with
 * @param trainedFrom time of the first training row
 * @param trainedTo time of the last training row
 * @param trainingRows number of training rows
 * @param baseRate share of true labels among them
 */
public record TrainedModel(
    String id,
    String version,
    String label,
    List<Input> inputs,
    double intercept,
    Calibration calibration,
    double c,
    Instant trainedFrom,
    Instant trainedTo,
    int trainingRows,
    double baseRate) {

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,79}";

  /**
   * One input.
   *
   * @param feature name of the feature
   * @param mean its mean over the training rows
   * @param scale its standard deviation over the training rows, &gt; 0
   * @param weight change of the margin per standard deviation
   */
  public record Input(String feature, double mean, double scale, double weight) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite or the scale not positive
     */
    public Input {
      checkWord("feature", feature);
      if (!Double.isFinite(mean)
          || !Double.isFinite(weight)
          || !(scale > 0 && Double.isFinite(scale))) {
        throw new IllegalArgumentException(
            "input "
                + feature
                + " must have finite numbers and a scale above 0: "
                + mean
                + ", "
                + scale
                + ", "
                + weight);
      }
    }
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one has no meaning
   */
  public TrainedModel {
    checkWord("model id", id);
    checkWord("model version", version);
    checkWord("label", label);
    inputs = List.copyOf(inputs);
    if (inputs.stream().map(Input::feature).distinct().count() != inputs.size()) {
      throw new IllegalArgumentException("model " + id + " names a feature twice: " + inputs);
    }
    if (!Double.isFinite(intercept)) {
      throw new IllegalArgumentException(
          "intercept of model " + id + " must be finite: " + intercept);
    }
  }

  /**
   * Returns the names of the features that a row must have to be scored.
   *
   * @return names in the order of the inputs
   */
  public List<String> features() {
    return inputs.stream().map(Input::feature).toList();
  }

  /**
   * Returns the raw margin of a row.
   *
   * @param values values of {@link #features()} in their order
   * @return logarithm of the odds before calibration
   */
  double margin(double[] values) {
    double margin = intercept;
    for (int i = 0; i < values.length; i++) {
      Input input = inputs.get(i);
      margin += input.weight * ((values[i] - input.mean) / input.scale);
    }
    return margin;
  }

  private static void checkWord(String name, String value) {
    if (!value.matches(WORD)) {
      throw new IllegalArgumentException(
          name
              + " must have 1 to 80 letters, digits, dots, dashes or underscores: '"
              + value
              + "'");
    }
  }
}
