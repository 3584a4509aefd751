/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static io.optionskit.data.tidy.TidyFixture.HEADER;
import static io.optionskit.data.tidy.TidyFixture.gzip;
import static io.optionskit.data.tidy.TidyFixture.play;
import static io.optionskit.data.tidy.TidyFixture.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.spi.ProviderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class TidyReadingPropertiesTest {

  private Path directory = Path.of(".");

  @BeforeProperty
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("tidy");
  }

  @AfterProperty
  void removeDirectory() throws IOException {
    clear();
    Files.delete(directory);
  }

  private void clear() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row, and the line that it is to give. */
  private record Row(Instant time, String strike, int cents, String line, String played) {

    static Row random(Random random) {
      Instant time =
          Instant.parse("2014-06-05T13:31:00Z")
              .plusSeconds(60L * random.nextInt(5) + 86_400L * random.nextInt(3));
      String strike = Integer.toString(40 + random.nextInt(4));
      int cents = 1 + random.nextInt(500);
      String bid = cents / 100 + "." + cents / 10 % 10 + cents % 10;
      return new Row(
          time,
          strike,
          cents,
          time + ",TWX,TWX,2014-06-21," + strike + ",C," + bid + ",9,,,,,,",
          time + " TWX_140621C000" + strike + "000 bid " + cents / 100.0 + " ask 9.0");
    }
  }

  @Property(tries = 300)
  void rowsInAnyOrderAndFileComeInOrderOfTime(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 4) int fileCount) {
    clear();
    Random random = new Random(seed);
    List<List<Row>> files = new ArrayList<>();
    for (int i = 0; i < fileCount; i++) {
      files.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      files.get(i == 0 ? 0 : random.nextInt(fileCount)).add(Row.random(random));
    }
    for (int i = 0; i < fileCount; i++) {
      String[] lines =
          Stream.concat(Stream.of(HEADER), files.get(i).stream().map(Row::line))
              .toArray(String[]::new);
      write(directory.resolve(i + ".csv"), lines);
    }

    TidyHistory history = TidyHistory.open(directory);

    ReadReport report = history.report();
    assertThat(report.rowsRead()).isEqualTo(count);
    assertThat(report.rowsUsed() + report.rowsSkipped()).isEqualTo(count);
    assertThat(play(history).stream().filter(line -> !line.equals("---")))
        .containsExactlyElementsOf(expected(files));
  }

  /** The last row of each contract and instant counts; order by time, then by place. */
  private static List<String> expected(List<List<Row>> files) {
    List<Row> ofFiles = files.stream().flatMap(rows -> withoutRepeats(rows).stream()).toList();
    return withoutRepeats(ofFiles).stream()
        .sorted(Comparator.comparing(Row::time))
        .map(Row::played)
        .toList();
  }

  /** Of equal rows the first stays, of others the last; first in each file, then of all files. */
  private static List<Row> withoutRepeats(List<Row> rows) {
    Map<String, Row> latest = new LinkedHashMap<>();
    for (Row row : rows) {
      String key = row.time + " " + row.strike;
      Row before = latest.get(key);
      if (before == null || before.cents != row.cents) {
        latest.remove(key);
        latest.put(key, row);
      }
    }
    return List.copyOf(latest.values());
  }

  @Property(tries = 2_000)
  void damagedTextIsReportedOrRefusedAndNothingElse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < 20; i++) {
      text.append(Row.random(random).line).append('\n');
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    for (int i = 0; i < changes; i++) {
      byte[] usual = ",\n\"-.0123456789TZC eE\r;\u0000".getBytes(UTF_8);
      boolean isWild = random.nextInt(4) == 0;
      int at = HEADER.length() + 1 + random.nextInt(bytes.length - HEADER.length() - 1);
      bytes[at] = isWild ? (byte) random.nextInt(256) : usual[random.nextInt(usual.length)];
    }
    assertReportedOrRefused(write(directory.resolve("quotes.csv"), bytes));
  }

  @Property(tries = 1_000)
  void damagedGzipIsReportedOrRefusedAndNothingElse(
      @ForAll long seed, @ForAll @IntRange(max = 3) int changes) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < 50; i++) {
      text.append(Row.random(random).line).append('\n');
    }
    byte[] bytes = gzip(text.toString());
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int length = changes == 0 ? random.nextInt(bytes.length) : bytes.length;
    assertReportedOrRefused(
        write(directory.resolve("quotes.csv.gz"), java.util.Arrays.copyOf(bytes, length)));
  }

  private static void assertReportedOrRefused(Path file) {
    try {
      ReadReport report = TidyHistory.open(file).report();
      assertThat(report.rowsRead())
          .isEqualTo(report.rowsUsed() + report.rowsOutside() + report.rowsSkipped());
      assertThat(report.text()).isNotEmpty();
    } catch (ProviderException refusal) {
      assertThat(refusal).hasMessageContaining(file.getFileName().toString());
    }
  }

  @Property(tries = 100)
  void theRangeCutsWhatIsReadAndNothingElse(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int day,
      @ForAll @IntRange(max = 4) int minute) {
    clear();
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(Row.random(random));
    }
    Collections.sort(rows, Comparator.comparing(Row::time));
    String[] lines =
        Stream.concat(Stream.of(HEADER), rows.stream().map(Row::line)).toArray(String[]::new);
    Path file = write(directory.resolve("quotes.csv"), lines);
    Instant from = Instant.parse("2014-06-05T13:31:00Z").plusSeconds(60L * minute + 86_400L * day);

    List<String> whole = play(TidyHistory.open(file));
    List<String> part = play(TidyHistory.open(file, TimeRange.ALL.withFrom(from.toString())));

    assertThat(part.stream().filter(line -> !line.equals("---")))
        .containsExactlyElementsOf(
            whole.stream()
                .filter(line -> !line.equals("---"))
                .filter(line -> line.substring(0, 20).compareTo(from.toString()) >= 0)
                .toList());
  }
}
