/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.SharedChains;
import io.optionskit.market.OptionChain;
import java.util.List;

/**
 * A file of real chains beside the checkout, and the rate that goes with its date.
 *
 * @param file path below data, or the fixture's name
 * @param rate for the forwards
 */
record RealChain(String file, double rate) {

  private static final String RUSSELL = "RUT 2023-09-20";

  static final List<RealChain> ALL =
      List.of(
          new RealChain(RUSSELL, 0.053),
          new RealChain("options/eod/spx_2011-01-03_05_fullchain.csv.gz", 0.002),
          new RealChain("options/eod/spxw_exp2018-01-31_lifetime.csv.gz", 0.015),
          new RealChain("options/eod/spy_2026-08_daily_snapshot_90d.csv.gz", 0.037),
          new RealChain("options/eod/iwm_2026-08_daily_snapshot_90d.csv.gz", 0.037),
          new RealChain("options/intraday/lean1m_twx_2014-06-05.csv.gz", 0.001),
          new RealChain("options/intraday/lean1h_aapl_2014-06-06.csv.gz", 0.001),
          new RealChain("options/intraday/yahoo5m_aapl_2020-12-17.csv.gz", 0.001),
          new RealChain("options/intraday/yahoo5m_ba_2020-12-17.csv.gz", 0.001),
          new RealChain("options/intraday/yahoo5m_bac_2020-12-17.csv.gz", 0.001),
          new RealChain("options/intraday/lean1m_spxw_2021-01-04_05.csv.gz", 0.001),
          new RealChain("options/intraday/lean1m_goog_2015-12-23.csv.gz", 0.003),
          new RealChain("options/intraday/lean1m_nwsa_2013-06-28.csv.gz", 0.001));

  static RealChain named(String part) {
    return ALL.stream().filter(each -> each.file().contains(part)).findFirst().orElseThrow();
  }

  /** Returns the chains as they were known at each of the file's instants. */
  List<OptionChain> read() {
    return file.equals(RUSSELL) ? List.of(CboeChain.chain()) : SharedChains.carried(file);
  }
}
