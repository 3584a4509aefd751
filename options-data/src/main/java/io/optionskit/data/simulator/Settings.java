/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

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
    Optional<PlantedEdge> edge) {}
