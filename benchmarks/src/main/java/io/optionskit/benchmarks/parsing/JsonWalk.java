/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A walk over the tree that Jackson makes of a body: the fields that an adapter reads, as texts and
 * doubles, without a check and without making anything of them.
 */
final class JsonWalk {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String[] COLUMNS = {"open", "high", "low", "close", "volume"};
  private static final int TICK_BID = 3;
  private static final int TICK_ASK = 7;

  private final Function<JsonNode, Iterable<JsonNode>> rows;
  private final List<Part> parts = new ArrayList<>();

  /** Fields of one object of a row. */
  @SuppressWarnings("ArrayRecordComponent") // names to loop over, not compared
  private record Part(String name, String[] summed, String[] numbers, String[] texts) {}

  private JsonWalk(Function<JsonNode, Iterable<JsonNode>> rows) {
    this.rows = rows;
  }

  /** Begins a walk over the rows below some fields. */
  static JsonWalk below(String... path) {
    return new JsonWalk(
        root -> {
          JsonNode node = root;
          for (String name : path) {
            node = node.path(name);
          }
          return node;
        });
  }

  static JsonWalk over(Function<JsonNode, Iterable<JsonNode>> rows) {
    return new JsonWalk(rows);
  }

  /**
   * Adds fields, each a list parted by blanks.
   *
   * @param part object of the row that has them, empty for the row itself
   * @param summed numbers that count in the sum
   * @param numbers other numbers
   * @param texts texts
   */
  JsonWalk read(String part, String summed, String numbers, String texts) {
    parts.add(new Part(part, names(summed), names(numbers), names(texts)));
    return this;
  }

  Tally tally(byte[] body) {
    return tally(parsed(body));
  }

  private Tally tally(JsonNode root) {
    return tally(rows.apply(root));
  }

  private Tally tally(Iterable<JsonNode> found) {
    int count = 0;
    double sum = 0;
    double other = 0;
    long letters = 0;
    for (JsonNode row : found) {
      count++;
      for (Part part : parts) {
        JsonNode node = part.name.isEmpty() ? row : row.path(part.name);
        for (String name : part.summed) {
          sum += node.path(name).asDouble();
        }
        for (String name : part.numbers) {
          other += node.path(name).asDouble();
        }
        for (String name : part.texts) {
          letters += node.path(name).asText().length();
        }
      }
    }
    if (other + letters == Double.NEGATIVE_INFINITY) {
      throw new IllegalStateException("sums of finite numbers must be finite");
    }
    return new Tally(count, sum);
  }

  /** Walks over bars that come as columns beside a list of times. */
  static Tally tallyOfColumns(byte[] body) {
    JsonNode result = parsed(body).path("chart").path("result").path(0);
    JsonNode times = result.path("timestamp");
    JsonNode columns = result.path("indicators").path("quote").path(0);
    JsonNode[] values = new JsonNode[COLUMNS.length];
    for (int i = 0; i < COLUMNS.length; i++) {
      values[i] = columns.path(COLUMNS[i]);
    }
    double sum = 0;
    long last = 0;
    for (int row = 0; row < times.size(); row++) {
      last = Math.max(last, times.path(row).asLong());
      for (JsonNode column : values) {
        sum += column.path(row).asDouble();
      }
    }
    return new Tally(last > 0 ? times.size() : 0, sum);
  }

  /** Walks over lists that each belong to a contract. */
  Tally tallyOfGroups(byte[] body) {
    JsonNode root = parsed(body);
    Tally contracts = tally(root);
    double sum = 0;
    long letters = 0;
    for (JsonNode group : rows.apply(root)) {
      for (JsonNode row : group.path("data")) {
        sum += row.path("bid").asDouble() + row.path("ask").asDouble();
        letters += row.path("bid_size").asInt() + row.path("ask_size").asInt();
        letters += row.path("timestamp").asText().length();
      }
      for (JsonNode row : group.path("ticks")) {
        sum += row.path(TICK_BID).asDouble() + row.path(TICK_ASK).asDouble();
        letters += row.path(TICK_BID - 2).asInt() + row.path(TICK_ASK - 2).asInt();
        letters += row.path(0).asLong() + row.path(9).asLong();
      }
    }
    return new Tally(letters > 0 ? contracts.rows() : 0, sum);
  }

  /** Walks over the objects of a body that has one a line. */
  Tally tallyOfLines(byte[] body) {
    try (MappingIterator<JsonNode> lines = MAPPER.readerFor(JsonNode.class).readValues(body)) {
      List<JsonNode> all = lines.readAll();
      return tally(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] names(String list) {
    return list.isEmpty() ? new String[0] : list.split(" ");
  }
}
