/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaFrames.Channel;
import io.optionskit.data.stream.DamagedFrames;
import io.optionskit.data.stream.GapEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StateEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlpacaStreamTest {

  private static final OptionContract CALL = OptionContract.parse("SPY260320C00500000");
  private static final Underlying AAPL = new Underlying("AAPL");
  private static final SecretSource KEYS =
      SecretSource.of(
          Map.of("ALPACA_API_KEY", "canary-key-77", "ALPACA_API_SECRET", "canary-secret-88"));
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-02T14:30:00Z"));
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server = new ScriptedWire(clock);

  private StreamAccess access(URI url) {
    return StreamAccess.at(url).withClock(clock, 1).withWire(server).withSecrets(KEYS);
  }

  /** Sends JSON, packed if the line is one of options. */
  private void say(ScriptedWire.Client client, boolean packs, String json) {
    client.say(packs ? StreamFrame.of(MsgPack.write(tree(json))) : StreamFrame.of(json));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(boolean packs, String answerToKeys) {
    server
        .whenOpened(client -> say(client, packs, "[{\"T\":\"success\",\"msg\":\"connected\"}]"))
        .whenHeard(
            (client, text) -> {
              JsonNode message =
                  packs
                      ? MsgPack.read(
                          ((StreamFrame.Binary) client.frames().get(client.frames().size() - 1))
                              .bytes())
                      : tree(text);
              if (message.path("action").asText().equals("auth")) {
                assertThat(message.path("key").asText()).isEqualTo("canary-key-77");
                assertThat(message.path("secret").asText()).isEqualTo("canary-secret-88");
                say(client, packs, answerToKeys);
              } else {
                say(
                    client,
                    packs,
                    "[{\"T\":\"subscription\",\"quotes\":"
                        + (message.has("quotes") ? message.path("quotes") : "[]")
                        + ",\"trades\":"
                        + (message.has("trades") ? message.path("trades") : "[]")
                        + "}]");
              }
            });
  }

  @Test
  void optionsAreSpokenAboutInMessagePack() {
    serve(true, "[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    StreamSession session =
        AlpacaStream.options(
                access(AlpacaStream.optionsAt(OptionFeed.INDICATIVE)),
                Set.of(Channel.QUOTES),
                OptionFeed.INDICATIVE)
            .connect(told::add);
    session.subscribe(List.of(CALL));
    clock.advance(Duration.ofSeconds(1));
    server
        .last()
        .say(
            StreamFrame.of(
                MsgPack.write(
                    tree(
                        """
                        [{"T":"q","S":"SPY260320C00500000","bp":1.5,"bs":4,"bx":"C","ap":1.6,
                          "as":9,"ax":"C","c":"A","t":"2026-03-02T14:30:00.5Z"}]\
                        """))));
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().request().uri())
        .isEqualTo(URI.create("wss://stream.data.alpaca.markets/v1beta1/indicative"));
    assertThat(server.last().request().headers())
        .containsEntry("Content-Type", "application/msgpack");
    assertThat(session.counts().unconfirmed()).isZero();
    QuoteEvent quote =
        (QuoteEvent) told.stream().filter(QuoteEvent.class::isInstance).findFirst().orElseThrow();
    assertThat(quote.asset()).isEqualTo(CALL);
    assertThat(quote.quote().askSize()).hasValue(9);
    assertThat(quote.feed().delayClass()).isEqualTo(DelayClass.INDICATIVE);
    assertThat(told.toString()).doesNotContain("canary");
  }

  @Test
  void stocksAreSpokenAboutInJsonAndNeedAllOfTheirChannels() {
    serve(false, "[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    StreamSession session =
        AlpacaStream.stocks(
                access(AlpacaStream.stocksAt(StockFeed.IEX)),
                Set.of(Channel.TRADES),
                DelayClass.REAL_TIME)
            .connect(told::add);
    session.subscribe(List.of(AAPL));
    clock.advance(Duration.ofSeconds(1));
    server
        .last()
        .say(
            """
            [{"T":"t","S":"AAPL","i":96921,"x":"D","p":126.55,"s":1,"c":["@","I"],"z":"C",
              "t":"2026-03-02T14:30:00.5Z"}]\
            """);
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    TradeEvent trade =
        (TradeEvent) told.stream().filter(TradeEvent.class::isInstance).findFirst().orElseThrow();
    assertThat(trade.conditions()).containsExactly("@", "I");
  }

  @Test
  void errorsAreToldByTheirCodes() {
    Map<Integer, Reason> reasons =
        Map.of(402, Reason.NOT_ENTITLED, 409, Reason.NOT_ENTITLED, 406, Reason.RATE_LIMITED);
    reasons.forEach(
        (code, reason) -> {
          told.clear();
          serve(false, "[{\"T\":\"error\",\"code\":" + code + ",\"msg\":\"no\"}]");
          StreamSession session =
              AlpacaStream.stocks(
                      access(AlpacaStream.stocksAt(StockFeed.SIP)),
                      Set.of(Channel.TRADES),
                      DelayClass.REAL_TIME)
                  .connect(told::add);
          clock.advance(Duration.ofHours(1));

          assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
          StateEvent end =
              (StateEvent)
                  told.stream()
                      .filter(
                          event ->
                              event instanceof StateEvent state
                                  && state.state() == StreamState.FAILED)
                      .findFirst()
                      .orElseThrow();
          assertThat(end.reason()).contains(reason);
        });
  }

  @Test
  void aSymbolTooManyIsAGapAndTheStreamGoesOn() {
    serve(false, "[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    StreamSession session =
        AlpacaStream.stocks(
                access(AlpacaStream.stocksAt(StockFeed.IEX)),
                Set.of(Channel.TRADES),
                DelayClass.REAL_TIME)
            .connect(told::add);
    session.subscribe(List.of(AAPL));
    clock.advance(Duration.ofSeconds(1));
    server.whenHeard(
        (client, text) ->
            client.say("[{\"T\":\"error\",\"code\":405,\"msg\":\"symbol limit exceeded\"}]"));
    session.subscribe(List.of(new Underlying("MSFT")));
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    GapEvent gap =
        (GapEvent) told.stream().filter(GapEvent.class::isInstance).findFirst().orElseThrow();
    assertThat(gap.cause()).isEqualTo(GapEvent.Cause.NOT_SUBSCRIBED);
    assertThat(gap.asset()).contains(new Underlying("MSFT"));
  }

  @Test
  void eachKindOfAssetHasItsOwnAddress() {
    serve(false, "[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    StreamSession stocks =
        AlpacaStream.stocks(
                access(AlpacaStream.stocksAt(StockFeed.IEX)),
                Set.of(Channel.TRADES),
                DelayClass.REAL_TIME)
            .connect(told::add);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> stocks.subscribe(List.of(CALL)))
        .withMessageStartingWith("this stream is of stocks, not of SPY");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AlpacaStream.options(
                    access(AlpacaStream.optionsAt(OptionFeed.OPRA)),
                    Set.of(Channel.BARS),
                    OptionFeed.OPRA));
  }

  @Test
  void damagedFramesAreReadOrBadData() {
    String json =
        """
        [{"T":"q","S":"SPY260320C00500000","bp":1.5,"bs":4,"bx":"C","ap":1.6,"as":9,"ax":"C",
          "c":"A","t":"2026-03-02T14:30:00.5Z"},
         {"T":"t","S":"SPY260320C00500000","p":1.5,"s":4,"x":"C","c":"I",
          "t":"2026-03-02T14:30:00.5Z"},
         {"T":"subscription","quotes":["SPY260320C00500000"],"trades":[]},
         {"T":"error","code":405,"msg":"no"}]\
        """;
    AlpacaStream.Protocol protocol =
        new AlpacaStream.Protocol(
            access(AlpacaStream.optionsAt(OptionFeed.OPRA)),
            Set.of(Channel.QUOTES),
            Feed.UNSTATED,
            true);
    protocol.say(StreamProtocol.Phrase.SUBSCRIBE, List.of(CALL));

    DamagedFrames.ofText(protocol, json);
    DamagedFrames.ofBytes(protocol, MsgPack.write(tree(json)), StreamFrame::of);
  }
}
