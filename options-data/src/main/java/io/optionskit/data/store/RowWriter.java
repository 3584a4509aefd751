/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows and writes them together: at once if one of them may not wait, else with the
 * hundredth or 60 seconds after the first, by the time of the events.
 */
final class RowWriter {

  private static final int MOST_ROWS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(String sql, @Nullable Object[] values) {}

  private final Database database;
  private final List<Waiting> waiting = new ArrayList<>();
  private Instant waitingSince = Instant.MAX;

  RowWriter(Database database) {
    this.database = database;
  }

  void add(Instant now, RunStatement statement, @Nullable Object... values) {
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(new Waiting(statement.sql(database.dialect()), values));
  }

  /** Writes what waits if it is enough or old enough. */
  void writeIfDue(Instant now) {
    if (waiting.size() >= MOST_ROWS
        || (!waiting.isEmpty() && !waitingSince.plus(LONGEST_WAIT).isAfter(now))) {
      write();
    }
  }

  /** Writes what waits, all of it or nothing. */
  void write() {
    if (waiting.isEmpty()) {
      return;
    }
    database.write(
        "write " + waiting.size() + " rows of a run",
        connection -> {
          Map<String, PreparedStatement> statements = new LinkedHashMap<>();
          try {
            for (Waiting row : waiting) {
              PreparedStatement statement = statements.get(row.sql);
              if (statement == null) {
                statement = connection.prepareStatement(row.sql);
                statements.put(row.sql, statement);
              }
              database.dialect().bind(statement, row.values);
              statement.executeUpdate();
            }
          } finally {
            close(statements.values());
          }
          return waiting.size();
        });
    waiting.clear();
  }

  private static void close(Iterable<PreparedStatement> statements) throws SQLException {
    for (PreparedStatement statement : statements) {
      statement.close();
    }
  }
}
