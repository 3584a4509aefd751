/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.stream.GapEvent;
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
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listed options from Databento's live gateway, as a stream that keeps itself alive: {@link
 * LiveSession} in one that connects again.
 *
 * <p>After a break the gateway is asked to send again what it sent since the last record of each
 * channel, and a second before it. No trade is told twice, and of the quotes of a contract at most
 * its latest. A {@link GapEvent} still names the time of the break, since the gateway keeps no more
 * than the last 24 hours.
 *
 * <p>The gateway takes no subscription back; what still comes of it is counted as unwanted. A key
 * that it does not take ends the stream.
 */
public final class DatabentoStream {

  /** Address of the gateway of {@code OPRA.PILLAR}. */
  public static final URI HOME = URI.create("tcp://opra-pillar.lsg.databento.com:13000");

  private static final String DATASET = "OPRA.PILLAR";
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration OVERLAP = Duration.ofSeconds(1);
  private static final Duration KEPT = Duration.ofHours(24).minusMinutes(1);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
  private static final int UNLIMITED = 100_000;
  private static final int SUBSCRIBED = 1;
  private static final int SKIPPED = 7;

  private DatabentoStream() {}

  /** What can be subscribed to. */
  public enum Channel {
    /** Every change of the best bid and ask over all venues. */
    QUOTES(DbnSchema.CMBP_1, RecordKind.CMBP_1),
    /** Best bid and ask over all venues at the end of each second. */
    QUOTES_EACH_SECOND(DbnSchema.CBBO_1S, RecordKind.CBBO_1S),
    /** Best bid and ask over all venues at the end of each minute. */
    QUOTES_EACH_MINUTE(DbnSchema.CBBO_1M, RecordKind.CBBO_1M),
    /** Trades. */
    TRADES(DbnSchema.TRADES, RecordKind.TRADE);

    private final DbnSchema schema;
    private final RecordKind kind;

    Channel(DbnSchema schema, RecordKind kind) {
      this.schema = schema;
      this.kind = kind;
    }
  }

  /**
   * Returns a source of streams of listed options.
   *
   * @param access how the gateway is reached; the secret {@value DatabentoHistory#KEY} is needed
   * @param channels what to subscribe to for each contract, at least one
   * @return source of streams
   * @throws IllegalArgumentException if there is no channel
   */
  public static StreamSource of(StreamAccess access, Set<Channel> channels) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("channels must be at least one");
    }
    Set<Channel> wanted = EnumSet.copyOf(channels);
    return MarketStream.of(() -> new Protocol(access, wanted), access);
  }

  /** What is said and heard, without the line. */
  static final class Protocol implements StreamProtocol {

    private static final Feed FEED =
        new Feed("databento", DelayClass.REAL_TIME, Duration.ZERO, Optional.empty());
    private static final StreamRules RULES =
        new StreamRules(FEED, true, false, UNLIMITED, Optional.of(BEAT), Optional.empty());

    private final StreamAccess access;
    private final Set<Channel> channels;
    private final Map<RecordKind, Long> lastNs = new EnumMap<>(RecordKind.class);
    private final Map<ByteBuffer, Long> trades = new LinkedHashMap<>();

    private final Map<Long, OptionContract> contracts = new HashMap<>();
    private DbnChunks stream = new DbnChunks(DATASET);
    private @Nullable DatabentoKey key;
    private String challenge = "";
    private int subscriptions;
    private boolean hasStarted;

    Protocol(StreamAccess access, Set<Channel> channels) {
      this.access = access;
      this.channels = channels;
    }

    @Override
    public StreamRules rules() {
      return RULES;
    }

    @Override
    public void check(Asset asset) {
      if (!(asset instanceof OptionContract)) {
        throw new IllegalArgumentException(
            "databento's stream is of listed options, which " + asset.symbol() + " is not");
      }
    }

    @Override
    public StreamRequest request() {
      contracts.clear();
      stream = new DbnChunks(DATASET);
      challenge = "";
      subscriptions = 0;
      hasStarted = false;
      key = key();
      return StreamRequest.to(access.url());
    }

    private DatabentoKey key() {
      String text =
          access
              .secrets()
              .find(DatabentoHistory.KEY)
              .orElseThrow(
                  () ->
                      new ProviderException(
                          Reason.NOT_ENTITLED,
                          "databento needs a key: set the secret " + DatabentoHistory.KEY))
              .reveal();
      try {
        return DatabentoKey.of(text);
      } catch (IllegalArgumentException e) {
        throw new ProviderException(Reason.NOT_ENTITLED, String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public List<StreamFrame> say(Phrase phrase, Collection<Asset> assets) {
      return switch (phrase) {
        case AUTHENTICATE ->
            List.of(
                StreamFrame.of(
                    "auth="
                        + key().answerTo(challenge)
                        + "|dataset="
                        + DATASET
                        + "|encoding=dbn|ts_out=0|compression=none|heartbeat_interval_s="
                        + BEAT.toSeconds()
                        + "|client=OptionsKit"));
        case SUBSCRIBE -> subscribe(assets);
        case UNSUBSCRIBE, HEARTBEAT -> List.of();
      };
    }

    private List<StreamFrame> subscribe(Collection<Asset> assets) {
      List<StreamFrame> frames = new ArrayList<>();
      List<String> symbols = new ArrayList<>();
      for (Asset asset : assets) {
        if (asset instanceof OptionContract contract) {
          symbols.add(contract.occSymbol().toString());
        }
      }
      for (Channel channel : symbols.isEmpty() ? Set.<Channel>of() : channels) {
        LiveSubscription wanted =
            LiveSubscription.of(channel.schema, SymbolType.RAW_SYMBOL, symbols);
        Long last = lastNs.get(channel.kind);
        if (last != null && !hasStarted) {
          wanted = wanted.withReplaySince(start(last));
        }
        subscriptions++;
        wanted.lines(subscriptions).forEach(line -> frames.add(StreamFrame.of(line)));
      }
      if (!hasStarted) {
        hasStarted = true;
        frames.add(StreamFrame.of("start_session=0"));
      }
      return frames;
    }

    private Instant start(long last) {
      Instant start = FixedPoint.instant(last).minus(OVERLAP);
      Instant earliest = access.clock().now().minus(KEPT);
      return start.isBefore(earliest) ? earliest : start;
    }

    @Override
    public StreamReading read(StreamFrame frame, Instant receivedAt) {
      if (frame instanceof StreamFrame.Binary binary) {
        return records(binary.bytes(), receivedAt);
      }
      String text = frame instanceof StreamFrame.Text words ? words.text() : "";
      if (stream.hasBegun()) {
        throw new ProviderException(Reason.BAD_DATA, "text within a DBN stream");
      }
      GatewayLine line = GatewayLine.parse(text);
      if (line.has("cram")) {
        challenge = line.find("cram").orElse("");
        return status(StatusEvent.Kind.CONNECTED, "connected", receivedAt);
      }
      if (line.find("success").filter("1"::equals).isPresent()) {
        return status(StatusEvent.Kind.AUTHENTICATED, "authenticated", receivedAt);
      }
      if (line.has("success") || line.has("error")) {
        String error = line.find("error").orElse("no reason given");
        StatusEvent.Kind kind =
            error.toLowerCase(Locale.ROOT).contains("connection limit")
                ? StatusEvent.Kind.TOO_MANY_CONNECTIONS
                : line.has("success") ? StatusEvent.Kind.REJECTED : StatusEvent.Kind.FAILED;
        return status(kind, error, receivedAt);
      }
      return StreamReading.of(List.of(), 0);
    }

    private StreamReading status(StatusEvent.Kind kind, String text, Instant receivedAt) {
      return StreamReading.of(List.of(statusEvent(kind, text, receivedAt)), 0);
    }

    private StatusEvent statusEvent(StatusEvent.Kind kind, String text, Instant receivedAt) {
      return new StatusEvent(kind, key == null ? text : key.redact(text), receivedAt);
    }

    private StreamReading records(byte[] chunk, Instant receivedAt) {
      List<StreamEvent> events = new ArrayList<>();
      int[] refused = {0};
      try {
        refused[0] +=
            stream.add(
                chunk,
                record -> {
                  try {
                    take(record, receivedAt, events);
                  } catch (ProviderException | IllegalArgumentException e) {
                    refused[0]++;
                  }
                });
      } catch (ProviderException e) { // nothing behind it can be read: a new line has to be had
        events.add(
            statusEvent(StatusEvent.Kind.SOURCE_LOST, String.valueOf(e.getMessage()), receivedAt));
      }
      return StreamReading.of(events, refused[0]);
    }

    private void take(DbnCursor record, Instant receivedAt, List<StreamEvent> events) {
      switch (record.kind()) {
        case CMBP_1, CBBO_1S, CBBO_1M -> {
          OptionContract contract = contract(record);
          DbnQuotes.of(record, receivedAt)
              .ifPresent(quote -> events.add(new QuoteEvent(contract, quote)));
          note(record, receivedAt);
        }
        case TRADE -> {
          OptionContract contract = contract(record);
          ByteBuffer content = ByteBuffer.wrap(record.toBytes());
          if (!trades.containsKey(content)) {
            events.add(trade(contract, record, receivedAt));
          }
          note(record, receivedAt);
          trades.put(content, lastNs.getOrDefault(record.kind(), 0L));
        }
        case SYMBOL_MAPPING -> {
          if (record.toRecord() instanceof DbnRecord.SymbolMapping mapping) {
            contracts.put(
                record.instrumentId(),
                OpraContracts.find(mapping.symbolOut())
                    .orElseGet(() -> OpraContracts.ofSymbol(mapping.symbolIn())));
          }
        }
        case SYSTEM -> {
          if (record.toRecord() instanceof DbnRecord.SystemMessage message
              && !message.isHeartbeat()) {
            events.add(
                statusEvent(
                    message.code() == SUBSCRIBED
                        ? StatusEvent.Kind.SUBSCRIBED
                        : StatusEvent.Kind.OTHER,
                    message.text(),
                    receivedAt));
          }
        }
        case ERROR -> {
          if (record.toRecord() instanceof DbnRecord.ErrorMessage error) {
            events.add(statusEvent(StatusEvent.Kind.FAILED, error.text(), receivedAt));
            if (error.code() == SKIPPED) {
              events.add(skipped(receivedAt));
            }
          }
        }
        default -> {
          // no channel has it
        }
      }
    }

    private OptionContract contract(DbnCursor record) {
      OptionContract contract = contracts.get(record.instrumentId());
      if (contract == null) {
        throw new ProviderException(
            Reason.BAD_DATA, "instrument " + record.instrumentId() + " has no symbol");
      }
      return contract;
    }

    private static TradeEvent trade(OptionContract contract, DbnCursor record, Instant receivedAt) {
      long ns =
          record.eventNs() == DbnCursor.NO_TIME ? record.receivedOrEventNs() : record.eventNs();
      if (ns == DbnCursor.NO_TIME) {
        throw new ProviderException(Reason.BAD_DATA, "a trade must have a time");
      }
      return new TradeEvent(
          contract,
          FixedPoint.estimate(record.priceNanos()),
          record.size(),
          String.valueOf(record.publisherId()),
          List.of(),
          FixedPoint.instant(ns),
          receivedAt);
    }

    /** Remembers up to when a channel was told. */
    private void note(DbnCursor record, Instant receivedAt) {
      long ns = record.receivedOrEventNs();
      if (ns <= 0 || FixedPoint.instant(ns).isAfter(receivedAt.plus(CLOCKS_APART))) {
        return; // no time, or one that would have us miss what comes before it
      }
      long last = Math.max(ns, lastNs.getOrDefault(record.kind(), 0L));
      lastNs.put(record.kind(), last);
      if (record.kind() == RecordKind.TRADE) {
        Iterator<Long> oldest = trades.values().iterator();
        while (oldest.hasNext() && oldest.next() < last - 2 * OVERLAP.toNanos()) {
          oldest.remove();
        }
      }
    }

    private GapEvent skipped(Instant receivedAt) {
      long last = lastNs.values().stream().mapToLong(Long::longValue).max().orElse(0);
      Instant from =
          last == 0 || FixedPoint.instant(last).isAfter(receivedAt)
              ? receivedAt
              : FixedPoint.instant(last);
      return new GapEvent(
          GapEvent.Cause.SKIPPED,
          Optional.empty(),
          from,
          receivedAt,
          OptionalLong.empty(),
          receivedAt,
          FEED);
    }
  }
}
