/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.MarketStream;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamReading;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamRules;
import io.optionskit.data.stream.StreamSource;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Yahoo's streamer. It needs no key, confirms nothing, and wants to be told every quarter of a
 * minute what is subscribed to.
 *
 * <p>A message gives the price of the last trade and its time, now and then with bid and ask; these
 * have no time of their own and get that of the price. How far behind the market it is depends on
 * the exchange and is not said. Any thread.
 */
public final class YahooStream {

  /** Address of the streamer. */
  public static final URI HOME = URI.create("wss://streamer.finance.yahoo.com/?version=2");

  private static final Feed FEED =
      new Feed("yahoo", DelayClass.UNSTATED, Duration.ZERO, Optional.empty());
  private static final StreamRules RULES =
      new StreamRules(
          FEED, false, false, 100_000, Optional.empty(), Optional.of(Duration.ofSeconds(15)));
  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2199-12-31T00:00:00Z");

  private YahooStream() {}

  /**
   * Returns a source of streams.
   *
   * @param access how the server is reached
   * @return source of streams
   */
  public static StreamSource of(StreamAccess access) {
    return MarketStream.of(() -> new Protocol(access.url()), access);
  }

  /** What is said and heard, without the line. */
  static final class Protocol implements StreamProtocol {

    private final URI url;
    private final Map<String, Asset> byTicker = new LinkedHashMap<>();

    Protocol(URI url) {
      this.url = url;
    }

    @Override
    public StreamRules rules() {
      return RULES;
    }

    @Override
    public void check(Asset asset) {
      YahooSymbols.of(asset);
    }

    @Override
    public StreamRequest request() {
      byTicker.clear();
      return StreamRequest.to(url);
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      if (assets.isEmpty()) {
        return List.of();
      }
      ObjectNode message = JsonNodeFactory.instance.objectNode();
      ArrayNode names =
          message.putArray(phrase == Phrase.UNSUBSCRIBE ? "unsubscribe" : "subscribe");
      for (Asset asset : assets) {
        String name = YahooSymbols.of(asset);
        names.add(name);
        if (phrase == Phrase.UNSUBSCRIBE) {
          byTicker.remove(name);
        } else {
          byTicker.put(name, asset);
        }
      }
      return List.of(StreamFrame.of(message.toString()));
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      if (!(frame instanceof StreamFrame.Text text)) {
        throw new ProviderException(Reason.BAD_DATA, "yahoo sends text, not a " + frame);
      }
      PricingData data = PricingData.read(decoded(text.text()));
      if (data.isHeartbeat()) {
        return StreamReading.of(List.of(), 0);
      }
      Asset asset = byTicker.get(data.id());
      if (asset == null) {
        return StreamReading.of(List.of(), 1);
      }
      try {
        return StreamReading.of(List.of(event(asset, data, receivedAt)), 0);
      } catch (IllegalArgumentException e) {
        return StreamReading.of(List.of(), 1);
      }
    }

    /** Version 2 wraps the message in JSON, the first version does not. */
    private static byte[] decoded(String text) {
      String message = text.strip();
      if (message.startsWith("{")) {
        JsonNode root = JsonBody.read("yahoo", message);
        message = JsonFields.text(root, "message").orElse("");
      }
      try {
        return Base64.getDecoder().decode(message);
      } catch (IllegalArgumentException e) {
        throw new ProviderException(Reason.BAD_DATA, "yahoo sent a message that is not base64");
      }
    }

    private static StreamEvent event(Asset asset, PricingData data, Instant receivedAt) {
      Instant time = data.time();
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new IllegalArgumentException("time must lie between 1990 and 2199: " + time);
      }
      if (!(data.bid() > 0) && !(data.ask() > 0)) {
        return new ValueEvent(asset, ValueEvent.Kind.LAST_PRICE, data.price(), time, receivedAt);
      }
      return new QuoteEvent(
          asset,
          Quote.of(
              data.bid() == 0 ? Double.NaN : data.bid(),
              data.ask() == 0 ? Double.NaN : data.ask(),
              data.price() == 0 ? Double.NaN : data.price(),
              size(data.bidSize()),
              size(data.askSize()),
              time,
              receivedAt));
    }

    private static int size(long size) {
      return size >= 0 && size <= Integer.MAX_VALUE ? (int) size : -1;
    }
  }
}
