/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.recording.RecordedFrame.Side;
import io.optionskit.data.stream.StreamEnd;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamLine;
import io.optionskit.data.stream.StreamReceiver;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamWire;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Records the lines that are opened over another wire. Any thread. */
record StreamTape(StreamWire wire, Recorder recorder) implements StreamWire {

  /** What a client says to be let in; nothing else of such a frame is worth keeping. */
  private static final Pattern LETS_IN = Pattern.compile("\\b(?:auth|authenticate|login)\\b");

  @Override
  public StreamLine open(StreamRequest request, StreamReceiver receiver) {
    Optional<String> tape = recorder.beginTape(request);
    if (tape.isEmpty()) {
      return wire.open(request, receiver);
    }
    Taping taping = new Taping(tape.get(), receiver);
    return taping.tapped(wire.open(request, taping));
  }

  /** Records one line. */
  private final class Taping implements StreamReceiver {

    private final String tape;
    private final StreamReceiver receiver;

    Taping(String tape, StreamReceiver receiver) {
      this.tape = tape;
      this.receiver = receiver;
    }

    StreamLine tapped(StreamLine line) {
      return new StreamLine() {
        @Override
        public void send(StreamFrame frame) {
          StreamFrame kept =
              frame instanceof StreamFrame.Text text && isForEntry(text.text())
                  ? StreamFrame.of(Scrubber.HIDDEN)
                  : frame;
          recorder.addToTape(
              tape, entry -> RecordedFrame.write(entry, Side.CLIENT, kept, recorder.scrubber()));
          line.send(frame);
        }

        @Override
        public void hangUp() {
          line.hangUp();
          recorder.endTape(tape);
        }
      };
    }

    @Override
    public void opened(StreamLine line) {
      receiver.opened(tapped(line));
    }

    @Override
    public void received(StreamFrame frame) {
      recorder.addToTape(
          tape, entry -> RecordedFrame.write(entry, Side.SERVER, frame, recorder.scrubber()));
      receiver.received(frame);
    }

    @Override
    public void ended(StreamEnd end) {
      recorder.addToTape(
          tape,
          entry ->
              entry
                  .put("end", end.kind().toString())
                  .put("code", end.code())
                  .put("text", recorder.scrubber().text(end.text())));
      recorder.endTape(tape);
      receiver.ended(end);
    }
  }

  private static boolean isForEntry(String text) {
    return LETS_IN.matcher(text.toLowerCase(Locale.ROOT)).find();
  }
}
