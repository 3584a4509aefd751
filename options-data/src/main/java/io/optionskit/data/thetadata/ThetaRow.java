/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of an answer of the Terminal, of whatever shape it came in, with the names and units of
 * version 3: strikes in dollars, times as New York dates and times.
 */
final class ThetaRow {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2199;
  private static final long MS_PER_DAY = 86_400_000;

  private final Map<String, String> cells;
  private final String problem;

  private ThetaRow(Map<String, String> cells, String problem) {
    this.cells = cells;
    this.problem = problem;
  }

  /** Returns the row of some cells by column; version 2 is told by its names. */
  static ThetaRow of(Map<String, String> cells) {
    Map<String, String> clean = new LinkedHashMap<>();
    cells.forEach((column, text) -> clean.put(column.strip(), text.strip()));
    try {
      return new ThetaRow(
          clean.containsKey("root") || clean.containsKey("ms_of_day") ? current(clean) : clean, "");
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return new ThetaRow(clean, String.valueOf(e.getMessage()));
    }
  }

  /** Returns a row that does not fit its columns. */
  static ThetaRow broken(String problem) {
    return new ThetaRow(Map.of(), problem);
  }

  Set<String> columns() {
    return cells.keySet();
  }

  /** Returns what is wrong with the row as such, empty for nothing. */
  String problem() {
    return problem;
  }

  boolean has(String column) {
    return !cells.getOrDefault(column, "").isEmpty();
  }

  Optional<String> text(String column) {
    return Optional.ofNullable(cells.get(column)).filter(text -> !text.isEmpty());
  }

  /** Returns a number, {@code NaN} if there is none. */
  double number(String column) {
    String text = cells.getOrDefault(column, "");
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = new BigDecimal(text).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw bad(column, "a finite number", text);
  }

  /** Returns a price, {@code NaN} for the 0 that stands for none. */
  double price(String column) {
    double value = number(column);
    return value == 0 ? Double.NaN : value;
  }

  Optional<Instant> time(String column) {
    return text(column)
        .map(
            text -> {
              try {
                LocalDateTime time = LocalDateTime.parse(text);
                if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                  return time.atZone(NEW_YORK).toInstant();
                }
              } catch (DateTimeException e) {
                // told below
              }
              throw bad(column, "a New York time such as 2024-11-04T09:30:00.91", text);
            });
  }

  Optional<LocalDate> date(String column) {
    return text(column)
        .map(
            text -> {
              try {
                return day(text);
              } catch (DateTimeException e) {
                throw bad(column, "a date such as 2024-11-08 or 20241108", text);
              }
            });
  }

  /**
   * Returns the contract that the row is about.
   *
   * @throws IllegalArgumentException if there is none such
   */
  OptionContract contract(Set<String> roots, String underlying) {
    String root = text("symbol").orElse("");
    OccSymbol symbol =
        OccSymbol.parse(
            root,
            text("expiration").orElse(""),
            text("right").orElse(""),
            text("strike").orElse(""),
            StrikeUnit.DOLLARS);
    OptionProduct product = OptionProduct.ofRoot(root, symbol.expiry());
    return new OptionContract(
        roots.contains(root) ? product.withUnderlying(underlying) : product,
        symbol.expiry(),
        symbol.type(),
        symbol.strike());
  }

  private static LocalDate day(String text) {
    return text.indexOf('-') < 0
        ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
        : LocalDate.parse(text);
  }

  private static ProviderException bad(String column, String right, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new ProviderException(
        Reason.BAD_DATA, column + " must be " + right + ": '" + shown + "'");
  }

  /** Gives a row of version 2 the names and units of version 3. */
  private static Map<String, String> current(Map<String, String> old) {
    Map<String, String> row = new LinkedHashMap<>(old);
    if (row.containsKey("root")) {
      row.put("symbol", row.getOrDefault("root", ""));
      row.remove("root");
      String strike = row.getOrDefault("strike", "");
      if (!strike.isEmpty()) {
        row.put("strike", dollars(strike));
      }
    }
    if (!row.containsKey("ms_of_day")) {
      return row;
    }
    boolean isEndOfDay = row.containsKey("ms_of_day2") && !row.containsKey("underlying_price");
    LocalDate date = day(row.getOrDefault("date", ""));
    row.put(isEndOfDay ? "created" : "timestamp", at(date, row.getOrDefault("ms_of_day", "")));
    if (row.containsKey("ms_of_day2")) {
      String second = at(date, row.getOrDefault("ms_of_day2", ""));
      row.put(
          isEndOfDay ? "last_trade" : "underlying_timestamp",
          second.equals(date + "T00:00") ? "" : second);
    }
    row.keySet().removeAll(Set.of("ms_of_day", "ms_of_day2", "date"));
    return row;
  }

  /** Returns a text that is no strike for one that is none: the reader of contracts tells it. */
  private static String dollars(String thousandths) {
    try {
      return StrikeUnit.THOUSANDTHS.parse(thousandths).toPlainString();
    } catch (IllegalArgumentException e) {
      return thousandths + " thousandths";
    }
  }

  private static String at(LocalDate date, String timeOfDay) {
    if (timeOfDay.indexOf(':') >= 0) {
      return date + "T" + LocalTime.parse(timeOfDay);
    }
    long ms = new BigDecimal(timeOfDay).longValueExact();
    if (ms < 0 || ms >= MS_PER_DAY) {
      throw new DateTimeException("ms_of_day must be from 0 to 86399999: " + ms);
    }
    return date + "T" + LocalTime.ofNanoOfDay(ms * 1_000_000);
  }
}
