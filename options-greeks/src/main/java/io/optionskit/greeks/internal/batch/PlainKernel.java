/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import io.optionskit.greeks.Measure;
import java.util.Arrays;

/**
 * The block kernel in plain loops, which the Java compiler turns into vector code by itself.
 *
 * <p>The formulas are those of {@link io.optionskit.greeks.BlackScholes}: the out-of-the-money
 * option of each strike is the smaller present value times n(near) · (R(near) − R(far)) with the
 * Mills ratio R; the in-the-money one follows from parity. What shapes the loops:
 *
 * <ul>
 *   <li>Floating-point loops and loops over bits are kept apart, because one of each kind in the
 *       same loop is left scalar.
 *   <li>At most about seven arrays, polynomials of at most twelve steps for two chains, the same
 *       index everywhere, no branch: JDK 17 leaves larger loops scalar. A choice is a product with
 *       0 or 1. Where a rounding error is recovered, a number that is used in two differences is
 *       read from a column, not computed in the same loop: the compiler would not know which
 *       difference to pair with which. Everything is read before anything is written: it cannot
 *       know either that two columns are not the same array.
 *   <li>Only IEEE operations and {@link Math#fma}: the bits do not depend on machine or Java
 *       version, nor on whether a loop was compiled to vector code.
 * </ul>
 *
 * <p>Stateless.
 */
public final class PlainKernel implements BlockKernel {

  @Override
  public void rows(Block b, int rows) {
    if (b.isForward) {
      Arrays.fill(b.strikeGrowth, 0, rows, 0);
      Arrays.fill(b.spotGrowth, 0, rows, 0);
    } else {
      InputLoops.growth(b.years, b.rate, b.strikeGrowth, rows);
      InputLoops.growth(b.years, b.dividendYield, b.spotGrowth, rows);
    }
    InputLoops.scale(b.spot, b.strike, b.scaled, b.octaves, rows);
    InputLoops.accrualLimits(b.years, b.rate, b.dividendYield, b.miss, rows);
    InputLoops.limits(b.spot, b.strike, b.octaves, b.volatility, b.miss, rows);
    InputLoops.deviation(b.years, b.volatility, b.root, b.deviation, rows);
    InputLoops.reciprocals(
        b.spot, b.scaled, b.deviation, b.perDeviation, b.perMove, b.perSum, b.ratio, rows);
    InputLoops.deviationTail(
        b.years, b.volatility, b.root, b.deviation, b.perDeviation, b.deviationTail, rows);
    InputLoops.ratioTail(b.spot, b.scaled, b.perSum, b.ratio, b.ratioTail, rows);
    InputLoops.logRatio(b.ratio, b.ratioTail, b.octaves, b.log, b.logTail, rows);
    InputLoops.drift(b.years, b.rate, b.dividendYield, b.drift, b.driftTail, rows);
    InputLoops.logMoneyness(b.drift, b.driftTail, b.log, b.logTail, rows);
    InputLoops.presentValues(
        b.spot,
        b.strike,
        b.spotGrowth,
        b.strikeGrowth,
        b.spotLeg,
        b.strikeLeg,
        b.exerciseNow,
        rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  @Override
  public void chain(Block b, int rows) {
    InputLoops.scale(b.spot, b.strike, b.scaled, b.octaves, rows);
    InputLoops.chainLimits(b.strike, b.octaves, b.volatility, b.miss, rows);
    InputLoops.chainDeviation(
        b.sharedRoot, b.sharedRootTail, b.volatility, b.deviation, b.deviationTail, rows);
    InputLoops.chainReciprocals(
        b.sharedSpot,
        1 / b.sharedSpot,
        b.scaled,
        b.deviation,
        b.perDeviation,
        b.perMove,
        b.perSum,
        b.ratio,
        rows);
    InputLoops.ratioTail(b.spot, b.scaled, b.perSum, b.ratio, b.ratioTail, rows);
    InputLoops.logRatio(b.ratio, b.ratioTail, b.octaves, b.log, b.logTail, rows);
    InputLoops.logMoneyness(b.drift, b.driftTail, b.log, b.logTail, rows);
    InputLoops.chainPresentValues(
        b.sharedSpot * b.sharedSpotFactor,
        b.sharedStrikeFactor,
        b.strike,
        b.spotLeg,
        b.strikeLeg,
        rows);
    InputLoops.chainExercise(
        b.sharedSpotUnit,
        b.sharedStrikeUnit,
        b.sharedSpotGain,
        b.sharedStrikeGrowth,
        b.strike,
        b.exerciseNow,
        rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  private static void probabilities(Block b, int rows) {
    ProbabilityLoops.sides(b.log, b.side, rows);
    ProbabilityLoops.insides(b.side, b.sign, b.inside, rows);
    ProbabilityLoops.ratio(
        b.log, b.logTail, b.deviation, b.deviationTail, b.perDeviation, b.near, b.nearTail, rows);
    ProbabilityLoops.near(b.side, b.deviation, b.deviationTail, b.near, b.nearTail, rows);
    ProbabilityLoops.nearLimits(b.near, b.deviation, b.perMove, b.miss, rows);
    ProbabilityLoops.density(b.near, b.nearTail, b.power, b.mantissa, rows);
    ProbabilityLoops.powers(b.power, b.miss, rows);
    ProbabilityLoops.millsNear(b.near, b.deviation, b.perNear, b.perFar, b.yNear, rows);
    ProbabilityLoops.millsFar(b.near, b.deviation, b.perFar, b.yFar, b.atFar, rows);
    ProbabilityLoops.millsUpper(b.yNear, b.yFar, b.slope, b.atFar, rows);
    ProbabilityLoops.millsLower(b.yNear, b.yFar, b.slope, b.atFar, rows);
    ProbabilityLoops.mills(
        b.deviation, b.perNear, b.perFar, b.slope, b.atFar, b.millsDrop, b.millsFar, rows);
    ProbabilityLoops.mass(b.spotLeg, b.strikeLeg, b.power, b.mantissa, b.mass, rows);
  }

  private static void measures(Block b, int rows) {
    if (b.wants(Measure.VALUE)) {
      MeasureLoops.value(
          b.mass, b.millsDrop, b.inside, b.exerciseNow, b.result(Measure.VALUE), rows);
    }
    if (b.wants(Block.LEGS)) {
      MeasureLoops.leg(-0.5, b.mass, b.millsFar, b.millsDrop, b.side, b.inside, b.spotLeg, rows);
      MeasureLoops.leg(0.5, b.mass, b.millsFar, b.millsDrop, b.side, b.inside, b.strikeLeg, rows);
    }
    if (b.wants(Measure.DELTA)) {
      MeasureLoops.delta(b.sign, b.spotLeg, b.perMove, b.deviation, b.result(Measure.DELTA), rows);
    }
    if (b.wants(Measure.RHO)) {
      MeasureLoops.rho(b.sign, b.years, b.strikeLeg, b.result(Measure.RHO), rows);
    }
    if (b.wants(Measure.DIVIDEND_RHO)) {
      MeasureLoops.dividendRho(b.sign, b.years, b.spotLeg, b.result(Measure.DIVIDEND_RHO), rows);
    }
    double[] gamma = b.result(Measure.GAMMA);
    if (b.wants(Block.GAMMA_AND_VEGA)) {
      MeasureLoops.gammaAndVega(
          b.mass, b.perMove, b.deviation, b.root, gamma, b.result(Measure.VEGA), rows);
    }
    if (b.wants(Measure.THETA)) {
      double[] theta = b.result(Measure.THETA);
      MeasureLoops.decay(b.mass, b.volatility, b.perDeviation, theta, rows);
      MeasureLoops.carry(b.sign, b.dividendYield, b.spotLeg, b.rate, b.strikeLeg, theta, rows);
    }
    if (b.wants(Block.HIGHER)) {
      higher(b, gamma, rows);
    }
  }

  private static void higher(Block b, double[] gamma, int rows) {
    MeasureLoops.points(b.side, b.near, b.deviation, b.d1, b.d2, rows);
    if (b.wants(Measure.VANNA)) {
      MeasureLoops.vanna(b.mass, b.root, b.perMove, b.d2, b.result(Measure.VANNA), rows);
    }
    if (b.wants(Measure.VOLGA)) {
      MeasureLoops.volga(b.mass, b.root, b.perDeviation, b.d1, b.d2, b.result(Measure.VOLGA), rows);
    }
    if (b.wants(Measure.SPEED)) {
      MeasureLoops.speed(
          gamma, b.perMove, b.deviation, b.perDeviation, b.d1, b.result(Measure.SPEED), rows);
    }
    if (b.wants(Measure.ZOMMA)) {
      MeasureLoops.zomma(gamma, b.root, b.perDeviation, b.d1, b.d2, b.result(Measure.ZOMMA), rows);
    }
    if (b.wants(Block.D1_PER_YEAR)) {
      MeasureLoops.d1PerYear(
          b.d2, b.rate, b.dividendYield, b.volatility, b.perDeviation, b.d1PerYear, rows);
    }
    if (b.wants(Measure.CHARM)) {
      double[] charm = b.result(Measure.CHARM);
      MeasureLoops.earned(b.sign, b.dividendYield, b.spotLeg, charm, rows);
      MeasureLoops.charm(b.mass, b.d1PerYear, b.perMove, b.deviation, charm, rows);
    }
    if (b.wants(Measure.COLOR)) {
      MeasureLoops.color(
          gamma,
          b.dividendYield,
          b.volatility,
          b.perDeviation,
          b.d1,
          b.d1PerYear,
          b.result(Measure.COLOR),
          rows);
    }
  }
}
