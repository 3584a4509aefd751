/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

/**
 * The statements that write a run. Each may be repeated with the same values without changing
 * anything.
 */
final class TradeRows {

  static final String SESSION_STARTED =
      "INSERT INTO sessions (id, mode, started_at, initial_balance) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET ended_at = NULL, final_balance = NULL, trades = NULL, wins = NULL";

  static final String SESSION_ENDED =
      "UPDATE sessions SET ended_at = ?, final_balance = ?, trades = ?, wins = ? WHERE id = ?";

  static final String SIGNAL =
      "INSERT INTO signals (id, ts, mode, symbol, strategy, action, confidence, expiration, dte, net_price,"
          + " max_profit, max_risk, reasons, created_at, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

  static final String SIGNAL_EXECUTED = "UPDATE signals SET executed = 1 WHERE id = ?";

  static final String SIGNAL_LEG =
      "INSERT INTO signal_legs (signal_id, leg_no, leg_type, option_type, strike, expiration, ratio, root)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (signal_id, leg_no) DO NOTHING";

  static final String ORDER =
      "INSERT INTO orders (id, client_order_id, signal_id, mode, symbol, order_type, time_in_force, limit_price,"
          + " quantity, status, reject_reason, submitted_at, updated_at, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (client_order_id) DO NOTHING";

  static final String ORDER_ACCEPTED = "UPDATE orders SET broker_order_id = ? WHERE id = ?";

  static final String ORDER_REPRICED =
      "UPDATE orders SET order_type = ?, limit_price = ?, updated_at = ? WHERE id = ?";

  static final String ORDER_STATUS =
      "UPDATE orders SET status = ?, reject_reason = ?, updated_at = ? WHERE id = ?";

  static final String FILL =
      "INSERT INTO fills (id, order_id, leg_no, broker_exec_id, ts, quantity, price, commission)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (broker_exec_id) DO NOTHING";

  static final String TRADE =
      "INSERT INTO trades (id, signal_id, mode, symbol, strategy, action, entry_time, exit_time, quantity,"
          + " entry_price, exit_price, commission, pnl, pnl_pct, status, exit_reason, metadata, created_at, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET exit_time = excluded.exit_time, quantity = excluded.quantity,"
          + " action = excluded.action, entry_price = excluded.entry_price, exit_price = excluded.exit_price,"
          + " commission = excluded.commission, pnl = excluded.pnl, pnl_pct = excluded.pnl_pct,"
          + " status = excluded.status, exit_reason = excluded.exit_reason";

  static final String POSITION =
      "INSERT INTO positions (id, trade_id, mode, symbol, leg_type, option_type, strike, expiration, quantity,"
          + " entry_price, status, updated_at, root, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET leg_type = excluded.leg_type, quantity = excluded.quantity,"
          + " entry_price = excluded.entry_price, status = excluded.status, updated_at = excluded.updated_at";

  static final String RISK_EVENT =
      "INSERT INTO risk_events (id, ts, mode, kind, severity, symbol, action, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

  static final String RISK_EVENTS_CLEARED =
      "UPDATE risk_events SET cleared_at = ?, cleared_by = ?"
          + " WHERE kind = 'CONTROL' AND mode = ? AND session_id = ? AND cleared_at IS NULL AND ts <= ?";

  static final String DAILY_PNL =
      "INSERT INTO daily_pnl (trade_date, mode, realized, unrealized, commission, equity, high_water_mark, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (trade_date, mode, session_id) DO UPDATE SET realized = excluded.realized,"
          + " unrealized = excluded.unrealized, commission = excluded.commission, equity = excluded.equity,"
          + " high_water_mark = excluded.high_water_mark";

  static final String AUDIT =
      "INSERT INTO audit_log (id, ts, actor, kind, subject_id, payload, session_id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

  private TradeRows() {}
}
