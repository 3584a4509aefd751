/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import java.util.zip.CRC32C;

/**
 * Writes records as frames: length of the payload, sequence number, type, payload, and a checksum
 * of all of them.
 *
 * <p>The highest bit of the type says that everything before the frame was on stable storage when
 * it was written. It is what tells a record that was torn off in a crash from one that was damaged
 * later.
 */
final class Frames {

  static final int HEAD_BYTES = Integer.BYTES + Long.BYTES + 1;
  static final int CRC_BYTES = Integer.BYTES;
  static final int OVERHEAD_BYTES = HEAD_BYTES + CRC_BYTES;
  static final int DURABLE_BEFORE = 0x80;

  private final BinaryWriter out;
  private final RecordEncoder encoder;
  private final CRC32C crc = new CRC32C();
  private long nextSequence;
  private int lastCrc;
  private boolean durableBefore;

  /** Creates a writer of frames that continues after a record. */
  Frames(BinaryWriter out, long nextSequence, int lastCrc) {
    this.out = out;
    this.nextSequence = nextSequence;
    this.lastCrc = lastCrc;
    encoder = new RecordEncoder(out);
  }

  long nextSequence() {
    return nextSequence;
  }

  /** Writes the header of a new segment. */
  void startSegment() {
    new SegmentHeader(nextSequence, lastCrc).write(out);
    encoder.startSegment();
    durableBefore = false;
  }

  /** Notes that everything so far is on stable storage. */
  void synced() {
    durableBefore = true;
  }

  /** Writes a record; if that fails nothing was written. */
  void append(JournalRecord record) {
    int start = out.size();
    boolean done = false;
    try {
      write(record, start);
      done = true;
    } finally {
      if (!done) {
        out.truncate(start);
      }
    }
  }

  private void write(JournalRecord record, int start) {
    out.writeInt(0);
    out.writeLong(nextSequence);
    out.writeByte(RecordEncoder.typeOf(record) | (durableBefore ? DURABLE_BEFORE : 0));
    encoder.encode(record);
    out.putInt(start, out.size() - start - HEAD_BYTES);
    int value = crc(crc, out.bytes(), start, out.size() - start);
    out.writeInt(value);
    lastCrc = value;
    nextSequence++;
    durableBefore = false;
  }

  static int crc(CRC32C crc, byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
