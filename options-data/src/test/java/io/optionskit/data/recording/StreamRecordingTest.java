/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.recording.RecordedFrame.Side;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StreamEnd;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamLine;
import io.optionskit.data.stream.StreamReceiver;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamWire;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRecordingTest {

  private static final String KEY = "canary-9f8e7d6c5b";
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");
  private static final StreamRequest REQUEST =
      StreamRequest.to(URI.create("wss://stream.example.com/options?client=" + KEY));

  @TempDir private Path folder;

  /** Says what it hears with the time, and speaks when the line stands. */
  private static final class Client implements StreamReceiver {

    private final VirtualClock clock;
    private final String key;
    private final List<String> told = new ArrayList<>();

    Client(VirtualClock clock, String key) {
      this.clock = clock;
      this.key = key;
    }

    @Override
    public void opened(StreamLine line) {
      line.send(StreamFrame.of("{\"action\":\"auth\",\"params\":\"" + key + "\"}"));
      line.send(StreamFrame.of("{\"action\":\"subscribe\",\"params\":\"Q.SPY\"}"));
    }

    @Override
    public void received(StreamFrame frame) {
      String text = frame instanceof StreamFrame.Text words ? words.text() : String.valueOf(frame);
      told.add(clock.now() + " " + text);
    }

    @Override
    public void ended(StreamEnd end) {
      told.add(clock.now() + " " + end.kind() + " " + end.code());
    }
  }

  @Test
  void framesComeAgainAtTheirTimes() {
    List<String> live = record();
    VirtualClock clock = new VirtualClock(START);
    Client client = new Client(clock, "another-key");

    try (Archive archive = Archive.open(folder.resolve("stream"))) {
      StreamWire replay = Replay.of(archive).streams(clock);
      replay.open(REQUEST, client);
      clock.advance(Duration.ofMinutes(1));
      replay.open(REQUEST, client); // a second line was not recorded
      clock.advance(Duration.ofMinutes(1));
    }

    assertThat(live).hasSize(5).last().asString().endsWith("CLOSED 1001");
    assertThat(client.told.subList(0, 5)).isEqualTo(live);
    assertThat(client.told.get(5)).endsWith("REFUSED 404");
  }

  @Test
  void noKeyReachesTheDisk() throws IOException {
    record();

    try (Stream<Path> files = Files.list(folder.resolve("stream"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("canary");
      }
    }
    try (Archive archive = Archive.open(folder.resolve("stream"))) {
      RecordedCall line = archive.calls().get(0);
      List<RecordedFrame> frames = archive.frames(line);
      assertThat(line.isStream()).isTrue();
      assertThat(line.url()).isEqualTo("wss://stream.example.com/options?client=***");
      assertThat(frames)
          .extracting(RecordedFrame::from)
          .startsWith(Side.CLIENT, Side.CLIENT, Side.SERVER);
      assertThat(frames.get(0).frame()).hasValue(StreamFrame.of("***"));
      assertThat(frames.get(1).frame())
          .hasValue(StreamFrame.of("{\"action\":\"subscribe\",\"params\":\"Q.SPY\"}"));
    }
  }

  @Test
  void aCrashLeavesTheWholeFrames() throws IOException {
    VirtualClock clock = new VirtualClock(START);
    Path open = folder.resolve("open");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Recorder recorder = Recorder.into(open, "example", clock::now)) {
      ScriptedWire server =
          new ScriptedWire(clock)
              .whenOpened(
                  client -> {
                    client.say("one");
                    client.say("two");
                  });
      recorder.streams(server).open(REQUEST, new Client(clock, KEY));
      clock.advance(Duration.ofSeconds(1));
      try (Stream<Path> files = Files.list(open)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    Path frames = copy.resolve("000001-options.frames.ndjson");
    String text = Files.readString(frames);
    Files.writeString(frames, text.substring(0, text.length() - 5));

    try (Archive archive = Archive.open(copy)) {
      assertThat(archive.frames(archive.calls().get(0))).hasSize(3);
    }
  }

  @Test
  void recordedMessagesOfRealStreamsAreFrames(@SharedData("fixtures/polygon") Path polygon) {
    try (Archive archive = Archive.open(polygon)) {
      List<RecordedCall> streams = archive.calls().stream().filter(RecordedCall::isStream).toList();

      assertThat(streams).hasSize(10);
      assertThat(streams).allSatisfy(call -> assertThat(archive.frames(call)).hasSize(1));
    }
  }

  private List<String> record() {
    VirtualClock clock = new VirtualClock(START);
    ScriptedWire server =
        new ScriptedWire(clock)
            .whenOpened(client -> {})
            .whenHeard(
                (client, text) -> {
                  if (text.contains("auth")) {
                    client.say("welcome " + KEY.toUpperCase(java.util.Locale.ROOT).length());
                  } else {
                    clock.after(Duration.ofSeconds(1), () -> client.say("{\"bid\":1.25}"));
                    clock.after(
                        Duration.ofSeconds(2),
                        () -> client.say(StreamFrame.of(new byte[] {0, -1, 127})));
                    clock.after(Duration.ofSeconds(3), () -> client.say("{\"bid\":1.30}"));
                    clock.after(
                        Duration.ofSeconds(4), () -> client.end(StreamEnd.Kind.CLOSED, 1001));
                  }
                });
    Client client = new Client(clock, KEY);
    try (Recorder recorder = Recorder.into(folder.resolve("stream"), "example", clock::now)) {
      SecretSource secrets = recorder.secrets(SecretSource.of(Map.of("KEY", KEY)));
      assertThat(secrets.find("KEY")).isPresent();
      recorder.streams(server).open(REQUEST, client);
      clock.advance(Duration.ofMinutes(1));
    }
    return client.told;
  }
}
