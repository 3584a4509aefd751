/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files of foreign formats as market history and chains: QuantConnect's Lean folder, OptionMetrics,
 * Databento's DBN, quote tables of Cboe, and any CSV or Parquet whose columns are described.
 */
@NullMarked
package io.optionskit.data.files;

import org.jspecify.annotations.NullMarked;
