/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back by a reader that somebody else wrote. */
class ParquetWriterTest {

  private static final int NONE = Integer.MIN_VALUE;
  private static final List<String> TEXTS = List.of("SPXW", "", "ZZ µ", "A", "BRK/B");

  @TempDir private Path folder;

  /** How the values of a column come. */
  private enum Pattern {
    ALL_DIFFERENT,
    FEW,
    ONE,
    LONG_RUNS,
    RUNS_AND_CHANGES,
    NOTHING
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void columnsOfEveryKindAndPatternComeBack(Codec codec) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int rows : new int[] {1, 2, 7, 8, 9, 63, 1_000, 30_001}) {
      for (int rowsPerGroup : new int[] {100, 10_000}) {
        if (rows / rowsPerGroup > 50) {
          continue;
        }
        ParquetWriter writer = new ParquetWriter(codec, rowsPerGroup);
        for (int twice = 0; twice < 2; twice++) {
          List<ParquetColumn> columns = columns(rows, random);
          Path file = folder.resolve("a.parquet");

          writer.write(file, columns, rows, Map.of());

          requireSame(file, columns, rows, codec + " " + rows + " in groups of " + rowsPerGroup);
        }
      }
    }
  }

  @Test
  void metadataAreKept() throws Exception {
    Path file = folder.resolve("m.parquet");
    new ParquetWriter(Codec.SNAPPY, 10)
        .write(file, columns(3, new SplittableRandom(1)), 3, Map.of("schema", "7", "µ", "a,b\n"));

    assertThat(
            query(
                "SELECT decode(key) || '=' || decode(value) FROM parquet_kv_metadata('"
                    + file
                    + "') ORDER BY 1"))
        .containsExactly("schema=7", "µ=a,b\n");
  }

  @Test
  void aFileWithoutRowsHasItsColumns() throws Exception {
    Path file = folder.resolve("e.parquet");
    new ParquetWriter(Codec.ZSTD, 10).write(file, columns(1, new SplittableRandom(1)), 0, Map.of());

    assertThat(query("SELECT count(*) FROM '" + file + "'")).containsExactly("0");
    assertThat(query("SELECT name FROM parquet_schema('" + file + "')")).contains("LONG0", "TEXT3");
  }

  @Test
  void groupsOfRowsThatCannotHoldAValueAreTold() throws Exception {
    Path file = folder.resolve("s.parquet");
    double[] values = {Double.NaN, 0.0, 5, Double.NaN, -0.0, -3, Double.NaN, Double.NaN};
    new ParquetWriter(Codec.ZSTD, 4)
        .write(
            file,
            List.of(
                new ParquetColumn.Doubles("x", values),
                new ParquetColumn.Ints("d", ColumnType.DATE, new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 0),
                new ParquetColumn.Texts(
                    "t", new int[] {0, 1, 2, 3, 4, -1, -1, -1}, List.of("b", "a", "é", "c", "d"))),
            8,
            Map.of());

    assertThat(
            query(
                "SELECT stats_min_value || ' ' || stats_max_value || ' ' || stats_null_count FROM"
                    + " parquet_metadata('"
                    + file
                    + "') ORDER BY row_group_id, column_id"))
        .containsExactly(
            "-0.0 5.0 2",
            "1970-01-02 1970-01-05 0",
            "a é 0",
            "-3.0 0.0 2",
            "1970-01-06 1970-01-09 0",
            "d d 3");
    assertThat(query("SELECT count(*) FROM '" + file + "' WHERE x = 0")).containsExactly("2");
    assertThat(query("SELECT count(*) FROM '" + file + "' WHERE t = 'é'")).containsExactly("1");
  }

  private static List<ParquetColumn> columns(int rows, SplittableRandom random) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (Pattern pattern : Pattern.values()) {
      int number = pattern.ordinal();
      long[] longs = new long[rows];
      int[] ints = new int[rows];
      int[] days = new int[rows];
      int[] thousandths = new int[rows];
      double[] doubles = new double[rows];
      int[] texts = new int[rows];
      long value = 0;
      for (int row = 0; row < rows; row++) {
        boolean isMissing =
            pattern == Pattern.NOTHING || pattern != Pattern.ONE && random.nextInt(5) == 0;
        value = next(pattern, value, random);
        longs[row] = isMissing ? NONE : value << (value & 31);
        ints[row] = isMissing ? NONE : (int) value - 1;
        days[row] = isMissing ? NONE : (int) (value & 0x7FFF);
        thousandths[row] = isMissing ? NONE : (int) (value & 0xFFFFFF);
        doubles[row] = isMissing ? Double.NaN : (value - 50) / 8.0;
        texts[row] = isMissing ? -1 : (int) (value % TEXTS.size());
      }
      columns.add(new ParquetColumn.Longs("LONG" + number, ColumnType.BIGINT, longs, NONE));
      columns.add(
          new ParquetColumn.Longs("MICROS" + number, ColumnType.TIMESTAMP_MICROS, longs, NONE));
      columns.add(
          new ParquetColumn.Longs("NANOS" + number, ColumnType.TIMESTAMP_NANOS, longs, NONE));
      columns.add(new ParquetColumn.Ints("INT" + number, ColumnType.INTEGER, ints, NONE));
      columns.add(new ParquetColumn.Ints("DATE" + number, ColumnType.DATE, days, NONE));
      columns.add(
          new ParquetColumn.Ints("STRIKE" + number, ColumnType.THOUSANDTHS, thousandths, NONE));
      columns.add(new ParquetColumn.Doubles("DOUBLE" + number, doubles));
      columns.add(new ParquetColumn.Texts("TEXT" + number, texts, TEXTS));
    }
    return columns;
  }

  private static long next(Pattern pattern, long before, SplittableRandom random) {
    return switch (pattern) {
      case ALL_DIFFERENT -> random.nextInt(1 << 30);
      case FEW -> random.nextInt(1, 40);
      case ONE -> 21;
      case LONG_RUNS -> random.nextInt(300) == 0 ? random.nextInt(99) : before;
      case RUNS_AND_CHANGES -> random.nextInt(9) == 0 ? random.nextInt(3) : before;
      case NOTHING -> 0;
    };
  }

  private static void requireSame(Path file, List<ParquetColumn> columns, int rows, String name)
      throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (ParquetColumn column : columns) {
        String read =
            switch (column.type()) {
              case TIMESTAMP_MICROS -> "epoch_us(%s)";
              case TIMESTAMP_NANOS -> "epoch_ns(%s)";
              case DATE -> "%s - DATE '1970-01-01'";
              case THOUSANDTHS -> "CAST(%s * 1000 AS INTEGER)";
              default -> "%s";
            };
        try (ResultSet found =
            statement.executeQuery(
                "SELECT " + read.formatted(column.name()) + " FROM '" + file + "'")) {
          for (int row = 0; row < rows; row++) {
            assertThat(found.next()).as(name).isTrue();
            Object value = found.getObject(1);
            assertThat(value == null ? "none" : value.toString())
                .as("%s, %s, row %d", name, column.name(), row)
                .isEqualTo(expected(column, row));
          }
          assertThat(found.next()).as(name).isFalse();
        }
      }
    }
  }

  private static String expected(ParquetColumn column, int row) {
    if (column instanceof ParquetColumn.Longs longs) {
      return longs.values()[row] == longs.none() ? "none" : Long.toString(longs.values()[row]);
    }
    if (column instanceof ParquetColumn.Ints ints) {
      return ints.values()[row] == ints.none() ? "none" : Integer.toString(ints.values()[row]);
    }
    if (column instanceof ParquetColumn.Doubles doubles) {
      double value = doubles.values()[row];
      return Double.isNaN(value) ? "none" : Double.toString(value);
    }
    ParquetColumn.Texts texts = (ParquetColumn.Texts) column;
    return texts.numbers()[row] < 0 ? "none" : texts.texts().get(texts.numbers()[row]);
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
