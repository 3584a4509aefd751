/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/**
 * Takes the rows of one file cell by cell, checks them, and keeps the good ones.
 *
 * <p>A row with several faults is counted under the first.
 */
abstract sealed class RowReader permits QuoteRows, BarRows {

  private static final double LARGEST_COUNT = 1L << 53;

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
      case BID -> bid = price(column, text, start, end - start);
      case ASK -> ask = price(column, text, start, end - start);
      case LAST, CLOSE -> last = price(column, text, start, end - start);
      case BID_SIZE -> bidSize = (int) count(column, text, start, end - start, Integer.MAX_VALUE);
      case ASK_SIZE -> askSize = (int) count(column, text, start, end - start, Integer.MAX_VALUE);
      case VOLUME -> volume = count(column, text, start, end - start, LARGEST_COUNT);
      case QUOTE_TIME, BAR_END, BAR_START -> timeNs = time(column, text, start, end - start);
      case UNUSED, UNKNOWN -> {}
      default -> cell(column, text, start, end - start);
    }
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
    skip(
        problem,
        findings.wantsExample(problem)
            ? column.header()
                + " must be "
                + expected
                + ": "
                + Findings.shown(new String(text, from, length))
            : "");
  }

  /** Counts something odd about a row that is used. */
  final void flag(ReadProblem problem, String message) {
    findings.add(problem, file, line, message);
  }

  final double price(Column column, char[] text, int from, int length) {
    double value = cells.number(text, from, length);
    switch (cells.state) {
      case BAD -> skip(ReadProblem.BAD_NUMBER, column, "a number", text, from, length);
      case NOT_FINITE ->
          skip(
              ReadProblem.NOT_FINITE,
              column,
              "a finite number, or blank if unknown",
              text,
              from,
              length);
      default -> {
        if (value < 0) {
          skip(ReadProblem.NEGATIVE_VALUE, column, "0 or above", text, from, length);
        }
      }
    }
    return value + 0.0; // a minus zero becomes zero
  }

  final long count(Column column, char[] text, int from, int length, double largest) {
    double value = price(column, text, from, length);
    if (Double.isNaN(value)) {
      return -1;
    }
    if (value > largest || value != Math.rint(value)) {
      skip(ReadProblem.BAD_NUMBER, column, "a whole number", text, from, length);
      return -1;
    }
    return (long) value;
  }

  private long time(Column column, char[] text, int from, int length) {
    long time = cells.time(text, from, length);
    if (time == Cells.NONE) {
      skip(
          ReadProblem.BAD_TIME,
          column,
          "an instant with Z or an offset, such as 2014-06-05T13:31:00Z",
          text,
          from,
          length);
    }
    return time;
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
