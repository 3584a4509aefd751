/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainAnalytics;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An analysis that remembers the last chain of each underlying, and gives its columns again while
 * time, price of the underlying, contracts, bids and asks are the same.
 *
 * <p>The results are those of the analysis behind it; only the work is saved. Holds one chain and
 * its columns per underlying. May be called from any thread.
 */
public final class CachedAnalytics implements ChainAnalytics {

  private final ChainAnalytics analytics;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  private CachedAnalytics(ChainAnalytics analytics) {
    this.analytics = analytics;
  }

  /**
   * Returns an analysis that remembers.
   *
   * @param analytics a pure function of time, price of the underlying, contracts, bids and asks,
   *     such as {@link BlackScholesAnalytics}
   * @return the analysis
   */
  public static CachedAnalytics of(ChainAnalytics analytics) {
    return new CachedAnalytics(analytics);
  }

  @Override
  public ChainColumns analyse(OptionChain chain) {
    Entry last = entries.get(chain.underlying());
    if (last != null && isSame(last.chain(), chain)) {
      return last.columns();
    }
    ChainColumns columns = analytics.analyse(chain);
    entries.put(chain.underlying(), new Entry(chain, columns));
    return columns;
  }

  private record Entry(OptionChain chain, ChainColumns columns) {}

  private static boolean isSame(OptionChain a, OptionChain b) {
    if (a == b) {
      return true;
    }
    if (a.size() != b.size() || !a.time().equals(b.time()) || !a.spot().equals(b.spot())) {
      return false;
    }
    for (int row = 0; row < a.size(); row++) {
      if (Double.compare(a.bid(row), b.bid(row)) != 0
          || Double.compare(a.ask(row), b.ask(row)) != 0
          || !a.contract(row).equals(b.contract(row))) {
        return false;
      }
    }
    return true;
  }
}
