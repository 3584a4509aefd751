/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {

  private static final LocalDate FROM = LocalDate.of(2026, 11, 24);
  private static final LocalDate TO = LocalDate.of(2026, 11, 30);
  private static final Instant NOON = Instant.parse("2026-11-27T17:00:00Z");
  private static final SimulatedMarket MARKET =
      SimulatedMarket.builder(3, FROM, TO)
          .underlyings("SPY", "VIX")
          .interval(Duration.ofMinutes(5))
          .leadIn(260)
          .build();

  @Test
  void showsTheChainOfAnInstant() {
    ChainSource source = MARKET.chains(NOON);

    List<LocalDate> expiries = source.expirations("SPY");
    OptionChain chain = source.chain("SPY", expiries.get(0));

    assertThat(expiries).startsWith(LocalDate.of(2026, 11, 27)).isSorted();
    assertThat(chain.time()).isEqualTo(NOON);
    assertThat(chain.size()).isGreaterThan(50);
    assertThat(chain.all().stream())
        .allMatch(quote -> !quote.quoteTime().orElseThrow().isAfter(NOON));
    assertThat(chain.all().atTheMoney().orElseThrow().isTwoSided()).isTrue();
  }

  @Test
  void chainOfAnInstantHasTheRowsOfTheHistory() {
    QuoteTable friday = Tables.all(MARKET).get(2);
    OptionChain chain = MARKET.chains(NOON).chain("SPY", LocalDate.of(2026, 11, 27));

    int compared = 0;
    for (int i = 0; i < friday.rows(); i++) {
      if (friday.timeNs()[i] == EpochNanos.of(NOON)
          && friday.assets().asset(friday.assetIds()[i]) instanceof OptionContract contract
          && contract.expiry().equals(LocalDate.of(2026, 11, 27))) {
        double ask = chain.findQuote(contract).orElseThrow().ask().orElse(Double.NaN);
        assertThat(ask).isEqualTo(friday.asks()[i]);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void showsTheLastQuotesOutsideTradingHours() {
    Instant saturday = Instant.parse("2026-11-28T15:00:00Z");

    OptionChain chain = MARKET.chains(saturday).chain("SPY", LocalDate.of(2026, 11, 30));

    assertThat(chain.all().stream())
        .extracting(quote -> quote.quoteTime().orElseThrow())
        .contains(Instant.parse("2026-11-27T18:00:00Z"));
  }

  @Test
  void hasNoChainsBeforeTheFirstQuotes() {
    Instant tooEarly = Instant.parse("2026-11-24T14:33:00Z");

    assertThatThrownBy(() -> MARKET.chains(tooEarly))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-11-24");
  }

  @Test
  void doesNotKnowOtherTickers() {
    assertThatThrownBy(() -> MARKET.chains(NOON).expirations("QQQ"))
        .isInstanceOf(ProviderException.class)
        .extracting(e -> ((ProviderException) e).reason())
        .isEqualTo(ProviderException.Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void hasDailyBarsOfTheLeadInAndOfThePastDays() {
    List<Bar> bars =
        MARKET.bars(NOON).bars(new Underlying("VIX"), Duration.ofDays(1), Instant.EPOCH, NOON);

    assertThat(bars).hasSize(260 + 2);
    assertThat(bars.get(261).end()).isEqualTo(Instant.parse("2026-11-25T21:00:00Z"));
  }

  @Test
  void minuteBarsMatchTheRows() {
    QuoteTable tuesday = Tables.all(MARKET).get(0);
    Instant close = Instant.parse("2026-11-24T21:00:00Z");
    BarSource source = MARKET.bars(close);

    List<Bar> bars =
        source.bars(
            new Underlying("SPY"),
            Duration.ofMinutes(5),
            Instant.parse("2026-11-24T14:30:00Z"),
            close);

    assertThat(bars).hasSize(78);
    int row = 0;
    for (Bar bar : bars) {
      while (tuesday.timeNs()[row] < EpochNanos.of(bar.end())) {
        row++;
      }
      assertThat(bar.close()).isEqualTo(tuesday.lasts()[row]);
    }
    assertThat(bars.stream().mapToLong(Bar::volume).sum()).isEqualTo(tuesday.volumes()[row]);
  }

  @Test
  void hasNoBarsOfOptions() {
    OptionContract contract = OptionContract.parse("SPY261127C00600000");

    assertThatThrownBy(
            () -> MARKET.bars(NOON).bars(contract, Duration.ofDays(1), Instant.EPOCH, NOON))
        .isInstanceOf(ProviderException.class)
        .extracting(e -> ((ProviderException) e).reason())
        .isEqualTo(ProviderException.Reason.UNSUPPORTED);
  }

  @Test
  void refusesSettingsOutsideTheirRange() {
    SimulatedMarket.Builder market = SimulatedMarket.builder(1, FROM, TO);

    assertThatThrownBy(() -> market.interval(Duration.ofMinutes(7)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval must be one of [1, 2, 3, 5, 6, 10, 15, 30] minutes: PT7M");
    assertThatThrownBy(() -> SimulatedMarket.builder(1, TO, FROM).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("to must not be before from 2026-11-30: 2026-11-24");
    assertThatThrownBy(() -> SimulatedMarket.builder(1, FROM, TO).rate(0.5).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate must be 0.0 to 0.2: 0.5");
    assertThatThrownBy(() -> SimulatedMarket.builder(1, FROM, TO).underlyings("DJX").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "underlying must be one of the simulated indices or a ticker of 1 to 6 letters: DJX");
    assertThatThrownBy(
            () -> SimulatedMarket.builder(1, FROM, TO).underlyings("SPY").spot("QQQ", 9).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spot must be that of an underlying among [SPY]: QQQ");
    assertThatThrownBy(() -> SimulatedMarket.builder(1, FROM, LocalDate.of(2039, 1, 1)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("to must not be after 2038-11-26: 2039-01-01");
  }
}
