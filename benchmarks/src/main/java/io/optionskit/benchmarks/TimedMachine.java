/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java virtual machine that times contestants, each run in a process of its own. */
final class TimedMachine {

  private static final Pattern BUILD = Pattern.compile("build (\\d+)");

  private final String java;
  private final int forks;
  private final String milliseconds;
  private final String version;
  private final Map<String, Timing> done = new TreeMap<>();

  private TimedMachine(String java, int forks, String milliseconds, String version) {
    this.java = java;
    this.forks = forks;
    this.milliseconds = milliseconds;
    this.version = version;
  }

  static TimedMachine of(String java, String forks, String milliseconds)
      throws IOException, InterruptedException {
    List<String> lines = run(List.of(java, "-version"), true);
    return new TimedMachine(java, Integer.parseInt(forks), milliseconds, lines.get(1));
  }

  /** Its own words about itself. */
  String version() {
    return version;
  }

  /** Such as {@code JDK 17}. */
  String name() {
    Matcher build = BUILD.matcher(version);
    return build.find() ? "JDK " + build.group(1) : version;
  }

  Timing time(Contestant contestant) throws IOException, InterruptedException {
    String key = contestant.suite() + "." + contestant.id();
    Timing known = done.get(key);
    if (known != null) {
      return known;
    }
    List<double[]> runs = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      List<String> command = new ArrayList<>(List.of(java));
      command.addAll(contestant.flags());
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              PassTimer.class.getName(),
              contestant.suite(),
              contestant.id(),
              milliseconds,
              milliseconds));
      List<String> lines = run(command, false);
      String[] fields = lines.get(lines.size() - 1).split(" ", -1);
      runs.add(Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray());
    }
    Timing timing = Timing.of(runs);
    System.err.printf("%s %s: %.2f ns%n", version, key, timing.best());
    done.put(key, timing);
    return timing;
  }

  private static List<String> run(List<String> command, boolean withErrors)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(withErrors);
    if (!withErrors) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    if (process.waitFor() != 0 || lines.isEmpty()) {
      throw new IOException("failed: " + String.join(" ", command));
    }
    return lines;
  }
}
