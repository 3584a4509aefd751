/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.QuoteTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void listsDailyWeeklyAndMonthlyExpiries() {
    QuoteTable monday = Tables.all(market("SPY", 5, 5)).get(0);

    assertThat(expiries(monday))
        .containsExactly(
            LocalDate.of(2026, 1, 5),
            LocalDate.of(2026, 1, 6),
            LocalDate.of(2026, 1, 7),
            LocalDate.of(2026, 1, 9),
            LocalDate.of(2026, 1, 16));
  }

  @Test
  void stocksHaveNoDailyExpiries() {
    QuoteTable monday = Tables.all(market("ACME", 5, 5)).get(0);

    assertThat(expiries(monday))
        .containsExactly(LocalDate.of(2026, 1, 9), LocalDate.of(2026, 1, 16));
  }

  @Test
  void indexOptionsAreOfTheWeeklyRoot() {
    QuoteTable monday = Tables.all(market("SPX", 5, 5)).get(0);

    assertThat(contracts(monday)).allMatch(contract -> contract.root().equals("SPXW"));
  }

  @Test
  void contractOnceListedIsQuotedUntilItHasExpired() {
    List<QuoteTable> days = Tables.all(market("SPY", 5, 23));

    for (int day = 1; day < days.size(); day++) {
      LocalDate date = LocalDate.ofEpochDay(days.get(day).timeNs()[0] / 86_400_000_000_000L);
      TreeSet<OptionContract> before = contracts(days.get(day - 1));
      before.removeIf(contract -> contract.expiry().isBefore(date));
      assertThat(contracts(days.get(day))).containsAll(before);
    }
  }

  @Test
  void quotesAtLeastTheStrikesAroundThePrice() {
    QuoteTable table = Tables.all(market("SPY", 5, 5)).get(0);
    double opening = table.lasts()[0];

    Set<OptionContract> contracts = contracts(table);

    for (int away = -3; away <= 3; away++) {
      double strike = Math.rint(opening) + away;
      assertThat(contracts).anyMatch(contract -> contract.strike().doubleValue() == strike);
    }
  }

  private static SimulatedMarket market(String symbol, int fromDay, int toDay) {
    return SimulatedMarket.builder(11, LocalDate.of(2026, 1, fromDay), LocalDate.of(2026, 1, toDay))
        .underlyings(symbol)
        .interval(Duration.ofMinutes(15))
        .strikesAroundAtm(5)
        .expiries(2, 9, 14)
        .leadIn(0)
        .build();
  }

  private static Set<LocalDate> expiries(QuoteTable table) {
    Set<LocalDate> expiries = new TreeSet<>();
    contracts(table).forEach(contract -> expiries.add(contract.expiry()));
    return expiries;
  }

  private static TreeSet<OptionContract> contracts(QuoteTable table) {
    TreeSet<OptionContract> contracts = new TreeSet<>();
    for (int id : table.assetIds()) {
      if (table.assets().asset(id) instanceof OptionContract contract) {
        contracts.add(contract);
      }
    }
    return contracts;
  }
}
