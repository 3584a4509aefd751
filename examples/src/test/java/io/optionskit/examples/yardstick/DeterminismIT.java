/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same backtest in other processes: other garbage collectors, locale, zone and charset, and the
 * newest JDK found. Everything it writes must be the same, byte for byte: report, results, tables
 * and journal.
 */
class DeterminismIT {

  private static final Path JAR = Path.of("target/optionskit.jar").toAbsolutePath();
  private static final List<String> RUN =
      List.of(
          "backtest",
          "--data",
          "sim:7",
          "--from",
          "2025-01-06",
          "--to",
          "2025-01-10",
          "--strategy",
          "iron-condor",
          "put-credit-spread",
          "--json",
          "--out");

  @TempDir Path folder;
  private Map<String, String> expected = Map.of();

  @BeforeEach
  void runOnce() throws Exception {
    expected = run("base", Path.of(System.getProperty("java.home")), List.of());
    assertThat(expected.keySet())
        .contains("report.html", "result.json")
        .anyMatch(name -> name.startsWith("journal"));
  }

  @Test
  void nothingAroundTheProgramChangesAByte() throws Exception {
    Path java = Path.of(System.getProperty("java.home"));

    assertThat(run("serial", java, List.of("-XX:+UseSerialGC"))).isEqualTo(expected);
    assertThat(run("parallel", java, List.of("-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1")))
        .isEqualTo(expected);
    assertThat(
            run(
                "elsewhere",
                java,
                List.of(
                    "-Duser.language=ar",
                    "-Duser.country=EG",
                    "-Duser.timezone=Pacific/Chatham",
                    "-Dfile.encoding=ISO-8859-1")))
        .isEqualTo(expected);
    Optional<Path> newest = newestJdk(java);
    if (newest.isPresent()) {
      assertThat(run("newest", newest.get(), List.of()))
          .as(newest.get().toString())
          .isEqualTo(expected);
    }
  }

  @Test
  void anotherSeedOfTheMarketChangesTheResult() throws Exception {
    List<String> other = new ArrayList<>(RUN);
    other.set(other.indexOf("sim:7"), "sim:8");

    Map<String, String> changed =
        run("other", Path.of(System.getProperty("java.home")), List.of(), other);

    assertThat(changed.get("result.json")).isNotEqualTo(expected.get("result.json"));
  }

  private Map<String, String> run(String name, Path java, List<String> flags) throws Exception {
    return run(name, java, flags, RUN);
  }

  private Map<String, String> run(
      String name, Path java, List<String> flags, List<String> arguments) throws Exception {
    // The folder has the same name in every run: the report may name it.
    Path out = Files.createDirectories(folder.resolve(name)).resolve("out");
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(arguments);
    command.add("out");
    Process process =
        new ProcessBuilder(command)
            .directory(out.getParent().toFile())
            .redirectOutput(folder.resolve(name + ".json").toFile())
            .redirectError(folder.resolve(name + ".txt").toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve(name + ".txt"))).isZero();
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> hashes.put(out.relativize(file).toString(), sha256(file)));
    }
    hashes.put("standard output", sha256(folder.resolve(name + ".json")));
    return hashes;
  }

  /** A JDK later than the running one, beside it in the usual folder. */
  private static Optional<Path> newestJdk(Path running) throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(all)) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> home.getFileName().toString().matches(".*(2[1-9]|[3-9][0-9]).*"))
          .filter(home -> !home.equals(running))
          .sorted()
          .findFirst();
    }
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
