/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.demo;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.Decision;
import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.View;
import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.ml.TradeOutcome;
import io.optionskit.order.Leg;
import io.optionskit.spi.FeatureSource;
import io.optionskit.spi.Strategy;
import io.optionskit.strategy.Structure;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Looks at a structure every hour of every session without trading it, and keeps what was known
 * then together with how it would have ended: sold at the natural price, held to settlement.
 *
 * <p>Runs as a strategy that never decides anything, so that it sees exactly what a trading one
 * would see. Used by one run.
 */
public final class Candidates implements Strategy {

  private static final Duration FIRST = Duration.ofMinutes(30);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Structure structure;
  private final int minDays;
  private final int maxDays;
  private final double feePerLeg;
  private final FeatureSource features;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private Instant next = Instant.MIN;
  private LocalDate today = LocalDate.MIN;
  private Optional<TradingSession> session = Optional.empty();

  /**
   * What was known of a structure at an instant, and how it ended.
   *
   * @param features inputs by name
   * @param day trading date of the instant
   * @param outcome how it ended, after commissions
   */
  public record Example(FeatureRow features, LocalDate day, TradeOutcome outcome) {}

  /** A structure that has not settled yet. */
  private record Pending(
      FeatureRow features,
      LocalDate day,
      List<Leg> legs,
      double netPrice,
      Instant openedAt,
      Instant settlesAt) {

    String underlying() {
      return legs.get(0).asset().underlying();
    }
  }

  /**
   * Creates a collector.
   *
   * @param structure what is looked at
   * @param minDays fewest calendar days to expiry; the nearest expiry within the bounds is taken
   * @param maxDays most calendar days to expiry
   * @param feePerLeg commission of opening one leg, dollars
   * @param features features of the same run
   */
  public Candidates(
      Structure structure, int minDays, int maxDays, double feePerLeg, FeatureSource features) {
    this.structure = structure;
    this.minDays = minDays;
    this.maxDays = maxDays;
    this.feePerLeg = feePerLeg;
    this.features = features;
  }

  @Override
  public String name() {
    return "look-at-" + structure.name();
  }

  @Override
  public List<Decision> decide(View view) {
    settle(view);
    startDay(view);
    if (session.isPresent()
        && !view.now().isBefore(next)
        && view.now().isBefore(session.get().closesAt().minus(FIRST))) {
      next = next.plus(EVERY);
      view.underlyings().forEach(underlying -> look(underlying, view));
    }
    return List.of();
  }

  /**
   * Returns the structures that have settled so far.
   *
   * @return examples in the order in which they settled
   */
  public List<Example> examples() {
    return List.copyOf(examples);
  }

  private void startDay(View view) {
    LocalDate date = view.calendar().tradingDateAt(view.now());
    if (!date.equals(today)) {
      today = date;
      session = view.calendar().findSession(date);
      next = session.map(open -> open.opensAt().plus(FIRST)).orElse(Instant.MAX);
    }
  }

  private void settle(View view) {
    for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
      Pending open = each.next();
      OptionalDouble price = view.spot(open.underlying());
      if (!view.now().isBefore(open.settlesAt) && price.isPresent()) {
        each.remove();
        examples.add(
            new Example(
                open.features,
                open.day,
                TradeOutcome.heldToSettlement(
                    open.legs,
                    open.netPrice,
                    feePerLeg * open.legs.size(),
                    open.openedAt,
                    view.now(),
                    price.getAsDouble())));
      }
    }
  }

  private void look(String underlying, View view) {
    OptionChain chain = view.chain(underlying);
    ChainSelection series = chain.all().daysToExpiry(minDays, maxDays).nearestExpiry();
    if (series.isEmpty() || chain.spot().isEmpty()) {
      return;
    }
    structure.choose(series, chain.spot().getAsDouble()).ifPresent(choice -> keep(choice, view));
  }

  private void keep(Structure.Choice choice, View view) {
    OptionalDouble credit = naturalCredit(choice);
    if (credit.isEmpty() || credit.getAsDouble() <= 0) {
      return;
    }
    List<Leg> legs =
        Stream.concat(
                choice.shorts().stream().map(quote -> Leg.sell(quote.contract())),
                choice.longs().stream().map(quote -> Leg.buy(quote.contract())))
            .toList();
    OptionContract near = choice.shorts().get(0).contract();
    Instant settlesAt = ExpiryRules.usOptions().settlesAt(near.expiry(), near.settlement());
    pending.add(
        new Pending(
            features.row(view, near), today, legs, -credit.getAsDouble(), view.now(), settlesAt));
  }

  /** Bids of what is sold less asks of what is bought; empty if one is missing. */
  private static OptionalDouble naturalCredit(Structure.Choice choice) {
    double credit = 0;
    for (OptionQuote sold : choice.shorts()) {
      credit += sold.bid().orElse(Double.NaN);
    }
    for (OptionQuote bought : choice.longs()) {
      credit -= bought.ask().orElse(Double.NaN);
    }
    return Double.isNaN(credit) ? OptionalDouble.empty() : OptionalDouble.of(credit);
  }
}
