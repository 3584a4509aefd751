/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    List<QuoteTable> alone = Tables.all(market(7).underlyings("SPY").build());
    List<QuoteTable> together =
        Tables.all(market(7).underlyings("ACME", "QQQ", "SPY", "VIX").build());

    for (int day = 0; day < alone.size(); day++) {
      assertThat(only("SPY", together.get(day)).sha256()).isEqualTo(alone.get(day).sha256());
    }
  }

  @Test
  void makesATableForEachTradingDayOnly() {
    assertThat(Tables.all(market(7).build())).hasSize(3);
  }

  @Test
  void tradesFewerMinutesOnAnEarlyCloseDay() {
    List<QuoteTable> days = Tables.all(market(7).underlyings("VIX").build());

    assertThat(days).extracting(QuoteTable::rows).containsExactly(78, 42, 78);
  }

  /**
   * Rows that every machine and Java version must make. A change of this hash is a change of the
   * market that users see for a seed, and belongs into the changelog.
   */
  @Test
  void givesTheRowsThatItGaveBefore() {
    SimulatedMarket market =
        SimulatedMarket.builder(42, LocalDate.of(2026, 3, 18), LocalDate.of(2026, 3, 20))
            .underlyings("SPY", "QQQ", "SPX", "ACME", "VIX", "RVX")
            .interval(Duration.ofMinutes(15))
            .strikesAroundAtm(8)
            .leadIn(30)
            .varianceRiskPremium(0.1)
            .edge(new PlantedEdge(PlantedEdge.Feature.TERM_SLOPE, 1, 0.2))
            .build();

    assertThat(hashes(market))
        .containsExactly(
            "811f0e1c66bed75c136758d8ef9f9dbd9b7628984c3ca6da49f1836a62aeca23",
            "5a51cc74e3f31e848371cbcee156decfe7c1cffb74cae9c4a447ba591dd22cce",
            "786d0eb7ef11af978fef709826b9ea688066c560c5c8a44387403a6fc52b0c6a");
  }

  @Test
  void pricesOfUnderlyingsDoNotDependOnTheInterval() {
    QuoteTable fine = Tables.all(market(7).interval(Duration.ofMinutes(1)).build()).get(0);
    QuoteTable coarse = Tables.all(market(7).interval(Duration.ofMinutes(30)).build()).get(0);

    assertThat(lasts("SPY", fine)).containsAllEntriesOf(lasts("SPY", coarse));
    assertThat(lasts("VIX", fine)).containsAllEntriesOf(lasts("VIX", coarse));
  }

  private static Map<Long, Double> lasts(String symbol, QuoteTable table) {
    int id = table.assets().findId(new Underlying(symbol));
    Map<Long, Double> lasts = new TreeMap<>();
    for (int i = 0; i < table.rows(); i++) {
      if (table.assetIds()[i] == id) {
        lasts.put(table.timeNs()[i], table.lasts()[i]);
      }
    }
    return lasts;
  }

  private static SimulatedMarket.Builder market(long seed) {
    return SimulatedMarket.builder(seed, FROM, TO)
        .underlyings("SPY", "QQQ", "VIX")
        .interval(Duration.ofMinutes(5))
        .strikesAroundAtm(5)
        .leadIn(20);
  }

  private static List<String> hashes(SimulatedMarket market) {
    return Tables.all(market).stream().map(QuoteTable::sha256).toList();
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
