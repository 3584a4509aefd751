/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;
import java.util.Arrays;
import java.util.List;

/**
 * What traders say about a smile in a few numbers, at any constant maturity.
 *
 * @param years time on the clock of the surface, &gt; 0
 * @param atTheMoney volatility at the forward; 0.20 is 20 %
 * @param skew ∂volatility/∂log-moneyness at the forward; negative if puts are dearer
 * @param curvature ∂²volatility/∂log-moneyness² at the forward
 * @param delta forward delta of the wings, 0 to 0.5; 0.25 is 25-delta
 * @param put volatility of the put with that delta
 * @param call volatility of the call with that delta
 */
public record SmileMeasures(
    double years,
    double atTheMoney,
    double skew,
    double curvature,
    double delta,
    double put,
    double call) {

  /**
   * Checks the measures.
   *
   * @throws IllegalArgumentException if one is outside its range, or skew or curvature not finite
   */
  public SmileMeasures {
    Arguments.positive("years", years);
    Arguments.notNegative("atTheMoney", atTheMoney);
    Arguments.notNegative("put", put);
    Arguments.notNegative("call", call);
    if (!(delta > 0 && delta <= 0.5)) {
      throw new IllegalArgumentException("delta must be above 0 and at most 0.5: " + delta);
    }
    if (!Double.isFinite(skew) || !Double.isFinite(curvature)) {
      throw new IllegalArgumentException(
          "skew and curvature must be finite: " + skew + ", " + curvature);
    }
  }

  /**
   * Returns the measures with 25-delta wings.
   *
   * @param surface the surface
   * @param years time on its clock, finite and &gt; 0
   * @return the measures
   * @throws IllegalArgumentException if years is outside its range
   */
  public static SmileMeasures of(VolatilitySurface surface, double years) {
    return of(surface, years, 0.25);
  }

  /**
   * Returns the measures with wings of any delta.
   *
   * @param surface the surface
   * @param years time on its clock, finite and &gt; 0
   * @param delta forward delta of the wings, 1e-9 to 0.5
   * @return the measures
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static SmileMeasures of(VolatilitySurface surface, double years, double delta) {
    Arguments.positive("years", years);
    if (!(delta <= 0.5)) {
      throw new IllegalArgumentException("delta must be at most 0.5: " + delta);
    }
    VariancePoint point = surface.at(0, years);
    double volatility = Math.sqrt(point.totalVariance() / years);
    double skew = point.slope() / (2 * volatility * years);
    double curvature = (point.curvature() / (2 * years) - skew * skew) / volatility;
    return new SmileMeasures(
        years,
        volatility,
        skew,
        curvature,
        delta,
        surface.volatilityAtDelta(OptionType.PUT, -delta, years),
        surface.volatilityAtDelta(OptionType.CALL, delta, years));
  }

  /**
   * Returns the measures at several maturities.
   *
   * @param surface the surface
   * @param years times on its clock, each finite and &gt; 0
   * @return one per time, with 25-delta wings
   * @throws IllegalArgumentException if a time is outside its range
   */
  public static List<SmileMeasures> termStructure(VolatilitySurface surface, double... years) {
    return Arrays.stream(years).mapToObj(time -> of(surface, time)).toList();
  }

  /**
   * Returns how much dearer the call is than the put.
   *
   * @return call − put in volatility; usually negative on equity indices
   */
  public double riskReversal() {
    return call - put;
  }

  /**
   * Returns how much dearer the wings are than the middle.
   *
   * @return (call + put) / 2 − at the money, in volatility
   */
  public double butterfly() {
    return 0.5 * (call + put) - atTheMoney;
  }
}
