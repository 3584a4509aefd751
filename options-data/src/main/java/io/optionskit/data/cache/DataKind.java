/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.time.Duration;

/** Kinds of data, by how long an answer stays useful. */
public enum DataKind {
  /** Prices of now: 30 seconds. */
  PRICES(30),
  /** Option chains: 5 minutes. */
  CHAINS(300),
  /** Option chains for strategies that hold for days: 1 hour. */
  CHAINS_WEEKLY(3600),
  /** Correlations: 10 minutes. */
  CORRELATIONS(600),
  /** Data of past days: 1 hour. */
  HISTORY(3600),
  /** Predictions of models: 30 minutes. */
  PREDICTIONS(1800),
  /** Volatility indices: 2 minutes. */
  VOLATILITY_INDICES(120),
  /** Whether the market is open: 1 minute. */
  MARKET_STATUS(60),
  /** Trading sessions: 30 minutes. */
  SESSIONS(1800),
  /** Everything else: 5 minutes. */
  OTHER(300);

  private final Duration lifetime;

  DataKind(int seconds) {
    lifetime = Duration.ofSeconds(seconds);
  }

  /**
   * Returns how long an answer is kept unless told otherwise.
   *
   * @return lifetime, &gt; 0
   */
  public Duration lifetime() {
    return lifetime;
  }
}
