/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole tables: read row by row, written in pieces, and summed up. */
final class TableData {

  /** Takes rows. */
  interface Sink {
    void accept(@Nullable Object[] row);
  }

  private static final int PIECE = 1000;

  private TableData() {}

  /** Reads all rows of a table, in no particular order, without holding them all in memory. */
  static void read(Dialect dialect, Connection connection, Table table, Sink sink)
      throws SQLException {
    String sql = "SELECT " + String.join(", ", table.columnNames()) + " FROM " + table.name();
    try (PreparedStatement select =
        connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      select.setFetchSize(PIECE);
      try (ResultSet rows = select.executeQuery()) {
        Row row = new Row(dialect, rows);
        while (row.next()) {
          sink.accept(table.values(row));
        }
      }
    }
  }

  static TableSum sum(Dialect dialect, Connection connection, Table table) throws SQLException {
    Sum sum = new Sum(table);
    read(dialect, connection, table, sum::add);
    return sum.result();
  }

  private static void write(
      Database database, Table table, String sql, List<@Nullable Object[]> piece) {
    database.write(
        "write rows of " + table.name(),
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : piece) {
              database.dialect().bind(insert, row);
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return piece.size();
        });
  }

  /**
   * Adds rows that are not there yet, each thousand of them in a transaction: what was written
   * before an interruption stays.
   */
  static final class Writer implements Sink {

    private final Database database;
    private final Table table;
    private final String sql;
    private final List<@Nullable Object[]> piece = new ArrayList<>(PIECE);

    Writer(Database database, Table table) {
      this.database = database;
      this.table = table;
      sql = table.insert(database.dialect());
    }

    @Override
    public void accept(@Nullable Object[] row) {
      piece.add(row);
      if (piece.size() == PIECE) {
        flush();
      }
    }

    void flush() {
      if (!piece.isEmpty()) {
        write(database, table, sql, piece);
        piece.clear();
      }
    }
  }

  /** Sum over the rows of a table. */
  static final class Sum {

    private final Table table;
    private final MessageDigest digest;
    private BigInteger total = BigInteger.ZERO;
    private long rows;

    Sum(Table table) {
      this.table = table;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    void add(@Nullable Object[] row) {
      for (int i = 0; i < row.length; i++) {
        String text = RowText.comparable(RowText.kept(table.columns().get(i).kind(), row[i]));
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        // The length stands before each value, so that no two rows can give the same bytes.
        digest.update((text == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      total = total.add(new BigInteger(1, digest.digest()));
      rows++;
    }

    TableSum result() {
      byte[] sum = total.mod(BigInteger.ONE.shiftLeft(256)).toByteArray();
      byte[] fixed = new byte[32];
      int length = Math.min(32, sum.length);
      System.arraycopy(sum, sum.length - length, fixed, 32 - length, length);
      return new TableSum(table.name(), rows, HexFormat.of().formatHex(fixed));
    }
  }
}
