/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The keys of one mapping, taken one by one; what is wrong with them goes to a list. */
final class Fields {

  private static final String DECIMAL = "[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?";

  private final String place;
  private final Node.Mapping mapping;
  private final List<FileProblem> problems;

  /**
   * Looks at a mapping.
   *
   * @param place what messages put first, such as {@code "entry 3: "}
   * @param problems takes what is wrong
   */
  Fields(String place, Node.Mapping mapping, List<FileProblem> problems) {
    this.place = place;
    this.mapping = mapping;
    this.problems = problems;
  }

  int line() {
    return mapping.line();
  }

  boolean has(String key) {
    return mapping.entries().stream().anyMatch(entry -> entry.key().equals(key));
  }

  void problem(int line, String message) {
    problems.add(new FileProblem(line, place + message));
  }

  /** Notes keys that do not belong here and keys that are there twice. */
  void allow(String... keys) {
    Set<String> allowed = Set.of(keys);
    Set<String> seen = new HashSet<>();
    for (Node.Entry entry : mapping.entries()) {
      if (!allowed.contains(entry.key())) {
        problem(
            entry.line(),
            "unknown key '" + entry.key() + "'; known are " + String.join(", ", keys));
      } else if (!seen.add(entry.key())) {
        problem(entry.line(), "key '" + entry.key() + "' is there twice");
      }
    }
  }

  Optional<Node> find(String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(Node.Entry::value)
        .findFirst();
  }

  /** Returns a value if it is there and can be read; else notes what would be right. */
  <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> reading) {
    Optional<Node> node = find(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value =
        node.get() instanceof Node.Scalar scalar && !scalar.text().isEmpty()
            ? reading.apply(scalar.text())
            : Optional.empty();
    if (value.isEmpty()) {
      problem(node.get().line(), key + " must be " + expected + ": " + Node.describe(node.get()));
    }
    return value;
  }

  /** Returns a value that must be there. */
  <T> Optional<T> required(String key, String expected, Function<String, Optional<T>> reading) {
    if (!has(key)) {
      problem(line(), "key '" + key + "' is missing; it must be " + expected);
    }
    return value(key, expected, reading);
  }

  static Optional<BigDecimal> decimal(String text) {
    return text.matches(DECIMAL) ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  static Optional<Integer> integer(String text) {
    return text.matches("[+-]?[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
