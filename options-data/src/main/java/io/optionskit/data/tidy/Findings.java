/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts problems and keeps the first few of each kind. */
final class Findings {

  static final int EXAMPLES = 5;

  private static final int LONGEST_VALUE = 60;

  private final Map<ReadProblem, Kind> kinds = new EnumMap<>(ReadProblem.class);

  private static final class Kind {
    private long count;
    private final List<ReadReport.Example> examples = new ArrayList<>();

    void add(ReadReport.Example example) {
      if (examples.size() < EXAMPLES) {
        examples.add(example);
      }
    }
  }

  /** Returns whether the next problem of a kind is kept as an example and so needs a message. */
  boolean wantsExample(ReadProblem problem) {
    return kind(problem).examples.size() < EXAMPLES;
  }

  void add(ReadProblem problem, String file, long line, String message) {
    Kind kind = kind(problem);
    kind.count++;
    if (kind.examples.size() < EXAMPLES) {
      kind.add(new ReadReport.Example(file, line, message));
    }
  }

  /** Adds everything found elsewhere. */
  void addAll(Findings other) {
    other.kinds.forEach(
        (problem, found) -> {
          Kind kind = kind(problem);
          kind.count += found.count;
          found.examples.forEach(kind::add);
        });
  }

  List<ReadReport.Finding> list() {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getValue().count > 0)
        .map(
            entry ->
                new ReadReport.Finding(
                    entry.getKey(), entry.getValue().count, List.copyOf(entry.getValue().examples)))
        .toList();
  }

  private Kind kind(ReadProblem problem) {
    return kinds.computeIfAbsent(problem, key -> new Kind());
  }

  /** Returns a value for a message: in quotes, control characters visible, not too long. */
  static String shown(CharSequence value) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < Math.min(value.length(), LONGEST_VALUE); i++) {
      char c = value.charAt(i);
      out.append(Character.isISOControl(c) ? '?' : c);
    }
    return out.append(value.length() > LONGEST_VALUE ? "…'" : "'").toString();
  }
}
