/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * A known regularity put into a simulated market, so that it can be tested whether a learner finds
 * it, and finds nothing without it.
 *
 * <p>On every trading day whose feature at the close of the day before is above the threshold, the
 * diffusion of all underlyings is realised with (1 − strength) times the variance that options and
 * volatility indices expect; prices of options, and the volatility process itself, are as without
 * the edge. The night before such a day counts to it. Jumps are not changed. Whoever sells options
 * while the feature is above the threshold therefore earns about strength × the diffusive part of
 * the variance sold, for as long as it stays there.
 *
 * @param feature what can be observed
 * @param threshold value above which the edge is there
 * @param strength share of the diffusive variance that is missing, 0 (no edge) to 0.9
 */
public record PlantedEdge(Feature feature, double threshold, double strength) {

  /** Observable that tells where the edge is. */
  public enum Feature {
    /**
     * VIX3M divided by VIX, both at the close: above 1 the term structure of volatility rises. Its
     * median is about 1.03.
     */
    TERM_SLOPE,
    /**
     * Position of the last close of VIX in the range of its last 252 closes, 0 to 1. Not known, and
     * the edge not there, on days with fewer closes before them.
     */
    IV_RANK
  }

  /**
   * Checks the strength.
   *
   * @throws IllegalArgumentException if the threshold is not finite or the strength outside 0 to
   *     0.9
   */
  public PlantedEdge {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite: " + threshold);
    }
    if (!(strength >= 0 && strength <= 0.9)) {
      throw new IllegalArgumentException("strength must lie between 0 and 0.9: " + strength);
    }
  }
}
