#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# noiseball race: a table, the same files whatever the threads and the instruction set, docs/race.md as the program
# writes it, exit 2 with one line on bad input, exit 130 after Ctrl-C with the earlier report as it was. The program is
# $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
race() { "$noiseball" race "$@" >"$scratch/out" 2>"$scratch/err"; }

race --out "$scratch/ci" || die "race: $(cat "$scratch/err")"
[ -s "$scratch/err" ] && die "race speaks on stderr without a terminal: $(cat "$scratch/err")"
[ "$(grep -c '^  sgd-harmonic  *[0-9]' "$scratch/out")" -eq 8 ] || die "not every course, and the profile, in the table"
awk 'length > 116 { exit 1 }' "$scratch/out" || die "a table wider than 116 columns"
grep -q '[[:cntrl:]]' <(tr -d '\n' <"$scratch/out") && die "control characters in a pipe"
for file in race.md race-steps.svg race-methods.svg; do
    cmp "$scratch/ci/$file" "docs/$file" || die "docs/$file is not what the program writes: make race"
done

few=('steep/sgd-*' mild-exact/adam logistic/gd)
race --level smoke --threads 1 --out "$scratch/one" "${few[@]}" || die "one thread: $(cat "$scratch/err")"
race --level smoke --threads 3 --out "$scratch/three" "${few[@]}" || die "three threads: $(cat "$scratch/err")"
diff -r "$scratch/one" "$scratch/three" || die "threads change the report"
for isa in scalar sse2 avx2 avx512; do
    race --level smoke --isa $isa --out "$scratch/isa" "${few[@]}" ||
        { grep -q 'this machine runs' "$scratch/err" && continue; die "$isa: $(cat "$scratch/err")"; }
    diff -r "$scratch/one" "$scratch/isa" || die "$isa changes the report"
done
race --level smoke --seed 2 --out "$scratch/two" "${few[@]}" || die "another seed"
cmp -s "$scratch/one/race.json" "$scratch/two/race.json" && die "the seed changes nothing"
race --level smoke --json --out "$scratch/one" "${few[@]}" || die "--json"
cmp "$scratch/out" "$scratch/one/race.json" || die "--json prints something else than race.json"
python3 - "$scratch/one/race.json" <<'PYTHON' || die "race.json does not hold what it should"
import json, sys
race = json.load(open(sys.argv[1]))
assert race['schema'] == 'noiseball-race/1' and race['budget'] == 8192 and race['seed'] == '1'
assert [course['id'] for course in race['courses']] == ['steep', 'mild-exact', 'logistic']
assert len(race['runs']) == 8
for run in race['runs']:
    numbers = [float(target['median']) for target in run['targets']]
    assert numbers == sorted(numbers) and all(0 <= target['solved'] <= 1 for target in run['targets'])
    assert all(float(t['interval'][0]) <= float(t['median']) <= float(t['interval'][1]) for t in run['targets'])
PYTHON

before=$(cd "$scratch/one" && sha256sum ./*)
refused() {                             # refused WORDS OPTIONS...
    race --out "$scratch/one" "${@:2}"
    [ $? -eq 2 ] && grep -qF -- "$1" "$scratch/err" || die "race ${*:2}: $(cat "$scratch/err")"
    [ "$(wc -l <"$scratch/err")" -eq 1 ] || die "race ${*:2}: not one line"
    [ -s "$scratch/out" ] && die "race ${*:2} wrote $(cat "$scratch/out")"
    [ "$before" = "$(cd "$scratch/one" && sha256sum ./*)" ] || die "race ${*:2} changed the report"
}
refused "no run matches 'nosuch' where COURSE or COURSE/METHOD was expected" nosuch
refused '--level: "fast" where smoke, ci or full was expected' --level fast
refused '--seed: "-1" where a whole number' --seed -1
refused '--budget: not an option of noiseball race' --budget 5
touch "$scratch/file"
refused 'cannot make the folder' --out "$scratch/file" --level smoke mild/gd

"$noiseball" race --level full --threads 1 --out "$scratch/one" >"$scratch/out" 2>"$scratch/err" &
child=$!
sleep 0.3
kill -INT $child
wait $child
[ $? -eq 130 ] || die "Ctrl-C does not end it with 130: $(cat "$scratch/err")"
[ "$before" = "$(cd "$scratch/one" && sha256sum ./*)" ] || die "an interrupted race changed the report"
[ -s "$scratch/out" ] && die "an interrupted race printed a table"
[ -z "$(find "$scratch" -name '*.part')" ] || die "left $(find "$scratch" -name '*.part')"
exit 0
