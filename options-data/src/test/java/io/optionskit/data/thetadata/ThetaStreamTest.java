/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.stream.DamagedFrames;
import io.optionskit.data.stream.GapEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThetaStreamTest {

  private static final OptionContract PUT = OptionContract.parse("SPY250516P00562500");
  private static final String CONNECTED =
      "{\"header\":{\"type\":\"STATUS\",\"status\":\"CONNECTED\"}}";
  private static final Asset NVDA = new Underlying("NVDA");

  private final VirtualClock clock = new VirtualClock(Instant.parse("2025-05-12T14:30:00Z"));
  private final List<StreamEvent> told = new ArrayList<>();
  private String response = "SUBSCRIBED";
  private String status = CONNECTED;
  private final ScriptedWire server =
      new ScriptedWire(clock)
          .whenOpened(this::beat)
          .whenHeard(
              (client, text) -> {
                String id = text.replaceAll(".*\"id\":(\\d+).*", "$1");
                client.say(
                    "{\"header\":{\"type\":\"REQ_RESPONSE\",\"response\":\""
                        + response
                        + "\",\"req_id\":"
                        + id
                        + "}}");
              });

  private void beat(ScriptedWire.Client client) {
    if (!client.isOver()) {
      client.say(status);
      clock.after(Duration.ofSeconds(1), () -> beat(client));
    }
  }

  private StreamSession connect(Asset... assets) {
    StreamAccess access = StreamAccess.at(ThetaStream.HOME).withClock(clock, 1).withWire(server);
    StreamSession session =
        ThetaStream.of(
                access,
                Set.of(ThetaStream.Channel.QUOTE, ThetaStream.Channel.TRADE),
                DelayClass.REAL_TIME)
            .connect(told::add);
    session.subscribe(List.of(assets));
    clock.advance(Duration.ofSeconds(1));
    return session;
  }

  private <T> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void strikesAreTenthsOfCentsAndTimesAreNewYorks() {
    StreamSession session = connect(PUT);
    server
        .last()
        .say(
            """
            {"header":{"type":"QUOTE","status":"CONNECTED"},"contract":{"security_type":"OPTION",
             "root":"SPY","expiration":20250516,"strike":562500,"right":"P"},
             "quote":{"ms_of_day":34200123,"bid_size":5,"bid_exchange":1,"bid":3.1,
             "bid_condition":50,"ask_size":7,"ask_exchange":1,"ask":3.2,"ask_condition":50,
             "date":20250512}}\
            """);
    server
        .last()
        .say(
            """
            {"header":{"type":"TRADE","status":"CONNECTED"},"contract":{"security_type":"OPTION",
             "root":"SPY","expiration":20250516,"strike":562500,"right":"P"},
             "trade":{"ms_of_day":34200200,"sequence":-1231,"size":2,"condition":255,"price":3.15,
             "exchange":11,"date":20250512}}\
            """);
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard())
        .containsExactly(
            "{\"msg_type\":\"STREAM\",\"sec_type\":\"OPTION\",\"req_type\":\"QUOTE\",\"add\":true,"
                + "\"id\":1,\"contract\":{\"root\":\"SPY\",\"expiration\":20250516,"
                + "\"strike\":562500,\"right\":\"P\"}}",
            "{\"msg_type\":\"STREAM\",\"sec_type\":\"OPTION\",\"req_type\":\"TRADE\",\"add\":true,"
                + "\"id\":2,\"contract\":{\"root\":\"SPY\",\"expiration\":20250516,"
                + "\"strike\":562500,\"right\":\"P\"}}");
    assertThat(session.counts().unconfirmed()).isZero();
    QuoteEvent quote = all(QuoteEvent.class).get(0);
    assertThat(quote.asset()).isEqualTo(PUT);
    assertThat(quote.quote().eventTime()).isEqualTo("2025-05-12T13:30:00.123Z");
    assertThat(quote.quote().bidSize()).hasValue(5);
    TradeEvent trade = all(TradeEvent.class).get(0);
    assertThat(trade.conditions()).isEmpty();
    assertThat(trade.exchange()).isEqualTo("11");
    assertThat(session.counts().refused()).isZero();
  }

  @Test
  void noQuoteYetIsAQuoteWithoutSides() {
    connect(PUT);
    server
        .last()
        .say(
            """
            {"header":{"type":"QUOTE"},"contract":{"security_type":"OPTION","root":"SPY",
             "expiration":20250516,"strike":562500,"right":"P"},
             "quote":{"ms_of_day":34200000,"bid_size":0,"bid":0,"bid_condition":50,"ask_size":0,
             "ask":0,"ask_condition":50,"date":20250512}}\
            """);
    clock.advance(Duration.ofSeconds(1));

    assertThat(all(QuoteEvent.class).get(0).quote().bid()).isEmpty();
    assertThat(all(QuoteEvent.class).get(0).quote().ask()).isEmpty();
  }

  @Test
  void anIndexHasLevelsAndNoQuotes() {
    connect(new Underlying("SPX"));
    server
        .last()
        .say(
            """
            {"header":{"type":"TRADE"},"contract":{"security_type":"INDEX","root":"SPX"},
             "trade":{"ms_of_day":34200000,"size":0,"price":5800.25,"date":20250512}}\
            """);
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard()).hasSize(1);
    assertThat(all(ValueEvent.class).get(0).kind()).isEqualTo(ValueEvent.Kind.INDEX_LEVEL);
    assertThat(all(ValueEvent.class).get(0).value()).isEqualTo(5800.25);
  }

  @Test
  void aTerminalThatHasLostItsServersIsABrokenLine() {
    StreamSession session = connect(PUT);
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    status = "{\"header\":{\"type\":\"STATUS\",\"status\":\"DISCONNECTED\"}}";
    clock.advance(Duration.ofSeconds(30));
    assertThat(session.counts().state()).isNotEqualTo(StreamState.LIVE);
    status = CONNECTED;
    clock.advance(Duration.ofMinutes(2));

    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(all(GapEvent.class)).isNotEmpty();
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.RECONNECT);
  }

  @Test
  void aTerminalThatSaysNothingForFiveSecondsIsGivenUp() {
    connect(PUT);
    status = "{\"header\":{\"type\":\"STATE\"}}";
    clock.advance(Duration.ofSeconds(20));
    assertThat(server.lines()).isEqualTo(1);
    server.last().hangUp();
    clock.advance(Duration.ofSeconds(7));

    assertThat(server.lines()).isEqualTo(2);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.SILENCE);
  }

  @Test
  void whatIsNotGrantedIsToldAndNotAskedForAgain() {
    response = "INVALID_PERMS";
    StreamSession session = connect(PUT);
    clock.advance(Duration.ofMinutes(5));

    assertThat(session.counts().unconfirmed()).isZero();
    assertThat(server.last().heard()).hasSize(2);
    assertThat(all(GapEvent.class).get(0).cause()).isEqualTo(GapEvent.Cause.NOT_SUBSCRIBED);
    assertThat(all(StatusEvent.class)).extracting(StatusEvent::text).contains("INVALID_PERMS");
  }

  @Test
  void brokenMessagesAreCountedAndTheLineStays() {
    StreamSession session = connect(PUT);
    server.last().say("{\"header\":{\"type\":\"QUOTE\"},\"contract\":{},\"quote\":{}}");
    server.last().say("[]");
    server.last().say("{");
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.counts().refused()).isEqualTo(1);
    assertThat(session.counts().unreadable()).isEqualTo(2);
    assertThat(server.lines()).isEqualTo(1);
  }

  @Test
  void theRecordedMessageIsTold(
      @SharedData("fixtures/thetadata/ws-quote-stock-NVDA.json") Path file) throws IOException {
    connect(NVDA);
    server.last().say(Files.readString(file));
    clock.advance(Duration.ofSeconds(1));

    QuoteEvent quote = all(QuoteEvent.class).get(0);
    assertThat(quote.asset()).isEqualTo(NVDA);
    assertThat(quote.quote().bid()).hasValue(145.58);
    assertThat(quote.quote().askSize()).hasValue(1527);
    assertThat(quote.quote().eventTime()).isEqualTo("2025-06-16T15:57:12.783Z");
  }

  @Test
  void damagedFramesAreReadOrBadData() {
    ThetaStream.Protocol protocol =
        new ThetaStream.Protocol(
            ThetaStream.HOME, Set.of(ThetaStream.Channel.QUOTE), Feed.UNSTATED);
    protocol.say(StreamProtocol.Phrase.SUBSCRIBE, List.of(PUT));
    String contract =
        "\"contract\":{\"security_type\":\"OPTION\",\"root\":\"SPY\",\"expiration\":20250516,"
            + "\"strike\":562500,\"right\":\"P\"}";

    DamagedFrames.ofText(
        protocol,
        "{\"header\":{\"type\":\"QUOTE\",\"status\":\"CONNECTED\"},"
            + contract
            + ",\"quote\":{\"ms_of_day\":34200123,\"bid_size\":5,\"bid\":3.1,\"ask_size\":7,"
            + "\"ask\":3.2,\"date\":20250512}}");
    DamagedFrames.ofText(
        protocol,
        "{\"header\":{\"type\":\"TRADE\"},"
            + contract
            + ",\"trade\":{\"ms_of_day\":34200200,\"sequence\":-1231,\"size\":2,"
            + "\"condition\":255,\"price\":3.15,\"exchange\":11,\"date\":20250512}}");
    DamagedFrames.ofText(
        protocol,
        "{\"header\":{\"type\":\"REQ_RESPONSE\",\"response\":\"SUBSCRIBED\",\"req_id\":1}}");
  }
}
