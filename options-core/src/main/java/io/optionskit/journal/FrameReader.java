/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment and says what is wrong with the first that is not sound. */
final class FrameReader implements Closeable {

  private static final int WINDOW = 1 << 16;
  private static final int SECTOR = 512;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;

  private final JournalFiles.Input file;
  private final String name;
  private final long size;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer;
  private int from;
  private int to;
  private long offset;
  private int frameLength;
  private long expected;
  private int lastCrc;
  private @Nullable String problem;
  private boolean isCertainDamage;

  /** Opens a segment as long as it is now; what is added to it later is not seen. */
  FrameReader(JournalFiles.Input file, String name) throws IOException {
    this.file = file;
    this.name = name;
    expected = Segments.firstSequence(name);
    size = file.size();
    buffer = new byte[(int) Math.min(WINDOW, size)];
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  /** Returns where the current frame starts, or the bad one if there is {@link #damage()}. */
  long offset() {
    return offset;
  }

  /** Returns the number of the next record. */
  long expected() {
    return expected;
  }

  int lastCrc() {
    return lastCrc;
  }

  /** Returns what is wrong at {@link #offset()}. */
  Optional<JournalDamage> damage() {
    return Optional.ofNullable(problem)
        .map(reason -> new JournalDamage(name, offset, expected, reason));
  }

  byte[] buffer() {
    return buffer;
  }

  int payloadFrom() {
    return from + Frames.HEAD_BYTES;
  }

  int payloadTo() {
    return from + frameLength - Frames.CRC_BYTES;
  }

  int type() {
    return buffer[from + Frames.HEAD_BYTES - 1] & (Frames.DURABLE_BEFORE - 1);
  }

  /** Reads the header; null with {@link #damage()} if there is none. */
  @Nullable SegmentHeader header() throws IOException {
    if (!fill(SegmentHeader.BYTES)) {
      problem = "the file ends within its header";
      return null;
    }
    try {
      SegmentHeader header = SegmentHeader.read(buffer, from);
      if (header.firstSequence() != expected) {
        throw new IllegalArgumentException(
            "the file starts with record " + header.firstSequence() + ", not as its name says");
      }
      lastCrc = header.previousCrc();
      frameLength = SegmentHeader.BYTES;
      return header;
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
      isCertainDamage = !isZero(buffer, from, from + SegmentHeader.BYTES);
      return null;
    }
  }

  /** Goes to the next frame; false at the end of the file or at one with {@link #damage()}. */
  boolean next() throws IOException {
    if (problem != null) {
      return false;
    }
    from += frameLength;
    offset += frameLength;
    frameLength = 0;
    long left = size - offset;
    if (left == 0) {
      return false;
    }
    if (!fill(Frames.HEAD_BYTES)) {
      problem = "the file ends within a record";
      return false;
    }
    long needed = BinaryReader.intAt(buffer, from) + (long) Frames.OVERHEAD_BYTES;
    if (needed < Frames.OVERHEAD_BYTES || needed > left || !fill((int) needed)) {
      problem = "the file ends within a record";
      return false;
    }
    int length = (int) needed;
    int found = BinaryReader.intAt(buffer, from + length - Frames.CRC_BYTES);
    if (Frames.crc(crc, buffer, from, length - Frames.CRC_BYTES) != found) {
      problem = "the checksum of a record is wrong";
      return false;
    }
    long sequence = BinaryReader.longAt(buffer, from + Integer.BYTES);
    if (sequence != expected) {
      isCertainDamage = true;
      problem = "record " + sequence + " stands where " + expected + " was expected";
      return false;
    }
    expected++;
    lastCrc = found;
    frameLength = length;
    return true;
  }

  /**
   * Returns whether what is bad from {@link #offset()} on is what a crash leaves of records that
   * had not been brought to stable storage: nothing sound behind it, or sound records behind a
   * sector that was never written, none of which says that the records before it were safe.
   */
  boolean isTorn() throws IOException {
    if (isCertainDamage || size - offset > MAX_ARRAY) {
      return false;
    }
    byte[] rest = rest();
    int next = soundFrame(rest, 0);
    if (next < 0) {
      return true;
    }
    if (next == 0 || !hasUnwrittenSector(rest, next)) {
      return false;
    }
    while (next >= 0) {
      if ((rest[next + Frames.HEAD_BYTES - 1] & Frames.DURABLE_BEFORE) != 0) {
        return false;
      }
      next = soundFrame(rest, next + 1);
    }
    return true;
  }

  /** Goes to the next sound frame behind a bad one, whatever its number; false if there is none. */
  boolean skipToSound() throws IOException {
    int next = size - offset > MAX_ARRAY ? -1 : soundFrame(rest(), 1);
    if (next < 0) {
      return false;
    }
    problem = null;
    isCertainDamage = false;
    offset += next;
    from = 0;
    to = 0;
    frameLength = 0;
    fill(Frames.HEAD_BYTES);
    expected = BinaryReader.longAt(buffer, from + Integer.BYTES);
    return next();
  }

  private byte[] rest() throws IOException {
    byte[] rest = new byte[Math.toIntExact(size - offset)];
    int read = 0;
    while (read < rest.length) {
      int count = file.read(offset + read, rest, read, rest.length - read);
      if (count < 0) {
        return Arrays.copyOf(rest, read);
      }
      read += count;
    }
    return rest;
  }

  private int soundFrame(byte[] rest, int start) {
    for (int at = start; at + Frames.OVERHEAD_BYTES <= rest.length; at++) {
      int length = BinaryReader.intAt(rest, at);
      long sequence = BinaryReader.longAt(rest, at + Integer.BYTES);
      if (length >= 0
          && length <= rest.length - at - Frames.OVERHEAD_BYTES
          && sequence >= expected
          && sequence - expected <= rest.length / Frames.OVERHEAD_BYTES
          && Frames.crc(crc, rest, at, length + Frames.HEAD_BYTES)
              == BinaryReader.intAt(rest, at + length + Frames.HEAD_BYTES)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Looks for a sector of zeros that starts before the next sound frame, whose first bytes may be
   * zeros too.
   */
  private boolean hasUnwrittenSector(byte[] rest, int next) {
    int start = (int) Math.floorMod(-offset, (long) SECTOR);
    if (start > 0 && start <= next && isZero(rest, 0, start)) {
      return true; // the sector was written before, up to the bad frame, but not again
    }
    for (int sector = start; sector < next && sector + SECTOR <= rest.length; sector += SECTOR) {
      if (isZero(rest, sector, sector + SECTOR)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Brings bytes from {@code offset} on into the buffer; false if the file ends before. */
  private boolean fill(int count) throws IOException {
    if (to - from >= count) {
      return true;
    }
    if (size - offset < count) {
      return false;
    }
    if (from + count > buffer.length) {
      byte[] target = count > buffer.length ? new byte[Math.max(count, WINDOW)] : buffer;
      System.arraycopy(buffer, from, target, 0, to - from);
      buffer = target;
      to -= from;
      from = 0;
    }
    while (to - from < count) {
      int room = (int) Math.min(buffer.length - to, size - offset - (to - from));
      int read = file.read(offset + (to - from), buffer, to, room);
      if (read < 0) {
        return false;
      }
      to += read;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
