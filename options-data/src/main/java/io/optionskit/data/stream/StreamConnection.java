/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.data.stream.StreamProtocol.Phrase;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream alive. It is told what happens by the line, by the clock and by its user, each
 * under one lock and none of them waiting for the handler, and does what follows from that:
 *
 * <pre>
 *            opened         greeted        let in          confirmed or an event
 * CONNECTING ──────► (greet) ──────► (auth) ──────► (subscribe) ──────► LIVE ◄──► QUIET
 *     ▲                        too slow, refused, broken, dead │          │
 *     └────────── WAITING ◄────────────────────────────────────┴──────────┘
 *                            not let in for good ──► FAILED
 * </pre>
 */
final class StreamConnection {

  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
  private static final int BEATS_TO_DEATH = 5;
  private static final int UNREADABLE_TO_DEATH = 100;
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  /** What the server is waited for on a line that is not live yet. */
  private enum Step {
    OPENING,
    GREETING,
    AUTHENTICATING,
    SUBSCRIBING,
    READY
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final StreamProtocol protocol;
  private final StreamRules rules;
  private final StreamAccess access;
  private final StreamSettings settings;
  private final StreamClock clock;
  private final Consumer<StreamEvent> out;
  private final SplittableRandom random;
  private final Duration quietAfter;
  private final Duration deadAfter;
  private final StreamClock.@Nullable Worker poller;

  private final Map<String, Asset> wanted = new LinkedHashMap<>();
  private final Set<Asset> unconfirmed = new LinkedHashSet<>();
  private final Map<Asset, Instant> quotedAt = new LinkedHashMap<>();

  private StreamState state = StreamState.CONNECTING;
  private @Nullable Attempt attempt;
  private int failures;
  private int fullRetries;
  private boolean wasLive;
  private Instant wholeUntil = Instant.MIN;
  private GapEvent.Cause lossCause = GapEvent.Cause.RECONNECT;
  private Runnable retry = () -> {};
  private Runnable pollTimer = () -> {};
  private boolean isPollDue;
  private boolean isPolling;

  private long frames;
  private long bytes;
  private long events;
  private long refused;
  private long unreadable;
  private long unwanted;
  private long late;
  private long gaps;
  private long reconnects;
  private long polls;

  StreamConnection(StreamProtocol protocol, StreamAccess access, Consumer<StreamEvent> out) {
    this.protocol = protocol;
    this.access = access;
    this.out = out;
    rules = protocol.rules();
    settings = access.settings();
    clock = access.clock();
    random = new SplittableRandom(access.seed());
    deadAfter =
        rules
            .serverBeat()
            .map(beat -> beat.multipliedBy(BEATS_TO_DEATH))
            .filter(beats -> beats.compareTo(settings.deadAfter()) < 0)
            .orElse(settings.deadAfter());
    quietAfter = settings.quietAfter().compareTo(deadAfter) < 0 ? settings.quietAfter() : deadAfter;
    poller =
        access.fallback().isEmpty()
            ? null
            : clock.worker("optionskit-stream-poll", () -> poll(access.fallback().get()));
  }

  void start() {
    locked(this::connect);
  }

  void subscribe(Collection<? extends Asset> assets) {
    locked(
        () -> {
          checkOpen();
          List<Asset> added = new ArrayList<>();
          for (Asset asset : assets) {
            if (!wanted.containsKey(asset.symbol())) {
              added.add(asset);
            }
          }
          if (added.isEmpty()) {
            return;
          }
          added.forEach(protocol::check);
          if (wanted.size() + added.size() > rules.mostAssets()) {
            throw new IllegalArgumentException(
                "a stream of "
                    + rules.feed().source()
                    + " may have at most "
                    + rules.mostAssets()
                    + " assets, not "
                    + (wanted.size() + added.size()));
          }
          added.forEach(asset -> wanted.put(asset.symbol(), asset));
          if (attempt != null && attempt.step.compareTo(Step.SUBSCRIBING) >= 0) {
            attempt.await(added, protocol.say(Phrase.SUBSCRIBE, added));
          }
        });
  }

  void unsubscribe(Collection<? extends Asset> assets) {
    locked(
        () -> {
          checkOpen();
          List<Asset> removed = new ArrayList<>();
          for (Asset asset : assets) {
            Asset known = wanted.remove(asset.symbol());
            if (known != null) {
              removed.add(known);
            }
          }
          if (removed.isEmpty()) {
            return;
          }
          removed.forEach(unconfirmed::remove);
          removed.forEach(quotedAt::remove);
          if (attempt != null && attempt.step.compareTo(Step.SUBSCRIBING) >= 0) {
            attempt.send(protocol.say(Phrase.UNSUBSCRIBE, removed));
          }
        });
  }

  /** Hangs up for good. Whoever waits for a running poll is told off by its interruption. */
  void close() {
    locked(
        () -> {
          if (state == StreamState.CLOSED) {
            return;
          }
          drop();
          retry.run();
          pollTimer.run();
          isPolling = false;
          tell(StreamState.CLOSED, Optional.empty(), "closed");
        });
    if (poller != null) {
      poller.stop(Duration.ofMillis(1));
    }
  }

  StreamCounts counts(EventQueue queue, long handlerFailures) {
    lock.lock();
    try {
      return new StreamCounts(
          state,
          wanted.size(),
          unconfirmed.size(),
          queue.size(),
          frames,
          bytes,
          events,
          refused,
          unreadable,
          unwanted,
          late,
          queue.replaced(),
          gaps,
          reconnects,
          polls,
          handlerFailures,
          isPolling);
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (state == StreamState.CLOSED) {
      throw new IllegalStateException("the stream is closed: connect again");
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  // ---- lines ------------------------------------------------------------------------------------

  private void connect() {
    if (state == StreamState.CLOSED || state == StreamState.FAILED) {
      return;
    }
    tell(StreamState.CONNECTING, Optional.empty(), "connecting");
    Attempt next = new Attempt();
    attempt = next;
    next.limit();
    StreamLine line;
    try {
      line = access.wire().open(protocol.request(), next);
    } catch (ProviderException e) {
      fail(e.reason(), String.valueOf(e.getMessage()));
      return;
    } catch (IllegalArgumentException e) {
      fail(Reason.BAD_REQUEST, "the address of the stream is not one");
      return;
    }
    if (next != attempt) {
      line.hangUp(); // it ended while it was being opened
    } else if (next.line == null) {
      next.line = line;
    }
  }

  /** Forgets the line; nothing that it may still tell is heard. */
  private void drop() {
    Attempt last = attempt;
    attempt = null;
    unconfirmed.clear();
    if (last != null) {
      last.cancelTimers();
      if (last.line != null) {
        last.line.hangUp();
      }
    }
  }

  private void lose(GapEvent.Cause cause, Reason reason, String text) {
    lose(cause, reason, text, Optional.empty());
  }

  /** Gives the line up and tries another later. */
  private void lose(GapEvent.Cause cause, Reason reason, String text, Optional<Duration> wait) {
    Attempt last = attempt;
    boolean wasSteady =
        last != null
            && last.step == Step.READY
            && clock.nanoTime() - last.readySinceNs >= settings.steadyAfter().toNanos();
    if (last != null && last.step == Step.READY) {
      lossCause = cause;
    }
    drop();
    failures = wasSteady ? 1 : failures + 1;
    Duration backoff = wait.orElseGet(this::backoff);
    tell(StreamState.WAITING, Optional.of(reason), text);
    retry = clock.after(backoff, () -> locked(this::connect));
    preparePolling();
  }

  private Duration backoff() {
    long longest = settings.longestBackoff().toNanos();
    long doubled = settings.firstBackoff().toNanos();
    for (int i = 1; i < failures && doubled < longest; i++) {
      doubled *= 2;
    }
    return Duration.ofNanos(
        (long) (Math.min(doubled, longest) * (0.5 + 0.5 * random.nextDouble())));
  }

  private void fail(Reason reason, String text) {
    drop();
    tell(StreamState.FAILED, Optional.of(reason), text);
    preparePolling();
  }

  private void tell(StreamState next, Optional<Reason> reason, String text) {
    if (next == state && next != StreamState.CONNECTING) {
      return;
    }
    state = next;
    out.accept(new StateEvent(next, reason, text, clock.now(), rules.feed()));
  }

  private void tellGap(
      GapEvent.Cause cause, Optional<Asset> asset, Instant from, OptionalLong missed) {
    gaps++;
    Instant now = clock.now();
    Instant start = from.isAfter(now) ? now : from;
    out.accept(new GapEvent(cause, asset, start, now, missed, now, rules.feed()));
  }

  // ---- one line ---------------------------------------------------------------------------------

  /** One line, from its opening to its end; once another has taken its place it is not heard. */
  private final class Attempt implements StreamReceiver {

    private Step step = Step.OPENING;
    private @Nullable StreamLine line;
    private long heardAtNs = clock.nanoTime();
    private long readySinceNs;
    private int unreadableInRow;
    private int confirmRounds;
    private Runnable limitTimer = () -> {};
    private Runnable watchTimer = () -> {};
    private Runnable beatTimer = () -> {};
    private Runnable confirmTimer = () -> {};
    private OptionalLong lastNumber = OptionalLong.empty();

    private void heard(Runnable action) {
      lock.lock();
      try {
        if (attempt == this) {
          action.run();
        }
      } finally {
        lock.unlock();
      }
    }

    private Runnable later(Duration delay, Runnable action) {
      return clock.after(delay, () -> heard(action));
    }

    private void cancelTimers() {
      limitTimer.run();
      watchTimer.run();
      beatTimer.run();
      confirmTimer.run();
    }

    /** A line that does not come to its subscriptions in time is given up. */
    private void limit() {
      limitTimer =
          later(
              settings.connectWithin(),
              () -> {
                if (step.compareTo(Step.SUBSCRIBING) < 0) {
                  lose(
                      GapEvent.Cause.RECONNECT,
                      Reason.UNAVAILABLE,
                      rules.feed().source() + " did not answer in time: " + step);
                }
              });
    }

    @Override
    public void opened(StreamLine opened) {
      lock.lock();
      try {
        if (attempt != this) {
          opened.hangUp();
          return;
        }
        line = opened;
        heardAtNs = clock.nanoTime();
        if (rules.greets()) {
          step = Step.GREETING;
        } else {
          authenticate();
        }
      } finally {
        lock.unlock();
      }
    }

    private void authenticate() {
      List<StreamFrame> words;
      try {
        words = protocol.say(Phrase.AUTHENTICATE, List.of());
      } catch (ProviderException e) {
        fail(e.reason(), String.valueOf(e.getMessage()));
        return;
      }
      if (words.isEmpty()) {
        subscribeAll();
      } else {
        step = Step.AUTHENTICATING;
        send(words);
      }
    }

    private void subscribeAll() {
      step = Step.SUBSCRIBING;
      limitTimer.run();
      watch();
      beat();
      List<Asset> all = List.copyOf(wanted.values());
      await(all, protocol.say(Phrase.SUBSCRIBE, all));
      if (unconfirmed.isEmpty()) {
        ready();
      }
    }

    /** Sends a request for subscriptions and waits for their confirmation. */
    private void await(Collection<Asset> assets, List<StreamFrame> words) {
      if (rules.confirms()) {
        unconfirmed.addAll(assets);
      }
      send(words);
      if (!unconfirmed.isEmpty()) {
        confirmRounds = 0;
        awaitConfirmation(settings.connectWithin());
      }
    }

    private void awaitConfirmation(Duration within) {
      confirmTimer.run();
      confirmTimer = later(within, () -> demandConfirmation(within));
    }

    /** Asks again for what is not confirmed; a line on which nothing is confirmed is given up. */
    private void demandConfirmation(Duration waited) {
      if (unconfirmed.isEmpty()) {
        return;
      }
      if (step != Step.READY && confirmRounds > 0) {
        lose(
            GapEvent.Cause.RECONNECT,
            Reason.UNAVAILABLE,
            rules.feed().source() + " confirms no subscription");
        return;
      }
      if (confirmRounds++ == 0) {
        Instant since = clock.now().minus(waited);
        unconfirmed.forEach(
            asset ->
                tellGap(
                    GapEvent.Cause.NOT_SUBSCRIBED,
                    Optional.of(asset),
                    since,
                    OptionalLong.empty()));
      }
      send(protocol.say(Phrase.SUBSCRIBE, List.copyOf(unconfirmed)));
      Duration doubled = waited.multipliedBy(2);
      awaitConfirmation(
          doubled.compareTo(settings.longestBackoff()) < 0
              ? doubled
              : settings.longestBackoff().compareTo(waited) < 0
                  ? waited
                  : settings.longestBackoff());
    }

    private void ready() {
      if (step == Step.READY) {
        return;
      }
      step = Step.READY;
      readySinceNs = clock.nanoTime();
      if (wasLive) {
        reconnects++;
        tellGap(lossCause, Optional.empty(), wholeUntil, OptionalLong.empty());
      }
      wasLive = true;
      fullRetries = 0;
      wholeUntil = clock.now();
      tell(StreamState.LIVE, Optional.empty(), "live");
      stopPolling();
    }

    private void send(List<StreamFrame> words) {
      if (line != null) {
        words.forEach(line::send);
      }
    }

    private void beat() {
      rules
          .ownBeat()
          .ifPresent(
              every ->
                  beatTimer =
                      later(
                          every,
                          () -> {
                            send(protocol.say(Phrase.HEARTBEAT, List.copyOf(wanted.values())));
                            beat();
                          }));
    }

    /** Looks again when the line could next be called quiet or dead. */
    private void watch() {
      long silentNs = clock.nanoTime() - heardAtNs;
      if (silentNs >= deadAfter.toNanos()) {
        lose(
            GapEvent.Cause.SILENCE,
            Reason.UNAVAILABLE,
            rules.feed().source() + " has said nothing for " + deadAfter);
        return;
      }
      boolean isQuiet = silentNs >= quietAfter.toNanos();
      if (isQuiet && state == StreamState.LIVE) {
        tell(
            StreamState.QUIET,
            Optional.of(Reason.UNAVAILABLE),
            "nothing came for " + Duration.ofNanos(silentNs).toSeconds() + " s");
      }
      long limitNs = isQuiet ? deadAfter.toNanos() : quietAfter.toNanos();
      watchTimer = later(Duration.ofNanos(limitNs - silentNs), this::watch);
    }

    @Override
    public void received(StreamFrame frame) {
      heard(
          () -> {
            frames++;
            bytes += frame.size();
            heardAtNs = clock.nanoTime();
            if (state == StreamState.QUIET) {
              tell(StreamState.LIVE, Optional.empty(), "messages come again");
            }
            Instant now = clock.now();
            Optional<StreamReading> reading = read(frame, now);
            reading.ifPresent(words -> take(words, now));
            if (step == Step.READY && attempt == this) {
              wholeUntil = now;
            }
          });
    }

    private Optional<StreamReading> read(StreamFrame frame, Instant now) {
      try {
        StreamReading reading = protocol.read(frame, now);
        unreadableInRow = 0;
        return Optional.of(reading);
      } catch (ProviderException e) {
        LOG.debug("{}: {}", rules.feed().source(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.warn(
            "{}: a frame made its reader fail: {}",
            rules.feed().source(),
            e.getClass().getSimpleName());
      }
      unreadable++;
      tellGap(GapEvent.Cause.UNREADABLE, Optional.empty(), now, OptionalLong.of(1));
      if (++unreadableInRow >= UNREADABLE_TO_DEATH) {
        lose(
            GapEvent.Cause.RECONNECT,
            Reason.BAD_DATA,
            UNREADABLE_TO_DEATH + " frames of " + rules.feed().source() + " cannot be read");
      }
      return Optional.empty();
    }

    private void take(StreamReading reading, Instant now) {
      refused += reading.refused();
      checkNumber(reading.sequence());
      for (StreamEvent event : reading.events()) {
        if (event instanceof StatusEvent status) {
          out.accept(status.from(rules.feed()));
          events++;
          obey(status);
        } else {
          if (step == Step.SUBSCRIBING) {
            ready();
          }
          pass(event.from(rules.feed()), now);
        }
        if (attempt != this) {
          return;
        }
      }
      confirm(reading);
    }

    private void checkNumber(OptionalLong number) {
      if (number.isEmpty()) {
        return;
      }
      long jump = lastNumber.isEmpty() ? 1 : number.getAsLong() - lastNumber.getAsLong();
      if (jump > 1) {
        tellGap(GapEvent.Cause.SEQUENCE, Optional.empty(), wholeUntil, OptionalLong.of(jump - 1));
      }
      if (jump > 0) {
        lastNumber = number;
      }
    }

    private void obey(StatusEvent status) {
      switch (status.kind()) {
        case CONNECTED -> {
          if (step == Step.GREETING) {
            authenticate();
          }
        }
        case AUTHENTICATED -> {
          if (step == Step.AUTHENTICATING) {
            subscribeAll();
          }
        }
        case REJECTED -> {
          if (step != Step.READY) {
            fail(Reason.NOT_ENTITLED, rules.feed().source() + " does not let the stream in");
          }
        }
        case TOO_MANY_CONNECTIONS -> {
          if (fullRetries++ >= settings.retriesWhenFull()) {
            fail(Reason.RATE_LIMITED, rules.feed().source() + " has too many connections of ours");
          } else {
            lose(
                GapEvent.Cause.RECONNECT,
                Reason.RATE_LIMITED,
                rules.feed().source() + " has too many connections of ours",
                Optional.of(settings.longestBackoff()));
          }
        }
        case SOURCE_LOST ->
            lose(
                GapEvent.Cause.RECONNECT,
                Reason.UNAVAILABLE,
                rules.feed().source() + " has lost its own source");
        case TOO_MANY_SYMBOLS -> {
          deny(List.copyOf(unconfirmed));
          if (step == Step.SUBSCRIBING) {
            ready();
          }
        }
        default -> {
          // told, and nothing to be done about it
        }
      }
    }

    private void confirm(StreamReading reading) {
      int before = unconfirmed.size();
      if (reading.confirmsAll()) {
        unconfirmed.clear();
      }
      reading.confirmed().forEach(asset -> unconfirmed.remove(known(asset)));
      boolean isConfirmed = unconfirmed.size() < before || (before == 0 && reading.confirmsAll());
      deny(reading.denied());
      if (step == Step.SUBSCRIBING && (isConfirmed || !reading.denied().isEmpty())) {
        ready();
      }
      if (unconfirmed.isEmpty()) {
        confirmTimer.run();
      }
    }

    private void deny(Collection<Asset> assets) {
      for (Asset asset : assets) {
        if (unconfirmed.remove(known(asset))) {
          tellGap(
              GapEvent.Cause.NOT_SUBSCRIBED,
              Optional.of(known(asset)),
              clock.now(),
              OptionalLong.empty());
        }
      }
    }

    @Override
    public void ended(StreamEnd end) {
      heard(
          () -> {
            String text =
                rules.feed().source() + " ended the line: " + end.kind() + " " + end.code();
            if (end.kind() == StreamEnd.Kind.REFUSED) {
              refuse(end.code(), text);
            } else {
              lose(GapEvent.Cause.RECONNECT, Reason.UNAVAILABLE, text);
            }
          });
    }

    private void refuse(int status, String text) {
      switch (status) {
        case 401, 402, 403 -> fail(Reason.NOT_ENTITLED, text);
        case 400, 404, 405, 410 -> fail(Reason.BAD_REQUEST, text);
        case 429 ->
            lose(
                GapEvent.Cause.RECONNECT,
                Reason.RATE_LIMITED,
                text,
                Optional.of(settings.longestBackoff()));
        default -> lose(GapEvent.Cause.RECONNECT, Reason.UNAVAILABLE, text);
      }
    }
  }

  // ---- events -----------------------------------------------------------------------------------

  private Asset known(Asset asset) {
    return wanted.getOrDefault(asset.symbol(), asset);
  }

  /** Hands an event on, under the name its asset was asked for by; quotes never go back in time. */
  private void pass(StreamEvent event, Instant now) {
    Optional<Asset> subject = subject(event);
    if (subject.isPresent()) {
      Asset asset = wanted.get(subject.get().symbol());
      if (asset == null) {
        unwanted++;
        return;
      }
      if (event instanceof QuoteEvent quote && !isNews(asset, quote.quote().eventTime(), now)) {
        late++;
        return;
      }
      events++;
      out.accept(asset.equals(subject.get()) ? event : renamed(event, asset));
    } else {
      events++;
      out.accept(event);
    }
  }

  private static Optional<Asset> subject(StreamEvent event) {
    if (event instanceof QuoteEvent quote) {
      return Optional.of(quote.asset());
    } else if (event instanceof TradeEvent trade) {
      return Optional.of(trade.asset());
    } else if (event instanceof ValueEvent value) {
      return Optional.of(value.asset());
    } else if (event instanceof BarEvent bar) {
      return Optional.of(bar.bar().asset());
    }
    return Optional.empty();
  }

  private static StreamEvent renamed(StreamEvent event, Asset asset) {
    if (event instanceof QuoteEvent e) {
      return new QuoteEvent(asset, e.quote(), e.feed());
    } else if (event instanceof TradeEvent e) {
      return new TradeEvent(
          asset,
          e.price(),
          e.size(),
          e.exchange(),
          e.conditions(),
          e.eventTime(),
          e.receiveTime(),
          e.feed());
    } else if (event instanceof ValueEvent e) {
      return new ValueEvent(asset, e.kind(), e.value(), e.eventTime(), e.receiveTime(), e.feed());
    } else if (event instanceof BarEvent e) {
      Bar bar = e.bar();
      return new BarEvent(
          new Bar(
              asset,
              bar.start(),
              bar.end(),
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              bar.volume()),
          e.receiveTime(),
          e.feed());
    }
    return event;
  }

  /** A time ahead of ours says nothing of what is old: one such must not shut out all after it. */
  private boolean isNews(Asset asset, Instant eventTime, Instant now) {
    Instant before = quotedAt.get(asset);
    if (before != null && eventTime.isBefore(before)) {
      return false;
    }
    if (eventTime.isBefore(now.plus(CLOCKS_APART))) {
      quotedAt.put(asset, eventTime);
    }
    return true;
  }

  // ---- polling ----------------------------------------------------------------------------------

  /** Begins to count the time down, unless it is counted already. */
  private void preparePolling() {
    if (poller != null && !isPolling && !isPollDue) {
      isPollDue = true;
      pollTimer = clock.after(settings.pollAfter(), () -> locked(this::startPolling));
    }
  }

  private boolean isUp() {
    return state == StreamState.LIVE || state == StreamState.QUIET;
  }

  private void startPolling() {
    isPollDue = false;
    if (isPolling || isUp() || state == StreamState.CLOSED) {
      return;
    }
    isPolling = true;
    status(StatusEvent.Kind.POLLING, "the stream is down: chains are asked instead");
    wakePoller();
  }

  private void wakePoller() {
    if (isPolling && poller != null) {
      poller.wake();
      pollTimer = clock.after(settings.pollEvery(), () -> locked(this::wakePoller));
    }
  }

  private void stopPolling() {
    pollTimer.run();
    isPollDue = false;
    if (isPolling) {
      isPolling = false;
      status(StatusEvent.Kind.POLLING_ENDED, "the stream is back");
    }
  }

  private void status(StatusEvent.Kind kind, String text) {
    out.accept(new StatusEvent(kind, text, clock.now(), rules.feed()));
  }

  /** Asks once, on the poller's thread; what comes after the stream is back is dropped. */
  private void poll(StreamFallback fallback) {
    List<Asset> assets = new ArrayList<>();
    locked(
        () -> {
          if (isPolling) {
            assets.addAll(wanted.values());
            polls += assets.isEmpty() ? 0 : 1;
          }
        });
    if (assets.isEmpty()) {
      return;
    }
    try {
      List<StreamEvent> answers = fallback.poll(assets, clock.now());
      locked(
          () -> {
            if (isPolling) {
              answers.forEach(event -> pass(event, clock.now()));
            }
          });
    } catch (ProviderException e) {
      locked(() -> status(StatusEvent.Kind.FAILED, "no chain instead: " + e.reason()));
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: the source asked instead failed: {}",
          rules.feed().source(),
          e.getClass().getSimpleName());
      locked(() -> status(StatusEvent.Kind.FAILED, "no chain instead"));
    }
  }
}
