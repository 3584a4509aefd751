/* SPDX-License-Identifier: Apache-2.0 */
/** Features, training, calibration and scoring. */
module io.optionskit.ml {
  requires transitive io.optionskit.core;
  requires commons.math3;
  requires static org.jspecify;

  exports io.optionskit.ml;
  exports io.optionskit.ml.feature;
}
