/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.Score;
import io.optionskit.spi.Scorer;

/**
 * Scores rows with a logistic model (ML-01, ML-02): standardise, sum, calibrate.
 *
 * <p>The same row gives the same bits on every machine. Immutable; may be called from any thread.
 *
 * @param model the model
 */
public record LogisticScorer(TrainedModel model) implements Scorer {

  @Override
  public Score score(FeatureRow features) {
    double[] values = new double[model.inputs().size()];
    for (int i = 0; i < values.length; i++) {
      String name = model.inputs().get(i).feature();
      values[i] = features.get(name);
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException(
            "feature "
                + name
                + " is missing; model "
                + model.id()
                + " "
                + model.version()
                + " needs it");
      }
    }
    double probability = model.calibration().probability(model.margin(values));
    return new Score(probability, model.id(), model.version());
  }
}
