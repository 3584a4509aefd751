/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.data.servers.DatabaseServer;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ManualTime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes stores on each kind of database for tests. */
enum Stores {
  SQLITE,
  POSTGRESQL,
  TIMESCALE,
  MARIADB,
  MYSQL;

  static final String NOON = "2024-03-15T12:00:00Z";
  static final SecretSource PASSWORD =
      SecretSource.of(Map.of(TradeStore.PASSWORD, DatabaseServer.PASSWORD));

  /** Returns the settings of an empty store; skips the test if its server is not installed. */
  StoreSettings empty(Path folder) {
    return switch (this) {
      case SQLITE ->
          StoreSettings.of(DatabaseAddress.of(folder.resolve("kit-" + System.nanoTime() + ".db")));
      case POSTGRESQL -> settings(DatabaseServer.postgres());
      case TIMESCALE -> {
        DatabaseServer server = DatabaseServer.postgres();
        org.junit.jupiter.api.Assumptions.assumeTrue(
            server.hasTimescale(), "this PostgreSQL has no TimescaleDB extension");
        yield settings(server).withTimescale();
      }
      case MARIADB -> settings(DatabaseServer.mariaDb());
      case MYSQL -> settings(DatabaseServer.mySql());
    };
  }

  static TradeStore open(StoreSettings settings) {
    return open(settings, ManualTime.at(NOON));
  }

  static TradeStore open(StoreSettings settings, InstantSource clock) {
    return TradeStore.open(settings, PASSWORD, clock);
  }

  /** Does something in several threads at once and waits for all of them. */
  static void together(int threads, Callable<?> work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<?> done :
          executor.invokeAll(Collections.nCopies(threads, work), 60, TimeUnit.SECONDS)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static StoreSettings settings(DatabaseServer server) {
    return StoreSettings.of(
        DatabaseAddress.parse(server.newDatabase() + "?user=" + DatabaseServer.USER));
  }
}
