/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

/** Exercise of calls just before an ex-date, on a grid. */
final class BeforeDividend {

  private BeforeDividend() {}

  /** Replaces values and tangents where the payoff is higher; {@code gain} is scratch. */
  static void exercise(
      Nodes nodes,
      double[] payoff,
      double[] payoffRho,
      double[] value,
      double[] vega,
      double[] rho,
      double[] gain) {
    int count = nodes.count;
    for (int j = 0; j < count; j++) {
      gain[j] = payoff[j] - value[j];
    }
    for (int j = 0; j < count; j++) {
      boolean gains = gain[j] > 0;
      if (j > 0 && gains != gain[j - 1] > 0) {
        kink(nodes, j, gain, payoff, payoffRho, value, vega, rho);
      } else if (gains && (j == count - 1 || gain[j + 1] > 0)) {
        value[j] = payoff[j];
        vega[j] = 0;
        rho[j] = payoffRho[j];
      }
    }
  }

  /**
   * Sets the nodes {@code j - 1} and {@code j}, between which the value has a kink: each gets the
   * average around it that keeps area and first moment, less what sampling would lose. The tangents
   * jump there and get averages likewise.
   */
  private static void kink(
      Nodes nodes,
      int j,
      double[] gain,
      double[] payoff,
      double[] payoffRho,
      double[] value,
      double[] vega,
      double[] rho) {
    boolean takesFirst = gain[j - 1] > 0;
    int taken = takesFirst ? j - 1 : j;
    int kept = takesFirst ? j : j - 1;
    double h = nodes.spacing(j);
    double jump = (gain[taken] - gain[kept]) / h;
    double a = Math.max(0, -gain[kept]) / jump; // from the node kept to the kink
    double b = h - a;
    value[kept] += jump * (b * b * b / (6 * h * h) - b / 12);
    value[taken] = payoff[taken] + jump * (a * a * a / (6 * h * h) - a / 12);
    double part = a / h;
    double beyond = 0.5 * part * part;
    double share = 0.5 + part - beyond;
    vega[kept] *= share;
    vega[taken] *= beyond;
    rho[kept] = Math.fma(share, rho[kept] - payoffRho[kept], payoffRho[kept]);
    rho[taken] = Math.fma(beyond, rho[taken] - payoffRho[taken], payoffRho[taken]);
  }
}
