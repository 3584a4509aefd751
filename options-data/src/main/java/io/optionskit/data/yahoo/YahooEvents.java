/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.market.CalendarEvent;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import okhttp3.HttpUrl;

/**
 * Dates of earnings and dividends of some companies.
 *
 * <p>Yahoo tells what it expects now and keeps no past, so an event is known from the moment it was
 * read here, in the form it had then; every version read stays in memory. {@link #events} asks
 * again for what was read more than 6 hours ago: what arrives by that is later than an {@code asOf}
 * before it, and visible to the next question. {@link #read} asks ahead. A date that Yahoo calls
 * certain is an event of type {@value #EARNINGS} with its time; an estimate is one of type {@value
 * #EARNINGS_ESTIMATE} on its first and one on its last possible day.
 *
 * <p>May be called from any thread.
 */
public final class YahooEvents implements EventSource {

  /** Type of a date of earnings that is certain. */
  public static final String EARNINGS = "EARNINGS";

  /** Type of the first and the last day on which earnings are expected. */
  public static final String EARNINGS_ESTIMATE = "EARNINGS_ESTIMATE";

  /** Type of a conference call about earnings, often the last past one. */
  public static final String EARNINGS_CALL = "EARNINGS_CALL";

  /** Type of the first day without the right to a dividend. */
  public static final String EX_DIVIDEND = "EX_DIVIDEND";

  /** Type of the day on which a dividend is paid. */
  public static final String DIVIDEND = "DIVIDEND";

  private static final Duration REUSE = Duration.ofHours(6);

  private final HttpUrl base;
  private final YahooSession session;
  private final InstantSource clock;
  private final List<String> tickers;
  private final Map<String, NavigableMap<Instant, List<CalendarEvent>>> versions = new TreeMap<>();

  YahooEvents(HttpUrl base, YahooSession session, InstantSource clock, Collection<String> tickers) {
    this.base = base;
    this.session = session;
    this.clock = clock;
    this.tickers = List.copyOf(new TreeSet<>(tickers));
    for (String ticker : this.tickers) {
      YahooSymbols.of(ticker);
      versions.put(ticker, new ConcurrentSkipListMap<>());
    }
  }

  /**
   * Asks for all companies now.
   *
   * @throws ProviderException if Yahoo fails
   */
  public void read() {
    tickers.forEach(this::read);
  }

  @Override
  public List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf) {
    for (String ticker : tickers) {
      Optional<Instant> latest = latest(ticker);
      if (latest.isEmpty() || !latest.get().plus(REUSE).isAfter(clock.instant())) {
        read(ticker);
      }
    }
    return tickers.stream()
        .flatMap(ticker -> known(ticker, asOf).stream())
        .filter(event -> !event.date().isBefore(from) && !event.date().isAfter(to))
        .sorted(
            Comparator.comparing(CalendarEvent::date)
                .thenComparing(CalendarEvent::subject)
                .thenComparing(CalendarEvent::type))
        .toList();
  }

  private void read(String ticker) {
    YahooSummaryReader.Events read = new YahooSummaryReader(base, session, ticker).events();
    of(ticker).put(read.receivedAt(), read.events());
  }

  private Optional<Instant> latest(String ticker) {
    return Optional.ofNullable(of(ticker).lastEntry()).map(Map.Entry::getKey);
  }

  private List<CalendarEvent> known(String ticker, Instant asOf) {
    return Optional.ofNullable(of(ticker).floorEntry(asOf))
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  private NavigableMap<Instant, List<CalendarEvent>> of(String ticker) {
    return Optional.ofNullable(versions.get(ticker))
        .orElseThrow(() -> new IllegalArgumentException("not among the tickers: " + ticker));
  }
}
