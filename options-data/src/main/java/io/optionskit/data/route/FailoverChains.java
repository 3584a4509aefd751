/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.spi.ProviderException;
import java.time.LocalDate;
import java.util.List;

/**
 * Chains of the first provider that can give them.
 *
 * <p>A chain is one provider's, named by its provenance and by {@link #routed}. Expiry dates and
 * the chain of one of them are two questions, which two providers may answer; {@link #snapshot}
 * asks for several expiries at once, all of one provider. May be called from any thread.
 */
public final class FailoverChains implements ChainProvider {

  private final Failover<ChainProvider> failover;

  private FailoverChains(Failover<ChainProvider> failover) {
    this.failover = failover;
  }

  /**
   * Returns the port of a failover chain.
   *
   * @param failover the providers
   * @return port; health and counts stay with {@code failover}
   */
  public static FailoverChains of(Failover<ChainProvider> failover) {
    return new FailoverChains(failover);
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return failover.ask(provider -> provider.expirations(underlying)).value();
  }

  @Override
  public ChainAnswer answer(String underlying) {
    return failover.ask(provider -> whole(provider.answer(underlying))).value();
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return routed(underlying, expiry).value();
  }

  /**
   * Gets the chain of one expiry date, with how it was got.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @return the answer, who gave it and what became of the others
   * @throws ProviderException if no provider answers
   */
  public Routed<ChainAnswer> routed(String underlying, LocalDate expiry) {
    return failover.ask(provider -> whole(provider.answer(underlying, expiry)));
  }

  /**
   * Gets the chains of several expiry dates, all of one provider: if it fails on one of them, the
   * next is asked for all.
   *
   * @param underlying ticker
   * @param expiries expiry dates
   * @return one answer per date, in their order
   * @throws ProviderException if no provider answers for all
   */
  public Routed<List<ChainAnswer>> snapshot(String underlying, List<LocalDate> expiries) {
    return failover.ask(
        provider ->
            expiries.stream().map(expiry -> whole(provider.answer(underlying, expiry))).toList());
  }

  /** An answer without all contracts is none: the next provider may give them. */
  private static ChainAnswer whole(ChainAnswer answer) {
    if (!answer.report().complete()) {
      throw new ProviderException(
          ProviderException.Reason.BAD_DATA,
          "the chain of " + answer.chain().underlying() + " is not complete");
    }
    return answer;
  }
}
