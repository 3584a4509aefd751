/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.optionskit.contract.Asset;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.BarEvent;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The messages of Polygon's WebSocket: what to send, and what comes back. It keeps no connection.
 *
 * <p>A connection begins with a status; then {@link #authentication} is sent, and after its
 * acceptance {@link #subscription}. Every frame is a list of messages, told apart by their {@code
 * ev}, whatever channel was asked for. May be called from any thread.
 */
public final class PolygonFrames {

  /** Most option contracts whose quotes one connection may have. */
  public static final int MOST_QUOTED_CONTRACTS = 1000;

  private static final Set<String> FIELDS =
      Set.of(
          "T", "a", "ap", "as", "av", "ax", "bp", "bs", "bx", "c", "ds", "dv", "dav", "e", "fmv",
          "h", "i", "l", "message", "o", "op", "otc", "p", "q", "s", "status", "sym", "t", "trfi",
          "trft", "v", "val", "vw", "x", "z");

  private PolygonFrames() {}

  /** What can be subscribed to. */
  public enum Channel {
    /** Trades. */
    TRADES("T"),
    /** Quotes. */
    QUOTES("Q"),
    /** Bars of a second. */
    SECOND_BARS("A"),
    /** Bars of a minute. */
    MINUTE_BARS("AM"),
    /** Estimates of fair prices, on business plans. */
    FAIR_VALUES("FMV"),
    /** Levels of indices. */
    INDEX_LEVELS("V");

    private final String code;

    Channel(String code) {
      this.code = code;
    }
  }

  /**
   * Returns the message that shows the key.
   *
   * @param key the API key
   * @return text to be sent; it contains the key, so do not print it
   */
  public static String authentication(Secret key) {
    return message("auth", key.reveal());
  }

  /**
   * Returns the message that asks for events.
   *
   * @param channel which events
   * @param assets of which assets, at least one
   * @return text to be sent
   * @throws IllegalArgumentException if there are none, or more contracts than quotes may be had of
   */
  public static String subscription(Channel channel, Collection<? extends Asset> assets) {
    return message("subscribe", params(channel, assets));
  }

  /**
   * Returns the message that asks for no more events.
   *
   * @param channel which events
   * @param assets of which assets, at least one
   * @return text to be sent
   * @throws IllegalArgumentException if there are none, or more contracts than quotes may be had of
   */
  public static String unsubscription(Channel channel, Collection<? extends Asset> assets) {
    return message("unsubscribe", params(channel, assets));
  }

  /**
   * Reads a frame.
   *
   * @param text the frame
   * @param receivedAt when it came
   * @return its events in order, and what became of the messages; one of an unknown kind is counted
   *     as an unknown field {@code ev=…}
   * @throws ProviderException {@code BAD_DATA} if the frame is no list of messages
   */
  public static RowsAnswer<StreamEvent> read(String text, Instant receivedAt) {
    JsonNode root = JsonBody.read("polygon", text);
    if (!root.isArray()) {
      throw new ProviderException(
          Reason.BAD_DATA, "polygon's frame must be a list: " + JsonFields.shown(root));
    }
    FieldCensus census = new FieldCensus(Set.of("ev"), FIELDS);
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
    String kind = message.path("ev").asText();
    return switch (kind) {
      case "status" -> status(message, receivedAt);
      case "T" -> trade(message, receivedAt);
      case "Q" -> quote(message, receivedAt);
      case "A" -> bar(message, Duration.ofSeconds(1), receivedAt);
      case "AM" -> bar(message, Duration.ofMinutes(1), receivedAt);
      case "V" -> value(message, "T", "val", ValueEvent.Kind.INDEX_LEVEL, receivedAt);
      case "FMV" -> value(message, "sym", "fmv", ValueEvent.Kind.FAIR_VALUE, receivedAt);
      case "LV" -> value(message, "sym", "val", ValueEvent.Kind.DISPLAY_VALUE, receivedAt);
      default -> {
        census.see("ev=" + kind);
        throw new RefusedRowException(
            Refusal.MALFORMED, "no message is known of ev " + JsonFields.shown(message.path("ev")));
      }
    };
  }

  private static StatusEvent status(JsonNode message, Instant receivedAt) {
    String status = message.path("status").asText();
    StatusEvent.Kind kind =
        switch (status) {
          case "connected" -> StatusEvent.Kind.CONNECTED;
          case "auth_success" -> StatusEvent.Kind.AUTHENTICATED;
          case "auth_failed", "not_authorized" -> StatusEvent.Kind.REJECTED;
          case "max_connections" -> StatusEvent.Kind.TOO_MANY_CONNECTIONS;
          case "success" -> StatusEvent.Kind.SUBSCRIBED;
          case "auth_timeout", "error" -> StatusEvent.Kind.FAILED;
          default -> StatusEvent.Kind.OTHER;
        };
    return new StatusEvent(kind, status + ": " + message.path("message").asText(), receivedAt);
  }

  private static TradeEvent trade(JsonNode message, Instant receivedAt) {
    return new TradeEvent(
        asset(message, "sym"),
        JsonFields.number(message, "p"),
        PolygonRowReaders.size(JsonFields.number(message, "s")),
        message.path("x").asText(),
        PolygonRowReaders.conditions(message.path("c")),
        PolygonTimes.get(message, "t"),
        receivedAt);
  }

  private static QuoteEvent quote(JsonNode message, Instant receivedAt) {
    double[] prices = {JsonFields.number(message, "bp"), JsonFields.number(message, "ap")};
    double[] sizes = {JsonFields.number(message, "bs"), JsonFields.number(message, "as")};
    return QuoteEvent.of(
        asset(message, "sym"), prices, sizes, PolygonTimes.get(message, "t"), receivedAt);
  }

  /** Reads a bar; where both its times are the same, its channel says how long it is. */
  private static BarEvent bar(JsonNode message, Duration length, Instant receivedAt) {
    Instant start = PolygonTimes.get(message, "s");
    Instant end = PolygonTimes.find(message, "e").orElse(start);
    double volume = JsonFields.number(message, "v");
    if (volume < 0 || volume > 1e18) {
      throw new IllegalArgumentException("v must be a count: " + volume);
    }
    return new BarEvent(
        new Bar(
            asset(message, "sym"),
            start,
            end.equals(start) ? start.plus(length) : end,
            JsonFields.number(message, "o"),
            JsonFields.number(message, "h"),
            JsonFields.number(message, "l"),
            JsonFields.number(message, "c"),
            Double.isNaN(volume) ? -1 : (long) volume),
        receivedAt);
  }

  private static ValueEvent value(
      JsonNode message, String name, String field, ValueEvent.Kind kind, Instant receivedAt) {
    return new ValueEvent(
        asset(message, name),
        kind,
        JsonFields.number(message, field),
        PolygonTimes.get(message, "t"),
        receivedAt);
  }

  private static Asset asset(JsonNode message, String field) {
    return PolygonNames.asset(JsonFields.text(message, field).orElse(""));
  }

  static String subscriptionName(Channel channel, Asset asset) {
    return channel.code + "." + PolygonNames.of(asset);
  }

  private static String params(Channel channel, Collection<? extends Asset> assets) {
    List<String> names = assets.stream().map(asset -> subscriptionName(channel, asset)).toList();
    boolean tooMany =
        channel == Channel.QUOTES
            && names.stream().filter(name -> name.startsWith("Q.O:")).count()
                > MOST_QUOTED_CONTRACTS;
    if (names.isEmpty() || tooMany) {
      throw new IllegalArgumentException(
          "assets must be at least one, and at most "
              + MOST_QUOTED_CONTRACTS
              + " contracts for quotes: "
              + names.size());
    }
    return names.stream().collect(Collectors.joining(","));
  }

  private static String message(String action, String params) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("action", action)
        .put("params", params)
        .toString();
  }
}
