/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.data.stream.StreamProtocol.Phrase;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line, from its opening to its end; once another has taken its place it is not heard. */
final class StreamAttempt implements StreamReceiver {

  private static final Logger LOG = LoggerFactory.getLogger(StreamAttempt.class);
  private static final int UNREADABLE_TO_DEATH = 100;

  /** What the server is waited for on a line that is not live yet. */
  enum Step {
    OPENING,
    GREETING,
    AUTHENTICATING,
    SUBSCRIBING,
    READY
  }

  private final StreamConnection stream;

  Step step = Step.OPENING;
  @Nullable StreamLine line;
  private long heardAtNs;
  long readySinceNs;
  private int unreadableInRow;
  private int confirmRounds;
  private Runnable limitTimer = () -> {};
  private Runnable watchTimer = () -> {};
  private Runnable beatTimer = () -> {};
  private Runnable confirmTimer = () -> {};
  private final FrameNumbers numbers = new FrameNumbers();

  StreamAttempt(StreamConnection stream) {
    this.stream = stream;
    heardAtNs = stream.clock.nanoTime();
  }

  private void heard(Runnable action) {
    stream.lock.lock();
    try {
      if (stream.attempt == this) {
        action.run();
      }
    } finally {
      stream.lock.unlock();
    }
  }

  private Runnable later(Duration delay, Runnable action) {
    return stream.clock.after(delay, () -> heard(action));
  }

  void cancelTimers() {
    limitTimer.run();
    watchTimer.run();
    beatTimer.run();
    confirmTimer.run();
  }

  /** A line that does not come to its subscriptions in time is given up. */
  void limit() {
    limitTimer =
        later(
            stream.settings.connectWithin(),
            () -> {
              if (step.compareTo(Step.SUBSCRIBING) < 0) {
                stream.lose(
                    GapEvent.Cause.RECONNECT,
                    Reason.UNAVAILABLE,
                    stream.rules.feed().source() + " did not answer in time: " + step);
              }
            });
  }

  @Override
  public void opened(StreamLine opened) {
    stream.lock.lock();
    try {
      if (stream.attempt != this) {
        opened.hangUp();
        return;
      }
      line = opened;
      heardAtNs = stream.clock.nanoTime();
      if (stream.rules.greets()) {
        step = Step.GREETING;
      } else {
        authenticate();
      }
    } finally {
      stream.lock.unlock();
    }
  }

  private void authenticate() {
    List<StreamFrame> words;
    try {
      words = stream.protocol.say(Phrase.AUTHENTICATE, List.of());
    } catch (ProviderException e) {
      stream.fail(e.reason(), String.valueOf(e.getMessage()));
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
    List<Asset> all = stream.wanted.all();
    await(all, stream.protocol.say(Phrase.SUBSCRIBE, all));
    if (stream.unconfirmed.isEmpty()) {
      ready();
    }
  }

  /** Sends a request for subscriptions and waits for their confirmation. */
  void await(Collection<Asset> assets, List<StreamFrame> words) {
    if (stream.rules.confirms()) {
      stream.unconfirmed.addAll(assets);
    }
    send(words);
    if (!stream.unconfirmed.isEmpty()) {
      confirmRounds = 0;
      awaitConfirmation(stream.settings.connectWithin());
    }
  }

  private void awaitConfirmation(Duration within) {
    confirmTimer.run();
    confirmTimer = later(within, () -> demandConfirmation(within));
  }

  /** Asks again for what is not confirmed; a line on which nothing is confirmed is given up. */
  private void demandConfirmation(Duration waited) {
    if (stream.unconfirmed.isEmpty()) {
      return;
    }
    if (step != Step.READY && confirmRounds > 0) {
      stream.lose(
          GapEvent.Cause.RECONNECT,
          Reason.UNAVAILABLE,
          stream.rules.feed().source() + " confirms no subscription");
      return;
    }
    if (confirmRounds++ == 0) {
      Instant since = stream.clock.now().minus(waited);
      stream.unconfirmed.forEach(
          asset ->
              stream.tellGap(
                  GapEvent.Cause.NOT_SUBSCRIBED, Optional.of(asset), since, OptionalLong.empty()));
    }
    send(stream.protocol.say(Phrase.SUBSCRIBE, List.copyOf(stream.unconfirmed)));
    Duration doubled = waited.multipliedBy(2);
    awaitConfirmation(
        doubled.compareTo(stream.settings.longestBackoff()) < 0
            ? doubled
            : stream.settings.longestBackoff().compareTo(waited) < 0
                ? waited
                : stream.settings.longestBackoff());
  }

  private void ready() {
    if (step == Step.READY) {
      return;
    }
    step = Step.READY;
    readySinceNs = stream.clock.nanoTime();
    if (stream.wasLive) {
      stream.reconnects++;
      stream.tellGap(stream.lossCause, Optional.empty(), stream.wholeUntil, OptionalLong.empty());
    }
    stream.wasLive = true;
    stream.fullRetries = 0;
    stream.wholeUntil = stream.clock.now();
    stream.tell(StreamState.LIVE, Optional.empty(), "live");
    stream.polling.streamIsBack();
  }

  void send(List<StreamFrame> words) {
    if (line != null) {
      words.forEach(line::send);
    }
  }

  private void beat() {
    stream
        .rules
        .ownBeat()
        .ifPresent(
            every ->
                beatTimer =
                    later(
                        every,
                        () -> {
                          send(stream.protocol.say(Phrase.HEARTBEAT, stream.wanted.all()));
                          beat();
                        }));
  }

  /** Looks again when the line could next be called quiet or dead. */
  private void watch() {
    long silentNs = stream.clock.nanoTime() - heardAtNs;
    if (silentNs >= stream.deadAfter.toNanos()) {
      stream.lose(
          GapEvent.Cause.SILENCE,
          Reason.UNAVAILABLE,
          stream.rules.feed().source() + " has said nothing for " + stream.deadAfter);
      return;
    }
    boolean isQuiet = silentNs >= stream.quietAfter.toNanos();
    if (isQuiet && stream.state == StreamState.LIVE) {
      stream.tell(
          StreamState.QUIET,
          Optional.of(Reason.UNAVAILABLE),
          "nothing came for " + Duration.ofNanos(silentNs).toSeconds() + " s");
    }
    long limitNs = isQuiet ? stream.deadAfter.toNanos() : stream.quietAfter.toNanos();
    watchTimer = later(Duration.ofNanos(limitNs - silentNs), this::watch);
  }

  @Override
  public void received(StreamFrame frame) {
    heard(
        () -> {
          stream.frames++;
          stream.bytes += frame.size();
          heardAtNs = stream.clock.nanoTime();
          if (stream.state == StreamState.QUIET) {
            stream.tell(StreamState.LIVE, Optional.empty(), "messages come again");
          }
          Instant now = stream.clock.now();
          Optional<StreamReading> reading = read(frame, now);
          reading.ifPresent(words -> take(words, now));
          if (step == Step.READY && stream.attempt == this) {
            stream.wholeUntil = now;
          }
        });
  }

  private Optional<StreamReading> read(StreamFrame frame, Instant now) {
    try {
      StreamReading reading = stream.protocol.read(frame, now);
      unreadableInRow = 0;
      return Optional.of(reading);
    } catch (ProviderException e) {
      LOG.debug("{}: a frame is {}", stream.rules.feed().source(), e.reason());
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: a frame made its reader fail: {}",
          stream.rules.feed().source(),
          e.getClass().getSimpleName());
    }
    stream.unreadable++;
    stream.tellGap(GapEvent.Cause.UNREADABLE, Optional.empty(), now, OptionalLong.of(1));
    if (++unreadableInRow >= UNREADABLE_TO_DEATH) {
      stream.lose(
          GapEvent.Cause.RECONNECT,
          Reason.BAD_DATA,
          UNREADABLE_TO_DEATH + " frames of " + stream.rules.feed().source() + " cannot be read");
    }
    return Optional.empty();
  }

  private void take(StreamReading reading, Instant now) {
    stream.refused += reading.refused();
    if (!isNew(reading.sequence())) {
      stream.repeated++;
      return;
    }
    for (StreamEvent event : reading.events()) {
      if (event instanceof StatusEvent status) {
        stream.wanted.passStatus(status.from(stream.rules.feed()));
        obey(status);
      } else if (event instanceof GapEvent gap) {
        stream.tellGap(gap.cause(), gap.asset(), gap.from(), gap.missed());
      } else {
        if (step == Step.SUBSCRIBING) {
          ready();
        }
        stream.wanted.pass(event.from(stream.rules.feed()), now);
      }
      if (stream.attempt != this) {
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
      stream.tellGap(
          GapEvent.Cause.SEQUENCE, Optional.empty(), stream.wholeUntil, OptionalLong.of(missed));
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
          stream.fail(
              Reason.NOT_ENTITLED, stream.rules.feed().source() + " does not let the stream in");
        }
      }
      case TOO_MANY_CONNECTIONS -> {
        if (stream.fullRetries++ >= stream.settings.retriesWhenFull()) {
          stream.fail(
              Reason.RATE_LIMITED,
              stream.rules.feed().source() + " has too many connections of ours");
        } else {
          stream.lose(
              GapEvent.Cause.RECONNECT,
              Reason.RATE_LIMITED,
              stream.rules.feed().source() + " has too many connections of ours",
              Optional.of(stream.settings.longestBackoff()));
        }
      }
      case SOURCE_LOST ->
          stream.lose(
              GapEvent.Cause.RECONNECT,
              Reason.UNAVAILABLE,
              stream.rules.feed().source() + " has lost its own source");
      case TOO_MANY_SYMBOLS -> {
        deny(List.copyOf(stream.unconfirmed));
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
    int before = stream.unconfirmed.size();
    if (reading.confirmsAll()) {
      stream.unconfirmed.clear();
    }
    reading.confirmed().forEach(asset -> stream.unconfirmed.remove(stream.wanted.known(asset)));
    boolean isConfirmed =
        stream.unconfirmed.size() < before || (before == 0 && reading.confirmsAll());
    deny(reading.denied());
    if (step == Step.SUBSCRIBING && (isConfirmed || !reading.denied().isEmpty())) {
      ready();
    }
    if (stream.unconfirmed.isEmpty()) {
      confirmTimer.run();
    }
  }

  private void deny(Collection<Asset> assets) {
    for (Asset asset : assets) {
      if (stream.unconfirmed.remove(stream.wanted.known(asset))) {
        stream.tellGap(
            GapEvent.Cause.NOT_SUBSCRIBED,
            Optional.of(stream.wanted.known(asset)),
            stream.clock.now(),
            OptionalLong.empty());
      }
    }
  }

  @Override
  public void ended(StreamEnd end) {
    heard(
        () -> {
          String text =
              stream.rules.feed().source() + " ended the line: " + end.kind() + " " + end.code();
          if (end.kind() == StreamEnd.Kind.REFUSED) {
            refuse(end.code(), text);
          } else {
            stream.lose(GapEvent.Cause.RECONNECT, Reason.UNAVAILABLE, text);
          }
        });
  }

  private void refuse(int status, String text) {
    switch (status) {
      case 401, 402, 403 -> stream.fail(Reason.NOT_ENTITLED, text);
      case 400, 404, 405, 410 -> stream.fail(Reason.BAD_REQUEST, text);
      case 429 ->
          stream.lose(
              GapEvent.Cause.RECONNECT,
              Reason.RATE_LIMITED,
              text,
              Optional.of(stream.settings.longestBackoff()));
      default -> stream.lose(GapEvent.Cause.RECONNECT, Reason.UNAVAILABLE, text);
    }
  }
}
