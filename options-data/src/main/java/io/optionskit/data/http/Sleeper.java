/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;

/** Waits. Tests give one that only moves their clock. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits for a while on the calling thread.
   *
   * @param time how long, &gt; 0
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration time) throws InterruptedException;

  /**
   * Returns the sleeper of the platform.
   *
   * @return one that waits in real time
   */
  static Sleeper system() {
    return time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
  }
}
