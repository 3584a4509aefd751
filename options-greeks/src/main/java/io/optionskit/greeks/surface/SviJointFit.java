/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;
import java.util.Arrays;

/**
 * Fit of the raw SVI smiles of all expiries at once, with penalties where neighbours cross.
 *
 * <p>Residuals are laid out as smile 0, pair 0–1, smile 1, pair 1–2, …, so that those which depend
 * on one smile are neighbours.
 */
final class SviJointFit implements LevenbergMarquardt.Residuals {

  private static final int EACH = 5;

  /** Weight of the penalties for butterflies: smiles without them should not get any. */
  private static final double BUTTERFLIES = 30;

  /** How much the later smile should at least be above, relative to it. */
  private static final double CLEARANCE = 1e-4;

  private static final double MOST_CLEARANCE = 0.01;

  private final SviFit[] fits;
  private final int[] ownFrom;
  private final double[][] grids;
  private final double[] clearances;
  private double strictness;

  SviJointFit(SviFit[] fits) {
    this.fits = fits;
    this.ownFrom = new int[fits.length + 1];
    this.grids = new double[fits.length - 1][2 * SviFit.POINTS];
    this.clearances = new double[fits.length - 1];
    Arrays.fill(clearances, CLEARANCE);
    for (int i = 0; i + 1 < fits.length; i++) {
      System.arraycopy(fits[i].grid, 0, grids[i], 0, SviFit.POINTS);
      System.arraycopy(fits[i + 1].grid, 0, grids[i], SviFit.POINTS, SviFit.POINTS);
    }
  }

  /** Watches the order of a smile and the next at one more log-moneyness, and wants more of it. */
  void watch(int i, double k) {
    if (Double.isFinite(k)) {
      grids[i] = Arrays.copyOf(grids[i], grids[i].length + 1);
      grids[i][grids[i].length - 1] = k;
    }
    clearances[i] = Math.min(2 * clearances[i], MOST_CLEARANCE);
  }

  private int pairCount(int i) {
    return i < 0 || i + 1 >= fits.length ? 0 : grids[i].length + 2;
  }

  /**
   * Returns better smiles.
   *
   * @param from where the search starts
   * @param strictness weight of the penalties where neighbours cross
   */
  Svi[] search(Svi[] from, double strictness, int steps) {
    this.strictness = strictness;
    int n = fits.length;
    for (int i = 0; i < n; i++) {
      ownFrom[i + 1] = ownFrom[i] + fits[i].ownCount() + pairCount(i);
    }
    double[] start = new double[EACH * n];
    double[] lower = new double[EACH * n];
    double[] upper = new double[EACH * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(fits[i].point(from[i]), 0, start, EACH * i, EACH);
      System.arraycopy(SviFit.LOWER, 0, lower, EACH * i, EACH);
      System.arraycopy(SviFit.UPPER, 0, upper, EACH * i, EACH);
    }
    double[] end = LevenbergMarquardt.minimise(this, ownFrom[n], start, lower, upper, steps, 1e-5);
    Svi[] smiles = new Svi[n];
    for (int i = 0; i < n; i++) {
      smiles[i] = fits[i].smile(end, EACH * i);
    }
    return smiles;
  }

  @Override
  public void at(double[] x, double[] out) {
    double[] before = fits[0].parameters(x, 0);
    for (int i = 0; i < fits.length; i++) {
      int at = fits[i].own(before, BUTTERFLIES, out, ownFrom[i]);
      if (i + 1 < fits.length) {
        double[] after = fits[i + 1].parameters(x, EACH * (i + 1));
        pair(i, before, after, out, at);
        before = after;
      }
    }
  }

  @Override
  public void at(double[] x, int variable, double[] out) {
    int i = variable / EACH;
    double[] own = fits[i].parameters(x, EACH * i);
    int at = fits[i].own(own, BUTTERFLIES, out, ownFrom[i]);
    if (i > 0) {
      pair(
          i - 1,
          fits[i - 1].parameters(x, EACH * (i - 1)),
          own,
          out,
          ownFrom[i] - pairCount(i - 1));
    }
    if (i + 1 < fits.length) {
      pair(i, own, fits[i + 1].parameters(x, EACH * (i + 1)), out, at);
    }
  }

  @Override
  public int from(int variable) {
    int i = variable / EACH;
    return ownFrom[i] - pairCount(i - 1);
  }

  @Override
  public int to(int variable, int all) {
    return ownFrom[variable / EACH + 1];
  }

  private void pair(int i, double[] below, double[] above, double[] out, int from) {
    double many = strictness * Math.sqrt(Math.min(fits[i].data.size(), fits[i + 1].data.size()));
    int at = from;
    for (double k : grids[i]) {
      double w = SviFit.variance(above, k);
      double missing = SviFit.variance(below, k) - w * (1 - clearances[i]);
      out[at++] =
          missing > 0 ? many * missing * Math.max(fits[i].perUnit(w), fits[i + 1].perUnit(w)) : 0;
    }
    for (int side = -1; side <= 1; side += 2) {
      double missing =
          below[1] * (1 + side * below[2]) - (1 - clearances[i]) * above[1] * (1 + side * above[2]);
      out[at++] = 10 * many * Math.max(0, missing) / fits[i].unit;
    }
  }
}
