/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.nio.file.Path;

/** Appends batch after batch and says so, compacting now and then, until it is killed. */
public final class KilledWriter {

  private KilledWriter() {}

  public static void main(String[] arguments) {
    int number = Integer.parseInt(arguments[1]);
    try (ChainHistory history = ChainHistory.open(Path.of(arguments[0]))) {
      while (true) {
        history.saveAll(CrashTest.batch(number++));
        System.out.println(number);
        if (number % 5 == 0) {
          history.folder().compact(date -> true);
        }
      }
    }
  }
}
