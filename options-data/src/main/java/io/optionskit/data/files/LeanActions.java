/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.market.CorporateAction;
import io.optionskit.market.CorporateAction.Dividend;
import io.optionskit.market.CorporateAction.Split;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads dividends and splits out of a factor file of Lean.
 *
 * <p>A row holds the factors of prices and of shares for all days up to its date, and the close of
 * that date. So the action is that of the next trading day, the dividend the part of the close by
 * which the factor of prices changes, the split the change of the factor of shares.
 */
final class LeanActions {

  /** Factors have seven digits: what is nearer to a simple ratio is meant to be it. */
  private static final double ROUNDING = 2e-4;

  private static final int MOST_OLD_SHARES = 10;

  /** Before, the next weekday is taken: it may be a holiday. */
  private static final LocalDate CALENDAR_BEGINS = LocalDate.of(2005, 1, 1);

  private record Row(LocalDate date, double prices, double shares, double close) {}

  private LeanActions() {}

  /**
   * Returns the actions of a file; none if there is no such file.
   *
   * @throws ProviderException {@code BAD_DATA} if it is broken
   */
  static List<CorporateAction> read(Path file, String ticker) {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (!line.isBlank()) {
          rows.add(row(line.split(",", -1)));
        }
      }
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "cannot read " + file + " after " + rows.size() + " rows: " + e.getMessage(),
          e);
    }
    List<CorporateAction> actions = new ArrayList<>();
    for (int i = 0; i + 1 < rows.size(); i++) {
      Row last = rows.get(i);
      Row next = rows.get(i + 1);
      if (!next.date.isAfter(last.date)) {
        throw new ProviderException(
            Reason.BAD_DATA, file + " must ascend: " + next.date + " after " + last.date);
      }
      LocalDate exDate = dayAfter(last.date);
      dividend(ticker, exDate, last, next).ifPresent(actions::add);
      split(ticker, exDate, next.shares / last.shares).ifPresent(actions::add);
    }
    return List.copyOf(actions);
  }

  private static LocalDate dayAfter(LocalDate date) {
    if (!date.isBefore(CALENDAR_BEGINS)) {
      return TradingCalendar.usOptions().nextTradingDay(date);
    }
    LocalDate next = date.plusDays(1);
    while (next.getDayOfWeek().getValue() > 5) {
      next = next.plusDays(1);
    }
    return next;
  }

  private static Row row(String[] cells) {
    if (cells.length < 4) {
      throw new IllegalArgumentException(
          "a row must have a date, two factors and a close: " + String.join(",", cells));
    }
    double[] numbers = new double[3];
    for (int i = 0; i < 3; i++) {
      numbers[i] = Double.parseDouble(cells[i + 1]);
      boolean isFactor = i < 2;
      if (!(numbers[i] >= (isFactor ? 1e-9 : 0) && numbers[i] < 1e9)) {
        throw new IllegalArgumentException("factors and close must be above 0: " + cells[i + 1]);
      }
    }
    return new Row(
        LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE),
        numbers[0],
        numbers[1],
        numbers[2]);
  }

  private static Optional<CorporateAction> dividend(
      String ticker, LocalDate exDate, Row last, Row next) {
    BigDecimal amount =
        BigDecimal.valueOf(last.close * (1 - last.prices / next.prices))
            .setScale(4, RoundingMode.HALF_UP);
    return amount.signum() <= 0
        ? Optional.empty()
        : Optional.of(
            new Dividend(
                ticker, exDate, amount, "USD", CorporateAction.knownAt(exDate, Optional.empty())));
  }

  private static Optional<CorporateAction> split(String ticker, LocalDate exDate, double ratio) {
    if (Math.abs(ratio - 1) <= ROUNDING) {
      return Optional.empty();
    }
    BigDecimal newShares = BigDecimal.valueOf(ratio).setScale(6, RoundingMode.HALF_UP);
    BigDecimal oldShares = BigDecimal.ONE;
    for (int old = 1; old <= MOST_OLD_SHARES; old++) {
      double whole = Math.rint(ratio * old);
      if (whole >= 1 && Math.abs(ratio * old - whole) <= ROUNDING * whole) {
        newShares = BigDecimal.valueOf((long) whole);
        oldShares = BigDecimal.valueOf(old);
        break;
      }
    }
    return Optional.of(
        new Split(
            ticker,
            exDate,
            newShares,
            oldShares,
            CorporateAction.knownAt(exDate, Optional.empty())));
  }
}
