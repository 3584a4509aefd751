/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

  private final MovableClock clock = new MovableClock("2025-03-03T12:00:00Z");
  private final List<Connection> opened = new ArrayList<>();
  private final ConnectionPool pool = pool(PoolSettings.defaults());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void hasTheDefaultsOfTheSpecification() {
    assertThat(PoolSettings.defaults())
        .isEqualTo(new PoolSettings(5, 10, Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  @Test
  void opensFifteenAndKeepsFive() throws SQLException {
    List<Connection> taken = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      taken.add(pool.take());
    }
    assertThat(pool.size()).isEqualTo(15);

    taken.forEach(connection -> pool.giveBack(connection, true));

    assertThat(pool.size()).isEqualTo(5);
    assertThat(opened).filteredOn(ConnectionPoolTest::isClosed).hasSize(10);
  }

  @Test
  void givesTheSameConnectionAgain() throws SQLException {
    Connection first = pool.take();
    pool.giveBack(first, true);

    assertThat(pool.take()).isSameAs(first);
    assertThat(opened).hasSize(1);
  }

  @Test
  void failsWhenNoneIsFreeInTime() throws SQLException {
    try (ConnectionPool small =
        pool(new PoolSettings(1, 0, Duration.ofMillis(1), Duration.ofHours(1)))) {
      Connection only = small.take();

      assertThatThrownBy(small::take)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("within PT0.001S")
          .hasMessageContaining("all 1 are in use");
      small.giveBack(only, true);
      assertThat(small.take()).isSameAs(only);
    }
  }

  @Test
  void replacesOldAndBrokenConnections() throws SQLException {
    Connection first = pool.take();
    pool.giveBack(first, true);
    clock.move(Duration.ofHours(1));
    Connection second = pool.take();
    assertThat(second).isNotSameAs(first);
    assertThat(isClosed(first)).isTrue();

    second.close();
    pool.giveBack(second, true);
    clock.move(Duration.ofSeconds(2));
    Connection third = pool.take();
    assertThat(third).isNotSameAs(second);

    pool.giveBack(third, false);
    assertThat(isClosed(third)).isTrue();
    assertThat(pool.size()).isZero();
  }

  @Test
  void givesNothingOnceItIsClosed() throws SQLException {
    Connection used = pool.take();
    pool.close();

    assertThatThrownBy(pool::take)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    pool.giveBack(used, true);
    assertThat(isClosed(used)).isTrue();
  }

  @Test
  void losesNoPlaceWhenOpeningFails() {
    try (ConnectionPool failing =
        new ConnectionPool(
            "test",
            new PoolSettings(1, 0, Duration.ofMillis(1), Duration.ofHours(1)),
            clock,
            () -> {
              throw new SQLException("down");
            })) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(failing::take).isInstanceOf(SQLException.class).hasMessage("down");
      }
    }
  }

  private ConnectionPool pool(PoolSettings settings) {
    return new ConnectionPool(
        "test",
        settings,
        clock,
        () -> {
          Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
          opened.add(connection);
          return connection;
        });
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
