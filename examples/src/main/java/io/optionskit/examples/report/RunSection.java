/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import java.util.List;
import java.util.Map;

/**
 * One backtest of a report.
 *
 * @param title what was run, such as the strategy and the profile
 * @param result its result
 * @param origin where its data came from
 * @param tape prices of the underlyings during the run
 * @param settings what the run was set to, by name, in the order in which it is shown
 * @param dataProblems what was wrong with the data, each with its place and count; empty if nothing
 */
public record RunSection(
    String title,
    BacktestResult result,
    DataOrigin origin,
    UnderlyingTape tape,
    Map<String, String> settings,
    List<String> dataProblems) {

  /** Copies the list of problems. */
  public RunSection {
    dataProblems = List.copyOf(dataProblems);
  }
}
