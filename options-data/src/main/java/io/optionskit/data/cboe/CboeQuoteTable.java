/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.internal.PlainText;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the quote table that Cboe's site offers for download: three lines of text, a header, and
 * one line per strike with the call on the left and the put on the right.
 *
 * <p>The chain's time is the one that the file states; its quotes are about a quarter of an hour
 * older. The underlying is that of the first contract. Columns are read by position, since the
 * names of the left are those of the right.
 */
public final class CboeQuoteTable {

  private static final Duration DELAY = Duration.ofMinutes(15);
  private static final int COLUMNS = 22;
  private static final int STRIKE = 11;
  private static final int PUTS = 12;
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("EEE MMM dd uuuu", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern LAST =
      Pattern.compile("Last:\\s*([0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?)");
  private static final int MOST_DIGITS = 12;

  private CboeQuoteTable() {}

  /**
   * Returns whether a text looks like a quote table.
   *
   * @param beginning the first few lines
   * @return true if one of them is its header
   */
  public static boolean isOne(String beginning) {
    return beginning.lines().limit(8).anyMatch(CboeQuoteTable::isHeader);
  }

  /**
   * Reads a file.
   *
   * @param file the table as downloaded
   * @param year year of its date, for files that do not state it
   * @return the chain of all expiries, and what became of its rows
   * @throws ProviderException {@code BAD_REQUEST} if the date has no year and none is given, {@code
   *     SCHEMA_CHANGED} if there is no header of the known form, {@code BAD_DATA} if the text
   *     cannot be read
   */
  public static ChainAnswer read(Path file, OptionalInt year) {
    try {
      return read(Files.readString(file, StandardCharsets.UTF_8), year);
    } catch (IOException e) {
      throw new ProviderException(Reason.BAD_DATA, "cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Reads the text of a table.
   *
   * @param text its lines
   * @param year year of its date, if it does not state it
   * @return the chain of all expiries, and what became of its rows
   * @throws ProviderException as {@link #read(Path, OptionalInt)}
   */
  public static ChainAnswer read(String text, OptionalInt year) {
    String table = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int from = 0;
    String name = "";
    String date = "";
    while (from < table.length()) {
      int end = table.indexOf('\n', from);
      end = end < 0 ? table.length() : end;
      String line = table.substring(from, end).strip();
      if (isHeader(line)) {
        Instant time = CboeTableTime.parse(date, year);
        return new Reading(time, last(name)).read(table.substring(from));
      }
      name = date;
      date = line;
      from = end + 1;
    }
    throw new ProviderException(
        Reason.SCHEMA_CHANGED,
        "cboe's quote table must have a header of 22 columns, Expiration Date to Open Interest");
  }

  private static boolean isHeader(String line) {
    String[] names = line.replace("\"", "").split(",", -1);
    return names.length == COLUMNS
        && names[0].equals("Expiration Date")
        && names[1].equals("Calls")
        && names[STRIKE].equals("Strike")
        && names[PUTS].equals("Puts");
  }

  private static double last(String nameLine) {
    Matcher last = LAST.matcher(nameLine);
    return last.find()
        ? Double.parseDouble(String.valueOf(last.group(1)).replace(",", ""))
        : Double.NaN;
  }

  /** One reading of the lines below the header. */
  private static final class Reading {

    private final Instant time;
    private final double spot;
    private Optional<ChainIntake> intake = Optional.empty();
    private String expiryText = "";
    private LocalDate expiry = LocalDate.MIN;
    private int early;
    private String earlyProblem = "";

    Reading(Instant time, double spot) {
      this.time = time;
      this.spot = spot;
    }

    ChainAnswer read(String rows) {
      try (CsvReader<CsvRecord> csv =
          CsvReader.builder()
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .ofCsvRecord(rows)) {
        boolean isFirst = true;
        for (CsvRecord row : csv) {
          if (!isFirst) {
            side(row, 1);
            side(row, PUTS);
          }
          isFirst = false;
        }
      } catch (CsvParseException | UncheckedIOException | IOException e) {
        throw new ProviderException(
            Reason.BAD_DATA, "cboe's quote table is broken: " + e.getMessage(), e);
      }
      ChainIntake filled =
          intake.orElseThrow(
              () ->
                  new ProviderException(
                      Reason.BAD_DATA, "cboe's quote table has no contract " + earlyProblem));
      for (int i = 0; i < early; i++) {
        filled.refuse(Refusal.IMPOSSIBLE_CONTRACT, earlyProblem);
      }
      return filled.answer();
    }

    private void side(CsvRecord row, int from) {
      if (row.getFieldCount() != COLUMNS) {
        refuse(Refusal.MALFORMED, "line has " + row.getFieldCount() + " cells instead of 22");
        return;
      }
      OptionContract contract;
      try {
        contract = OptionContract.parse(row.getField(from).strip());
      } catch (IllegalArgumentException e) {
        refuse(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
        return;
      }
      ChainIntake target = intake(contract);
      try {
        LocalDate expiry = expiry(row.getField(0).strip());
        boolean isStrike =
            StrikeUnit.DOLLARS.parse(row.getField(STRIKE).strip()).compareTo(contract.strike())
                == 0;
        boolean isSide = contract.type().code() == (from == PUTS ? 'P' : 'C');
        if (!expiry.equals(contract.expiry()) || !isStrike || !isSide) {
          target.refuse(
              Refusal.IDENTITY_CLASH,
              contract + " beside " + row.getField(0) + " and strike " + row.getField(STRIKE));
          return;
        }
        target.add(contract, values(row, from));
      } catch (DateTimeException | IllegalArgumentException e) {
        target.refuse(Refusal.MALFORMED, contract + ": " + e.getMessage());
      }
    }

    /** Lines of the same date follow each other. */
    private LocalDate expiry(String text) {
      if (!text.equals(expiryText)) {
        expiry = LocalDate.parse(text, EXPIRY);
        expiryText = text;
      }
      return expiry;
    }

    private ChainIntake intake(OptionContract contract) {
      if (intake.isEmpty()) {
        ChainIntake made =
            new ChainIntake(
                contract.underlying(),
                new Feed("cboe", DelayClass.DELAYED, DELAY, Optional.of(time)),
                TradingCalendar.usOptions().tradingDateAt(time),
                new FieldCensus(Set.of(), Set.of()));
        made.spot(spot);
        intake = Optional.of(made);
      }
      return intake.get();
    }

    private void refuse(Refusal reason, String problem) {
      intake.ifPresentOrElse(
          known -> known.refuse(reason, problem),
          () -> {
            early++;
            earlyProblem = problem;
          });
    }

    private static IntakeRow values(CsvRecord row, int from) {
      double volatility = number(row, from + 6);
      IntakeRow values =
          new IntakeRow()
              .set(QuoteField.LAST, aboveZero(number(row, from + 1)))
              .set(QuoteField.BID, aboveZero(number(row, from + 3)))
              .set(QuoteField.ASK, aboveZero(number(row, from + 4)))
              .set(QuoteField.VOLUME, number(row, from + 5))
              .set(QuoteField.IMPLIED_VOLATILITY, aboveZero(volatility))
              .set(QuoteField.DELTA, number(row, from + 7))
              .set(QuoteField.GAMMA, number(row, from + 8))
              .set(QuoteField.OPEN_INTEREST, number(row, from + 9));
      return volatility == 0 ? values.flag(QuoteIssue.IV_PLACEHOLDER) : values;
    }

    private static double aboveZero(double value) {
      return value == 0 ? Double.NaN : value;
    }

    private static double number(CsvRecord row, int column) {
      String text = row.getField(column).strip();
      if (text.isEmpty()) {
        return Double.NaN;
      }
      if (!isNumber(text)) {
        throw new IllegalArgumentException(
            "column " + (column + 1) + " must be a plain number: '" + text + "'");
      }
      return PlainText.number(text);
    }

    /** Returns whether a text is a number of at most 12 digits before and behind its point. */
    private static boolean isNumber(String text) {
      int first = text.startsWith("-") ? 1 : 0;
      int point = text.indexOf('.');
      int end = point < 0 ? text.length() : point;
      int decimals = point < 0 ? 1 : text.length() - point - 1;
      if (end - first < 1 || end - first > MOST_DIGITS || decimals < 1 || decimals > MOST_DIGITS) {
        return false;
      }
      for (int i = first; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < '0' || c > '9') && i != point) {
          return false;
        }
      }
      return true;
    }
  }
}
