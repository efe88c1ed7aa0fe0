#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A changed constant in one method is drift: the program $DRIFTED has every step of SGD a thousandth longer
# (drift.patch), and compare exits with 4 and names the claim that walks with SGD, and no claim that does not. The
# program is $NOISEBALL.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
walks=noise_ball/theorem7-index stands=gradient_estimators/minibatch-unbiased-count

run() { "$1" verify $walks $stands --out "$scratch/$2" >"$scratch/log" 2>&1; }
run "$NOISEBALL" before || die "before: exit $?"
run "$DRIFTED" after                    # whatever it comes to: a thousandth may still be within a bound
[ -s "$scratch/after/results.json" ] || die "after: no results: $(cat "$scratch/log")"
for form in '' --json --markdown; do
    "$NOISEBALL" compare $form "$scratch/before/results.json" "$scratch/after/results.json" >"$scratch/told"
    code=$?
    [ $code -eq 4 ] || die "compare $form: exit $code: $(cat "$scratch/told")"
    grep -q $walks "$scratch/told" || die "compare $form does not name $walks: $(cat "$scratch/told")"
    grep -q $stands "$scratch/told" && die "compare $form names $stands, which takes no step"
done
exit 0
