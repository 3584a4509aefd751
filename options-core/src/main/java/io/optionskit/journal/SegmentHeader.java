/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.util.zip.CRC32C;

/**
 * First bytes of a segment: magic, version of the format, number of its first record, checksum of
 * the last record of the segment before, and a checksum of all that.
 *
 * <p>The checksum of the record before ties segments together, so that segments of different runs
 * are not taken for one journal.
 *
 * @param firstSequence number of the first record in the segment, from 1
 * @param previousCrc checksum of the last record of the segment before, 0 for the first segment
 */
record SegmentHeader(long firstSequence, int previousCrc) {

  static final int BYTES = 28;
  static final int VERSION = 1;

  private static final long MAGIC = 0x4F50544B4A524E4CL; // "OPTKJRNL"

  void write(BinaryWriter out) {
    int start = out.size();
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(firstSequence);
    out.writeInt(previousCrc);
    out.writeInt(crc(out.bytes(), start));
  }

  /**
   * Reads a header.
   *
   * @throws IllegalArgumentException if the bytes are not a header of a version that can be read
   */
  static SegmentHeader read(byte[] bytes, int from) {
    if (BinaryReader.longAt(bytes, from) != MAGIC) {
      throw new IllegalArgumentException("the file does not start like a journal");
    }
    if (BinaryReader.intAt(bytes, from + 24) != crc(bytes, from)) {
      throw new IllegalArgumentException("the checksum of the file's header is wrong");
    }
    int version = BinaryReader.intAt(bytes, from + 8);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "format version must be " + VERSION + ", but the journal was written with " + version);
    }
    return new SegmentHeader(
        BinaryReader.longAt(bytes, from + 12), BinaryReader.intAt(bytes, from + 20));
  }

  private static int crc(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, BYTES - Integer.BYTES);
    return (int) crc.getValue();
  }
}
