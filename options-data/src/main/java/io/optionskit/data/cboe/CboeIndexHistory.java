/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import io.optionskit.contract.Asset;
import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.intake.BarIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.internal.PlainText;
import io.optionskit.market.Bar;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The daily history of an index: {@code DATE,OPEN,HIGH,LOW,CLOSE}, or {@code DATE} and one value.
 */
final class CboeIndexHistory {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final List<String> OF_BARS = List.of("DATE", "OPEN", "HIGH", "LOW", "CLOSE");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final CsvBody table;

  CboeIndexHistory(CsvBody table) {
    this.table = table;
    List<String> header = header();
    if (!header.equals(OF_BARS) && !(header.size() == 2 && header.get(0).equals("DATE"))) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "cboe's index history must have the columns "
              + OF_BARS
              + " or DATE and one value: "
              + table.header());
    }
  }

  /** Returns one bar per session, with the regular hours as its span. */
  RowsAnswer<Bar> bars(Asset asset, Instant from, Instant to, Instant receivedAt) {
    if (table.header().size() == 2) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "cboe's history of " + asset + " has one value per day: ask for the series instead");
    }
    FieldCensus census = census();
    BarIntake intake = new BarIntake(asset, Duration.ofDays(1), from, to, census);
    LocalDate first = from.atZone(NEW_YORK).toLocalDate();
    LocalDate last = to.atZone(NEW_YORK).toLocalDate();
    for (List<String> row : table.rows()) {
      try {
        LocalDate date = date(row);
        if (!date.isBefore(first) && !date.isAfter(last)) {
          double[] prices = new double[4];
          for (int i = 0; i < 4; i++) {
            prices[i] = value(row, i + 1).doubleValue();
          }
          intake.add(date.atStartOfDay(NEW_YORK).toInstant(), prices, Double.NaN, receivedAt);
        }
      } catch (DateTimeException | NumberFormatException e) {
        intake.refuse(Refusal.MALFORMED, row + ": " + e.getMessage());
      }
    }
    return intake.answer();
  }

  /** Returns the closing values, each public at the end of its day. */
  RowsAnswer<SeriesPoint> points(LocalDate from, LocalDate to, LocalDate asOf) {
    RowsIntake<SeriesPoint> intake = new RowsIntake<>(census());
    LocalDate before = LocalDate.MIN;
    for (List<String> row : table.rows()) {
      try {
        LocalDate date = date(row);
        BigDecimal value = value(row, table.header().size() - 1);
        if (!date.isAfter(before)) {
          intake.refuse(Refusal.LISTED_TWICE, row + " after " + before);
          continue;
        }
        before = date;
        if (!date.isBefore(from) && !date.isAfter(to) && !date.isAfter(asOf)) {
          intake.add(new SeriesPoint(date, date, value));
        }
      } catch (DateTimeException | NumberFormatException e) {
        intake.refuse(Refusal.MALFORMED, row + ": " + e.getMessage());
      }
    }
    return intake.answer();
  }

  private FieldCensus census() {
    FieldCensus census = new FieldCensus(Set.of(), Set.copyOf(header()));
    header().forEach(census::see);
    return census;
  }

  private List<String> header() {
    return table.header().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
  }

  private LocalDate date(List<String> row) {
    if (row.size() != table.header().size()) {
      throw new DateTimeException("row has " + row.size() + " cells");
    }
    String text = row.get(0).strip();
    return text.length() == 10 && text.charAt(2) == '/' && text.charAt(5) == '/'
        ? date(text)
        : LocalDate.parse(text, DATE);
  }

  /** Reads a date such as 09/20/2023 as one that has its year first. */
  private static LocalDate date(String text) {
    try {
      return PlainText.basicDate(text.substring(6) + text.substring(0, 2) + text.substring(3, 5));
    } catch (DateTimeException e) {
      return LocalDate.parse(text, DATE);
    }
  }

  private static BigDecimal value(List<String> row, int column) {
    String text = row.get(column).strip();
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException("value must be a plain number: '" + text + "'");
    }
    return new BigDecimal(text);
  }
}
