/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.Score;

/** A model. Stateless; may be called from any thread. */
public interface Scorer {

  /**
   * Scores one row.
   *
   * @param features inputs by name
   * @return the score
   * @throws IllegalArgumentException if a feature that the model needs is not in the row or missing
   */
  Score score(FeatureRow features);
}
