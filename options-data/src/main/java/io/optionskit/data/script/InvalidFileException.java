/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import java.util.List;
import java.util.stream.Collectors;

/** A file that a user wrote cannot be used. The message lists everything that is wrong with it. */
public final class InvalidFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  /**
   * Creates the exception.
   *
   * @param file name of the file
   * @param problems what is wrong with it, at least one thing
   */
  public InvalidFileException(String file, List<FileProblem> problems) {
    super(
        problems.stream().map(problem -> file + ": " + problem).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns what is wrong with the file.
   *
   * @return at least one problem, in the order of the file
   */
  public List<FileProblem> problems() {
    return problems;
  }
}
