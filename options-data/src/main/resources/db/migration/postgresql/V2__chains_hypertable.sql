-- Chains in a hypertable of TimescaleDB instead of partitions by month: chunks of a week, compressed after a week,
-- dropped after a year unless the operator sets another policy.

CREATE TABLE options_chains (
  symbol TEXT COLLATE "C" NOT NULL,
  root TEXT COLLATE "C" NOT NULL,
  expiration DATE NOT NULL,
  option_type TEXT COLLATE "C" NOT NULL CHECK (option_type IN ('call', 'put')),
  strike NUMERIC(18,6) NOT NULL,
  bid NUMERIC(18,6),
  ask NUMERIC(18,6),
  mid_price NUMERIC(18,6),
  last_price NUMERIC(18,6),
  volume BIGINT,
  open_interest BIGINT,
  implied_volatility DOUBLE PRECISION,
  delta DOUBLE PRECISION,
  gamma DOUBLE PRECISION,
  theta DOUBLE PRECISION,
  vega DOUBLE PRECISION,
  rho DOUBLE PRECISION,
  spread_pct DOUBLE PRECISION,
  dte INTEGER NOT NULL,
  underlying_price NUMERIC(18,6),
  source TEXT NOT NULL,
  fetch_time TIMESTAMPTZ NOT NULL,
  bid_size INTEGER,
  ask_size INTEGER,
  quote_time TIMESTAMPTZ,
  greeks_ulps INTEGER,
  unrounded TEXT,
  PRIMARY KEY (symbol, expiration, strike, option_type, fetch_time, root)
);

CREATE INDEX idx_options_symbol_exp ON options_chains (symbol, expiration);
CREATE INDEX idx_options_fetch_time ON options_chains (fetch_time);
CREATE INDEX idx_options_dte ON options_chains (dte);
CREATE INDEX idx_options_symbol_fetch ON options_chains (symbol, fetch_time);

SELECT create_hypertable('options_chains', 'fetch_time', chunk_time_interval => INTERVAL '7 days', create_default_indexes => FALSE);
ALTER TABLE options_chains SET (timescaledb.compress, timescaledb.compress_segmentby = 'symbol', timescaledb.compress_orderby = 'fetch_time, expiration, strike, option_type, root');
SELECT add_compression_policy('options_chains', INTERVAL '7 days');
SELECT add_retention_policy('options_chains', INTERVAL '365 days');
