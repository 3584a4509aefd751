/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.EpochNanos;
import java.time.Instant;

/**
 * Takes the rows of one file cell by cell, checks them, and keeps the good ones.
 *
 * <p>A row with several faults is counted under the first.
 */
abstract sealed class RowReader permits QuoteRows, BarRows {

  private static final char[] NO_TEXT = new char[0];
  private static final long EARLIEST_NS = 0;
  private static final long LATEST_NS = EpochNanos.of(Instant.parse("2199-12-31T23:59:59Z"));

  final Cells cells = new Cells();
  final String file;
  final int fileNumber;
  final Contracts contracts;
  final Findings findings;

  long timeNs;
  double bid;
  double ask;
  double last;
  int bidSize;
  int askSize;
  long volume;
  double underlyingPrice;
  int openInterest;
  int line;

  private final Column[] columns;
  private boolean isFaulty;
  private ReadProblem fault = ReadProblem.COLUMN_COUNT;
  private String faultMessage = "";
  private long rowsRead;

  RowReader(Reading reading, Layout layout) {
    file = reading.file();
    fileNumber = reading.fileNumber();
    contracts = reading.contracts();
    findings = reading.findings();
    columns = layout.columns().toArray(new Column[0]);
  }

  /** What a reader needs to know of its surroundings. */
  record Reading(String file, int fileNumber, Contracts contracts, Findings findings) {}

  /** Returns what kind of rows the file holds. */
  abstract String content();

  /** Returns whether volumes are known to be per bar. */
  abstract boolean hasVolumesPerBar();

  /** Clears what is special to the kind of rows. */
  abstract void clear();

  /** Takes a cell that is special to the kind of rows. */
  abstract void cell(Column column, char[] text, int from, int length);

  /** Takes a date, as days since 1970-01-01. */
  abstract void day(Column column, long epochDay);

  /** Takes a strike. */
  abstract void strike(double strike);

  /** Checks the row that ends and keeps it. */
  abstract void keep();

  /** Returns all rows that were kept. */
  abstract FileRows finish();

  final long rowsRead() {
    return rowsRead;
  }

  final void beginRow(long atLine) {
    line = Math.toIntExact(atLine);
    isFaulty = false;
    timeNs = Cells.NONE;
    bid = Double.NaN;
    ask = Double.NaN;
    last = Double.NaN;
    bidSize = -1;
    askSize = -1;
    volume = -1;
    underlyingPrice = Double.NaN;
    openInterest = -1;
    clear();
  }

  final void cell(int number, char[] text, int from, int length) {
    if (number >= columns.length || isFaulty) {
      return;
    }
    int start = from;
    int end = from + length;
    while (start < end && text[start] == ' ') {
      start++;
    }
    while (end > start && text[end - 1] == ' ') {
      end--;
    }
    Column column = columns[number];
    switch (column) {
      case BID, ASK, LAST, CLOSE, UNDERLYING_PRICE, BID_SIZE, ASK_SIZE, VOLUME, OPEN_INTEREST -> {
        double value = cells.number(text, start, end - start);
        number(column, cells.state, value, text, start, end - start);
      }
      case QUOTE_TIME, BAR_END, BAR_START -> time(column, text, start, end - start);
      case UNUSED, UNKNOWN -> {}
      default -> cell(column, text, start, end - start);
    }
  }

  /** Takes a cell that holds a number and not text. */
  final void numberCell(int number, double value) {
    if (!isFaulty && columns[number] == Column.STRIKE) {
      strike(value);
    } else if (!isFaulty) {
      boolean isFinite = Math.abs(value) <= Double.MAX_VALUE;
      Cells.State state = isFinite ? Cells.State.OK : Cells.State.NOT_FINITE;
      number(columns[number], state, value, NO_TEXT, 0, 0);
    }
  }

  /** Takes a cell that holds an instant and not text. */
  final void timeCell(long epochNanos) {
    timeNs = epochNanos;
    if (!isFaulty && (epochNanos < EARLIEST_NS || epochNanos > LATEST_NS)) {
      skip(ReadProblem.BAD_TIME, "time must lie between 1970 and 2199");
    }
  }

  /** Takes a cell that holds a date and not text. */
  final void dayCell(int number, long epochDay) {
    if (!isFaulty) {
      day(columns[number], epochDay);
    }
  }

  /** Returns what a column holds. */
  final Column column(int number) {
    return columns[number];
  }

  final void endRow(int cellCount) {
    rowsRead++;
    if (cellCount != columns.length) {
      skip(ReadProblem.COLUMN_COUNT, cellCount + " columns where the header has " + columns.length);
    }
    if (!isFaulty) {
      keep();
    }
    if (isFaulty) {
      findings.add(fault, file, line, faultMessage);
    }
  }

  /** Notes that the row cannot be used. */
  final void skip(ReadProblem problem, String message) {
    if (!isFaulty || problem == ReadProblem.COLUMN_COUNT) {
      isFaulty = true;
      fault = problem;
      faultMessage = message;
    }
  }

  /** Notes that the row cannot be used because of a cell. */
  final void skip(
      ReadProblem problem, Column column, String expected, char[] text, int from, int length) {
    skip(problem, column, expected, new String(text, from, length));
  }

  /** Notes that the row cannot be used because of a cell. */
  final void skip(ReadProblem problem, Column column, String expected, String value) {
    boolean isShown = findings.wantsExample(problem);
    skip(
        problem,
        isShown ? column.header() + " must be " + expected + ": " + Findings.shown(value) : "");
  }

  /** Counts something odd about a row that is used. */
  final void flag(ReadProblem problem, String message) {
    findings.add(problem, file, line, message);
  }

  private void number(
      Column column, Cells.State state, double value, char[] text, int from, int length) {
    if (state == Cells.State.BLANK) {
      return;
    }
    if (state == Cells.State.BAD) {
      skip(ReadProblem.BAD_NUMBER, column, "a number", text, from, length);
    } else if (state == Cells.State.NOT_FINITE) {
      String expected = "a finite number, or blank if unknown";
      skip(ReadProblem.NOT_FINITE, column, expected, shown(value, text, from, length));
    } else if (value < 0) {
      String given = shown(value, text, from, length);
      skip(ReadProblem.NEGATIVE_VALUE, column, "0 or above", given);
    } else if (value > column.largest() || (column.isCount() && value != Math.rint(value))) {
      String kind = column.isCount() ? "a whole number" : "a number";
      String expected = kind + " up to " + (long) column.largest();
      skip(ReadProblem.BAD_NUMBER, column, expected, shown(value, text, from, length));
    } else {
      set(column, value + 0.0); // a minus zero becomes zero
    }
  }

  private static String shown(double value, char[] text, int from, int length) {
    return length > 0 ? new String(text, from, length) : Double.toString(value);
  }

  private void set(Column column, double value) {
    switch (column) {
      case BID -> bid = value;
      case ASK -> ask = value;
      case LAST, CLOSE -> last = value;
      case UNDERLYING_PRICE -> underlyingPrice = value;
      case BID_SIZE -> bidSize = (int) value;
      case ASK_SIZE -> askSize = (int) value;
      case VOLUME -> volume = (long) value;
      case OPEN_INTEREST -> openInterest = (int) value;
      default -> throw new IllegalStateException("no number: " + column);
    }
  }

  private void time(Column column, char[] text, int from, int length) {
    timeNs = cells.time(text, from, length);
    if (timeNs == Cells.NONE) {
      String expected = "an instant with Z or an offset, such as 2014-06-05T13:31:00Z";
      skip(ReadProblem.BAD_TIME, column, expected, text, from, length);
    }
  }

  /** Drops sides that are none, and counts what is odd about the quote. */
  final void checkQuote() {
    if (last == 0) {
      flag(ReadProblem.ZERO_PRICE, "last price is 0");
      last = Double.NaN;
    }
    if (ask == 0 && bid > 0) {
      flag(ReadProblem.ZERO_ASK, "ask is 0 beside a bid");
      ask = Double.NaN;
    } else if (ask == 0 || (bid == 0 && Double.isNaN(ask))) {
      flag(ReadProblem.NO_QUOTE, "no ask, and a bid of 0 or none");
      bid = Double.NaN;
      ask = Double.NaN;
    }
    if (bid >= ask) {
      ReadProblem problem = bid > ask ? ReadProblem.CROSSED : ReadProblem.LOCKED;
      flag(problem, findings.wantsExample(problem) ? "bid " + bid + ", ask " + ask : "");
    }
  }

  /** Appends the values that all kinds of rows share. */
  final int append(RowBuffer rows, int assetId) {
    int row = rows.add(timeNs, assetId, fileNumber, line);
    rows.bids[row] = bid;
    rows.asks[row] = ask;
    rows.lasts[row] = last;
    rows.bidSizes[row] = bidSize;
    rows.askSizes[row] = askSize;
    rows.volumes[row] = volume;
    return row;
  }

  /** Returns the reader for a layout. */
  static RowReader of(Reading reading, Layout layout) {
    return layout.isQuotes() ? new QuoteRows(reading, layout) : new BarRows(reading, layout);
  }
}
