/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.JournalException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is not as it was written is found, located and never taken for something else. */
class JournalDamageTest {

  private static final long SEED = Long.getLong("optionskit.seed", 20261121);

  private final List<JournalRecord> records = new RandomRecords(SEED).next(12);

  @Test
  void cutsALastRecordTornAtAnyByte() {
    byte[] whole = RecordCodecTest.bytes(records);
    int lastStart = RecordCodecTest.bytes(records.subList(0, 11)).length;
    byte[] sound = Arrays.copyOf(whole, lastStart);

    for (int length = lastStart + 1; length < whole.length; length++) {
      FaultyFiles disk = disk(Arrays.copyOf(whole, length));
      JournalReader reader = JournalReader.open(disk, new AssetTable());
      assertThat(RecordCodecTest.bytes(reader.readAll())).isEqualTo(sound);
      assertThat(reader.tornTail())
          .hasValueSatisfying(torn -> assertThat(torn.offset()).isEqualTo(lastStart));
      FileJournal journal = FileJournal.open(disk, 1 << 20, false);
      assertThat(journal.repaired()).isEqualTo(reader.tornTail());
      journal.append(records.get(11));
      journal.close();
      assertThat(RecordCodecTest.bytes(JournalCrashTest.records(disk))).isEqualTo(whole);
    }
  }

  @Test
  void cutsAHeaderTornAtAnyByte() {
    byte[] whole = RecordCodecTest.bytes(List.of());

    for (int length = 0; length < whole.length; length++) {
      FaultyFiles disk = disk(Arrays.copyOf(whole, length));
      FileJournal journal = FileJournal.open(disk, 1 << 20, false);
      assertThat(journal.repaired()).isPresent();
      journal.append(records.get(0));
      journal.close();
      assertThat(JournalCrashTest.records(disk)).hasSize(1);
    }
  }

  @Test
  void findsEveryFlippedBitBeforeTheLastRecord() {
    byte[] whole = RecordCodecTest.bytes(records);
    int lastStart = RecordCodecTest.bytes(records.subList(0, 11)).length;

    for (int bit = 0; bit < 8 * lastStart; bit++) {
      byte[] damaged = flipped(whole, bit);
      int at = bit / 8;
      assertThatThrownBy(() -> RecordCodecTest.read(damaged))
          .as("bit %d", bit)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("journal-0000000000000000001.okj at byte " + start(whole, at));
      assertThatThrownBy(() -> FileJournal.open(disk(damaged), 1 << 20, false))
          .as("bit %d", bit)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void neverReadsAFlippedLastRecordAsAnother() {
    byte[] whole = RecordCodecTest.bytes(records);
    int lastStart = RecordCodecTest.bytes(records.subList(0, 11)).length;
    byte[] sound = Arrays.copyOf(whole, lastStart);

    for (int bit = 8 * lastStart; bit < 8 * whole.length; bit++) {
      JournalReader reader = JournalReader.of(flipped(whole, bit));
      assertThat(RecordCodecTest.bytes(reader.readAll())).isEqualTo(sound);
      assertThat(reader.tornTail()).isPresent();
    }
  }

  @Test
  void takesAHoleBehindTheLastSyncForACrashAndOneBeforeItForDamage() {
    List<JournalRecord> many = new RandomRecords(SEED).next(200);
    MemoryJournal unsynced = new MemoryJournal();
    MemoryJournal synced = new MemoryJournal();
    for (JournalRecord record : many) {
      unsynced.append(record);
      synced.append(record);
      synced.sync();
    }

    JournalReader reader = JournalReader.of(withHole(unsynced.bytes()));
    reader.readAll();

    assertThat(reader.tornTail()).isPresent();
    assertThatThrownBy(() -> RecordCodecTest.read(withHole(synced.bytes())))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void missesAFileOfAnotherRun() {
    FaultyFiles disk = oneRecordPerFile("this run");
    FaultyFiles other = oneRecordPerFile("another run");
    String second = Segments.name(2);

    disk.put(second, other.bytes(second));

    assertThatThrownBy(() -> JournalCrashTest.records(disk))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(second + " at byte 0, record 2")
        .hasMessageContaining("the file does not continue the one before");
  }

  @Test
  void missesAFileThatIsGone() throws Exception {
    FaultyFiles disk = oneRecordPerFile("run");
    disk.delete(Segments.name(2));

    assertThatThrownBy(() -> JournalCrashTest.records(disk))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(Segments.name(3) + " at byte 0, record 2")
        .hasMessageContaining("the file starts with record 3 where 2 was expected");
  }

  @Test
  void missesTheBeginning() throws Exception {
    FaultyFiles disk = oneRecordPerFile("run");
    disk.delete(Segments.name(1));

    assertThatThrownBy(() -> JournalCrashTest.records(disk))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("the file starts with record 2 where 1 was expected");
  }

  @Test
  void takesATornEndOfAnyFileButTheLastForDamage() throws Exception {
    FaultyFiles disk = oneRecordPerFile("run");
    disk.truncate(Segments.name(2), disk.bytes(Segments.name(2)).length - 1);

    assertThatThrownBy(() -> JournalCrashTest.records(disk))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(Segments.name(2))
        .hasMessageContaining("the file ends within a record");
  }

  @Test
  void failsAgainWhenReadOnBehindDamage() {
    byte[] whole = RecordCodecTest.bytes(records);
    JournalReader reader = JournalReader.of(flipped(whole, 8 * 40));

    assertThatThrownBy(reader::readAll).isInstanceOf(JournalException.class);
    assertThatThrownBy(reader::next).isInstanceOf(JournalException.class);
  }

  @Test
  void refusesAJournalOfANewerFormat() {
    byte[] bytes = RecordCodecTest.bytes(records);
    bytes[11] = 2;
    int crc = Frames.crc(new java.util.zip.CRC32C(), bytes, 0, 24);
    BinaryWriter out = new BinaryWriter(4);
    out.writeInt(crc);
    System.arraycopy(out.bytes(), 0, bytes, 24, 4);

    assertThatThrownBy(() -> RecordCodecTest.read(bytes))
        .hasMessageContaining("format version must be 1, but the journal was written with 2");
    assertThatThrownBy(() -> FileJournal.open(disk(bytes), 1 << 20, false))
        .isInstanceOf(JournalException.class);
  }

  @Test
  void failsInNoOtherWayOnHostileBytes() {
    int tries = Integer.getInteger("optionskit.fuzzRuns", 200_000);
    Random random = new Random(SEED);
    byte[] whole = RecordCodecTest.bytes(records);
    int failures = 0;
    for (int i = 0; i < tries; i++) {
      byte[] bytes = random.nextInt(3) == 0 ? mutated(whole, random) : resealed(whole, random);
      try {
        RecordCodecTest.read(bytes);
      } catch (JournalException e) {
        failures++;
      }
    }
    System.out.println("hostile journals: " + tries + ", refused: " + failures + ", seed " + SEED);
    assertThat(failures).isGreaterThan(tries / 4);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes =
        Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
    for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /**
   * Changes the payload of one record and gives it a right checksum, so that the decoder gets to
   * see it.
   */
  private byte[] resealed(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int at = SegmentHeader.BYTES;
    for (int skip = random.nextInt(records.size()); skip > 0; skip--) {
      at += BinaryReader.intAt(bytes, at) + Frames.OVERHEAD_BYTES;
    }
    int length = BinaryReader.intAt(bytes, at);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int position = at + Frames.HEAD_BYTES - 1 + random.nextInt(Math.min(length, 60) + 1);
      bytes[position] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) (bytes[position] ^ 1 << random.nextInt(8));
    }
    BinaryWriter crc = new BinaryWriter(4);
    crc.writeInt(Frames.crc(new java.util.zip.CRC32C(), bytes, at, length + Frames.HEAD_BYTES));
    System.arraycopy(crc.bytes(), 0, bytes, at + length + Frames.HEAD_BYTES, 4);
    return bytes;
  }

  /** Returns where the record that holds a byte starts. */
  private static long start(byte[] whole, int at) {
    int start = 0;
    int end = SegmentHeader.BYTES;
    while (end <= at) {
      start = end;
      end += BinaryReader.intAt(whole, start) + Frames.OVERHEAD_BYTES;
    }
    return start;
  }

  private static byte[] withHole(byte[] bytes) {
    byte[] left = bytes.clone();
    Arrays.fill(left, 2048, 2048 + 512, (byte) 0);
    return left;
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] damaged = bytes.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    return damaged;
  }

  private static FaultyFiles disk(byte[] bytes) {
    FaultyFiles disk = new FaultyFiles();
    disk.put(Segments.name(1), bytes);
    return disk;
  }

  private static FaultyFiles oneRecordPerFile(String run) {
    FaultyFiles disk = new FaultyFiles();
    try (FileJournal journal = FileJournal.open(disk, 1024, true)) {
      for (int i = 0; i < 3; i++) {
        journal.append(new JournalRecord.StrategyStopped(run, "x".repeat(1024), Instant.EPOCH));
      }
    }
    return disk;
  }
}
