/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

/** Something a provider can do. */
public enum Capability {
  /** Chains of options of now. */
  CHAINS,
  /** Chains of options of a past day or instant. */
  PAST_CHAINS,
  /** Quotes of options over a span of the past. */
  QUOTE_HISTORY,
  /** Bars of underlyings. */
  BARS,
  /** Bars of options. */
  OPTION_BARS,
  /** Volatilities and Greeks of its own. */
  GREEKS,
  /** Open interest. */
  OPEN_INTEREST,
  /** Quotes as they come. */
  STREAM,
  /** Series of the economy and of interest. */
  SERIES,
  /** Dates of earnings. */
  EARNINGS,
  /** Dates of releases of economic figures. */
  RELEASES,
  /** Dividends and splits. */
  CORPORATE_ACTIONS,
  /** Files to be read in. */
  FILES
}
