/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

/**
 * Where the data of a run came from.
 *
 * @param isSimulated true if no market made these prices
 * @param description name of the file, folder or store, or the simulator with its seed
 */
public record DataOrigin(boolean isSimulated, String description) {

  /**
   * Returns the label that every report carries.
   *
   * @return words for the kind of data
   */
  public String label() {
    return isSimulated ? "SIMULATED MARKET" : "HISTORICAL DATA, SIMULATED TRADING";
  }
}
