-- Instants are ISO 8601 text in UTC with nine decimals, so that text sorts as time; dates are ISO 8601 text.
-- NUMERIC holds strikes, which sort as numbers; exact money and fill prices are TEXT, because SQLite would keep
-- NUMERIC as binary floating point. REAL holds estimates. NULL means unknown, never zero.

CREATE TABLE options_chains (
  symbol TEXT NOT NULL,
  root TEXT NOT NULL,
  expiration TEXT NOT NULL,
  option_type TEXT NOT NULL CHECK (option_type IN ('call', 'put')),
  strike NUMERIC NOT NULL,
  bid REAL,
  ask REAL,
  mid_price REAL,
  last_price REAL,
  volume INTEGER,
  open_interest INTEGER,
  implied_volatility REAL,
  delta REAL,
  gamma REAL,
  theta REAL,
  vega REAL,
  rho REAL,
  spread_pct REAL,
  dte INTEGER NOT NULL,
  underlying_price REAL,
  source TEXT NOT NULL,
  fetch_time TEXT NOT NULL,
  bid_size INTEGER,
  ask_size INTEGER,
  quote_time TEXT,
  greeks_ulps INTEGER,
  PRIMARY KEY (symbol, expiration, strike, option_type, fetch_time, root)
);

CREATE INDEX idx_options_symbol_exp ON options_chains (symbol, expiration);
CREATE INDEX idx_options_fetch_time ON options_chains (fetch_time);
CREATE INDEX idx_options_dte ON options_chains (dte);
CREATE INDEX idx_options_symbol_fetch ON options_chains (symbol, fetch_time);

CREATE TABLE signals (
  id TEXT PRIMARY KEY,
  ts TEXT NOT NULL,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  strategy TEXT NOT NULL,
  action TEXT NOT NULL,
  confidence REAL CHECK (confidence BETWEEN 0 AND 1),
  regime TEXT,
  iv_rank REAL,
  vix REAL,
  expiration TEXT,
  dte INTEGER,
  net_price TEXT,
  max_profit REAL,
  max_risk REAL,
  features TEXT,
  model_predictions TEXT,
  reasons TEXT,
  executed INTEGER NOT NULL DEFAULT 0,
  expires_at TEXT,
  created_at TEXT NOT NULL,
  session_id TEXT
);

CREATE INDEX idx_signals_ts ON signals (ts);
CREATE INDEX idx_signals_symbol ON signals (symbol);

CREATE TABLE signal_legs (
  signal_id TEXT NOT NULL,
  leg_no INTEGER NOT NULL,
  leg_type TEXT NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type TEXT,
  strike NUMERIC,
  expiration TEXT,
  ratio INTEGER NOT NULL,
  price TEXT,
  delta REAL,
  root TEXT,
  PRIMARY KEY (signal_id, leg_no)
) WITHOUT ROWID;

CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  client_order_id TEXT NOT NULL UNIQUE,
  broker_order_id TEXT,
  signal_id TEXT,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  order_type TEXT NOT NULL,
  time_in_force TEXT NOT NULL,
  limit_price TEXT,
  quantity INTEGER NOT NULL,
  status TEXT NOT NULL
    CHECK (status IN ('pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected')),
  reject_reason TEXT,
  submitted_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  session_id TEXT
);

CREATE INDEX idx_orders_status ON orders (status);

CREATE TABLE fills (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  leg_no INTEGER NOT NULL,
  broker_exec_id TEXT NOT NULL UNIQUE,
  ts TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  price TEXT NOT NULL,
  commission TEXT NOT NULL,
  mid_at_fill REAL
);

CREATE TABLE trades (
  id TEXT PRIMARY KEY,
  signal_id TEXT,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  strategy TEXT NOT NULL,
  action TEXT NOT NULL,
  entry_time TEXT NOT NULL,
  exit_time TEXT,
  quantity INTEGER NOT NULL,
  entry_price TEXT NOT NULL,
  exit_price TEXT,
  commission TEXT NOT NULL,
  pnl TEXT,
  pnl_pct REAL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
  exit_reason TEXT,
  regime TEXT,
  mfe REAL,
  mae REAL,
  metadata TEXT,
  created_at TEXT NOT NULL,
  session_id TEXT
);

CREATE INDEX idx_trades_symbol ON trades (symbol);
CREATE INDEX idx_trades_entry_time ON trades (entry_time);
CREATE INDEX idx_trades_status ON trades (status);
CREATE INDEX idx_trades_strategy ON trades (strategy);

CREATE TABLE positions (
  id TEXT PRIMARY KEY,
  trade_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  leg_type TEXT NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type TEXT,
  strike NUMERIC,
  expiration TEXT,
  quantity INTEGER NOT NULL,
  entry_price TEXT NOT NULL,
  current_price REAL,
  delta REAL,
  gamma REAL,
  theta REAL,
  vega REAL,
  unrealized_pnl REAL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  updated_at TEXT NOT NULL,
  root TEXT,
  session_id TEXT
);

CREATE INDEX idx_positions_symbol ON positions (symbol);
CREATE INDEX idx_positions_status ON positions (status);

CREATE TABLE bars (
  symbol TEXT NOT NULL,
  bar_interval TEXT NOT NULL,
  ts TEXT NOT NULL,
  open REAL NOT NULL,
  high REAL NOT NULL,
  low REAL NOT NULL,
  close REAL NOT NULL,
  volume INTEGER,
  vwap REAL,
  source TEXT NOT NULL,
  filled INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (symbol, bar_interval, ts)
) WITHOUT ROWID;

CREATE TABLE volatility_indices (
  name TEXT NOT NULL,
  ts TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (name, ts)
) WITHOUT ROWID;

CREATE TABLE reference_series (
  series TEXT NOT NULL,
  observation_date TEXT NOT NULL,
  release_date TEXT NOT NULL,
  value REAL,
  PRIMARY KEY (series, observation_date, release_date)
) WITHOUT ROWID;

CREATE TABLE calendar_events (
  event_type TEXT NOT NULL,
  symbol TEXT NOT NULL,
  event_date TEXT NOT NULL,
  timing TEXT,
  known_at TEXT NOT NULL,
  PRIMARY KEY (event_type, symbol, event_date)
) WITHOUT ROWID;

CREATE TABLE correlations (
  pair TEXT NOT NULL,
  ts TEXT NOT NULL,
  window_points INTEGER NOT NULL,
  correlation REAL,
  rolling_mean REAL,
  z_score REAL,
  price_divergence REAL,
  PRIMARY KEY (pair, ts, window_points)
) WITHOUT ROWID;

CREATE TABLE predictions (
  id TEXT PRIMARY KEY,
  ts TEXT NOT NULL,
  symbol TEXT NOT NULL,
  model_id TEXT NOT NULL,
  model_version TEXT NOT NULL,
  probability REAL,
  expected_return REAL,
  confidence REAL,
  regime TEXT,
  fallback INTEGER NOT NULL DEFAULT 0,
  outcome REAL,
  outcome_at TEXT
);

CREATE TABLE model_registry (
  model_id TEXT NOT NULL,
  version TEXT NOT NULL,
  tag TEXT,
  features TEXT NOT NULL,
  train_from TEXT,
  train_to TEXT,
  metrics TEXT,
  file_hash TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (model_id, version)
) WITHOUT ROWID;

CREATE TABLE model_metrics (
  model_id TEXT NOT NULL,
  version TEXT NOT NULL,
  ts TEXT NOT NULL,
  regime TEXT NOT NULL,
  metric TEXT NOT NULL,
  value REAL,
  lower REAL,
  upper REAL,
  samples INTEGER,
  PRIMARY KEY (model_id, version, ts, regime, metric)
) WITHOUT ROWID;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  mode TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  initial_balance TEXT NOT NULL,
  final_balance REAL,
  trades INTEGER,
  wins INTEGER
);

CREATE TABLE risk_events (
  id TEXT PRIMARY KEY,
  ts TEXT NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  symbol TEXT,
  value REAL,
  limit_value REAL,
  action TEXT NOT NULL,
  cleared_at TEXT,
  cleared_by TEXT,
  session_id TEXT
);

CREATE TABLE daily_pnl (
  trade_date TEXT NOT NULL,
  mode TEXT NOT NULL,
  realized TEXT NOT NULL,
  unrealized REAL NOT NULL,
  commission TEXT NOT NULL,
  equity REAL NOT NULL,
  high_water_mark REAL NOT NULL,
  session_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (trade_date, mode, session_id)
) WITHOUT ROWID;

CREATE TABLE usage_costs (
  provider TEXT NOT NULL,
  usage_date TEXT NOT NULL,
  calls INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  points INTEGER NOT NULL,
  cost_usd TEXT NOT NULL,
  PRIMARY KEY (provider, usage_date)
) WITHOUT ROWID;

CREATE TABLE audit_log (
  id TEXT PRIMARY KEY,
  ts TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT,
  payload TEXT,
  session_id TEXT
);
