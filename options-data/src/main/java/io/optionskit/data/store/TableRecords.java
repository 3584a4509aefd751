/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records in the tables of a database. */
final class TableRecords implements RecordStore {

  private final Database database;

  TableRecords(Database database) {
    this.database = database;
  }

  @Override
  public void save(List<StoreRecord> records) {
    Dialect dialect = database.dialect();
    database.write(
        "keep " + records.size() + " records",
        connection -> {
          for (StoreRecord record : records) {
            Table table = record.kind().table();
            String sql = record.kind().isFinal() ? table.insert(dialect) : table.replace(dialect);
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
              dialect.bind(insert, record.bound());
              insert.executeUpdate();
            }
          }
          return records.size();
        });
  }

  @Override
  public List<StoreRecord> find(RecordQuery query) {
    Table table = query.kind().table();
    StringBuilder sql =
        new StringBuilder(
            "SELECT " + String.join(", ", table.columnNames()) + " FROM " + table.name());
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordQuery.Condition condition : query.conditions()) {
      sql.append(values.isEmpty() ? " WHERE " : " AND ")
          .append(condition.column().name())
          .append(' ')
          .append(condition.comparison().sql())
          .append(" ?");
      values.add(StoreRecord.bound(condition.column().kind(), condition.value()));
    }
    String first = query.kind().order().split(", ", -1)[0];
    sql.append(" ORDER BY ").append(first).append(" IS NOT NULL, ").append(query.kind().order());
    sql.append(" LIMIT ").append(query.limit());
    return database.read(
        "find " + table.name(),
        connection -> {
          List<StoreRecord> found = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            database.dialect().bind(select, values.toArray(new @Nullable Object[0]));
            try (ResultSet rows = select.executeQuery()) {
              Row row = new Row(database.dialect(), rows);
              while (row.next()) {
                found.add(StoreRecord.read(query.kind(), table.values(row)));
              }
            }
          }
          return List.copyOf(found);
        });
  }
}
