/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.View;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A factor by which a size is made smaller. */
@FunctionalInterface
public interface SizeMultiplier {

  /**
   * Returns the factor for an order.
   *
   * @param proposed the order
   * @param view market and account now
   * @return factor ≥ 0; 0 for no trade, {@code NaN} if it cannot be known, which is no trade too
   */
  double factor(ProposedOrder proposed, View view);

  /**
   * Returns the steps of RK-04: confidence below 0.60 is no trade, below 0.75 half, from there on
   * full size.
   *
   * @return multiplier that is 1 for an order without a confidence
   */
  static SizeMultiplier confidenceSteps() {
    return (proposed, view) -> {
      double confidence = proposed.confidence().orElse(1);
      return confidence < 0.60 ? 0 : confidence < 0.75 ? 0.5 : 1;
    };
  }

  /**
   * Returns the linear form of RK-04: no trade below 0.60, else 0.5 + 0.5 · confidence.
   *
   * @return multiplier that is 1 for an order without a confidence
   */
  static SizeMultiplier confidenceLinear() {
    return (proposed, view) -> {
      double confidence = proposed.confidence().orElse(1);
      return confidence < 0.60 ? 0 : 0.5 + 0.5 * confidence;
    };
  }

  /**
   * Returns the multipliers of RK-03 by the name of the regime: low_vol 1, high_vol 0.5,
   * iv_expansion 0.75, iv_contraction 1, neutral 0.
   *
   * @param regime tells the regime now, empty if it is not known
   * @return multiplier that is 0 in an unknown regime
   */
  static SizeMultiplier regime(Function<View, Optional<String>> regime) {
    return regime(
        regime,
        Map.of(
            "low_vol",
            1.0,
            "high_vol",
            0.5,
            "iv_expansion",
            0.75,
            "iv_contraction",
            1.0,
            "neutral",
            0.0));
  }

  /**
   * Returns multipliers by the name of the regime.
   *
   * @param regime tells the regime now, empty if it is not known
   * @param factors factor of each regime
   * @return multiplier that is 0 in a regime that is not known or has no factor
   */
  static SizeMultiplier regime(
      Function<View, Optional<String>> regime, Map<String, Double> factors) {
    Map<String, Double> known = Map.copyOf(factors);
    return (proposed, view) ->
        regime.apply(view).map(name -> known.getOrDefault(name, 0.0)).orElse(0.0);
  }
}
