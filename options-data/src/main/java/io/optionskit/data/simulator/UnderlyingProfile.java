/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Settlement;
import io.optionskit.time.ExpiryCycle;
import java.util.List;

/**
 * How one underlying moves with the market and how its options are listed and quoted.
 *
 * @param symbol ticker
 * @param root option root
 * @param spot price at the start of the simulation
 * @param beta return per return of the market
 * @param ownRatio variance of its own diffusion relative to the market's
 * @param dividendYield dividends per year and price
 * @param paysCash whether dividends are paid quarterly in cash; else they leave continuously
 * @param strikeStep distance of strikes, dollars
 * @param cycle how often options expire
 * @param ticks price steps of its options
 * @param illiquidity factor on the width of quotes; 1 for the most liquid
 * @param spreadCents usual distance of the underlying's own bid and ask; 0 for an index, not quoted
 */
record UnderlyingProfile(
    String symbol,
    String root,
    double spot,
    double beta,
    double ownRatio,
    double dividendYield,
    boolean paysCash,
    double strikeStep,
    ExpiryCycle cycle,
    TickRule ticks,
    double illiquidity,
    int spreadCents) {

  /** Volatility of the own factor log z, and how fast it reverts to its mean. */
  private static final double OWN_VOLATILITY = 0.8;

  private static final double OWN_REVERSION = 6;
  private static final double OWN_VARIANCE = OWN_VOLATILITY * OWN_VOLATILITY / (2 * OWN_REVERSION);

  private static final List<UnderlyingProfile> KNOWN =
      List.of(
          fund("SPY", 600, 1.00, 0.00, 0.012, 1.0),
          fund("QQQ", 520, 1.15, 0.30, 0.006, 1.3),
          fund("IWM", 220, 1.08, 0.46, 0.011, 1.6),
          fund("DIA", 430, 0.86, 0.08, 0.016, 2.5),
          index("SPX", "SPXW", 6000, 1.00, 0.00, 0.013, 5),
          index("NDX", "NDXP", 21000, 1.15, 0.30, 0.007, 25),
          index("RUT", "RUTW", 2200, 1.08, 0.46, 0.012, 5),
          index("XSP", "XSP", 600, 1.00, 0.00, 0.013, 1));

  /**
   * Returns the profile of a ticker.
   *
   * <p>The large funds and some indices have their own. Every other ticker is a stock whose price,
   * beta and own risk are drawn from its name.
   */
  static UnderlyingProfile of(String symbol) {
    return KNOWN.stream()
        .filter(profile -> profile.symbol.equals(symbol))
        .findFirst()
        .orElseGet(() -> stock(symbol));
  }

  /** Returns whether a ticker has a profile of its own. */
  static boolean isKnown(String symbol) {
    return KNOWN.stream().anyMatch(profile -> profile.symbol.equals(symbol));
  }

  /** Returns whether a ticker can be that of a stock with standard options. */
  static boolean canBeStock(String symbol) {
    return symbol.matches("[A-Z]{1,6}")
        && OptionProduct.ofRoot(symbol).settlement() == Settlement.PHYSICAL;
  }

  UnderlyingProfile withSpot(double price) {
    return new UnderlyingProfile(
        symbol,
        root,
        price,
        beta,
        ownRatio,
        dividendYield,
        paysCash,
        isIndex() || isFund() ? strikeStep : stockStep(price),
        cycle,
        ticks,
        illiquidity,
        spreadCents);
  }

  boolean isIndex() {
    return spreadCents == 0;
  }

  /** Returns the diffusive variance relative to the market's at a value of the own factor log z. */
  double varianceRatio(double own) {
    return ownRatio == 0
        ? beta * beta
        : beta * beta + ownRatio * StrictMath.exp(own - 0.5 * OWN_VARIANCE);
  }

  /** Returns log z whose exponential is the expectation of z after a time. */
  double expectedOwn(double own, double time) {
    if (ownRatio == 0) {
      return 0;
    }
    double decay = StrictMath.exp(-OWN_REVERSION * time);
    return decay * own + 0.5 * OWN_VARIANCE * (1 - decay * decay);
  }

  /** Returns the own factor log z after a time, moved by a standard normal number. */
  static double nextOwn(double own, double time, double normal) {
    double decay = StrictMath.exp(-OWN_REVERSION * time);
    return decay * own + Math.sqrt(OWN_VARIANCE * (1 - decay * decay)) * normal;
  }

  static double ownStationaryDeviation() {
    return Math.sqrt(OWN_VARIANCE);
  }

  private boolean isFund() {
    return ticks == TickRule.PENNY;
  }

  private static UnderlyingProfile fund(
      String symbol, double spot, double beta, double ownRatio, double yield, double illiquidity) {
    return new UnderlyingProfile(
        symbol,
        symbol,
        spot,
        beta,
        ownRatio,
        yield,
        true,
        1,
        ExpiryCycle.DAILY,
        TickRule.PENNY,
        illiquidity,
        1);
  }

  private static UnderlyingProfile index(
      String symbol,
      String root,
      double spot,
      double beta,
      double ownRatio,
      double yield,
      double step) {
    return new UnderlyingProfile(
        symbol,
        root,
        spot,
        beta,
        ownRatio,
        yield,
        false,
        step,
        ExpiryCycle.DAILY,
        TickRule.NICKEL_DIME,
        2,
        0);
  }

  private static UnderlyingProfile stock(String symbol) {
    RandomStream draw = RandomStream.of(0, symbol, 0, RandomStream.Purpose.START);
    double spot = Math.rint(100 * 40 * StrictMath.exp(2 * draw.uniform())) / 100;
    double beta = 0.7 + 0.9 * draw.uniform();
    double ownRatio = beta * beta * (0.8 + 2.2 * draw.uniform());
    double yield = draw.uniform() < 0.3 ? 0 : 0.02 * draw.uniform();
    return new UnderlyingProfile(
        symbol,
        symbol,
        spot,
        beta,
        ownRatio,
        yield,
        true,
        stockStep(spot),
        ExpiryCycle.WEEKLY,
        TickRule.PENNY_NICKEL,
        3 + 3 * draw.uniform(),
        2);
  }

  private static double stockStep(double spot) {
    if (spot < 25) {
      return 0.5;
    }
    if (spot < 100) {
      return 1;
    }
    return spot < 250 ? 2.5 : 5;
  }
}
