/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

  private static final String ENTRY =
      "{\"method\":\"GET\",\"url\":\"https://api.example.com/a\",\"status\":200}";

  @TempDir private Path folder;

  @Nested
  class Refuses {

    @Test
    void whatIsNotThere() {
      assertThatThrownBy(() -> Archive.open(folder.resolve("none")))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("does not exist");
    }

    @Test
    void aFolderWithoutIndex() {
      refused("is no archive: it has no index.json");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "../a.json",
          "/etc/passwd",
          "..",
          "a/b.json",
          "a\\\\b.json",
          "C:x",
          "con.txt",
          "a.",
          "a\\u0000b",
          "a\\nb"
        })
    void namesThatLeadOutOfIt(String name) {
      write("index.json", "{\"" + name + "\": " + ENTRY + "}");

      refused("must have a plain name");
    }

    @Test
    void linksThatLeadOutOfIt() throws IOException {
      Path inner = Files.createDirectory(folder.resolve("inner"));
      Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
      Files.writeString(inner.resolve("index.json"), "{\"a.json\": " + ENTRY + "}");
      Files.createSymbolicLink(inner.resolve("a.json"), secret);

      try (Archive archive = Archive.open(inner)) {
        assertThatThrownBy(() -> archive.body(archive.calls().get(0)))
            .isInstanceOf(ArchiveException.class)
            .hasMessageContaining("leads out of");
      }
    }

    @Test
    void zipFilesWithFoldersOrTwins() throws IOException {
      Path zip = folder.resolve("evil.zip");
      try (OutputStream out = Files.newOutputStream(zip);
          ZipOutputStream entries = new ZipOutputStream(out)) {
        entries.putNextEntry(new ZipEntry("../../evil.txt"));
        entries.closeEntry();
      }

      assertThatThrownBy(() -> Archive.open(zip))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("must have a plain name without folders: '../../evil.txt'");
    }

    @Test
    void bodiesThatAreNotThere() {
      write("index.json", "{\"a.json\": " + ENTRY + "}");

      refused("'a.json' is in the index and not in the archive");
    }

    @Test
    void everythingWrongAtOnce() {
      write("a.json", "");
      write("b.json", "");
      write("c.json", "");
      write(
          "index.json",
          """
          {"a.json": {"url": "https://x", "status": 200},
           "b.json": {"method": "GET", "status": 200},
           "c.json": {"method": "GET", "url": "https://x", "status": "ok"},
           "d.json": 7}
          """);

      refused("'a.json' must have a method");
      refused("'b.json' must have a url");
      refused("'c.json' must have a status from 0 to 999: \"ok\"");
      refused("the entry of 'd.json' must be a JSON object");
    }

    @Test
    void anIndexThatIsNoJsonOrSaysAThingTwice() {
      write("a.json", "");
      write("index.json", "{\"a.json\": ");
      refused("index.json of " + folder + " is no JSON");

      write("index.json", "[]");
      refused("must be a JSON object");

      write("index.json", "{\"a.json\": " + ENTRY + ", \"a.json\": " + ENTRY + "}");
      refused("Duplicate field");
    }

    @Test
    void laterVersions() {
      write("index.json", "{}");
      write("archive.json", "{\"format\":\"optionskit-recording\",\"version\":2}");

      refused("is of version 2; this library reads up to version 1");
    }

    @Test
    void bodiesThatHaveChanged() {
      write("a.json", "changed");
      write(
          "index.json",
          "{\"a.json\": {\"method\":\"GET\",\"url\":\"https://x\",\"status\":200,\"sha256\":\""
              + Sha256.of(bytes("as recorded"))
              + "\"}}");

      try (Archive archive = Archive.open(folder)) {
        assertThatThrownBy(() -> archive.body(archive.calls().get(0)))
            .isInstanceOf(ArchiveException.class)
            .hasMessageContaining("has changed since it was recorded");
      }
    }

    private void refused(String message) {
      assertThatThrownBy(() -> Archive.open(folder))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void damagedArchivesAreReadOrRefusedAndNeverSurprise() throws IOException {
    write("a.json", "{\"x\":1}");
    write("flow.json", "[{\"url\":\"https://x/y\",\"status\":302,\"headers\":{\"a\":[1]}}]");
    write("archive.json", "{\"format\":\"optionskit-recording\",\"version\":1}");
    write(
        "questions.jsonl",
        "{\"asked_at\":\"2025-01-10T15:00:00Z\",\"symbol\":\"SPY\",\"expiration\":\"2025-01-17\"}\n");
    write(
        "index.json",
        "{\"a.json\": " + ENTRY + ", \"flow.json\": {\"method\":\"(sequence)\",\"url\":\"-\"}}");
    Path zip = folder.resolve("whole.zip");
    ZipForm.write(folder, zip);
    byte[] whole = Files.readAllBytes(zip);
    Random random = new Random(20250110);
    Path damaged = folder.resolve("damaged.zip");
    int refused = 0;

    for (int round = 0; round < 3000; round++) {
      Files.write(damaged, damage(whole, random));
      try (Archive archive = Archive.open(damaged)) {
        Replay replay = Replay.of(archive);
        assertThat(replay).isNotNull();
        archive.calls().forEach(archive::body);
      } catch (ArchiveException e) {
        refused++;
      } catch (RuntimeException e) {
        fail("seed 20250110, round " + round, e);
      }
    }

    assertThat(refused).isBetween(500, 2999);
  }

  private static byte[] damage(byte[] whole, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    byte[] copy = whole.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  @Test
  void everyFolderOfRealBodiesIsReadWhole(@SharedData("fixtures") Path fixtures)
      throws IOException {
    try (Stream<Path> folders = Files.list(fixtures)) {
      List<Path> indexed =
          folders.filter(each -> Files.exists(each.resolve("index.json"))).sorted().toList();
      assertThat(indexed).hasSizeGreaterThanOrEqualTo(12);
      for (Path each : indexed) {
        JsonNode index = new ObjectMapper().readTree(each.resolve("index.json").toFile());
        try (Archive archive = Archive.open(each)) {
          long files = archive.calls().stream().filter(call -> !call.name().contains("#")).count();
          long flows =
              index.findValuesAsText("method").stream().filter("(sequence)"::equals).count();
          assertThat(files + flows).as(each.toString()).isEqualTo(index.size());
          for (RecordedCall call : archive.calls()) {
            if (!call.name().contains("#")) {
              assertThat(archive.body(call))
                  .isEqualTo(Files.readAllBytes(each.resolve(call.name())));
            }
          }
          assertThat(Replay.of(archive)).isNotNull();
          assertThat(archive.isRecording()).isFalse();
        }
      }
    }
  }

  @Test
  void recordTimesOfRealBodiesAreTaken(@SharedData("fixtures/cboe") Path cboe) {
    try (Archive archive = Archive.open(cboe)) {
      RecordedCall rut =
          archive.calls().stream()
              .filter(call -> call.url().endsWith("_RUT.json"))
              .findFirst()
              .orElseThrow();

      assertThat(rut.receivedAt()).hasValue(Instant.parse("2023-09-21T03:17:42Z"));
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
