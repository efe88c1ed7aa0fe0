#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# noiseball compare: no drift against oneself nor against another seed, exit 4 and the claim's id where a number was
# changed, exit 2 on files that are no results. The program is $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }

for seed in 1 2; do
    "$noiseball" verify 'gradient_estimators/*' --seed $seed --out "$scratch/$seed" >"$scratch/log" || die "seed $seed"
done
compare() { "$noiseball" compare "$@" >"$scratch/out" 2>"$scratch/err"; }

compare "$scratch/1/results.json" "$scratch/1/results.json" || die "a run drifted from itself: $(cat "$scratch/out")"
grep -q 'no change' "$scratch/out" || die "against itself: $(cat "$scratch/out")"
compare "$scratch/1/results.json" "$scratch/2/results.json" || die "seed 2 drifted from seed 1: $(cat "$scratch/out")"

# One estimate and its interval, a tenth larger.
python3 - "$scratch/2/results.json" "$scratch/moved.json" <<'PYTHON' >"$scratch/id" || die "cannot move a number"
import json, sys
run = json.load(open(sys.argv[1]))
claim, check = next((c, k) for c in run['claims'] if c['kind'] == 'claim' for k in c['checks']
                    if isinstance(k['interval'][0], float) and k['interval'][0] < k['interval'][1] != 'inf')
check['estimate'] *= 1.1
check['interval'] = [1.1 * x for x in check['interval']]
json.dump(run, open(sys.argv[2], 'w'))
print(claim['id'])
PYTHON
for form in '' --json --markdown; do
    compare $form "$scratch/1/results.json" "$scratch/moved.json"
    [ $? -eq 4 ] || die "a number moved by a tenth: compare $form does not exit 4: $(cat "$scratch/out")"
    grep -q "$(cat "$scratch/id")" "$scratch/out" || die "compare $form does not name $(cat "$scratch/id")"
    [ -s "$scratch/err" ] && die "compare $form: $(cat "$scratch/err")"
    [ "$form" = --json ] && { python3 -m json.tool "$scratch/out" >"$scratch/json" || die "--json is not JSON"; }
done

refused() {
    compare "${@:2}"
    [ $? -eq 2 ] && grep -q "$1" "$scratch/err" || die "compare ${*:2}: $(cat "$scratch/err")"
    [ -s "$scratch/out" ] && die "compare ${*:2} wrote $(cat "$scratch/out")"
}
head -c 1000 "$scratch/1/results.json" >"$scratch/short.json"
refused 'not JSON' "$scratch/short.json" "$scratch/1/results.json"
refused 'not JSON' "$scratch/1/results.json" "$scratch/short.json"
refused 'cannot be read' "$scratch/1/results.json" "$scratch/none.json"
refused '1 arguments where BASELINE RESULTS was expected' "$scratch/1/results.json"
refused 'a second form' --json --markdown "$scratch/1/results.json" "$scratch/2/results.json"
exit 0
