/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

/**
 * What a model says.
 *
 * @param probability calibrated probability of success, 0 to 1
 * @param modelId which model said it
 * @param modelVersion and which version of it
 */
public record Score(double probability, String modelId, String modelVersion) {

  /**
   * Checks the probability.
   *
   * @throws IllegalArgumentException unless it lies between 0 and 1
   */
  public Score {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must lie between 0 and 1: " + probability);
    }
  }

  /**
   * Returns how far the model is from knowing nothing.
   *
   * @return 2·|probability − 0.5|, 0 to 1
   */
  public double confidence() {
    return 2 * Math.abs(probability - 0.5);
  }
}
