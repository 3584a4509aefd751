/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CalendarEvent.Timing;
import io.optionskit.market.DelayClass;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The calendar of economic releases of Trading Economics.
 *
 * <p>Its entries are rewritten when a figure is released or revised, and the answer has the last
 * version only. {@link #events} gives an entry from the moment that version was written, so a past
 * release is not known before it happened; who holds that dates of releases are public some time
 * before can say so by {@link #withScheduleAhead}. May be called from any thread; all share one
 * rate limit. Close it when done.
 */
public final class EconomicCalendar implements EventSource, AutoCloseable {

  /** Address of Trading Economics. */
  public static final URI HOME = URI.create("https://api.tradingeconomics.com");

  /** Name of the secret that holds the key. */
  public static final String KEY = "TRADING_ECONOMICS_API_KEY";

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int FIRST_YEAR = 2005; // of the calendar of trading days
  private static final int LAST_YEAR = 2039;

  private final ProviderAccess access;
  private final String country;
  private final Duration ahead;
  private final HttpCaller caller;

  private EconomicCalendar(
      ProviderAccess access, String country, Duration ahead, HttpCaller caller) {
    this.access = access;
    this.country = country;
    this.ahead = ahead;
    this.caller = caller;
  }

  /**
   * Returns the calendar of the United States on a server.
   *
   * @param access how it is reached; the secret {@value #KEY} is needed
   * @return the calendar; nothing is asked yet
   */
  public static EconomicCalendar of(ProviderAccess access) {
    HttpCaller.Builder builder = access.caller("tradingeconomics");
    access
        .secrets()
        .find(KEY)
        .ifPresent(key -> builder.secretHeader("Authorization", key.reveal()));
    return new EconomicCalendar(access, "United States", Duration.ZERO, builder.build());
  }

  /**
   * Returns what Trading Economics offers. Its prices depend on the contract; the rate is a careful
   * guess.
   *
   * @return what is known
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(Capability.RELEASES, Capability.STREAM),
        DelayClass.UNSTATED,
        Duration.ZERO,
        30,
        Duration.ofMinutes(1),
        Optional.empty(),
        Set.of(KEY),
        "dates and figures of economic releases");
  }

  /**
   * Returns the calendar of another country.
   *
   * @param newCountry its name in English, or {@code All}
   * @return calendar that shares connections and rate limit with this one
   */
  public EconomicCalendar ofCountry(String newCountry) {
    if (!newCountry.matches("[A-Za-z ,'-]{2,60}")) {
      throw new IllegalArgumentException(
          "country must be a name in English, or All: " + newCountry);
    }
    return new EconomicCalendar(access, newCountry, ahead, caller);
  }

  /**
   * Returns this calendar with a statement on how long before their time releases are on it, for
   * which the caller answers. It concerns the dates of {@link #events} only, which carry no
   * figures.
   *
   * @param newAhead time, &ge; 0
   * @return calendar that shares connections and rate limit with this one
   */
  public EconomicCalendar withScheduleAhead(Duration newAhead) {
    if (newAhead.isNegative()) {
      throw new IllegalArgumentException("schedule must not be negative: " + newAhead);
    }
    return new EconomicCalendar(access, country, newAhead, caller);
  }

  /**
   * Gets the entries of some days with their figures, as they are now.
   *
   * @param from first day, in UTC
   * @param to last day, in UTC
   * @return entries, and what became of the others
   * @throws ProviderException if Trading Economics fails or gets no valid key
   */
  public CalendarAnswer releases(LocalDate from, LocalDate to) {
    access.key(KEY, HOME);
    String name = URLEncoder.encode(country, StandardCharsets.UTF_8).replace("+", "%20");
    HttpAnswer answer =
        caller.get(access.resolve("/calendar/country/" + name + "/" + from + "/" + to));
    if (answer.status() != 200) {
      throw refused(answer.status(), cut(answer.text()));
    }
    JsonNode root = JsonBody.read("tradingeconomics", answer);
    if (!root.isArray()) {
      throw refused(200, JsonFields.shown(root));
    }
    CalendarReader reader = new CalendarReader(answer.receivedAt());
    root.forEach(reader::add);
    return reader.answer();
  }

  @Override
  public List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf) {
    return releases(from, to.plusDays(1)).releases().stream()
        .map(this::event)
        .filter(event -> !event.date().isBefore(from) && !event.date().isAfter(to))
        .filter(event -> !event.knownAt().isAfter(asOf))
        .sorted(Comparator.comparing(CalendarEvent::date).thenComparing(CalendarEvent::knownAt))
        .toList();
  }

  /**
   * Reads a message of the stream of the calendar.
   *
   * @param message its text
   * @param receivedAt when it arrived; a message does not say when it was written
   * @return the entries in it, and what became of others; none for a message of another topic
   * @throws ProviderException {@code BAD_DATA} if it is not JSON
   */
  public static CalendarAnswer read(String message, Instant receivedAt) {
    HttpAnswer answer =
        new HttpAnswer(
            HOME, 200, message.getBytes(StandardCharsets.UTF_8), receivedAt, Duration.ZERO);
    JsonNode root = JsonBody.read("tradingeconomics", answer);
    CalendarReader reader = new CalendarReader(receivedAt);
    if (root.isObject() && root.path("topic").asText().equals("calendar")) {
      reader.add(root);
    }
    return reader.answer();
  }

  /**
   * Returns what was done to reach Trading Economics so far.
   *
   * @return counts since this calendar was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  private CalendarEvent event(EconomicRelease release) {
    LocalDate date =
        release.time().atZone(release.isHoliday() ? ZoneOffset.UTC : NEW_YORK).toLocalDate();
    Instant scheduled = release.time().minus(ahead);
    boolean isStated = !ahead.isZero() && scheduled.isBefore(release.knownAt());
    return new CalendarEvent(
        release.type(),
        release.country(),
        date,
        timing(release, date),
        release.isHoliday() ? Optional.empty() : Optional.of(release.time()),
        isStated ? scheduled : release.knownAt());
  }

  private static Timing timing(EconomicRelease release, LocalDate date) {
    if (release.isHoliday()) {
      return Timing.ALL_DAY;
    }
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      return Timing.UNSTATED;
    }
    Optional<TradingSession> session = TradingCalendar.usOptions().findSession(date);
    if (session.isEmpty()) {
      return Timing.ALL_DAY;
    }
    if (session.get().contains(release.time())) {
      return Timing.DURING_SESSION;
    }
    return release.time().isBefore(session.get().opensAt())
        ? Timing.BEFORE_OPEN
        : Timing.AFTER_CLOSE;
  }

  private ProviderException refused(int status, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Reason reason = Reason.BAD_REQUEST;
    if (status == 401
        || status == 403
        || lower.contains("access")
        || lower.contains("unauthorized")
        || lower.contains("api key")) {
      reason = Reason.NOT_ENTITLED;
    } else if (status == 200) {
      reason = Reason.SCHEMA_CHANGED;
    }
    return new ProviderException(
        reason, "tradingeconomics answered " + status + ": '" + caller.redact(text) + "'");
  }

  private static String cut(String text) {
    String shown = text.strip().replaceAll("\\s+", " ");
    return shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
  }
}
