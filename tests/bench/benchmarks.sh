#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make benchmarks writes its page and its numbers whole or not at all, and says what is wrong in one line.
set -euo pipefail

build=$(dirname "$NOISEBALL")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0
fault() { echo "$1"; faults=$((faults + 1)); }

benchmarks() { python3 bench/peers/benchmarks.py "$@"; }

# refused TEXT argument...: exit 2, and the last line says TEXT
refused()
{
    local text=$1 status=0
    shift
    benchmarks "$@" --out "$scratch" >"$scratch/said" 2>&1 || status=$?
    [[ $status -eq 2 ]] || fault "benchmarks.py $*: exit $status, not 2"
    [[ $(tail -n 1 "$scratch/said") == *"$text"* ]] || fault "benchmarks.py $*: does not say: $text"
}

refused 'W6: not a workload; there are W1, W2, W3, W4, W5' "$build" W6
refused '--rounds 0: at least 1' "$build" --rounds 0
refused "$scratch/noiseball is missing" "$scratch"
[[ ! -e $scratch/benchmarks.md ]] || fault 'a page in spite of bad input'

benchmarks "$build" --quick --rounds 1 W2 --out "$scratch" >"$scratch/said" 2>"$scratch/left_out" ||
    fault 'the quick form fails'
[[ $(wc -l <"$scratch/said") -eq 1 ]] || fault 'more than one line where it went well'
grep -q '^| C + GSL, simd | [0-9]' "$scratch/benchmarks.md" || fault 'no times of C in the page'
grep -q '^"numpy"\|is left out: no Python module numpy' "$scratch/benchmarks.dat" "$scratch/left_out" ||
    fault 'numpy is neither timed nor said to be left out'
[[ -z $(compgen -G "$scratch/*.new") ]] || fault 'a page half written'

# A program that gives wrong answers fails the command, and leaves the last page alone.
cp "$scratch/benchmarks.md" "$scratch/before.md"
mkdir -p "$scratch/wrong/bench/peers"
cp "$build/noiseball" "$scratch/wrong/"
cp "$build/bench/peers/with_noiseball" "$scratch/wrong/bench/peers/"
printf '#!/bin/sh\nwhile read -r line; do echo 1 1 1 0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0; done\n' \
    >"$scratch/wrong/bench/peers/with_gsl"
chmod +x "$scratch/wrong/bench/peers/with_gsl"
status=0
benchmarks "$scratch/wrong" --quick --rounds 1 W1 --out "$scratch" >"$scratch/said" 2>&1 || status=$?
[[ $status -eq 1 ]] || fault "a wrong program: exit $status, not 1"
grep -q 'C + GSL, loops: W1 at 1: 0, not 0.9608' "$scratch/said" ||
    grep -q 'C + GSL, [a-z]*: W1 at ' "$scratch/said" || fault 'a wrong program is not named'
cmp -s "$scratch/benchmarks.md" "$scratch/before.md" || fault 'a wrong program changes the page'

exit $((faults > 0))
