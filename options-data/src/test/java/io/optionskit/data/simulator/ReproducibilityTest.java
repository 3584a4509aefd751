/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproducibilityTest {

  private static final LocalDate FROM = LocalDate.of(2026, 11, 25);
  private static final LocalDate TO = LocalDate.of(2026, 11, 30);

  @Test
  void givesTheSameRowsForTheSameSeed() {
    assertThat(hashes(market(7).build())).isEqualTo(hashes(market(7).build()));
  }

  @Test
  void givesOtherRowsForAnotherSeed() {
    assertThat(hashes(market(7).build())).doesNotContainAnyElementsOf(hashes(market(8).build()));
  }

  @Test
  void doesNotChangeAnUnderlyingWhenAnotherIsAdded() {
    List<QuoteTable> alone = tables(market(7).underlyings("SPY").build());
    List<QuoteTable> together = tables(market(7).underlyings("ACME", "QQQ", "SPY", "VIX").build());

    for (int day = 0; day < alone.size(); day++) {
      assertThat(only("SPY", together.get(day)).sha256()).isEqualTo(alone.get(day).sha256());
    }
  }

  @Test
  void makesATableForEachTradingDayOnly() {
    assertThat(tables(market(7).build())).hasSize(3);
  }

  @Test
  void tradesFewerMinutesOnAnEarlyCloseDay() {
    List<QuoteTable> days = tables(market(7).underlyings("VIX").build());

    assertThat(days).extracting(QuoteTable::rows).containsExactly(78, 42, 78);
  }

  private static SimulatedMarket.Builder market(long seed) {
    return SimulatedMarket.builder(seed, FROM, TO)
        .underlyings("SPY", "QQQ", "VIX")
        .interval(Duration.ofMinutes(5))
        .strikesAroundAtm(5)
        .leadIn(20);
  }

  private static List<String> hashes(SimulatedMarket market) {
    return tables(market).stream().map(QuoteTable::sha256).toList();
  }

  private static List<QuoteTable> tables(SimulatedMarket market) {
    List<QuoteTable> tables = new ArrayList<>();
    try (MarketHistory history = market.open()) {
      for (Optional<QuoteTable> table = history.next(); table.isPresent(); table = history.next()) {
        tables.add(table.get());
      }
    }
    return tables;
  }

  private static QuoteTable only(String underlying, QuoteTable table) {
    AssetTable assets = new AssetTable();
    QuoteTable.Builder rows = QuoteTable.builder(assets);
    for (int i = 0; i < table.rows(); i++) {
      Asset asset = table.assets().asset(table.assetIds()[i]);
      if (asset.underlying().equals(underlying)) {
        rows.add(
            table.timeNs()[i],
            assets.idOf(asset),
            table.bids()[i],
            table.asks()[i],
            table.lasts()[i],
            table.bidSizes()[i],
            table.askSizes()[i],
            table.volumes()[i],
            table.openInterests()[i]);
      }
    }
    return rows.build();
  }
}
