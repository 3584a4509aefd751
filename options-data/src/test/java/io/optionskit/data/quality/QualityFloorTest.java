/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.backtest.Backtest;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.Strategy;
import io.optionskit.testkit.MemoryHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A backtest over a day in which some quotes are wrong, with and without a floor. */
class QualityFloorTest {

  private static final double RATE = 0.05;
  private static final double FLOOR = 0.5;
  private static final double TARGET = -0.25;
  private static final LocalDate EXPIRY = FairChain.EXPIRIES.get(1);

  private final FairChain fair = new FairChain();
  private final OptionContract wanted = wanted(fair.build()).orElseThrow();
  private final OptionContract stale = FairChain.contract(EXPIRY, OptionType.CALL, 5100);
  private final OptionContract crossed = FairChain.contract(EXPIRY, OptionType.CALL, 5050);
  private final OptionContract given = FairChain.contract(EXPIRY, OptionType.CALL, 4850);

  @Test
  void aBadRowNeverReachesAStrategy() {
    Set<OptionContract> bad = Set.of(wanted, stale, crossed, given);
    List<OptionChain> seen = new ArrayList<>();
    Set<OptionContract> chosen = new LinkedHashSet<>();

    backtest(seen, chosen).qualityFloor(ChainJudge.of(RATE).withoutEarlyExercise(), FLOOR).run();

    assertThat(chosen).isNotEmpty().doesNotContainAnyElementsOf(bad);
    assertThat(seen).hasSize(3);
    for (OptionChain chain : seen.subList(1, 3)) {
      assertThat(chain.size()).isEqualTo(fair.contracts().size() - bad.size());
      for (OptionQuote quote : chain.all().toList()) {
        assertThat(bad).doesNotContain(quote.contract());
        assertThat(quote.quality().orElseThrow()).isGreaterThanOrEqualTo(FLOOR);
      }
    }
  }

  @Test
  void withoutAFloorItDoes() {
    List<OptionChain> seen = new ArrayList<>();
    Set<OptionContract> chosen = new LinkedHashSet<>();

    backtest(seen, chosen).run();

    assertThat(chosen).contains(wanted);
    assertThat(seen).allMatch(chain -> chain.size() == fair.contracts().size());
    assertThat(seen).allMatch(chain -> chain.quality().isEmpty());
  }

  private Backtest backtest(List<OptionChain> seen, Set<OptionContract> chosen) {
    Strategy choosing =
        Strategy.of(
            "choosing",
            view -> {
              OptionChain chain = view.chain("SPX");
              seen.add(chain);
              if (view.now().isAfter(FairChain.NOW)) {
                wanted(chain).ifPresent(chosen::add);
              }
              return List.of();
            });
    return Backtest.of(MemoryHistory.of(table()))
        .strategy(choosing)
        .analytics(BlackScholesAnalytics.of(RATE));
  }

  private static Optional<OptionContract> wanted(OptionChain chain) {
    OptionChain analysed =
        chain.columns().isPresent()
            ? chain
            : chain.withColumns(BlackScholesAnalytics.of(RATE).analyse(chain));
    return analysed.puts().expiry(EXPIRY).nearestDelta(TARGET).map(OptionQuote::contract);
  }

  /** All is fair at first; a minute later, and after that, some of it is not. */
  private QuoteTable table() {
    AssetTable numbers = new AssetTable();
    QuoteTable.Builder rows = QuoteTable.builder(numbers);
    for (int minute : new int[] {0, 20, 21}) {
      Instant time = FairChain.NOW.plusSeconds(60L * minute);
      rows.addLast(EpochNanos.of(time), numbers.idOf(new Underlying("SPX")), 5000);
      for (OptionContract contract : fair.contracts()) {
        Quote quote = minute == 0 ? fair.quote(contract) : spoilt(contract);
        if (minute == 0 || !contract.equals(stale)) {
          rows.add(
              EpochNanos.of(time),
              numbers.idOf(contract),
              quote.bid().orElseThrow(),
              quote.ask().orElseThrow(),
              Double.NaN,
              10,
              10,
              -1,
              -1);
        }
      }
    }
    return rows.build();
  }

  private Quote spoilt(OptionContract contract) {
    Quote quote = fair.quote(contract);
    double bid = quote.bid().orElseThrow();
    double ask = quote.ask().orElseThrow();
    if (contract.equals(
        wanted)) { // still the nearest to the target, but nobody could sell it there
      return Quote.of(ask + 0.2, bid + 0.2, quote.eventTime());
    }
    if (contract.equals(crossed)) {
      return Quote.of(ask, bid, quote.eventTime());
    }
    return contract.equals(given) ? Quote.of(20, 20.2, quote.eventTime()) : quote;
  }
}
