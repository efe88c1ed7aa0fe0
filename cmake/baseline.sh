#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# baseline.sh PROGRAM FOLDER -- makes the run in FOLDER the baseline that `make verify` compares with.
#
# It prints what changed. Drift needs a reason, WHY="...", which is kept in baselines/history.md beside what changed; a
# run with an unexpected verdict is no baseline, whatever the reason.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1 run=$2/results.json baseline=baselines/ci.json history=baselines/history.md

"$program" verify --level ci --pdf no --out "$2" >/dev/null || { echo "not as expected: no baseline" >&2; exit 1; }
mkdir -p baselines
code=0
[[ -f $baseline ]] && { "$program" compare "$baseline" "$run" || code=$?; }
case $code in
0) reason=${WHY:-} ;;
4) reason=${WHY:?this run drifts from the baseline: say WHY=\"...\" that is right} ;;
*) exit "$code" ;;
esac
changed="The first baseline"
[[ -f $baseline ]] && changed=$("$program" compare "$baseline" "$run" | tail -n 2 | head -n 1 || true)
[[ -f $history ]] || cat >"$history" <<'HEADER'
# The baseline and why it changed

Newest last; the numbers are those of `noiseball compare`.
HEADER
printf '\n- %s%s\n' "$changed" "${reason:+. $reason}" >>"$history"
cp "$run" "$baseline.part"
mv "$baseline.part" "$baseline"
echo "renewed $baseline"
