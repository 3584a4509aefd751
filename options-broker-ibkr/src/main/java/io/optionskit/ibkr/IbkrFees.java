/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ibkr;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commissions of Interactive Brokers for US stocks and options routed by the broker.
 *
 * <p>A combination is one order: its option legs share one minimum, its stock leg has a minimum of
 * its own. Where the minimum does not bind, each leg bears what its own units cost; where it binds,
 * it is split over the legs in proportion to their units, in whole cents, and the first leg bears
 * the remainder, so that the legs always add up exactly to the order's commission. Nothing else is
 * rounded: one share more than 200 at $0.005 costs $1.005. Each call is charged as if it were the
 * whole order: an order that is filled in several parts pays the minimum for each.
 *
 * <p>Not included are the fees of exchanges, clearing house and regulators, which Interactive
 * Brokers passes on beside the tiered commissions (a few cents per contract either way) and, apart
 * from regulatory fees, includes in the fixed ones.
 *
 * <p>Immutable; may be called from any thread.
 */
public final class IbkrFees implements FeeSchedule {

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal LOW_PREMIUM = new BigDecimal("0.05");
  private static final BigDecimal FULL_PREMIUM = new BigDecimal("0.10");

  private static final IbkrFees FIXED =
      new IbkrFees(
          "ibkr-fixed",
          List.of(tier(Long.MAX_VALUE, "0.65", "0.65", "0.65")),
          shares("0.005", "1.00", null));

  private static final IbkrFees TIERED =
      new IbkrFees(
          "ibkr-tiered",
          List.of(
              tier(10_000, "0.25", "0.50", "0.65"),
              tier(50_000, "0.25", "0.50", "0.50"),
              tier(100_000, "0.25", "0.25", "0.25"),
              tier(Long.MAX_VALUE, "0.15", "0.15", "0.15")),
          shares("0.0035", "0.35", new BigDecimal("0.01")));

  private static final BigDecimal OPTION_MINIMUM = new BigDecimal("1.00");

  private final String name;
  private final List<Tier> tiers;
  private final ShareRates shareRates;

  private IbkrFees(String name, List<Tier> tiers, ShareRates shareRates) {
    this.name = name;
    this.tiers = tiers;
    this.shareRates = shareRates;
  }

  /**
   * Returns the fixed schedule: $0.65 per option contract with at least $1.00 per order, $0.005 per
   * share with at least $1.00 per order.
   *
   * <p>Example: an iron condor of one unit costs $2.60, a single contract $1.00.
   *
   * @return schedule that depends neither on prices nor on the month's volume
   */
  public static FeeSchedule fixed() {
    return FIXED;
  }

  /**
   * Returns the tiered schedule of US options and stocks.
   *
   * <table>
   *   <caption>Dollars per option contract by the premium per share</caption>
   *   <tr><th>contracts in the month</th><th>below 0.05</th><th>0.05 to below 0.10</th><th>0.10 and above</th></tr>
   *   <tr><td>up to 10,000</td><td>0.25</td><td>0.50</td><td>0.65</td></tr>
   *   <tr><td>10,001 to 50,000</td><td>0.25</td><td>0.50</td><td>0.50</td></tr>
   *   <tr><td>50,001 to 100,000</td><td>0.25</td><td>0.25</td><td>0.25</td></tr>
   *   <tr><td>100,001 and more</td><td>0.15</td><td>0.15</td><td>0.15</td></tr>
   * </table>
   *
   * <p>The tiers are marginal: of an order that crosses a bound, each contract pays the rate of its
   * own place in the month, in the order of the legs. The minimum is $1.00 per order. A share costs
   * $0.0035, at least $0.35 and at most 1 % of the trade's value per order; the maximum goes before
   * the minimum. The lower rates beyond 300,000 shares a month are not applied.
   *
   * @return schedule by the month's option contracts and the premium of each leg
   * @see <a
   *     href="https://www.interactivebrokers.com/en/pricing/commissions-options.php">Interactive
   *     Brokers, Commissions Options, United States</a> and <a
   *     href="https://www.interactivebrokers.com/en/pricing/commissions-stocks.php">Commissions
   *     Stocks</a>, the tables as published in 2025
   */
  public static FeeSchedule tiered() {
    return TIERED;
  }

  @Override
  public List<BigDecimal> commissions(
      Order order, int quantity, List<BigDecimal> legPrices, long contractsThisMonth) {
    List<Leg> legs = order.legs();
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity filled must be above 0: " + quantity);
    }
    if (legPrices.size() != legs.size()) {
      throw new IllegalArgumentException(
          "order "
              + order.orderId()
              + " has "
              + legs.size()
              + " legs but "
              + legPrices.size()
              + " prices");
    }
    if (contractsThisMonth < 0) {
      throw new IllegalArgumentException(
          "contracts of the month must not be negative: " + contractsThisMonth);
    }
    Part options = new Part();
    Part shares = new Part();
    long contracts = contractsThisMonth;
    BigDecimal shareValue = BigDecimal.ZERO;
    for (int i = 0; i < legs.size(); i++) {
      long units = Math.abs((long) quantity * legs.get(i).ratio());
      if (legs.get(i).asset() instanceof OptionContract) {
        options.add(i, units, optionCost(units, legPrices.get(i), contracts));
        contracts += units;
      } else {
        shares.add(i, units, shareRates.perShare.multiply(BigDecimal.valueOf(units)));
        shareValue = shareValue.add(legPrices.get(i).multiply(BigDecimal.valueOf(units)));
      }
    }
    List<BigDecimal> commissions =
        new ArrayList<>(Collections.nCopies(legs.size(), BigDecimal.ZERO));
    options.charge(options.total().max(OPTION_MINIMUM), commissions);
    shares.charge(shareRates.bounded(shares.total(), shareValue), commissions);
    return List.copyOf(commissions);
  }

  @Override
  public String toString() {
    return name;
  }

  private BigDecimal optionCost(long contracts, BigDecimal premium, long contractsBefore) {
    BigDecimal cost = BigDecimal.ZERO;
    long done = contractsBefore;
    long end = Math.addExact(contractsBefore, contracts);
    for (Tier tier : tiers) {
      long inTier = Math.min(end, tier.lastContract) - done;
      if (inTier > 0) {
        cost = cost.add(tier.rate(premium).multiply(BigDecimal.valueOf(inTier)));
        done += inTier;
      }
    }
    return cost;
  }

  private static Tier tier(
      long lastContract, String below5Cents, String below10Cents, String full) {
    return new Tier(
        lastContract,
        new BigDecimal(below5Cents),
        new BigDecimal(below10Cents),
        new BigDecimal(full));
  }

  private static ShareRates shares(
      String perShare, String minimum, @Nullable BigDecimal maximumOfValue) {
    return new ShareRates(new BigDecimal(perShare), new BigDecimal(minimum), maximumOfValue);
  }

  /** Dollars per contract, by premium, up to a number of contracts in the month. */
  private record Tier(
      long lastContract, BigDecimal below5Cents, BigDecimal below10Cents, BigDecimal full) {

    BigDecimal rate(BigDecimal premium) {
      if (premium.compareTo(LOW_PREMIUM) < 0) {
        return below5Cents;
      }
      return premium.compareTo(FULL_PREMIUM) < 0 ? below10Cents : full;
    }
  }

  /**
   * Dollars per share with bounds per order; the upper one is a fraction of the value traded, null
   * for none.
   */
  private record ShareRates(
      BigDecimal perShare, BigDecimal minimum, @Nullable BigDecimal maximumOfValue) {

    BigDecimal bounded(BigDecimal cost, BigDecimal value) {
      BigDecimal atLeast = cost.max(minimum);
      return maximumOfValue == null ? atLeast : atLeast.min(value.multiply(maximumOfValue));
    }
  }

  /** The legs of an order that share one minimum, with what each costs without it. */
  private static final class Part {

    private final List<Integer> legs = new ArrayList<>();
    private final List<Long> units = new ArrayList<>();
    private final List<BigDecimal> costs = new ArrayList<>();

    void add(int leg, long legUnits, BigDecimal cost) {
      legs.add(leg);
      units.add(legUnits);
      costs.add(cost);
    }

    BigDecimal total() {
      return costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void charge(BigDecimal total, List<BigDecimal> commissions) {
      if (legs.isEmpty()) {
        return;
      }
      boolean bounded = total.compareTo(total()) != 0;
      BigDecimal rest = total;
      for (int i = 1; i < legs.size(); i++) {
        BigDecimal share = bounded ? wholeCents(total, units.get(i)) : costs.get(i);
        commissions.set(legs.get(i), share);
        rest = rest.subtract(share);
      }
      commissions.set(legs.get(0), rest);
    }

    private BigDecimal wholeCents(BigDecimal total, long legUnits) {
      BigDecimal allUnits = BigDecimal.valueOf(units.stream().mapToLong(Long::longValue).sum());
      BigDecimal cents =
          total
              .multiply(BigDecimal.valueOf(legUnits))
              .divide(allUnits.multiply(CENT), 0, RoundingMode.DOWN);
      return cents.multiply(CENT);
    }
  }
}
