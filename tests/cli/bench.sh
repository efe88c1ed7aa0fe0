#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# noiseball bench: a row for all that matches, JSON that it can be held against, exit 4 where it has become slower,
# exit 2 and one line on bad input. The program is $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
bench() { "$noiseball" bench "$@" >"$scratch/out" 2>"$scratch/err"; }

bench --rounds 2 --threads 2 'math/*' 'kernel/quadratic/sgd/*' workload/W1 || die "bench: $(cat "$scratch/err")"
[ -s "$scratch/err" ] && die "a pipe hears: $(cat "$scratch/err")"
grep -q $'\033' "$scratch/out" && die 'a pipe sees colours'
for row in math/log math/exp math/sincos kernel/quadratic/sgd/8 kernel/quadratic/sgd/48 workload/W1; do
    grep -q "^$row  " "$scratch/out" || die "no row $row"
done
grep -Eq '^workload/W1 .*% +[0-9.]+$' "$scratch/out" || die 'no share of the limit, or no speed-up, of W1'

for isa in scalar sse2 avx2 avx512; do
    bench --rounds 1 --isa $isa math/log || { grep -q 'this machine runs' "$scratch/err" && continue; die "$isa"; }
    head -n 1 "$scratch/out" | grep -q ", $isa, 1 interleaved" || die "$isa is not told"
done

# Against itself nothing is slower; against numbers a tenth of its own, all is.
bench --json --rounds 3 'math/*' || die "--json: $(cat "$scratch/err")"
cp "$scratch/out" "$scratch/then.json"
python3 - "$scratch" <<'PYTHON' || die 'the JSON is not what it should be'
import json, sys
record = json.load(open(sys.argv[1] + '/then.json'))
assert record['schema'] == 'noiseball-bench/1' and record['rounds'] == 3 and len(record['yardstick_ns']) == 3
assert [row['id'] for row in record['rows']] == ['math/log', 'math/exp', 'math/sincos']
for row in record['rows']:
    assert len(row['ns']) == 3 and sorted(row['ns'])[1] == row['median'] and min(row['ns']) == row['least']
for factor, name in ((0.1, 'faster'), (10, 'slower')):
    other = {**record, 'rows': [{**row, 'ns': [factor * x for x in row['ns']]} for row in record['rows']]}
    json.dump(other, open(f'{sys.argv[1]}/{name}.json', 'w'))
PYTHON
bench --rounds 3 --compare "$scratch/slower.json" 'math/*' || die 'what has become faster counts as slower'
grep -q '^0 of 3 slower' "$scratch/out" || die "against slower ones: $(cat "$scratch/out")"
bench --rounds 3 --compare "$scratch/faster.json" 'math/*'
[ $? -eq 4 ] || die 'what has become ten times slower does not exit 4'
grep -q '^3 of 3 slower' "$scratch/out" || die "against faster ones: $(cat "$scratch/out")"
bench --rounds 3 --json --compare "$scratch/faster.json" math/log
[ $? -eq 4 ] && python3 -m json.tool "$scratch/out" >"$scratch/json" || die '--json --compare'

# The time of a run by claim: the longest first.
cat >"$scratch/timing.json" <<'JSON'
{"level": "ci", "isa": "avx2", "threads": 2, "total_seconds": 2.5, "seconds": {"m/short": 1, "m/long": 3}}
JSON
bench --timing "$scratch/timing.json" || die "--timing: $(cat "$scratch/err")"
sed -n 2p "$scratch/out" | grep -Eq '3.000 +75.0% +75.0%  m/long' || die "--timing: $(cat "$scratch/out")"
sed -n 3p "$scratch/out" | grep -Eq '1.000 +25.0% +100.0%  m/short' || die "--timing: $(cat "$scratch/out")"

refused() {
    bench "${@:2}"
    [ $? -eq 2 ] && grep -q -- "$1" "$scratch/err" || die "bench ${*:2}: $(cat "$scratch/err")"
    [ "$(wc -l <"$scratch/err")" -eq 1 ] || die "bench ${*:2}: not one line"
    [ -s "$scratch/out" ] && die "bench ${*:2} wrote $(cat "$scratch/out")"
}
head -c 100 "$scratch/then.json" >"$scratch/short.json"
echo '{"schema": "noiseball-results/1"}' >"$scratch/results.json"
sed 's/"isa": "[a-z0-9]*"/"isa": "other"/' "$scratch/then.json" >"$scratch/other.json"
sed '0,/"ns": \[/s/"ns": \[/"ns": [-1, /' "$scratch/then.json" >"$scratch/many.json"
refused "'maths/\*' matches none of" 'maths/*'
refused '"avx9" where one of scalar' --isa avx9
refused '"0" where a whole number from 1 to 1000' --rounds 0
refused '"0" where a whole number from 1' --threads 0
refused 'short.json:' --compare "$scratch/short.json" math/log
refused '"noiseball-bench/1" was expected' --compare "$scratch/results.json" math/log
refused 'a record of other' --compare "$scratch/other.json" math/log
refused 'an array of 3 numbers' --compare "$scratch/many.json" math/log
refused 'none.json' --compare "$scratch/none.json" math/log
refused 'not one row in common' --rounds 1 --compare "$scratch/then.json" peak/fused
refused 'none.json' --timing "$scratch/none.json"
refused 'of a timing.json were expected' --timing "$scratch/results.json"
refused 'nothing else was expected' --timing "$scratch/timing.json" math/log
refused '--level' --level ci
exit 0
