/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.greeks.ExactNumbers.CONTEXT;

import io.optionskit.contract.OptionType;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Value and Greeks of a European option from the textbook formulas in {@link ExactNumbers#DIGITS}
 * digits, for any numbers however large or small.
 *
 * <p>Beside each measure stands its size: the sum of the absolute terms it is made of, which is
 * what the documented errors are relative to.
 */
final class ExactEuropean {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Map<Measure, BigDecimal> measures = new EnumMap<>(Measure.class);
  private final Map<Measure, BigDecimal> sizes = new EnumMap<>(Measure.class);
  private final BigDecimal larger;
  private final BigDecimal least;

  /** Prices an option whose years and volatility are above 0. */
  ExactEuropean(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    BigDecimal s = new BigDecimal(spot);
    BigDecimal t = new BigDecimal(years);
    BigDecimal r = new BigDecimal(rate);
    BigDecimal q = new BigDecimal(dividendYield);
    BigDecimal sigma = new BigDecimal(volatility);
    BigDecimal sign = BigDecimal.valueOf(type.sign());
    BigDecimal rt = r.multiply(t);
    BigDecimal qt = q.multiply(t);
    BigDecimal root = t.sqrt(CONTEXT);
    BigDecimal deviation = sigma.multiply(root, CONTEXT);
    BigDecimal log = ExactNumbers.log(s).subtract(ExactNumbers.log(new BigDecimal(strike)));
    BigDecimal ratio = log.add(rt).subtract(qt).divide(deviation, CONTEXT);
    BigDecimal half = deviation.multiply(HALF);
    BigDecimal d1 = ratio.add(half, CONTEXT);
    BigDecimal d2 = ratio.subtract(half, CONTEXT);
    BigDecimal spotValue = s.multiply(ExactNumbers.exp(qt.negate()), CONTEXT);
    BigDecimal strikeValue =
        new BigDecimal(strike).multiply(ExactNumbers.exp(rt.negate()), CONTEXT);
    larger = spotValue.max(strikeValue);
    BigDecimal spotLeg = spotValue.multiply(ExactNumbers.cumulative(sign.multiply(d1)), CONTEXT);
    BigDecimal strikeLeg =
        strikeValue.multiply(ExactNumbers.cumulative(sign.multiply(d2)), CONTEXT);
    BigDecimal mass = spotValue.multiply(ExactNumbers.density(d1), CONTEXT);

    least = mass.min(spotValue).min(strikeValue);
    BigDecimal ratioSize =
        log.abs().add(rt.abs()).add(qt.abs()).divide(deviation, CONTEXT).add(half, CONTEXT);
    BigDecimal value = sign.multiply(spotLeg.subtract(strikeLeg));
    BigDecimal delta = sign.multiply(spotLeg).divide(s, CONTEXT);
    BigDecimal gamma = mass.divide(s.multiply(s).multiply(deviation, CONTEXT), CONTEXT);
    BigDecimal vega = mass.multiply(root, CONTEXT);
    BigDecimal decay = HALF.multiply(sigma).multiply(vega).divide(t, CONTEXT);
    BigDecimal carried = q.multiply(spotLeg).subtract(r.multiply(strikeLeg));
    BigDecimal perYear =
        HALF.multiply(d2).divide(t, CONTEXT).subtract(r.subtract(q).divide(deviation, CONTEXT));
    BigDecimal perYearSize =
        HALF.multiply(ratioSize)
            .divide(t, CONTEXT)
            .add(r.abs().add(q.abs()).divide(deviation, CONTEXT));
    BigDecimal massPerSpot = mass.divide(s, CONTEXT);
    BigDecimal rootPerDeviation = BigDecimal.ONE.divide(sigma, CONTEXT);

    put(Measure.VALUE, value, value);
    put(Measure.DELTA, delta, delta);
    put(Measure.GAMMA, gamma, gamma);
    put(Measure.VEGA, vega, vega);
    put(
        Measure.THETA,
        sign.multiply(carried).subtract(decay),
        q.multiply(spotLeg).abs().add(r.multiply(strikeLeg).abs()).add(decay));
    put(Measure.RHO, sign.multiply(t).multiply(strikeLeg), t.multiply(strikeLeg));
    put(
        Measure.VANNA,
        massPerSpot.multiply(d2).multiply(rootPerDeviation).negate(),
        massPerSpot.multiply(ratioSize).multiply(rootPerDeviation));
    put(
        Measure.VOLGA,
        vega.multiply(d1).multiply(d2).multiply(rootPerDeviation),
        vega.multiply(ratioSize).multiply(ratioSize).multiply(rootPerDeviation));
    put(
        Measure.CHARM,
        q.multiply(delta).add(massPerSpot.multiply(perYear)),
        q.multiply(delta).abs().add(massPerSpot.multiply(perYearSize)));
    put(
        Measure.SPEED,
        gamma
            .multiply(d1.divide(deviation, CONTEXT).add(BigDecimal.ONE))
            .divide(s, CONTEXT)
            .negate(),
        gamma
            .multiply(ratioSize.divide(deviation, CONTEXT).add(BigDecimal.ONE))
            .divide(s, CONTEXT));
    put(
        Measure.COLOR,
        gamma.multiply(q.add(HALF.divide(t, CONTEXT)).subtract(d1.multiply(perYear))),
        gamma.multiply(q.abs().add(HALF.divide(t, CONTEXT)).add(ratioSize.multiply(perYearSize))));
    put(
        Measure.ZOMMA,
        gamma.multiply(d1.multiply(d2).subtract(BigDecimal.ONE)).multiply(rootPerDeviation),
        gamma
            .multiply(ratioSize.multiply(ratioSize).add(BigDecimal.ONE))
            .multiply(rootPerDeviation));
    put(Measure.DIVIDEND_RHO, sign.multiply(t).multiply(spotLeg).negate(), t.multiply(spotLeg));
  }

  private void put(Measure measure, BigDecimal value, BigDecimal size) {
    measures.put(measure, value.round(CONTEXT));
    sizes.put(measure, size.abs().round(CONTEXT));
  }

  BigDecimal measure(Measure measure) {
    return measures.get(measure);
  }

  /** Returns the sum of the absolute terms of a measure. */
  BigDecimal size(Measure measure) {
    return sizes.get(measure);
  }

  /**
   * Returns the least of the present values of spot and strike and their product with the density.
   */
  BigDecimal least() {
    return least;
  }

  /** Returns the larger of the present values of spot and strike. */
  BigDecimal largerPresentValue() {
    return larger;
  }
}
