/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that moves only when somebody sleeps or moves it. */
public final class MovableClock implements InstantSource, Sleeper {

  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  public MovableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(time);
    move(time);
  }

  public synchronized void move(Duration time) {
    now = now.plus(time);
  }

  public List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
