-- Instants are TIMESTAMPTZ and mean UTC; prices and amounts have six decimals; DOUBLE PRECISION holds estimates.
-- JSON keeps its text as it was written. NULL means unknown, never zero. Chains have a script of their own.

CREATE TABLE signals (
  id TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  strategy TEXT NOT NULL,
  action TEXT NOT NULL,
  confidence DOUBLE PRECISION CHECK (confidence BETWEEN 0 AND 1),
  regime TEXT,
  iv_rank DOUBLE PRECISION,
  vix DOUBLE PRECISION,
  expiration DATE,
  dte INTEGER,
  net_price NUMERIC(18,6),
  max_profit DOUBLE PRECISION,
  max_risk DOUBLE PRECISION,
  features JSON,
  model_predictions JSON,
  reasons JSON,
  executed BOOLEAN NOT NULL DEFAULT FALSE,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE INDEX idx_signals_ts ON signals (ts);
CREATE INDEX idx_signals_symbol ON signals (symbol);

CREATE TABLE signal_legs (
  signal_id TEXT COLLATE "C" NOT NULL,
  leg_no INTEGER NOT NULL,
  leg_type TEXT NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type TEXT,
  strike NUMERIC(18,6),
  expiration DATE,
  ratio INTEGER NOT NULL,
  price NUMERIC(18,6),
  delta DOUBLE PRECISION,
  root TEXT,
  PRIMARY KEY (signal_id, leg_no)
);

CREATE TABLE orders (
  id TEXT COLLATE "C" NOT NULL,
  client_order_id TEXT NOT NULL UNIQUE,
  broker_order_id TEXT,
  signal_id TEXT,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  order_type TEXT NOT NULL,
  time_in_force TEXT NOT NULL,
  limit_price NUMERIC(18,6),
  quantity INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected')),
  reject_reason TEXT,
  submitted_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE INDEX idx_orders_status ON orders (status);

CREATE TABLE fills (
  id TEXT COLLATE "C" NOT NULL,
  order_id TEXT NOT NULL,
  leg_no INTEGER NOT NULL,
  broker_exec_id TEXT NOT NULL UNIQUE,
  ts TIMESTAMPTZ NOT NULL,
  quantity INTEGER NOT NULL,
  price NUMERIC(18,6) NOT NULL,
  commission NUMERIC(18,6) NOT NULL,
  mid_at_fill DOUBLE PRECISION,
  PRIMARY KEY (id)
);

CREATE TABLE trades (
  id TEXT COLLATE "C" NOT NULL,
  signal_id TEXT,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  strategy TEXT NOT NULL,
  action TEXT NOT NULL,
  entry_time TIMESTAMPTZ NOT NULL,
  exit_time TIMESTAMPTZ,
  quantity INTEGER NOT NULL,
  entry_price NUMERIC(18,6) NOT NULL,
  exit_price NUMERIC(18,6),
  commission NUMERIC(18,6) NOT NULL,
  pnl NUMERIC(18,6),
  pnl_pct DOUBLE PRECISION,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
  exit_reason TEXT,
  regime TEXT,
  mfe DOUBLE PRECISION,
  mae DOUBLE PRECISION,
  metadata JSON,
  created_at TIMESTAMPTZ NOT NULL,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE INDEX idx_trades_symbol ON trades (symbol);
CREATE INDEX idx_trades_entry_time ON trades (entry_time);
CREATE INDEX idx_trades_status ON trades (status);
CREATE INDEX idx_trades_strategy ON trades (strategy);

CREATE TABLE positions (
  id TEXT COLLATE "C" NOT NULL,
  trade_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  symbol TEXT NOT NULL,
  leg_type TEXT NOT NULL CHECK (leg_type IN ('buy', 'sell')),
  option_type TEXT,
  strike NUMERIC(18,6),
  expiration DATE,
  quantity INTEGER NOT NULL,
  entry_price NUMERIC(18,6) NOT NULL,
  current_price NUMERIC(18,6),
  delta DOUBLE PRECISION,
  gamma DOUBLE PRECISION,
  theta DOUBLE PRECISION,
  vega DOUBLE PRECISION,
  unrealized_pnl DOUBLE PRECISION,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  updated_at TIMESTAMPTZ NOT NULL,
  root TEXT,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE INDEX idx_positions_symbol ON positions (symbol);
CREATE INDEX idx_positions_status ON positions (status);

CREATE TABLE bars (
  symbol TEXT COLLATE "C" NOT NULL,
  bar_interval TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  open NUMERIC(18,6) NOT NULL,
  high NUMERIC(18,6) NOT NULL,
  low NUMERIC(18,6) NOT NULL,
  close NUMERIC(18,6) NOT NULL,
  volume BIGINT,
  vwap NUMERIC(18,6),
  source TEXT NOT NULL,
  filled BOOLEAN NOT NULL DEFAULT FALSE,
  start_ts TIMESTAMPTZ,
  unrounded TEXT,
  PRIMARY KEY (symbol, bar_interval, ts)
);

CREATE TABLE volatility_indices (
  name TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (name, ts)
);

CREATE TABLE reference_series (
  series TEXT COLLATE "C" NOT NULL,
  observation_date DATE NOT NULL,
  release_date DATE NOT NULL,
  value NUMERIC,
  PRIMARY KEY (series, observation_date, release_date)
);

CREATE TABLE calendar_events (
  event_type TEXT COLLATE "C" NOT NULL,
  symbol TEXT COLLATE "C" NOT NULL,
  event_date DATE NOT NULL,
  timing TEXT,
  known_at TIMESTAMPTZ NOT NULL,
  event_time TIMESTAMPTZ,
  PRIMARY KEY (event_type, symbol, event_date, known_at)
);

CREATE TABLE correlations (
  pair TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  window_points INTEGER NOT NULL,
  correlation DOUBLE PRECISION,
  rolling_mean DOUBLE PRECISION,
  z_score DOUBLE PRECISION,
  price_divergence DOUBLE PRECISION,
  PRIMARY KEY (pair, ts, window_points)
);

CREATE TABLE predictions (
  id TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  symbol TEXT NOT NULL,
  model_id TEXT NOT NULL,
  model_version TEXT NOT NULL,
  probability DOUBLE PRECISION,
  expected_return DOUBLE PRECISION,
  confidence DOUBLE PRECISION,
  regime TEXT,
  fallback BOOLEAN NOT NULL DEFAULT FALSE,
  outcome DOUBLE PRECISION,
  outcome_at TIMESTAMPTZ,
  PRIMARY KEY (id)
);

CREATE TABLE model_registry (
  model_id TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  tag TEXT,
  features JSON NOT NULL,
  train_from DATE,
  train_to DATE,
  metrics JSON,
  file_hash TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (model_id, version)
);

CREATE TABLE model_metrics (
  model_id TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  regime TEXT COLLATE "C" NOT NULL,
  metric TEXT COLLATE "C" NOT NULL,
  value DOUBLE PRECISION,
  lower DOUBLE PRECISION,
  upper DOUBLE PRECISION,
  samples BIGINT,
  PRIMARY KEY (model_id, version, ts, regime, metric)
);

CREATE TABLE sessions (
  id TEXT COLLATE "C" NOT NULL,
  mode TEXT NOT NULL,
  started_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  initial_balance NUMERIC(18,6) NOT NULL,
  final_balance DOUBLE PRECISION,
  trades INTEGER,
  wins INTEGER,
  PRIMARY KEY (id)
);

CREATE TABLE risk_events (
  id TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  symbol TEXT,
  value DOUBLE PRECISION,
  limit_value DOUBLE PRECISION,
  action TEXT NOT NULL,
  cleared_at TIMESTAMPTZ,
  cleared_by TEXT,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE daily_pnl (
  trade_date DATE NOT NULL,
  mode TEXT COLLATE "C" NOT NULL,
  realized NUMERIC(18,6) NOT NULL,
  unrealized DOUBLE PRECISION NOT NULL,
  commission NUMERIC(18,6) NOT NULL,
  equity DOUBLE PRECISION NOT NULL,
  high_water_mark DOUBLE PRECISION NOT NULL,
  session_id TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (trade_date, mode, session_id)
);

CREATE TABLE usage_costs (
  provider TEXT COLLATE "C" NOT NULL,
  usage_date DATE NOT NULL,
  calls BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  points BIGINT NOT NULL,
  cost_usd NUMERIC(18,6) NOT NULL,
  PRIMARY KEY (provider, usage_date)
);

CREATE TABLE audit_log (
  id TEXT COLLATE "C" NOT NULL,
  ts TIMESTAMPTZ NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT,
  payload JSON,
  session_id TEXT,
  PRIMARY KEY (id)
);

CREATE FUNCTION audit_log_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log can only grow'; END $$;
CREATE TRIGGER audit_log_keeps_rows BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_grows();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_grows();
