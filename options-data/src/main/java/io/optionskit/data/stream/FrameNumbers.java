/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.util.LinkedHashSet;
import java.util.Set;

/** The numbers of the frames of one line, which go up by one. One thread at a time. */
final class FrameNumbers {

  private static final int MOST_REMEMBERED = 10_000;

  private final Set<Long> missing = new LinkedHashSet<>();
  private boolean isBegun;
  private long last;

  /**
   * Notes a number.
   *
   * @return how many are missing before it that were not missing already, or −1 if it came before
   */
  long note(long number) {
    if (!isBegun) {
      isBegun = true;
      last = number;
      return 0;
    }
    if (number <= last) {
      return missing.remove(number) ? 0 : -1;
    }
    long holes = number - last - 1;
    for (long hole = Math.max(last + 1, number - MOST_REMEMBERED); hole < number; hole++) {
      missing.add(hole);
    }
    while (missing.size() > MOST_REMEMBERED) {
      missing.remove(missing.iterator().next());
    }
    last = number;
    return holes;
  }
}
