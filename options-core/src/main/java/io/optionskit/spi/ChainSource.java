/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.List;

/** Gives option chains of now. May be called from any thread. */
public interface ChainSource {

  /**
   * Lists the expiry dates of an underlying.
   *
   * @param underlying ticker
   * @return dates ascending; empty if it has no options
   * @throws ProviderException if the provider fails or does not know the ticker
   */
  List<LocalDate> expirations(String underlying);

  /**
   * Gets the chain of one expiry date.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @return snapshot with the provider's own quotes; without contracts if the date has none
   * @throws ProviderException if the provider fails or does not know the ticker
   */
  OptionChain chain(String underlying, LocalDate expiry);
}
