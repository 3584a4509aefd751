/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.alpaca.AlpacaFrames.Channel;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.stream.MarketStream;
import io.optionskit.data.stream.StreamAccess;
import io.optionskit.data.stream.StreamEvent;
import io.optionskit.data.stream.StreamFrame;
import io.optionskit.data.stream.StreamProtocol;
import io.optionskit.data.stream.StreamReading;
import io.optionskit.data.stream.StreamRequest;
import io.optionskit.data.stream.StreamRules;
import io.optionskit.data.stream.StreamSource;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alpaca's WebSockets: stocks in JSON, options in MessagePack.
 *
 * <p>The keys are the secrets {@value AlpacaCalls#KEY} and {@value AlpacaCalls#SECRET}. An account
 * may have one connection, and on the free plan 30 symbols; what is too many is told by the server.
 * Messages have no numbers, so that only time tells of what is lost.
 */
public final class AlpacaStream {

  private static final String HOME = "wss://stream.data.alpaca.markets";
  private static final int UNLIMITED = 100_000;
  private static final int ASSETS_PER_MESSAGE = 500;

  private AlpacaStream() {}

  /**
   * Returns the address of the options of a feed.
   *
   * @param feed where the quotes come from
   * @return address
   */
  public static URI optionsAt(OptionFeed feed) {
    return URI.create(HOME + "/v1beta1/" + feed.code());
  }

  /**
   * Returns the address of the stocks of a feed.
   *
   * @param feed where the quotes come from; {@link StockFeed#BEST} is taken as {@link
   *     StockFeed#IEX}, which every plan has
   * @return address
   */
  public static URI stocksAt(StockFeed feed) {
    return URI.create(HOME + "/v2/" + (feed == StockFeed.SIP ? "sip" : "iex"));
  }

  /**
   * Returns a source of streams of options.
   *
   * @param access how the server is reached
   * @param channels what to subscribe to for each contract: trades, quotes or both
   * @param feed where the server has its quotes from
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel, or one of bars
   */
  public static StreamSource options(StreamAccess access, Set<Channel> channels, OptionFeed feed) {
    if (channels.contains(Channel.BARS)) {
      throw new IllegalArgumentException("options are streamed as trades and quotes, not as bars");
    }
    return source(
        access,
        channels,
        new Feed("alpaca", feed.delayClass(), feed.delay(), Optional.empty()),
        true);
  }

  /**
   * Returns a source of streams of stocks.
   *
   * @param access how the server is reached
   * @param channels what to subscribe to for each stock
   * @param delayClass how the server stands to the market
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel
   */
  public static StreamSource stocks(
      StreamAccess access, Set<Channel> channels, DelayClass delayClass) {
    return source(
        access, channels, new Feed("alpaca", delayClass, Duration.ZERO, Optional.empty()), false);
  }

  private static StreamSource source(
      StreamAccess access, Set<Channel> channels, Feed feed, boolean isOfOptions) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must be at least one");
    }
    Set<Channel> wanted = EnumSet.copyOf(channels);
    return MarketStream.of(() -> new Protocol(access, wanted, feed, isOfOptions), access);
  }

  /** What is said and heard, without the line. */
  static final class Protocol implements StreamProtocol {

    private final StreamAccess access;
    private final Set<Channel> channels;
    private final boolean isOfOptions;
    private final StreamRules rules;
    private final Map<String, Asset> asked = new LinkedHashMap<>();

    Protocol(StreamAccess access, Set<Channel> channels, Feed feed, boolean isOfOptions) {
      this.access = access;
      this.channels = channels;
      this.isOfOptions = isOfOptions;
      rules = new StreamRules(feed, true, true, UNLIMITED, Optional.empty(), Optional.empty());
    }

    @Override
    public StreamRules rules() {
      return rules;
    }

    @Override
    public StreamRequest request() {
      asked.clear();
      key(AlpacaCalls.KEY);
      key(AlpacaCalls.SECRET);
      return new StreamRequest(
          access.url(), isOfOptions ? Map.of("Content-Type", "application/msgpack") : Map.of());
    }

    private Secret key(String name) {
      return access
          .secrets()
          .find(name)
          .orElseThrow(
              () ->
                  new ProviderException(
                      Reason.NOT_ENTITLED, "alpaca needs a key: set the secret " + name));
    }

    @Override
    public void check(Asset asset) {
      if (asset instanceof OptionContract != isOfOptions) {
        throw new IllegalArgumentException(
            "this stream is of " + (isOfOptions ? "options" : "stocks") + ", not of " + asset);
      }
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      return switch (phrase) {
        case AUTHENTICATE ->
            List.of(
                frame(AlpacaFrames.authentication(key(AlpacaCalls.KEY), key(AlpacaCalls.SECRET))));
        case SUBSCRIBE, UNSUBSCRIBE -> subscriptions(phrase, List.copyOf(assets));
        case HEARTBEAT -> List.of();
      };
    }

    private List<StreamFrame> subscriptions(Phrase phrase, List<Asset> assets) {
      List<StreamFrame> frames = new ArrayList<>();
      for (int from = 0; from < assets.size(); from += ASSETS_PER_MESSAGE) {
        List<Asset> part = assets.subList(from, Math.min(assets.size(), from + ASSETS_PER_MESSAGE));
        for (Channel channel : channels) {
          frames.add(
              frame(
                  phrase == Phrase.SUBSCRIBE
                      ? AlpacaFrames.subscription(channel, part)
                      : AlpacaFrames.unsubscription(channel, part)));
        }
        for (Asset asset : part) {
          if (phrase == Phrase.SUBSCRIBE) {
            asked.put(AlpacaNames.of(asset), asset);
          } else {
            asked.remove(AlpacaNames.of(asset));
          }
        }
      }
      return frames;
    }

    private StreamFrame frame(String text) {
      return isOfOptions
          ? StreamFrame.of(MsgPack.write(JsonBody.read("alpaca", text)))
          : StreamFrame.of(text);
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      JsonNode root =
          frame instanceof StreamFrame.Text text
              ? JsonBody.read("alpaca", text.text())
              : MsgPack.read(((StreamFrame.Binary) frame).bytes());
      RowsAnswer<StreamEvent> answer = AlpacaFrames.read(root, receivedAt);
      Set<Asset> confirmed = new LinkedHashSet<>();
      for (JsonNode message : root) {
        if (message.path("T").asText().equals("subscription")) {
          confirm(message, confirmed);
        }
      }
      return StreamReading.of(answer.rows(), answer.report().rows() - answer.report().accepted())
          .confirming(confirmed)
          .without(key(AlpacaCalls.KEY))
          .without(key(AlpacaCalls.SECRET));
    }

    /** A subscription message lists all that the line has; an asset needs all of its channels. */
    private void confirm(JsonNode message, Set<Asset> confirmed) {
      Set<String> names = new LinkedHashSet<>(asked.keySet());
      for (Channel channel : channels) {
        Set<String> listed = new LinkedHashSet<>();
        message
            .path(channel.name().toLowerCase(Locale.ROOT))
            .forEach(name -> listed.add(name.asText()));
        names.retainAll(listed);
      }
      names.forEach(
          name -> {
            Asset asset = asked.get(name);
            if (asset != null) {
              confirmed.add(asset);
            }
          });
    }
  }
}
