/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;
import java.util.Arrays;

/** Joint fit of one SSVI shape and the level of every expiry, inside the set without arbitrage. */
final class SsviFit implements LevenbergMarquardt.Residuals {

  private static final int SHARED = 3;
  private static final double SOFT = 4;

  /** Pull of the shape towards nearly flat, in half bands: felt only where quotes say nothing. */
  private static final double PULL = 1e-3;

  private static final double[] FIRST = {0, -1, 2};

  private final SliceData[] data;
  private final double[] limits;
  private final int count;
  private final int[] starts;

  private SsviFit(SliceData[] data, double[] limits) {
    this.data = data;
    this.limits = limits;
    this.starts = new int[data.length];
    int sum = 0;
    for (int i = 0; i < data.length; i++) {
      starts[i] = sum;
      sum += data[i].size();
    }
    this.count = sum + SHARED;
  }

  /** Returns one smile per expiry; the data are in the order of time. */
  static Essvi[] fit(SliceData[] data) {
    double[] limits = new double[data.length];
    Arrays.fill(limits, 20);
    double[] point = start(data);
    for (int round = 0; round < 2; round++) {
      SsviFit fit = new SsviFit(data, limits);
      point = fit.search(point);
      Essvi[] smiles = fit.smiles(point);
      for (int i = 0; i < data.length; i++) {
        limits[i] = SOFT * data[i].scale(smiles[i].toSvi());
      }
    }
    return new SsviFit(data, limits).smiles(point);
  }

  private static double[] start(SliceData[] data) {
    double[] point = new double[SHARED + data.length];
    System.arraycopy(FIRST, 0, point, 0, SHARED);
    double before = 0;
    for (int i = 0; i < data.length; i++) {
      double level = Math.max(data[i].level, before * (1 + 1e-3));
      point[SHARED + i] = StrictMath.log((level - before) / data[i].level);
      before = level;
    }
    return point;
  }

  private double[] search(double[] start) {
    double[] lower = new double[start.length];
    double[] upper = new double[start.length];
    Arrays.fill(lower, -14);
    Arrays.fill(upper, 3);
    lower[0] = -3.8;
    upper[0] = 3.8;
    lower[1] = -10;
    upper[1] = 8;
    lower[2] = -4;
    upper[2] = 12;
    for (int j = 0; j < start.length; j++) {
      start[j] = Math.min(Math.max(start[j], lower[j]), upper[j]);
    }
    return LevenbergMarquardt.minimise(this, count, start, lower, upper, 40, 1e-5);
  }

  private static double between(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static Ssvi shape(double[] x) {
    double rho = StrictMath.tanh(x[0]);
    double eta = 0.9999 * 2 / (1 + Math.abs(rho)) * between(x[1]);
    return new Ssvi(rho, eta, 0.5 * between(x[2]));
  }

  private Essvi[] smiles(double[] x) {
    Ssvi shape = shape(x);
    Essvi[] smiles = new Essvi[data.length];
    double theta = 0;
    for (int i = 0; i < data.length; i++) {
      theta += data[i].level * StrictMath.exp(x[SHARED + i]);
      smiles[i] = shape.slice(theta);
    }
    return smiles;
  }

  @Override
  public void at(double[] x, double[] out) {
    Essvi[] smiles = smiles(x);
    int at = 0;
    for (int i = 0; i < data.length; i++) {
      at = append(data[i], smiles[i], limits[i], out, at);
    }
    for (int j = 0; j < SHARED; j++) {
      out[at++] = PULL * (x[j] - FIRST[j]);
    }
  }

  @Override
  public int from(int variable) {
    return variable < SHARED ? 0 : starts[variable - SHARED];
  }

  /** Writes the softened residuals of one expiry; returns where the next one starts. */
  static int append(SliceData data, Essvi smile, double limit, double[] out, int at) {
    Svi raw = smile.toSvi();
    data.residuals(raw.a(), raw.b(), raw.rho(), raw.m(), raw.sigma(), out, at);
    SliceData.soften(out, at, data.size(), limit);
    return at + data.size();
  }
}
