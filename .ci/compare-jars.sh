#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare-jars.sh FOLDER FRESH: fails unless every jar of the fresh build FRESH is the same, byte for byte, in
# the other build of the same sources, FOLDER.
set -euo pipefail

jars() { (cd "$1" && find . -path '*/target/*.jar' -not -path './*/target/*/*' | LC_ALL=C sort); }

different=0
count=0
while read -r jar; do
  count=$((count + 1))
  if ! cmp -s "$1/$jar" "$2/$jar"; then
    echo "Not reproducible: $jar" >&2
    different=1
  fi
done < <(jars "$2")

[ "$count" -gt 0 ] || { echo "No jars to compare under $2" >&2; exit 1; }
[ "$different" = 0 ] || exit 1
echo "$count jars are the same, byte for byte."
