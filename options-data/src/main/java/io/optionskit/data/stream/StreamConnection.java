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

  private static final int BEATS_TO_DEATH = 5;

  final ReentrantLock lock = new ReentrantLock();
  final StreamProtocol protocol;
  final StreamRules rules;
  private final StreamAccess access;
  final StreamSettings settings;
  final StreamClock clock;
  final Consumer<StreamEvent> out;
  private final SplittableRandom random;
  final Duration quietAfter;
  final Duration deadAfter;
  final WantedAssets wanted;
  final StreamPolling polling;

  final Set<Asset> unconfirmed = new LinkedHashSet<>();

  StreamState state = StreamState.CONNECTING;
  @Nullable StreamAttempt attempt;
  private int failures;
  int fullRetries;
  boolean wasLive;
  Instant wholeUntil;
  GapEvent.Cause lossCause = GapEvent.Cause.RECONNECT;
  private Runnable retry = () -> {};

  long frames;
  long bytes;
  long refused;
  long unreadable;
  long repeated;
  private long gaps;
  long reconnects;

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
          if (attempt != null && attempt.step.compareTo(StreamAttempt.Step.SUBSCRIBING) >= 0) {
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
          if (attempt != null && attempt.step.compareTo(StreamAttempt.Step.SUBSCRIBING) >= 0) {
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
    StreamAttempt next = new StreamAttempt(this);
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
    StreamAttempt last = attempt;
    attempt = null;
    unconfirmed.clear();
    if (last != null) {
      last.cancelTimers();
      if (last.line != null) {
        last.line.hangUp();
      }
    }
  }

  void lose(GapEvent.Cause cause, Reason reason, String text) {
    lose(cause, reason, text, Optional.empty());
  }

  /** Gives the line up and tries another later. */
  void lose(GapEvent.Cause cause, Reason reason, String text, Optional<Duration> wait) {
    StreamAttempt last = attempt;
    boolean wasSteady =
        last != null
            && last.step == StreamAttempt.Step.READY
            && clock.nanoTime() - last.readySinceNs >= settings.steadyAfter().toNanos();
    if (last != null && last.step == StreamAttempt.Step.READY) {
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

  void fail(Reason reason, String text) {
    drop();
    tell(StreamState.FAILED, Optional.of(reason), text);
    polling.streamIsDown();
  }

  void tell(StreamState next, Optional<Reason> reason, String text) {
    if (next == state && next != StreamState.CONNECTING) {
      return;
    }
    state = next;
    out.accept(new StateEvent(next, reason, text, clock.now(), rules.feed()));
  }

  void tellGap(GapEvent.Cause cause, Optional<Asset> asset, Instant from, OptionalLong missed) {
    gaps++;
    Instant now = clock.now();
    Instant start = from.isAfter(now) ? now : from;
    out.accept(new GapEvent(cause, asset, start, now, missed, now, rules.feed()));
  }
}
