/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.examples.profile.Profile;
import io.optionskit.examples.profile.ProfileKeys;
import io.optionskit.examples.profile.ProfileKeys.ExitFamily;
import io.optionskit.examples.profile.ProfileKeys.FlatOn;
import io.optionskit.examples.profile.ProfileKeys.Sizing;
import io.optionskit.examples.profile.ProfileKeys.VolatilityFactor;
import io.optionskit.examples.profile.Range;
import io.optionskit.risk.AdaptiveDollarSizer;
import io.optionskit.risk.RiskFractionSizer;
import io.optionskit.risk.RiskLimits;
import io.optionskit.risk.SolvencyRule;
import io.optionskit.spi.PositionSizer;
import io.optionskit.spi.RiskRule;
import io.optionskit.spi.Strategy;
import io.optionskit.strategy.CreditStrategy;
import io.optionskit.strategy.EntryRules;
import io.optionskit.strategy.ExitRules;
import io.optionskit.strategy.IronCondor;
import io.optionskit.strategy.PutCreditSpread;
import io.optionskit.strategy.StrikeRule;
import io.optionskit.strategy.Structure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a run trades and what keeps it in check.
 *
 * @param strategies strategies in the order in which they decide
 * @param rules rules of the risk gate
 * @param sizer what sizes opening orders; empty to take them as they are given
 * @param notes what the plan does not do although one might expect it
 * @param needs underlyings without which it does not trade
 */
record TradingPlan(
    List<Strategy> strategies,
    List<RiskRule> rules,
    Optional<PositionSizer> sizer,
    List<String> notes,
    List<Need> needs) {

  /**
   * Underlyings that the data must hold.
   *
   * @param oneOf tickers of which one is enough
   * @param otherwise what happens if there is none, and what to do about it
   */
  record Need(List<String> oneOf, String otherwise) {

    boolean isMet(List<String> underlyings) {
      return oneOf.stream().anyMatch(underlyings::contains);
    }
  }

  /** Strategies that can be named. */
  static final List<String> STRATEGIES = List.of("iron-condor", "put-credit-spread");

  /** Correlation at which the table of sizes neither raises nor lowers. */
  private static final double NEUTRAL_CORRELATION = 0.6;

  private static final int FARTHEST_EXPIRY_DAYS = 60;

  /** Strikes from short to long in a plan that must trade whatever chain the data hold. */
  private static final int PLAIN_WINGS = 2;

  TradingPlan {
    strategies = List.copyOf(strategies);
    rules = List.copyOf(rules);
    notes = List.copyOf(notes);
    needs = List.copyOf(needs);
  }

  /**
   * Returns a plan that trades whatever the data holds: the nearest expiry within 60 days, half an
   * hour after the opening, one unit a day, out by the weekly exit rules; only solvency is checked.
   */
  static TradingPlan plain(List<String> names) {
    List<Strategy> strategies = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      Structure structure =
          isCondor(name)
              ? new IronCondor(new StrikeRule.ByExpectedMove(1), PLAIN_WINGS)
              : PutCreditSpread.standard();
      strategies.add(
          new CreditStrategy(
              structure, EntryRules.daily(0, FARTHEST_EXPIRY_DAYS), ExitRules.weekly()));
    }
    List<RiskRule> rules = List.of(new SolvencyRule());
    return new TradingPlan(strategies, rules, Optional.empty(), List.of(), List.of());
  }

  /**
   * Returns a plan that gives the orders of a script as they are.
   *
   * @param script the orders
   * @param profile settings whose whole risk gate applies; without, only solvency is checked
   */
  static TradingPlan script(Strategy script, Optional<Profile> profile) {
    List<RiskRule> rules =
        profile.map(p -> limits(p).rules()).orElseGet(() -> List.of(new SolvencyRule()));
    return new TradingPlan(List.of(script), rules, Optional.empty(), List.of(), List.of());
  }

  /**
   * Returns the plan of a profile.
   *
   * @param profile settings
   * @param names strategies to run; empty for those that the profile enables
   * @throws IllegalArgumentException if the profile enables none that is available
   */
  static TradingPlan of(Profile profile, List<String> names) {
    List<String> notes = new ArrayList<>();
    Set<String> wanted = new LinkedHashSet<>(names);
    if (wanted.isEmpty()) {
      wanted.addAll(enabled(profile, notes));
    }
    RiskLimits limits = limits(profile);
    List<Strategy> strategies = new ArrayList<>();
    for (String name : wanted) {
      strategies.add(new CreditStrategy(structure(name, profile), entry(profile), exit(profile)));
    }
    Optional<PositionSizer> sizer = Optional.of(sizer(profile, limits, notes));
    return new TradingPlan(strategies, limits.rules(), sizer, notes, needs(profile));
  }

  private static List<String> enabled(Profile profile, List<String> notes) {
    List<String> available = new ArrayList<>();
    for (String name : profile.get(ProfileKeys.STRATEGIES)) {
      if (name.equals("iv-rank")) {
        available.add("put-credit-spread");
        notes.add(
            "strategy iv-rank is traded as its put credit spread; its condition on the IV rank is"
                + " not available yet, so it enters whatever the rank");
      } else if (STRATEGIES.contains(name)) {
        available.add(name);
      } else {
        notes.add("strategy " + name + " is not available yet and does not trade");
      }
    }
    if (available.isEmpty()) {
      throw new IllegalArgumentException(
          "strategy.enabled holds no strategy that is available: "
              + String.join(", ", profile.get(ProfileKeys.STRATEGIES))
              + "; available are "
              + String.join(", ", STRATEGIES));
    }
    return available;
  }

  private static List<Need> needs(Profile profile) {
    List<String> symbols = profile.get(ProfileKeys.SYMBOLS);
    List<Need> needs = new ArrayList<>();
    needs.add(
        new Need(
            symbols,
            "the data hold none of "
                + String.join(", ", symbols)
                + ", which the profile trades; choose others with --set universe.symbols=..."));
    if (profile.get(ProfileKeys.SIZING) == Sizing.ADAPTIVE_DOLLAR
        && profile.get(ProfileKeys.VOLATILITY_FACTOR) == VolatilityFactor.VIX_TABLE) {
      needs.add(
          new Need(
              List.of("VIX"),
              "the data hold no VIX, by which the profile sizes positions, so none is opened;"
                  + " --set risk.volatility-factor=none does without"));
    }
    return needs;
  }

  private static Structure structure(String name, Profile profile) {
    Optional<StrikeRule> byDelta =
        profile.get(ProfileKeys.SHORT_DELTA).map(d -> new StrikeRule.ByDelta(d.doubleValue()));
    if (isCondor(name)) {
      return new IronCondor(new StrikeRule.ByExpectedMove(1), IronCondor.standard().wingStrikes());
    }
    PutCreditSpread standard = PutCreditSpread.standard();
    return new PutCreditSpread(
        byDelta.orElse(standard.shorts()), profile.get(ProfileKeys.WIDTH).orElse(standard.width()));
  }

  private static EntryRules entry(Profile profile) {
    return new EntryRules(
        new LinkedHashSet<>(profile.get(ProfileKeys.SYMBOLS)),
        profile.get(ProfileKeys.DTE_MIN),
        profile.get(ProfileKeys.DTE_MAX),
        Duration.ofMinutes(30),
        OptionalDouble.of(profile.get(ProfileKeys.ENTRY_LIMIT_FACTOR).doubleValue()),
        Optional.of(profile.get(ProfileKeys.ORDER_TIMEOUT)),
        profile.get(ProfileKeys.MAX_ENTRIES),
        OptionalDouble.of(profile.get(ProfileKeys.MIN_CONFIDENCE).doubleValue()));
  }

  private static ExitRules exit(Profile profile) {
    Optional<BigDecimal> loss =
        profile.get(ProfileKeys.EXIT_FAMILY) == ExitFamily.A
            ? profile.get(ProfileKeys.STOP_CREDIT)
            : profile.get(ProfileKeys.STOP_PREMIUM);
    Optional<BigDecimal> elapsed = profile.get(ProfileKeys.TIME_ELAPSED);
    return new ExitRules(
        profile.get(ProfileKeys.EXIT_PROFIT).doubleValue(),
        loss.orElseThrow().doubleValue(),
        elapsed.isPresent()
            ? OptionalDouble.of(elapsed.get().doubleValue())
            : OptionalDouble.empty(),
        Optional.of(profile.get(ProfileKeys.FLAT_BEFORE_CLOSE)),
        profile.get(ProfileKeys.FLAT_ON) == FlatOn.EXPIRATION_DAY);
  }

  private static RiskLimits limits(Profile profile) {
    return new RiskLimits(
        profile.get(ProfileKeys.RISK_PER_TRADE).doubleValue(),
        profile.get(ProfileKeys.MAX_CONTRACTS),
        profile.get(ProfileKeys.MAX_POSITIONS),
        profile.get(ProfileKeys.MAX_PER_SYMBOL),
        profile.get(ProfileKeys.MAX_EXPOSURE).doubleValue(),
        profile.get(ProfileKeys.MAX_TRADES_PER_DAY),
        profile.get(ProfileKeys.DAILY_LOSS_FRACTION).doubleValue(),
        profile
            .get(ProfileKeys.DAILY_LOSS_USD)
            .map(BigDecimal::doubleValue)
            .orElse(Double.POSITIVE_INFINITY),
        profile.get(ProfileKeys.DRAWDOWN_STOP).doubleValue(),
        profile.get(ProfileKeys.ALLOW_NAKED_SHORTS),
        profile.get(ProfileKeys.ORDERS_PER_MINUTE),
        profile.get(ProfileKeys.MAX_WORKING),
        profile.get(ProfileKeys.MAX_AGE));
  }

  private static PositionSizer sizer(Profile profile, RiskLimits limits, List<String> notes) {
    RiskFractionSizer byRisk = limits.sizer();
    VolatilityFactor volatility = profile.get(ProfileKeys.VOLATILITY_FACTOR);
    if (volatility == VolatilityFactor.REGIME_MULTIPLIERS) {
      notes.add("no regime is detected yet: sizes are not multiplied by it");
    }
    if (profile.get(ProfileKeys.SIZING) == Sizing.RISK_FRACTION) {
      return byRisk;
    }
    notes.add("no correlation is computed yet: sizes are neither raised nor lowered by it");
    Range clamp = profile.get(ProfileKeys.CLAMP).orElseThrow();
    return new AdaptiveDollarSizer(
        profile.get(ProfileKeys.BASE_USD).orElseThrow().doubleValue(),
        profile.get(ProfileKeys.MAX_USD).orElseThrow().doubleValue(),
        clamp.low().doubleValue(),
        clamp.high().doubleValue(),
        profile.get(ProfileKeys.MAX_EXPOSURE).doubleValue(),
        volatility == VolatilityFactor.VIX_TABLE
            ? view -> view.spot("VIX").orElse(Double.NaN)
            : view -> 15,
        (proposed, view) -> NEUTRAL_CORRELATION,
        byRisk);
  }

  private static boolean isCondor(String name) {
    return switch (name) {
      case "iron-condor" -> true;
      case "put-credit-spread" -> false;
      default -> throw new IllegalArgumentException("no strategy is named " + name);
    };
  }
}
