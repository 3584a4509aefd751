/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.Underlying;
import io.optionskit.data.stream.DamagedFrames;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StateEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEnd;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.VirtualClock;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalendarStreamTest {

  private static final String KEY = "canary:9f8e7d";

  private final VirtualClock clock = new VirtualClock(Instant.parse("2020-03-20T11:00:02Z"));
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server = new ScriptedWire(clock);

  private StreamSession connect(Map<String, String> keys) {
    StreamAccess access =
        StreamAccess.at(CalendarStream.HOME)
            .withClock(clock, 1)
            .withWire(server)
            .withSecrets(SecretSource.of(keys));
    StreamSession session = CalendarStream.of(access).connect(told::add);
    clock.advance(Duration.ofSeconds(1));
    return session;
  }

  private List<ReleaseEvent> releases() {
    return told.stream()
        .filter(ReleaseEvent.class::isInstance)
        .map(ReleaseEvent.class::cast)
        .toList();
  }

  @Test
  void entriesAreToldWhateverTheTypeOfTheirIds() {
    StreamSession session = connect(Map.of(EconomicCalendar.KEY, KEY));
    server.last().say("{\"topic\":\"keepalive\"}");
    for (String id : List.of("236561", "\"236562\"")) {
      server
          .last()
          .say(
              """
              {"event":"CPI","country":"United States","category":"Inflation Rate",
               "ticker":"USACPI","actual":"2.5%","previous":"-1%","revised":null,
               "date":"2020-03-20T11:00:00","referenceDate":"2020-02-29T00:00:00",
               "reference":"Feb","calendarId":ID,"importance":3,"teforecast":null,
               "forecast":null,"topic":"calendar"}\
              """
                  .replace("ID", id));
    }
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().request().uri())
        .hasToString("wss://stream.tradingeconomics.com/?client=canary%3A9f8e7d");
    assertThat(server.last().heard())
        .containsExactly("{\"topic\": \"subscribe\", \"to\": \"calendar\"}");
    assertThat(releases())
        .extracting(event -> event.release().id())
        .containsExactly("236561", "236562");
    assertThat(releases().get(0).feed().source()).isEqualTo("tradingeconomics");
    assertThat(releases().get(0).receiveTime()).isAfter(releases().get(0).release().time());
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
    assertThat(told.toString()).doesNotContain("canary");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.subscribe(List.of(new Underlying("SPY"))))
        .withMessage("a stream of tradingeconomics carries no assets");
  }

  @Test
  void aMissingOrRefusedKeyEndsTheStreamWithoutShowingIt() {
    connect(Map.of());
    assertThat(((StateEvent) told.get(told.size() - 1)).reason()).contains(Reason.NOT_ENTITLED);
    assertThat(server.lines()).isZero();

    server.refusing(Optional.of(new StreamEnd(StreamEnd.Kind.REFUSED, 401, "")));
    StreamSession session = connect(Map.of(EconomicCalendar.KEY, KEY));
    clock.advance(Duration.ofHours(1));

    assertThat(session.counts().state()).isEqualTo(StreamState.FAILED);
    assertThat(server.lines()).isEqualTo(1);
    assertThat(told.toString() + server.last().request()).doesNotContain("canary");
  }

  @Test
  void recordedMessagesAreTold(@SharedData("fixtures/tradingeconomics") Path folder)
      throws IOException {
    StreamSession session = connect(Map.of(EconomicCalendar.KEY, KEY));
    int count = 0;
    try (var files = Files.newDirectoryStream(folder, "live-calendar-*.json")) {
      for (Path file : files) {
        server.last().say(Files.readString(file));
        count++;
      }
    }
    clock.advance(Duration.ofSeconds(1));

    assertThat(count).isPositive();
    assertThat(releases()).hasSize(count);
    assertThat(session.counts().refused()).isZero();
  }

  @Test
  void damagedFramesAreReadOrBadData() {
    DamagedFrames.ofText(
        new CalendarStream.Protocol(StreamAccess.at(CalendarStream.HOME)),
        """
        {"event":"CPI","country":"United States","category":"Inflation Rate","ticker":"USACPI",
         "actual":"2.5%","previous":"-$1.5B","revised":null,"date":"2020-03-20T11:00:00",
         "referenceDate":"2020-02-29T00:00:00","reference":"Feb","calendarId":7,"importance":3,
         "teforecast":null,"forecast":null,"topic":"calendar"}\
        """);
  }
}
