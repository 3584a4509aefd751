/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CalendarEvent.Timing;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/**
 * Asks for one module of the facts of a company and reads it. A company without the module, for
 * which Yahoo answers 404, has no such facts.
 */
final class YahooSummaryReader {

  /** What one module had at one time. */
  record Events(List<CalendarEvent> events, Instant receivedAt) {}

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int FIRST_YEAR = 2005; // of the calendar of trading days
  private static final int LAST_YEAR = 2039;

  private final HttpUrl base;
  private final YahooSession session;
  private final String ticker;

  YahooSummaryReader(HttpUrl base, YahooSession session, String ticker) {
    this.base = base;
    this.session = session;
    this.ticker = ticker;
  }

  Events events() {
    YahooSession.Answer answer = ask("calendarEvents");
    JsonNode module = module(answer, "calendarEvents");
    Instant knownAt = answer.receivedAt();
    List<CalendarEvent> events = new ArrayList<>();
    JsonNode earnings = module.path("earnings");
    addEarnings(earnings, knownAt, events);
    for (Instant call : times(earnings, "earningsCallDate")) {
      events.add(at(YahooEvents.EARNINGS_CALL, call, knownAt));
    }
    addDay(YahooEvents.EX_DIVIDEND, module, "exDividendDate", knownAt, events);
    addDay(YahooEvents.DIVIDEND, module, "dividendDate", knownAt, events);
    events.sort(Comparator.comparing(CalendarEvent::date).thenComparing(CalendarEvent::type));
    return new Events(List.copyOf(events), knownAt);
  }

  List<EarningsResult> results() {
    YahooSession.Answer answer = ask("earningsHistory");
    List<EarningsResult> results = new ArrayList<>();
    for (JsonNode row : module(answer, "earningsHistory").path("history")) {
      Optional<Instant> quarter = YahooJson.instant(row, "quarter");
      if (quarter.isPresent()) {
        results.add(
            new EarningsResult(
                ticker,
                YahooJson.date(quarter.get()),
                optional(YahooJson.number(row, "epsActual")),
                optional(YahooJson.number(row, "epsEstimate")),
                row.path("currency").asText(),
                answer.receivedAt()));
      }
    }
    results.sort(Comparator.comparing(EarningsResult::quarterEnd));
    return List.copyOf(results);
  }

  private YahooSession.Answer ask(String module) {
    return session.getWithCrumb(
        base.newBuilder()
            .addPathSegments("v10/finance/quoteSummary")
            .addPathSegment(YahooSymbols.of(ticker))
            .addQueryParameter("formatted", "false")
            .addQueryParameter("modules", module)
            .build());
  }

  /** Returns the module, a missing node if the company has none. */
  private JsonNode module(YahooSession.Answer answer, String name) {
    if (YahooSession.saysNoData(answer.root())) {
      return answer.root().path("none");
    }
    JsonNode module = YahooJson.onlyResult(answer.root(), "quoteSummary", ticker).path(name);
    if (!module.isObject() && !module.isMissingNode()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "yahoo's " + name + " of " + ticker + " is no object but " + module.getNodeType());
    }
    return module;
  }

  /** Adds a date that is certain with its time, or the first and last day of an estimate. */
  private void addEarnings(JsonNode earnings, Instant knownAt, List<CalendarEvent> events) {
    TreeSet<Instant> times = new TreeSet<>(times(earnings, "earningsDate"));
    if (times.isEmpty()) {
      return;
    }
    boolean isEstimate = earnings.path("isEarningsDateEstimate").asBoolean(times.size() > 1);
    if (times.size() == 1 && !isEstimate) {
      events.add(at(YahooEvents.EARNINGS, times.first(), knownAt));
      return;
    }
    TreeSet<LocalDate> ends = new TreeSet<>();
    ends.add(times.first().atZone(NEW_YORK).toLocalDate());
    ends.add(times.last().atZone(NEW_YORK).toLocalDate());
    for (LocalDate day : ends) {
      events.add(
          new CalendarEvent(
              YahooEvents.EARNINGS_ESTIMATE,
              ticker,
              day,
              Timing.UNSTATED,
              Optional.empty(),
              knownAt));
    }
  }

  /** Adds a day, which Yahoo gives as its midnight in UTC. */
  private void addDay(
      String type, JsonNode module, String field, Instant knownAt, List<CalendarEvent> events) {
    YahooJson.instant(module, field)
        .map(YahooJson::date)
        .ifPresent(
            day ->
                events.add(
                    new CalendarEvent(
                        type, ticker, day, Timing.ALL_DAY, Optional.empty(), knownAt)));
  }

  private CalendarEvent at(String type, Instant time, Instant knownAt) {
    LocalDate date = time.atZone(NEW_YORK).toLocalDate();
    return new CalendarEvent(type, ticker, date, timing(time, date), Optional.of(time), knownAt);
  }

  /** Returns how a time stands to trading in New York, if that is where the company is traded. */
  private Timing timing(Instant time, LocalDate date) {
    boolean isForeign = YahooSymbols.of(ticker).contains(".");
    if (isForeign || date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      return Timing.UNSTATED;
    }
    Optional<TradingSession> session = TradingCalendar.usOptions().findSession(date);
    if (session.isEmpty()) {
      return Timing.ALL_DAY;
    }
    if (session.get().contains(time)) {
      return Timing.DURING_SESSION;
    }
    return time.isBefore(session.get().opensAt()) ? Timing.BEFORE_OPEN : Timing.AFTER_CLOSE;
  }

  private static List<Instant> times(JsonNode parent, String field) {
    List<Instant> times = new ArrayList<>();
    parent.path(field).forEach(node -> times.add(YahooJson.instant(node)));
    return times;
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
