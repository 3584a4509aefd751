/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static io.optionskit.data.databento.FakeGateway.afterEntry;
import static io.optionskit.data.databento.FakeGateway.hears;
import static io.optionskit.data.databento.FakeGateway.says;
import static io.optionskit.data.databento.FakeGateway.sends;
import static io.optionskit.data.databento.FakeGateway.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.databento.DatabentoStream.Channel;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.RecordedCall;
import io.optionskit.data.recording.Recorder;
import io.optionskit.data.recording.Replay;
import io.optionskit.data.stream.GapEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StateEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamClock;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamSettings;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.market.DelayClass;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabentoStreamTest {

  private static final String SECRET = "db-CANARYcanary0123456789abcdefgh";
  private static final String RAW = "SPY   250321C00450000";
  private static final OptionContract CALL = OptionContract.parse(RAW);
  private static final long TIME = DbnWriter.TIME;
  private static final long MS = 1_000_000;
  private static final Instant START = Instant.ofEpochSecond(0, TIME).plusSeconds(1);

  private final VirtualClock clock = new VirtualClock(START);
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server =
      new ScriptedWire(clock)
          .whenOpened(client -> client.say("cram=" + FakeGateway.CHALLENGE))
          .whenHeard(
              (client, text) -> {
                if (text.startsWith("auth=")) {
                  client.say("success=1|session_id=5");
                }
              });

  @TempDir private Path folder;

  private static byte[] header() {
    return DbnWriter.metadata(3, 0xFFFF, false);
  }

  private static byte[] mapping() {
    return DbnWriter.record(DbnWriter.MAPPING, DbnWriter.mapping(3, RAW, RAW));
  }

  private static byte[] heartbeat() {
    return DbnWriter.record(DbnWriter.SYSTEM, DbnWriter.system(3, "Heartbeat", 0));
  }

  private static byte[] trade(long price, long ns) {
    return DbnWriter.record(
        0x00,
        30,
        7000,
        ns,
        DbnWriter.bytes()
            .i64(price * 10_000_000)
            .u32(3)
            .u8('T', 'B', 130, 2)
            .i64(ns)
            .u32(-7, price));
  }

  private static byte[] quote(long bid, long ns) {
    return DbnWriter.record(
        0xB1,
        30,
        7000,
        ns,
        DbnWriter.bytes()
            .i64(DbnWriter.NONE)
            .u32(0)
            .u8('A', 'B', 130, 2)
            .i64(ns)
            .u32(0)
            .pad(4)
            .i64(bid * 10_000_000, (bid + 5) * 10_000_000)
            .u32(10, 20)
            .u16(29, 0, 23, 0));
  }

  private static byte[] all(byte[]... parts) {
    DbnWriter bytes = DbnWriter.bytes();
    for (byte[] part : parts) {
      bytes.raw(part);
    }
    return bytes.toBytes();
  }

  private StreamAccess access() {
    return StreamAccess.at(DatabentoStream.HOME)
        .withClock(clock, 1)
        .withWire(server)
        .withSecrets(SecretSource.of(Map.of("DATABENTO_API_KEY", SECRET)));
  }

  private StreamSession connect(StreamAccess access, Channel... channels) {
    StreamSession session = DatabentoStream.of(access, Set.of(channels)).connect(told::add);
    session.subscribe(List.of(CALL));
    clock.advance(Duration.ofMillis(100));
    return session;
  }

  private void send(byte[] bytes) {
    server.last().say(StreamFrame.of(bytes));
    clock.advance(Duration.ofMillis(100));
  }

  private <T extends StreamEvent> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<Double> prices() {
    return all(TradeEvent.class).stream().map(TradeEvent::price).toList();
  }

  @Test
  void itAuthenticatesSubscribesAndTellsWhatComes() {
    StreamSession session = connect(access(), Channel.TRADES);
    send(all(header(), mapping(), heartbeat(), trade(340, TIME), quote(320, TIME)));

    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(server.last().heard()).hasSize(3);
    assertThat(server.last().heard().get(0))
        .matches("auth=[0-9a-f]{64}-defgh\\|dataset=OPRA.PILLAR\\|encoding=dbn\\|.*");
    assertThat(server.last().heard().subList(1, 3))
        .containsExactly(
            "schema=trades|stype_in=raw_symbol|symbols=" + RAW + "|snapshot=0|id=1|is_last=1",
            "start_session=0");
    TradeEvent trade = all(TradeEvent.class).get(0);
    assertThat(trade.asset()).isEqualTo(CALL);
    assertThat(trade.price()).isEqualTo(3.40);
    assertThat(trade.eventTime()).isEqualTo(Instant.ofEpochSecond(0, TIME));
    assertThat(trade.feed().delayClass()).isEqualTo(DelayClass.REAL_TIME);
    QuoteEvent quote = all(QuoteEvent.class).get(0);
    assertThat(quote.quote().bid()).hasValue(3.20);
    assertThat(quote.quote().ask()).hasValue(3.25);
    assertThat(all(GapEvent.class)).isEmpty();
  }

  @Test
  void afterABreakWithinARecordNothingIsLostOrToldTwice() {
    StreamSession session = connect(access(), Channel.TRADES);
    byte[] second = trade(341, TIME + 300 * MS);
    send(all(header(), mapping(), trade(340, TIME), Arrays.copyOf(second, 20)));
    server.last().cut();
    clock.advance(Duration.ofSeconds(2));

    assertThat(server.lines()).isEqualTo(2);
    assertThat(server.last().heard().get(1))
        .contains("|start=" + (TIME - 1000 * MS) + "|snapshot=0");
    send(all(header(), mapping(), trade(339, TIME - 500 * MS), trade(340, TIME), second));

    assertThat(prices()).containsExactly(3.40, 3.39, 3.41);
    assertThat(all(GapEvent.class)).hasSize(1);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.RECONNECT);
    assertThat(session.counts().reconnects()).isEqualTo(1);
  }

  @Test
  void noMoreIsAskedForThanTheGatewayKeeps() {
    connect(access(), Channel.TRADES, Channel.QUOTES);
    send(all(header(), mapping(), trade(340, TIME - Duration.ofDays(3).toNanos())));
    server.last().cut();
    clock.advance(Duration.ofSeconds(2));

    List<String> heard = server.last().heard();
    assertThat(heard).hasSize(4);
    assertThat(heard).filteredOn(line -> line.contains("schema=cmbp-1")).hasSize(1);
    assertThat(heard)
        .filteredOn(line -> line.contains("|start="))
        .singleElement()
        .asString()
        .startsWith("schema=trades")
        .containsPattern("\\|start=17399755[0-9]{11}\\|"); // a day less a minute before now
  }

  @Test
  void heartbeatsKeepALineAndSilenceEndsIt() {
    StreamSession session = connect(access(), Channel.TRADES);
    send(all(header(), mapping(), trade(340, TIME)));
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofSeconds(10));
      send(heartbeat());
    }
    assertThat(server.lines()).isEqualTo(1);
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);

    clock.advance(Duration.ofSeconds(52));

    assertThat(server.lines()).isEqualTo(2);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.SILENCE);
  }

  @Test
  void aKeyThatIsRefusedIsNotTriedAgain() {
    server.whenHeard(
        (client, text) -> client.say("success=0|error=Authentication failed for " + SECRET));
    StreamSession session = connect(access(), Channel.TRADES);
    clock.advance(Duration.ofHours(1));

    assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    assertThat(server.lines()).isEqualTo(1);
    StateEvent last = all(StateEvent.class).get(all(StateEvent.class).size() - 1);
    assertThat(last.reason()).contains(Reason.NOT_ENTITLED);
    assertThat(all(StatusEvent.class))
        .extracting(StatusEvent::text)
        .contains("Authentication failed for ***");
    assertThat(told.toString() + session.counts()).doesNotContain("CANARY");
  }

  @Test
  void aKeyThatIsMissingOrNoneIsNotSent() {
    for (Map<String, String> keys :
        List.of(Map.<String, String>of(), Map.of("DATABENTO_API_KEY", "CANARY key"))) {
      StreamSession session = connect(access().withSecrets(SecretSource.of(keys)), Channel.TRADES);

      assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    }
    assertThat(server.lines()).isZero();
    assertThat(told.toString()).doesNotContain("CANARY");
  }

  @Test
  void tooManyConnectionsAreTriedAgainLater() {
    server.whenHeard(
        (client, text) -> client.say("success=0|error=User has reached their connection limit"));
    StreamSession session = connect(access(), Channel.TRADES);
    clock.advance(Duration.ofSeconds(61));

    assertThat(session.counts().state()).isEqualTo(StreamState.WAITING);
    assertThat(server.lines()).isEqualTo(2);
  }

  @Test
  void quotesThatWaitGiveWayToNewerOnesAndTradesDoNot() {
    StreamSession session =
        connect(
            access().withSettings(StreamSettings.defaults().withCapacity(1)),
            Channel.QUOTES,
            Channel.TRADES);
    byte[] bytes = all(header(), mapping());
    for (int i = 0; i < 50; i++) {
      bytes = all(bytes, quote(300 + i, TIME + i), trade(400 + i, TIME + i));
    }
    send(bytes);

    assertThat(all(TradeEvent.class)).hasSize(50);
    assertThat(all(QuoteEvent.class)).hasSize(1);
    assertThat(all(QuoteEvent.class).get(0).quote().bid()).hasValue(3.49);
    assertThat(session.counts().replaced()).isEqualTo(49);
  }

  @Test
  void recordsThatTheGatewaySkipsAreAGapAndRefusalsAreTold() {
    connect(access(), Channel.QUOTES);
    send(
        all(
            header(),
            mapping(),
            quote(300, TIME),
            DbnWriter.record(
                0x15, DbnWriter.bytes().text("skipped after slow reading", 302).u8(7, 1)),
            DbnWriter.record(0x15, DbnWriter.error(3)),
            DbnWriter.record(DbnWriter.SYSTEM, DbnWriter.system(3, "replay completed", 3))));

    GapEvent gap = all(GapEvent.class).get(0);
    assertThat(gap.cause()).isEqualTo(GapEvent.Cause.SKIPPED);
    assertThat(gap.from()).isEqualTo(Instant.ofEpochSecond(0, TIME));
    assertThat(all(StatusEvent.class))
        .extracting(StatusEvent::text)
        .contains("bad symbol", "replay completed");
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoRecordsOrOfAnotherDatasetEndTheLine() {
    connect(access(), Channel.TRADES);
    send(all(header(), mapping(), trade(340, TIME), new byte[16]));
    clock.advance(Duration.ofSeconds(2));
    assertThat(server.lines()).isEqualTo(2);
    assertThat(prices()).containsExactly(3.40);

    byte[] other = header();
    other[8] = 'X';
    send(other);
    clock.advance(Duration.ofSeconds(4));
    assertThat(server.lines()).isEqualTo(3);
  }

  @Test
  void chunksMayEndAnywhere() {
    byte[] stream =
        all(header(), mapping(), quote(320, TIME), trade(340, TIME), trade(341, TIME + 1));
    connect(access(), Channel.TRADES);
    for (byte each : stream) {
      server.last().say(StreamFrame.of(new byte[] {each}));
    }
    clock.advance(Duration.ofSeconds(1));

    assertThat(prices()).containsExactly(3.40, 3.41);
    assertThat(all(QuoteEvent.class)).hasSize(1);
  }

  @Test
  void damagedBytesAreNoSurprise() {
    long seed = 31;
    Random random = new Random(seed);
    byte[] stream = all(header(), mapping(), heartbeat(), trade(340, TIME), quote(320, TIME));
    for (int i = 0; i < 2000; i++) {
      DatabentoStream.Protocol protocol =
          new DatabentoStream.Protocol(access(), Set.of(Channel.TRADES));
      protocol.request();
      byte[] damaged = stream.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));

      assertThat(protocol.read(StreamFrame.of(cut), START)).as("seed %d, %d", seed, i).isNotNull();
    }
  }

  @Test
  void onlyListedOptionsAreCarried() {
    StreamSession session = connect(access(), Channel.TRADES);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.subscribe(List.of(new Underlying("SPY"))))
        .withMessageContaining("listed options");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabentoStream.of(access(), Set.of()))
        .withMessageContaining("channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamAccess.at(URI.create("tcp://localhost")))
        .withMessageContaining("port");
  }

  @Test
  void aSessionOverTheNetworkIsRecordedAndReplayedTheSame()
      throws InterruptedException, IOException {
    byte[] second = trade(341, TIME + 300 * MS);
    byte[] before = all(header(), mapping(), trade(340, TIME), Arrays.copyOf(second, 20));
    byte[] after = all(header(), mapping(), trade(340, TIME), second, trade(342, TIME + 400 * MS));
    BlockingQueue<StreamEvent> live = new LinkedBlockingQueue<>();
    List<StreamEvent> heard = new ArrayList<>();
    try (FakeGateway gateway =
            FakeGateway.inTurn(
                List.of(
                    afterEntry(hears(2), sends(before)),
                    List.of(says("lsg_version=0.7.2\ncra")),
                    afterEntry(hears(2), sends(after), waits())));
        Recorder recorder = Recorder.into(folder.resolve("tape"), "databento", () -> START)) {
      URI url = URI.create("tcp://" + gateway.settings().host() + ":" + gateway.settings().port());
      StreamAccess network = StreamAccess.at(url);
      StreamAccess access =
          network
              .withClock(StreamClock.system(() -> START), 1)
              .withSettings(
                  StreamSettings.defaults()
                      .withBackoff(Duration.ofMillis(5), Duration.ofMillis(20)))
              .withSecrets(recorder.secrets(SecretSource.of(Map.of("DATABENTO_API_KEY", SECRET))))
              .withWire(recorder.streams(network.wire()));
      try (StreamSession session =
          DatabentoStream.of(access, Set.of(Channel.TRADES)).connect(live::add)) {
        session.subscribe(List.of(CALL));
        await(live, heard, event -> event instanceof TradeEvent t && t.price() == 3.42);
      }
      assertThat(gateway.received())
          .filteredOn(line -> line.contains("|start=" + (TIME - 1000 * MS) + "|"))
          .hasSize(1);
      assertThat(heard.toString()).doesNotContain("CANARY");
    }
    List<StreamEvent> first = replay();
    told.addAll(first);

    assertThat(heard).hasAtLeastOneElementOfType(GapEvent.class);
    assertThat(prices()).containsExactly(3.40, 3.41, 3.42);
    assertThat(all(TradeEvent.class).stream().map(DatabentoStreamTest::withoutReceipt))
        .isEqualTo(
            heard.stream()
                .filter(TradeEvent.class::isInstance)
                .map(TradeEvent.class::cast)
                .map(DatabentoStreamTest::withoutReceipt)
                .toList());
    assertThat(replay()).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder.resolve("tape"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).as(file.toString()).doesNotContain("CANARY", "-defgh", "auth=");
      }
    }
  }

  /** Returns what the recorded session tells, with any key, on a clock of its own. */
  private List<StreamEvent> replay() {
    VirtualClock itsClock = new VirtualClock(START);
    List<StreamEvent> events = new ArrayList<>();
    try (Archive archive = Archive.open(folder.resolve("tape"))) {
      assertThat(archive.calls()).hasSize(3);
      assertThat(archive.calls()).extracting(RecordedCall::method).containsOnly("TCP");
      StreamAccess offline =
          access()
              .withClock(itsClock, 1)
              .withSecrets(SecretSource.of(Map.of("DATABENTO_API_KEY", "db-anything-else")))
              .withWire(Replay.of(archive).streams(itsClock));
      StreamSession session =
          DatabentoStream.of(offline, Set.of(Channel.TRADES)).connect(events::add);
      session.subscribe(List.of(CALL));
      itsClock.advance(Duration.ofMinutes(1));
    }
    return events;
  }

  private static TradeEvent withoutReceipt(TradeEvent trade) {
    return new TradeEvent(
        trade.asset(),
        trade.price(),
        trade.size(),
        trade.exchange(),
        trade.conditions(),
        trade.eventTime(),
        START,
        trade.feed());
  }

  private static void await(
      BlockingQueue<StreamEvent> live, List<StreamEvent> heard, Predicate<StreamEvent> wanted)
      throws InterruptedException {
    StreamEvent event;
    do {
      event = live.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event in time, after %s", heard).isNotNull();
      heard.add(event);
    } while (!wanted.test(event));
  }
}
