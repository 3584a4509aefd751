/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.BarEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * The messages of Alpaca's WebSocket in JSON: what to send, and what comes back. It keeps no
 * connection. The server sends options' messages in a binary form of the same fields, which {@link
 * AlpacaStream} unpacks.
 *
 * <p>May be called from any thread.
 */
public final class AlpacaFrames {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Set<String> FIELDS =
      Set.of(
          "S",
          "ap",
          "as",
          "ax",
          "bars",
          "bp",
          "bs",
          "bx",
          "c",
          "cancelErrors",
          "code",
          "corrections",
          "dailyBars",
          "h",
          "i",
          "imbalances",
          "l",
          "lulds",
          "msg",
          "n",
          "o",
          "p",
          "quotes",
          "s",
          "statuses",
          "t",
          "trades",
          "updatedBars",
          "v",
          "vw",
          "x",
          "z");

  private AlpacaFrames() {}

  /** What can be subscribed to. */
  public enum Channel {
    /** Trades. */
    TRADES,
    /** Quotes. */
    QUOTES,
    /** Bars of a minute. */
    BARS
  }

  /**
   * Returns the message that shows the keys.
   *
   * @param key identifier of the key
   * @param secret the secret that belongs to it
   * @return text to be sent; it contains both, so do not print it
   */
  public static String authentication(Secret key, Secret secret) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("action", "auth")
        .put("key", key.reveal())
        .put("secret", secret.reveal())
        .toString();
  }

  /**
   * Returns the message that asks for events.
   *
   * @param channel which events
   * @param assets of which assets
   * @return text to be sent
   */
  public static String subscription(Channel channel, Collection<? extends Asset> assets) {
    return message("subscribe", channel, assets);
  }

  /**
   * Returns the message that asks for no more events.
   *
   * @param channel which events
   * @param assets of which assets
   * @return text to be sent
   */
  public static String unsubscription(Channel channel, Collection<? extends Asset> assets) {
    return message("unsubscribe", channel, assets);
  }

  /**
   * Reads a frame.
   *
   * @param text the frame
   * @param receivedAt when it came
   * @return its events in order, and what became of the messages; one of an unknown kind is counted
   *     as an unknown field {@code T=…}
   * @throws ProviderException {@code BAD_DATA} if the frame is no list of messages
   */
  public static RowsAnswer<StreamEvent> read(String text, Instant receivedAt) {
    return read(JsonBody.read("alpaca", text), receivedAt);
  }

  static RowsAnswer<StreamEvent> read(JsonNode root, Instant receivedAt) {
    if (!root.isArray()) {
      throw new ProviderException(
          Reason.BAD_DATA, "alpaca's frame must be a list: " + JsonFields.shown(root));
    }
    FieldCensus census = new FieldCensus(Set.of("T"), FIELDS);
    RowsIntake<StreamEvent> intake = new RowsIntake<>(census);
    for (JsonNode message : root) {
      message.fieldNames().forEachRemaining(census::see);
      try {
        intake.add(event(message, receivedAt, census));
      } catch (RefusedRowException e) {
        intake.refuse(e.reason(), String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException | ProviderException e) {
        intake.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
      }
    }
    return intake.answer();
  }

  private static StreamEvent event(JsonNode message, Instant receivedAt, FieldCensus census) {
    String kind = message.path("T").asText();
    return switch (kind) {
      case "success" -> success(message.path("msg").asText(), receivedAt);
      case "subscription" ->
          new StatusEvent(StatusEvent.Kind.SUBSCRIBED, message.toString(), receivedAt);
      case "error" -> failure(message, receivedAt);
      case "q" -> AlpacaTicks.quote(asset(message), message, receivedAt);
      case "t" -> AlpacaTicks.trade(asset(message), message, receivedAt);
      case "b" -> bar(message, receivedAt);
      default -> {
        census.see("T=" + kind);
        throw new RefusedRowException(
            Refusal.MALFORMED, "no message is known of T " + JsonFields.shown(message.path("T")));
      }
    };
  }

  private static StatusEvent success(String text, Instant receivedAt) {
    StatusEvent.Kind kind =
        switch (text) {
          case "connected" -> StatusEvent.Kind.CONNECTED;
          case "authenticated" -> StatusEvent.Kind.AUTHENTICATED;
          default -> StatusEvent.Kind.OTHER;
        };
    return new StatusEvent(kind, text, receivedAt);
  }

  private static StatusEvent failure(JsonNode message, Instant receivedAt) {
    StatusEvent.Kind kind =
        switch (message.path("code").asInt()) {
          case 401, 402, 409 -> StatusEvent.Kind.REJECTED;
          case 405 -> StatusEvent.Kind.TOO_MANY_SYMBOLS;
          case 406 -> StatusEvent.Kind.TOO_MANY_CONNECTIONS;
          default -> StatusEvent.Kind.FAILED;
        };
    return new StatusEvent(
        kind, message.path("code").asText() + ": " + message.path("msg").asText(), receivedAt);
  }

  private static BarEvent bar(JsonNode message, Instant receivedAt) {
    Instant start = AlpacaNames.getTime(message, "t");
    double volume = JsonFields.number(message, "v");
    if (volume < 0 || volume > 1e18) {
      throw new IllegalArgumentException("v must be a count: " + volume);
    }
    return new BarEvent(
        new Bar(
            asset(message),
            start,
            start.plus(MINUTE),
            JsonFields.number(message, "o"),
            JsonFields.number(message, "h"),
            JsonFields.number(message, "l"),
            JsonFields.number(message, "c"),
            Double.isNaN(volume) ? -1 : (long) volume),
        receivedAt);
  }

  /** Returns what a symbol names; a stock's is too short for an option. */
  private static Asset asset(JsonNode message) {
    String symbol = JsonFields.text(message, "S").orElse("");
    try {
      return symbol.length() > 15 ? OptionContract.parse(symbol) : new Underlying(symbol);
    } catch (IllegalArgumentException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
  }

  private static String message(
      String action, Channel channel, Collection<? extends Asset> assets) {
    if (assets.isEmpty()) {
      throw new IllegalArgumentException("assets must be at least one");
    }
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("action", action);
    var names = message.putArray(channel.name().toLowerCase(Locale.ROOT));
    assets.forEach(asset -> names.add(AlpacaNames.of(asset)));
    return message.toString();
  }
}
