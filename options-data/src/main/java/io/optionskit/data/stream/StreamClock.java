/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a stream has of time and threads: the hour, tasks for later, and workers. With a clock of a
 * test or a replay in its place a stream runs on one thread and in no time. Any thread.
 */
public interface StreamClock {

  /**
   * Returns the time by which events are stamped.
   *
   * @return time of day and date; may jump
   */
  Instant now();

  /**
   * Returns the time by which waits are measured.
   *
   * @return nanoseconds since some moment; never jumps
   */
  long nanoTime();

  /**
   * Runs a short task later.
   *
   * @param delay after which time, &ge; 0
   * @param task what to run
   * @return run it to forget the task if it has not begun
   */
  Runnable after(Duration delay, Runnable task);

  /**
   * Returns a worker for tasks that take long.
   *
   * @param name name of its thread
   * @param task what to run after each {@link Worker#wake}, never twice at once
   * @return the worker, asleep
   */
  Worker worker(String name, Runnable task);

  /** Runs one task again and again, whenever it is woken. */
  interface Worker {

    /** Has the task run once more; several calls during a run make one more run. */
    void wake();

    /**
     * Ends the worker after the run that was asked for last.
     *
     * @param within longest time to wait for it; then it is interrupted
     * @return whether it ended in time
     */
    boolean stop(Duration within);
  }

  /**
   * Returns the machine's time, with threads of its own that do not keep the program alive. Threads
   * for tasks end when nothing is to be done.
   *
   * @param clock gives the time of day
   * @return clock of the real world
   */
  static StreamClock system(InstantSource clock) {
    return new SystemStreamClock(clock);
  }
}
