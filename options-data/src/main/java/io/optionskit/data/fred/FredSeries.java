/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.DelayClass;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SeriesSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Series of FRED's programming interface, with the day on which each value was published.
 *
 * <p>FRED is asked for every version of a value that was published up to the day in question, so
 * that a value revised since appears as it was. Its release dates begin when it took a series up;
 * older values carry that day. Of some series, such as {@code SP500}, it keeps no versions: they
 * are refused as unknown, for nobody can tell what was public when. May be called from any thread;
 * all share one rate limit. Close it when done.
 */
public final class FredSeries implements SeriesSource, AutoCloseable {

  /** Address of the programming interface. */
  public static final URI HOME = URI.create("https://api.stlouisfed.org");

  /** Name of the secret that holds the key. */
  public static final String KEY = "FRED_API_KEY";

  private static final ZoneId ST_LOUIS = ZoneId.of("America/Chicago");
  private static final int ROWS_PER_PAGE = 100_000;
  private static final int MOST_PAGES = 1000;
  private static final LocalDate FIRST_DAY = LocalDate.of(1776, 7, 4); // the earliest FRED takes
  private static final int YEARS_PER_CALL = 5; // FRED allows 2000 days of release in a call

  private final ProviderAccess access;
  private final HttpCaller caller;

  private FredSeries(ProviderAccess access) {
    this.access = access;
    HttpCaller.Builder builder = access.caller("fred").secretParameters(Set.of("api_key"));
    access.secrets().find(KEY).ifPresent(key -> builder.secret(key.reveal()));
    caller = builder.build();
  }

  /**
   * Returns the series of a server.
   *
   * @param access how it is reached; the secret {@value #KEY} is needed
   * @return the series; nothing is asked yet
   */
  public static FredSeries of(ProviderAccess access) {
    return new FredSeries(access);
  }

  /**
   * Returns what FRED offers, as published.
   *
   * @return its terms
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(Capability.SERIES),
        DelayClass.END_OF_DAY,
        Duration.ZERO,
        120,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(KEY),
        "interest rates and the economy, each value as of the day it was published");
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
   * @param asOf day at whose end the values were public, in St. Louis
   * @return the values as they stood then, and what became of the rows
   * @throws ProviderException if FRED fails, does not know the series or gets no valid key
   */
  public SeriesAnswer answer(String series, LocalDate from, LocalDate to, LocalDate asOf) {
    FieldCensus census =
        new FieldCensus(Set.of("date", "value"), Set.of("realtime_start", "realtime_end"));
    return read(series, from, to, asOf, census).asOf(from, to, asOf, census);
  }

  /**
   * Gets every value of a series that was ever published.
   *
   * @param series name, such as {@code UNRATE}
   * @param from first day that a value may be about
   * @param to last day that a value may be about
   * @return values ascending by date and release; a revised one is there once for each version
   * @throws ProviderException if FRED fails, does not know the series or gets no valid key
   */
  public List<SeriesPoint> vintages(String series, LocalDate from, LocalDate to) {
    return read(series, from, to, today(), new FieldCensus(Set.of(), Set.of())).all();
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

  private Versions read(
      String series, LocalDate from, LocalDate to, LocalDate asOf, FieldCensus census) {
    if (!series.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "series must have 1 to 64 characters of A-Z, 0-9, '_', '.' and '-': " + series);
    }
    Versions versions = new Versions();
    Optional<ProviderException> unknown = Optional.empty();
    boolean hasAnswer = false;
    LocalDate today = today();
    LocalDate last = asOf.isAfter(today) ? today : asOf;
    LocalDate first = from.isBefore(FIRST_DAY) ? FIRST_DAY : from;
    for (LocalDate start = first; !start.isAfter(last); start = start.plusYears(YEARS_PER_CALL)) {
      LocalDate end = start.plusYears(YEARS_PER_CALL).minusDays(1);
      end = end.isBefore(last) ? end : last;
      String query =
          "/fred/series/observations?series_id="
              + series
              + "&file_type=json&observation_start="
              + first
              + "&observation_end="
              + (to.isBefore(first) ? first : to)
              + "&realtime_start="
              + start
              + "&realtime_end="
              + end
              + "&limit="
              + ROWS_PER_PAGE;
      try {
        pages(query, versions, census);
        hasAnswer = true;
      } catch (ProviderException e) {
        if (e.reason() != Reason.UNKNOWN_SYMBOL) {
          throw e;
        }
        unknown = Optional.of(e); // FRED says so too of years before the first release
      }
    }
    if (!hasAnswer && unknown.isPresent()) {
      throw unknown.get();
    }
    return versions;
  }

  private void pages(String query, Versions versions, FieldCensus census) {
    long offset = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode root = get(query + "&offset=" + offset);
      JsonNode rows = root.path("observations");
      if (!rows.isArray()) {
        throw new ProviderException(
            Reason.SCHEMA_CHANGED, "fred's answer has no list observations any more");
      }
      for (JsonNode row : rows) {
        row.fieldNames().forEachRemaining(census::see);
        add(row, versions);
      }
      offset += rows.size();
      if (rows.isEmpty() || offset >= root.path("count").asLong(0)) {
        return;
      }
      if (root.path("count").asLong() / rows.size() > MOST_PAGES) {
        throw new ProviderException(
            Reason.BAD_DATA,
            "fred sends "
                + rows.size()
                + " rows a page of "
                + root.path("count").asLong()
                + ", which is more than "
                + MOST_PAGES
                + " pages");
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA, "fred's pages do not end: " + MOST_PAGES + " were read");
  }

  private void add(JsonNode row, Versions versions) {
    try {
      LocalDate date = PlainText.date(JsonFields.text(row, "date").orElse(""));
      LocalDate released =
          JsonFields.text(row, "realtime_start").map(PlainText::date).orElseGet(this::today);
      JsonNode value = row.path("value");
      versions.add(date, released, Versions.value(value.isNull() ? "" : value.asText()));
    } catch (DateTimeException | NumberFormatException | ProviderException e) {
      versions.refuse(
          JsonFields.shown(row.path("date")) + " = " + JsonFields.shown(row.path("value")));
    }
  }

  private JsonNode get(String query) {
    String key =
        access
            .key(KEY, HOME)
            .map(secret -> "&api_key=" + URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8))
            .orElse("");
    HttpAnswer answer = caller.get(access.resolve(query + key));
    if (answer.status() == 200) {
      JsonNode root = JsonBody.read("fred", answer);
      if (root.has("error_code")) {
        throw refused(root, root.path("error_code").asInt());
      }
      return root;
    }
    if (answer.status() == 403 || answer.status() == 401) {
      throw new ProviderException(Reason.NOT_ENTITLED, "fred answered " + answer.status());
    }
    if (answer.isHtml()) {
      throw new ProviderException(
          Reason.BAD_REQUEST, "fred answered " + answer.status() + " with a page for people");
    }
    throw refused(JsonBody.read("fred", answer), answer.status());
  }

  private ProviderException refused(JsonNode root, int status) {
    String text = root.path("error_message").asText("");
    String message = "fred answered " + status + ": " + caller.redact(cut(text));
    String lower = text.toLowerCase(Locale.ROOT);
    Reason reason = Reason.BAD_REQUEST;
    if (lower.contains("api_key")) {
      reason = Reason.NOT_ENTITLED;
    } else if (lower.contains("does not exist") || lower.contains("series_id")) {
      reason = Reason.UNKNOWN_SYMBOL;
    } else if (status == 429 || lower.contains("too many requests")) {
      reason = Reason.RATE_LIMITED;
    }
    return new ProviderException(reason, message);
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  private LocalDate today() {
    return access.clock().instant().atZone(ST_LOUIS).toLocalDate();
  }
}
