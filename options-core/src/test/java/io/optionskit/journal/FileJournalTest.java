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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

  private final RandomRecords random = new RandomRecords(42);

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasAppended() {
    List<JournalRecord> records = random.next(100);

    write(FileJournal.create(folder), records);

    assertSame(JournalReader.readAll(folder), records);
  }

  @Test
  void hasTheBytesOfAJournalInMemory() throws IOException {
    List<JournalRecord> records = random.next(50);
    MemoryJournal memory = new MemoryJournal();

    try (FileJournal journal = FileJournal.create(folder)) {
      for (JournalRecord record : records) {
        journal.append(record);
        journal.sync();
        memory.append(record);
        memory.sync();
      }
    }

    assertThat(folder.resolve("journal-0000000000000000001.okj")).hasBinaryContent(memory.bytes());
    assertSame(memory.records(), records);
  }

  @Test
  void startsANewFileWhenOneIsFullEachReadableByItself() throws IOException {
    List<JournalRecord> records = random.next(500);

    write(FileJournal.create(folder, 4096), records);

    assertThat(segments()).hasSizeGreaterThan(5);
    assertSame(JournalReader.readAll(folder), records);
  }

  @Test
  void continuesBehindTheLastRecord() {
    List<JournalRecord> records = random.next(60);

    write(FileJournal.open(folder), records.subList(0, 20));
    write(FileJournal.open(folder), List.of());
    FileJournal third = FileJournal.open(folder);
    long next = third.nextSequence();
    write(third, records.subList(20, 60));

    assertThat(next).isEqualTo(21);
    assertThat(third.repaired()).isEmpty();
    assertSame(JournalReader.readAll(folder), records);
  }

  @Test
  void doesNotStartANewJournalOverAnOldOne() {
    write(FileJournal.create(folder), random.next(1));

    assertThatThrownBy(() -> FileJournal.create(folder))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("already holds a journal");

    write(FileJournal.open(folder), List.of());
  }

  @Test
  void keepsASecondWriterOut() {
    try (FileJournal journal = FileJournal.create(folder)) {
      assertThatThrownBy(() -> FileJournal.open(folder))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("another journal of this process writes to the folder");
      journal.append(random.next());
    }

    assertThat(JournalReader.readAll(folder)).hasSize(1);
  }

  @Test
  void cutsWhatACrashLeftUnfinishedAndSaysSo() throws IOException {
    List<JournalRecord> records = random.next(10);
    write(FileJournal.create(folder), records);
    Path file = segments().get(0);
    byte[] whole = Files.readAllBytes(file);
    int lastStart = RecordCodecTest.bytes(records.subList(0, 9)).length;

    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 2));
    FileJournal journal = FileJournal.open(folder);
    journal.close();

    assertThat(journal.repaired())
        .contains(
            new TornTail(
                file.getFileName().toString(),
                lastStart,
                whole.length - 2 - lastStart,
                "the file ends within a record"));
    assertSame(JournalReader.readAll(folder), records.subList(0, 9));
  }

  @Test
  void showsRecordsToAReaderOnceTheyAreSynced() {
    List<JournalRecord> records = random.next(3);
    try (FileJournal journal = FileJournal.create(folder)) {
      records.forEach(journal::append);
      journal.sync();

      assertSame(JournalReader.readAll(folder), records);
    }
  }

  @Test
  void writesOnWhenItsThreadIsInterrupted() {
    List<JournalRecord> records = random.next(20);
    FileJournal journal = FileJournal.create(folder, 1024);

    Thread.currentThread().interrupt();
    write(journal, records);

    assertThat(Thread.interrupted()).isTrue();
    assertSame(JournalReader.readAll(folder), records);
  }

  @Test
  void refusesRecordsAfterItWasClosed() {
    FileJournal journal = FileJournal.create(folder);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(random.next()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("it is closed");
  }

  @Test
  void saysThatThereIsNoJournal() {
    assertThatThrownBy(() -> JournalReader.readAll(folder.resolve("none")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("there is no journal in " + folder.resolve("none"));
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".okj")).sorted().toList();
    }
  }

  private static void write(FileJournal journal, List<JournalRecord> records) {
    try (journal) {
      records.forEach(journal::append);
    }
  }

  private static void assertSame(List<JournalRecord> actual, List<JournalRecord> expected) {
    assertThat(RecordCodecTest.bytes(actual)).isEqualTo(RecordCodecTest.bytes(expected));
  }
}
