/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.MarketStream;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.StatusEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamReading;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamRules;
import io.optionskit.data.stream.StreamSource;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The WebSocket of the Theta Terminal, which takes one connection, needs no key and says each
 * second how it stands. Strikes are in tenths of a cent there, times are New York's.
 *
 * <p>When the Terminal has lost its own servers the stream counts as broken. Messages have no
 * numbers without holes, so that only time tells of what is lost.
 */
public final class ThetaStream {

  /** Address of the Terminal on this machine. */
  public static final URI HOME = URI.create("ws://127.0.0.1:25520/v1/events");

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int UNLIMITED = 100_000;
  private static final BigDecimal TENTHS_OF_CENTS = BigDecimal.valueOf(1000);
  private static final String NO_CONDITION = "255";

  private ThetaStream() {}

  /** What can be subscribed to. */
  public enum Channel {
    /** Quotes; of an index there are none. */
    QUOTE,
    /** Trades; of an index its level. */
    TRADE
  }

  /**
   * Returns a source of streams.
   *
   * @param access how the Terminal is reached
   * @param channels what to subscribe to for each asset, at least one
   * @param delayClass how the account stands to the market, which the Terminal does not say
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel
   */
  public static StreamSource of(StreamAccess access, Set<Channel> channels, DelayClass delayClass) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must be at least one");
    }
    Set<Channel> wanted = EnumSet.copyOf(channels);
    Feed feed = new Feed("thetadata", delayClass, Duration.ZERO, Optional.empty());
    return MarketStream.of(() -> new Protocol(access.url(), wanted, feed), access);
  }

  private record Ask(Asset asset, Channel channel) {}

  /** What is said and heard, without the line. */
  static final class Protocol implements StreamProtocol {

    private final URI url;
    private final Set<Channel> channels;
    private final StreamRules rules;
    private final Map<Long, Ask> asked = new LinkedHashMap<>();
    private final Map<Ask, Long> ids = new LinkedHashMap<>();
    private long lastId;

    Protocol(URI url, Set<Channel> channels, Feed feed) {
      this.url = url;
      this.channels = channels;
      rules = new StreamRules(feed, false, true, UNLIMITED, Optional.of(BEAT), Optional.empty());
    }

    @Override
    public StreamRules rules() {
      return rules;
    }

    @Override
    public StreamRequest request() {
      asked.clear();
      ids.clear();
      return StreamRequest.to(url);
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      if (phrase != Phrase.SUBSCRIBE && phrase != Phrase.UNSUBSCRIBE) {
        return List.of();
      }
      List<StreamFrame> frames = new ArrayList<>();
      for (Asset asset : assets) {
        for (Channel channel : channels) {
          if (channel == Channel.TRADE || !isIndex(asset)) {
            frames.add(StreamFrame.of(request(asset, channel, phrase == Phrase.SUBSCRIBE)));
          }
        }
      }
      return frames;
    }

    private static boolean isIndex(Asset asset) {
      return asset instanceof Underlying underlying && underlying.isIndex();
    }

    private String request(Asset asset, Channel channel, boolean adds) {
      lastId++;
      if (adds) {
        Ask ask = new Ask(asset, channel);
        asked.put(lastId, ask);
        Long before = ids.put(ask, lastId);
        if (before != null) {
          asked.remove(before);
        }
      }
      ObjectNode request = JsonNodeFactory.instance.objectNode();
      request.put("msg_type", "STREAM");
      request.put(
          "sec_type",
          asset instanceof OptionContract ? "OPTION" : isIndex(asset) ? "INDEX" : "STOCK");
      request.put("req_type", channel.name());
      request.put("add", adds);
      request.put("id", lastId);
      ObjectNode contract = request.putObject("contract");
      if (asset instanceof OptionContract option) {
        contract.put("root", option.root());
        contract.put(
            "expiration",
            Integer.parseInt(option.expiry().format(DateTimeFormatter.BASIC_ISO_DATE)));
        contract.put("strike", option.strike().multiply(TENTHS_OF_CENTS).longValueExact());
        contract.put("right", option.type() == OptionType.CALL ? "C" : "P");
      } else {
        contract.put("root", asset.symbol());
      }
      return request.toString();
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      if (!(frame instanceof StreamFrame.Text text)) {
        throw new ProviderException(Reason.BAD_DATA, "the Terminal sends text, not a " + frame);
      }
      JsonNode root = JsonBody.read("thetadata", text.text());
      JsonNode header = root.path("header");
      if (!header.isObject()) {
        throw new ProviderException(
            Reason.BAD_DATA, "a message must have a header: " + JsonFields.shown(root));
      }
      return switch (header.path("type").asText()) {
        case "STATUS" -> status(header, receivedAt);
        case "REQ_RESPONSE" -> answer(header, receivedAt);
        case "QUOTE" -> event(root, "quote", receivedAt);
        case "TRADE" -> event(root, "trade", receivedAt);
        default -> StreamReading.of(List.of(), 0);
      };
    }

    private static StreamReading status(JsonNode header, Instant receivedAt) {
      String status = header.path("status").asText();
      return status.equals("CONNECTED")
          ? StreamReading.of(List.of(), 0)
          : StreamReading.of(
              List.of(new StatusEvent(StatusEvent.Kind.SOURCE_LOST, status, receivedAt)), 0);
    }

    private StreamReading answer(JsonNode header, Instant receivedAt) {
      String response = header.path("response").asText();
      Ask ask = asked.remove(header.path("req_id").asLong(-1));
      if (ask != null) {
        ids.remove(ask);
      }
      if (response.equals("SUBSCRIBED")) {
        boolean isWhole = ask != null && isWhole(ask.asset());
        return StreamReading.of(List.of(), 0)
            .confirming(ask != null && isWhole ? Set.of(ask.asset()) : Set.of());
      }
      StreamReading reading =
          StreamReading.of(
              List.of(new StatusEvent(StatusEvent.Kind.OTHER, response, receivedAt)), 0);
      return ask == null ? reading : reading.denying(Set.of(ask.asset()));
    }

    /** Returns whether no channel of an asset is waited for any more. */
    private boolean isWhole(Asset asset) {
      return channels.stream().noneMatch(channel -> ids.containsKey(new Ask(asset, channel)));
    }

    private static StreamReading event(JsonNode root, String part, Instant receivedAt) {
      try {
        return StreamReading.of(List.of(event(row(root, part), root, part, receivedAt)), 0);
      } catch (IllegalArgumentException | ProviderException e) {
        return StreamReading.of(List.of(), 1);
      }
    }

    private static StreamEvent event(ThetaRow row, JsonNode root, String part, Instant at) {
      String kind = root.path("contract").path("security_type").asText();
      if (!row.problem().isEmpty()) {
        throw new ProviderException(Reason.BAD_DATA, row.problem());
      }
      Asset asset =
          kind.equals("OPTION")
              ? row.contract(Set.of(), "")
              : new Underlying(row.text("symbol").orElse(""));
      Instant time =
          row.time("timestamp")
              .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, "time is missing"));
      if (part.equals("quote")) {
        double[] prices = {row.number("bid"), row.number("ask")};
        double[] sizes = {row.number("bid_size"), row.number("ask_size")};
        return QuoteEvent.of(asset, prices, sizes, time, at);
      }
      if (kind.equals("INDEX")) {
        return new ValueEvent(asset, ValueEvent.Kind.INDEX_LEVEL, row.number("price"), time, at);
      }
      return new TradeEvent(
          asset,
          row.number("price"),
          row.number("size"),
          row.text("exchange").orElse(""),
          row.text("condition").filter(code -> !code.equals(NO_CONDITION)).stream().toList(),
          time,
          at);
    }

    /** Returns the fields of both parts as a row of version 2, whose units are the same. */
    private static ThetaRow row(JsonNode root, String part) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (JsonNode object : List.of(root.path("contract"), root.path(part))) {
        object
            .properties()
            .forEach(
                field -> {
                  if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    cells.put(field.getKey(), field.getValue().asText());
                  }
                });
      }
      return ThetaRow.of(cells);
    }
  }
}
