/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.contract.OptionType;
import java.time.LocalDate;
import java.util.Arrays;

/** Reads tidy option quotes; rows without expiration, strike and right are of the underlying. */
final class QuoteRows extends RowReader {

  private static final int LONGEST_ROOT = 6;
  private static final String EXPIRATIONS = "a date from 2000-01-01 to 2099-12-31";
  private static final String STRIKES = "above 0 and at most 99999.999 with at most 3 decimals";

  private final FileRows kept = new FileRows();
  private final NewYorkDays days = new NewYorkDays();

  private boolean hasExpiration;
  private boolean hasStrike;
  private boolean hasRight;
  private int expiration;
  private long strike;
  private OptionType right = OptionType.CALL;

  // Names of the row and of the row before, which usually are the same.
  private String underlying = "";
  private String root = "";
  private String resolvedUnderlying = "";
  private String resolvedRoot = "";
  private int underlyingId;
  private int product;

  private long previousNs = Long.MIN_VALUE;
  private int[] priceRows = new int[16];

  QuoteRows(Reading reading, Layout layout) {
    super(reading, layout);
  }

  @Override
  String content() {
    return "option quotes";
  }

  @Override
  boolean hasVolumesPerBar() {
    return false;
  }

  @Override
  void clear() {
    hasExpiration = false;
    hasStrike = false;
    hasRight = false;
  }

  @Override
  void cell(Column column, char[] text, int from, int length) {
    switch (column) {
      case UNDERLYING -> underlying = name(underlying, text, from, length);
      case ROOT -> root = name(root, text, from, length);
      case EXPIRATION -> expiration(text, from, length);
      case STRIKE -> strike(text, from, length);
      case RIGHT -> right(text, from, length);
      default -> throw new IllegalStateException("no column of quotes: " + column);
    }
  }

  private static String name(String previous, char[] text, int from, int length) {
    if (previous.length() == length) {
      int i = 0;
      while (i < length && previous.charAt(i) == text[from + i]) {
        i++;
      }
      if (i == length) {
        return previous;
      }
    }
    return new String(text, from, length);
  }

  private void expiration(char[] text, int from, int length) {
    hasExpiration = length > 0;
    if (hasExpiration && !isExpiration(cells.date(text, from, length))) {
      skip(ReadProblem.BAD_EXPIRATION, Column.EXPIRATION, EXPIRATIONS, text, from, length);
    }
  }

  @Override
  void day(Column column, long epochDay) {
    hasExpiration = true;
    if (!isExpiration(epochDay)) {
      String given = epochDay + " days after 1970-01-01";
      skip(ReadProblem.BAD_EXPIRATION, column, EXPIRATIONS, given);
    }
  }

  private boolean isExpiration(long epochDay) {
    expiration = (int) epochDay;
    return epochDay >= Contracts.FIRST_EXPIRATION && epochDay <= Contracts.LAST_EXPIRATION;
  }

  private void strike(char[] text, int from, int length) {
    hasStrike = length > 0;
    if (hasStrike) {
      strike = cells.strike(text, from, length);
      if (strike == Cells.NONE) {
        skip(ReadProblem.BAD_STRIKE, Column.STRIKE, STRIKES, text, from, length);
      }
    }
  }

  @Override
  void strike(double value) {
    hasStrike = true;
    strike = cells.strike(value);
    if (strike == Cells.NONE) {
      skip(ReadProblem.BAD_STRIKE, Column.STRIKE, STRIKES, Double.toString(value));
    }
  }

  private void right(char[] text, int from, int length) {
    hasRight = length > 0;
    if (hasRight) {
      if (length == 1 && (text[from] == 'C' || text[from] == 'P')) {
        right = OptionType.ofCode(text[from]);
      } else {
        skip(ReadProblem.BAD_RIGHT, Column.RIGHT, "C or P", text, from, length);
      }
    }
  }

  @Override
  void keep() {
    boolean isOption = hasExpiration || hasStrike || hasRight;
    if (isOption && root.length() > LONGEST_ROOT) {
      throw new SkippableFile(
          "line "
              + line
              + ": root "
              + Findings.shown(root)
              + " has more than 6 characters, as options on futures do; these are not supported,"
              + " only options on stocks, funds and indices");
    }
    if (!(isOption ? hasWholeContract() && resolveOption() : resolveUnderlying())) {
      return;
    }
    int day = days.of(timeNs);
    if (isOption && day > expiration) {
      skip(
          ReadProblem.AFTER_EXPIRATION,
          "quote_time is after the expiration " + LocalDate.ofEpochDay(expiration));
      return;
    }
    checkOrder();
    checkQuote();
    DayRows rows = kept.day(day);
    if (underlyingPrice == 0) {
      flag(ReadProblem.ZERO_PRICE, "underlying_price is 0");
    } else if (underlyingPrice > 0) {
      keepPrice(rows.prices);
    }
    if (isOption) {
      int id = contracts.contract(product, expiration, strike, right);
      int row = append(rows.options, id);
      rows.options.openInterests[row] = openInterest;
    } else {
      append(rows.underlyings, underlyingId);
    }
  }

  private boolean hasWholeContract() {
    if (hasExpiration && hasStrike && hasRight) {
      return true;
    }
    ReadProblem problem =
        !hasExpiration
            ? ReadProblem.BAD_EXPIRATION
            : !hasStrike ? ReadProblem.BAD_STRIKE : ReadProblem.BAD_RIGHT;
    skip(
        problem,
        "expiration, strike and right must all be given, or all be blank for the underlying itself");
    return false;
  }

  private boolean resolveOption() {
    if (!root.isEmpty() && root.equals(resolvedRoot) && underlying.equals(resolvedUnderlying)) {
      return true;
    }
    try {
      product = contracts.product(underlying, root);
      underlyingId = contracts.underlying(underlying);
    } catch (IllegalArgumentException e) {
      skip(ReadProblem.BAD_SYMBOL, String.valueOf(e.getMessage()));
      return false;
    }
    resolvedRoot = root;
    resolvedUnderlying = underlying;
    return true;
  }

  private boolean resolveUnderlying() {
    try {
      underlyingId = contracts.underlying(underlying);
    } catch (IllegalArgumentException e) {
      skip(ReadProblem.BAD_SYMBOL, String.valueOf(e.getMessage()));
      return false;
    }
    resolvedRoot = "";
    return true;
  }

  private void checkOrder() {
    if (timeNs < previousNs) {
      flag(ReadProblem.TIME_BACKWARDS, "quote_time is before that of the row above");
    }
    previousNs = timeNs;
  }

  /** Keeps one price per underlying and instant, the last in the file. */
  private void keepPrice(RowBuffer prices) {
    if (underlyingId >= priceRows.length) {
      priceRows = Arrays.copyOf(priceRows, 2 * underlyingId);
    }
    int row = priceRows[underlyingId];
    boolean isSameInstant =
        row < prices.rows && prices.timeNs[row] == timeNs && prices.assetIds[row] == underlyingId;
    if (!isSameInstant) {
      row = prices.add(timeNs, underlyingId, fileNumber, line);
      priceRows[underlyingId] = row;
    }
    prices.lasts[row] = underlyingPrice;
  }

  @Override
  FileRows finish() {
    return kept;
  }
}
