/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.store.Dialect.Json;
import io.optionskit.data.store.Dialect.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table: values by the names of columns. What a record does not have is unknown.
 *
 * <p>Texts and JSON are {@code String}, whole numbers {@code Long}, estimates {@code Double}, exact
 * prices, amounts and strikes {@code BigDecimal}, times {@code Instant}, dates {@code LocalDate},
 * flags {@code Boolean}. Estimated prices and exact amounts have at most six decimals, times at
 * most six decimals of a second: what is finer is refused, because not every database could keep
 * it.
 *
 * <p>Immutable; equal to a record with the same values.
 */
public final class StoreRecord {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RecordKind kind;
  private final Map<String, Object> values;

  private StoreRecord(RecordKind kind, Map<String, Object> values) {
    this.kind = kind;
    this.values = values;
  }

  /**
   * Returns a record.
   *
   * @param kind its kind
   * @param values values by column
   * @return the record
   * @throws IllegalArgumentException if there is no such column, a value is of another type or
   *     finer than can be kept, or a column of the key is missing
   */
  public static StoreRecord of(RecordKind kind, Map<String, ?> values) {
    TreeMap<String, Object> checked = new TreeMap<>();
    values.forEach((name, value) -> checked.put(name, checked(column(kind, name), value)));
    for (String key : kind.table().key()) {
      if (!checked.containsKey(key)) {
        throw new IllegalArgumentException("a record of " + kind + " must have " + key);
      }
    }
    return new StoreRecord(kind, Collections.unmodifiableMap(checked));
  }

  /**
   * Returns the kind.
   *
   * @return kind of this record
   */
  public RecordKind kind() {
    return kind;
  }

  /**
   * Returns what is known.
   *
   * @return values by column, in the order of the names
   */
  public Map<String, Object> values() {
    return values;
  }

  /**
   * Finds a text.
   *
   * @param column column of texts or JSON
   * @return the text, empty if it is unknown
   */
  public Optional<String> findText(String column) {
    return Optional.ofNullable((String) values.get(column));
  }

  /**
   * Finds an estimate.
   *
   * @param column column of estimates or estimated prices
   * @return the number, empty if it is unknown
   */
  public OptionalDouble findNumber(String column) {
    Object value = values.get(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
  }

  /**
   * Finds an exact number.
   *
   * @param column column of exact prices, amounts or values
   * @return the number, empty if it is unknown
   */
  public Optional<BigDecimal> findExact(String column) {
    return Optional.ofNullable((BigDecimal) values.get(column));
  }

  /**
   * Finds a time.
   *
   * @param column column of times
   * @return the instant, empty if it is unknown
   */
  public Optional<Instant> findInstant(String column) {
    return Optional.ofNullable((Instant) values.get(column));
  }

  /**
   * Finds a date.
   *
   * @param column column of dates
   * @return the date, empty if it is unknown
   */
  public Optional<LocalDate> findDate(String column) {
    return Optional.ofNullable((LocalDate) values.get(column));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreRecord record
        && record.kind == kind
        && record.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + values;
  }

  /** Returns the values as a dialect binds them, in the order of the columns. */
  @Nullable Object[] bound() {
    List<Table.Column> columns = kind.table().columns();
    @Nullable Object[] bound = new @Nullable Object[columns.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = bound(columns.get(i).kind(), values.get(columns.get(i).name()));
    }
    return bound;
  }

  /** Returns a value of a column as a dialect binds it. */
  static @Nullable Object bound(Table.Kind kind, @Nullable Object value) {
    if (value instanceof Double number && kind == Table.Kind.PRICE) {
      return new Price(number);
    }
    return value instanceof String text && kind == Table.Kind.JSON ? new Json(text) : value;
  }

  /** Returns the record of values that were read from a table. */
  static StoreRecord read(RecordKind kind, @Nullable Object[] row) {
    TreeMap<String, Object> values = new TreeMap<>();
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value instanceof Json json) {
        value = json.text();
      } else if (value instanceof Price price) {
        value = price.value();
      } else if (value instanceof BigDecimal amount) {
        value = normal(amount);
      }
      if (value != null) {
        values.put(kind.table().columns().get(i).name(), value);
      }
    }
    return new StoreRecord(kind, Collections.unmodifiableMap(values));
  }

  static Table.Column column(RecordKind kind, String name) {
    return kind.table().columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    kind + " has no column '" + name + "'; it has " + kind.table().columnNames()));
  }

  /** Returns a value if a column can hold it, in the form in which it comes back. */
  static Object checked(Table.Column column, Object value) {
    Object normal =
        value instanceof Integer whole
            ? (Object) whole.longValue()
            : value instanceof BigDecimal amount ? normal(amount) : value;
    boolean fits =
        switch (column.kind()) {
          case TEXT -> normal instanceof String;
          case JSON -> normal instanceof String text && isJson(text);
          case WHOLE -> normal instanceof Long;
          case REAL -> normal instanceof Double number && Double.isFinite(number);
          case PRICE ->
              normal instanceof Double number
                  && Double.isFinite(number)
                  && new Price(number).rounded().doubleValue() == number;
          case MONEY -> normal instanceof BigDecimal amount && amount.scale() <= Dialect.DECIMALS;
          case EXACT -> normal instanceof BigDecimal;
          case TIME -> normal instanceof Instant instant && isWholeMicros(instant);
          case DATE -> normal instanceof LocalDate;
          case FLAG -> normal instanceof Boolean;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "the column "
              + column.name()
              + " holds "
              + column.kind()
              + ", not "
              + value
              + "; see StoreRecord");
    }
    return normal;
  }

  private static boolean isWholeMicros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).equals(instant);
  }

  private static BigDecimal normal(BigDecimal amount) {
    BigDecimal stripped = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static boolean isJson(String text) {
    try {
      MAPPER.readTree(text);
      return !text.isBlank();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
