/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.internal.BoundedDecimal;
import io.optionskit.data.internal.PlainText;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.time.OptionHours;
import io.optionskit.time.TradingCalendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes a chain of rows in which every value is a text. */
final class AlphaVantageReader {

  private static final double DAYS_PER_YEAR = 365;
  private static final double PER_POINT = 100;
  private static final int FIRST_YEAR = 2005; // of the calendar of trading days
  private static final int LAST_YEAR = 2039;
  private static final Set<String> REQUIRED =
      Set.of(
          "contractID",
          "symbol",
          "expiration",
          "strike",
          "type",
          "last",
          "mark",
          "bid",
          "bid_size",
          "ask",
          "ask_size",
          "volume",
          "open_interest",
          "date");
  private static final Set<String> OPTIONAL =
      Set.of("implied_volatility", "delta", "gamma", "theta", "vega", "rho");

  private final String underlying;
  private final Optional<LocalDate> asked;
  private final Instant receivedAt;
  private final Set<String> roots;
  private final FieldCensus census = new FieldCensus(REQUIRED, OPTIONAL);

  /** Creates a reader of the chain of a past day, or of now if no day is given. */
  AlphaVantageReader(String underlying, Optional<LocalDate> asked, Instant receivedAt) {
    this.underlying = underlying;
    this.asked = asked;
    this.receivedAt = receivedAt;
    roots = Set.copyOf(OptionProduct.rootsOf(underlying));
  }

  ChainAnswer read(List<Row> rows) {
    LocalDate today = TradingCalendar.usOptions().tradingDateAt(receivedAt);
    LocalDate date = asked.orElseGet(() -> latestDate(rows, today));
    boolean isOfNow = asked.isEmpty() && date.equals(today);
    Feed feed =
        new Feed(
            "alphavantage",
            isOfNow ? DelayClass.UNSTATED : DelayClass.END_OF_DAY,
            Duration.ZERO,
            Optional.of(receivedAt));
    ChainIntake intake = new ChainIntake(underlying, feed, date, census);
    if (!isOfNow) {
      close(date).ifPresent(intake::marketTime);
    }
    for (Row row : rows) {
      row.see(census);
      read(row, date, intake);
    }
    return intake.answer();
  }

  private Optional<Instant> close(LocalDate date) {
    return date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
        ? Optional.empty()
        : TradingCalendar.usOptions()
            .findSession(date)
            .map(OptionHours.forRoot(underlying)::closesAt);
  }

  /** Returns the latest date of a chain of now; a row that has none is refused later. */
  private static LocalDate latestDate(List<Row> rows, LocalDate today) {
    LocalDate latest = LocalDate.MIN;
    for (Row row : rows) {
      try {
        LocalDate date = PlainText.date(row.text("date"));
        latest = date.isAfter(latest) && !date.isAfter(today) ? date : latest;
      } catch (DateTimeException e) {
        // refused when the row is read
      }
    }
    return latest.equals(LocalDate.MIN) ? today : latest;
  }

  private void read(Row row, LocalDate date, ChainIntake intake) {
    OptionContract contract;
    try {
      OccSymbol symbol = OccSymbol.parse(text(row, "contractID"));
      OptionProduct product = OptionProduct.ofRoot(symbol.root(), symbol.expiry());
      contract =
          new OptionContract(
              roots.contains(symbol.root()) ? product.withUnderlying(underlying) : product,
              symbol.expiry(),
              symbol.type(),
              symbol.strike());
    } catch (IllegalArgumentException | DateTimeException e) {
      intake.refuse(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
      return;
    }
    try {
      if (!isOf(row, contract)) {
        intake.refuse(Refusal.IDENTITY_CLASH, contract + " with other terms beside it");
        return;
      }
      LocalDate rowDate = PlainText.date(text(row, "date"));
      if (!rowDate.equals(date)) {
        intake.refuse(
            Refusal.MALFORMED, contract + ": date is " + rowDate + " in a chain of " + date);
        return;
      }
      intake.add(contract, values(row, contract, date));
    } catch (IllegalArgumentException | DateTimeException e) {
      intake.refuse(Refusal.MALFORMED, contract + ": " + e.getMessage());
    }
  }

  private static boolean isOf(Row row, OptionContract contract) {
    OptionType type =
        switch (text(row, "type").toLowerCase(Locale.ROOT)) {
          case "call" -> OptionType.CALL;
          case "put" -> OptionType.PUT;
          default -> throw new IllegalArgumentException("type must be call or put");
        };
    return type == contract.type()
        && PlainText.date(text(row, "expiration")).equals(contract.expiry())
        && BoundedDecimal.parse(text(row, "strike")).compareTo(contract.strike()) == 0;
  }

  private static IntakeRow values(Row row, OptionContract contract, LocalDate date) {
    IntakeRow values =
        new IntakeRow()
            .set(QuoteField.BID, aboveZero(row, "bid"))
            .set(QuoteField.ASK, aboveZero(row, "ask"))
            .set(QuoteField.BID_SIZE, number(row, "bid_size"))
            .set(QuoteField.ASK_SIZE, number(row, "ask_size"))
            .set(QuoteField.LAST, aboveZero(row, "last"))
            .set(QuoteField.VOLUME, number(row, "volume"))
            .set(QuoteField.OPEN_INTEREST, number(row, "open_interest"));
    double volatility = number(row, "implied_volatility");
    if (Double.isNaN(volatility)) {
      return values;
    }
    if (volatility <= 0) {
      return values.flag(QuoteIssue.IV_PLACEHOLDER); // and the Greeks beside it stand for nothing
    }
    if (contract.expiry().equals(date)) {
      values.flag(QuoteIssue.IV_PLACEHOLDER); // noise: .02 and 3.2 on one strike have been seen
    }
    return values
        .set(QuoteField.IMPLIED_VOLATILITY, volatility)
        .set(QuoteField.DELTA, number(row, "delta"))
        .set(QuoteField.GAMMA, number(row, "gamma"))
        .set(QuoteField.VEGA, PER_POINT * number(row, "vega"))
        .set(QuoteField.THETA, DAYS_PER_YEAR * number(row, "theta"))
        .set(QuoteField.RHO, PER_POINT * number(row, "rho"));
  }

  private static double aboveZero(Row row, String field) {
    double value = number(row, field);
    return value == 0 ? Double.NaN : value;
  }

  /** Returns a number, {@code NaN} for none. */
  private static double number(Row row, String field) {
    String text = text(row, field);
    if (text.isEmpty() || text.equalsIgnoreCase("none") || text.equals("-")) {
      return Double.NaN;
    }
    double value;
    try {
      value = PlainText.number(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(field + " must be a number: '" + cut(text) + "'", e);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " must be finite: '" + cut(text) + "'");
    }
    return value;
  }

  private static String text(Row row, String field) {
    return row.text(field).strip();
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
