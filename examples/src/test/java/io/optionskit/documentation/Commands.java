/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands of the documentation as processes of their own. */
final class Commands {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private Commands() {}

  /** Splits a command as a shell would, up to the first pipe, redirection or comment. */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String bare = word.group(3);
      if (bare == null) {
        words.add(word.group(1) != null ? word.group(1) : word.group(2));
      } else if (bare.matches("[|>&;#].*|2>.*")) {
        break;
      } else {
        words.add(bare);
      }
    }
    return words;
  }

  /**
   * Runs a command and waits for its end.
   *
   * @throws AssertionError if it does not end with exit code 0 in time, with what it printed
   */
  static void run(List<String> command, Path folder, Map<String, String> environment, int seconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);

    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }

    String printed = Files.readString(output);
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(
          (ended ? "exit code " + process.exitValue() : "not finished in " + seconds + " s")
              + " from "
              + command
              + " in "
              + folder
              + ":\n"
              + printed);
    }
  }

  /** Returns the Java program of the virtual machine that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
