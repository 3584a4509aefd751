/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so; everything runs on the thread of the test. */
public final class VirtualClock implements StreamClock {

  private record Task(long atNs, long number, Runnable action) {}

  private final Instant start;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNs).thenComparingLong(Task::number));
  private long nowNs;
  private long number;

  /** Starts at a time of day. */
  public VirtualClock(Instant start) {
    this.start = start;
  }

  @Override
  public Instant now() {
    return start.plusNanos(nowNs);
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Task task = new Task(nowNs + delay.toNanos(), number++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public Worker worker(String name, Runnable task) {
    return new Worker() {
      private boolean isCalled;
      private Runnable forget = () -> {};
      private boolean isOver;

      @Override
      public void wake() {
        if (!isCalled) {
          isCalled = true;
          forget = after(Duration.ZERO, this::run);
        }
      }

      private void run() {
        isCalled = false;
        if (!isOver) {
          task.run();
        }
      }

      @Override
      public boolean stop(Duration within) {
        if (isCalled) {
          forget.run();
          run();
        }
        isOver = true;
        return true;
      }
    };
  }

  /** Lets time pass, running what is due in its order. */
  public void advance(Duration time) {
    long until = nowNs + time.toNanos();
    Task next = tasks.peek();
    while (next != null && next.atNs() <= until) {
      tasks.remove(next);
      nowNs = Math.max(nowNs, next.atNs());
      next.action().run();
      next = tasks.peek();
    }
    nowNs = until;
  }

  /** Returns how many tasks wait. */
  public int waiting() {
    return tasks.size();
  }
}
