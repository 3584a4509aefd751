/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol for tests: the server says {@code hello}, {@code in}, {@code out}, {@code full},
 * {@code many}, {@code has SYMBOL}, {@code not SYMBOL}, {@code quote SYMBOL BID MS}, {@code trade
 * SYMBOL PRICE MS}, {@code beat}, each maybe with a number as in {@code beat #7}; the client {@code
 * key}, {@code add SYMBOL}, {@code drop SYMBOL} and {@code alive}.
 */
final class PlainProtocol implements StreamProtocol {

  static final Feed FEED = new Feed("plain", DelayClass.REAL_TIME, Duration.ZERO, Optional.empty());

  private final StreamRules rules;
  private final URI url;

  PlainProtocol(StreamRules rules) {
    this(rules, URI.create("ws://plain.test/"));
  }

  PlainProtocol(StreamRules rules, URI url) {
    this.rules = rules;
    this.url = url;
  }

  static StreamRules rules(Optional<Duration> beat) {
    return new StreamRules(FEED, true, true, 1000, beat, Optional.empty());
  }

  @Override
  public StreamRules rules() {
    return rules;
  }

  @Override
  public StreamRequest request() {
    return StreamRequest.to(url);
  }

  @Override
  public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
    return switch (phrase) {
      case AUTHENTICATE -> List.of(StreamFrame.of("key"));
      case SUBSCRIBE -> words("add ", assets);
      case UNSUBSCRIBE -> words("drop ", assets);
      case HEARTBEAT -> List.of(StreamFrame.of("alive"));
    };
  }

  private static List<StreamFrame> words(String verb, Collection<Asset> assets) {
    return assets.stream().map(asset -> StreamFrame.of(verb + asset.symbol())).toList();
  }

  @Override
  public StreamReading read(StreamFrame frame, Instant at) {
    String text = ((StreamFrame.Text) frame).text();
    int mark = text.indexOf(" #");
    if (mark >= 0) {
      return read(text.substring(0, mark), at).numbered(Long.parseLong(text.substring(mark + 2)));
    }
    return read(text, at);
  }

  private static StreamReading read(String text, Instant at) {
    String[] words = text.split(" ");
    return switch (words[0]) {
      case "hello" -> status(StatusEvent.Kind.CONNECTED, words[0], at);
      case "in" -> status(StatusEvent.Kind.AUTHENTICATED, words[0], at);
      case "out" -> status(StatusEvent.Kind.REJECTED, words[0], at);
      case "full" -> status(StatusEvent.Kind.TOO_MANY_CONNECTIONS, words[0], at);
      case "many" -> status(StatusEvent.Kind.TOO_MANY_SYMBOLS, words[0], at);
      case "beat" -> StreamReading.of(List.of(), 0);
      case "has" -> StreamReading.of(List.of(), 0).confirming(Set.of(new Underlying(words[1])));
      case "not" -> StreamReading.of(List.of(), 0).denying(Set.of(new Underlying(words[1])));
      case "quote" -> StreamReading.of(List.of(quote(words, at)), 0);
      case "trade" -> StreamReading.of(List.of(trade(words, at)), 0);
      case "bug" -> throw new IllegalStateException("a bug");
      default ->
          throw new ProviderException(
              Reason.BAD_DATA, "not a word: " + words[0].toLowerCase(Locale.ROOT));
    };
  }

  private static QuoteEvent quote(String[] words, Instant at) {
    double bid = Double.parseDouble(words[2]);
    Instant time = Instant.ofEpochMilli(Long.parseLong(words[3]));
    return new QuoteEvent(
        new Underlying(words[1]), Quote.of(bid, bid + 1, Double.NaN, -1, -1, time, at));
  }

  private static TradeEvent trade(String[] words, Instant at) {
    return new TradeEvent(
        new Underlying(words[1]),
        Double.parseDouble(words[2]),
        1,
        "",
        List.of(),
        Instant.ofEpochMilli(Long.parseLong(words[3])),
        at);
  }

  private static StreamReading status(StatusEvent.Kind kind, String text, Instant at) {
    return StreamReading.of(List.of(new StatusEvent(kind, text, at)), 0);
  }
}
