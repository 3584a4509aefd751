/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static io.optionskit.data.databento.FakeGateway.hears;
import static io.optionskit.data.databento.FakeGateway.says;
import static io.optionskit.data.databento.FakeGateway.sends;
import static io.optionskit.data.databento.FakeGateway.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LiveSessionTest {

  private static final String SECRET = "db-CANARYcanary0123456789abcdefgh";
  private static final DatabentoKey KEY = DatabentoKey.of(SECRET);

  /** SHA-256 of the challenge, a bar and the key, reckoned by another program. */
  private static final String HASH =
      "d235c576c11c9807c2a44d181858a619c0b063643655dc5322d2eac46b3006c4";

  private static final LiveSubscription TRADES =
      LiveSubscription.of(
          DbnSchema.TRADES, SymbolType.RAW_SYMBOL, List.of("SPY   250321C00450000"));

  private static ProviderException failure(Runnable call) {
    ProviderException e = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(e).isNotNull();
    for (Throwable each = e; each != null; each = each.getCause()) {
      assertThat(each.toString()).doesNotContain("CANARY");
    }
    return e;
  }

  private static LiveSettings impatient(FakeGateway gateway) {
    return gateway.settings().withPatience(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private static byte[] stream(byte[]... records) {
    DbnWriter stream = DbnWriter.bytes().raw(DbnWriter.metadata(3, 0xFFFF, false));
    for (byte[] each : records) {
      stream.raw(each);
    }
    return stream.toBytes();
  }

  private static byte[] heartbeat() {
    return DbnWriter.record(DbnWriter.SYSTEM, DbnWriter.system(3, "Heartbeat", 0));
  }

  @Nested
  class Handshake {

    @Test
    void answersTheChallengeWithAHashOfTheKey() {
      try (FakeGateway gateway = FakeGateway.lettingIn(waits());
          LiveSession session = LiveSession.connect(gateway.settings().withSentTimes(), KEY)) {
        assertThat(session.state()).isEqualTo(LiveSession.State.AUTHENTICATED);
        assertThat(session.sessionId()).isEqualTo("1712950800");
        assertThat(session.gatewayVersion()).isEqualTo("0.7.2");
        assertThat(gateway.received())
            .containsExactly(
                "auth="
                    + HASH
                    + "-defgh|dataset=OPRA.PILLAR|encoding=dbn|ts_out=1|compression=none"
                    + "|heartbeat_interval_s=30|client=OptionsKit");
      }
    }

    @Test
    void saysWhyAKeyIsNotLetIn() {
      try (FakeGateway gateway =
          FakeGateway.of(
              says("lsg_version=0.7.2\ncram=abc\n"),
              hears(1),
              says("success=0|error=Authentication failed for " + SECRET + ".\n"))) {
        ProviderException e = failure(() -> LiveSession.connect(gateway.settings(), KEY));

        assertThat(e.reason()).isEqualTo(Reason.NOT_ENTITLED);
        assertThat(e).hasMessageContaining("Authentication failed for ***.");
      }
    }

    @Test
    void followsTheRecordedLines() throws IOException {
      Fixtures.assumePresent();
      List<String> lines = Files.readAllLines(Fixtures.folder().resolve("live-handshake.txt"));
      List<FakeGateway.Step> script = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      for (String line : lines) {
        String rest = line.substring(3);
        if (line.startsWith("C> ")) {
          script.add(hears(1));
          wanted.add(rest);
        } else {
          script.add(rest.startsWith("(") ? sends(stream(heartbeat())) : says(rest + "\n"));
        }
      }
      script.add(waits());

      try (FakeGateway gateway = FakeGateway.of(script.toArray(FakeGateway.Step[]::new));
          LiveSession session = LiveSession.connect(gateway.settings(), KEY)) {
        session.subscribe(TRADES);
        try (DbnReader reader = session.start()) {
          assertThat(reader.next()).isTrue();
        }
        assertThat(gateway.received()).hasSize(wanted.size());
        assertThat(gateway.received().subList(1, wanted.size()))
            .isEqualTo(wanted.subList(1, wanted.size()));
        assertThat(gateway.received().get(0))
            .matches("auth=[0-9a-f]{64}-defgh\\|.*")
            .contains("|dataset=OPRA.PILLAR|encoding=dbn|ts_out=0|compression=none|")
            .contains("|client=");
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "hello ~ BAD_DATA",
          "=1 ~ BAD_DATA",
          "cram=1|cram=2 ~ BAD_DATA",
          "error=too many connections ~ UNAVAILABLE"
        })
    void refusesOtherLines(String line, Reason reason) {
      try (FakeGateway gateway = FakeGateway.of(says(line + "\n"), waits())) {
        assertThat(failure(() -> LiveSession.connect(gateway.settings(), KEY)).reason())
            .isEqualTo(reason);
      }
    }

    @Test
    void refusesLinesWithoutEnd() {
      try (FakeGateway gateway = FakeGateway.of(says("a=" + "b".repeat(5000)), waits())) {
        assertThat(failure(() -> LiveSession.connect(gateway.settings(), KEY)))
            .hasMessageContaining("at most 4096 characters");
      }
      try (FakeGateway gateway = FakeGateway.of(says("a=b\n".repeat(50)), waits())) {
        assertThat(failure(() -> LiveSession.connect(gateway.settings(), KEY)))
            .hasMessageContaining("16 lines but none with cram");
      }
      try (FakeGateway gateway = FakeGateway.of(says("DBN\u0001 "), waits())) {
        assertThat(failure(() -> LiveSession.connect(gateway.settings(), KEY)))
            .hasMessageContaining("not with byte 1");
      }
    }

    @Test
    void endsWhenTheGatewayIsSilent() {
      try (FakeGateway gateway = FakeGateway.of(says("lsg_version=0.7.2\ncra"), waits())) {
        ProviderException e = failure(() -> LiveSession.connect(impatient(gateway), KEY));

        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessageContaining("silent for too long while waiting for cram");
      }
    }

    @Test
    void endsWhenTheGatewayHangsUpAnywhere() {
      String all = "lsg_version=0.7.2\ncram=abc\n";
      for (int length = 0; length < all.length(); length += 3) {
        try (FakeGateway gateway = FakeGateway.of(says(all.substring(0, length)))) {
          assertThat(failure(() -> LiveSession.connect(gateway.settings(), KEY)).reason())
              .isEqualTo(Reason.UNAVAILABLE);
        }
      }
    }

    @Test
    void saysThatNobodyIsThere() {
      FakeGateway gateway = FakeGateway.of(waits());
      LiveSettings settings = gateway.settings();
      gateway.close();

      ProviderException e = failure(() -> LiveSession.connect(settings, KEY));

      assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(e).hasMessageContaining("cannot be reached");
    }

    @Test
    void neverSurprisesWhenLinesAreDamaged() {
      long seed = 17;
      Random random = new Random(seed);
      String whole = "lsg_version=0.7.2\ncram=abc\nsuccess=1|session_id=5\n";
      for (int i = 0; i < 200; i++) {
        byte[] bytes = whole.getBytes(StandardCharsets.US_ASCII);
        for (int j = random.nextInt(3); j >= 0; j--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try (FakeGateway gateway = FakeGateway.of(sends(bytes))) {
          LiveSession.connect(gateway.settings(), KEY).close();
        } catch (ProviderException e) {
          assertThat(e.reason())
              .as("seed %d, line %d", seed, i)
              .isIn(Reason.BAD_DATA, Reason.UNAVAILABLE, Reason.NOT_ENTITLED);
        }
      }
    }
  }

  @Nested
  class Subscriptions {

    @Test
    void ofManySymbolsTakeSeveralLines() {
      List<String> symbols =
          IntStream.range(0, 1100).mapToObj(i -> "SPY   250321C%08d".formatted(i)).toList();
      LiveSubscription subscription =
          LiveSubscription.of(DbnSchema.CBBO_1S, SymbolType.RAW_SYMBOL, symbols)
              .withSnapshot()
              .withReplaySince(Instant.parse("2025-02-20T00:00:00Z"));

      List<String> lines = subscription.lines(3);

      assertThat(lines).hasSize(3);
      assertThat(lines.get(0))
          .startsWith("schema=cbbo-1s|stype_in=raw_symbol|symbols=SPY   250321C00000000,")
          .endsWith("|start=1740009600000000000|snapshot=1|id=3|is_last=0");
      assertThat(lines.get(2)).contains("symbols=SPY   250321C00001000,").endsWith("|is_last=1");
      assertThat(lines.stream().mapToInt(line -> line.split(",", -1).length).sum()).isEqualTo(1100);
    }

    @Test
    void refuseSymbolsThatWouldBreakALine() {
      for (String symbol : List.of("", "A|B", "A,B", "A\nB", " A", "Ä")) {
        assertThatThrownBy(
                () -> LiveSubscription.of(DbnSchema.TRADES, SymbolType.RAW_SYMBOL, List.of(symbol)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("symbol must have");
      }
      assertThatThrownBy(
              () -> LiveSubscription.of(DbnSchema.TRADES, SymbolType.RAW_SYMBOL, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areTakenBeforeAndAfterTheStartButNotAfterTheEnd() {
      try (FakeGateway gateway =
          FakeGateway.lettingIn(hears(2), sends(stream()), hears(1), sends(heartbeat()), waits())) {
        LiveSession session = LiveSession.connect(gateway.settings(), KEY);
        session.subscribe(TRADES);
        DbnReader reader = session.start();
        assertThat(session.state()).isEqualTo(LiveSession.State.STREAMING);
        session.subscribe(TRADES);
        assertThat(reader.next()).isTrue();
        assertThat(gateway.received().get(3)).contains("|id=2|");
        assertThatThrownBy(session::start).isInstanceOf(IllegalStateException.class);
        session.close();

        assertThat(session.state()).isEqualTo(LiveSession.State.CLOSED);
        assertThatThrownBy(() -> session.subscribe(TRADES))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("closed");
        assertThatThrownBy(session::start).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Nested
  class Streaming {

    @Test
    void deliversRecordsHeartbeatsMappingsAndErrors() {
      byte[] stream =
          stream(
              DbnWriter.record(
                  DbnWriter.MAPPING, DbnWriter.mapping(3, "AAPL.OPT", "AAPL  250221C00250000")),
              DbnWriter.record(0xC0, DbnWriter.cbbo(DbnWriter.NONE, 320_000_000, 340_000_000)),
              heartbeat(),
              DbnWriter.record(0x15, DbnWriter.error(3)));
      InstrumentMap symbols = new InstrumentMap();
      List<String> seen = new ArrayList<>();

      try (FakeGateway gateway = FakeGateway.lettingIn(hears(2), sends(stream), waits());
          LiveSession session = LiveSession.connect(gateway.settings(), KEY)) {
        session.subscribe(TRADES);
        try (DbnReader reader = session.start()) {
          while (seen.size() < 4 && reader.next()) {
            DbnRecord record = reader.cursor().toRecord();
            if (record instanceof DbnRecord.SymbolMapping mapping) {
              symbols.put(mapping);
              seen.add("mapping");
            } else if (record instanceof DbnRecord.SystemMessage message) {
              seen.add(message.isHeartbeat() ? "heartbeat" : message.text());
            } else if (record instanceof DbnRecord.ErrorMessage error) {
              seen.add(error.text());
            } else {
              seen.add(symbols.find(reader.cursor()).orElseThrow());
              assertThat(DbnQuotes.of(reader.cursor(), Instant.EPOCH)).isPresent();
            }
          }
        }
      }

      assertThat(seen)
          .containsExactly("mapping", "AAPL  250221C00250000", "heartbeat", "bad symbol");
    }

    @Test
    void doesNotWaitForAFullBuffer() {
      try (FakeGateway gateway =
              FakeGateway.lettingIn(
                  hears(1), sends(stream(heartbeat())), hears(1), sends(heartbeat()), waits());
          LiveSession session = LiveSession.connect(gateway.settings(), KEY);
          DbnReader reader = session.start()) {
        assertThat(reader.next()).isTrue();
        session.subscribe(TRADES); // the next record comes only after this
        assertThat(reader.next()).isTrue();
      }
    }

    @Test
    void endsWhenNotEvenAHeartbeatComes() {
      try (FakeGateway gateway =
              FakeGateway.lettingIn(hears(1), sends(stream(heartbeat())), waits());
          LiveSession session = LiveSession.connect(impatient(gateway), KEY);
          DbnReader reader = session.start()) {
        assertThat(reader.next()).isTrue();
        ProviderException e = failure(reader::next);

        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessageContaining("silent");
      }
    }

    @Test
    void reportsARecordThatWasCutOff() {
      byte[] stream = stream(heartbeat(), heartbeat());
      try (FakeGateway gateway =
              FakeGateway.lettingIn(hears(1), sends(Arrays.copyOf(stream, stream.length - 100)));
          LiveSession session = LiveSession.connect(gateway.settings(), KEY);
          DbnReader reader = session.start()) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.report().isTorn()).isTrue();
      }
    }

    @Test
    void refusesWhatIsNotTheStreamAskedFor() {
      byte[] other = stream();
      other[8] = 'X';
      try (FakeGateway gateway = FakeGateway.lettingIn(hears(1), sends(other), waits());
          LiveSession session = LiveSession.connect(gateway.settings(), KEY)) {
        assertThat(failure(session::start)).hasMessageContaining("but sends 'XPRA.PILLAR'");
        assertThat(session.state()).isEqualTo(LiveSession.State.CLOSED);
      }
      try (FakeGateway gateway =
              FakeGateway.lettingIn(hears(1), says("error=" + SECRET + "\n"), waits());
          LiveSession session = LiveSession.connect(gateway.settings(), KEY)) {
        assertThat(failure(session::start).reason()).isEqualTo(Reason.BAD_DATA);
      }
    }

    @Test
    void followsARecordedStream() {
      Fixtures.assumePresent();
      byte[] zstd = Fixtures.bytes("LIVE-test_data.live.dbn.zst");
      try (FakeGateway gateway = FakeGateway.lettingIn(hears(1), sends(zstd), waits());
          LiveSession session =
              LiveSession.connect(
                  LiveSettings.of("GLBX.MDP3")
                      .at(gateway.settings().host(), gateway.settings().port()),
                  KEY);
          DbnReader reader = session.start()) {
        InstrumentMap symbols = new InstrumentMap();
        for (int i = 0; i < 46; i++) {
          assertThat(reader.next()).isTrue();
          if (reader.cursor().toRecord() instanceof DbnRecord.SymbolMapping mapping) {
            symbols.put(mapping);
          }
        }
        assertThat(symbols.find(183748, LocalDate.of(2023, 11, 21))).isPresent();
      }
    }
  }

  @Nested
  class Settings {

    @Test
    void leadToTheGatewayOfTheDataset() {
      LiveSettings settings = LiveSettings.of("OPRA.PILLAR");

      assertThat(settings.host()).isEqualTo("opra-pillar.lsg.databento.com");
      assertThat(settings.port()).isEqualTo(13000);
    }

    @Test
    void outOfRangeAreRefused() {
      LiveSettings settings = LiveSettings.of("OPRA.PILLAR");

      assertThatThrownBy(() -> settings.at("localhost", 0)).hasMessageContaining("port must be");
      assertThatThrownBy(() -> settings.at(" ", 1)).hasMessageContaining("host must be");
      assertThatThrownBy(() -> settings.withPatience(Duration.ZERO, Duration.ofSeconds(1)))
          .hasMessageContaining("timeout must be");
      assertThatThrownBy(() -> LiveSettings.of("opra|x=1")).hasMessageContaining("dataset");
    }
  }
}
