/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.time.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChainSource} must do. A source is tested by a subclass that says how to make
 * one.
 *
 * <p>The numbers of the rules are those of docs/concepts/compliance-kits.md.
 *
 * <pre>{@code
 * class MyChainsComplianceTest extends ChainSourceCompliance {
 *   @Override
 *   protected ChainSource source() {
 *     return new MyChains(recordedServer.url());
 *   }
 *
 *   @Override
 *   protected String underlying() {
 *     return "SPY";
 *   }
 * }
 * }</pre>
 */
public abstract class ChainSourceCompliance {

  /** For subclasses. */
  protected ChainSourceCompliance() {}

  /**
   * Returns the source under test, made anew or not.
   *
   * @return source that answers as often as it is asked
   */
  protected abstract ChainSource source();

  /**
   * Returns an underlying that the source knows and that has options.
   *
   * @return ticker
   */
  protected abstract String underlying();

  /**
   * Returns an underlying that the source does not know.
   *
   * @return ticker, {@code NOSUCH} unless overridden
   */
  protected String unknownUnderlying() {
    return "NOSUCH";
  }

  /**
   * Returns whether the source can tell an unknown ticker from one without data; some providers
   * answer both alike.
   *
   * @return true unless overridden; false leaves rule 1.8 out
   */
  protected boolean tellsUnknownTickers() {
    return true;
  }

  @Test
  final void rule1_1_expirationsAscendWithoutRepetition() {
    List<LocalDate> expirations = source().expirations(underlying());

    assertThat(expirations).as("an underlying with options has expirations").isNotEmpty();
    assertThat(expirations).isEqualTo(List.copyOf(new TreeSet<>(expirations)));
  }

  @Test
  final void rule1_2_aListedExpirationHasContracts() {
    assertThat(firstChain().size()).isPositive();
  }

  @Test
  final void rule1_3_aChainHoldsOnlyWhatWasAskedFor() {
    LocalDate expiry = firstExpiry();
    OptionChain chain = source().chain(underlying(), expiry);

    assertThat(chain.underlying()).isEqualTo(underlying());
    assertThat(chain.expiries()).containsOnly(expiry);
    assertThat(contracts(chain)).extracting(OptionContract::underlying).containsOnly(underlying());
  }

  @Test
  final void rule1_4_everyQuoteCarriesTheTimeItWasValidAt() {
    OptionChain chain = firstChain();

    for (OptionQuote quote : chain.all().toList()) {
      if (quote.bid().isPresent() || quote.ask().isPresent()) {
        assertThat(quote.quoteTime()).as("time of %s", quote).isPresent();
      }
      assertThat(quote.quoteTime().orElse(Instant.MIN))
          .as("no quote is newer than the snapshot: %s", quote)
          .isBeforeOrEqualTo(chain.time());
    }
  }

  @Test
  final void rule1_5_theTradeDateIsTheDateOfTheSnapshotInNewYork() {
    OptionChain chain = firstChain();

    assertThat(chain.tradeDate())
        .isEqualTo(TradingCalendar.usOptions().tradingDateAt(chain.time()));
  }

  @Test
  final void rule1_6_missingIsMissingAndNotZero() {
    for (OptionQuote quote : firstChain().all().toList()) {
      quote.ask().ifPresent(ask -> assertThat(ask).as("ask of %s", quote).isPositive().isFinite());
      quote
          .bid()
          .ifPresent(bid -> assertThat(bid).as("bid of %s", quote).isNotNegative().isFinite());
      quote
          .last()
          .ifPresent(last -> assertThat(last).as("last of %s", quote).isNotNegative().isFinite());
    }
    firstChain().spot().ifPresent(spot -> assertThat(spot).isPositive().isFinite());
  }

  @Test
  final void rule1_7_aDateWithoutOptionsGivesAnEmptyChain() {
    List<LocalDate> expirations = source().expirations(underlying());
    LocalDate other = expirations.get(0).plusDays(1);
    while (expirations.contains(other)) {
      other = other.plusDays(1);
    }

    assertThat(source().chain(underlying(), other).size()).isZero();
  }

  @Test
  final void rule1_8_anUnknownTickerIsAnErrorThatNoRetryHelps() {
    assumeTrue(tellsUnknownTickers(), "the source cannot tell unknown tickers");
    assertUnknown(() -> source().expirations(unknownUnderlying()));
    assertUnknown(() -> source().chain(unknownUnderlying(), firstExpiry()));
  }

  @Test
  final void rule1_9_answersSeveralThreadsAtOnce() {
    ChainSource source = source();
    LocalDate expiry = source.expirations(underlying()).get(0);
    List<OptionContract> expected = contracts(source.chain(underlying(), expiry));
    Callable<List<OptionContract>> ask = () -> contracts(source.chain(underlying(), expiry));

    assertThat(Threads.callTogether(4, ask)).containsOnly(expected);
  }

  private void assertUnknown(ThrowingCallable call) {
    ProviderException failure = catchThrowableOfType(ProviderException.class, call);

    assertThat(failure).as("an unknown ticker is a ProviderException").isNotNull();
    assertThat(failure.reason()).isEqualTo(ProviderException.Reason.UNKNOWN_SYMBOL);
    assertThat(failure.retryable()).isFalse();
  }

  private LocalDate firstExpiry() {
    return source().expirations(underlying()).get(0);
  }

  private OptionChain firstChain() {
    return source().chain(underlying(), firstExpiry());
  }

  private static List<OptionContract> contracts(OptionChain chain) {
    return chain.all().stream().map(OptionQuote::contract).toList();
  }
}
