/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import io.optionskit.greeks.internal.batch.Block;
import io.optionskit.greeks.internal.batch.Coefficients;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Stages from the inputs of a block to log-moneyness, deviation and present values. */
final class InputStages {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private InputStages() {}

  static void growth(double[] years, double[] rate, double[] out, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector t = fromArray(S, years, i);
      DoubleVector r = fromArray(S, rate, i);
      DoubleVector x = r.mul(t).neg();
      DoubleVector tail = r.neg().fma(t, x.neg());
      DoubleVector p =
          broadcast(S, Coefficients.GROWTH_14).fma(x, broadcast(S, Coefficients.GROWTH_13));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_12));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_11));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_10));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_9));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_8));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_7));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_6));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_5));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_4));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_3));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_2));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_1));
      p = p.fma(x, broadcast(S, Coefficients.GROWTH_0));
      DoubleVector growth = p.mul(x);
      tail.fma(growth.add(1), growth).intoArray(out, i);
    }
  }

  static void limits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.strike, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector accrual = fromArray(S, b.rate, i).mul(years);
      DoubleVector yielded = fromArray(S, b.dividendYield, i).mul(years);
      DoubleVector square = accrual.mul(accrual);
      DoubleVector yieldedSquare = yielded.mul(yielded);
      DoubleVector apart = fromArray(S, b.octaves, i).sub(Coefficients.SHIFT).mul(0x1p-6);
      DoubleVector large = s.mul(1e-75);
      DoubleVector below = s.abs().sub(s).add(k.abs().sub(k)).add(v.abs().sub(v));
      DoubleVector accruals = square.fma(square, yieldedSquare.mul(yieldedSquare));
      DoubleVector beyond = years.sub(Coefficients.LEAST_TIME);
      DoubleVector times = years.fma(broadcast(S, 1e-99), accruals);
      DoubleVector sizes = apart.fma(apart, large.fma(large, times));
      below.add(beyond.abs().sub(beyond)).fma(broadcast(S, 0x1p500), sizes).intoArray(b.miss, i);
    }
  }

  static void chainLimits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector k = fromArray(S, b.strike, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector apart = fromArray(S, b.octaves, i).sub(Coefficients.SHIFT).mul(0x1p-6);
      DoubleVector below = k.abs().sub(k).add(v.abs().sub(v));
      below.fma(broadcast(S, 0x1p500), apart.mul(apart)).intoArray(b.miss, i);
    }
  }

  /** Scales strikes by a power of two until they are within a factor of 1.51 of spot. */
  static void scale(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      LongVector s = fromArray(S, b.spot, i).reinterpretAsLongs();
      LongVector k = fromArray(S, b.strike, i).reinterpretAsLongs();
      LongVector steps = s.sub(k).add(Coefficients.HALF_OCTAVE).lanewise(VectorOperators.ASHR, 52);
      k.add(steps.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().intoArray(b.scaled, i);
      steps.add(Coefficients.SHIFT_BITS).reinterpretAsDoubles().intoArray(b.octaves, i);
    }
  }

  /** With one division what is divided by spot · deviation and by spot + strike. */
  static void reciprocals(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.scaled, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector root = years.sqrt();
      DoubleVector head = v.mul(root);
      DoubleVector move = s.mul(head);
      DoubleVector sum = s.add(k);
      DoubleVector inverse = broadcast(S, 1).div(move.mul(sum));
      DoubleVector inverseSum = inverse.mul(move);
      DoubleVector inverseMove = inverse.mul(sum);
      DoubleVector inverseHead = inverseMove.mul(s);
      DoubleVector rootTail = root.neg().fma(root, years).mul(v.mul(inverseHead));
      root.intoArray(b.root, i);
      head.intoArray(b.deviation, i);
      v.mul(0.5).fma(rootTail, v.fma(root, head.neg())).intoArray(b.deviationTail, i);
      inverseHead.intoArray(b.perDeviation, i);
      inverseMove.intoArray(b.perMove, i);
      inverseSum.intoArray(b.perSum, i);
      s.sub(k).mul(inverseSum).intoArray(b.ratio, i);
    }
  }

  static void chainReciprocals(
      Block b, double spot, double root, double rootTail, double perSpot, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector k = fromArray(S, b.scaled, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector head = v.mul(root);
      DoubleVector sum = k.add(spot);
      DoubleVector inverse = broadcast(S, 1).div(head.mul(sum));
      DoubleVector inverseSum = inverse.mul(head);
      DoubleVector inverseHead = inverse.mul(sum);
      head.intoArray(b.deviation, i);
      v.fma(broadcast(S, rootTail), v.fma(broadcast(S, root), head.neg()))
          .intoArray(b.deviationTail, i);
      inverseHead.intoArray(b.perDeviation, i);
      inverseHead.mul(perSpot).intoArray(b.perMove, i);
      inverseSum.intoArray(b.perSum, i);
      broadcast(S, spot).sub(k).mul(inverseSum).intoArray(b.ratio, i);
    }
  }

  /** ln(spot / strike): octaves and 2z, and all that they lack. */
  static void logRatio(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.scaled, i);
      DoubleVector z = fromArray(S, b.ratio, i);
      DoubleVector sum = s.add(k);
      DoubleVector gap = s.sub(k);
      DoubleVector sumTail = gap.sub(k.fma(broadcast(S, -2), sum));
      DoubleVector lost = z.neg().fma(sumTail, z.neg().fma(sum, gap));
      DoubleVector ratioTail = lost.mul(fromArray(S, b.perSum, i).mul(2));
      DoubleVector steps = fromArray(S, b.octaves, i).sub(Coefficients.SHIFT);
      DoubleVector w = z.mul(z);
      DoubleVector twice = z.mul(2);
      DoubleVector head = steps.fma(broadcast(S, Coefficients.LN2), twice);
      DoubleVector headTail = twice.sub(steps.fma(broadcast(S, -Coefficients.LN2), head));
      DoubleVector rest =
          ratioTail.fma(w, ratioTail).add(steps.fma(broadcast(S, Coefficients.LN2_REST), headTail));
      head.intoArray(b.log, i);
      twice.mul(w).fma(series(w), rest).intoArray(b.logTail, i);
    }
  }

  private static DoubleVector series(DoubleVector w) {
    DoubleVector p = broadcast(S, Coefficients.ATANH_8).fma(w, broadcast(S, Coefficients.ATANH_7));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_6));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_5));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_4));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_3));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_2));
    p = p.fma(w, broadcast(S, Coefficients.ATANH_1));
    return p.fma(w, broadcast(S, Coefficients.ATANH_0));
  }

  static void logMoneyness(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector rate = fromArray(S, b.rate, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector carry = rate.sub(earning);
      DoubleVector carryPart = carry.sub(rate);
      DoubleVector carryTail = rate.sub(carry.sub(carryPart)).sub(earning.add(carryPart));
      DoubleVector drift = carry.mul(years);
      DoubleVector driftTail = carryTail.fma(years, carry.fma(years, drift.neg()));
      add(drift, driftTail, b, i);
    }
  }

  static void chainLogMoneyness(Block b, double drift, double driftTail, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      add(broadcast(S, drift), broadcast(S, driftTail), b, i);
    }
  }

  /** Turns ln(spot / strike) into ln(forward / strike), head and tail. */
  private static void add(DoubleVector drift, DoubleVector driftTail, Block b, int i) {
    DoubleVector ratio = fromArray(S, b.log, i);
    DoubleVector total = ratio.add(drift);
    DoubleVector part = total.sub(ratio);
    DoubleVector totalTail = ratio.sub(total.sub(part)).add(drift.sub(part));
    DoubleVector rest = fromArray(S, b.logTail, i).add(driftTail).add(totalTail);
    DoubleVector head = total.add(rest);
    head.intoArray(b.log, i);
    rest.sub(head.sub(total)).intoArray(b.logTail, i);
  }

  static void presentValues(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.strike, i);
      DoubleVector spotGain = fromArray(S, b.spotGrowth, i);
      DoubleVector strikeGain = fromArray(S, b.strikeGrowth, i);
      spotGain = spotGain.mul(s);
      strikeGain = strikeGain.mul(k);
      s.add(spotGain).intoArray(b.spotLeg, i);
      k.add(strikeGain).intoArray(b.strikeLeg, i);
      s.sub(k).add(spotGain.sub(strikeGain)).intoArray(b.exerciseNow, i);
    }
  }

  static void chainPresentValues(
      Block b,
      double spotValue,
      double strikeFactor,
      double spot,
      double unit,
      double gain,
      double growth,
      int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector k = fromArray(S, b.strike, i);
      broadcast(S, spotValue).intoArray(b.spotLeg, i);
      k.mul(strikeFactor).intoArray(b.strikeLeg, i);
      k.neg()
          .fma(broadcast(S, unit), broadcast(S, spot))
          .add(k.neg().fma(broadcast(S, growth), broadcast(S, gain)))
          .intoArray(b.exerciseNow, i);
    }
  }
}
