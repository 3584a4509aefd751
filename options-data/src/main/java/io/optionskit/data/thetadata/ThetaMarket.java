/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaSettings.Version;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chains and bars of ThetaData, through its Terminal, which runs beside the program and holds the
 * account: no key is sent.
 *
 * <p>An index and its weekly roots are asked one after the other and make one chain. What the plan
 * or the Terminal has no table for is missing in it, and its report says so. A past chain stands at
 * the latest time of anything in it, so that nothing in it is younger than the chain: that of a
 * close is known when ThetaData made it, about 17:15 New York time. May be called from any thread;
 * all share one rate limit. Close it when done.
 */
public final class ThetaMarket implements ChainProvider, BarProvider, AutoCloseable {

  /** Address of a Terminal of version 3 on this machine. */
  public static final URI HOME = URI.create("http://127.0.0.1:25503");

  /** Address of a Terminal of version 2 on this machine. */
  public static final URI HOME_V2 = URI.create("http://127.0.0.1:25510");

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Instant NO_TIME = Instant.MAX;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_DAYS = 30;
  private static final int MOST_DAYS_OF_CLOSES = 365;

  private final ThetaSettings settings;
  private final ThetaCalls calls;

  private ThetaMarket(ProviderAccess access, ThetaSettings settings) {
    this.settings = settings;
    calls = new ThetaCalls(access);
  }

  /**
   * Returns the market of a Terminal of version 3 with default settings.
   *
   * @param access how it is reached; no key is needed
   * @return the market; nothing is asked yet
   */
  public static ThetaMarket of(ProviderAccess access) {
    return of(access, ThetaSettings.defaults());
  }

  /**
   * Returns the market of a Terminal.
   *
   * @param access how it is reached; no key is needed
   * @param settings how it is asked
   * @return the market; nothing is asked yet
   */
  public static ThetaMarket of(ProviderAccess access, ThetaSettings settings) {
    return new ThetaMarket(access, settings);
  }

  /**
   * Returns what ThetaData offers, as published; the plan decides what an account gets. The rate is
   * that of a Terminal on this machine.
   *
   * @return terms of the cheapest plan with quotes within the day
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.PAST_CHAINS,
            Capability.QUOTE_HISTORY,
            Capability.BARS,
            Capability.OPTION_BARS,
            Capability.GREEKS,
            Capability.OPEN_INTEREST,
            Capability.STREAM),
        DelayClass.UNSTATED,
        Duration.ZERO,
        600,
        Duration.ofMinutes(1),
        Optional.of(100),
        Set.of(),
        "ten years of quotes for backtests");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    Set<LocalDate> dates = new TreeSet<>();
    for (String root : roots(underlying)) {
      String path =
          isV2()
              ? "/v2/list/expirations?root=" + root
              : "/v3/option/list/expirations?symbol=" + root;
      for (ThetaRow row : calls.get(path).rows()) {
        row.date(row.has("expiration") ? "expiration" : "date").ifPresent(dates::add);
      }
    }
    return List.copyOf(dates);
  }

  @Override
  public ChainAnswer answer(String underlying) {
    return snapshot(underlying, Optional.empty());
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return snapshot(underlying, Optional.of(expiry));
  }

  private ChainAnswer snapshot(String underlying, Optional<LocalDate> expiry) {
    ThetaChainReader reader = new ThetaChainReader(underlying, expiry, settings.snapshot());
    Instant receivedAt = Instant.MIN;
    List<ProviderException> refusals = new ArrayList<>();
    for (ThetaPart part : EnumSet.copyOf(settings.snapshot())) {
      List<ThetaRow> rows = new ArrayList<>();
      try {
        for (String root : roots(underlying)) {
          String path =
              isV2()
                  ? "/v2/bulk_snapshot/option/" + part.path2() + contracts(root, expiry)
                  : "/v3/option/snapshot/" + part.path3() + contracts(root, expiry);
          ThetaCalls.Rows answer = calls.get(path);
          rows.addAll(answer.rows());
          receivedAt = answer.receivedAt();
        }
        reader.add(part, rows);
      } catch (ProviderException e) {
        if (!isOfOnePart(e.reason())) {
          throw e;
        }
        refusals.add(e);
        reader.miss(part, String.valueOf(e.getMessage()));
      }
    }
    if (refusals.size() == settings.snapshot().size()) {
      throw refusals.get(0);
    }
    return reader.answer(feed(settings.delayClass(), receivedAt), Optional.empty());
  }

  /** A table that the Terminal or the plan has not leaves the others; a failure may pass. */
  private static boolean isOfOnePart(Reason reason) {
    return reason == Reason.UNSUPPORTED || reason == Reason.NOT_ENTITLED;
  }

  /**
   * Gets the chain as it was quoted at a past instant.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @param at the instant, in steps of milliseconds
   * @return chain of the last quotes up to then, each with its own time, and what became of the
   *     rows
   * @throws ProviderException if the Terminal fails or is of version 2, which cannot tell
   */
  public ChainAnswer answerAt(String underlying, LocalDate expiry, Instant at) {
    if (isV2()) {
      throw new ProviderException(
          Reason.UNSUPPORTED, "version 2 of thetadata's Terminal has no chain at an instant");
    }
    LocalDate date = at.atZone(NEW_YORK).toLocalDate();
    LocalTime time = at.atZone(NEW_YORK).toLocalTime();
    ThetaChainReader reader =
        new ThetaChainReader(underlying, Optional.of(expiry), Set.of(ThetaPart.QUOTE));
    Instant receivedAt = Instant.MIN;
    List<ThetaRow> rows = new ArrayList<>();
    for (String root : roots(underlying)) {
      ThetaCalls.Rows answer =
          calls.get(
              "/v3/option/at_time/quote"
                  + contracts(root, expiry)
                  + days(date, date)
                  + "&time_of_day="
                  + DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).format(time));
      rows.addAll(answer.rows());
      receivedAt = answer.receivedAt();
    }
    reader.add(ThetaPart.QUOTE, rows);
    return reader.answer(feed(DelayClass.HISTORICAL, receivedAt), Optional.of(at));
  }

  /**
   * Gets the chains of a past day.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @param date the day
   * @param interval time between the chains, such as five minutes
   * @param part table to read, none of the daily ones
   * @return one chain per time, ascending, with what became of its rows; empty if there are none
   * @throws ProviderException if the Terminal fails or the plan does not allow the table
   */
  public List<ChainAnswer> history(
      String underlying, LocalDate expiry, LocalDate date, Duration interval, ThetaPart part) {
    if (part.isDaily()) {
      throw new IllegalArgumentException("part must not be a daily one: " + part);
    }
    String span =
        isV2()
            ? days(date, date) + "&ivl=" + interval.toMillis()
            : "&date=" + day(date) + "&interval=" + interval(interval);
    return chains(underlying, expiry, part, span, DelayClass.HISTORICAL);
  }

  /**
   * Gets the chains of past closes. They are known when ThetaData made them.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @param from first day
   * @param to last day, at most a month later
   * @param part {@link ThetaPart#END_OF_DAY} or {@link ThetaPart#END_OF_DAY_GREEKS}
   * @return one chain per day, ascending, with what became of its rows; empty if there are none
   * @throws ProviderException if the Terminal fails or the plan does not allow the table
   */
  public List<ChainAnswer> closes(
      String underlying, LocalDate expiry, LocalDate from, LocalDate to, ThetaPart part) {
    if (!part.isDaily()) {
      throw new IllegalArgumentException("part must be a daily one: " + part);
    }
    return chains(underlying, expiry, part, days(from, to), DelayClass.END_OF_DAY);
  }

  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
    ThetaBars reader = new ThetaBars(asset, length, from, to);
    RowsIntake<Bar> intake = new RowsIntake<>(new FieldCensus(Set.of(), ThetaChainReader.KNOWN));
    LocalDate last = to.atZone(NEW_YORK).toLocalDate();
    LocalDate first = from.atZone(NEW_YORK).toLocalDate();
    int days = length.compareTo(Duration.ofMinutes(1)) < 0 ? 1 : MOST_DAYS;
    days = length.equals(DAY) ? MOST_DAYS_OF_CLOSES : days;
    while (!first.isAfter(last)) {
      LocalDate end = first.plusDays(days - 1L);
      end = end.isAfter(last) ? last : end;
      ThetaCalls.Rows answer = calls.get(barPath(asset, length) + days(first, end));
      reader.read(answer.rows(), answer.receivedAt(), intake);
      first = end.plusDays(1);
    }
    RowsAnswer<Bar> answer = intake.answer();
    return new RowsAnswer<>(
        answer.rows().stream().sorted(Comparator.comparing(Bar::start)).toList(), answer.report());
  }

  /**
   * Returns what was done to reach the Terminal so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return calls.usage();
  }

  @Override
  public void close() {
    calls.close();
  }

  private List<ChainAnswer> chains(
      String underlying, LocalDate expiry, ThetaPart part, String span, DelayClass delayClass) {
    Map<Instant, List<ThetaRow>> byTime = new TreeMap<>();
    Instant receivedAt = Instant.MIN;
    for (String root : roots(underlying)) {
      String path =
          isV2() ? "/v2/bulk_hist/option/" + part.path2() : "/v3/option/history/" + part.path3();
      ThetaCalls.Rows answer = calls.get(path + contracts(root, expiry) + span);
      receivedAt = answer.receivedAt();
      for (ThetaRow row : answer.rows()) {
        byTime.computeIfAbsent(group(row, part), key -> new ArrayList<>()).add(row);
      }
    }
    List<ChainAnswer> chains = new ArrayList<>(byTime.size());
    Feed feed = feed(delayClass, receivedAt);
    for (List<ThetaRow> rows : byTime.values()) {
      ThetaChainReader reader = new ThetaChainReader(underlying, Optional.of(expiry), Set.of(part));
      reader.add(part, rows);
      chains.add(reader.answer(feed, Optional.empty()));
    }
    return chains;
  }

  /** Returns what the rows of one chain have in common: their day, or their time. */
  private static Instant group(ThetaRow row, ThetaPart part) {
    try {
      Optional<Instant> time = row.time("timestamp").or(() -> row.time("created"));
      return part.isDaily()
          ? time.map(t -> t.atZone(NEW_YORK).truncatedTo(ChronoUnit.DAYS).toInstant())
              .orElse(NO_TIME)
          : time.orElse(NO_TIME);
    } catch (ProviderException e) {
      return NO_TIME; // refused when the row is read
    }
  }

  private String barPath(Asset asset, Duration length) {
    boolean isDaily = length.equals(DAY);
    String kind;
    String identity;
    if (asset instanceof OptionContract option) {
      kind = "option";
      identity =
          isV2()
              ? "?root="
                  + option.root()
                  + "&exp="
                  + day(option.expiry())
                  + "&strike="
                  + option.strike().movePointRight(3).toBigIntegerExact()
                  + "&right="
                  + option.type().code()
              : "?symbol="
                  + option.root()
                  + "&expiration="
                  + day(option.expiry())
                  + "&strike="
                  + option.strike().toPlainString()
                  + "&right="
                  + (option.type() == OptionType.CALL ? "call" : "put");
    } else {
      kind = asset instanceof Underlying underlying && underlying.isIndex() ? "index" : "stock";
      identity = (isV2() ? "?root=" : "?symbol=") + checked(asset.symbol());
    }
    if (isV2()) {
      return "/v2/hist/"
          + kind
          + (isDaily ? "/eod" + identity : "/ohlc" + identity + "&ivl=" + length.toMillis());
    }
    return "/v3/"
        + kind
        + (isDaily
            ? "/history/eod" + identity
            : "/history/ohlc" + identity + "&interval=" + interval(length));
  }

  private static List<String> roots(String underlying) {
    return OptionProduct.rootsOf(checked(underlying));
  }

  private static String checked(String ticker) {
    if (!ticker.matches("[A-Z][A-Z0-9.]{0,9}")) {
      throw new IllegalArgumentException(
          "ticker must have 1 to 10 characters of A-Z, 0-9 and dots: " + ticker);
    }
    return ticker;
  }

  private String contracts(String root, LocalDate expiry) {
    return contracts(root, Optional.of(expiry));
  }

  private String contracts(String root, Optional<LocalDate> expiry) {
    Optional<String> day = expiry.map(ThetaMarket::day);
    return isV2()
        ? "?root=" + root + "&exp=" + day.orElse("0")
        : "?symbol=" + root + "&expiration=" + day.orElse("*") + "&strike=*&right=both";
  }

  private boolean isV2() {
    return settings.version() == Version.V2;
  }

  private static String days(LocalDate from, LocalDate to) {
    return "&start_date=" + day(from) + "&end_date=" + day(to);
  }

  private static String day(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }

  private static String interval(Duration length) {
    long ms = length.toMillis();
    if (ms <= 0) {
      throw new IllegalArgumentException("interval must be at least 1 ms: " + length);
    }
    if (ms % 3_600_000 == 0) {
      return ms / 3_600_000 + "h";
    }
    if (ms % 60_000 == 0) {
      return ms / 60_000 + "m";
    }
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }

  private static Feed feed(DelayClass delayClass, Instant receivedAt) {
    return new Feed("thetadata", delayClass, Duration.ZERO, Optional.of(receivedAt));
  }
}
