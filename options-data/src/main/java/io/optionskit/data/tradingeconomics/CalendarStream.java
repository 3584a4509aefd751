/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import io.optionskit.contract.Asset;
import io.optionskit.data.stream.MarketStream;
import io.optionskit.data.stream.StreamAccess;
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
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The stream of the calendar of Trading Economics: each entry when it is written anew, as a {@link
 * ReleaseEvent}. It carries no assets, so nothing is subscribed to.
 *
 * <p>The key is the secret {@value EconomicCalendar#KEY}. The server takes it in the address only;
 * it shows in no event, message or log.
 */
public final class CalendarStream {

  /** Address of the stream. */
  public static final URI HOME = URI.create("wss://stream.tradingeconomics.com/");

  private static final Feed FEED =
      new Feed("tradingeconomics", DelayClass.REAL_TIME, Duration.ZERO, Optional.empty());
  private static final StreamRules RULES =
      new StreamRules(FEED, false, false, 1, Optional.empty(), Optional.empty());

  private CalendarStream() {}

  /**
   * Returns a source of streams.
   *
   * @param access how the server is reached
   * @return source of streams
   */
  public static StreamSource of(StreamAccess access) {
    return MarketStream.of(() -> new Protocol(access), access);
  }

  /** What is said and heard, without the line. */
  record Protocol(StreamAccess access) implements StreamProtocol {

    @Override
    public StreamRules rules() {
      return RULES;
    }

    @Override
    public void check(Asset asset) {
      throw new IllegalArgumentException("a stream of tradingeconomics carries no assets");
    }

    @Override
    public StreamRequest request() {
      String key =
          access
              .secrets()
              .find(EconomicCalendar.KEY)
              .orElseThrow(
                  () ->
                      new ProviderException(
                          Reason.NOT_ENTITLED,
                          "tradingeconomics needs a key: set the secret " + EconomicCalendar.KEY))
              .reveal();
      return StreamRequest.to(
          access.url().resolve("?client=" + URLEncoder.encode(key, StandardCharsets.UTF_8)));
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      return phrase == Phrase.SUBSCRIBE
          ? List.of(StreamFrame.of("{\"topic\": \"subscribe\", \"to\": \"calendar\"}"))
          : List.of();
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      if (!(frame instanceof StreamFrame.Text text)) {
        throw new ProviderException(Reason.BAD_DATA, "tradingeconomics sends text, not a " + frame);
      }
      CalendarAnswer answer = EconomicCalendar.read(text.text(), receivedAt);
      return StreamReading.of(
          answer.releases().stream()
              .map(release -> new ReleaseEvent(release, receivedAt, FEED))
              .toList(),
          answer.refused().size());
    }

    @Override
    public String toString() {
      return "protocol of the calendar";
    }
  }
}
