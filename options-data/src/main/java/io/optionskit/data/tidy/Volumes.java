/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/**
 * Tells volumes of bars from volumes of the session so far, and makes the former into the latter.
 *
 * <p>The volume of a session only grows, that of bars goes up and down: if more than one in twenty
 * steps from one known volume of an asset and date to the next goes down, they are of bars.
 */
final class Volumes {

  private static final int ONE_IN = 20;

  // What the arrays hold is of the current date only where the date's number is noted.
  private final long[] values;
  private final int[] dates;
  private int date;

  private boolean hasVolumes;
  private long steps;
  private long falls;

  Volumes(int assetCount) {
    values = new long[assetCount];
    dates = new int[assetCount];
  }

  long steps() {
    return steps;
  }

  long falls() {
    return falls;
  }

  VolumeMeaning meaning(boolean arePerBar) {
    if (!hasVolumes) {
      return VolumeMeaning.NONE;
    }
    return arePerBar || falls * ONE_IN > steps ? VolumeMeaning.PER_BAR : VolumeMeaning.CUMULATIVE;
  }

  /** Looks at the volumes of another date. */
  void compare(DayRows day) {
    date++;
    compare(day.underlyings);
    compare(day.options);
  }

  private void compare(RowBuffer rows) {
    for (int i = 0; i < rows.rows; i++) {
      long volume = rows.volumes[i];
      if (volume >= 0) {
        int asset = rows.assetIds[i];
        boolean isStep = dates[asset] == date;
        hasVolumes = true;
        steps += isStep ? 1 : 0;
        falls += isStep && volume < values[asset] ? 1 : 0;
        values[asset] = volume;
        dates[asset] = date;
      }
    }
  }

  /** Adds up the volumes of another date. */
  void accumulate(DayRows day) {
    date++;
    accumulate(day.underlyings);
    accumulate(day.options);
  }

  private void accumulate(RowBuffer rows) {
    for (int i = 0; i < rows.rows; i++) {
      if (rows.volumes[i] >= 0) {
        int asset = rows.assetIds[i];
        values[asset] = rows.volumes[i] + (dates[asset] == date ? values[asset] : 0);
        dates[asset] = date;
        rows.volumes[i] = values[asset];
      }
    }
  }
}
