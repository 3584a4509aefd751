/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

/**
 * The statements that write a run. Each may be repeated with the same values without changing
 * anything.
 */
final class TradeRows {

  static final RunStatement SESSION_STARTED =
      RunStatement.upsert(
          "sessions",
          "id, mode, started_at, initial_balance, ended_at, final_balance, trades, wins",
          "ended_at, final_balance, trades, wins");

  static final RunStatement SESSION_ENDED =
      RunStatement.of(
          "UPDATE sessions SET ended_at = ?, final_balance = ?, trades = ?, wins = ? WHERE id = ?");

  static final RunStatement SIGNAL =
      RunStatement.insert(
          "signals",
          "id, ts, mode, symbol, strategy, action, confidence, expiration, dte, net_price,"
              + " max_profit, max_risk, reasons, created_at, session_id");

  static final RunStatement SIGNAL_EXECUTED =
      RunStatement.of("UPDATE signals SET executed = ? WHERE id = ?");

  static final RunStatement SIGNAL_LEG =
      RunStatement.insert(
          "signal_legs",
          "signal_id, leg_no, leg_type, option_type, strike, expiration, ratio, root");

  static final RunStatement ORDER =
      RunStatement.insert(
          "orders",
          "id, client_order_id, signal_id, mode, symbol, order_type, time_in_force, limit_price,"
              + " quantity, status, reject_reason, submitted_at, updated_at, session_id");

  static final RunStatement ORDER_ACCEPTED =
      RunStatement.of("UPDATE orders SET broker_order_id = ? WHERE id = ?");

  static final RunStatement ORDER_REPRICED =
      RunStatement.of(
          "UPDATE orders SET order_type = ?, limit_price = ?, updated_at = ? WHERE id = ?");

  static final RunStatement ORDER_STATUS =
      RunStatement.of(
          "UPDATE orders SET status = ?, reject_reason = ?, updated_at = ? WHERE id = ?");

  static final RunStatement FILL =
      RunStatement.insert(
          "fills", "id, order_id, leg_no, broker_exec_id, ts, quantity, price, commission");

  static final RunStatement TRADE =
      RunStatement.upsert(
          "trades",
          "id, signal_id, mode, symbol, strategy, action, entry_time, exit_time, quantity,"
              + " entry_price, exit_price, commission, pnl, pnl_pct, status, exit_reason, metadata,"
              + " created_at, session_id",
          "exit_time, quantity, action, entry_price, exit_price, commission, pnl, pnl_pct, status,"
              + " exit_reason");

  static final RunStatement POSITION =
      RunStatement.upsert(
          "positions",
          "id, trade_id, mode, symbol, leg_type, option_type, strike, expiration, quantity,"
              + " entry_price, status, updated_at, root, session_id",
          "leg_type, quantity, entry_price, status, updated_at");

  static final RunStatement RISK_EVENT =
      RunStatement.insert(
          "risk_events", "id, ts, mode, kind, severity, symbol, action, session_id");

  static final RunStatement RISK_EVENTS_CLEARED =
      RunStatement.of(
          "UPDATE risk_events SET cleared_at = ?, cleared_by = ? WHERE kind = 'CONTROL' AND mode ="
              + " ? AND session_id = ? AND cleared_at IS NULL AND ts <= ?");

  static final RunStatement DAILY_PNL =
      RunStatement.upsert(
          "daily_pnl",
          "trade_date, mode, realized, unrealized, commission, equity, high_water_mark, session_id",
          "realized, unrealized, commission, equity, high_water_mark");

  static final RunStatement AUDIT =
      RunStatement.insert("audit_log", "id, ts, actor, kind, subject_id, payload, session_id");

  private TradeRows() {}
}
