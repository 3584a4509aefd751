/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Real time, one thread for short tasks and one per worker. */
final class SystemStreamClock implements StreamClock {

  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer;

  SystemStreamClock(InstantSource clock) {
    this.clock = clock;
    timer = new ScheduledThreadPoolExecutor(1, task -> daemon("optionskit-stream-timer", task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    Future<?> later = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> later.cancel(false);
  }

  @Override
  public Worker worker(String name, Runnable task) {
    Sleeper worker = new Sleeper(name, task);
    worker.thread.start();
    return worker;
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static final class Sleeper implements Worker {

    private final Semaphore calls = new Semaphore(0);
    private final Runnable task;
    private final Thread thread;
    private volatile boolean isOver;

    Sleeper(String name, Runnable task) {
      this.task = task;
      thread = daemon(name, this::work);
    }

    private void work() {
      try {
        while (true) {
          calls.acquire();
          calls.drainPermits();
          boolean isLast = isOver;
          task.run();
          if (isLast) {
            return;
          }
        }
      } catch (InterruptedException e) {
        // told to end
      }
    }

    @Override
    public void wake() {
      calls.release();
    }

    @Override
    public boolean stop(Duration within) {
      isOver = true;
      calls.release();
      if (Thread.currentThread() == thread) {
        return true;
      }
      try {
        thread.join(Math.max(1, within.toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      boolean isInTime = !thread.isAlive();
      thread.interrupt();
      return isInTime;
    }
  }
}
