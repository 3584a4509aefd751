/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the options of a class trade on a day on which they do not expire.
 *
 * <p>All open at 09:30 New York time. Curb and overnight sessions of index options are not part of
 * these hours.
 */
public enum OptionHours {
  /** To the close of the underlying stock: 16:00, on early-close days 13:00. */
  STANDARD(Duration.ZERO),
  /** A quarter of an hour longer: to 16:15, on early-close days to 13:15. */
  LATE(Duration.ofMinutes(15));

  private final Duration afterClose;

  OptionHours(Duration afterClose) {
    this.afterClose = afterClose;
  }

  /**
   * Returns the usual hours of a class of options.
   *
   * <p>{@link #LATE} are the indices of Cboe and Nasdaq and the funds that the exchanges list as
   * late closing: SPX, SPXW, XSP, NDX, RUT, VIX, DJX, OEX with their relatives, and SPY, QQQ, IWM,
   * DIA, the sector funds and some thirty more. The exchanges change that list now and then; where
   * it matters, take what the broker says about the contract instead.
   *
   * @param root option root or ticker of the underlying, such as {@code SPXW}
   * @return its hours; {@link #STANDARD} for every root that is not known to close late
   * @see <a href="https://www.nyse.com/markets/arca-options/market-info">NYSE Arca Options, Market
   *     Information</a>
   * @see <a href="https://www.cboe.com/about/hours/us-options/">Cboe, US Options Hours</a>
   */
  public static OptionHours forRoot(String root) {
    return switch (root) {
      case "DJX", "MNX", "MRUT", "NDX", "NDXP", "OEX", "RUT", "RUTW", "SPX", "SPXPM", "SPXW" ->
          LATE;
      case "VIX", "VIXW", "XEO", "XSP", "XSPAM" -> LATE;
      case "DIA", "EEM", "EFA", "IWM", "IWN", "IWO", "IWV", "MDY", "OEF", "QQQ", "SPY" -> LATE;
      case "KBE", "KRE", "MOO", "SLX", "XHB", "XLB", "XLE", "XLF", "XLI", "XLK", "XLP" -> LATE;
      case "XLU", "XLV", "XLY", "XME", "XRT" -> LATE;
      case "DBA", "DBB", "DBC", "DBO", "SVXY", "UNG", "UUP", "UVIX", "UVXY", "VIXM", "VIXY" -> LATE;
      case "VXX", "VXZ" -> LATE;
      default -> STANDARD;
    };
  }

  /**
   * Returns when options that do not expire on the day stop trading.
   *
   * @param session session of the day
   * @return its close, or a quarter of an hour after it
   */
  public Instant closesAt(TradingSession session) {
    return session.closesAt().plus(afterClose);
  }
}
