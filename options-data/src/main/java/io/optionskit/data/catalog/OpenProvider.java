/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.SeriesSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A provider that can be asked: the ports that it offers, empty where it offers none. May be used
 * by several threads, which share one rate limit. Close it when done.
 */
public final class OpenProvider implements AutoCloseable {

  private final Object market;
  private final Supplier<HttpUsage> usage;
  private final Runnable closing;
  private final PointMeter meter = new PointMeter();

  private OpenProvider(Object market, Supplier<HttpUsage> usage, Runnable closing) {
    this.market = market;
    this.usage = usage;
    this.closing = closing;
  }

  /**
   * Returns an open provider.
   *
   * @param market implements the ports that it offers
   * @param usage tells what was done to reach it
   * @param closing closes it
   * @return the provider
   */
  public static OpenProvider of(Object market, Supplier<HttpUsage> usage, Runnable closing) {
    return new OpenProvider(market, usage, closing);
  }

  /**
   * Returns its chains of options.
   *
   * @return empty if it has none
   */
  public Optional<ChainProvider> chains() {
    return port(ChainProvider.class).map(meter::over);
  }

  /**
   * Returns its bars.
   *
   * @return empty if it has none
   */
  public Optional<BarProvider> bars() {
    return port(BarProvider.class).map(meter::over);
  }

  /**
   * Returns its series of rates and of the economy.
   *
   * @return empty if it has none
   */
  public Optional<SeriesSource> series() {
    return port(SeriesSource.class);
  }

  /**
   * Returns its calendar.
   *
   * @return empty if it has none
   */
  public Optional<EventSource> events() {
    return port(EventSource.class);
  }

  /**
   * Returns its dividends and splits.
   *
   * @return empty if it has none
   */
  public Optional<CorporateActionSource> actions() {
    return port(CorporateActionSource.class);
  }

  /**
   * Returns what was done to reach it so far.
   *
   * @return counts since it was opened
   */
  public HttpUsage usage() {
    return usage.get();
  }

  /**
   * Returns what became of the rows of its chains and bars so far.
   *
   * @return sums over all answers since it was opened
   */
  public PointCounts points() {
    return meter.counts();
  }

  @Override
  public void close() {
    closing.run();
  }

  private <T> Optional<T> port(Class<T> port) {
    return port.isInstance(market) ? Optional.of(port.cast(market)) : Optional.empty();
  }
}
