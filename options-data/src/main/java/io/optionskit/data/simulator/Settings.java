/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that determines a simulated market; checked by the builder of the market. */
record Settings(
    long seed,
    LocalDate from,
    LocalDate to,
    List<String> symbols,
    Map<String, Double> spots,
    int intervalMinutes,
    int strikesAroundAtm,
    int dailyDays,
    int weeklyDays,
    int monthlyDays,
    double averageVolatility,
    double rate,
    double varianceRiskPremium,
    double staleRate,
    double oneSidedRate,
    int leadInDays,
    Optional<PlantedEdge> edge) {

  /** Returns these settings for one of the underlyings alone; its rows stay the same. */
  Settings withSymbol(String symbol) {
    return new Settings(
        seed,
        from,
        to,
        List.of(symbol),
        spots,
        intervalMinutes,
        strikesAroundAtm,
        dailyDays,
        weeklyDays,
        monthlyDays,
        averageVolatility,
        rate,
        varianceRiskPremium,
        staleRate,
        oneSidedRate,
        leadInDays,
        edge);
  }

  /** Refuses tickers that are not simulated. */
  void requireSymbol(String symbol) {
    if (!symbols.contains(symbol)) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "the simulated market has " + symbols + ", not " + symbol);
    }
  }
}
