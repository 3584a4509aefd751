/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.time.TradingCalendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one chain of the rows of one or several tables. A contract may be in each table once. Not
 * safe for use by several threads.
 */
final class ThetaChainReader {

  /** Volatility error from which on the Terminal has no volatility; 100 stands for no quote. */
  private static final double FAILED = 1;

  private static final Duration SAME_TIME = Duration.ofSeconds(60);
  private static final double DAYS_PER_YEAR = 365;
  private static final Set<String> IDENTITY = Set.of("symbol", "expiration", "strike", "right");
  private static final Set<QuoteField> QUOTE =
      Set.of(QuoteField.BID, QuoteField.BID_SIZE, QuoteField.ASK, QuoteField.ASK_SIZE);
  private static final Set<QuoteField> TRADED = Set.of(QuoteField.LAST);
  private static final Set<QuoteField> COUNTED = Set.of(QuoteField.OPEN_INTEREST);
  private static final Set<QuoteField> CALCULATED =
      Set.of(
          QuoteField.IMPLIED_VOLATILITY,
          QuoteField.DELTA,
          QuoteField.GAMMA,
          QuoteField.VEGA,
          QuoteField.THETA,
          QuoteField.RHO);

  /** Columns that are known and may be in any table. */
  static final Set<String> KNOWN =
      Set.of(
          ("symbol expiration strike right timestamp created last_trade trade_timestamp"
                  + " quote_timestamp underlying_timestamp underlying_price open high low close"
                  + " volume count vwap bid bid_size bid_exchange bid_condition ask ask_size"
                  + " ask_exchange ask_condition open_interest implied_vol bid_implied_vol midpoint"
                  + " ask_implied_vol iv_error delta theta vega rho epsilon lambda gamma vanna charm"
                  + " vomma veta vera speed zomma color ultima d1 d2 dual_delta dual_gamma price"
                  + " size exchange condition sequence ext_condition1 ext_condition2 ext_condition3"
                  + " ext_condition4 market_bid market_ask market_price date")
              .split(" "));

  private record Refused(Refusal reason, String row) {}

  private final String underlying;
  private final Set<String> roots;
  private final Optional<LocalDate> expiry;
  private final FieldCensus census;
  private final Map<OptionContract, IntakeRow> rows = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Map<String, String> missing = new TreeMap<>();
  private Instant latest = Instant.MIN;
  private Instant underlyingTime = Instant.MIN;
  private double spot = Double.NaN;

  ThetaChainReader(String underlying, Optional<LocalDate> expiry, Set<ThetaPart> parts) {
    this.underlying = underlying;
    this.expiry = expiry;
    roots = Set.copyOf(OptionProduct.rootsOf(underlying));
    Set<String> required = new TreeSet<>();
    Set<String> optional = new TreeSet<>();
    for (ThetaPart part : EnumSet.copyOf(parts)) {
      required.addAll(required(part));
      KNOWN.forEach(column -> optional.add(part.name(column)));
    }
    census = new FieldCensus(required, optional);
  }

  private static Set<String> required(ThetaPart part) {
    return Stream.concat(part.columns().stream(), IDENTITY.stream())
        .map(part::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Reads a table; one without rows is a part of the chain for which there are no data. */
  void add(ThetaPart part, List<ThetaRow> table) {
    if (table.isEmpty()) {
      miss(part, "no data");
      return;
    }
    Set<OptionContract> seen = new HashSet<>();
    String name = part.name().toLowerCase(Locale.ROOT);
    for (ThetaRow row : table) {
      for (String column : row.columns()) {
        census.see(name, column);
      }
      add(row, seen);
    }
  }

  /** Notes that there is no such table, and what was said of it. */
  void miss(ThetaPart part, String said) {
    missing.put(part.name().toLowerCase(Locale.ROOT), said);
    census.excuse(required(part));
  }

  /** Returns the chain; its time is that of the latest of its values, unless one is given. */
  ChainAnswer answer(Feed feed, Optional<Instant> marketTime) {
    Instant receivedAt = feed.receiveTime().orElseThrow();
    Instant time = marketTime.orElse(latest.equals(Instant.MIN) ? receivedAt : latest);
    Instant known = time.isAfter(receivedAt) ? receivedAt : time;
    ChainIntake intake =
        new ChainIntake(underlying, feed, TradingCalendar.usOptions().tradingDateAt(known), census);
    intake.marketTime(known);
    intake.spot(spot);
    rows.forEach(intake::add);
    refused.forEach(row -> intake.refuse(row.reason, row.row));
    if (!(rows.isEmpty() && refused.isEmpty())) { // else there is nothing that parts are missing of
      missing.forEach(intake::missPart);
    }
    return intake.answer();
  }

  private void add(ThetaRow row, Set<OptionContract> seen) {
    if (!row.problem().isEmpty()) {
      refused.add(new Refused(Refusal.MALFORMED, row.problem()));
      return;
    }
    OptionContract contract;
    try {
      contract = row.contract(roots, underlying);
    } catch (IllegalArgumentException | ProviderException e) {
      refused.add(new Refused(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage())));
      return;
    }
    if (!contract.underlying().equals(underlying)) {
      refused.add(
          new Refused(Refusal.OTHER_UNDERLYING, contract + " among those of " + underlying));
    } else if (expiry.isPresent() && !contract.expiry().equals(expiry.get())) {
      refused.add(new Refused(Refusal.OTHER_EXPIRY, contract + " among those of " + expiry.get()));
    } else if (!seen.add(contract)) {
      refused.add(new Refused(Refusal.LISTED_TWICE, contract.toString()));
    } else {
      values(contract, row);
    }
  }

  private void values(OptionContract contract, ThetaRow row) {
    try {
      Times times = Times.of(row);
      IntakeRow filled = new IntakeRow();
      fill(filled, row, times); // a row that cannot be read must leave nothing behind
      IntakeRow earlier = rows.putIfAbsent(contract, filled);
      if (earlier != null) {
        fill(earlier, row, times);
      }
      times.all().forEach(time -> latest = time.isAfter(latest) ? time : latest);
      Instant priced = times.underlying.or(() -> times.known).orElse(Instant.MIN);
      double price = row.price("underlying_price");
      if (!Double.isNaN(price) && !priced.isBefore(underlyingTime)) {
        underlyingTime = priced;
        spot = price;
      }
    } catch (IllegalArgumentException | DateTimeException | ProviderException e) {
      refused.add(new Refused(Refusal.MALFORMED, contract + ": " + e.getMessage()));
    }
  }

  private static void fill(IntakeRow values, ThetaRow row, Times times) {
    values
        .set(QuoteField.BID, row.price("bid"))
        .set(QuoteField.ASK, row.price("ask"))
        .set(QuoteField.BID_SIZE, row.number("bid_size"))
        .set(QuoteField.ASK_SIZE, row.number("ask_size"))
        .set(QuoteField.LAST, row.price(row.has("price") ? "price" : "close"))
        .set(QuoteField.VOLUME, row.number("volume"))
        .set(QuoteField.OPEN_INTEREST, row.number("open_interest"));
    times.quote.ifPresent(time -> values.time(time, QUOTE));
    times.trade.ifPresent(time -> values.time(time, TRADED));
    times.openInterest.ifPresent(time -> values.time(time, COUNTED));
    if (row.has("implied_vol")) {
      calculated(values, row, times);
    }
  }

  private static void calculated(IntakeRow values, ThetaRow row, Times times) {
    double volatility = row.number("implied_vol");
    double error = row.number("iv_error");
    times.calculation.ifPresent(time -> values.time(time, CALCULATED));
    if (volatility <= 0 || Math.abs(error) >= FAILED) {
      values.flag(QuoteIssue.IV_PLACEHOLDER); // and the Greeks beside it stand for nothing
      return;
    }
    values
        .set(QuoteField.IMPLIED_VOLATILITY, volatility)
        .set(QuoteField.DELTA, row.number("delta"))
        .set(QuoteField.GAMMA, row.number("gamma"))
        .set(QuoteField.VEGA, row.number("vega"))
        .set(QuoteField.THETA, DAYS_PER_YEAR * row.number("theta"))
        .set(QuoteField.RHO, row.number("rho"));
    boolean isOlder =
        times.quote.isPresent()
            && times.underlying.isPresent()
            && times.underlying.get().isAfter(times.quote.get().plus(SAME_TIME));
    if (isOlder) {
      values.flag(QuoteIssue.STALE);
    }
  }

  /**
   * The times of one row.
   *
   * @param known when the row was made
   * @param quote of bid and ask
   * @param trade of the last trade
   * @param openInterest of its publication
   * @param underlying of the underlying's price
   * @param calculation the later of those of option and underlying
   */
  private record Times(
      Optional<Instant> known,
      Optional<Instant> quote,
      Optional<Instant> trade,
      Optional<Instant> openInterest,
      Optional<Instant> underlying,
      Optional<Instant> calculation) {

    static Times of(ThetaRow row) {
      Optional<Instant> stamp = row.time("timestamp");
      Optional<Instant> quote = row.time("quote_timestamp");
      Optional<Instant> trade = row.time("trade_timestamp").or(() -> row.time("last_trade"));
      boolean isQuoted = row.has("bid") || row.has("ask");
      Optional<Instant> underlying = row.time("underlying_timestamp");
      Optional<Instant> option = stamp.or(() -> trade);
      return new Times(
          stamp.or(() -> row.time("created")),
          quote.isPresent() || !isQuoted ? quote : stamp,
          trade.isPresent() || !isTraded(row) ? trade : stamp,
          row.has("open_interest") ? stamp : Optional.empty(),
          underlying,
          underlying.isPresent() && option.isPresent() && underlying.get().isAfter(option.get())
              ? underlying
              : option);
    }

    List<Instant> all() {
      List<Instant> all = new ArrayList<>();
      known.ifPresent(all::add);
      quote.ifPresent(all::add);
      trade.ifPresent(all::add);
      underlying.ifPresent(all::add);
      return all;
    }

    private static boolean isTraded(ThetaRow row) {
      return row.has("price") || (row.has("close") && !row.has("bid") && !row.has("ask"));
    }
  }
}
