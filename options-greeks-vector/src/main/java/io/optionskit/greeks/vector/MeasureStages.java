/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import io.optionskit.greeks.internal.batch.Block;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Stages from density, Mills ratios and present values to the measures. */
final class MeasureStages {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private MeasureStages() {}

  static void value(Block b, double[] value, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector millsDrop = fromArray(S, b.millsDrop, i);
      DoubleVector inside = fromArray(S, b.inside, i);
      DoubleVector exerciseNow = fromArray(S, b.exerciseNow, i);
      mass.fma(millsDrop, inside.mul(exerciseNow.abs())).intoArray(value, i);
    }
  }

  /** Multiplies both present values by the probability that they are exchanged. */
  static void legs(Block b, int rows) {
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

  static void delta(Block b, double[] delta, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      sign.mul(spotLeg).fma(perMove.mul(deviation), broadcast(S, 0.0)).intoArray(delta, i);
    }
  }

  static void rho(Block b, double[] rho, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector strikeLeg = fromArray(S, b.strikeLeg, i);
      sign.mul(years).fma(strikeLeg, broadcast(S, 0.0)).intoArray(rho, i);
    }
  }

  static void dividendRho(Block b, double[] dividendRho, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector sign = fromArray(S, b.sign, i);
      DoubleVector years = fromArray(S, b.years, i);
      DoubleVector spotLeg = fromArray(S, b.spotLeg, i);
      sign.neg().mul(years).fma(spotLeg, broadcast(S, 0.0)).intoArray(dividendRho, i);
    }
  }

  static void gammaAndVega(Block b, double[] gamma, double[] vega, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector deviation = fromArray(S, b.deviation, i);
      DoubleVector root = fromArray(S, b.root, i);
      mass.mul(perMove).mul(perMove.mul(deviation)).intoArray(gamma, i);
      mass.mul(root).intoArray(vega, i);
    }
  }

  static void theta(Block b, double[] theta, int rows) {
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

  static void points(Block b, int rows) {
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

  static void vanna(Block b, double[] vanna, int rows) {
    for (int i = 0; i < rows; i += LANES) {
      DoubleVector mass = fromArray(S, b.mass, i);
      DoubleVector root = fromArray(S, b.root, i);
      DoubleVector perMove = fromArray(S, b.perMove, i);
      DoubleVector d2 = fromArray(S, b.d2, i);
      mass.neg().mul(root).mul(d2).fma(perMove, broadcast(S, 0.0)).intoArray(vanna, i);
    }
  }

  static void volga(Block b, double[] volga, int rows) {
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

  static void speed(Block b, double[] gammas, double[] speed, int rows) {
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

  static void zomma(Block b, double[] gammas, double[] zomma, int rows) {
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

  static void d1PerYear(Block b, int rows) {
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

  static void charm(Block b, double[] charm, int rows) {
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

  static void color(Block b, double[] gammas, double[] color, int rows) {
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
