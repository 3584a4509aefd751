/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.data.stream.StreamProtocol.Phrase;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final WantedAssets wanted;
  private final StreamPolling polling;

  private final Set<Asset> unconfirmed = new LinkedHashSet<>();

  private StreamState state = StreamState.CONNECTING;
  private @Nullable Attempt attempt;
  private int failures;
  private int fullRetries;
  private boolean wasLive;
  private Instant wholeUntil;
  private GapEvent.Cause lossCause = GapEvent.Cause.RECONNECT;
  private Runnable retry = () -> {};

  private long frames;
  private long bytes;
  private long refused;
  private long unreadable;
  private long repeated;
  private long gaps;
  private long reconnects;

  StreamConnection(StreamProtocol protocol, StreamAccess access, Consumer<StreamEvent> out) {
    this.protocol = protocol;
    this.access = access;
    this.out = out;
    rules = protocol.rules();
    settings = access.settings();
    clock = access.clock();
    wholeUntil = clock.now();
    random = new SplittableRandom(access.seed());
    deadAfter =
        rules
            .serverBeat()
            .map(beat -> beat.multipliedBy(BEATS_TO_DEATH))
            .filter(beats -> beats.compareTo(settings.deadAfter()) < 0)
            .orElse(settings.deadAfter());
    quietAfter = settings.quietAfter().compareTo(deadAfter) < 0 ? settings.quietAfter() : deadAfter;
    wanted = new WantedAssets(out);
    polling = new StreamPolling(access, rules.feed(), lock, wanted, out);
  }

  void start() {
    locked(this::connect);
  }

  void subscribe(Collection<? extends Asset> assets) {
    locked(
        () -> {
          checkOpen();
          List<Asset> added = wanted.newOnes(assets);
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
          wanted.add(added);
          if (attempt != null && attempt.step.compareTo(Step.SUBSCRIBING) >= 0) {
            attempt.await(added, protocol.say(Phrase.SUBSCRIBE, added));
          }
        });
  }

  void unsubscribe(Collection<? extends Asset> assets) {
    locked(
        () -> {
          checkOpen();
          List<Asset> removed = wanted.remove(assets);
          if (removed.isEmpty()) {
            return;
          }
          removed.forEach(unconfirmed::remove);
          if (attempt != null && attempt.step.compareTo(Step.SUBSCRIBING) >= 0) {
            attempt.send(protocol.say(Phrase.UNSUBSCRIBE, removed));
          }
        });
  }

  /** Hangs up for good. */
  void close() {
    locked(
        () -> {
          if (state == StreamState.CLOSED) {
            return;
          }
          drop();
          retry.run();
          tell(StreamState.CLOSED, Optional.empty(), "closed");
        });
    polling.close();
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
          wanted.events(),
          refused,
          unreadable,
          wanted.unwanted(),
          wanted.late(),
          repeated,
          queue.replaced(),
          gaps,
          reconnects,
          polling.polls(),
          handlerFailures,
          polling.isPolling());
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
    polling.streamIsDown();
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
    polling.streamIsDown();
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
    private final FrameNumbers numbers = new FrameNumbers();

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
      List<Asset> all = wanted.all();
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
      polling.streamIsBack();
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
                            send(protocol.say(Phrase.HEARTBEAT, wanted.all()));
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
        LOG.debug("{}: a frame is {}", rules.feed().source(), e.reason());
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
      if (!isNew(reading.sequence())) {
        repeated++;
        return;
      }
      for (StreamEvent event : reading.events()) {
        if (event instanceof StatusEvent status) {
          wanted.passStatus(status.from(rules.feed()));
          obey(status);
        } else {
          if (step == Step.SUBSCRIBING) {
            ready();
          }
          wanted.pass(event.from(rules.feed()), now);
        }
        if (attempt != this) {
          return;
        }
      }
      confirm(reading);
    }

    /** Returns whether a frame is not one that came before; tells of those missing before it. */
    private boolean isNew(OptionalLong number) {
      if (number.isEmpty()) {
        return true;
      }
      long missed = numbers.note(number.getAsLong());
      if (missed > 0) {
        tellGap(GapEvent.Cause.SEQUENCE, Optional.empty(), wholeUntil, OptionalLong.of(missed));
      }
      return missed >= 0;
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
      reading.confirmed().forEach(asset -> unconfirmed.remove(wanted.known(asset)));
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
        if (unconfirmed.remove(wanted.known(asset))) {
          tellGap(
              GapEvent.Cause.NOT_SUBSCRIBED,
              Optional.of(wanted.known(asset)),
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
}
