/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

/** When the holder of an option may exercise it. */
public enum ExerciseStyle {
  /** On any trading day up to expiry. */
  AMERICAN,
  /** Only at expiry. */
  EUROPEAN
}
