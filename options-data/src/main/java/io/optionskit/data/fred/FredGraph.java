/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.DelayClass;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SeriesSource;
import io.optionskit.time.TradingCalendar;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Series of FRED's graphs as CSV, for which no key is needed.
 *
 * <p>The table has the latest values only and no release dates. Without more, its values count as
 * published on the day they were received, and an earlier day cannot be asked for; who knows that a
 * series is not revised and how long its publication takes can say so by {@link #withReleaseAfter}.
 * May be called from any thread; all share one rate limit. Close it when done.
 */
public final class FredGraph implements SeriesSource, AutoCloseable {

  /** Address of the graphs. */
  public static final URI HOME = URI.create("https://fred.stlouisfed.org");

  private static final ZoneId ST_LOUIS = ZoneId.of("America/Chicago");
  private static final int FIRST_YEAR = 2005;
  private static final int LAST_YEAR = 2039;
  private static final Set<String> DATE_COLUMNS = Set.of("date", "observation_date");

  private final ProviderAccess access;
  private final OptionalInt releaseDays;
  private final HttpCaller caller;

  private FredGraph(ProviderAccess access, OptionalInt releaseDays, HttpCaller caller) {
    this.access = access;
    this.releaseDays = releaseDays;
    this.caller = caller;
  }

  /**
   * Returns the series of a server.
   *
   * @param access how it is reached; no key is needed
   * @return the series; nothing is asked yet
   */
  public static FredGraph of(ProviderAccess access) {
    return new FredGraph(access, OptionalInt.empty(), access.caller("fred").build());
  }

  /**
   * Returns these series with a statement on when their values were published, for which the caller
   * answers. The rates of the Treasury ({@code DGS3MO} and its like) appear on the trading day
   * after.
   *
   * @param tradingDays trading days from the date of a value to its release, &ge; 0
   * @return series that share connections and rate limit with these
   */
  public FredGraph withReleaseAfter(int tradingDays) {
    if (tradingDays < 0) {
      throw new IllegalArgumentException("tradingDays must not be negative: " + tradingDays);
    }
    return new FredGraph(access, OptionalInt.of(tradingDays), caller);
  }

  /**
   * Returns what the files of FRED's graphs offer. FRED publishes no terms for them: the rate is a
   * careful guess.
   *
   * @return what is known
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(Capability.SERIES),
        DelayClass.END_OF_DAY,
        Duration.ZERO,
        30,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(),
        "interest rates without a key");
  }

  @Override
  public List<SeriesPoint> observations(
      String series, LocalDate from, LocalDate to, LocalDate asOf) {
    return answer(series, from, to, asOf).points();
  }

  /**
   * Gets the values of a series that were public at the end of a day.
   *
   * @param series name, such as {@code DGS3MO}
   * @param from first day that a value may be about
   * @param to last day that a value may be about
   * @param asOf day at whose end the values were public
   * @return the values, and what became of the rows
   * @throws ProviderException if FRED fails or does not know the series; {@code UNSUPPORTED} for a
   *     past day if nothing was said of releases
   */
  public SeriesAnswer answer(String series, LocalDate from, LocalDate to, LocalDate asOf) {
    if (!series.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "series must have 1 to 64 characters of A-Z, 0-9, '_', '.' and '-': " + series);
    }
    HttpAnswer answer = caller.get(access.resolve("/graph/fredgraph.csv?id=" + series));
    if (answer.status() == 404 || answer.status() == 400) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "fred answered " + answer.status() + " for " + series);
    }
    if (answer.status() != 200) {
      throw new ProviderException(
          Reason.BAD_REQUEST, "fred answered " + answer.status() + " for " + series);
    }
    LocalDate received = answer.receivedAt().atZone(ST_LOUIS).toLocalDate();
    if (releaseDays.isEmpty() && asOf.isBefore(received)) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "fred's graph does not tell when values were published: ask as of "
              + received
              + " or later instead of "
              + asOf
              + ", use a key, or say when by withReleaseAfter");
    }
    return read(series, CsvBody.read("fred", answer), received, from, to, asOf);
  }

  /**
   * Returns what was done to reach FRED so far.
   *
   * @return counts since this object was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  private SeriesAnswer read(
      String series,
      CsvBody body,
      LocalDate received,
      LocalDate from,
      LocalDate to,
      LocalDate asOf) {
    List<String> header = body.header();
    int dates = column(header, DATE_COLUMNS);
    int values = column(header, Set.of(series.toLowerCase(Locale.ROOT)));
    if (dates < 0 || values < 0) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "fred's table must have columns observation_date and " + series + ": " + header);
    }
    FieldCensus census = new FieldCensus(Set.of(), Set.of());
    Versions versions = new Versions();
    for (List<String> row : body.rows()) {
      try {
        if (row.size() != header.size()) {
          throw new DateTimeException("row has " + row.size() + " cells");
        }
        LocalDate date = PlainText.date(row.get(dates).strip());
        if (!date.isBefore(from) && !date.isAfter(to)) {
          versions.add(date, released(date, received), Versions.value(row.get(values)));
        }
      } catch (DateTimeException | NumberFormatException e) {
        versions.refuse(row + ": " + e.getMessage());
      }
    }
    return versions.asOf(from, to, asOf, census);
  }

  private LocalDate released(LocalDate date, LocalDate received) {
    if (releaseDays.isEmpty()) {
      return received;
    }
    LocalDate released = date;
    for (int day = 0; day < releaseDays.getAsInt(); day++) {
      released = dayAfter(released);
    }
    return released;
  }

  /** Returns the next trading day; the next weekday for years that the calendar does not have. */
  private static LocalDate dayAfter(LocalDate date) {
    if (date.getYear() >= FIRST_YEAR && date.getYear() < LAST_YEAR) {
      return TradingCalendar.usOptions().nextTradingDay(date);
    }
    LocalDate next = date.plusDays(1);
    while (next.getDayOfWeek().getValue() > 5) {
      next = next.plusDays(1);
    }
    return next;
  }

  private static int column(List<String> header, Set<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }
}
