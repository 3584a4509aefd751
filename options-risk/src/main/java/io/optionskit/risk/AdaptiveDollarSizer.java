/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.View;
import io.optionskit.spi.PositionSizer;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Sizes orders in dollars by market and confidence (RK-05), never above what the risk fraction
 * allows (RK-02).
 *
 * <p>The base amount is multiplied by factors for VIX, confidence, correlation and exposure (tables
 * of SPEC 10.1), their product kept between two bounds and the amount below a maximum; the amount
 * is divided by the largest loss of one unit and rounded down. An order without a confidence has
 * the confidence factor 1. If VIX, the correlation or the exposure is not known, nothing is traded.
 *
 * @param baseDollars amount before factors, &gt; 0; 1,000 by default
 * @param maxDollars largest amount, &gt; 0; 5,000 by default
 * @param lowestFactor lower bound of the product, &gt; 0; 0.3 by default
 * @param highestFactor upper bound of the product, at least the lower one; 2.0 by default
 * @param maxExposure exposure allowed as a fraction of equity, above 0 and at most 1; 0.20 in the
 *     shipped profiles
 * @param volatilityIndex gives the volatility index in points, such as VIX 20.0; {@code NaN} if
 *     unknown
 * @param correlation gives the average absolute correlation of the order's underlying with those
 *     held (RK-15), 0 to 1; 0 if nothing is held, {@code NaN} if unknown
 * @param bound upper bound of the size and its multipliers
 */
public record AdaptiveDollarSizer(
    double baseDollars,
    double maxDollars,
    double lowestFactor,
    double highestFactor,
    double maxExposure,
    ToDoubleFunction<View> volatilityIndex,
    SizeMultiplier correlation,
    RiskFractionSizer bound)
    implements PositionSizer {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one has no meaning
   */
  public AdaptiveDollarSizer {
    if (!(baseDollars > 0 && maxDollars > 0 && lowestFactor > 0 && highestFactor >= lowestFactor)) {
      throw new IllegalArgumentException(
          "amounts and factors must be above 0: base "
              + baseDollars
              + ", maximum "
              + maxDollars
              + ", factors "
              + lowestFactor
              + " to "
              + highestFactor);
    }
    Fractions.check("exposure", maxExposure);
  }

  /**
   * Returns the sizer of the shipped profile: base $1,000, at most $5,000, factors 0.3 to 2.0,
   * exposure 20 %, VIX from the market data.
   *
   * @param correlation average absolute correlation with the underlyings held, see the component
   * @param bound upper bound of the size
   * @return the sizer
   */
  public static AdaptiveDollarSizer standard(SizeMultiplier correlation, RiskFractionSizer bound) {
    return new AdaptiveDollarSizer(
        1_000,
        5_000,
        0.3,
        2.0,
        0.20,
        view -> view.spot("VIX").orElse(Double.NaN),
        correlation,
        bound);
  }

  @Override
  public int size(ProposedOrder proposed, View view) {
    OptionalDouble unitLoss = proposed.maxLoss();
    double product =
        vixFactor(volatilityIndex.applyAsDouble(view))
            * proposed.confidence().stream()
                .map(AdaptiveDollarSizer::confidenceFactor)
                .findFirst()
                .orElse(1)
            * correlationFactor(correlation.factor(proposed, view))
            * exposureFactor(exposureUsed(view));
    if (unitLoss.isEmpty() || Double.isNaN(product)) {
      return 0;
    }
    double factor = Math.max(lowestFactor, Math.min(highestFactor, product));
    BigDecimal dollars =
        BigDecimal.valueOf(Math.min(maxDollars, Dollars.cleaned(baseDollars * factor)));
    return RiskFractionSizer.wholeUnits(
        dollars, unitLoss.getAsDouble(), bound.size(proposed, view));
  }

  private double exposureUsed(View view) {
    return MaxLoss.ofAccount(view).orElse(Double.NaN) / (maxExposure * view.equity());
  }

  static double vixFactor(double vix) {
    if (Double.isNaN(vix)) {
      return vix;
    }
    return vix > 30 ? 0.5 : vix > 25 ? 0.7 : vix > 20 ? 0.9 : vix < 12 ? 1.2 : 1.0;
  }

  static double confidenceFactor(double confidence) {
    return confidence >= 0.9
        ? 1.3
        : confidence >= 0.8 ? 1.1 : confidence >= 0.7 ? 1.0 : confidence >= 0.6 ? 0.8 : 0.6;
  }

  static double correlationFactor(double correlation) {
    if (Double.isNaN(correlation)) {
      return correlation;
    }
    return correlation > 0.8 ? 0.6 : correlation > 0.7 ? 0.8 : correlation > 0.5 ? 1.0 : 1.1;
  }

  static double exposureFactor(double used) {
    if (Double.isNaN(used)) {
      return used;
    }
    return used > 0.8 ? 0.5 : used > 0.6 ? 0.7 : used > 0.4 ? 0.9 : 1.0;
  }
}
