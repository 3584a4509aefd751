#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare-jars.sh FOLDER FOLDER: fails unless two builds of the same sources made the same jars, byte for byte.
set -euo pipefail

jars() { (cd "$1" && find . -path '*/target/*.jar' -not -path './*/target/*/*' | LC_ALL=C sort); }

if [ "$(jars "$1")" != "$(jars "$2")" ]; then
  echo "The builds made different sets of jars:" >&2
  diff <(jars "$1") <(jars "$2") >&2 || true
  exit 1
fi

different=0
count=0
while read -r jar; do
  count=$((count + 1))
  if ! cmp -s "$1/$jar" "$2/$jar"; then
    echo "Not reproducible: $jar" >&2
    different=1
  fi
done < <(jars "$1")

[ "$count" -gt 0 ] || { echo "No jars to compare under $1" >&2; exit 1; }
[ "$different" = 0 ] || exit 1
echo "$count jars are the same, byte for byte."
