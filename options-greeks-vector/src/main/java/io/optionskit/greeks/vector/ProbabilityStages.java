/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import io.optionskit.greeks.internal.batch.Block;
import io.optionskit.greeks.internal.batch.Coefficients;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Stages from log-moneyness and deviation to density and Mills ratios. */
final class ProbabilityStages {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private ProbabilityStages() {}

  private static final long ONE_BITS = Double.doubleToRawLongBits(1);

  /** Side of the strike, and its distance in deviations less half a deviation. */
  static void near(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector l = fromArray(S, b.log, i);
      DoubleVector lTail = fromArray(S, b.logTail, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector deviationTail = fromArray(S, b.deviationTail, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector side = signOf(l);
      DoubleVector ratio = l.mul(perDeviation);
      DoubleVector rest = ratio.neg().fma(deviation, l).add(lTail);
      DoubleVector ratioTail = ratio.neg().fma(deviationTail, rest).mul(perDeviation);
      DoubleVector half = deviation.mul(0.5);
      DoubleVector away = side.mul(ratio);
      DoubleVector head = away.sub(half);
      DoubleVector part = head.sub(away);
      DoubleVector headTail = away.sub(head.sub(part)).sub(half.add(part));
      DoubleVector lost = broadcast(S, -0.5).fma(deviationTail, side.mul(ratioTail));
      side.intoArray(b.side, i);
      side.mul(0.5).fma(sign, broadcast(S, 0.5)).intoArray(b.inside, i);
      head.intoArray(b.near, i);
      headTail.add(lost).intoArray(b.nearTail, i);
    }
  }

  /** +1 or −1 as the sign bit says. */
  private static DoubleVector signOf(DoubleVector x) {
    return x.reinterpretAsLongs().and(Long.MIN_VALUE).or(ONE_BITS).reinterpretAsDoubles();
  }

  static void nearLimits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector a = fromArray(S, b.near, i);
      DoubleVector d = fromArray(S, b.deviation, i);
      DoubleVector miss = fromArray(S, b.miss, i);
      DoubleVector below = a.add(1).abs().sub(a.add(1));
      DoubleVector wide = d.sub(3).abs().add(d.sub(3));
      DoubleVector above = a.mul(1e-12);
      DoubleVector narrow = fromArray(S, b.perMove, i).mul(1e-75);
      DoubleVector sizes = above.fma(above, narrow.fma(narrow, miss));
      below.add(wide).fma(broadcast(S, 0x1p500), sizes).intoArray(b.miss, i);
      a.min(Coefficients.FAR).intoArray(b.near, i);
    }
  }

  static void density(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector near = fromArray(S, b.near, i);
      DoubleVector nearTail = fromArray(S, b.nearTail, i);
      DoubleVector square = near.mul(near);
      DoubleVector lost = near.fma(nearTail, near.fma(near, square.neg()).mul(0.5));
      DoubleVector x = square.mul(-0.5);
      DoubleVector shifted =
          x.fma(broadcast(S, Coefficients.PER_LN2), broadcast(S, Coefficients.SHIFT));
      DoubleVector k = shifted.sub(Coefficients.SHIFT);
      DoubleVector r =
          k.fma(broadcast(S, -Coefficients.LN2_REST), k.fma(broadcast(S, -Coefficients.LN2), x))
              .sub(lost);
      DoubleVector p = broadcast(S, Coefficients.EXP_10).fma(r, broadcast(S, Coefficients.EXP_9));
      p = p.fma(r, broadcast(S, Coefficients.EXP_8));
      p = p.fma(r, broadcast(S, Coefficients.EXP_7));
      p = p.fma(r, broadcast(S, Coefficients.EXP_6));
      p = p.fma(r, broadcast(S, Coefficients.EXP_5));
      p = p.fma(r, broadcast(S, Coefficients.EXP_4));
      p = p.fma(r, broadcast(S, Coefficients.EXP_3));
      p = p.fma(r, broadcast(S, Coefficients.EXP_2));
      p = p.fma(r, broadcast(S, Coefficients.EXP_1));
      p = p.fma(r, broadcast(S, Coefficients.EXP_0));
      DoubleVector growth = r.mul(r).fma(p, r);
      shifted.intoArray(b.power, i);
      growth
          .fma(
              broadcast(S, Coefficients.INVERSE_SQRT_TWO_PI),
              broadcast(S, Coefficients.INVERSE_SQRT_TWO_PI))
          .intoArray(b.mantissa, i);
    }
  }

  /** Turns the integers in the low bits of power into powers of two, and takes them in. */
  static void mass(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector shifted = fromArray(S, b.power, i);
      DoubleVector mantissa = fromArray(S, b.mantissa, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      DoubleVector miss = fromArray(S, b.miss, i);
      LongVector exponent = shifted.reinterpretAsLongs().add(1023);
      DoubleVector scale = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      VectorMask<Double> isTiny = shifted.lt(Coefficients.SHIFT + Coefficients.SUBNORMAL);
      VectorMask<Double> isSome =
          shifted.compare(VectorOperators.GT, Coefficients.SHIFT + Coefficients.VANISHED);
      DoubleVector power = scale.blend(0, isTiny);
      miss.blend(Double.POSITIVE_INFINITY, isTiny.and(isSome)).intoArray(b.miss, i);
      spotLeg.min(strikeLeg).mul(mantissa.mul(power)).intoArray(b.mass, i);
    }
  }

  /** 1 / (a + Q) at near and far, and the arguments of the Mills polynomial to the last digit. */
  static void millsArguments(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector near = fromArray(S, b.near, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector baseNear = near.add(Coefficients.Q);
      DoubleVector baseFar = baseNear.add(deviation);
      DoubleVector inverse = broadcast(S, 1).div(baseNear.mul(baseFar));
      DoubleVector perNear = inverse.mul(baseFar);
      DoubleVector perFar = inverse.mul(baseNear);
      DoubleVector above = near.sub(Coefficients.P);
      perNear.intoArray(b.perNear, i);
      perFar.intoArray(b.perFar, i);
      quotient(above, baseNear, perNear).intoArray(b.yNear, i);
      quotient(above.add(deviation), baseFar, perFar).intoArray(b.yFar, i);
    }
  }

  private static DoubleVector quotient(DoubleVector above, DoubleVector base, DoubleVector per) {
    DoubleVector rough = above.mul(per);
    return rough.neg().fma(base, above).fma(per, rough);
  }

  /**
   * First half of Horner's scheme for the polynomial at yFar and its divided difference between
   * yFar and yNear.
   */
  static void millsUpper(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector yNear = fromArray(S, b.yNear, i);
      DoubleVector yFar = fromArray(S, b.yFar, i);
      DoubleVector atFar =
          broadcast(S, Coefficients.MILLS_23).fma(yFar, broadcast(S, Coefficients.MILLS_22));
      DoubleVector slope = broadcast(S, Coefficients.MILLS_23).fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_21));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_20));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_19));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_18));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_17));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_16));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_15));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_14));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_13));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_12));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_11));
      slope.intoArray(b.slope, i);
      atFar.intoArray(b.atFar, i);
    }
  }

  static void millsLower(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector yNear = fromArray(S, b.yNear, i);
      DoubleVector yFar = fromArray(S, b.yFar, i);
      DoubleVector slope = fromArray(S, b.slope, i);
      DoubleVector atFar = fromArray(S, b.atFar, i);
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_10));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_9));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_8));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_7));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_6));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_5));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_4));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_3));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_2));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_1));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, Coefficients.MILLS_0));
      slope.intoArray(b.slope, i);
      atFar.intoArray(b.atFar, i);
    }
  }

  /** R(near) − R(far), and R(far). */
  static void mills(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector perNear = fromArray(S, b.perNear, i);
      DoubleVector perFar = fromArray(S, b.perFar, i);
      DoubleVector slope = fromArray(S, b.slope, i);
      DoubleVector atFar = fromArray(S, b.atFar, i);
      DoubleVector perWidth = slope.neg().fma(perNear.mul(Coefficients.P + Coefficients.Q), atFar);
      deviation.mul(perNear.mul(perFar)).mul(perWidth).intoArray(b.millsDrop, i);
      atFar.mul(perFar).intoArray(b.millsFar, i);
    }
  }
}
