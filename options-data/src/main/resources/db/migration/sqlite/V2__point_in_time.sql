-- Prices are kept with six decimals; the column unrounded has the others, where there were more.
-- A bar knows when it starts. An event is known in another form from each known_at on. Values of
-- series are exact. The audit log can only grow.

ALTER TABLE options_chains ADD COLUMN unrounded TEXT;
ALTER TABLE bars ADD COLUMN start_ts TEXT;
ALTER TABLE bars ADD COLUMN unrounded TEXT;

CREATE TABLE calendar_events_new (
  event_type TEXT NOT NULL,
  symbol TEXT NOT NULL,
  event_date TEXT NOT NULL,
  timing TEXT,
  known_at TEXT NOT NULL,
  event_time TEXT,
  PRIMARY KEY (event_type, symbol, event_date, known_at)
) WITHOUT ROWID;
INSERT INTO calendar_events_new (event_type, symbol, event_date, timing, known_at)
  SELECT event_type, symbol, event_date, timing, known_at FROM calendar_events;
DROP TABLE calendar_events;
ALTER TABLE calendar_events_new RENAME TO calendar_events;

CREATE TABLE reference_series_new (
  series TEXT NOT NULL,
  observation_date TEXT NOT NULL,
  release_date TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (series, observation_date, release_date)
) WITHOUT ROWID;
INSERT INTO reference_series_new (series, observation_date, release_date, value)
  SELECT series, observation_date, release_date, CAST(value AS TEXT) FROM reference_series;
DROP TABLE reference_series;
ALTER TABLE reference_series_new RENAME TO reference_series;

CREATE TRIGGER audit_log_keeps_rows BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log can only grow'); END;
CREATE TRIGGER audit_log_keeps_values BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log can only grow'); END;
