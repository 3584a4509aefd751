#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Prints the table of docs/concepts/pricing.md: our kernels beside their peers, in one run on this machine.
#
# usage: benchmarks/compare.sh [--quick] [JAVA_HOME ...]
#
# Without a JAVA_HOME the java on the path is used; give several to compare them. The Java peers come with the
# module. QuantLib is timed if its headers are installed (Debian: apt-get install g++ libquantlib0-dev), Let's
# Be Rational if cargo is there. What is left out is said. The whole takes about six minutes on an idle machine,
# with --quick two; charts of the errors are left in benchmarks/target/compare.
set -euo pipefail
module=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$module/target/compare
jar=$module/target/benchmarks.jar
forks=2 milliseconds=1000 native=1500
if [ "${1:-}" = --quick ]; then forks=1 milliseconds=500 native=500; shift; fi
javas=()
for home in "$@"; do javas+=("$home/bin/java"); done
[ ${#javas[@]} -gt 0 ] || javas=(java)

if [ ! -f "$jar" ] || [ -n "$(find "$module/src" "$module"/../options-greeks{,-vector}/src/main -newer "$jar" -print -quit)" ]; then
  (cd "$module/.." && mvn -B -q -DskipTests -pl benchmarks -am package)
fi
mkdir -p "$work"
rm -f "$work"/*.out "$work"/programs.txt
java -cp "$jar" io.optionskit.benchmarks.Comparison rows "$work"

rational=()
if command -v cargo > "$work/cargo.log"; then
  rust=$module/src/main/rust
  echo "building the Rust peer" >&2
  RUSTFLAGS="-C target-cpu=native" cargo build -q --release --locked --manifest-path "$rust/Cargo.toml" --target-dir "$work/cargo"
  "$work/cargo/release/implied_peer" "$work" "$native" >> "$work/programs.txt"
  sources=$(cargo metadata --locked --format-version 1 --manifest-path "$rust/Cargo.toml" |
    grep -o '"manifest_path":"[^"]*implied-vol-[^"]*"' | cut -d'"' -f4)
  rational=(-DLETS_BE_RATIONAL "$(dirname "$sources")"/source/*.cpp)
else
  echo "left out: Let's Be Rational (no cargo)"
fi
if echo '#include <ql/quantlib.hpp>' | g++ -fsyntax-only -w -x c++ - 2> "$work/quantlib.log"; then
  echo "building the C++ peer" >&2
  g++ -std=c++23 -O3 -DNDEBUG -march=native -w -o "$work/quantlib_peer" \
    "$module/src/main/cpp/quantlib_peer.cpp" "${rational[@]}" -lQuantLib
  "$work/quantlib_peer" "$work" "$native" >> "$work/programs.txt"
else
  echo "left out: QuantLib (no g++ or no headers, see $work/quantlib.log)"
fi

echo "Machine: $(uname -sm), $(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2- | xargs), $(date -u +%F)"
for java in "${javas[@]}"; do "$java" -version 2>&1 | sed -n 2p; done
java -cp "$jar" io.optionskit.benchmarks.Comparison table "$work" "$forks" "$milliseconds" "${javas[@]}"
