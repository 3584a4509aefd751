-- Instants are DATETIME(6) in UTC; prices and amounts have six decimals; DOUBLE holds estimates. NULL means unknown,
-- never zero. Every statement can be repeated: this database keeps the tables made before one that failed.
-- Chains are kept in one partition per month of fetch_time; the store makes the months ahead, the last partition takes the rest.

CREATE TABLE IF NOT EXISTS options_chains (
  symbol VARCHAR(64) NOT NULL,
  root VARCHAR(16) NOT NULL,
  expiration DATE NOT NULL,
  option_type VARCHAR(8) NOT NULL CHECK (option_type IN ('call', 'put')),
  strike DECIMAL(18,6) NOT NULL,
  bid DECIMAL(18,6),
  ask DECIMAL(18,6),
  mid_price DECIMAL(18,6),
  last_price DECIMAL(18,6),
  volume BIGINT,
  open_interest BIGINT,
  implied_volatility DOUBLE,
  delta DOUBLE,
  gamma DOUBLE,
  theta DOUBLE,
  vega DOUBLE,
  rho DOUBLE,
  spread_pct DOUBLE,
  dte INTEGER NOT NULL,
  underlying_price DECIMAL(18,6),
  source VARCHAR(64) NOT NULL,
  fetch_time DATETIME(6) NOT NULL,
  bid_size INTEGER,
  ask_size INTEGER,
  quote_time DATETIME(6),
  greeks_ulps INTEGER,
  unrounded TEXT,
  PRIMARY KEY (symbol, expiration, strike, option_type, fetch_time, root),
  INDEX idx_options_symbol_exp (symbol, expiration),
  INDEX idx_options_fetch_time (fetch_time),
  INDEX idx_options_dte (dte),
  INDEX idx_options_symbol_fetch (symbol, fetch_time)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (fetch_time) (PARTITION p_rest VALUES LESS THAN (MAXVALUE));

CREATE TABLE IF NOT EXISTS signals (
  id VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  mode VARCHAR(16) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  strategy VARCHAR(128) NOT NULL,
  action VARCHAR(64) NOT NULL,
  confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
  regime VARCHAR(64),
  iv_rank DOUBLE,
  vix DOUBLE,
  expiration DATE,
  dte INTEGER,
  net_price DECIMAL(18,6),
  max_profit DOUBLE,
  max_risk DOUBLE,
  features JSON,
  model_predictions JSON,
  reasons JSON,
  executed BOOLEAN NOT NULL DEFAULT FALSE,
  expires_at DATETIME(6),
  created_at DATETIME(6) NOT NULL,
  session_id VARCHAR(64),
  PRIMARY KEY (id),
  INDEX idx_signals_ts (ts),
  INDEX idx_signals_symbol (symbol)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS signal_legs (
  signal_id VARCHAR(64) NOT NULL,
  leg_no INTEGER NOT NULL,
  leg_type VARCHAR(8) NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type VARCHAR(8),
  strike DECIMAL(18,6),
  expiration DATE,
  ratio INTEGER NOT NULL,
  price DECIMAL(18,6),
  delta DOUBLE,
  root VARCHAR(16),
  PRIMARY KEY (signal_id, leg_no)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS orders (
  id VARCHAR(64) NOT NULL,
  client_order_id VARCHAR(255) NOT NULL UNIQUE,
  broker_order_id VARCHAR(255),
  signal_id VARCHAR(64),
  mode VARCHAR(16) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  order_type VARCHAR(16) NOT NULL,
  time_in_force VARCHAR(16) NOT NULL,
  limit_price DECIMAL(18,6),
  quantity INTEGER NOT NULL,
  status VARCHAR(16) NOT NULL CHECK (status IN ('pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected')),
  reject_reason TEXT,
  submitted_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  session_id VARCHAR(64),
  PRIMARY KEY (id),
  INDEX idx_orders_status (status)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS fills (
  id VARCHAR(64) NOT NULL,
  order_id VARCHAR(64) NOT NULL,
  leg_no INTEGER NOT NULL,
  broker_exec_id VARCHAR(255) NOT NULL UNIQUE,
  ts DATETIME(6) NOT NULL,
  quantity INTEGER NOT NULL,
  price DECIMAL(18,6) NOT NULL,
  commission DECIMAL(18,6) NOT NULL,
  mid_at_fill DOUBLE,
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS trades (
  id VARCHAR(64) NOT NULL,
  signal_id VARCHAR(64),
  mode VARCHAR(16) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  strategy VARCHAR(128) NOT NULL,
  action VARCHAR(64) NOT NULL,
  entry_time DATETIME(6) NOT NULL,
  exit_time DATETIME(6),
  quantity INTEGER NOT NULL,
  entry_price DECIMAL(18,6) NOT NULL,
  exit_price DECIMAL(18,6),
  commission DECIMAL(18,6) NOT NULL,
  pnl DECIMAL(18,6),
  pnl_pct DOUBLE,
  status VARCHAR(16) NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
  exit_reason TEXT,
  regime VARCHAR(64),
  mfe DOUBLE,
  mae DOUBLE,
  metadata JSON,
  created_at DATETIME(6) NOT NULL,
  session_id VARCHAR(64),
  PRIMARY KEY (id),
  INDEX idx_trades_symbol (symbol),
  INDEX idx_trades_entry_time (entry_time),
  INDEX idx_trades_status (status),
  INDEX idx_trades_strategy (strategy)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS positions (
  id VARCHAR(64) NOT NULL,
  trade_id VARCHAR(64) NOT NULL,
  mode VARCHAR(16) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  leg_type VARCHAR(8) NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type VARCHAR(8),
  strike DECIMAL(18,6),
  expiration DATE,
  quantity INTEGER NOT NULL,
  entry_price DECIMAL(18,6) NOT NULL,
  current_price DECIMAL(18,6),
  delta DOUBLE,
  gamma DOUBLE,
  theta DOUBLE,
  vega DOUBLE,
  unrealized_pnl DOUBLE,
  status VARCHAR(16) NOT NULL CHECK (status IN ('open', 'closed')),
  updated_at DATETIME(6) NOT NULL,
  root VARCHAR(16),
  session_id VARCHAR(64),
  PRIMARY KEY (id),
  INDEX idx_positions_symbol (symbol),
  INDEX idx_positions_status (status)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS bars (
  symbol VARCHAR(64) NOT NULL,
  bar_interval VARCHAR(32) NOT NULL,
  ts DATETIME(6) NOT NULL,
  open DECIMAL(18,6) NOT NULL,
  high DECIMAL(18,6) NOT NULL,
  low DECIMAL(18,6) NOT NULL,
  close DECIMAL(18,6) NOT NULL,
  volume BIGINT,
  vwap DECIMAL(18,6),
  source VARCHAR(64) NOT NULL,
  filled BOOLEAN NOT NULL DEFAULT FALSE,
  start_ts DATETIME(6),
  unrounded TEXT,
  PRIMARY KEY (symbol, bar_interval, ts)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS volatility_indices (
  name VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  value DOUBLE NOT NULL,
  source VARCHAR(64) NOT NULL,
  PRIMARY KEY (name, ts)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS reference_series (
  series VARCHAR(128) NOT NULL,
  observation_date DATE NOT NULL,
  release_date DATE NOT NULL,
  value DECIMAL(38,12),
  PRIMARY KEY (series, observation_date, release_date)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS calendar_events (
  event_type VARCHAR(64) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  event_date DATE NOT NULL,
  timing VARCHAR(32),
  known_at DATETIME(6) NOT NULL,
  event_time DATETIME(6),
  PRIMARY KEY (event_type, symbol, event_date, known_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS correlations (
  pair VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  window_points INTEGER NOT NULL,
  correlation DOUBLE,
  rolling_mean DOUBLE,
  z_score DOUBLE,
  price_divergence DOUBLE,
  PRIMARY KEY (pair, ts, window_points)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS predictions (
  id VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  symbol VARCHAR(64) NOT NULL,
  model_id VARCHAR(128) NOT NULL,
  model_version VARCHAR(64) NOT NULL,
  probability DOUBLE,
  expected_return DOUBLE,
  confidence DOUBLE,
  regime VARCHAR(64),
  fallback BOOLEAN NOT NULL DEFAULT FALSE,
  outcome DOUBLE,
  outcome_at DATETIME(6),
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS model_registry (
  model_id VARCHAR(128) NOT NULL,
  version VARCHAR(64) NOT NULL,
  tag VARCHAR(64),
  features JSON NOT NULL,
  train_from DATE,
  train_to DATE,
  metrics JSON,
  file_hash VARCHAR(128) NOT NULL,
  path TEXT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (model_id, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS model_metrics (
  model_id VARCHAR(128) NOT NULL,
  version VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  regime VARCHAR(64) NOT NULL,
  metric VARCHAR(64) NOT NULL,
  value DOUBLE,
  lower DOUBLE,
  upper DOUBLE,
  samples BIGINT,
  PRIMARY KEY (model_id, version, ts, regime, metric)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sessions (
  id VARCHAR(64) NOT NULL,
  mode VARCHAR(16) NOT NULL,
  started_at DATETIME(6),
  ended_at DATETIME(6),
  initial_balance DECIMAL(18,6) NOT NULL,
  final_balance DOUBLE,
  trades INTEGER,
  wins INTEGER,
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS risk_events (
  id VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  mode VARCHAR(16) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  severity VARCHAR(32) NOT NULL,
  symbol VARCHAR(64),
  value DOUBLE,
  limit_value DOUBLE,
  action VARCHAR(64) NOT NULL,
  cleared_at DATETIME(6),
  cleared_by TEXT,
  session_id VARCHAR(64),
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS daily_pnl (
  trade_date DATE NOT NULL,
  mode VARCHAR(16) NOT NULL,
  realized DECIMAL(18,6) NOT NULL,
  unrealized DOUBLE NOT NULL,
  commission DECIMAL(18,6) NOT NULL,
  equity DOUBLE NOT NULL,
  high_water_mark DOUBLE NOT NULL,
  session_id VARCHAR(64) NOT NULL DEFAULT '',
  PRIMARY KEY (trade_date, mode, session_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS usage_costs (
  provider VARCHAR(64) NOT NULL,
  usage_date DATE NOT NULL,
  calls BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  points BIGINT NOT NULL,
  cost_usd DECIMAL(18,6) NOT NULL,
  PRIMARY KEY (provider, usage_date)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS audit_log (
  id VARCHAR(64) NOT NULL,
  ts DATETIME(6) NOT NULL,
  actor VARCHAR(128) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  subject_id TEXT,
  payload JSON,
  session_id VARCHAR(64),
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
