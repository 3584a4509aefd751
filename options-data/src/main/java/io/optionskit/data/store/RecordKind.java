/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.Locale;

/**
 * A kind of records in a trade store: one table each. The columns are those of the schema; see
 * docs/concepts/trade-stores.md.
 */
public enum RecordKind {
  /** Signals with their reasons. */
  SIGNALS("ts"),
  /** Legs of signals. */
  SIGNAL_LEGS(""),
  /** Orders. */
  ORDERS("submitted_at"),
  /** Fills; one that is kept never changes. */
  FILLS("ts"),
  /** Trades, open and closed. */
  TRADES("entry_time"),
  /** Positions of trades. */
  POSITIONS("updated_at"),
  /** Bars, each with the time at which it ended. */
  BARS("ts"),
  /** Values of volatility indices, in points. */
  VOLATILITY_INDICES("ts"),
  /** Published values of series, each with its day of release. */
  REFERENCE_SERIES("observation_date"),
  /** Events, each with the time from which it was known. */
  CALENDAR_EVENTS("event_date"),
  /** Correlations of pairs. */
  CORRELATIONS("ts"),
  /** Predictions of models. */
  PREDICTIONS("ts"),
  /** Versions of models. */
  MODEL_REGISTRY("created_at"),
  /** Metrics of models. */
  MODEL_METRICS("ts"),
  /** Runs. */
  SESSIONS("started_at"),
  /** Limits reached, halts and their ends. */
  RISK_EVENTS("ts"),
  /** Results by day. */
  DAILY_PNL("trade_date"),
  /** Calls, bytes and dollars by provider and day. */
  USAGE_COSTS("usage_date"),
  /** Who did what; an entry that is kept never changes. */
  AUDIT_LOG("ts");

  private final String order;

  RecordKind(String order) {
    this.order = order;
  }

  /** Returns the columns by which records are in order. */
  String order() {
    String key = String.join(", ", table().key());
    return order.isEmpty() ? key : order + ", " + key;
  }

  /** Returns whether a record may not wait for others, and must be on disk when saving returns. */
  boolean isUrgent() {
    return this == ORDERS || this == FILLS || this == AUDIT_LOG;
  }

  /** Returns whether a record never changes once it is kept. */
  boolean isFinal() {
    return this == FILLS || this == AUDIT_LOG;
  }

  Table table() {
    return Table.named(name().toLowerCase(Locale.ROOT));
  }
}
