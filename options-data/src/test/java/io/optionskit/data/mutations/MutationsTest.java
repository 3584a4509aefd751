/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.data.recording.ArchiveException;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bodies of every kind that the library reads, damaged at random: what comes out is a good answer
 * or a declared exception, never another one, no row that cannot be, and no secret in a message, a
 * report or the log.
 *
 * <p>{@code -Doptionskit.mutations=200000} sets how many per parser, {@code -Doptionskit.parsers}
 * is a pattern of the parsers wanted, {@code -Doptionskit.seed} the seed of another run.
 */
class MutationsTest {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 2_000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final String PARSERS = System.getProperty("optionskit.parsers", ".*");
  private static final long LONGEST_NS = 20_000_000_000L;
  private static final int[] REFUSALS = {400, 401, 403, 404, 422, 471, 472, 473};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aDamagedBodyIsRefusedOrGood(Parser parser) {
    assumeTrue(parser.name().matches(PARSERS), "not asked for");
    List<Recording> bodies = parser.bodies(fixtures());
    assertThat(bodies).isNotEmpty();
    Outcomes outcomes = new Outcomes();
    PrintStream usual = System.err;
    Log log = new Log();
    long beganNs = System.nanoTime();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < bodies.size(); i++) {
        int from = (int) ((long) TIMES * i / bodies.size());
        int to = (int) ((long) TIMES * (i + 1) / bodies.size());
        outcomes.damaged(parser, bodies.get(i), to - from, folder);
      }
    } finally {
      System.setErr(usual);
    }
    System.out.printf(
        Locale.ROOT,
        "%-24s %d of %d bodies, seed %d, %.1f s: %s, %d lines of log%n",
        parser,
        TIMES,
        bodies.size(),
        SEED,
        (System.nanoTime() - beganNs) / 1e9,
        outcomes,
        log.lines);
    assertThat(log.told).as("lines of the log that tell a secret").isZero();
    assertThat(outcomes.good).as("bodies that can be read in spite of it").isPositive();
    assertThat(outcomes.good + outcomes.failed()).isEqualTo(TIMES);
  }

  private static Optional<Path> fixtures() {
    String shared = System.getProperty("optionskit.shared", "../../shared");
    return Optional.of(Path.of(shared, "fixtures")).filter(Files::isDirectory);
  }

  /** What came of damaged bodies. */
  private static final class Outcomes {
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private int good;
    private long refusedRows;
    private int brokenArchives;
    private long slowestNs;

    void damaged(Parser parser, Recording recording, int times, Path folder) {
      SplittableRandom random = new SplittableRandom(SEED);
      try (Target target = parser.target(recording, folder)) {
        Damage damage = new Damage(recording.body(), SEED, target.knowsSecret());
        for (int i = 0; i < times; i++) {
          byte[] body = damage.next();
          int status =
              random.nextInt(20) == 0
                  ? REFUSALS[random.nextInt(REFUSALS.length)]
                  : recording.status();
          long beganNs = System.nanoTime();
          try {
            one(target, body, status);
          } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError(
                parser
                    + " "
                    + recording.file()
                    + ", seed "
                    + SEED
                    + ", body "
                    + i
                    + " with status "
                    + status
                    + ": "
                    + new String(body, StandardCharsets.ISO_8859_1),
                e);
          }
          slowestNs = Math.max(slowestNs, System.nanoTime() - beganNs);
        }
      }
      assertThat(slowestNs).as("ns for the slowest body").isLessThan(LONGEST_NS);
    }

    private void one(Target target, byte[] body, int status) {
      try {
        refusedRows += target.read(body, status);
        good++;
      } catch (ProviderException e) {
        Answers.message(e);
        reasons.merge(e.reason(), 1, Integer::sum);
      } catch (ArchiveException e) {
        Answers.tellsNoSecret(String.valueOf(e.getMessage()));
        brokenArchives++;
      }
    }

    int failed() {
      return brokenArchives + reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
      return good
          + " read with "
          + refusedRows
          + " rows refused, "
          + failed()
          + " refused "
          + reasons
          + ", slowest "
          + slowestNs / 1_000_000
          + " ms";
    }
  }

  /** Counts lines of the log, and those that tell the planted secret. */
  private static final class Log extends ByteArrayOutputStream {
    private int lines;
    private int told;

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      String text = toString(StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      if (end >= 0) {
        for (String line : text.substring(0, end).split("\n", -1)) {
          lines++;
          told += line.contains(Damage.SECRET) ? 1 : 0;
        }
        reset();
        byte[] rest = text.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        super.write(rest, 0, rest.length);
      }
    }
  }
}
