/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.stream.DamagedFrames;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.ScriptedWire;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamSession;
import io.optionskit.data.stream.StreamState;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.data.stream.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class YahooStreamTest {

  private static final Underlying SPX = new Underlying("SPX");
  private static final Underlying BRK = new Underlying("BRK.B");
  private static final OptionContract CALL = OptionContract.parse("AAPL260320C00250000");
  private static final long TIME_MS = 1_772_461_800_000L;

  private final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(TIME_MS));
  private final List<StreamEvent> told = new ArrayList<>();
  private final ScriptedWire server = new ScriptedWire(clock);

  /** Writes messages of protocol buffers, independently of the reader. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message text(int field, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      varint(field * 8L + 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Message number(int field, double value) {
      varint(field * 8L + 5);
      out.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) value).array());
      return this;
    }

    Message signed(int field, long value) {
      varint(field * 8L);
      varint(value >= 0 ? 2 * value : -2 * value - 1);
      return this;
    }

    Message plain(int field, long value) {
      varint(field * 8L);
      varint(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while (rest >= 128) {
        out.write((int) (rest % 128 + 128));
        rest /= 128;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    String base64() {
      return Base64.getEncoder().encodeToString(bytes());
    }
  }

  private static Message of(String id) {
    return new Message().text(1, id).number(2, 5800.25).signed(3, TIME_MS).plain(6, 9);
  }

  private StreamSession connect() {
    StreamSession session =
        YahooStream.of(StreamAccess.at(YahooStream.HOME).withClock(clock, 1).withWire(server))
            .connect(told::add);
    session.subscribe(List.of(SPX, BRK, CALL));
    clock.advance(Duration.ofSeconds(1));
    return session;
  }

  private <T> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void bothVersionsAreReadAndTickersGetTheirOwnNamesBack() {
    StreamSession session = connect();
    server.last().say(of("^SPX").base64());
    server.last().say("{\"type\":\"pricing\",\"message\":\"" + of("BRK-B").base64() + "\"}");
    clock.advance(Duration.ofSeconds(1));

    assertThat(server.last().heard())
        .containsExactly("{\"subscribe\":[\"^SPX\",\"BRK-B\",\"AAPL260320C00250000\"]}");
    assertThat(all(ValueEvent.class)).extracting(ValueEvent::asset).containsExactly(SPX, BRK);
    ValueEvent value = all(ValueEvent.class).get(0);
    assertThat(value.kind()).isEqualTo(ValueEvent.Kind.LAST_PRICE);
    assertThat(value.value()).isEqualTo(5800.25);
    assertThat(value.eventTime()).isEqualTo(Instant.ofEpochMilli(TIME_MS));
    assertThat(session.counts().state()).isEqualTo(StreamState.LIVE);
  }

  @Test
  void bidAndAskMakeAQuoteOfTheDecimalsThatWereMeant() {
    connect();
    server
        .last()
        .say(
            of("AAPL260320C00250000")
                .text(13, "Apple")
                .signed(14, 1_774_000_000L)
                .number(17, 250)
                .number(23, 1.15)
                .signed(24, 12)
                .number(25, 1.2)
                .signed(26, 7)
                .base64());
    clock.advance(Duration.ofSeconds(1));

    QuoteEvent event = all(QuoteEvent.class).get(0);
    assertThat(event.asset()).isEqualTo(CALL);
    assertThat(event.quote().bid()).hasValue(1.15);
    assertThat(event.quote().ask()).hasValue(1.2);
    assertThat(event.quote().bidSize()).hasValue(12);
    assertThat(event.quote().last()).hasValue(5800.25);
  }

  @Test
  void theSubscriptionIsRepeatedAsAHeartbeatAndTheServersAreNoEvents() {
    StreamSession session = connect();
    server.last().say(new Message().text(1, "").plain(6, 7).base64());
    clock.advance(Duration.ofSeconds(31));

    assertThat(server.last().heard()).hasSize(3);
    assertThat(session.counts().refused()).isZero();
    assertThat(all(ValueEvent.class)).isEmpty();
  }

  @Test
  void whatCannotBeIsRefusedAndNothingInvented() {
    StreamSession session = connect();
    server.last().say(of("TSLA").base64());
    server.last().say(new Message().text(1, "^SPX").number(2, 5800).base64());
    server.last().say(new Message().text(1, "^SPX").signed(3, TIME_MS).base64());
    server.last().say("not base64!");
    server.last().say("{\"type\":\"pricing\"}");
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.counts().refused()).isEqualTo(4);
    assertThat(session.counts().unreadable()).isEqualTo(1);
    assertThat(all(ValueEvent.class)).isEmpty();
  }

  @Test
  void damagedMessagesAreReadOrBadData() {
    YahooStream.Protocol protocol = new YahooStream.Protocol(YahooStream.HOME);
    protocol.say(StreamProtocol.Phrase.SUBSCRIBE, List.of(CALL));
    Message message = of("AAPL260320C00250000").number(23, 1.15).signed(24, 12).number(25, 1.2);

    DamagedFrames.ofBytes(
        protocol,
        message.bytes(),
        bytes -> StreamFrame.of(Base64.getEncoder().encodeToString(bytes)));
    DamagedFrames.ofText(
        protocol, "{\"type\":\"pricing\",\"message\":\"" + message.base64() + "\"}");
  }
}
