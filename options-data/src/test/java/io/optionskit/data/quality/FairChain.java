/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A chain of Black-76 values around one forward per expiry, in which faults can be planted. */
final class FairChain {

  static final Instant NOW = Instant.parse("2024-01-16T20:00:00Z");
  static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  static final List<LocalDate> EXPIRIES =
      List.of(LocalDate.of(2024, 1, 26), LocalDate.of(2024, 2, 15), LocalDate.of(2024, 3, 28));

  private static final double SPOT = 5000;
  private static final double RATE = 0.05;

  private final TreeMap<OptionContract, Quote> quotes = new TreeMap<>();

  FairChain() {
    for (LocalDate expiry : EXPIRIES) {
      double years = (expiry.toEpochDay() - TODAY.toEpochDay()) / 365.0;
      for (int strike = 4850; strike <= 5150; strike += 25) {
        for (OptionType type : OptionType.values()) {
          double value =
              Black76.value(
                  type,
                  SPOT * Math.exp(RATE * years),
                  strike,
                  years,
                  Math.exp(-RATE * years),
                  0.15);
          quotes.put(contract(expiry, type, strike), around(value));
        }
      }
    }
  }

  static Quote around(double value) {
    double half = 0.1 + 0.002 * value;
    return Quote.of(Math.max(0.05, value - half), Math.max(0.05, value - half) + 2 * half, NOW);
  }

  static OptionContract contract(LocalDate expiry, OptionType type, int strike) {
    return OptionContract.of("SPXW", expiry, type, BigDecimal.valueOf(strike));
  }

  List<OptionContract> contracts() {
    return new ArrayList<>(quotes.keySet());
  }

  Quote quote(OptionContract contract) {
    return quotes.getOrDefault(contract, around(1));
  }

  FairChain with(OptionContract contract, Quote quote) {
    quotes.put(contract, quote);
    return this;
  }

  FairChain moved(OptionContract contract, double by) {
    Quote quote = quote(contract);
    return with(
        contract,
        Quote.of(
            quote.bid().orElseThrow() + by, quote.ask().orElseThrow() + by, quote.eventTime()));
  }

  OptionChain build() {
    OptionChain.Builder builder = OptionChain.builder("SPX", NOW, TODAY).spot(SPOT);
    for (Map.Entry<OptionContract, Quote> entry : quotes.entrySet()) {
      builder.add(entry.getKey(), entry.getValue(), -1, -1);
    }
    return builder.build();
  }
}
