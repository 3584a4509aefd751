/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Deliverable;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Settlement;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteIssue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts of facts about chains, as they stand in files. */
final class ChainText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChainText() {}

  static String ofFeeds(List<Feed> feeds) {
    ArrayNode array = JSON.createArrayNode();
    for (Feed feed : feeds) {
      ObjectNode node = array.addObject();
      node.put("source", feed.source());
      node.put("delayClass", feed.delayClass().name().toLowerCase(Locale.ROOT));
      if (!feed.delay().isZero()) {
        node.put("delay", feed.delay().toString());
      }
      feed.receiveTime().ifPresent(time -> node.put("receiveTime", time.toString()));
    }
    return array.toString();
  }

  static List<Feed> feeds(String text) {
    List<Feed> feeds = new ArrayList<>();
    for (JsonNode node : parse(text)) {
      feeds.add(
          new Feed(
              node.path("source").asText(),
              DelayClass.valueOf(node.path("delayClass").asText().toUpperCase(Locale.ROOT)),
              node.has("delay") ? Duration.parse(node.get("delay").asText()) : Duration.ZERO,
              node.has("receiveTime")
                  ? Optional.of(Instant.parse(node.get("receiveTime").asText()))
                  : Optional.empty()));
    }
    return feeds;
  }

  /** Returns the terms of a product, empty if they are the standard ones of its root. */
  static String ofTerms(OptionProduct product) {
    if (product.equals(standard(product.root(), product.underlying()))) {
      return "";
    }
    return JSON.createObjectNode()
        .put("exercise", product.exerciseStyle().name().toLowerCase(Locale.ROOT))
        .put("settlement", product.settlement().name().toLowerCase(Locale.ROOT))
        .put("multiplier", product.multiplier())
        .put("shares", product.deliverable().shares())
        .put("cash", product.deliverable().cash().toString())
        .toString();
  }

  static OptionProduct product(String root, String underlying, String terms) {
    if (terms.isEmpty()) {
      return standard(root, underlying);
    }
    JsonNode node = parse(terms);
    return new OptionProduct(
        root,
        underlying,
        ExerciseStyle.valueOf(node.path("exercise").asText().toUpperCase(Locale.ROOT)),
        Settlement.valueOf(node.path("settlement").asText().toUpperCase(Locale.ROOT)),
        node.path("multiplier").asInt(),
        new Deliverable(node.path("shares").asInt(), new BigDecimal(node.path("cash").asText())));
  }

  static String ofIssues(Set<QuoteIssue> issues) {
    return issues.stream()
        .map(issue -> issue.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  static Set<QuoteIssue> issues(String text) {
    EnumSet<QuoteIssue> issues = EnumSet.noneOf(QuoteIssue.class);
    for (String name : text.split(",", -1)) {
      if (!name.isEmpty()) {
        issues.add(QuoteIssue.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return issues;
  }

  private static OptionProduct standard(String root, String underlying) {
    return OptionProduct.ofRoot(root).withUnderlying(underlying);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreException("not the text of a chain: " + text, e);
    }
  }
}
