/* SPDX-License-Identifier: Apache-2.0 */
/** Features, training, calibration and scoring. */
module io.optionskit.ml {
  requires transitive io.optionskit.core;
  requires io.optionskit.greeks;
  requires org.slf4j;
  requires static org.jspecify;
}
