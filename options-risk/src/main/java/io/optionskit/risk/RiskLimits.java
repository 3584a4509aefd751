/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.spi.RiskRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The limits of a profile and the rules they make.
 *
 * @param perTrade largest loss per trade as a fraction of equity ({@code risk.per-trade})
 * @param maxContracts most contracts per order ({@code risk.max-contracts})
 * @param maxPositions most open positions ({@code risk.max-positions})
 * @param maxPerSymbol most open positions per underlying ({@code risk.max-per-symbol})
 * @param maxExposure largest exposure as a fraction of equity ({@code risk.max-exposure})
 * @param maxTradesPerDay most trades opened per trading date ({@code risk.max-trades-per-day})
 * @param dailyLossFraction daily loss limit as a fraction of equity ({@code
 *     risk.daily-loss.fraction})
 * @param dailyLossDollars daily loss limit in dollars, infinite for none ({@code
 *     risk.daily-loss.usd})
 * @param drawdownStop drawdown at which trading stops ({@code risk.drawdown.stop})
 * @param allowNakedShorts whether short options may be naked ({@code risk.allow-naked-shorts});
 *     limits on losses still refuse what can lose without bound
 * @param ordersPerMinute most requests to the broker per minute ({@code order.rate-per-minute})
 * @param maxWorkingOrders most orders that may work at once ({@code order.max-concurrent})
 * @param maxQuoteAge oldest quote to open on ({@code data.max-age})
 */
public record RiskLimits(
    double perTrade,
    int maxContracts,
    int maxPositions,
    int maxPerSymbol,
    double maxExposure,
    int maxTradesPerDay,
    double dailyLossFraction,
    double dailyLossDollars,
    double drawdownStop,
    boolean allowNakedShorts,
    int ordersPerMinute,
    int maxWorkingOrders,
    Duration maxQuoteAge) {

  /** The profile {@code weekly-ivrank} of SPEC section 18. */
  public static final RiskLimits WEEKLY =
      new RiskLimits(
          0.02,
          10,
          5,
          3,
          0.20,
          20,
          0.03,
          Double.POSITIVE_INFINITY,
          0.25,
          false,
          10,
          5,
          Duration.ofMinutes(5));

  /** The profile {@code lean-0dte} of SPEC section 18. */
  public static final RiskLimits ZERO_DTE =
      new RiskLimits(
          0.02, 10, 5, 3, 0.20, 20, 0.03, 1_000, 0.25, false, 10, 5, Duration.ofMinutes(5));

  /**
   * Checks every limit.
   *
   * @throws IllegalArgumentException if a limit has no meaning; the message names it and shows its
   *     value
   */
  public RiskLimits {
    Fractions.check("risk.per-trade", perTrade);
    Fractions.check("risk.max-exposure", maxExposure);
    Fractions.check("risk.daily-loss.fraction", dailyLossFraction);
    Fractions.check("risk.drawdown.stop", drawdownStop);
    checkPositive("risk.daily-loss.usd", dailyLossDollars);
    checkPositive("risk.max-contracts", maxContracts);
    checkPositive("risk.max-positions", maxPositions);
    checkPositive("risk.max-per-symbol", maxPerSymbol);
    checkPositive("risk.max-trades-per-day", maxTradesPerDay);
    checkPositive("order.rate-per-minute", ordersPerMinute);
    checkPositive("order.max-concurrent", maxWorkingOrders);
    checkPositive("data.max-age in seconds", maxQuoteAge.toMillis() / 1000.0);
  }

  /**
   * Returns the rules of the risk gate.
   *
   * @return rules in the order in which they are asked; all must pass
   */
  public List<RiskRule> rules() {
    List<RiskRule> rules = new ArrayList<>();
    rules.add(new MarketHoursRule());
    rules.add(new FreshQuotesRule(maxQuoteAge));
    rules.add(new PriceSanityRule());
    if (!allowNakedShorts) {
      rules.add(new DefinedRiskRule());
    }
    rules.add(new MaxContractsRule(maxContracts));
    rules.add(new OrderLossRule(perTrade));
    rules.add(new PositionLimitsRule(maxPositions, maxPerSymbol, maxTradesPerDay));
    rules.add(new ExposureRule(maxExposure));
    rules.add(new BuyingPowerRule());
    rules.add(new DrawdownRule(drawdownStop));
    rules.add(new DailyLossRule(dailyLossFraction, dailyLossDollars));
    rules.add(new RequestRateRule(ordersPerMinute, maxWorkingOrders));
    return List.copyOf(rules);
  }

  /**
   * Returns the sizer by risk (RK-02, RK-04): the fraction per trade, by steps of confidence, at
   * most the contracts per order.
   *
   * @return the sizer without a regime multiplier
   */
  public RiskFractionSizer sizer() {
    return new RiskFractionSizer(perTrade, maxContracts, List.of(SizeMultiplier.confidenceSteps()));
  }

  /**
   * Checks at start-up that one stop-out at the largest permitted size stays within the daily loss
   * limit (RK-20).
   *
   * <p>Example: a position of $24,000 with a stop of 10 % loses $2,400 and does not go with a limit
   * of $1,000.
   *
   * @param equity equity at the start, dollars
   * @param largestPosition largest permitted position, dollars
   * @param stop part of the position that is lost when it is stopped out, above 0 and at most 1
   * @return what is wrong, in words for whoever configured it; empty if all is well
   */
  public List<String> problems(double equity, double largestPosition, double stop) {
    Fractions.check("stop", stop);
    double limit = new DailyLossRule(dailyLossFraction, dailyLossDollars).limit(equity);
    double loss = Dollars.cleaned(largestPosition * stop);
    return loss <= limit
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "one stop-out of the largest position (%s, stop %s) loses %s, more than the daily"
                    + " loss limit of %s",
                Dollars.text(largestPosition),
                Fractions.text(stop),
                Dollars.text(loss),
                Dollars.text(limit)));
  }

  private static void checkPositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }
}
