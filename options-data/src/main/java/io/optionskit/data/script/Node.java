/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import java.util.List;

/** A piece of a YAML or JSON file that knows its line. Scalars are text as it stands there. */
sealed interface Node {

  int line();

  /** Text, a number, or nothing at all (an empty text). */
  record Scalar(String text, int line) implements Node {}

  /** A list. */
  record Sequence(List<Node> items, int line) implements Node {}

  /** Keys with values, in the order of the file. */
  record Mapping(List<Entry> entries, int line) implements Node {}

  /** A key with its value. */
  record Entry(String key, Node value, int line) {}

  /** Returns what a piece is, for messages. */
  static String describe(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().isEmpty() ? "nothing" : "'" + scalar.text() + "'";
    }
    return node instanceof Sequence ? "a list" : "keys with values";
  }
}
