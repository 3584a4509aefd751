/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.Bar;
import io.optionskit.market.Feed;
import io.optionskit.time.OptionHours;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes bars of trades or quotes as they come, aligned to the minutes of New York.
 *
 * <p>A tick belongs to the minute of its own time, whenever it arrives: open and close are the
 * earliest and latest by that time, and of equal times the first and last to arrive. Only regular
 * hours count, to the early close on such a day, a quarter of an hour longer for options that trade
 * so long; a tick at the close is outside. A minute without ticks has no bar.
 *
 * <p>A bar is told when its minute is over by more than the grace, which is measured by the ticks
 * themselves: the latest time that a tick had on its arrival, its own if that is earlier. A quiet
 * market is told by {@link #advance}. A tick of a minute that was told is late: it is counted and
 * changes nothing. The same ticks in the same order give the same bars, whatever the clock.
 *
 * <p>One thread at a time, such as the handler's of a stream.
 */
public final class TickBars {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int FIRST_YEAR = 2005; // of the calendar of trading days
  private static final int LAST_YEAR = 2039;

  /** What bars are made of. */
  public enum Price {
    /** Prices of trades, with their volume. */
    TRADES,
    /** Middles of quotes with both sides that are not crossed; their volume is unknown. */
    MIDS
  }

  private static final class Growing {

    private Instant firstAt = Instant.MAX;
    private Instant lastAt = Instant.MIN;
    private double open;
    private double high = Double.NEGATIVE_INFINITY;
    private double low = Double.POSITIVE_INFINITY;
    private double close;
    private double volume;
    private Feed feed = Feed.UNSTATED;

    void add(double price, double size, Instant at, Feed source) {
      if (at.isBefore(firstAt)) {
        firstAt = at;
        open = price;
      }
      if (!at.isBefore(lastAt)) {
        lastAt = at;
        close = price;
      }
      high = Math.max(high, price);
      low = Math.min(low, price);
      volume += size;
      feed = source;
    }
  }

  private final Price price;
  private final Duration length;
  private final Duration grace;
  private final TradingCalendar calendar;
  private final ZoneId zone;
  private final Consumer<? super BarEvent> out;
  private final NavigableMap<Instant, NavigableMap<Asset, Growing>> growing = new TreeMap<>();
  private final Map<LocalDate, Optional<TradingSession>> sessions = new HashMap<>();
  private Instant toldUntil = Instant.MIN;
  private Instant watermark = Instant.MIN;
  private long late;
  private long outside;

  /**
   * Starts without ticks.
   *
   * @param price what bars are made of
   * @param length length of a bar: whole minutes of which an hour holds a whole number
   * @param grace how long after its end a bar waits for ticks still on their way, &ge; 0
   * @param out is given each bar once it is complete, in order of time and then of asset
   * @throws IllegalArgumentException if the length does not divide an hour or the grace is negative
   */
  public TickBars(Price price, Duration length, Duration grace, Consumer<? super BarEvent> out) {
    if (length.compareTo(Duration.ofMinutes(1)) < 0
        || length.toNanos() % Duration.ofMinutes(1).toNanos() != 0
        || HOUR.toMinutes() % length.toMinutes() != 0) {
      throw new IllegalArgumentException(
          "length must be whole minutes that divide an hour, such as PT1M: " + length);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative: " + grace);
    }
    this.price = price;
    this.length = length;
    this.grace = grace;
    this.out = out;
    calendar = TradingCalendar.usOptions();
    zone = calendar.zone();
  }

  /**
   * Returns bars of one minute that wait two seconds for late ticks.
   *
   * @param price what they are made of
   * @param out is given each bar once it is complete
   * @return maker without ticks
   */
  public static TickBars ofMinutes(Price price, Consumer<? super BarEvent> out) {
    return new TickBars(price, Duration.ofMinutes(1), Duration.ofSeconds(2), out);
  }

  /**
   * Takes a tick; tells the bars that it shows to be complete. Other events are ignored.
   *
   * @param event any event of a stream
   */
  public void accept(StreamEvent event) {
    if (price == Price.TRADES && event instanceof TradeEvent trade) {
      add(trade.asset(), trade.price(), trade.size(), trade.eventTime(), trade);
    } else if (price == Price.MIDS && event instanceof QuoteEvent quote) {
      OptionalDouble mid = quote.quote().mid();
      if (mid.isPresent() && mid.getAsDouble() > 0 && !quote.quote().isCrossed()) {
        add(quote.asset(), mid.getAsDouble(), 0, quote.quote().eventTime(), quote);
      }
    }
  }

  private void add(Asset asset, double value, double size, Instant at, StreamEvent event) {
    Instant start = start(at);
    if (!isWithinHours(asset, at)) {
      outside++;
    } else if (!start.plus(length).isAfter(toldUntil)) {
      late++;
    } else {
      growing
          .computeIfAbsent(start, any -> new TreeMap<>())
          .computeIfAbsent(asset, any -> new Growing())
          .add(value, size, at, event.feed());
    }
    Instant received = event.receiveTime();
    tell(at.isBefore(received) ? at : received, received);
  }

  /** The offset of New York is whole hours, so that its minutes are those of the epoch. */
  private Instant start(Instant at) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private boolean isWithinHours(Asset asset, Instant at) {
    LocalDate date = at.atZone(zone).toLocalDate();
    Optional<TradingSession> session = sessions.get(date);
    if (session == null) {
      session =
          date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
              ? Optional.empty()
              : calendar.findSession(date);
      if (sessions.size() > 100) {
        sessions.clear();
      }
      sessions.put(date, session);
    }
    if (session.isEmpty() || at.isBefore(session.get().opensAt())) {
      return false;
    }
    Instant close =
        asset instanceof OptionContract contract
            ? OptionHours.forRoot(contract.root()).closesAt(session.get())
            : session.get().closesAt();
    return at.isBefore(close);
  }

  /**
   * Tells the bars that are complete by a time, whether or not ticks come.
   *
   * @param now time of the market: the time of day less the delay of the feed
   */
  public void advance(Instant now) {
    tell(now, now);
  }

  /** Tells all bars that have begun, complete or not, as at the end of a recording. */
  public void finish() {
    if (!growing.isEmpty()) {
      Instant end = growing.lastKey().plus(length).plus(grace);
      tell(end, end);
    }
  }

  private void tell(Instant marketTime, Instant knownAt) {
    if (!marketTime.isAfter(watermark)) {
      return;
    }
    watermark = marketTime;
    Instant completeUntil = marketTime.minus(grace);
    Iterator<Map.Entry<Instant, NavigableMap<Asset, Growing>>> bars = growing.entrySet().iterator();
    while (bars.hasNext()) {
      Map.Entry<Instant, NavigableMap<Asset, Growing>> minute = bars.next();
      Instant end = minute.getKey().plus(length);
      if (end.isAfter(completeUntil)) {
        break;
      }
      minute.getValue().forEach((asset, bar) -> out.accept(event(asset, end, bar, knownAt)));
      bars.remove();
    }
    Instant told = start(completeUntil);
    toldUntil = told.isAfter(toldUntil) ? told : toldUntil;
  }

  private BarEvent event(Asset asset, Instant end, Growing bar, Instant knownAt) {
    return new BarEvent(
        new Bar(
            asset,
            end.minus(length),
            end,
            bar.open,
            bar.high,
            bar.low,
            bar.close,
            price == Price.TRADES ? (long) Math.min(bar.volume, 1e18) : -1),
        knownAt,
        bar.feed);
  }

  /**
   * Returns how many ticks came after their bar was told.
   *
   * @return count, &ge; 0
   */
  public long late() {
    return late;
  }

  /**
   * Returns how many ticks were outside regular hours.
   *
   * @return count, &ge; 0
   */
  public long outside() {
    return outside;
  }
}
