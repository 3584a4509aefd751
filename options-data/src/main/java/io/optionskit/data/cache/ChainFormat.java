/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * One JSON object of columns, one value per contract in listing order; {@code
 * docs/concepts/many-providers.md} describes it. Times are nanoseconds since 1970 as whole numbers
 * of 64 bits, −1 for none; a missing price is {@code null}, a missing count −1.
 */
final class ChainFormat implements ValueFormat<OptionChain> {

  private static final String FORMAT = "chain-1";

  @Override
  public byte[] write(OptionChain chain) {
    return Json.bytes(toJson(chain));
  }

  static ObjectNode toJson(OptionChain chain) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("underlying", chain.underlying());
    root.put("timeNs", EpochNanos.of(chain.time()));
    root.put("tradeDate", chain.tradeDate().toString());
    chain.spot().ifPresent(spot -> root.put("spot", spot));
    ContractJson.write(root, rows(chain.size(), chain::contract));
    root.set("quoteTimeNs", whole(chain, chain::quoteTimeNs));
    root.set("bid", numbers(chain, chain::bid));
    root.set("ask", numbers(chain, chain::ask));
    root.set("last", numbers(chain, chain::last));
    root.set("bidSize", whole(chain, chain::bidSize));
    root.set("askSize", whole(chain, chain::askSize));
    root.set("volume", whole(chain, chain::volume));
    root.set("openInterest", whole(chain, chain::openInterest));
    chain.columns().ifPresent(columns -> root.set("columns", columns(columns)));
    chain.sourceColumns().ifPresent(columns -> root.set("sourceColumns", columns(columns)));
    chain.quality().ifPresent(quality -> root.set("quality", quality(quality, chain.size())));
    root.set("provenance", provenance(chain.provenance(), chain.size()));
    return root;
  }

  private static ArrayNode numbers(OptionChain chain, IntToDoubleFunction column) {
    return Json.numbers(IntStream.range(0, chain.size()).mapToDouble(column).toArray());
  }

  private static ArrayNode whole(OptionChain chain, IntToLongFunction column) {
    return Json.whole(IntStream.range(0, chain.size()).mapToLong(column).toArray());
  }

  private static ObjectNode columns(ChainColumns columns) {
    ObjectNode node = Json.object();
    node.set("impliedVolatility", Json.numbers(columns.impliedVolatility()));
    node.set("delta", Json.numbers(columns.delta()));
    node.set("gamma", Json.numbers(columns.gamma()));
    node.set("vega", Json.numbers(columns.vega()));
    node.set("theta", Json.numbers(columns.theta()));
    node.set("rho", Json.numbers(columns.rho()));
    return node;
  }

  private static ObjectNode quality(ChainQuality quality, int size) {
    ObjectNode node = Json.object().put("score", quality.score());
    node.set(
        "scores", Json.numbers(IntStream.range(0, size).mapToDouble(quality::score).toArray()));
    ArrayNode issues = node.putArray("issues");
    for (int row = 0; row < size; row++) {
      ArrayNode names = issues.addArray();
      quality.issues(row).forEach(issue -> names.add(issue.name()));
    }
    return node;
  }

  private static ObjectNode provenance(ChainProvenance provenance, int size) {
    ObjectNode node = Json.object();
    ArrayNode feeds = node.putArray("feeds");
    for (Feed feed : provenance.feeds()) {
      ObjectNode each =
          feeds
              .addObject()
              .put("source", feed.source())
              .put("delayClass", feed.delayClass().name())
              .put("delay", feed.delay().toString());
      feed.receiveTime().ifPresent(time -> each.put("receiveTime", time.toString()));
    }
    ObjectNode feedRows = node.putObject("feedOfRow");
    ObjectNode times = node.putObject("timeNs");
    for (QuoteField field : QuoteField.values()) {
      long[] rows =
          IntStream.range(0, size)
              .mapToLong(row -> provenance.feeds().indexOf(provenance.feed(field, row)))
              .toArray();
      if (Arrays.stream(rows).anyMatch(feed -> feed != 0)) {
        feedRows.set(field.name(), Json.whole(rows));
      }
      long[] timesNs =
          IntStream.range(0, size)
              .mapToLong(row -> provenance.time(field, row).map(EpochNanos::of).orElse(-1L))
              .toArray();
      if (Arrays.stream(timesNs).anyMatch(time -> time >= 0)) {
        times.set(field.name(), Json.whole(timesNs));
      }
    }
    return node;
  }

  @Override
  public OptionChain read(byte[] json) {
    return fromJson(Json.read(json, FORMAT));
  }

  static OptionChain fromJson(JsonNode root) {
    try {
      OptionChain.Builder builder =
          OptionChain.builder(
              root.path("underlying").asText(),
              EpochNanos.toInstant(root.path("timeNs").longValue()),
              LocalDate.parse(root.path("tradeDate").asText()));
      if (root.has("spot")) {
        builder.spot(root.get("spot").doubleValue());
      }
      addRows(root, builder);
      OptionChain chain = builder.build();
      int size = root.path("contracts").size();
      if (chain.size() != size) {
        throw new IllegalArgumentException("contracts are listed twice");
      }
      return attach(root, chain.withProvenance(provenance(root.path("provenance"))));
    } catch (DateTimeException | NullPointerException | ArithmeticException e) {
      throw new IllegalArgumentException("chain is damaged: " + e.getMessage(), e);
    }
  }

  private static void addRows(JsonNode root, OptionChain.Builder builder) {
    List<OptionContract> contracts = ContractJson.read(root);
    long[] timesNs = Json.whole(root.path("quoteTimeNs"));
    double[] bids = Json.numbers(root.path("bid"));
    double[] asks = Json.numbers(root.path("ask"));
    double[] lasts = Json.numbers(root.path("last"));
    long[] bidSizes = Json.whole(root.path("bidSize"));
    long[] askSizes = Json.whole(root.path("askSize"));
    long[] volumes = Json.whole(root.path("volume"));
    long[] openInterests = Json.whole(root.path("openInterest"));
    int size = contracts.size();
    for (int length :
        new int[] {
          timesNs.length,
          bids.length,
          asks.length,
          lasts.length,
          bidSizes.length,
          askSizes.length,
          volumes.length,
          openInterests.length
        }) {
      if (length != size) {
        throw new IllegalArgumentException(
            "columns must have one value per contract: " + length + " instead of " + size);
      }
    }
    for (int row = 0; row < size; row++) {
      Instant time = EpochNanos.toInstant(timesNs[row]);
      builder.add(
          contracts.get(row),
          Quote.of(
              bids[row],
              asks[row],
              lasts[row],
              Math.toIntExact(bidSizes[row]),
              Math.toIntExact(askSizes[row]),
              time,
              time),
          volumes[row],
          Math.toIntExact(openInterests[row]));
    }
  }

  private static OptionChain attach(JsonNode root, OptionChain plain) {
    OptionChain chain = plain;
    if (root.has("columns")) {
      chain = chain.withColumns(columns(root.get("columns")));
    }
    if (root.has("sourceColumns")) {
      chain = chain.withSourceColumns(columns(root.get("sourceColumns")));
    }
    if (root.has("quality")) {
      JsonNode quality = root.get("quality");
      List<Set<QuoteIssue>> issues = new ArrayList<>();
      for (JsonNode names : quality.path("issues")) {
        Set<QuoteIssue> row = EnumSet.noneOf(QuoteIssue.class);
        names.forEach(name -> row.add(QuoteIssue.valueOf(name.asText())));
        issues.add(row);
      }
      chain =
          chain.withQuality(
              ChainQuality.of(
                  quality.path("score").doubleValue(),
                  Json.numbers(quality.path("scores")),
                  issues));
    }
    return chain;
  }

  private static ChainColumns columns(JsonNode node) {
    return new ChainColumns(
        Json.numbers(node.path("impliedVolatility")),
        Json.numbers(node.path("delta")),
        Json.numbers(node.path("gamma")),
        Json.numbers(node.path("vega")),
        Json.numbers(node.path("theta")),
        Json.numbers(node.path("rho")));
  }

  private static ChainProvenance provenance(JsonNode node) {
    List<Feed> feeds = new ArrayList<>();
    for (JsonNode each : node.path("feeds")) {
      feeds.add(
          new Feed(
              each.path("source").asText(),
              DelayClass.valueOf(each.path("delayClass").asText()),
              Duration.parse(each.path("delay").asText()),
              each.has("receiveTime")
                  ? Optional.of(Instant.parse(each.get("receiveTime").asText()))
                  : Optional.empty()));
    }
    if (feeds.isEmpty()) {
      throw new IllegalArgumentException("provenance has no feed");
    }
    ChainProvenance.Builder builder = ChainProvenance.builder(feeds.get(0));
    feeds.forEach(builder::alsoFrom);
    for (QuoteField field : QuoteField.values()) {
      JsonNode feedRows = node.path("feedOfRow").path(field.name());
      if (!feedRows.isMissingNode()) {
        long[] indexes = Json.whole(feedRows);
        builder.feeds(
            field, rows(indexes.length, row -> feeds.get(checked(indexes[row], feeds.size()))));
      }
      JsonNode timesNs = node.path("timeNs").path(field.name());
      if (!timesNs.isMissingNode()) {
        builder.times(Set.of(field), Json.whole(timesNs));
      }
    }
    return builder.build();
  }

  private static <T> List<T> rows(int size, IntFunction<T> value) {
    return IntStream.range(0, size).mapToObj(value).toList();
  }

  private static int checked(long index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("provenance names feed " + index + " of " + size);
    }
    return (int) index;
  }
}
