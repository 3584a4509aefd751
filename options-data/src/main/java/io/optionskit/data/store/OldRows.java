/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a retention does not keep: whole partitions where there are any, then rows, a day of
 * chains at a time so that nobody who writes has to wait for long.
 */
final class OldRows {

  private static final String OLDEST_CHAIN = "SELECT MIN(fetch_time) AS oldest FROM options_chains";
  private static final String SNAPSHOTS =
      "SELECT DISTINCT symbol, fetch_time, source FROM options_chains WHERE fetch_time < ? ORDER BY"
          + " fetch_time, symbol";

  private final Database database;
  private final StoreRetention retention;
  private final Instant now;
  private final SortedMap<String, Long> removed = new TreeMap<>();
  private final List<String> dropped = new ArrayList<>();
  private int archived;

  OldRows(Database database, StoreRetention retention, Instant now) {
    this.database = database;
    this.retention = retention;
    this.now = now;
  }

  StoreRetention.Report remove(Optional<ChainStore> archive) {
    chains(archive);
    bars();
    by(Retention.Kind.VOLATILITY_INDICES, "volatility_indices", "ts", "", this::cutoff);
    by(Retention.Kind.FEATURES, "correlations", "ts", "", this::cutoff);
    by(Retention.Kind.DAILY_SERIES, "reference_series", "observation_date", "", this::cutoffDate);
    StoreRetention.Report report =
        new StoreRetention.Report(
            Collections.unmodifiableSortedMap(removed), List.copyOf(dropped), archived);
    if (!report.isEmpty()) {
      audit(report);
    }
    return report;
  }

  /** Returns what kind of data bars of a length are; a length that is not understood is kept. */
  static Retention.Kind kindOfBars(String interval) {
    try {
      return Duration.parse(interval).compareTo(Duration.ofDays(1)) < 0
          ? Retention.Kind.BARS
          : Retention.Kind.DAILY_SERIES;
    } catch (DateTimeParseException e) {
      return Retention.Kind.DAILY_SERIES;
    }
  }

  private void chains(Optional<ChainStore> archive) {
    Retention chains = retention.get(Retention.Kind.OPTION_CHAINS);
    if (Timescale.isHypertable(database)) {
      dropped.addAll(Timescale.retain(database, chains, now));
    } else if (chains.days().isPresent()) {
      dropped.addAll(Partitions.dropBefore(database, cutoff(chains.days().getAsInt())));
      removeChains(cutoff(chains.days().getAsInt()), Optional.empty());
    }
    if (archive.isPresent() && chains.daysInDetail().isPresent()) {
      removeChains(cutoff(chains.daysInDetail().getAsInt()), archive);
    }
  }

  private void removeChains(Instant cutoff, Optional<ChainStore> archive) {
    for (Optional<Instant> oldest = oldestChain();
        oldest.isPresent() && oldest.get().isBefore(cutoff);
        oldest = oldestChain()) {
      Instant nextDay = oldest.get().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
      Instant end = nextDay.isBefore(cutoff) ? nextDay : cutoff;
      archive.ifPresent(store -> archive(store, end));
      delete("options_chains", "fetch_time < ?", end);
    }
  }

  private Optional<Instant> oldestChain() {
    return database.read(
        "find the oldest chain",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(OLDEST_CHAIN)) {
            Row row = new Row(database.dialect(), rows);
            return row.next() ? Optional.ofNullable(row.findInstant("oldest")) : Optional.empty();
          }
        });
  }

  private record Snapshot(String symbol, Instant time, String source) {}

  private void archive(ChainStore archive, Instant end) {
    for (Snapshot snapshot : database.read("list chains", connection -> before(connection, end))) {
      Optional<OptionChain> chain =
          database.read(
              "read a chain of " + snapshot.symbol,
              connection ->
                  OptionsChainsTable.latest(
                      database.dialect(), connection, snapshot.symbol, snapshot.time));
      chain.ifPresent(found -> archive.save(found, snapshot.source));
      archived++;
    }
  }

  private List<Snapshot> before(Connection connection, Instant end) throws SQLException {
    List<Snapshot> snapshots = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SNAPSHOTS)) {
      database.dialect().bind(select, end);
      try (ResultSet rows = select.executeQuery()) {
        Row row = new Row(database.dialect(), rows);
        while (row.next()) {
          snapshots.add(
              new Snapshot(row.text("symbol"), row.instant("fetch_time"), row.text("source")));
        }
      }
    }
    return snapshots;
  }

  private void bars() {
    List<String> intervals =
        database.read(
            "list lengths of bars",
            connection -> {
              List<String> found = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet rows =
                      statement.executeQuery("SELECT DISTINCT bar_interval FROM bars")) {
                while (rows.next()) {
                  found.add(rows.getString(1));
                }
              }
              return found;
            });
    for (String interval : intervals) {
      by(kindOfBars(interval), "bars", "ts", interval, this::cutoff);
    }
  }

  /** Turns days into the value before which rows are removed. */
  @FunctionalInterface
  private interface Cutoff {
    Object before(int days);
  }

  private void by(
      Retention.Kind kind, String table, String column, String interval, Cutoff cutoff) {
    OptionalInt days = retention.get(kind).days();
    if (days.isPresent() && interval.isEmpty()) {
      delete(table, column + " < ?", cutoff.before(days.getAsInt()));
    } else if (days.isPresent()) {
      delete(
          table,
          "bar_interval = ? AND " + column + " < ?",
          interval,
          cutoff.before(days.getAsInt()));
    }
  }

  private void delete(String table, String condition, @Nullable Object... values) {
    long rows =
        database.write(
            "remove old rows of " + table,
            connection -> {
              try (PreparedStatement delete =
                  connection.prepareStatement("DELETE FROM " + table + " WHERE " + condition)) {
                database.dialect().bind(delete, values);
                return delete.executeLargeUpdate();
              }
            });
    if (rows > 0) {
      removed.merge(table, rows, Long::sum);
    }
  }

  private void audit(StoreRetention.Report report) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    ObjectNode rows = payload.putObject("rows");
    report.rows().forEach(rows::put);
    report.partitions().forEach(payload.putArray("partitions")::add);
    payload.put("archived", report.archived());
    String id =
        UUID.nameUUIDFromBytes(("retention " + now).getBytes(StandardCharsets.UTF_8)).toString();
    Table table = Table.named("audit_log");
    TableData.Writer writer = new TableData.Writer(database, table);
    writer.accept(
        new @Nullable Object[] {
          id, now, "operator", "retention", null, new Dialect.Json(payload.toString()), null
        });
    writer.flush();
  }

  private Instant cutoff(int days) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(days, ChronoUnit.DAYS);
  }

  private LocalDate cutoffDate(int days) {
    return LocalDate.ofInstant(cutoff(days), ZoneOffset.UTC);
  }
}
