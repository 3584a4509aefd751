/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.batch.Block;
import io.optionskit.greeks.internal.batch.BlockKernel;
import io.optionskit.greeks.internal.batch.PlainKernel;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The block kernel on the Vector API: the operations of {@link PlainKernel} in the same order, row
 * by row the same bits, in fewer and longer loops.
 *
 * <p>Every stage is a small method of its own: of one long method the compiler leaves parts
 * uncompiled, and makes an object of every vector there. The last vector of a block may reach
 * beyond its rows, into scratch that nobody reads.
 *
 * <p>Stateless.
 */
public final class VectorKernel implements BlockKernel {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private static final long ONE_BITS = Double.doubleToRawLongBits(1);

  /** Makes the kernel. */
  public VectorKernel() {
    // found by the service loader
  }

  @Override
  public void rows(Block b, int rows) {
    if (b.isForward) {
      Arrays.fill(b.strikeGrowth, 0, rows, 0);
      Arrays.fill(b.spotGrowth, 0, rows, 0);
    } else {
      growth(b.years, b.rate, b.strikeGrowth, rows);
      growth(b.years, b.dividendYield, b.spotGrowth, rows);
    }
    accrualLimits(b, rows);
    inputLimits(b, rows);
    ratios(b, rows);
    series(b.series, rows);
    logMoneyness(b, rows);
    deviation(b, rows);
    presentValues(b, rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  @Override
  public void chain(Block b, int rows) {
    Arrays.fill(b.miss, 0, rows, 0);
    inputLimits(b, rows);
    ratios(b, rows);
    series(b.series, rows);
    chainLogMoneyness(b, b.sharedDrift, b.sharedDriftTail, rows);
    chainDeviation(b, b.sharedRoot, b.sharedRootTail, 1 / b.sharedSpot, rows);
    chainPresentValues(b, b.sharedSpot * b.sharedSpotFactor, b.sharedStrikeFactor, rows);
    chainExercise(
        b, b.sharedSpotUnit, b.sharedStrikeUnit, b.sharedSpotGain, b.sharedStrikeGrowth, rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  private static void probabilities(Block b, int rows) {
    near(b, rows);
    nearLimits(b, rows);
    density(b, rows);
    mass(b, rows);
    millsArguments(b, rows);
    millsUpper(b, rows);
    millsLower(b, rows);
    millsDrop(b, rows);
  }

  private static void measures(Block b, int rows) {
    if (b.wants(Measure.VALUE)) {
      value(b, b.result(Measure.VALUE), rows);
    }
    if (b.wants(PlainKernel.LEGS)) {
      legs(b, rows);
    }
    if (b.wants(Measure.DELTA)) {
      delta(b, b.result(Measure.DELTA), rows);
    }
    if (b.wants(Measure.RHO)) {
      rho(b, b.result(Measure.RHO), rows);
    }
    if (b.wants(Measure.DIVIDEND_RHO)) {
      dividendRho(b, b.result(Measure.DIVIDEND_RHO), rows);
    }
    double[] gamma = b.result(Measure.GAMMA);
    if (b.wants(PlainKernel.GAMMA_AND_VEGA)) {
      gammaAndVega(b, gamma, b.result(Measure.VEGA), rows);
    }
    if (b.wants(Measure.THETA)) {
      theta(b, b.result(Measure.THETA), rows);
    }
    if (b.wants(PlainKernel.HIGHER)) {
      higher(b, gamma, rows);
    }
  }

  private static void higher(Block b, double[] gamma, int rows) {
    points(b, rows);
    if (b.wants(Measure.VANNA)) {
      vanna(b, b.result(Measure.VANNA), rows);
    }
    if (b.wants(Measure.VOLGA)) {
      volga(b, b.result(Measure.VOLGA), rows);
    }
    if (b.wants(Measure.SPEED)) {
      speed(b, gamma, b.result(Measure.SPEED), rows);
    }
    if (b.wants(Measure.ZOMMA)) {
      zomma(b, gamma, b.result(Measure.ZOMMA), rows);
    }
    if (b.wants(PlainKernel.D1_PER_YEAR)) {
      d1PerYear(b, rows);
    }
    if (b.wants(Measure.CHARM)) {
      charm(b, b.result(Measure.CHARM), rows);
    }
    if (b.wants(Measure.COLOR)) {
      color(b, gamma, b.result(Measure.COLOR), rows);
    }
  }

  private static void growth(double[] years, double[] rate, double[] out, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector t = fromArray(S, years, i);
      DoubleVector r = fromArray(S, rate, i);
      DoubleVector x = r.mul(t).neg();
      DoubleVector tail = r.neg().fma(t, x.neg());
      DoubleVector p =
          broadcast(S, PlainKernel.GROWTH_14).fma(x, broadcast(S, PlainKernel.GROWTH_13));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_12));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_11));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_10));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_9));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_8));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_7));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_6));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_5));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_4));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_3));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_2));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_1));
      p = p.fma(x, broadcast(S, PlainKernel.GROWTH_0));
      DoubleVector growth = p.mul(x);
      tail.fma(growth.add(1), growth).intoArray(out, i);
    }
  }

  private static void accrualLimits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector accrual = fromArray(S, b.rate, i);
      DoubleVector yielded = fromArray(S, b.dividendYield, i);
      accrual = accrual.mul(years);
      yielded = yielded.mul(years);
      DoubleVector square = accrual.mul(accrual);
      DoubleVector yieldedSquare = yielded.mul(yielded);
      square.fma(square, yieldedSquare.mul(yieldedSquare)).intoArray(b.miss, i);
    }
  }

  private static void inputLimits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.strike, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector miss = fromArray(S, b.miss, i);
      DoubleVector sum = s.add(k);
      DoubleVector beyond = sum.fma(broadcast(S, -0.6), s.sub(k).abs());
      DoubleVector large = sum.mul(1e-75);
      DoubleVector known = large.fma(large, miss);
      DoubleVector far = beyond.add(beyond.abs()).fma(broadcast(S, 0x1p500), known);
      DoubleVector below = s.abs().sub(s).add(k.abs().sub(k)).add(v.abs().sub(v));
      below.fma(broadcast(S, 0x1p500), far).intoArray(b.miss, i);
    }
  }

  /** First term of ln(spot / strike), with z = (spot − strike) / (spot + strike), and z². */
  private static void ratios(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector k = fromArray(S, b.strike, i);
      DoubleVector sum = s.add(k);
      DoubleVector sumPart = sum.sub(s);
      DoubleVector sumTail = s.sub(sum.sub(sumPart)).add(k.sub(sumPart));
      DoubleVector gap = s.sub(k);
      DoubleVector gapPart = gap.sub(s);
      DoubleVector gapTail = s.sub(gap.sub(gapPart)).sub(k.add(gapPart));
      DoubleVector perSum = broadcast(S, 1).div(sum);
      DoubleVector z = gap.mul(perSum);
      DoubleVector rest = z.neg().fma(sum, gap).add(z.neg().fma(sumTail, gapTail));
      z.mul(2).intoArray(b.log, i);
      rest.mul(perSum.mul(2)).intoArray(b.logTail, i);
      z.mul(z).intoArray(b.series, i);
    }
  }

  /** Turns z² into atanh(z) / z − 1. */
  private static void series(double[] series, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector w = fromArray(S, series, i);
      DoubleVector p =
          broadcast(S, PlainKernel.ATANH_16).fma(w, broadcast(S, PlainKernel.ATANH_15));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_14));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_13));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_12));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_11));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_10));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_9));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_8));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_7));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_6));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_5));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_4));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_3));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_2));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_1));
      p = p.fma(w, broadcast(S, PlainKernel.ATANH_0));
      w.mul(p).intoArray(series, i);
    }
  }

  private static void logMoneyness(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector rate = fromArray(S, b.rate, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector carry = rate.sub(earning);
      DoubleVector carryPart = carry.sub(rate);
      DoubleVector carryTail = rate.sub(carry.sub(carryPart)).sub(earning.add(carryPart));
      DoubleVector drift = carry.mul(years);
      DoubleVector driftTail = carryTail.fma(years, carry.fma(years, drift.neg()));
      DoubleVector twice = fromArray(S, b.log, i);
      DoubleVector twiceTail = fromArray(S, b.logTail, i);
      DoubleVector term = fromArray(S, b.series, i);
      DoubleVector total = twice.add(drift);
      DoubleVector part = total.sub(twice);
      DoubleVector totalTail = twice.sub(total.sub(part)).add(drift.sub(part));
      DoubleVector rest = twice.fma(term, twiceTail.add(driftTail)).add(totalTail);
      DoubleVector head = total.add(rest);
      head.intoArray(b.log, i);
      rest.sub(head.sub(total)).intoArray(b.logTail, i);
    }
  }

  private static void chainLogMoneyness(Block b, double drift, double driftTail, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector move = broadcast(S, drift);
      DoubleVector twice = fromArray(S, b.log, i);
      DoubleVector twiceTail = fromArray(S, b.logTail, i);
      DoubleVector term = fromArray(S, b.series, i);
      DoubleVector total = twice.add(move);
      DoubleVector part = total.sub(twice);
      DoubleVector totalTail = twice.sub(total.sub(part)).add(move.sub(part));
      DoubleVector rest = twice.fma(term, twiceTail.add(driftTail)).add(totalTail);
      DoubleVector head = total.add(rest);
      head.intoArray(b.log, i);
      rest.sub(head.sub(total)).intoArray(b.logTail, i);
    }
  }

  private static void deviation(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector s = fromArray(S, b.spot, i);
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector root = years.sqrt();
      DoubleVector head = v.mul(root);
      DoubleVector perMove = broadcast(S, 1).div(s.mul(head));
      DoubleVector perHead = perMove.mul(s);
      DoubleVector rootTail = root.neg().fma(root, years).mul(v.mul(perHead));
      root.intoArray(b.root, i);
      head.intoArray(b.deviation, i);
      v.mul(0.5).fma(rootTail, v.fma(root, head.neg())).intoArray(b.deviationTail, i);
      perHead.intoArray(b.perDeviation, i);
      perMove.intoArray(b.perMove, i);
    }
  }

  private static void chainDeviation(
      Block b, double root, double rootTail, double perSpot, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector v = fromArray(S, b.volatility, i);
      DoubleVector head = v.mul(root);
      DoubleVector perHead = broadcast(S, 1).div(head);
      head.intoArray(b.deviation, i);
      v.fma(broadcast(S, rootTail), v.fma(broadcast(S, root), head.neg()))
          .intoArray(b.deviationTail, i);
      perHead.intoArray(b.perDeviation, i);
      perHead.mul(perSpot).intoArray(b.perMove, i);
    }
  }

  private static void presentValues(Block b, int rows) {
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

  private static void chainPresentValues(Block b, double spotValue, double strikeFactor, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector k = fromArray(S, b.strike, i);
      broadcast(S, spotValue).intoArray(b.spotLeg, i);
      k.mul(strikeFactor).intoArray(b.strikeLeg, i);
    }
  }

  private static void chainExercise(
      Block b, double spot, double unit, double gain, double growth, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector k = fromArray(S, b.strike, i);
      k.neg()
          .fma(broadcast(S, unit), broadcast(S, spot))
          .add(k.neg().fma(broadcast(S, growth), broadcast(S, gain)))
          .intoArray(b.exerciseNow, i);
    }
  }

  /** Side of the strike, and its distance in deviations less half a deviation. */
  private static void near(Block b, int rows) {
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
      broadcast(S, 0.5).fma(side.mul(sign), broadcast(S, 0.5)).intoArray(b.inside, i);
      head.intoArray(b.near, i);
      headTail.add(lost).intoArray(b.nearTail, i);
    }
  }

  /** +1 or −1 as the sign bit says. */
  private static DoubleVector signOf(DoubleVector x) {
    return x.reinterpretAsLongs().and(Long.MIN_VALUE).or(ONE_BITS).reinterpretAsDoubles();
  }

  private static void nearLimits(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector a = fromArray(S, b.near, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector narrow = fromArray(S, b.perMove, i);
      DoubleVector miss = fromArray(S, b.miss, i);
      DoubleVector below = a.add(1).abs().sub(a.add(1));
      DoubleVector above = a.sub(1e12).abs().add(a.sub(1e12));
      DoubleVector wide = deviation.sub(3).abs().add(deviation.sub(3));
      narrow = narrow.mul(1e-75);
      below
          .add(above)
          .add(wide)
          .fma(broadcast(S, 0x1p500), narrow.fma(narrow, miss))
          .intoArray(b.miss, i);
      a.min(PlainKernel.FAR).intoArray(b.near, i);
    }
  }

  private static void density(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector near = fromArray(S, b.near, i);
      DoubleVector nearTail = fromArray(S, b.nearTail, i);
      DoubleVector square = near.mul(near);
      DoubleVector lost = near.fma(nearTail, near.fma(near, square.neg()).mul(0.5));
      DoubleVector x = square.mul(-0.5);
      DoubleVector shifted =
          x.fma(broadcast(S, PlainKernel.PER_LN2), broadcast(S, PlainKernel.SHIFT));
      DoubleVector k = shifted.sub(PlainKernel.SHIFT);
      DoubleVector r =
          k.fma(broadcast(S, -PlainKernel.LN2_REST), k.fma(broadcast(S, -PlainKernel.LN2), x))
              .sub(lost);
      DoubleVector p = broadcast(S, PlainKernel.EXP_10).fma(r, broadcast(S, PlainKernel.EXP_9));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_8));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_7));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_6));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_5));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_4));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_3));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_2));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_1));
      p = p.fma(r, broadcast(S, PlainKernel.EXP_0));
      DoubleVector growth = r.mul(r).fma(p, r);
      shifted.intoArray(b.power, i);
      growth
          .fma(
              broadcast(S, PlainKernel.INVERSE_SQRT_TWO_PI),
              broadcast(S, PlainKernel.INVERSE_SQRT_TWO_PI))
          .intoArray(b.mantissa, i);
    }
  }

  /** Turns the integers in the low bits of power into powers of two, and takes them in. */
  private static void mass(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector shifted = fromArray(S, b.power, i);
      DoubleVector mantissa = fromArray(S, b.mantissa, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      DoubleVector miss = fromArray(S, b.miss, i);
      LongVector exponent = shifted.reinterpretAsLongs().add(1023);
      DoubleVector scale = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      VectorMask<Double> isTiny = shifted.lt(PlainKernel.SHIFT + PlainKernel.SUBNORMAL);
      VectorMask<Double> isSome =
          shifted.compare(VectorOperators.GT, PlainKernel.SHIFT + PlainKernel.VANISHED);
      DoubleVector power = scale.blend(0, isTiny);
      miss.blend(Double.POSITIVE_INFINITY, isTiny.and(isSome)).intoArray(b.miss, i);
      spotLeg.min(strikeLeg).mul(mantissa.mul(power)).intoArray(b.mass, i);
    }
  }

  private static void millsArguments(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector near = fromArray(S, b.near, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector baseNear = near.add(PlainKernel.Q);
      DoubleVector baseFar = baseNear.add(deviation);
      DoubleVector inverse = broadcast(S, 1).div(baseNear.mul(baseFar));
      DoubleVector perNear = inverse.mul(baseFar);
      DoubleVector perFar = inverse.mul(baseNear);
      DoubleVector fromNear = near.sub(PlainKernel.P);
      DoubleVector y = fromNear.add(deviation).mul(perFar);
      inverse.intoArray(b.perBoth, i);
      perNear.intoArray(b.perNear, i);
      perFar.intoArray(b.perFar, i);
      fromNear.mul(perNear).intoArray(b.yNear, i);
      y.intoArray(b.yFar, i);
    }
  }

  /**
   * First half of Horner's scheme for the polynomial at yFar and its divided difference between
   * yFar and yNear.
   */
  private static void millsUpper(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector yNear = fromArray(S, b.yNear, i);
      DoubleVector yFar = fromArray(S, b.yFar, i);
      DoubleVector atFar =
          broadcast(S, PlainKernel.MILLS_26).fma(yFar, broadcast(S, PlainKernel.MILLS_25));
      DoubleVector slope = broadcast(S, PlainKernel.MILLS_26).fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_24));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_23));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_22));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_21));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_20));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_19));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_18));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_17));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_16));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_15));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_14));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_13));
      slope.intoArray(b.slope, i);
      atFar.intoArray(b.atFar, i);
    }
  }

  private static void millsLower(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector yNear = fromArray(S, b.yNear, i);
      DoubleVector yFar = fromArray(S, b.yFar, i);
      DoubleVector slope = fromArray(S, b.slope, i);
      DoubleVector atFar = fromArray(S, b.atFar, i);
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_12));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_11));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_10));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_9));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_8));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_7));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_6));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_5));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_4));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_3));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_2));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_1));
      slope = slope.fma(yNear, atFar);
      atFar = atFar.fma(yFar, broadcast(S, PlainKernel.MILLS_0));
      slope.intoArray(b.slope, i);
      atFar.intoArray(b.atFar, i);
    }
  }

  /** R(near) − R(far), and R(far). */
  private static void millsDrop(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector perNear = fromArray(S, b.perNear, i);
      DoubleVector perFar = fromArray(S, b.perFar, i);
      DoubleVector perBoth = fromArray(S, b.perBoth, i);
      DoubleVector slope = fromArray(S, b.slope, i);
      DoubleVector atFar = fromArray(S, b.atFar, i);
      DoubleVector perWidth = slope.neg().fma(perNear.mul(PlainKernel.P + PlainKernel.Q), atFar);
      deviation.mul(perBoth).mul(perWidth).intoArray(b.millsDrop, i);
      atFar.mul(perFar).intoArray(b.millsFar, i);
    }
  }

  private static void value(Block b, double[] value, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector millsDrop = fromArray(S, b.millsDrop, i);
      DoubleVector inside = fromArray(S, b.inside, i);
      DoubleVector exerciseNow = fromArray(S, b.exerciseNow, i);
      mass.fma(millsDrop, inside.mul(exerciseNow.abs())).intoArray(value, i);
    }
  }

  /** Multiplies both present values by the probability that they are exchanged. */
  private static void legs(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector millsFar = fromArray(S, b.millsFar, i);
      DoubleVector millsDrop = fromArray(S, b.millsDrop, i);
      DoubleVector side = fromArray(S, b.side, i);
      DoubleVector within = fromArray(S, b.inside, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      DoubleVector out = broadcast(S, -2).fma(within, broadcast(S, 1)).mul(mass);
      DoubleVector spotMills =
          side.fma(broadcast(S, -0.5), broadcast(S, 0.5)).fma(millsDrop, millsFar);
      DoubleVector strikeMills =
          side.fma(broadcast(S, 0.5), broadcast(S, 0.5)).fma(millsDrop, millsFar);
      out.fma(spotMills, within.mul(spotLeg)).intoArray(b.spotLeg, i);
      out.fma(strikeMills, within.mul(strikeLeg)).intoArray(b.strikeLeg, i);
    }
  }

  private static void delta(Block b, double[] delta, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      sign.mul(spotLeg).fma(perMove.mul(deviation), broadcast(S, 0.0)).intoArray(delta, i);
    }
  }

  private static void rho(Block b, double[] rho, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      sign.mul(years).fma(strikeLeg, broadcast(S, 0.0)).intoArray(rho, i);
    }
  }

  private static void dividendRho(Block b, double[] dividendRho, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      sign.neg().mul(years).fma(spotLeg, broadcast(S, 0.0)).intoArray(dividendRho, i);
    }
  }

  private static void gammaAndVega(Block b, double[] gamma, double[] vega, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector root = fromArray(S, b.root, i);
      mass.mul(perMove).mul(perMove.mul(deviation)).intoArray(gamma, i);
      mass.mul(root).intoArray(vega, i);
    }
  }

  private static void theta(Block b, double[] theta, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector volatility = fromArray(S, b.volatility, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector rate = fromArray(S, b.rate, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      DoubleVector decay = mass.mul(-0.5).mul(volatility).mul(volatility.mul(perDeviation));
      DoubleVector earned = earning.fma(spotLeg, rate.mul(strikeLeg).neg());
      sign.fma(earned, decay).add(0.0).intoArray(theta, i);
    }
  }

  private static void points(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector side = fromArray(S, b.side, i);
      DoubleVector near = fromArray(S, b.near, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector half = deviation.mul(0.5);
      DoubleVector signed = side.mul(near.add(half));
      signed.add(half).intoArray(b.d1, i);
      signed.sub(half).intoArray(b.d2, i);
    }
  }

  private static void vanna(Block b, double[] vanna, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector root = fromArray(S, b.root, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector d2 = fromArray(S, b.d2, i);
      mass.neg().mul(root).mul(d2).fma(perMove, broadcast(S, 0.0)).intoArray(vanna, i);
    }
  }

  private static void volga(Block b, double[] volga, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector root = fromArray(S, b.root, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector d1 = fromArray(S, b.d1, i);
      DoubleVector d2 = fromArray(S, b.d2, i);
      mass.mul(root)
          .mul(d2)
          .mul(d1)
          .fma(root.mul(perDeviation), broadcast(S, 0.0))
          .intoArray(volga, i);
    }
  }

  private static void speed(Block b, double[] gammas, double[] speed, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector gamma = fromArray(S, gammas, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector d1 = fromArray(S, b.d1, i);
      DoubleVector bend = gamma.neg().mul(d1.fma(perDeviation, broadcast(S, 1)));
      bend.fma(perMove.mul(deviation), broadcast(S, 0.0)).intoArray(speed, i);
    }
  }

  private static void zomma(Block b, double[] gammas, double[] zomma, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector gamma = fromArray(S, gammas, i);
      DoubleVector root = fromArray(S, b.root, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector d1 = fromArray(S, b.d1, i);
      DoubleVector d2 = fromArray(S, b.d2, i);
      DoubleVector bend = gamma.mul(d1.fma(d2, broadcast(S, -1)));
      bend.fma(root.mul(perDeviation), broadcast(S, 0.0)).intoArray(zomma, i);
    }
  }

  private static void d1PerYear(Block b, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector d2 = fromArray(S, b.d2, i);
      DoubleVector rate = fromArray(S, b.rate, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector volatility = fromArray(S, b.volatility, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector perRoot = volatility.mul(perDeviation);
      DoubleVector carry = rate.sub(earning);
      d2.mul(0.5)
          .fma(perRoot.mul(perRoot), carry.neg().mul(perDeviation))
          .intoArray(b.d1PerYear, i);
    }
  }

  private static void charm(Block b, double[] charm, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector d1PerYear = fromArray(S, b.d1PerYear, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector earned = sign.mul(earning).mul(spotLeg);
      DoubleVector total = mass.fma(d1PerYear, earned);
      total.fma(perMove.mul(deviation), broadcast(S, 0.0)).intoArray(charm, i);
    }
  }

  private static void color(Block b, double[] gammas, double[] color, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector gamma = fromArray(S, gammas, i);
      DoubleVector earning = fromArray(S, b.dividendYield, i);
      DoubleVector volatility = fromArray(S, b.volatility, i);
      DoubleVector perDeviation = fromArray(S, b.perDeviation, i);
      DoubleVector d1 = fromArray(S, b.d1, i);
      DoubleVector d1PerYear = fromArray(S, b.d1PerYear, i);
      DoubleVector perRoot = volatility.mul(perDeviation);
      DoubleVector perYear = perRoot.mul(0.5).fma(perRoot, earning);
      gamma.fma(d1.neg().fma(d1PerYear, perYear), broadcast(S, 0.0)).intoArray(color, i);
    }
  }
}
