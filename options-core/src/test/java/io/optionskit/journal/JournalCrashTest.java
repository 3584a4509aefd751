/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Promises R3 and R16: no confirmed record is lost, none is invented, whatever the disk does. */
class JournalCrashTest {

  private static final int STEPS = 2_000;
  private static final int SEGMENT_BYTES = 16 << 10;
  private static final long SEED = Long.getLong("optionskit.seed", 20261121);

  @Test
  void losesNoSyncedRecordAndInventsNoneWhereverTheMachineStops() {
    int runs = Integer.getInteger("optionskit.crashRuns", 1);
    int points = 0;
    for (int run = 0; run < runs; run++) {
      Scenario scenario = new Scenario(SEED + run);
      scenario.play();
      points += scenario.crashes;
    }
    System.out.println("crash points: " + points + ", first seed " + SEED);
    assertThat(points).isGreaterThanOrEqualTo(10_000 * runs);
  }

  /**
   * Appends and syncs at random, and at every operation looks what would be left if the machine
   * stopped there.
   */
  private static final class Scenario {

    private final long seed;
    private final Random random;
    private final FaultyFiles disk = new FaultyFiles();
    private final List<JournalRecord> appended = new ArrayList<>();
    private int confirmed;
    private int crashes;
    private final JournalRecord another = new RandomRecords(0).next();

    Scenario(long seed) {
      this.seed = seed;
      random = new Random(seed);
    }

    void play() {
      RandomRecords records = new RandomRecords(seed);
      disk.beforeEveryOperation(this::crashHere);
      FileJournal journal = FileJournal.open(disk, SEGMENT_BYTES, true);
      for (int step = 0; step < STEPS; step++) {
        JournalRecord record = records.next();
        appended.add(record);
        journal.append(record);
        if (random.nextInt(2) == 0) {
          journal.sync();
          confirmed = appended.size();
        }
        if (random.nextInt(200) == 0) {
          journal.close();
          confirmed = appended.size();
          journal = FileJournal.open(disk, SEGMENT_BYTES, false);
        }
      }
      journal.close();
      disk.beforeEveryOperation(() -> {});
      assertThat(kept(disk)).isEqualTo(RecordCodecTest.bytes(appended));
    }

    private void crashHere() {
      for (int i = 0; i < 4; i++) {
        FaultyFiles left = disk.afterCrashNow(random);
        if (random.nextInt(20) == 0) {
          left = alsoStoppedWhileRepairing(left);
        }
        check(left);
      }
    }

    private FaultyFiles alsoStoppedWhileRepairing(FaultyFiles left) {
      List<FaultyFiles> stopped = new ArrayList<>();
      left.beforeEveryOperation(() -> stopped.add(left.afterCrashNow(random)));
      FileJournal.open(left, SEGMENT_BYTES, false).close();
      return stopped.get(random.nextInt(stopped.size()));
    }

    private void check(FaultyFiles left) {
      crashes++;
      String where = "seed " + seed + ", crash " + crashes;
      boolean isReadWhole = crashes % 20 == 0;
      List<JournalRecord> before = isReadWhole ? records(left) : List.of();
      int kept;
      try (FileJournal journal = FileJournal.open(left, SEGMENT_BYTES, false)) {
        kept = (int) journal.nextSequence() - 1;
        assertThat(kept).as(where).isBetween(confirmed, appended.size());
        assertThat(isBeginningOfWhatWasWritten(left, kept)).as(where).isTrue();
        journal.append(another);
      }
      if (isReadWhole) {
        assertThat(before).as(where).hasSize(kept);
        List<JournalRecord> expected = new ArrayList<>(appended.subList(0, kept));
        expected.add(another);
        assertThat(Arrays.equals(kept(left), RecordCodecTest.bytes(expected))).as(where).isTrue();
      }
    }

    private boolean isBeginningOfWhatWasWritten(FaultyFiles left, int kept) {
      for (String file : left.list()) {
        byte[] bytes = left.bytes(file);
        if (Segments.firstSequence(file) <= kept
            && !Arrays.equals(bytes, Arrays.copyOf(disk.written(file), bytes.length))) {
          return false;
        }
      }
      return true;
    }
  }

  @Test
  void stopsForGoodAtEveryWriteThatFails() {
    int failures = 0;
    for (int operation = 1; ; operation++) {
      FaultyFiles disk = new FaultyFiles();
      int failing = operation;
      disk.failWhen(number -> number == failing, SEED + operation);
      if (!stopsAtTheFailure(disk)) {
        break;
      }
      failures++;
    }
    System.out.println("failing operations: " + failures + ", seed " + SEED);
    assertThat(failures).isGreaterThan(200);
  }

  /**
   * Writes a journal on a disk with one failing operation; false if the journal ended before that
   * one.
   */
  private static boolean stopsAtTheFailure(FaultyFiles disk) {
    RandomRecords random = new RandomRecords(SEED);
    List<JournalRecord> appended = new ArrayList<>();
    int confirmed = 0;
    FileJournal journal;
    try {
      journal = FileJournal.open(disk, 2048, true);
    } catch (JournalException e) {
      assertThat(e).hasMessageContaining("cannot be opened").hasCauseInstanceOf(IOException.class);
      assertThat(disk.isLocked()).isFalse();
      assertThat(records(disk)).isEmpty();
      return true;
    }
    try {
      for (int step = 0; step < 100; step++) {
        JournalRecord record = random.next();
        journal.append(record);
        appended.add(record);
        journal.sync();
        confirmed = appended.size();
      }
      journal.close();
      return false;
    } catch (JournalException e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
    FileJournal failed = journal;
    assertThatThrownBy(() -> failed.append(random.next()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot be written any more");
    assertThatThrownBy(failed::sync)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot be written any more");
    failed.close();
    assertThat(disk.isLocked()).isFalse();
    List<JournalRecord> kept = records(disk);
    assertThat(kept.size()).isBetween(confirmed, confirmed + 1);
    return true;
  }

  static List<JournalRecord> records(FaultyFiles disk) {
    if (disk.list().isEmpty()) {
      return List.of();
    }
    try (JournalReader reader = JournalReader.open(disk, new AssetTable())) {
      return reader.readAll();
    }
  }

  private static byte[] kept(FaultyFiles disk) {
    return RecordCodecTest.bytes(records(disk));
  }
}
