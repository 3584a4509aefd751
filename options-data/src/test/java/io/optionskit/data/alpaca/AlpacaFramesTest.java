/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.stream.BarEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlpacaFramesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T14:00:00Z");

  @Test
  void aFrameHoldsMessagesOfSeveralKinds() {
    RowsAnswer<StreamEvent> answer =
        AlpacaFrames.read(
            """
            [{"T":"q","S":"AMD","bx":"U","bp":87.66,"bs":1,"ax":"Q","ap":87.68,"as":4,"c":["R"],
              "z":"C","t":"2021-02-22T15:51:45.335689322Z"},
             {"T":"t","S":"AAPL240503P00155000","p":0.34,"s":1,"c":"I","x":"N",
              "t":"2024-04-25T19:58:16.034908416Z"},
             {"T":"b","S":"SPY","o":388.9,"h":389.0,"l":388.8,"c":388.9,"v":49378,"n":461,"vw":388.9,
              "t":"2021-02-22T19:15:00Z"}]""",
            NOW);

    assertThat(((QuoteEvent) answer.rows().get(0)).quote().askSize()).hasValue(4);
    TradeEvent trade = (TradeEvent) answer.rows().get(1);
    assertThat(trade.asset()).isEqualTo(OptionContract.parse("AAPL240503P00155000"));
    assertThat(trade.conditions()).containsExactly("I");
    assertThat(((BarEvent) answer.rows().get(2)).bar().end()).isEqualTo("2021-02-22T19:16:00Z");
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void whatTheServerSaysOfTheConnectionIsTold() {
    assertThat(status("{\"T\":\"success\",\"msg\":\"connected\"}"))
        .isEqualTo(StatusEvent.Kind.CONNECTED);
    assertThat(status("{\"T\":\"success\",\"msg\":\"authenticated\"}"))
        .isEqualTo(StatusEvent.Kind.AUTHENTICATED);
    assertThat(status("{\"T\":\"subscription\",\"trades\":[\"AAPL\"],\"quotes\":[],\"bars\":[]}"))
        .isEqualTo(StatusEvent.Kind.SUBSCRIBED);
    assertThat(status("{\"T\":\"error\",\"code\":402,\"msg\":\"auth failed\"}"))
        .isEqualTo(StatusEvent.Kind.REJECTED);
    assertThat(status("{\"T\":\"error\",\"code\":406,\"msg\":\"connection limit exceeded\"}"))
        .isEqualTo(StatusEvent.Kind.TOO_MANY_CONNECTIONS);
    assertThat(status("{\"T\":\"error\",\"code\":500,\"msg\":\"internal error\"}"))
        .isEqualTo(StatusEvent.Kind.FAILED);
  }

  @Test
  void badMessagesAreCountedAndTheOthersKept() {
    RowsAnswer<StreamEvent> answer =
        AlpacaFrames.read(
            """
            [{"T":"q","S":"AMD","bp":-1,"ap":1,"t":"2021-02-22T15:51:45Z"},
             {"T":"q","S":"amd?","bp":1,"ap":1,"t":"2021-02-22T15:51:45Z"},
             {"T":"t","S":"AMD","p":1,"s":1},
             {"T":"x","S":"AMD","i":1},
             {"T":"t","S":"AMD","p":1,"s":1,"t":"2021-02-22T15:51:45Z"}]""",
            NOW);

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.MALFORMED, 3, Refusal.IMPOSSIBLE_CONTRACT, 1));
    assertThat(answer.report().unknownFields()).containsOnlyKeys("T=x");
  }

  @Test
  void aFrameThatIsNoListIsBadData() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> AlpacaFrames.read("{\"T\":\"q\"}", NOW))
        .matches(e -> e.reason() == ProviderException.Reason.BAD_DATA);
  }

  @Test
  void requestsAreWrittenAsTheServerReadsThem() {
    assertThat(AlpacaFrames.authentication(Secret.of("id"), Secret.of("sec")))
        .isEqualTo("{\"action\":\"auth\",\"key\":\"id\",\"secret\":\"sec\"}");
    assertThat(
            AlpacaFrames.subscription(
                AlpacaFrames.Channel.QUOTES,
                List.of(new Underlying("AAPL"), OptionContract.parse("AAPL240503P00155000"))))
        .isEqualTo("{\"action\":\"subscribe\",\"quotes\":[\"AAPL\",\"AAPL240503P00155000\"]}");
  }

  private static StatusEvent.Kind status(String message) {
    return ((StatusEvent) AlpacaFrames.read("[" + message + "]", NOW).rows().get(0)).kind();
  }
}
