/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.Strategy;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingSession;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Opens a credit structure by entry rules and closes it by exit rules.
 *
 * <p>Entries are limit orders: the credit asked for is at least the natural one (short bids less
 * long asks), must be above 0 and below the widest wing. Exits are market orders. What it
 * remembers, the attempts of the day, follows from the views it was given.
 */
public final class CreditStrategy implements Strategy {

  private final Structure structure;
  private final EntryRules entry;
  private final ExitRules exit;
  private final Map<String, Integer> attempts = new TreeMap<>();
  private LocalDate today = LocalDate.EPOCH;
  private Instant entryFrom = Instant.MAX;

  /**
   * Creates the strategy.
   *
   * @param structure what is opened
   * @param entry when
   * @param exit when it is closed
   */
  public CreditStrategy(Structure structure, EntryRules entry, ExitRules exit) {
    this.structure = structure;
    this.entry = entry;
    this.exit = exit;
  }

  @Override
  public String name() {
    return structure.name();
  }

  @Override
  public List<Decision> decide(View view) {
    List<Trade> open = view.openTrades();
    List<WorkingOrder> working = view.workingOrders();
    startDay(view);
    boolean mayEnter = !view.now().isBefore(entryFrom);
    if (open.isEmpty() && working.isEmpty() && !mayEnter) {
      return List.of();
    }
    List<Decision> decisions = new ArrayList<>();
    for (Trade trade : open) {
      exit.reasonToClose(trade, view)
          .ifPresent(reason -> decisions.add(Decision.close(trade.tradeId(), reason)));
    }
    entry
        .cancelAfter()
        .ifPresent(
            life ->
                working.stream()
                    .filter(order -> !view.now().isBefore(order.submittedAt().plus(life)))
                    .forEach(
                        order ->
                            decisions.add(
                                new Decision.Cancel(
                                    order.order().orderId(), "not filled in time"))));
    if (mayEnter) {
      for (String underlying :
          entry.underlyings().isEmpty() ? view.underlyings() : List.copyOf(entry.underlyings())) {
        if (attempts.getOrDefault(underlying, 0) < entry.attemptsPerDay()
            && !isBusy(underlying, open, working)) {
          enter(underlying, view).ifPresent(decisions::add);
        }
      }
    }
    return decisions;
  }

  private void startDay(View view) {
    if (view.now().isBefore(entryFrom) && view.calendar().tradingDateAt(view.now()).equals(today)) {
      return;
    }
    LocalDate date = view.calendar().tradingDateAt(view.now());
    if (!date.equals(today)) {
      today = date;
      attempts.clear();
      entryFrom =
          view.calendar()
              .findSession(date)
              .map(TradingSession::opensAt)
              .map(opening -> opening.plus(entry.afterOpen()))
              .orElse(Instant.MAX);
    }
  }

  private static boolean isBusy(String underlying, List<Trade> open, List<WorkingOrder> working) {
    return Stream.concat(
            open.stream().map(Trade::legs), working.stream().map(order -> order.order().legs()))
        .anyMatch(legs -> legs.get(0).asset().underlying().equals(underlying));
  }

  private Optional<Decision> enter(String underlying, View view) {
    OptionChain chain = view.chain(underlying);
    OptionalDouble spot = chain.spot();
    ChainSelection series = series(chain, view.now());
    if (series.isEmpty()
        || spot.isEmpty()
        || exit.isFlatTime(() -> series.first().map(OptionQuote::contract), view)) {
      return Optional.empty();
    }
    Optional<Structure.Choice> choice = structure.choose(series, spot.getAsDouble());
    if (choice.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> credit = credit(choice.get());
    Optional<Score> score = view.score(choice.get().shorts().get(0).contract());
    boolean isScoredTooLow =
        entry.minProbability().isPresent()
            && score.isPresent()
            && score.get().probability() < entry.minProbability().getAsDouble();
    if (credit.isEmpty() || isScoredTooLow) {
      return Optional.empty();
    }
    int attempt = attempts.merge(underlying, 1, Integer::sum);
    List<Leg> legs =
        Stream.concat(
                choice.get().shorts().stream().map(quote -> Leg.sell(quote.contract())),
                choice.get().longs().stream().map(quote -> Leg.buy(quote.contract())))
            .toList();
    String id = underlying + "-" + today + (attempt == 1 ? "" : "-" + attempt);
    Order order = Order.limit(id, 1, legs, credit.get().negate());
    OptionalDouble confidence =
        score.isPresent() ? OptionalDouble.of(score.get().probability()) : OptionalDouble.empty();
    return Optional.of(
        new Decision.Submit(
            order,
            confidence,
            structure.name() + " for a credit of " + credit.get().toPlainString()));
  }

  /** Calls and puts of the nearest root and expiry within the bounds that has not settled yet. */
  private ChainSelection series(OptionChain chain, Instant now) {
    ChainSelection left = chain.all().daysToExpiry(entry.minDays(), entry.maxDays());
    while (!left.isEmpty()) {
      ChainSelection nearest = left.nearestExpiry();
      for (Optional<OptionQuote> first = nearest.first();
          first.isPresent();
          first = nearest.first()) {
        OptionContract contract = first.get().contract();
        if (settlesAt(contract).isAfter(now)) {
          return nearest.root(contract.root());
        }
        nearest = nearest.where(quote -> !quote.contract().root().equals(contract.root()));
      }
      LocalDate settled =
          left.nearestExpiry()
              .first()
              .map(quote -> quote.contract().expiry())
              .orElse(LocalDate.MAX);
      left = left.where(quote -> quote.contract().expiry().isAfter(settled));
    }
    return left;
  }

  /** The credit asked for, empty if a price is missing or the natural credit makes no sense. */
  private Optional<BigDecimal> credit(Structure.Choice choice) {
    BigDecimal natural = BigDecimal.ZERO;
    BigDecimal middle = BigDecimal.ZERO;
    for (OptionQuote sold : choice.shorts()) {
      if (sold.bid().isEmpty()) {
        return Optional.empty();
      }
      natural = natural.add(BigDecimal.valueOf(sold.bid().getAsDouble()));
      middle = middle.add(BigDecimal.valueOf(sold.mid().orElse(sold.bid().getAsDouble())));
    }
    for (OptionQuote bought : choice.longs()) {
      if (bought.ask().isEmpty()) {
        return Optional.empty();
      }
      natural = natural.subtract(BigDecimal.valueOf(bought.ask().getAsDouble()));
      middle = middle.subtract(BigDecimal.valueOf(bought.mid().orElse(bought.ask().getAsDouble())));
    }
    if (natural.signum() <= 0 || natural.compareTo(widestWing(choice)) >= 0) {
      return Optional.empty();
    }
    return entry.limitFactor().isPresent()
        ? Optional.of(
            natural.max(
                middle
                    .multiply(BigDecimal.valueOf(entry.limitFactor().getAsDouble()))
                    .setScale(2, RoundingMode.CEILING)))
        : Optional.of(natural);
  }

  private static BigDecimal widestWing(Structure.Choice choice) {
    BigDecimal widest = BigDecimal.ZERO;
    for (int i = 0; i < choice.shorts().size(); i++) {
      BigDecimal near = choice.shorts().get(i).contract().strike();
      widest = widest.max(choice.longs().get(i).contract().strike().subtract(near).abs());
    }
    return widest;
  }

  private static Instant settlesAt(OptionContract contract) {
    return ExpiryRules.usOptions().settlesAt(contract.expiry(), contract.settlement());
  }
}
