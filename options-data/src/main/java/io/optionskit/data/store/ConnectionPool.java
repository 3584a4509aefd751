/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections kept open for the next user. Starts no thread: what is too old or broken is replaced
 * when it is asked for. May be used by several threads.
 */
final class ConnectionPool implements AutoCloseable {

  /** Opens one connection. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;
  }

  private record Idle(Connection connection, Instant since) {}

  private static final Duration TRUSTED = Duration.ofSeconds(1);
  private static final int VALIDATION_SECONDS = 5;

  private final String name;
  private final PoolSettings settings;
  private final InstantSource clock;
  private final Opener opener;
  private final Semaphore permits;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final IdentityHashMap<Connection, Instant> opened = new IdentityHashMap<>();
  private boolean closed;

  ConnectionPool(String name, PoolSettings settings, InstantSource clock, Opener opener) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.opener = opener;
    permits = new Semaphore(settings.connections() + settings.overflow(), true);
  }

  /**
   * Takes a connection for use by one thread.
   *
   * @throws StoreException if none is free within the timeout, or the pool is closed
   * @throws SQLException if a new one cannot be opened
   */
  Connection take() throws SQLException {
    waitForPermit();
    try {
      for (Idle next = poll(); next != null; next = poll()) {
        if (isFresh(next)) {
          return next.connection;
        }
        discard(next.connection);
      }
      Connection connection = opener.open();
      synchronized (this) {
        opened.put(connection, clock.instant());
      }
      return connection;
    } catch (SQLException | RuntimeException | Error e) {
      permits.release();
      throw e;
    }
  }

  /**
   * Gives a connection back.
   *
   * @param sound false if it must not be used again
   */
  void giveBack(Connection connection, boolean sound) {
    boolean keep;
    synchronized (this) {
      keep = sound && !closed && idle.size() < settings.connections();
      if (keep) {
        idle.addFirst(new Idle(connection, clock.instant()));
      }
    }
    if (!keep) {
      discard(connection);
    }
    permits.release();
  }

  /** Closes the connections that wait, and those in use when they are given back. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (Idle next = poll(); next != null; next = poll()) {
      discard(next.connection);
    }
  }

  /** Returns how many connections are open. */
  synchronized int size() {
    return opened.size();
  }

  private void waitForPermit() {
    checkOpen();
    boolean granted;
    try {
      granted = permits.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a connection to " + name, e);
    }
    if (!granted) {
      throw new StoreException(
          "no connection to "
              + name
              + " was free within "
              + settings.timeout()
              + ": all "
              + (settings.connections() + settings.overflow())
              + " are in use; allow more, or hold them for less time");
    }
    try {
      checkOpen();
    } catch (StoreException e) {
      permits.release();
      throw e;
    }
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw new StoreException("the store " + name + " is closed");
    }
  }

  private synchronized @Nullable Idle poll() {
    return idle.pollFirst();
  }

  private boolean isFresh(Idle next) {
    Instant now = clock.instant();
    Instant openedAt;
    synchronized (this) {
      openedAt = opened.getOrDefault(next.connection, Instant.EPOCH);
    }
    if (!openedAt.plus(settings.recycle()).isAfter(now)) {
      return false;
    }
    if (next.since.plus(TRUSTED).isAfter(now)) {
      return true;
    }
    try {
      return next.connection.isValid(VALIDATION_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private void discard(Connection connection) {
    synchronized (this) {
      opened.remove(connection);
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // Of no use any more, whether it could be closed or not.
    }
  }
}
