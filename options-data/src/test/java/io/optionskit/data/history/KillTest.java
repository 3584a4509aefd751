/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.spi.ChainStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Real processes, really killed. {@code -Doptionskit.kills=30} for more of them. */
class KillTest {

  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final int KILLS = Integer.getInteger("optionskit.kills", 3);

  @TempDir private Path folder;

  @Test
  void whatAKilledProcessSaidWasSavedIsThereAndNothingHalf() throws Exception {
    long seed = Long.getLong("optionskit.seed", 20250303);
    SplittableRandom random = new SplittableRandom(seed);
    int batches = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int said = killed(batches, random);

      try (ChainHistory history = ChainHistory.open(folder)) {
        List<Instant> spy = history.times("SPY", Instant.EPOCH, LATER);
        assertThat(history.times("QQQ", Instant.EPOCH, LATER)).as("seed %d", seed).isEqualTo(spy);
        assertThat(spy.size()).as("seed %d", seed).isGreaterThanOrEqualTo(said);
        assertThat(history.folder().verify().problems()).as("seed %d", seed).isEmpty();
        batches = spy.size();
      }
    }
    assertThat(batches).isGreaterThan(KILLS);
  }

  /** Starts a writer, kills it at some moment after its first batch; returns what it said last. */
  private int killed(int from, SplittableRandom random) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                KilledWriter.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      int last = from;
      int wanted = 1 + random.nextInt(8);
      String line = "";
      for (int i = 0; i < wanted && line != null; i++) {
        line = said.readLine();
        last = line == null ? last : Integer.parseInt(line);
      }
      LockSupport.parkNanos(random.nextInt(60_000_000)); // anywhere in the batches that follow
      // Process.destroyForcibly would close the stream of what it said.
      ProcessHandle.of(writer.pid()).ifPresent(ProcessHandle::destroyForcibly);
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      for (line = said.readLine(); line != null; line = said.readLine()) {
        last = Integer.parseInt(line.strip());
      }
      return last;
    }
  }

  /** Where the classes of this process come from, whoever started it and however. */
  private static String classPath() {
    return Stream.of(
            KilledWriter.class,
            ChainHistory.class,
            ChainStore.class,
            Assertions.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonFormat.class,
            DuckDBConnection.class,
            Logger.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
