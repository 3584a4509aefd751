/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;

/**
 * Fit of the raw SVI smiles of all expiries at once, with penalties where neighbours cross.
 *
 * <p>Residuals are laid out as smile 0, pair 0–1, smile 1, pair 1–2, …, so that those which depend
 * on one smile are neighbours.
 */
final class SviJointFit implements LevenbergMarquardt.Residuals {

  private static final int EACH = 5;

  /** How much the later smile should at least be above, relative to it. */
  private static final double CLEARANCE = 1e-4;

  private final SviFit[] fits;
  private final double strictness;
  private final int[] ownFrom;
  private final double[][] grids;
  private final int count;

  SviJointFit(SviFit[] fits, double strictness) {
    this.fits = fits;
    this.strictness = strictness;
    this.ownFrom = new int[fits.length + 1];
    this.grids = new double[fits.length - 1][2 * SviFit.POINTS];
    int at = 0;
    for (int i = 0; i < fits.length; i++) {
      ownFrom[i] = at;
      at += fits[i].ownCount() + (i + 1 < fits.length ? pairCount() : 0);
      if (i + 1 < fits.length) {
        System.arraycopy(fits[i].grid, 0, grids[i], 0, SviFit.POINTS);
        System.arraycopy(fits[i + 1].grid, 0, grids[i], SviFit.POINTS, SviFit.POINTS);
      }
    }
    count = at;
    ownFrom[fits.length] = at + pairCount();
  }

  private static int pairCount() {
    return 2 * SviFit.POINTS + 2;
  }

  Svi[] search(Svi[] from, int steps) {
    int n = fits.length;
    double[] start = new double[EACH * n];
    double[] lower = new double[EACH * n];
    double[] upper = new double[EACH * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(fits[i].point(from[i]), 0, start, EACH * i, EACH);
      System.arraycopy(SviFit.LOWER, 0, lower, EACH * i, EACH);
      System.arraycopy(SviFit.UPPER, 0, upper, EACH * i, EACH);
    }
    double[] end = LevenbergMarquardt.minimise(this, count, start, lower, upper, steps, 1e-5);
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
      int at = fits[i].own(before, strictness, out, ownFrom[i]);
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
    int at = fits[i].own(own, strictness, out, ownFrom[i]);
    if (i > 0) {
      pair(i - 1, fits[i - 1].parameters(x, EACH * (i - 1)), own, out, ownFrom[i] - pairCount());
    }
    if (i + 1 < fits.length) {
      pair(i, own, fits[i + 1].parameters(x, EACH * (i + 1)), out, at);
    }
  }

  @Override
  public int from(int variable) {
    int i = variable / EACH;
    return i == 0 ? 0 : ownFrom[i] - pairCount();
  }

  @Override
  public int to(int variable, int all) {
    return Math.min(ownFrom[variable / EACH + 1], all);
  }

  private void pair(int i, double[] below, double[] above, double[] out, int from) {
    double many = strictness * Math.sqrt(Math.min(fits[i].data.size(), fits[i + 1].data.size()));
    int at = from;
    for (double k : grids[i]) {
      double w = SviFit.variance(above, k);
      double missing = SviFit.variance(below, k) - w * (1 - CLEARANCE);
      out[at++] =
          missing > 0 ? many * missing * Math.max(fits[i].perUnit(w), fits[i + 1].perUnit(w)) : 0;
    }
    for (int side = -1; side <= 1; side += 2) {
      double missing =
          below[1] * (1 + side * below[2]) - (1 - CLEARANCE) * above[1] * (1 + side * above[2]);
      out[at++] = 10 * many * Math.max(0, missing) / fits[i].unit;
    }
  }
}
