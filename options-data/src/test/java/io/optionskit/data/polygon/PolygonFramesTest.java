/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.polygon.PolygonFrames.Channel;
import io.optionskit.data.stream.BarEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolygonFramesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T14:00:00Z");

  @Test
  void aFrameHoldsMessagesOfSeveralKindsToldApartByWhatTheySay() {
    RowsAnswer<StreamEvent> answer =
        PolygonFrames.read(
            """
            [{"ev":"Q","sym":"O:SPXW260701P05000000","bx":302,"bp":0,"bs":0,"ax":303,"ap":1.25,
              "as":40,"t":1629820676333,"q":7},
             {"ev":"T","sym":"O:AMC210827C00037000","x":65,"p":1.54,"s":1,"c":[233],
              "t":1629820676333,"q":651921857},
             {"ev":"AM","sym":"O:AMC210827C00037000","v":41,"av":9,"op":1,"vw":1.5,"o":1.5,"c":1.6,
              "h":1.7,"l":1.4,"a":1.5,"z":6,"s":1610144640000,"e":1610144700000}]""",
            NOW);

    QuoteEvent quote = (QuoteEvent) answer.rows().get(0);
    TradeEvent trade = (TradeEvent) answer.rows().get(1);
    BarEvent bar = (BarEvent) answer.rows().get(2);
    assertThat(quote.asset().underlying()).isEqualTo("SPX");
    assertThat(quote.quote().bid()).isEmpty();
    assertThat(quote.quote().askSize()).hasValue(40);
    assertThat(quote.quote().eventTime()).isEqualTo("2021-08-24T15:57:56.333Z");
    assertThat(quote.quote().receiveTime()).isEqualTo(NOW);
    assertThat(trade.conditions()).containsExactly("233");
    assertThat(bar.bar().end()).isEqualTo("2021-01-08T22:25:00Z");
    assertThat(bar.bar().volume()).isEqualTo(41);
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void whatTheServerSaysOfTheConnectionIsTold() {
    assertThat(status("connected")).isEqualTo(StatusEvent.Kind.CONNECTED);
    assertThat(status("auth_success")).isEqualTo(StatusEvent.Kind.AUTHENTICATED);
    assertThat(status("auth_failed")).isEqualTo(StatusEvent.Kind.REJECTED);
    assertThat(status("max_connections")).isEqualTo(StatusEvent.Kind.TOO_MANY_CONNECTIONS);
    assertThat(status("success")).isEqualTo(StatusEvent.Kind.SUBSCRIBED);
    assertThat(status("error")).isEqualTo(StatusEvent.Kind.FAILED);
    assertThat(status("new")).isEqualTo(StatusEvent.Kind.OTHER);
  }

  @Test
  void badMessagesAreCountedAndTheOthersKept() {
    RowsAnswer<StreamEvent> answer =
        PolygonFrames.read(
            """
            [{"ev":"Q","sym":"MSFT","bp":-1,"ap":2,"t":1629820676333},
             {"ev":"T","sym":"O:nonsense","p":1,"s":1,"t":1629820676333},
             {"ev":"T","sym":"MSFT","p":"NaN","s":1,"t":1629820676333},
             {"ev":"T","sym":"MSFT","p":1,"s":1},
             {"ev":"T","sym":"MSFT","p":1,"s":1,"t":12},
             {"ev":"NOI","sym":"MSFT"},
             17,
             {"ev":"T","sym":"MSFT","p":1,"s":1,"t":1629820676333}]""",
            NOW);

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.report().refused())
        .isEqualTo(Map.of(Refusal.MALFORMED, 6, Refusal.IMPOSSIBLE_CONTRACT, 1));
    assertThat(answer.report().unknownFields()).containsKey("ev=NOI");
  }

  @Test
  void aFrameThatIsNoListIsBadData() {
    for (String text : List.of("{\"ev\":\"status\"}", "[{", "", "hello")) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> PolygonFrames.read(text, NOW))
          .matches(e -> e.reason() == ProviderException.Reason.BAD_DATA);
    }
  }

  @Test
  void requestsAreWrittenAsTheServerReadsThem() {
    List<Asset> assets =
        List.of(OptionContract.parse("AMC210827C00037000"), new Underlying("MSFT"));

    assertThat(PolygonFrames.authentication(Secret.of("k\"ey")))
        .isEqualTo("{\"action\":\"auth\",\"params\":\"k\\\"ey\"}");
    assertThat(PolygonFrames.subscription(Channel.TRADES, assets))
        .isEqualTo("{\"action\":\"subscribe\",\"params\":\"T.O:AMC210827C00037000,T.MSFT\"}");
    assertThat(PolygonFrames.unsubscription(Channel.INDEX_LEVELS, List.of(new Underlying("SPX"))))
        .isEqualTo("{\"action\":\"unsubscribe\",\"params\":\"V.I:SPX\"}");
  }

  @Test
  void quotesOfMoreThanAThousandContractsAreNotAskedFor() {
    List<OptionContract> many = new ArrayList<>();
    for (int strike = 1; strike <= PolygonFrames.MOST_QUOTED_CONTRACTS + 1; strike++) {
      many.add(
          OptionContract.of(
              "SPY", LocalDate.of(2026, 7, 17), OptionType.CALL, BigDecimal.valueOf(strike)));
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolygonFrames.subscription(Channel.QUOTES, many))
        .withMessageContaining("1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolygonFrames.subscription(Channel.QUOTES, List.of()));
    assertThat(PolygonFrames.subscription(Channel.TRADES, many)).contains("T.O:SPY");
  }

  @Test
  void everyRecordedFrameIsReadWithoutLoss(@SharedData("fixtures/polygon") Path folder)
      throws IOException {
    Map<String, Integer> kinds = new TreeMap<>();
    List<StreamEvent> events = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "ws-*.json")) {
      for (Path file : files) {
        RowsAnswer<StreamEvent> answer = PolygonFrames.read(Files.readString(file), NOW);
        assertThat(answer.report().refused()).as(file.toString()).isEmpty();
        assertThat(answer.report().drifted()).as("%s %s", file, answer.report()).isFalse();
        events.addAll(answer.rows());
      }
    }
    events.forEach(event -> kinds.merge(event.getClass().getSimpleName(), 1, Integer::sum));

    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "StatusEvent", 1,
                "TradeEvent", 4,
                "QuoteEvent", 1,
                "BarEvent", 2,
                "ValueEvent", 3));
    assertThat(events)
        .filteredOn(event -> event instanceof ValueEvent)
        .extracting(event -> ((ValueEvent) event).kind())
        .containsExactlyInAnyOrder(
            ValueEvent.Kind.INDEX_LEVEL, ValueEvent.Kind.FAIR_VALUE, ValueEvent.Kind.DISPLAY_VALUE);
  }

  private static StatusEvent.Kind status(String word) {
    RowsAnswer<StreamEvent> answer =
        PolygonFrames.read(
            "[{\"ev\":\"status\",\"status\":\"" + word + "\",\"message\":\"m\"}]", NOW);
    return ((StatusEvent) answer.rows().get(0)).kind();
  }
}
