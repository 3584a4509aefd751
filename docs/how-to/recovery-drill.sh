#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Point-in-time recovery of PostgreSQL, practised on a throw-away server: a base backup and an archive of the
# log, rows written after it, a time noted, rows deleted by mistake, and the state of that time brought back.
#
# usage: recovery-drill.sh FOLDER [BIN]
#   FOLDER  does not exist yet; everything happens in it
#   BIN     folder of initdb, pg_ctl, pg_basebackup and psql; without it they are looked for on the path
#
# Run it as an ordinary user. For a real server take the same steps with its own folders: what is set up under
# "archive" is set up before the mistake, what follows "recover" is done after it.
set -euo pipefail
folder=$1
PATH=${2:+$2:}$PATH
export LC_ALL=C PGHOST=$folder PGUSER=postgres PGDATABASE=postgres PGPORT=5432
mkdir "$folder"
cd "$folder"

say() { printf '== %s\n' "$*"; }
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -c "$1"; }
start() { pg_ctl -D "$1" -w -t 60 -l "$1.log" -o "-k $folder" start > /dev/null; }
trap 'for data in primary recovered; do [ ! -e "$data/postmaster.pid" ] || pg_ctl -D "$data" -m immediate stop > /dev/null; done' EXIT
sums() { sql "SELECT count(*) || ' rows, ' || md5(string_agg(id || ' ' || pnl, ',' ORDER BY id)) FROM trades"; }

say "archive: the server copies every finished piece of its log to a safe place"
initdb -D primary -U postgres -A trust -E UTF8 --no-sync > /dev/null
mkdir archive
cat >> primary/postgresql.conf << END
listen_addresses = ''
wal_level = replica
archive_mode = on
archive_command = 'test ! -f $folder/archive/%f && cp %p $folder/archive/%f'
END
start primary
sql "CREATE TABLE trades (id bigint PRIMARY KEY, pnl numeric(18,6) NOT NULL)"
sql "INSERT INTO trades SELECT i, i * 1.25 FROM generate_series(1, 1000) i"

say "base backup, each day"
pg_basebackup -D base -X none --checkpoint=fast --no-sync

say "trading goes on"
sql "INSERT INTO trades SELECT i, i * -0.75 FROM generate_series(1001, 1500) i"
wanted=$(sums)
time=$(sql "SELECT clock_timestamp()")
say "at $time there are $wanted"

say "the mistake"
sql "DELETE FROM trades WHERE id > 100"
sql "INSERT INTO trades VALUES (9999, 0)"
say "now there are $(sums)"
sql "SELECT pg_switch_wal()" > /dev/null
pg_ctl -D primary -m fast -w stop > /dev/null # the archive gets the rest of the log

say "recover: base backup, archive, and the time to stop at"
cp -r base recovered
chmod 700 recovered
cat >> recovered/postgresql.auto.conf << END
archive_mode = off
restore_command = 'cp $folder/archive/%f %p'
recovery_target_time = '$time'
recovery_target_action = 'promote'
END
touch recovered/recovery.signal
start recovered
for _ in $(seq 2000); do # asks, no longer than about a minute
  [ "$(sql 'SELECT pg_is_in_recovery()')" = t ] || break
done

found=$(sums)
say "recovered $found"
[ "$found" = "$wanted" ] || { echo "that is not what there was" >&2; exit 1; }
say "counts and checksums agree"
