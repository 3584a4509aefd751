/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

/**
 * What a reader has seen so far.
 *
 * @param records records handed out
 * @param unknown records left out because their kind or length is not known
 * @param bytes decompressed bytes of the header and of whole records
 * @param tornBytes bytes at the end that make no whole record
 * @param tornFrame whether the compressed data broke off within a frame
 */
public record DbnReport(long records, long unknown, long bytes, int tornBytes, boolean tornFrame) {

  /**
   * Returns whether the end is missing.
   *
   * @return true if the stream broke off within a record or a compressed frame
   */
  public boolean isTorn() {
    return tornBytes > 0 || tornFrame;
  }
}
