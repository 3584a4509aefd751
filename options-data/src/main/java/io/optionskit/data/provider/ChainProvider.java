/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.time.LocalDate;

/** A source of chains that tells what became of each row it was sent. */
public interface ChainProvider extends ChainSource {

  /**
   * Gets what the provider gives without being asked for a date: the chain of all expiry dates, or
   * of the nearest where it gives one at a time.
   *
   * @param underlying ticker
   * @return the chain and what became of the rows
   * @throws ProviderException if the provider fails or does not know the ticker
   */
  ChainAnswer answer(String underlying);

  /**
   * Gets the chain of one expiry date.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @return the chain, without contracts if the date has none, and what became of the rows of the
   *     answers it was read from; these may hold other expiries too
   * @throws ProviderException if the provider fails or does not know the ticker
   */
  ChainAnswer answer(String underlying, LocalDate expiry);

  /**
   * Gets the chain of one expiry date.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @return the chain, without contracts if the date has none
   * @throws ProviderException as {@link #answer(String, LocalDate)}; {@code BAD_DATA} too if the
   *     provider did not give all contracts
   */
  @Override
  default OptionChain chain(String underlying, LocalDate expiry) {
    ChainAnswer answer = answer(underlying, expiry);
    if (!answer.report().complete()) {
      throw new ProviderException(
          ProviderException.Reason.BAD_DATA,
          "the chain of "
              + underlying
              + " for "
              + expiry
              + " is not complete: after "
              + answer.report().rows()
              + " rows the provider sent the same page again");
    }
    return answer.chain();
  }
}
