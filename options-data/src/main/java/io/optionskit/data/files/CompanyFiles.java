/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CalendarEvent.Timing;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.CorporateAction.Dividend;
import io.optionskit.market.CorporateAction.Split;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads dividends, splits and dates of earnings of companies from tables with a header: CSV, CSV
 * compressed with gzip, or Parquet.
 *
 * <p>A row about which a table cannot be trusted ends the reading with an error that names it:
 * these tables are small, and one dividend less changes every price after it.
 */
public final class CompanyFiles {

  private CompanyFiles() {}

  /**
   * Reads dividends and splits.
   *
   * <p>Columns: {@code symbol}; {@code ex_date} or {@code effective_date}; {@code amount} of a
   * dividend per share then outstanding or {@code new_shares_per_old} of a split; optionally {@code
   * announced_on}, without which an action is known from the start of its day, and {@code
   * currency}, {@code USD} if there is none.
   *
   * @param tables the tables
   * @return the actions of all of them
   * @throws ProviderException {@code BAD_DATA} if a column is missing or a row is wrong
   */
  public static CorporateActionSource actions(List<Path> tables) {
    List<CorporateAction> actions = new ArrayList<>();
    tables.forEach(table -> read(table, row -> actions.add(action(row))));
    return CorporateActionSource.of(actions);
  }

  /**
   * Reads dates of earnings, of type {@code EARNINGS}.
   *
   * <p>Columns: {@code symbol}, {@code earnings_date}; optionally {@code announced_on}, and {@code
   * timing} with {@code BEFORE_OPEN} or {@code AFTER_CLOSE}. Companies announce the date some weeks
   * ahead. Where a row does not say when, the date is known from the start of the day that lies
   * {@code noticeDays} before it: an assumption of the caller.
   *
   * @param table the table
   * @param noticeDays calendar days, ≥ 0; 0 is never too early
   * @return the events
   * @throws IllegalArgumentException if noticeDays is below 0
   * @throws ProviderException {@code BAD_DATA} if a column is missing or a row is wrong
   */
  public static EventSource earnings(Path table, int noticeDays) {
    if (noticeDays < 0) {
      throw new IllegalArgumentException("noticeDays must be at least 0: " + noticeDays);
    }
    List<CalendarEvent> events = new ArrayList<>();
    read(
        table,
        row -> {
          LocalDate date = row.date("earnings_date");
          events.add(
              new CalendarEvent(
                  "EARNINGS",
                  row.get("symbol"),
                  date,
                  row.find("timing").map(Timing::valueOf).orElse(Timing.UNSTATED),
                  Optional.empty(),
                  row.find("announced_on").isPresent()
                      ? CorporateAction.knownAt(date, row.announcedOn())
                      : CorporateAction.knownAt(date.minusDays(noticeDays), Optional.empty())));
        });
    return EventSource.of(events);
  }

  private static CorporateAction action(Row row) {
    String ticker = row.get("symbol");
    LocalDate exDate = row.date(row.find("ex_date").isPresent() ? "ex_date" : "effective_date");
    Optional<String> ratio = row.find("new_shares_per_old");
    return ratio.isPresent()
        ? new Split(
            ticker,
            exDate,
            new BigDecimal(ratio.get()),
            BigDecimal.ONE,
            CorporateAction.knownAt(exDate, row.announcedOn()))
        : new Dividend(
            ticker,
            exDate,
            new BigDecimal(row.get("amount")),
            row.find("currency").orElse("USD"),
            CorporateAction.knownAt(exDate, row.announcedOn()));
  }

  private static void read(Path table, Consumer<Row> action) {
    TableFile.read(
        table,
        ',',
        new TableFile.Visitor() {
          private List<String> names = List.of();

          @Override
          public void header(List<String> header) {
            names = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
          }

          @Override
          public void row(long line, List<String> cells) {
            try {
              action.accept(Row.of(names, cells));
            } catch (IllegalArgumentException | DateTimeException e) {
              throw new ProviderException(
                  Reason.BAD_DATA, table + ", line " + line + ": " + e.getMessage(), e);
            }
          }
        });
  }

  /** A row by the names of its columns. */
  private record Row(Map<String, String> cells) {

    static Row of(List<String> names, List<String> cells) {
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(names.size(), cells.size()); i++) {
        if (!cells.get(i).isBlank()) {
          row.put(names.get(i), cells.get(i).strip());
        }
      }
      return new Row(row);
    }

    Optional<String> find(String name) {
      return Optional.ofNullable(cells.get(name));
    }

    String get(String name) {
      return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    LocalDate date(String name) {
      return LocalDate.parse(get(name));
    }

    Optional<LocalDate> announcedOn() {
      return find("announced_on").map(LocalDate::parse);
    }
  }
}
