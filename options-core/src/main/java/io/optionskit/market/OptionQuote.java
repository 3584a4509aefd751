/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.OptionContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** View of one contract in a chain snapshot. Immutable; prices are currency per share. */
public final class OptionQuote {

  private final OptionChain chain;
  private final int row;

  OptionQuote(OptionChain chain, int row) {
    this.chain = chain;
    this.row = row;
  }

  /**
   * Returns the contract.
   *
   * @return the contract of this row
   */
  public OptionContract contract() {
    return chain.contract(row);
  }

  /**
   * Returns the row in the chain.
   *
   * @return 0 to {@link OptionChain#size()} − 1
   */
  public int row() {
    return row;
  }

  /**
   * Returns the strike as an estimate, for calculations.
   *
   * @return exercise price per share
   */
  public double strike() {
    return chain.contract(row).strike().doubleValue();
  }

  /**
   * Returns the calendar days from the chain's trade date to the expiry date.
   *
   * @return days, 0 on the day of expiry
   */
  public int daysToExpiry() {
    return (int) ChronoUnit.DAYS.between(chain.tradeDate(), contract().expiry());
  }

  /**
   * Returns the best bid.
   *
   * @return bid per share ≥ 0, empty if there is none
   */
  public OptionalDouble bid() {
    return optional(chain.bid(row));
  }

  /**
   * Returns the best ask.
   *
   * @return ask per share &gt; 0, empty if there is none
   */
  public OptionalDouble ask() {
    return optional(chain.ask(row));
  }

  /**
   * Returns the middle of bid and ask.
   *
   * @return (bid + ask) / 2, empty unless both sides are there
   */
  public OptionalDouble mid() {
    return optional(0.5 * (chain.bid(row) + chain.ask(row)));
  }

  /**
   * Returns the distance from bid to ask.
   *
   * @return ask − bid, negative if crossed, empty unless both sides are there
   */
  public OptionalDouble spread() {
    return optional(chain.ask(row) - chain.bid(row));
  }

  /**
   * Returns the price of the last trade, which may be old.
   *
   * @return price per share, empty if unknown
   */
  public OptionalDouble last() {
    return optional(chain.last(row));
  }

  /**
   * Returns whether both sides are there.
   *
   * @return true with a bid and an ask
   */
  public boolean isTwoSided() {
    return !Double.isNaN(chain.bid(row)) && !Double.isNaN(chain.ask(row));
  }

  /**
   * Returns the size at the bid.
   *
   * @return contracts, empty if unknown
   */
  public OptionalInt bidSize() {
    return optional(chain.bidSize(row));
  }

  /**
   * Returns the size at the ask.
   *
   * @return contracts, empty if unknown
   */
  public OptionalInt askSize() {
    return optional(chain.askSize(row));
  }

  /**
   * Returns the volume of the session so far.
   *
   * @return contracts, empty if unknown
   */
  public OptionalLong volume() {
    long volume = chain.volume(row);
    return volume < 0 ? OptionalLong.empty() : OptionalLong.of(volume);
  }

  /**
   * Returns the open interest.
   *
   * @return contracts, empty if unknown
   */
  public OptionalInt openInterest() {
    return optional(chain.openInterest(row));
  }

  /**
   * Returns when the quote became known.
   *
   * @return instant, empty if the contract had no quote yet
   */
  public Optional<Instant> quoteTime() {
    long timeNs = chain.quoteTimeNs(row);
    return timeNs < 0 ? Optional.empty() : Optional.of(EpochNanos.toInstant(timeNs));
  }

  /**
   * Returns the implied volatility of the attached analysis.
   *
   * @return annual volatility, 0.20 = 20 %; empty without analysis or where there is none
   */
  public OptionalDouble impliedVolatility() {
    return chain
        .columns()
        .map(columns -> optional(columns.impliedVolatility()[row]))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Returns the delta of the attached analysis.
   *
   * @return ∂value/∂spot, −1 to 1; empty without analysis or where there is none
   */
  public OptionalDouble delta() {
    return chain
        .columns()
        .map(columns -> optional(columns.delta()[row]))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Returns the Greeks of the attached analysis.
   *
   * @return raw derivatives; empty without analysis or where there are none
   */
  public Optional<Greeks> greeks() {
    return chain
        .columns()
        .filter(columns -> !Double.isNaN(columns.delta()[row]))
        .map(
            columns ->
                new Greeks(
                    columns.delta()[row],
                    columns.gamma()[row],
                    columns.vega()[row],
                    columns.theta()[row],
                    columns.rho()[row]));
  }

  /**
   * Returns what the source gave for a field, with where it comes from and the value's own time.
   *
   * @param field which value; volatility and Greeks are the source's own, not ours
   * @return the value, empty if the source did not give it
   */
  public Optional<Observation> observation(QuoteField field) {
    OptionalDouble value = given(field);
    ChainProvenance provenance = chain.provenance();
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Observation(
                field,
                value.getAsDouble(),
                provenance.feed(field, row),
                provenance.time(field, row)));
  }

  /**
   * Returns how far the quote is to be trusted.
   *
   * @return 0 (worthless) to 1 (nothing to object), empty if the chain was not judged
   */
  public OptionalDouble quality() {
    return chain
        .quality()
        .map(quality -> OptionalDouble.of(quality.score(row)))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Returns what is wrong with the quote.
   *
   * @return issues, empty if there are none or the chain was not judged
   */
  public Set<QuoteIssue> issues() {
    return chain.quality().map(quality -> quality.issues(row)).orElse(Set.of());
  }

  private OptionalDouble given(QuoteField field) {
    return switch (field) {
      case BID -> bid();
      case ASK -> ask();
      case BID_SIZE -> optional(chain.bidSize(row) < 0 ? Double.NaN : chain.bidSize(row));
      case ASK_SIZE -> optional(chain.askSize(row) < 0 ? Double.NaN : chain.askSize(row));
      case LAST -> last();
      case VOLUME -> optional(chain.volume(row) < 0 ? Double.NaN : chain.volume(row));
      case OPEN_INTEREST ->
          optional(chain.openInterest(row) < 0 ? Double.NaN : chain.openInterest(row));
      case IMPLIED_VOLATILITY -> given(ChainColumns::impliedVolatility);
      case DELTA -> given(ChainColumns::delta);
      case GAMMA -> given(ChainColumns::gamma);
      case VEGA -> given(ChainColumns::vega);
      case THETA -> given(ChainColumns::theta);
      case RHO -> given(ChainColumns::rho);
    };
  }

  private OptionalDouble given(Function<ChainColumns, double[]> column) {
    return chain
        .sourceColumns()
        .map(columns -> optional(column.apply(columns)[row]))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionQuote quote && quote.chain == chain && quote.row == row;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(chain) * 31 + row;
  }

  @Override
  public String toString() {
    return contract()
        + " "
        + (bid().isPresent() ? chain.bid(row) : "none")
        + " / "
        + (ask().isPresent() ? chain.ask(row) : "none");
  }

  static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalInt optional(int count) {
    return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }
}
