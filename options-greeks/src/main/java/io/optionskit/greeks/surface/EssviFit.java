/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;
import java.util.Arrays;

/**
 * Joint fit of an eSSVI smile per expiry in a parametrisation that covers exactly the surfaces
 * which satisfy the sufficient conditions against arbitrage: any point of a box is one.
 *
 * <p>Per expiry: artanh ρ; ln of how far θ is above the least one that the expiry before allows;
 * and where ψ lies between the least that the expiry before allows and the most that this one and
 * those after it allow.
 *
 * @see <a href="https://doi.org/10.1080/14697688.2022.2108454">A. Mingone, "No arbitrage global
 *     parametrization for the eSSVI volatility surface", Quantitative Finance 22(12), 2022,
 *     2205–2217</a>
 */
final class EssviFit implements LevenbergMarquardt.Residuals {

  private static final double SOFT = 4;
  private static final double PULL = 1e-3;

  private final SliceData[] data;
  private final double[] limits;
  private final Essvi[] first;
  private final int count;

  private EssviFit(SliceData[] data, double[] limits, Essvi[] first) {
    this.data = data;
    this.limits = limits;
    this.first = first;
    int sum = data.length;
    for (SliceData slice : data) {
      sum += slice.size();
    }
    this.count = sum;
  }

  /** Returns one smile per expiry, starting from smiles that satisfy the conditions. */
  static Essvi[] fit(SliceData[] data, Essvi[] start) {
    double[] limits = new double[data.length];
    Essvi[] smiles = start.clone();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < data.length; i++) {
        limits[i] = SOFT * data[i].scale(smiles[i].toSvi());
      }
      smiles = new EssviFit(data, limits, start).search(smiles, round == 0 ? 25 : 10);
    }
    return smiles;
  }

  private Essvi[] search(Essvi[] from, int steps) {
    int n = data.length;
    double[] start = encode(from);
    double[] lower = new double[3 * n];
    double[] upper = new double[3 * n];
    for (int i = 0; i < n; i++) {
      lower[3 * i] = -3.8;
      upper[3 * i] = 3.8;
      lower[3 * i + 1] = -16;
      upper[3 * i + 1] = 4;
      lower[3 * i + 2] = -16;
      upper[3 * i + 2] = 16;
    }
    for (int j = 0; j < start.length; j++) {
      start[j] = Math.min(Math.max(start[j], lower[j]), upper[j]);
    }
    double[] end = LevenbergMarquardt.minimise(this, count, start, lower, upper, steps, 1e-4);
    Essvi[] smiles = new Essvi[n];
    return decode(end, smiles) ? smiles : from;
  }

  @Override
  public void at(double[] x, double[] out) {
    Essvi[] smiles = new Essvi[data.length];
    if (!decode(x, smiles)) {
      Arrays.fill(out, Double.NaN);
      return;
    }
    int at = 0;
    for (int i = 0; i < data.length; i++) {
      at = SsviFit.append(data[i], smiles[i], limits[i], out, at);
    }
    for (int i = 0; i < data.length; i++) {
      out[at++] = PULL * (smiles[i].rho() - first[i].rho());
    }
  }

  /** Returns by how much ψ and θ must grow at least from one expiry to the next. */
  private static double growth(double before, double after) {
    return Math.max((1 + before) / (1 + after), (1 - before) / (1 - after));
  }

  /** Returns the most that ψ of an expiry may be so that those after it are possible. */
  private static double mostPsi(double[] theta, double[] rho, int from) {
    double most = Double.POSITIVE_INFINITY;
    double product = 1;
    for (int j = from; j < theta.length; j++) {
      if (j > from) {
        product *= growth(rho[j - 1], rho[j]);
      }
      most = Math.min(most, Essvi.largestPsi(theta[j], rho[j]) / product);
    }
    return most;
  }

  private boolean decode(double[] x, Essvi[] smiles) {
    int n = smiles.length;
    double[] rho = new double[n];
    double[] theta = new double[n];
    for (int i = 0; i < n; i++) {
      rho[i] = StrictMath.tanh(x[3 * i]);
      double least = i == 0 ? 0 : theta[i - 1] * growth(rho[i - 1], rho[i]);
      theta[i] = least + data[i].level * StrictMath.exp(x[3 * i + 1]);
    }
    double psi = 0;
    for (int i = 0; i < n; i++) {
      double least = i == 0 ? 0 : psi * growth(rho[i - 1], rho[i]) * (1 + 1e-12);
      double most = mostPsi(theta, rho, i);
      if (i > 0) {
        most = Math.min(most, psi / theta[i - 1] * theta[i]) * (1 - 1e-12);
      }
      if (!(most > least)) {
        return false;
      }
      psi = least + (most - least) / (1 + StrictMath.exp(-x[3 * i + 2]));
      smiles[i] = new Essvi(theta[i], rho[i], psi);
    }
    return true;
  }

  private double[] encode(Essvi[] smiles) {
    int n = smiles.length;
    double[] x = new double[3 * n];
    double[] rho = new double[n];
    double[] theta = new double[n];
    for (int i = 0; i < n; i++) {
      rho[i] = smiles[i].rho();
      theta[i] = smiles[i].theta();
    }
    for (int i = 0; i < n; i++) {
      double growth = i == 0 ? 0 : growth(rho[i - 1], rho[i]);
      double added = theta[i] - (i == 0 ? 0 : theta[i - 1] * growth);
      double least = i == 0 ? 0 : smiles[i - 1].psi() * growth;
      double most = mostPsi(theta, rho, i);
      if (i > 0) {
        most = Math.min(most, smiles[i - 1].psi() / theta[i - 1] * theta[i]);
      }
      double place = most > least ? (smiles[i].psi() - least) / (most - least) : 0.5;
      double part = Math.min(Math.max(place, 1e-6), 1 - 1e-6);
      x[3 * i] = 0.5 * StrictMath.log((1 + rho[i]) / (1 - rho[i]));
      x[3 * i + 1] = StrictMath.log(Math.max(added, 1e-7 * data[i].level) / data[i].level);
      x[3 * i + 2] = StrictMath.log(part / (1 - part));
    }
    return x;
  }
}
