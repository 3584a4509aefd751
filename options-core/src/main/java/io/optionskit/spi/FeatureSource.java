/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.View;
import java.util.List;

/**
 * Computes the features of a candidate from what was seen so far. Called on the engine's thread.
 */
public interface FeatureSource extends MarketObserver {

  /**
   * Returns the names of the features.
   *
   * @return names in the order of the rows
   */
  List<String> names();

  /**
   * Computes a row, from nothing that became known after now.
   *
   * @param view market and account now
   * @param contract near leg of the structure considered
   * @return values by name, {@code NaN} where an input is missing
   */
  FeatureRow row(View view, OptionContract contract);
}
