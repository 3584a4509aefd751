/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The row a result stands at, in the library's types whatever the database. */
final class Row {

  private final Dialect dialect;
  private final ResultSet rows;

  Row(Dialect dialect, ResultSet rows) {
    this.dialect = dialect;
    this.rows = rows;
  }

  boolean next() throws SQLException {
    return rows.next();
  }

  @Nullable String findText(String column) throws SQLException {
    return rows.getString(column);
  }

  String text(String column) throws SQLException {
    return required(column, rows.getString(column));
  }

  /** Returns a number, {@code NaN} if it is unknown. */
  double number(String column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? Double.NaN : value;
  }

  /** Returns a whole number, −1 if it is unknown. */
  long count(String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? -1 : value;
  }

  @Nullable Long findWhole(String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  @Nullable BigDecimal findExact(String column) throws SQLException {
    if (dialect != Dialect.SQLITE) {
      return rows.getBigDecimal(column);
    }
    String text = rows.getString(column);
    return text == null ? null : new BigDecimal(text);
  }

  BigDecimal exact(String column) throws SQLException {
    return required(column, findExact(column));
  }

  boolean flag(String column) throws SQLException {
    return dialect == Dialect.POSTGRESQL ? rows.getBoolean(column) : rows.getInt(column) != 0;
  }

  @Nullable Instant findInstant(String column) throws SQLException {
    return switch (dialect) {
      case SQLITE -> {
        String text = rows.getString(column);
        yield text == null ? null : StoreText.instant(text);
      }
      case POSTGRESQL -> {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        yield time == null ? null : time.toInstant();
      }
      case MYSQL -> {
        LocalDateTime time = rows.getObject(column, LocalDateTime.class);
        yield time == null ? null : time.toInstant(ZoneOffset.UTC);
      }
    };
  }

  Instant instant(String column) throws SQLException {
    return required(column, findInstant(column));
  }

  @Nullable LocalDate findDate(String column) throws SQLException {
    if (dialect != Dialect.SQLITE) {
      return rows.getObject(column, LocalDate.class);
    }
    String text = rows.getString(column);
    return text == null ? null : LocalDate.parse(text);
  }

  LocalDate date(String column) throws SQLException {
    return required(column, findDate(column));
  }

  private static <T> T required(String column, @Nullable T value) {
    if (value == null) {
      throw new StoreException("the column " + column + " must not be unknown");
    }
    return value;
  }
}
