/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.List;

/** A statement that writes something of a run, in the words of each database. */
@FunctionalInterface
interface RunStatement {

  /** Returns the statement for a database. */
  String sql(Dialect dialect);

  /** Returns a statement that is the same everywhere. */
  static RunStatement of(String sql) {
    return dialect -> sql;
  }

  /** Returns the statement that adds a row and leaves one that is there as it is. */
  static RunStatement insert(String table, String columns) {
    return upsert(table, columns, "");
  }

  /**
   * Returns the statement that adds a row, or replaces some columns of the one with its key.
   *
   * @param updated columns to replace, with commas between them
   */
  static RunStatement upsert(String table, String columns, String updated) {
    List<String> names = List.of(columns.split(", ", -1));
    List<String> replaced = updated.isEmpty() ? List.of() : List.of(updated.split(", ", -1));
    return dialect -> dialect.insert(table, names, Table.named(table).key(), replaced);
  }
}
