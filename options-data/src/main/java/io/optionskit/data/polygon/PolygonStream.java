/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.contract.Asset;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.polygon.PolygonFrames.Channel;
import io.optionskit.data.stream.MarketStream;
import io.optionskit.data.stream.StatusEvent;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Polygon's WebSocket, now Massive's: one address for options, one for stocks and one for indices.
 *
 * <p>The key is the secret {@value PolygonCalls#KEY}. One stream may have the quotes of 1000
 * contracts. Polygon numbers its messages upwards but not without holes, so that only time tells of
 * messages lost while the line stood.
 */
public final class PolygonStream {

  /** Address of real-time options. */
  public static final URI OPTIONS = URI.create("wss://socket.massive.com/options");

  /** Address of real-time stocks. */
  public static final URI STOCKS = URI.create("wss://socket.massive.com/stocks");

  /** Address of real-time indices. */
  public static final URI INDICES = URI.create("wss://socket.massive.com/indices");

  /** Address of options a quarter of an hour late. */
  public static final URI DELAYED_OPTIONS = URI.create("wss://delayed.massive.com/options");

  private static final Duration LATE = Duration.ofMinutes(15);
  private static final int UNLIMITED = 100_000;
  private static final int ASSETS_PER_MESSAGE = 250;
  private static final String CONFIRMED = "success: subscribed to: ";

  private PolygonStream() {}

  /**
   * Returns a source of streams whose delay the address tells: a host that begins with {@code
   * socket.} is as the market moves, one that begins with {@code delayed.} a quarter of an hour
   * late, of any other it is not known.
   *
   * @param access how the server is reached
   * @param channels what to subscribe to for each asset, at least one
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel
   */
  public static StreamSource of(StreamAccess access, Set<Channel> channels) {
    String host = access.url().getHost();
    DelayClass delayClass =
        host.startsWith("socket.")
            ? DelayClass.REAL_TIME
            : host.startsWith("delayed.") ? DelayClass.DELAYED : DelayClass.UNSTATED;
    return of(access, channels, delayClass);
  }

  /**
   * Returns a source of streams.
   *
   * @param access how the server is reached
   * @param channels what to subscribe to for each asset, at least one
   * @param delayClass how the server stands to the market, by the plan
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel
   */
  public static StreamSource of(StreamAccess access, Set<Channel> channels, DelayClass delayClass) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must be at least one");
    }
    Set<Channel> wanted = EnumSet.copyOf(channels);
    Feed feed =
        new Feed(
            "polygon",
            delayClass,
            delayClass == DelayClass.DELAYED ? LATE : Duration.ZERO,
            Optional.empty());
    return MarketStream.of(() -> new Protocol(access, wanted, feed), access);
  }

  /** What is said and heard, without the line. */
  static final class Protocol implements StreamProtocol {

    private final StreamAccess access;
    private final Set<Channel> channels;
    private final StreamRules rules;
    private final Map<String, Asset> asked = new LinkedHashMap<>();

    Protocol(StreamAccess access, Set<Channel> channels, Feed feed) {
      this.access = access;
      this.channels = channels;
      boolean quotesOptions =
          channels.contains(Channel.QUOTES)
              && String.valueOf(access.url().getPath()).endsWith("/options");
      rules =
          new StreamRules(
              feed,
              true,
              true,
              quotesOptions ? PolygonFrames.MOST_QUOTED_CONTRACTS : UNLIMITED,
              Optional.empty(),
              Optional.empty());
    }

    @Override
    public StreamRules rules() {
      return rules;
    }

    @Override
    public StreamRequest request() {
      asked.clear();
      key();
      return StreamRequest.to(access.url());
    }

    private Secret key() {
      return access
          .secrets()
          .find(PolygonCalls.KEY)
          .orElseThrow(
              () ->
                  new ProviderException(
                      Reason.NOT_ENTITLED,
                      "polygon needs a key: set the secret " + PolygonCalls.KEY));
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      return switch (phrase) {
        case AUTHENTICATE -> List.of(StreamFrame.of(PolygonFrames.authentication(key())));
        case SUBSCRIBE, UNSUBSCRIBE -> subscriptions(phrase, List.copyOf(assets));
        case HEARTBEAT -> List.of();
      };
    }

    private List<StreamFrame> subscriptions(Phrase phrase, List<Asset> assets) {
      List<StreamFrame> frames = new ArrayList<>();
      for (Channel channel : channels) {
        for (int from = 0; from < assets.size(); from += ASSETS_PER_MESSAGE) {
          List<Asset> part =
              assets.subList(from, Math.min(assets.size(), from + ASSETS_PER_MESSAGE));
          frames.add(
              StreamFrame.of(
                  phrase == Phrase.SUBSCRIBE
                      ? PolygonFrames.subscription(channel, part)
                      : PolygonFrames.unsubscription(channel, part)));
          for (Asset asset : part) {
            String name = PolygonFrames.subscriptionName(channel, asset);
            if (phrase == Phrase.SUBSCRIBE) {
              asked.put(name, asset);
            } else {
              asked.remove(name);
            }
          }
        }
      }
      return frames;
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      if (!(frame instanceof StreamFrame.Text text)) {
        throw new ProviderException(Reason.BAD_DATA, "polygon sends text, not a " + frame);
      }
      RowsAnswer<StreamEvent> answer = PolygonFrames.read(text.text(), receivedAt);
      Set<Asset> confirmed = new LinkedHashSet<>();
      boolean confirmsAll = false;
      for (StreamEvent event : answer.rows()) {
        if (event instanceof StatusEvent status && status.kind() == StatusEvent.Kind.SUBSCRIBED) {
          confirmsAll |= !confirm(status.text(), confirmed);
        }
      }
      StreamReading reading =
          StreamReading.of(answer.rows(), answer.report().rows() - answer.report().accepted());
      return (confirmsAll ? reading.confirmingAll() : reading.confirming(confirmed)).without(key());
    }

    /**
     * Notes what is confirmed, an asset when all of its channels are; false for words that are not
     * known, by which everything may be meant.
     */
    private boolean confirm(String text, Set<Asset> confirmed) {
      if (text.startsWith("success: unsubscribed")) {
        return true;
      }
      String name = text.startsWith(CONFIRMED) ? text.substring(CONFIRMED.length()).strip() : "";
      Asset asset = asked.remove(name);
      if (asset == null) {
        return false;
      }
      if (channels.stream()
          .noneMatch(any -> asked.containsKey(PolygonFrames.subscriptionName(any, asset)))) {
        confirmed.add(asset);
      }
      return true;
    }
  }
}
