/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.spi.Broker;
import io.optionskit.spi.ChainAnalytics;
import io.optionskit.spi.FeatureSource;
import io.optionskit.spi.Journal;
import io.optionskit.spi.PositionSizer;
import io.optionskit.spi.RiskRule;
import io.optionskit.spi.Scorer;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What an engine is made of.
 *
 * @param strategies strategies in the order in which they decide; names must differ
 * @param rules rules of the risk gate in the order in which they are asked; all are asked
 * @param sizer sizes opening orders; without one their quantity stands
 * @param analytics gives chains their implied volatilities and Greeks
 * @param floor keeps quotes that cannot be trusted from strategies, features and models; marks and
 *     fills are not touched
 * @param features computes features; needed for a score
 * @param scorer the model
 * @param broker where orders go
 * @param journal where everything is kept
 * @param capital cash at the start, dollars
 * @param holdsInputs whether the journal keeps every event, as a live one must, and is synced
 *     before every order
 * @param configHash SHA-256 of the configuration, 64 hexadecimal digits, or empty text
 * @param seed seed of everything random in the run
 */
public record EngineSettings(
    List<Strategy> strategies,
    List<RiskRule> rules,
    Optional<PositionSizer> sizer,
    Optional<ChainAnalytics> analytics,
    Optional<QualityFloor> floor,
    Optional<FeatureSource> features,
    Optional<Scorer> scorer,
    Broker broker,
    Journal journal,
    BigDecimal capital,
    boolean holdsInputs,
    String configHash,
    long seed) {

  /**
   * Checks that strategies can be told apart.
   *
   * @throws IllegalArgumentException if two have the same name or a name has other characters than
   *     letters, digits and dashes
   */
  public EngineSettings {
    strategies = List.copyOf(strategies);
    rules = List.copyOf(rules);
    java.util.Set<String> names = new java.util.TreeSet<>();
    for (Strategy strategy : strategies) {
      if (!strategy.name().matches("[A-Za-z0-9-]{1,60}")) {
        throw new IllegalArgumentException(
            "strategy name must have 1 to 60 letters, digits and dashes: '"
                + strategy.name()
                + "'");
      }
      if (!names.add(strategy.name())) {
        throw new IllegalArgumentException("two strategies are named " + strategy.name());
      }
    }
  }
}
