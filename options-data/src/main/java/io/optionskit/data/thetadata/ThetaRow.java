/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.data.internal.PlainText;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of an answer of the Terminal, of whatever shape it came in, with the names and units of
 * version 3: strikes in dollars, times as New York dates and times.
 */
final class ThetaRow {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Instant FIRST = startOf(1990);
  private static final Instant END = startOf(2200);

  private final Map<String, Integer> slots;
  private final Object[] cells;
  private final String problem;

  /**
   * Creates a row.
   *
   * @param slots which cell is below which column
   * @param cells texts, JSON values, dates with times, and strikes
   * @param problem what is wrong with the row as such, empty for nothing
   */
  ThetaRow(Map<String, Integer> slots, Object[] cells, String problem) {
    this.slots = slots;
    this.cells = cells;
    this.problem = problem;
  }

  /** Returns the row of some cells by column; version 2 is told by its names. */
  static ThetaRow of(Map<String, String> cells) {
    return ThetaColumns.of(List.copyOf(cells.keySet())).row(cells.values().toArray());
  }

  /** Returns a row that does not fit its columns. */
  static ThetaRow broken(String problem) {
    return new ThetaRow(Map.of(), new Object[0], problem);
  }

  Set<String> columns() {
    return slots.keySet();
  }

  /** Returns what is wrong with the row as such, empty for nothing. */
  String problem() {
    return problem;
  }

  boolean has(String column) {
    Object cell = cell(column);
    return cell instanceof JsonNode || !text(cell).isEmpty();
  }

  Optional<String> text(String column) {
    return Optional.of(text(cell(column))).filter(text -> !text.isEmpty());
  }

  /** Returns a number, {@code NaN} if there is none. */
  double number(String column) {
    Object cell = cell(column);
    if (cell instanceof JsonNode number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    String text = text(cell);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double value = PlainText.number(text);
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
    Object cell = cell(column);
    if (cell instanceof LocalDateTime time) {
      return Optional.of(checked(column, time.atZone(NEW_YORK).toInstant(), cell));
    }
    String text = text(cell);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(checked(column, PlainText.newYorkTime(text), text));
    } catch (DateTimeException e) {
      throw badTime(column, text);
    }
  }

  private static Instant checked(String column, Instant time, Object shown) {
    if (time.isBefore(FIRST) || !time.isBefore(END)) {
      throw badTime(column, shown.toString());
    }
    return time;
  }

  private static ProviderException badTime(String column, String text) {
    return bad(column, "a New York time such as 2024-11-04T09:30:00.91", text);
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
    String root = text(cell("symbol"));
    OccSymbol symbol =
        OccSymbol.parse(
            root,
            text(cell("expiration")),
            text(cell("right")),
            text(cell("strike")),
            StrikeUnit.DOLLARS);
    OptionProduct product = OptionProduct.ofRoot(root, symbol.expiry());
    return new OptionContract(
        roots.contains(root) ? product.withUnderlying(underlying) : product,
        symbol.expiry(),
        symbol.type(),
        symbol.strike());
  }

  /** Returns a cell as text, empty for none. */
  static String text(Object cell) {
    if (cell instanceof String text) {
      return text.strip();
    }
    if (cell instanceof JsonNode node) {
      return node.asText();
    }
    return cell instanceof BigDecimal strike ? strike.toPlainString() : cell.toString();
  }

  static LocalDate day(String text) {
    return text.indexOf('-') < 0 ? PlainText.basicDate(text) : PlainText.date(text);
  }

  private static Instant startOf(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(NEW_YORK).toInstant();
  }

  private Object cell(String column) {
    Integer slot = slots.get(column);
    return slot == null ? "" : cells[slot];
  }

  private static ProviderException bad(String column, String right, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new ProviderException(
        Reason.BAD_DATA, column + " must be " + right + ": '" + shown + "'");
  }
}
