/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.contract.Asset;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Bars of the first provider that can give them: all bars of one call are one provider's. May be
 * called from any thread.
 */
public final class FailoverBars implements BarSource {

  private final Failover<BarSource> failover;

  private FailoverBars(Failover<BarSource> failover) {
    this.failover = failover;
  }

  /**
   * Returns the port of a failover chain.
   *
   * @param failover the providers
   * @return port; health and counts stay with {@code failover}
   */
  public static FailoverBars of(Failover<BarSource> failover) {
    return new FailoverBars(failover);
  }

  @Override
  public List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    return routed(asset, length, from, to).value();
  }

  /**
   * Gets the bars that end within a span, with how they were got.
   *
   * @param asset contract or underlying
   * @param length length of a bar
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return the bars, who gave them and what became of the others
   * @throws io.optionskit.spi.ProviderException if no provider answers
   */
  public Routed<List<Bar>> routed(Asset asset, Duration length, Instant from, Instant to) {
    return failover.ask(source -> source.bars(asset, length, from, to));
  }
}
