/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads simulated tables for tests. */
final class Tables {

  private Tables() {}

  /** Best prices of calls and puts at one strike; {@code NaN} where there is none. */
  static final class Strike {

    final double strike;
    final double[] bid = {Double.NaN, Double.NaN};
    final double[] ask = {Double.NaN, Double.NaN};

    Strike(double strike) {
      this.strike = strike;
    }

    double bid(OptionType type) {
      return bid[type.ordinal()];
    }

    double ask(OptionType type) {
      return ask[type.ordinal()];
    }
  }

  /** The rows of one instant of one underlying. */
  record Instant(
      long timeNs, double bid, double ask, double last, TreeMap<LocalDate, List<Strike>> slices) {}

  static List<QuoteTable> all(SimulatedMarket market) {
    List<QuoteTable> tables = new ArrayList<>();
    try (MarketHistory history = market.open()) {
      for (Optional<QuoteTable> table = history.next(); table.isPresent(); table = history.next()) {
        tables.add(table.get());
      }
    }
    return tables;
  }

  /** Returns the instants of an underlying in a table, with what was quoted anew at each. */
  static List<Instant> instants(QuoteTable table, String underlying) {
    List<Instant> instants = new ArrayList<>();
    for (int from = 0; from < table.rows(); from = table.endOfInstant(from)) {
      instants.add(instant(table, from, underlying));
    }
    return instants;
  }

  private static Instant instant(QuoteTable table, int from, String underlying) {
    AssetTable assets = table.assets();
    TreeMap<LocalDate, TreeMap<Double, Strike>> slices = new TreeMap<>();
    double[] stock = {Double.NaN, Double.NaN, Double.NaN};
    for (int i = from; i < table.endOfInstant(from); i++) {
      int id = table.assetIds()[i];
      if (assets.asset(id) instanceof Underlying own && own.symbol().equals(underlying)) {
        stock = new double[] {table.bids()[i], table.asks()[i], table.lasts()[i]};
      } else if (assets.asset(id) instanceof OptionContract contract
          && contract.underlying().equals(underlying)) {
        double strike = contract.strike().doubleValue();
        Strike quotes =
            slices
                .computeIfAbsent(contract.expiry(), key -> new TreeMap<>())
                .computeIfAbsent(strike, Strike::new);
        quotes.bid[contract.type().ordinal()] = table.bids()[i];
        quotes.ask[contract.type().ordinal()] = table.asks()[i];
      }
    }
    TreeMap<LocalDate, List<Strike>> sorted = new TreeMap<>();
    for (Map.Entry<LocalDate, TreeMap<Double, Strike>> slice : slices.entrySet()) {
      sorted.put(slice.getKey(), new ArrayList<>(slice.getValue().values()));
    }
    return new Instant(table.timeNs()[from], stock[0], stock[1], stock[2], sorted);
  }
}
