/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.util.List;

/**
 * Time per option over several runs.
 *
 * @param best median over the runs of each run's fastest pass, nanoseconds per option
 * @param fastest fastest pass of all runs
 * @param slowest highest of the runs' medians
 * @param bytes bytes allocated per option; {@code NaN} if unknown
 */
record Timing(double best, double fastest, double slowest, double bytes) {

  /** From lines of {@link PassTimer}: passes, best, median, bytes. */
  static Timing of(List<double[]> runs) {
    double[] best = runs.stream().mapToDouble(run -> run[1]).sorted().toArray();
    return new Timing(
        best[best.length / 2],
        best[0],
        runs.stream().mapToDouble(run -> run[2]).max().orElseThrow(),
        runs.stream().mapToDouble(run -> run[3]).min().orElseThrow());
  }
}
