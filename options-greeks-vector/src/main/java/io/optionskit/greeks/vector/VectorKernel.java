/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.batch.Block;
import io.optionskit.greeks.internal.batch.BlockKernel;
import io.optionskit.greeks.internal.batch.PlainKernel;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

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

  /**
   * Makes the kernel.
   *
   * @throws NoClassDefFoundError if the incubating module is not resolved; better here, where the
   *     kernel is looked for, than where it is used
   */
  public VectorKernel() {
    DoubleVector.SPECIES_PREFERRED.length();
  }

  @Override
  public void rows(Block b, int rows) {
    if (b.isForward) {
      Arrays.fill(b.strikeGrowth, 0, rows, 0);
      Arrays.fill(b.spotGrowth, 0, rows, 0);
    } else {
      InputStages.growth(b.years, b.rate, b.strikeGrowth, rows);
      InputStages.growth(b.years, b.dividendYield, b.spotGrowth, rows);
    }
    InputStages.scale(b, rows);
    InputStages.limits(b, rows);
    InputStages.reciprocals(b, rows);
    InputStages.logRatio(b, rows);
    InputStages.logMoneyness(b, rows);
    InputStages.presentValues(b, rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  @Override
  public void chain(Block b, int rows) {
    InputStages.scale(b, rows);
    InputStages.chainLimits(b, rows);
    InputStages.chainReciprocals(
        b, b.sharedSpot, b.sharedRoot, b.sharedRootTail, 1 / b.sharedSpot, rows);
    InputStages.logRatio(b, rows);
    InputStages.chainLogMoneyness(b, b.sharedDrift, b.sharedDriftTail, rows);
    InputStages.chainPresentValues(
        b,
        b.sharedSpot * b.sharedSpotFactor,
        b.sharedStrikeFactor,
        b.sharedSpotUnit,
        b.sharedStrikeUnit,
        b.sharedSpotGain,
        b.sharedStrikeGrowth,
        rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  private static void probabilities(Block b, int rows) {
    ProbabilityStages.near(b, rows);
    ProbabilityStages.nearLimits(b, rows);
    ProbabilityStages.density(b, rows);
    ProbabilityStages.mass(b, rows);
    ProbabilityStages.millsArguments(b, rows);
    ProbabilityStages.millsUpper(b, rows);
    ProbabilityStages.millsLower(b, rows);
    ProbabilityStages.mills(b, rows);
  }

  private static void measures(Block b, int rows) {
    if (b.wants(Measure.VALUE)) {
      MeasureStages.value(b, b.result(Measure.VALUE), rows);
    }
    if (b.wants(Block.LEGS)) {
      MeasureStages.legs(b, rows);
    }
    if (b.wants(Measure.DELTA)) {
      MeasureStages.delta(b, b.result(Measure.DELTA), rows);
    }
    if (b.wants(Measure.RHO)) {
      MeasureStages.rho(b, b.result(Measure.RHO), rows);
    }
    if (b.wants(Measure.DIVIDEND_RHO)) {
      MeasureStages.dividendRho(b, b.result(Measure.DIVIDEND_RHO), rows);
    }
    double[] gamma = b.result(Measure.GAMMA);
    if (b.wants(Block.GAMMA_AND_VEGA)) {
      MeasureStages.gammaAndVega(b, gamma, b.result(Measure.VEGA), rows);
    }
    if (b.wants(Measure.THETA)) {
      MeasureStages.theta(b, b.result(Measure.THETA), rows);
    }
    if (b.wants(Block.HIGHER)) {
      higher(b, gamma, rows);
    }
  }

  private static void higher(Block b, double[] gamma, int rows) {
    MeasureStages.points(b, rows);
    if (b.wants(Measure.VANNA)) {
      MeasureStages.vanna(b, b.result(Measure.VANNA), rows);
    }
    if (b.wants(Measure.VOLGA)) {
      MeasureStages.volga(b, b.result(Measure.VOLGA), rows);
    }
    if (b.wants(Measure.SPEED)) {
      MeasureStages.speed(b, gamma, b.result(Measure.SPEED), rows);
    }
    if (b.wants(Measure.ZOMMA)) {
      MeasureStages.zomma(b, gamma, b.result(Measure.ZOMMA), rows);
    }
    if (b.wants(Block.D1_PER_YEAR)) {
      MeasureStages.d1PerYear(b, rows);
    }
    if (b.wants(Measure.CHARM)) {
      MeasureStages.charm(b, b.result(Measure.CHARM), rows);
    }
    if (b.wants(Measure.COLOR)) {
      MeasureStages.color(b, gamma, b.result(Measure.COLOR), rows);
    }
  }
}
