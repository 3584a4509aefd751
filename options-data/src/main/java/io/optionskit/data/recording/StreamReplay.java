/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.recording.RecordedFrame.Side;
import io.optionskit.data.stream.StreamClock;
import io.optionskit.data.stream.StreamEnd;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamLine;
import io.optionskit.data.stream.StreamReceiver;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamWire;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Plays recorded lines on a clock. Any thread. */
final class StreamReplay implements StreamWire {

  private static final int NOT_FOUND = 404;

  private final Archive archive;
  private final StreamClock clock;
  private final Deque<RecordedCall> lines = new ArrayDeque<>();

  StreamReplay(Archive archive, StreamClock clock) {
    this.archive = archive;
    this.clock = clock;
    archive.calls().stream().filter(RecordedCall::isStream).forEach(lines::add);
  }

  @Override
  public StreamLine open(StreamRequest request, StreamReceiver receiver) {
    Optional<RecordedCall> call = next(path(request.uri().toString()));
    List<RecordedFrame> frames =
        call.map(archive::frames)
            .orElseGet(
                () ->
                    List.of(
                        new RecordedFrame(
                            Optional.empty(),
                            Side.SERVER,
                            Optional.empty(),
                            Optional.of(
                                new StreamEnd(
                                    StreamEnd.Kind.REFUSED,
                                    NOT_FOUND,
                                    path(request.uri().toString())
                                        + " was not recorded once more")))));
    Player player = new Player(receiver, frames, call.isPresent());
    clock.after(Duration.ZERO, player::begin);
    return player;
  }

  /** Takes the next line of a path. */
  private Optional<RecordedCall> next(String path) {
    synchronized (lines) {
      Optional<RecordedCall> found =
          lines.stream().filter(line -> path(line.url()).equals(path)).findFirst();
      found.ifPresent(lines::remove);
      return found;
    }
  }

  private static String path(String url) {
    int blank = url.indexOf(' ');
    return String.valueOf(URI.create(blank < 0 ? url : url.substring(0, blank)).getPath());
  }

  /** Plays one line; its tasks come one after the other. */
  private final class Player implements StreamLine {

    private final StreamReceiver receiver;
    private final List<RecordedFrame> frames;
    private final boolean stands;
    private int position;
    private int sent;
    private boolean isWaiting;
    private boolean isOver;

    Player(StreamReceiver receiver, List<RecordedFrame> frames, boolean stands) {
      this.receiver = receiver;
      this.frames = frames;
      this.stands = stands;
    }

    private void begin() {
      if (stands && !isRefused()) {
        receiver.opened(this);
      }
      next();
    }

    /** A line whose first word is its end never stood. */
    private boolean isRefused() {
      return !frames.isEmpty() && frames.get(0).end().isPresent();
    }

    /** Has the next frame come at its time, if the client has said what comes before it. */
    private synchronized void next() {
      while (position < frames.size() && frames.get(position).from() == Side.CLIENT && sent > 0) {
        sent--;
        position++;
      }
      isWaiting = position < frames.size() && frames.get(position).from() == Side.CLIENT;
      if (isOver || isWaiting || position == frames.size()) {
        return;
      }
      RecordedFrame frame = frames.get(position++);
      Duration until =
          frame.at().map(at -> Duration.between(clock.now(), at)).orElse(Duration.ZERO);
      clock.after(
          until.isNegative() ? Duration.ZERO : until,
          () -> {
            play(frame);
            next();
          });
    }

    private void play(RecordedFrame frame) {
      synchronized (this) {
        if (isOver) {
          return;
        }
        isOver = frame.end().isPresent();
      }
      frame.frame().ifPresent(receiver::received);
      frame.end().ifPresent(receiver::ended);
    }

    @Override
    public synchronized void send(StreamFrame frame) {
      sent++;
      if (isWaiting) {
        isWaiting = false;
        clock.after(Duration.ZERO, this::next);
      }
    }

    @Override
    public synchronized void hangUp() {
      isOver = true;
    }
  }
}
