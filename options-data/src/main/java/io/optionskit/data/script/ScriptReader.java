/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.Underlying;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the pieces of a file into entries and notes everything that is wrong. */
final class ScriptReader {

  private static final String INSTANT = "an instant such as 2014-06-05T14:31:00Z";
  private static final String SYMBOL =
      "an OCC symbol such as 'SPXW  210104C03700000' or the ticker of a stock";
  private static final int MOST_UNITS = 100_000_000;
  private static final int SHORTEST_OCC_SYMBOL = 16;

  private final List<FileProblem> problems = new ArrayList<>();
  private final List<ScriptEntry> entries = new ArrayList<>();

  /**
   * Returns the entries of a file in its order.
   *
   * @throws InvalidFileException with all problems, if there are any
   */
  static List<ScriptEntry> entries(String name, Node root) {
    ScriptReader reader = new ScriptReader();
    reader.read(root);
    if (!reader.problems.isEmpty()) {
      throw new InvalidFileException(name, reader.problems);
    }
    return reader.entries;
  }

  private void read(Node root) {
    if (!(root instanceof Node.Sequence list) || list.items().isEmpty()) {
      problems.add(
          new FileProblem(
              root.line(),
              "an order script must be a list of at least one entry with the keys at and legs,"
                  + " or at and close, not "
                  + (root instanceof Node.Sequence ? "an empty one" : Node.describe(root))));
      return;
    }
    for (int i = 0; i < list.items().size(); i++) {
      read(i + 1, list.items().get(i));
    }
  }

  private void read(int number, Node node) {
    String place = "entry " + number + ": ";
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(
          new FileProblem(
              node.line(), place + "must have keys with values, not " + Node.describe(node)));
      return;
    }
    Fields fields = new Fields(place, mapping, problems);
    if (fields.has("legs") == fields.has("close")) {
      fields.problem(
          fields.line(),
          fields.has("legs")
              ? "must have either legs or close, not both"
              : "must have either legs or close");
      return;
    }
    if (fields.has("legs")) {
      trade(number, fields);
    } else {
      close(number, fields);
    }
  }

  private void close(int number, Fields fields) {
    fields.allow("at", "close");
    Optional<Instant> at = fields.required("at", INSTANT, ScriptReader::instant);
    Optional<String> symbol =
        fields.value(
            "close",
            "all, or " + SYMBOL,
            text -> text.equals("all") ? Optional.of("") : symbol(text));
    if (at.isPresent() && symbol.isPresent()) {
      entries.add(
          new ScriptEntry.Close(
              number, fields.line(), at.get(), symbol.filter(text -> !text.isEmpty())));
    }
  }

  private void trade(int number, Fields fields) {
    fields.allow("at", "legs", "quantity", "type", "limit", "tif");
    int before = problems.size();
    Optional<Instant> at = fields.required("at", INSTANT, ScriptReader::instant);
    List<ScriptEntry.ScriptLeg> legs = legs(number, fields);
    Optional<Integer> quantity =
        fields.value(
            "quantity", "a whole number above 0", text -> Fields.integer(text).filter(n -> n > 0));
    checkUnits(fields, legs, quantity.orElse(1));
    OrderPrice price = price(fields);
    Optional<TimeInForce> tif = fields.value("tif", "DAY, GTC or IOC", ScriptReader::timeInForce);
    if (problems.size() == before && at.isPresent()) {
      entries.add(
          new ScriptEntry.Trade(
              number,
              fields.line(),
              at.get(),
              legs,
              quantity.orElse(1),
              price,
              tif.orElse(TimeInForce.DAY)));
    }
  }

  private List<ScriptEntry.ScriptLeg> legs(int number, Fields fields) {
    Node node = fields.find("legs").orElseThrow();
    List<ScriptEntry.ScriptLeg> legs = new ArrayList<>();
    if (!(node instanceof Node.Sequence list) || list.items().isEmpty()) {
      fields.problem(
          node.line(), "legs must be a list of at least one leg with the keys contract and ratio");
      return legs;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.items().size(); i++) {
      leg("entry " + number + ", leg " + (i + 1) + ": ", list.items().get(i), seen)
          .ifPresent(legs::add);
    }
    return legs;
  }

  private Optional<ScriptEntry.ScriptLeg> leg(String place, Node node, Set<String> seen) {
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(
          new FileProblem(
              node.line(),
              place + "must have the keys contract and ratio, not " + Node.describe(node)));
      return Optional.empty();
    }
    Fields fields = new Fields(place, mapping, problems);
    fields.allow("contract", "ratio");
    Optional<String> symbol = fields.required("contract", SYMBOL, ScriptReader::symbol);
    Optional<Integer> ratio =
        fields.required(
            "ratio",
            "a whole number other than 0 (positive buys, negative sells)",
            text -> Fields.integer(text).filter(n -> n != 0));
    if (symbol.isPresent() && !seen.add(symbol.get())) {
      fields.problem(fields.line(), "contract " + symbol.get() + " is in another leg already");
    }
    return symbol.isPresent() && ratio.isPresent()
        ? Optional.of(new ScriptEntry.ScriptLeg(symbol.get(), ratio.get(), fields.line()))
        : Optional.empty();
  }

  private static void checkUnits(Fields fields, List<ScriptEntry.ScriptLeg> legs, int quantity) {
    for (ScriptEntry.ScriptLeg leg : legs) {
      long units = Math.abs((long) leg.ratio()) * quantity;
      if (units > MOST_UNITS) {
        fields.problem(
            leg.line(), "quantity times ratio must be at most " + MOST_UNITS + ": " + units);
      }
    }
  }

  private OrderPrice price(Fields fields) {
    Optional<BigDecimal> limit =
        fields.value(
            "limit",
            "a net price with at most 9 decimals (positive pays, negative receives)",
            Fields::decimal);
    Optional<String> type =
        fields.value(
            "type",
            "market or limit",
            text -> Optional.of(text).filter(t -> t.equals("market") || t.equals("limit")));
    if (type.filter("market"::equals).isPresent() && fields.has("limit")) {
      fields.problem(fields.line(), "an order of type market must not have a limit");
    }
    if (type.filter("limit"::equals).isPresent() && !fields.has("limit")) {
      fields.problem(fields.line(), "an order of type limit must have a limit");
    }
    return limit.map(OrderPrice::limit).orElseGet(OrderPrice::market);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<TimeInForce> timeInForce(String text) {
    return switch (text) {
      case "DAY" -> Optional.of(TimeInForce.DAY);
      case "GTC" -> Optional.of(TimeInForce.GTC);
      case "IOC" -> Optional.of(TimeInForce.IOC);
      default -> Optional.empty();
    };
  }

  /** Returns the canonical symbol; how many blanks pad an OCC symbol does not matter. */
  private static Optional<String> symbol(String text) {
    String compact = text.replaceAll("\\s+", "");
    try {
      return Optional.of(
          compact.length() >= SHORTEST_OCC_SYMBOL
              ? OccSymbol.parse(compact).toString()
              : new Underlying(text).symbol());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
