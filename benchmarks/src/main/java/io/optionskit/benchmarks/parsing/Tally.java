/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import io.optionskit.market.Bar;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.SeriesPoint;
import java.util.List;

/**
 * What was found in a body, to hold two readings of it to each other.
 *
 * @param rows rows read
 * @param sum sum of the values that both readings have; a missing one counts nothing
 */
record Tally(int rows, double sum) {

  /** Adds bids, asks, last trades, volumes, open interest, volatilities and deltas. */
  static Tally of(OptionChain chain) {
    double sum = 0;
    for (int row = 0; row < chain.size(); row++) {
      sum += some(chain.bid(row)) + some(chain.ask(row)) + some(chain.last(row));
      sum += Math.max(0, chain.volume(row)) + Math.max(0, chain.openInterest(row));
    }
    if (chain.sourceColumns().isPresent()) {
      ChainColumns given = chain.sourceColumns().get();
      for (int row = 0; row < chain.size(); row++) {
        sum += some(given.impliedVolatility()[row]) + some(given.delta()[row]);
      }
    }
    return new Tally(chain.size(), sum);
  }

  /** Adds prices and volumes. */
  static Tally ofBars(List<Bar> bars) {
    double sum = 0;
    for (Bar bar : bars) {
      sum += bar.open() + bar.high() + bar.low() + bar.close();
      sum += Math.max(0, bar.volume());
    }
    return new Tally(bars.size(), sum);
  }

  static Tally ofPoints(List<SeriesPoint> points) {
    double sum = 0;
    for (SeriesPoint point : points) {
      sum += point.value().doubleValue();
    }
    return new Tally(points.size(), sum);
  }

  /** Returns whether the other has as many rows and, but for rounding, the same sum. */
  boolean agrees(Tally other) {
    return rows == other.rows && Math.abs(sum - other.sum) <= 1e-9 * Math.abs(sum);
  }

  static double some(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
