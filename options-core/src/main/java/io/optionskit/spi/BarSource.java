/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.contract.Asset;
import io.optionskit.market.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Gives bars of the past. May be called from any thread. */
public interface BarSource {

  /**
   * Gets the bars that end within a span.
   *
   * @param asset contract or underlying
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time; empty if nothing traded
   * @throws ProviderException if the provider fails or does not know the asset
   */
  List<Bar> bars(Asset asset, Duration length, Instant from, Instant to);
}
