/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.spi.JournalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a journal goes on.
 *
 * @param nextSequence number of the next record
 * @param lastCrc checksum of the last record, 0 if there is none
 * @param tornTail what was cut to get there
 */
record JournalEnd(long nextSequence, int lastCrc, Optional<TornTail> tornTail) {

  /**
   * Finds the end of a journal and cuts what a crash left behind it.
   *
   * <p>Only the last file can be unfinished: those before it were on stable storage when it was
   * created, and so was its own header before its first record. A last file without a record is
   * removed, to be created again.
   *
   * @throws JournalException if there is other damage; then nothing was changed
   */
  static JournalEnd repair(JournalFiles files, List<String> segments) throws IOException {
    if (segments.isEmpty()) {
      return new JournalEnd(1, 0, Optional.empty());
    }
    String last = segments.get(segments.size() - 1);
    Scan scan = scan(files, last);
    if (scan.damage().isPresent() && !scan.isTorn()) {
      throw damaged(files, scan.damage().get());
    }
    Optional<TornTail> torn =
        scan.damage()
            .map(
                damage ->
                    new TornTail(
                        last, scan.soundBytes(), scan.size() - scan.soundBytes(), damage.reason()));
    JournalEnd end = new JournalEnd(scan.nextSequence(), scan.lastCrc(), torn);
    if (scan.soundBytes() == 0) {
      end = before(files, segments, torn);
    }
    if (scan.soundBytes() <= SegmentHeader.BYTES) {
      files.delete(last);
      files.forceFolder();
    } else if (torn.isPresent()) {
      files.truncate(last, scan.soundBytes());
    }
    return end;
  }

  private static JournalEnd before(
      JournalFiles files, List<String> segments, Optional<TornTail> torn) throws IOException {
    if (segments.size() == 1) {
      return new JournalEnd(1, 0, torn);
    }
    Scan scan = scan(files, segments.get(segments.size() - 2));
    if (scan.damage().isPresent()) {
      throw damaged(files, scan.damage().get());
    }
    return new JournalEnd(scan.nextSequence(), scan.lastCrc(), torn);
  }

  private static JournalException damaged(JournalFiles files, JournalDamage damage) {
    return new JournalException(damage.message(files.description()));
  }

  private static Scan scan(JournalFiles files, String segment) throws IOException {
    try (FrameReader reader = new FrameReader(files.open(segment), segment)) {
      if (reader.header() != null) {
        while (reader.next()) {
          // to the end
        }
      }
      Optional<JournalDamage> damage = reader.damage();
      boolean isTorn = damage.isPresent() && reader.isTorn();
      return new Scan(
          reader.size(), reader.offset(), reader.expected(), reader.lastCrc(), damage, isTorn);
    }
  }

  private record Scan(
      long size,
      long soundBytes,
      long nextSequence,
      int lastCrc,
      Optional<JournalDamage> damage,
      boolean isTorn) {}
}
