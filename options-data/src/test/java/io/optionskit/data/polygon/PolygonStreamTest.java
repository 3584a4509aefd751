/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.polygon.PolygonFrames.Channel;
import io.optionskit.data.stream.BarEvent;
import io.optionskit.data.stream.DamagedFrames;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StateEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolygonStreamTest {

  private static final String KEY = "canary-1a2b3c4d5e";
  private static final OptionContract PUT = OptionContract.parse("SPXW260701P05000000");
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server =
      new ScriptedWire(clock)
          .whenOpened(
              client ->
                  client.say(
                      "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected\"}]"))
          .whenHeard(PolygonStreamTest::speak);

  private static void speak(ScriptedWire.Client client, String text) {
    if (text.equals("{\"action\":\"auth\",\"params\":\"" + KEY + "\"}")) {
      client.say("[{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}]");
    } else if (text.startsWith("{\"action\":\"auth\"")) {
      client.say(
          "[{\"ev\":\"status\",\"status\":\"auth_failed\",\"message\":\"authentication failed\"}]");
    } else if (text.startsWith("{\"action\":\"subscribe\"")) {
      String params = text.substring(text.indexOf("params\":\"") + 9, text.lastIndexOf('"'));
      List<String> words = new ArrayList<>();
      for (String param : params.split(",")) {
        words.add(
            "{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: "
                + param
                + "\"}");
      }
      client.say("[" + String.join(",", words) + "]");
    }
  }

  private StreamSession connect(String key, Set<Channel> channels, String path) {
    StreamAccess access =
        StreamAccess.at(java.net.URI.create("ws://127.0.0.1" + path))
            .withClock(clock, 1)
            .withWire(server)
            .withSecrets(SecretSource.of(Map.of("POLYGON_API_KEY", key)));
    return PolygonStream.of(access, channels, DelayClass.REAL_TIME).connect(told::add);
  }

  @Test
  void itShowsTheKeySubscribesAndTellsWhatComes() {
    StreamSession session = connect(KEY, Set.of(Channel.QUOTES, Channel.TRADES), "/options");
    session.subscribe(List.of(PUT));
    clock.advance(Duration.ofSeconds(1));
    server
        .last()
        .say(
            """
            [{"ev":"Q","sym":"O:SPXW260701P05000000","bp":1.2,"bs":3,"ap":1.25,"as":40,
              "t":1772461800000,"q":7},
             {"ev":"T","sym":"O:SPXW260701P05000000","x":65,"p":1.24,"s":1,"c":[233],
              "t":1772461800001,"q":8}]\
            """);
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(session.counts().unconfirmed()).isZero();
    assertThat(told).hasAtLeastOneElementOfType(QuoteEvent.class);
    TradeEvent trade =
        (TradeEvent) told.stream().filter(TradeEvent.class::isInstance).findFirst().orElseThrow();
    assertThat(trade.asset()).isEqualTo(PUT);
    assertThat(trade.feed().source()).isEqualTo("polygon");
    assertThat(trade.feed().delayClass()).isEqualTo(DelayClass.REAL_TIME);
    assertThat(server.last().heard())
        .containsExactlyInAnyOrder(
            "{\"action\":\"auth\",\"params\":\"" + KEY + "\"}",
            "{\"action\":\"subscribe\",\"params\":\"Q.O:SPXW260701P05000000\"}",
            "{\"action\":\"subscribe\",\"params\":\"T.O:SPXW260701P05000000\"}");
    assertThat(told.toString() + session + session.counts()).doesNotContain("canary");
  }

  @Test
  void aKeyThatIsNotTakenOrMissingEndsTheStream() {
    StreamSession session = connect("canary-other", Set.of(Channel.QUOTES), "/options");
    clock.advance(Duration.ofHours(1));
    assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    assertThat(server.lines()).isEqualTo(1);
    assertThat(told.toString()).doesNotContain("canary");

    connect(" ", Set.of(Channel.QUOTES), "/options");
    clock.advance(Duration.ofSeconds(1));
    StateEvent last = (StateEvent) told.get(told.size() - 1);
    assertThat(last.reason()).contains(Reason.NOT_ENTITLED);
    assertThat(last.text()).isEqualTo("polygon needs a key: set the secret POLYGON_API_KEY");
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void aKeyThatTheServerRepeatsIsNotTold() {
    server.whenHeard(
        (client, text) ->
            client.say(
                "[{\"ev\":\"status\",\"status\":\"auth_failed\",\"message\":\"no key "
                    + KEY
                    + "\"}]"));
    connect(KEY, Set.of(Channel.QUOTES), "/options");
    clock.advance(Duration.ofSeconds(1));

    assertThat(told.toString()).contains("auth_failed: no key ***").doesNotContain("canary");
  }

  @Test
  void aThousandContractsAreAskedForInPartsAndOneMoreIsRefused() {
    List<Asset> contracts = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      contracts.add(
          new OptionContract(
              OptionProduct.ofRoot("SPXW"),
              LocalDate.of(2026, 7, 1),
              OptionType.PUT,
              BigDecimal.valueOf(1000 + 5 * i)));
    }
    StreamSession session = connect(KEY, Set.of(Channel.QUOTES), "/options");
    session.subscribe(contracts);
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard()).hasSize(1 + 4);
    assertThat(session.counts().unconfirmed()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.subscribe(List.of(PUT.equals(contracts.get(0)) ? PUT : other())))
        .withMessage("a stream of polygon may have at most 1000 assets, not 1001");
    assertThat(session.counts().subscriptions()).isEqualTo(1000);
  }

  private static Asset other() {
    return OptionContract.parse("SPXW260701C05000000");
  }

  @Test
  void whatArrivesDecidesNotWhatWasAskedFor() {
    StreamSession session = connect(KEY, Set.of(Channel.SECOND_BARS), "/options");
    session.subscribe(List.of(PUT));
    clock.advance(Duration.ofSeconds(1));
    server
        .last()
        .say(
            """
            [{"ev":"AM","sym":"O:SPXW260701P05000000","v":2,"o":1,"c":1,"h":1,"l":1,
              "s":1772461800000,"e":1772461860000}]\
            """);
    clock.advance(Duration.ofSeconds(1));

    BarEvent bar =
        (BarEvent) told.stream().filter(BarEvent.class::isInstance).findFirst().orElseThrow();
    assertThat(Duration.between(bar.bar().start(), bar.bar().end()))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(session.counts().refused()).isZero();
  }

  @Test
  void theAddressTellsTheDelay() {
    StreamAccess real =
        StreamAccess.at(PolygonStream.OPTIONS)
            .withClock(clock, 1)
            .withWire(server)
            .withSecrets(SecretSource.of(Map.of("POLYGON_API_KEY", KEY)));
    PolygonStream.of(real, Set.of(Channel.QUOTES)).connect(told::add);
    PolygonStream.of(real.withUrl(PolygonStream.DELAYED_OPTIONS), Set.of(Channel.QUOTES))
        .connect(told::add);
    PolygonStream.of(real.withUrl(java.net.URI.create("ws://127.0.0.1/")), Set.of(Channel.QUOTES))
        .connect(told::add);
    clock.advance(Duration.ofSeconds(1));

    assertThat(told)
        .filteredOn(event -> event instanceof StateEvent state && state.state() == StreamState.LIVE)
        .extracting(event -> event.feed().delayClass())
        .containsExactly(DelayClass.REAL_TIME, DelayClass.DELAYED, DelayClass.UNSTATED);
  }

  @Test
  void everyRecordedFrameIsTold(@SharedData("fixtures/polygon") Path folder) throws IOException {
    StreamSession session = connect(KEY, Set.of(Channel.TRADES), "/stocks");
    session.subscribe(
        List.of(
            OptionContract.parse("AMC210827C00037000"),
            OptionContract.parse("TSLA210903C00700000"),
            new Underlying("MSFT"),
            new Underlying("GTE"),
            new Underlying("AMZN"),
            new Underlying("SPX")));
    clock.advance(Duration.ofSeconds(1));
    int before = told.size();
    try (var files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ws-")).sorted().toList()) {
        server.last().say(Files.readString(file));
      }
    }
    clock.advance(Duration.ofSeconds(1));

    assertThat(told).hasSize(before + 11);
    assertThat(session.counts().unwanted()).isZero();
    assertThat(session.counts().refused()).isZero();
  }

  @Test
  void damagedFramesAreReadOrBadData() {
    StreamAccess access =
        StreamAccess.at(PolygonStream.OPTIONS)
            .withSecrets(SecretSource.of(Map.of("POLYGON_API_KEY", KEY)));
    PolygonStream.Protocol protocol =
        new PolygonStream.Protocol(access, Set.of(Channel.QUOTES), Feed.UNSTATED);
    protocol.say(StreamProtocol.Phrase.SUBSCRIBE, List.of(PUT));

    DamagedFrames.ofText(
        protocol,
        """
        [{"ev":"Q","sym":"O:SPXW260701P05000000","bp":1,"bs":1,"ap":2,"as":1,"t":1536036818784},
         {"ev":"T","sym":"O:AMC210827C00037000","p":1.54,"s":1,"c":[233],"t":1629820676333},
         {"ev":"AM","sym":"GTE","v":4,"o":1,"c":1,"h":1,"l":1,"s":1610144640000,"e":1610144700000},
         {"ev":"V","val":3988.5,"T":"I:SPX","t":1678220098130},
         {"ev":"status","status":"success","message":"subscribed to: Q.O:SPXW260701P05000000"}]\
        """);
  }
}
