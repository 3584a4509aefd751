/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.script.InvalidFileException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything wrong with a command line and its configuration, so that all of it is told at once.
 */
final class Problems {

  private final List<String> problems = new ArrayList<>();

  /** Adds a problem: what is wrong, with the value, and what would be right. */
  void add(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Reads the value of an option; a value that makes no sense is a problem. */
  <T> Optional<T> read(String option, Optional<String> text, Function<String, T> parser) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text.get()));
    } catch (InvalidFileException e) {
      e.problems().forEach(problem -> add(option + " " + text.get() + ": " + problem));
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      add(option + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  boolean any() {
    return !problems.isEmpty();
  }

  void throwIfAny() {
    if (any()) {
      throw exception();
    }
  }

  UsageException exception() {
    return new UsageException(problems);
  }
}
