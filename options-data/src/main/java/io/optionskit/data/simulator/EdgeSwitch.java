/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import java.util.Arrays;
import java.util.Optional;

/** Decides from past closes whether the planted edge is there on the day that begins. */
final class EdgeSwitch {

  /** Closes whose range counts, the last one included. */
  private static final int RANK_DAYS = 252;

  private final Optional<PlantedEdge> edge;
  private final double[] closes = new double[RANK_DAYS];
  private int recorded;
  private double slope = Double.NaN;

  EdgeSwitch(Optional<PlantedEdge> edge) {
    this.edge = edge;
  }

  boolean isPlanted() {
    return edge.isPresent();
  }

  /** Records the closes of VIX and VIX3M of a day. */
  void record(double vix, double vix3m) {
    closes[recorded % closes.length] = vix;
    recorded++;
    slope = vix3m / vix;
  }

  /** Returns the factor on the variance of the next day. */
  double realisedVariance() {
    if (edge.isEmpty()) {
      return 1;
    }
    PlantedEdge planted = edge.get();
    double value =
        switch (planted.feature()) {
          case TERM_SLOPE -> slope;
          case IV_RANK -> rank();
        };
    return value > planted.threshold() ? 1 - planted.strength() : 1;
  }

  private double rank() {
    if (recorded < closes.length) {
      return Double.NaN;
    }
    double last = closes[(recorded - 1) % closes.length];
    double low = Arrays.stream(closes).min().orElseThrow();
    double high = Arrays.stream(closes).max().orElseThrow();
    return (last - low) / (high - low);
  }
}
