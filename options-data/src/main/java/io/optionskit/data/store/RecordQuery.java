/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which records are wanted. Immutable.
 *
 * <p>Example: {@code RecordQuery.of(RecordKind.TRADES).where("status", "open").limit(50)}.
 */
public final class RecordQuery {

  /** Most records that are given unless the query asks for more. */
  public static final int DEFAULT_LIMIT = 1000;

  /** How a value is compared. */
  enum Comparison {
    SAME("="),
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sql;

    Comparison(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  /** One condition; a record without a value does not meet it. */
  record Condition(Table.Column column, Comparison comparison, Object value) {

    @SuppressWarnings("unchecked") // the kind of the column says which type both have
    boolean isMetBy(StoreRecord record) {
      Object found = record.values().get(column.name());
      if (found == null) {
        return false;
      }
      int order = ((Comparable<Object>) found).compareTo(value);
      return switch (comparison) {
        case SAME -> order == 0;
        case AT_LEAST -> order >= 0;
        case AT_MOST -> order <= 0;
      };
    }
  }

  private final RecordKind kind;
  private final List<Condition> conditions;
  private final int limit;

  private RecordQuery(RecordKind kind, List<Condition> conditions, int limit) {
    this.kind = kind;
    this.conditions = conditions;
    this.limit = limit;
  }

  /**
   * Returns a query for the first records of a kind.
   *
   * @param kind kind of records
   * @return query for at most {@link #DEFAULT_LIMIT} of them
   */
  public static RecordQuery of(RecordKind kind) {
    return new RecordQuery(kind, List.of(), DEFAULT_LIMIT);
  }

  /**
   * Wants a value in a column.
   *
   * @param column column that is not of JSON or of exact amounts
   * @param value the value, of the type given by {@link StoreRecord}
   * @return this query with one more condition
   * @throws IllegalArgumentException if there is no such column, or it holds something else
   */
  public RecordQuery where(String column, Object value) {
    return with(column, Comparison.SAME, value);
  }

  /**
   * Wants at least a value in a column.
   *
   * @param column column that is not of JSON or of exact amounts
   * @param value least value
   * @return this query with one more condition
   * @throws IllegalArgumentException if there is no such column, or it holds something else
   */
  public RecordQuery atLeast(String column, Object value) {
    return with(column, Comparison.AT_LEAST, value);
  }

  /**
   * Wants at most a value in a column.
   *
   * @param column column that is not of JSON or of exact amounts
   * @param value greatest value
   * @return this query with one more condition
   * @throws IllegalArgumentException if there is no such column, or it holds something else
   */
  public RecordQuery atMost(String column, Object value) {
    return with(column, Comparison.AT_MOST, value);
  }

  /**
   * Wants more or fewer records.
   *
   * @param most most records that are given, ≥ 1
   * @return this query with that limit
   * @throws IllegalArgumentException if it is below 1
   */
  public RecordQuery limit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + most);
    }
    return new RecordQuery(kind, conditions, most);
  }

  RecordKind kind() {
    return kind;
  }

  List<Condition> conditions() {
    return conditions;
  }

  int limit() {
    return limit;
  }

  private RecordQuery with(String name, Comparison comparison, Object value) {
    Table.Column column = StoreRecord.column(kind, name);
    switch (column.kind()) {
      case JSON, MONEY, EXACT -> // SQLite has text there
          throw new IllegalArgumentException(
              "the column "
                  + name
                  + " holds "
                  + column.kind()
                  + " and cannot be compared in every database");
      default -> {}
    }
    List<Condition> more = new ArrayList<>(conditions);
    more.add(new Condition(column, comparison, StoreRecord.checked(column, value)));
    return new RecordQuery(kind, List.copyOf(more), limit);
  }
}
