/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.NavigableMap;
import java.util.TreeMap;

/** All rows of one file by New York date. */
final class FileRows {

  private final NavigableMap<Integer, DayRows> days = new TreeMap<>();
  private int latestDay = Integer.MIN_VALUE;
  private DayRows latest = new DayRows();

  NavigableMap<Integer, DayRows> days() {
    return days;
  }

  DayRows day(int epochDay) {
    if (epochDay != latestDay) {
      latestDay = epochDay;
      latest = days.computeIfAbsent(epochDay, key -> new DayRows());
    }
    return latest;
  }

  void sortAndRemoveRepeats(Repeats repeats) {
    for (DayRows day : days.values()) {
      day.sortByTime();
      day.removeRepeats(repeats);
    }
  }

  /**
   * Makes all volumes count the session so far.
   *
   * @param arePerBar true if they are known to be per bar, false to tell from how they move
   * @return what they counted before, and why it is thought so
   */
  Volumes normaliseVolumes(int assetCount, boolean arePerBar) {
    Volumes volumes = new Volumes(assetCount);
    for (DayRows day : days.values()) {
      volumes.compare(day);
    }
    if (volumes.meaning(arePerBar) == VolumeMeaning.PER_BAR) {
      for (DayRows day : days.values()) {
        volumes.accumulate(day);
      }
    }
    return volumes;
  }
}
