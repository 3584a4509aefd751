/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a chain that matters most: some listed strikes on each side of the money, of the
 * nearest expiries. Immutable; may be used by several threads.
 *
 * @param strikesEachSide listed strikes kept below and above the one at the money, &ge; 0; fewer
 *     where the list ends
 * @param expirations nearest expiry dates kept, today's included, &gt; 0
 * @param band largest distance of a strike from the price of the underlying as a share of it, 0.10
 *     = 10 %, &gt; 0; empty for no such limit
 */
public record Focus(int strikesEachSide, int expirations, OptionalDouble band) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Focus {
    if (strikesEachSide < 0 || expirations <= 0) {
      throw new IllegalArgumentException(
          "focus needs strikesEachSide >= 0 and expirations > 0: "
              + strikesEachSide
              + ", "
              + expirations);
    }
    if (band.isPresent() && !(band.getAsDouble() > 0)) {
      throw new IllegalArgumentException("band must be above 0: " + band.getAsDouble());
    }
  }

  /**
   * Returns the default: ten strikes on each side, 21 with the one at the money, of the nearest
   * expiry, without a band.
   *
   * @return default focus
   */
  public static Focus defaults() {
    return new Focus(10, 1, OptionalDouble.empty());
  }

  /**
   * Returns this focus on more or fewer expiries.
   *
   * @param nearest number of nearest expiry dates kept, &gt; 0
   * @return changed copy
   */
  public Focus withExpirations(int nearest) {
    return new Focus(strikesEachSide, nearest, band);
  }

  /**
   * Returns this focus with a limit of the distance from the price of the underlying.
   *
   * @param share largest distance as a share of that price, such as 0.10
   * @return changed copy
   */
  public Focus withBand(double share) {
    return new Focus(strikesEachSide, expirations, OptionalDouble.of(share));
  }

  /**
   * Returns the expiry dates to ask for.
   *
   * @param listed expiry dates of the underlying, in any order
   * @param tradeDate today in the exchange's zone
   * @return the nearest that are not over, ascending
   */
  public List<LocalDate> nearest(Collection<LocalDate> listed, LocalDate tradeDate) {
    return listed.stream()
        .filter(expiry -> !expiry.isBefore(tradeDate))
        .distinct()
        .sorted()
        .limit(expirations)
        .toList();
  }

  /**
   * Returns the part of a chain in focus, with all that was said of its rows.
   *
   * <p>Strikes are counted for each root and expiry by themselves, over those at which a call or a
   * put is listed. At the money is the listed strike nearest to the price of the underlying, the
   * lower one if two are equally near.
   *
   * @param chain any chain
   * @return the part, empty if the chain does not know the price of the underlying
   */
  public Optional<OptionChain> of(OptionChain chain) {
    if (chain.spot().isEmpty()) {
      return Optional.empty();
    }
    double spot = chain.spot().getAsDouble();
    Set<LocalDate> dates = new HashSet<>(nearest(chain.expiries(), chain.tradeDate()));
    Map<String, TreeSet<BigDecimal>> strikes = new TreeMap<>();
    for (int row = 0; row < chain.size(); row++) {
      OptionContract contract = chain.contract(row);
      strikes.computeIfAbsent(series(contract), any -> new TreeSet<>()).add(contract.strike());
    }
    strikes.replaceAll((series, listed) -> kept(listed, spot));
    return Optional.of(
        chain.only(
            contract ->
                dates.contains(contract.expiry())
                    && strikes
                        .getOrDefault(series(contract), new TreeSet<>())
                        .contains(contract.strike())));
  }

  private TreeSet<BigDecimal> kept(TreeSet<BigDecimal> listed, double spot) {
    List<BigDecimal> strikes = List.copyOf(listed);
    int money = 0;
    for (int i = 1; i < strikes.size(); i++) {
      if (distance(strikes.get(i), spot) < distance(strikes.get(money), spot)) {
        money = i;
      }
    }
    TreeSet<BigDecimal> kept =
        new TreeSet<>(
            strikes.subList(
                Math.max(0, money - strikesEachSide),
                Math.min(strikes.size(), money + strikesEachSide + 1)));
    band.ifPresent(share -> kept.removeIf(strike -> distance(strike, spot) > share * spot));
    return kept;
  }

  private static double distance(BigDecimal strike, double spot) {
    return Math.abs(strike.doubleValue() - spot);
  }

  private static String series(OptionContract contract) {
    return contract.root() + " " + contract.expiry();
  }
}
