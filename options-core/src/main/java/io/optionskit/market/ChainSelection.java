/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.OptionType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Some rows of a chain, narrowed step by step until one contract or a list is left. Immutable.
 *
 * <p>Ties between equally near contracts go to the one listed first: the lower strike of the
 * earlier expiry.
 */
public final class ChainSelection {

  private final OptionChain chain;
  private final int[] rows;

  ChainSelection(OptionChain chain, int[] rows) {
    this.chain = chain;
    this.rows = rows;
  }

  /**
   * Keeps calls or puts.
   *
   * @param type call or put
   * @return the narrower selection
   */
  public ChainSelection ofType(OptionType type) {
    return keep(row -> chain.contract(row).type() == type);
  }

  /**
   * Keeps one option root.
   *
   * @param root root such as {@code SPXW}
   * @return the narrower selection
   */
  public ChainSelection root(String root) {
    return keep(row -> chain.contract(row).root().equals(root));
  }

  /**
   * Keeps one expiry date.
   *
   * @param expiry expiry date
   * @return the narrower selection
   */
  public ChainSelection expiry(LocalDate expiry) {
    return keep(row -> chain.contract(row).expiry().equals(expiry));
  }

  /**
   * Keeps contracts whose expiry lies between two numbers of calendar days ahead.
   *
   * @param lowest fewest days, inclusive
   * @param highest most days, inclusive
   * @return the narrower selection
   */
  public ChainSelection daysToExpiry(int lowest, int highest) {
    return keep(
        row -> {
          long days = ChronoUnit.DAYS.between(chain.tradeDate(), chain.contract(row).expiry());
          return days >= lowest && days <= highest;
        });
  }

  /**
   * Keeps the earliest expiry date of the selection.
   *
   * @return the narrower selection, empty if this one is
   */
  public ChainSelection nearestExpiry() {
    if (isEmpty()) {
      return this;
    }
    LocalDate nearest = chain.contract(rows[0]).expiry();
    for (int row : rows) {
      LocalDate expiry = chain.contract(row).expiry();
      nearest = expiry.isBefore(nearest) ? expiry : nearest;
    }
    return expiry(nearest);
  }

  /**
   * Keeps strikes within bounds.
   *
   * @param lowest lowest strike, inclusive
   * @param highest highest strike, inclusive
   * @return the narrower selection
   */
  public ChainSelection strikesBetween(double lowest, double highest) {
    return keep(row -> strike(row) >= lowest && strike(row) <= highest);
  }

  /**
   * Keeps contracts with a bid and an ask.
   *
   * @return the narrower selection
   */
  public ChainSelection twoSided() {
    return keep(row -> !Double.isNaN(chain.bid(row)) && !Double.isNaN(chain.ask(row)));
  }

  /**
   * Keeps the rows whose quotes are trusted enough.
   *
   * @param floor lowest {@linkplain ChainQuality#score(int) score} kept, 0 to 1
   * @return the rows kept; none if the chain was not judged
   */
  public ChainSelection qualityAtLeast(double floor) {
    return keep(row -> chain.quality().map(quality -> quality.score(row) >= floor).orElse(false));
  }

  /**
   * Keeps what a condition accepts.
   *
   * @param condition condition on the view of a row
   * @return the narrower selection
   */
  public ChainSelection where(Predicate<OptionQuote> condition) {
    return keep(row -> condition.test(chain.quote(row)));
  }

  /**
   * Returns the contract whose delta is nearest to a target; contracts without a delta are passed
   * over.
   *
   * @param delta target, negative for puts
   * @return the nearest, empty if no row has a delta
   */
  public Optional<OptionQuote> nearestDelta(double delta) {
    return chain.columns().flatMap(columns -> nearest(row -> columns.delta()[row] - delta));
  }

  /**
   * Returns the contract whose strike is nearest to a price.
   *
   * @param price price per share
   * @return the nearest, the lower one if two are; empty if the selection is
   */
  public Optional<OptionQuote> nearestStrike(double price) {
    return nearest(row -> strike(row) - price);
  }

  /**
   * Returns the contract whose strike is nearest to the price of the underlying.
   *
   * @return the at-the-money contract, the lower strike if two are equally near; empty if the
   *     selection is or the spot unknown
   */
  public Optional<OptionQuote> atTheMoney() {
    return chain.spot().isPresent() ? nearestStrike(chain.spot().getAsDouble()) : Optional.empty();
  }

  /**
   * Returns the contract a number of listed strikes away from another one, of the same root, expiry
   * and type.
   *
   * @param from starting point, a row of this selection
   * @param strikes listed strikes to go: positive up, negative down
   * @return the contract, empty if the list of strikes ends before
   */
  public Optional<OptionQuote> stepsFrom(OptionQuote from, int strikes) {
    int[] series =
        keep(row -> chain.contract(row).type() == from.contract().type())
            .root(from.contract().root())
            .expiry(from.contract().expiry())
            .rows;
    int position = Arrays.binarySearch(series, from.row());
    int target = position + strikes;
    return position < 0 || target < 0 || target >= series.length
        ? Optional.empty()
        : Optional.of(chain.quote(series[target]));
  }

  /**
   * Returns how many contracts are left.
   *
   * @return count, ≥ 0
   */
  public int size() {
    return rows.length;
  }

  /**
   * Returns whether nothing is left.
   *
   * @return true for an empty selection
   */
  public boolean isEmpty() {
    return rows.length == 0;
  }

  /**
   * Returns the first contract left.
   *
   * @return the contract listed first, empty if nothing is left
   */
  public Optional<OptionQuote> first() {
    return isEmpty() ? Optional.empty() : Optional.of(chain.quote(rows[0]));
  }

  /**
   * Returns the views of what is left, in listing order.
   *
   * @return one view per contract
   */
  public Stream<OptionQuote> stream() {
    return Arrays.stream(rows).mapToObj(chain::quote);
  }

  /**
   * Returns the views of what is left, in listing order.
   *
   * @return unmodifiable list
   */
  public List<OptionQuote> toList() {
    return stream().toList();
  }

  private ChainSelection keep(IntPredicate condition) {
    int[] kept = new int[rows.length];
    int size = 0;
    for (int row : rows) {
      if (condition.test(row)) {
        kept[size++] = row;
      }
    }
    return new ChainSelection(chain, Arrays.copyOf(kept, size));
  }

  private Optional<OptionQuote> nearest(IntToDoubleFunction difference) {
    int nearest = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int row : rows) {
      double distance = Math.abs(difference.applyAsDouble(row));
      if (distance < smallest) {
        smallest = distance;
        nearest = row;
      }
    }
    return nearest < 0 ? Optional.empty() : Optional.of(chain.quote(nearest));
  }

  private double strike(int row) {
    return chain.contract(row).strike().doubleValue();
  }
}
