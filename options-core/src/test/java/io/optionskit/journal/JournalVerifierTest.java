/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.event.JournalRecord;
import io.optionskit.spi.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalVerifierTest {

  private final List<JournalRecord> records = new RandomRecords(11).next(300);

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    try (FileJournal journal = FileJournal.create(folder, 8192)) {
      records.forEach(journal::append);
    }
  }

  @Test
  void findsASoundJournalSound() throws IOException {
    JournalReport report = JournalVerifier.verify(folder);

    assertThat(report.isSound()).isTrue();
    assertThat(report.records()).isEqualTo(300);
    assertThat(report.files()).hasSize(segments().size()).hasSizeGreaterThan(3);
    assertThat(report.tornTail()).isEmpty();
  }

  @Test
  void tellsATornTailFromDamage() throws IOException {
    Path last = segments().get(segments().size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length - 3));

    JournalReport report = JournalVerifier.verify(folder);

    assertThat(report.isSound()).isTrue();
    assertThat(report.records()).isEqualTo(299);
    assertThat(report.tornTail()).isPresent();
  }

  @Test
  void countsWhatIsSoundBehindDamageAndLocatesEachPlace() throws IOException {
    spoil(1, 1000);
    spoil(2, 2000);

    JournalReport report = JournalVerifier.verify(folder);

    assertThat(report.isSound()).isFalse();
    assertThat(report.damage()).extracting(JournalDamage::file).containsExactly(name(1), name(2));
    assertThat(report.records()).isEqualTo(298);
  }

  @Test
  void setsDamagedFilesAsideSoThatTheRestCanBeUsed() throws IOException {
    spoil(1, 4000);
    List<Path> before = segments();
    JournalReport damaged = JournalVerifier.verify(folder);
    long firstLost = damaged.damage().get(0).sequence();

    JournalReport report = JournalVerifier.quarantine(folder);

    assertThat(report).isEqualTo(damaged);
    assertThat(segments()).hasSize(2);
    assertThat(folder.resolve("quarantine"))
        .isDirectoryContaining(file -> file.endsWith(before.get(1).getFileName()))
        .isDirectoryContaining(file -> file.endsWith(before.get(2).getFileName()));
    assertThat(JournalVerifier.verify(folder).isSound()).isTrue();
    assertThat(RecordCodecTest.bytes(JournalReader.readAll(folder)))
        .isEqualTo(RecordCodecTest.bytes(records.subList(0, (int) firstLost - 1)));
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThat(journal.nextSequence()).isEqualTo(firstLost);
    }
  }

  @Test
  void leavesASoundJournalAlone() throws IOException {
    List<Path> before = segments();

    assertThat(JournalVerifier.quarantine(folder).isSound()).isTrue();

    assertThat(segments()).isEqualTo(before);
    assertThat(folder.resolve("quarantine")).doesNotExist();
  }

  @Test
  void setsAsideAFileWhoseBeginningIsGone() throws IOException {
    spoil(0, 3);

    JournalVerifier.quarantine(folder);

    assertThat(segments()).isEmpty();
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThat(journal.nextSequence()).isOne();
    }
  }

  @Test
  void doesNotTouchAJournalInUse() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThatThrownBy(() -> JournalVerifier.quarantine(folder))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("another journal of this process");
      assertThat(journal.nextSequence()).isEqualTo(301);
    }
  }

  private String name(int segment) throws IOException {
    return segments().get(segment).getFileName().toString();
  }

  private void spoil(int segment, int at) throws IOException {
    Path file = segments().get(segment);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 0x10;
    Files.write(file, bytes);
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".okj")).sorted().toList();
    }
  }
}
