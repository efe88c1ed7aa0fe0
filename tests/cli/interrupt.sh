#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Ctrl-C: what is finished is saved as a valid, incomplete report, exit 130; --resume completes it to the very bytes of
# a run that nobody interrupted; a second Ctrl-C kills and leaves the previous report. The program is $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
run=("$noiseball" verify 'robbins_monro/*' 'noise_ball/*' --threads 1 --out)       # some seconds

"${run[@]}" "$scratch/whole" >/dev/null || die "the run that nobody interrupts: exit $?"

# A fast machine may be done before the signal comes: then sooner.
code=0
for seconds in 1 0.5 0.2 0.1 0.05; do
    rm -rf "$scratch/part"
    "${run[@]}" "$scratch/part" >"$scratch/out" 2>"$scratch/err" &
    child=$!
    sleep $seconds
    kill -INT $child 2>/dev/null
    wait $child
    code=$?
    [ $code -eq 0 ] || break
done
[ $code -eq 130 ] || die "exit $code after Ctrl-C: $(cat "$scratch/err")"
grep -q '^interrupted after' "$scratch/out" || die "does not say that it was interrupted"
grep -q '^  "complete": false,$' "$scratch/part/results.json" || die "the partial results claim to be complete"
for form in json md tex html junit; do
    "$noiseball" report "$scratch/part/results.json" --to $form >"$scratch/$form" || die "no $form of partial results"
done
cmp "$scratch/json" "$scratch/part/results.json" || die "partial results are not read back to the byte"
grep -q 'This run was interrupted' "$scratch/md" || die "report.md does not say on top that it is incomplete"

"${run[@]}" "$scratch/part" --resume >/dev/null || die "--resume: exit $?"
for file in results.json report.md report.tex report.html junit.xml; do
    cmp "$scratch/whole/$file" "$scratch/part/$file" || die "$file differs after --resume"
done
"${run[@]}" "$scratch/whole" --resume >/dev/null || die "--resume of a complete run: exit $?"
cmp "$scratch/whole/results.json" "$scratch/part/results.json" || die "--resume of a complete run changed it"

finished="$(grep -c '"id":' "$scratch/json") of $(grep -c '"id":' "$scratch/whole/results.json")"

before=$(sha256sum "$scratch"/whole/*)
"${run[@]}" "$scratch/whole" --seed 5 >"$scratch/out" 2>&1 &
child=$!
sleep 0.2
kill -INT $child && sleep 0.01 && kill -INT $child
wait $child
[ $? -eq 130 ] || die "a second Ctrl-C does not end it"
# it may have been quick enough to save what it had
grep -q interrupted "$scratch/out" || [ "$before" = "$(sha256sum "$scratch"/whole/*)" ] ||
    die "a killed run changed the report"
[ -z "$(find "$scratch" -name '*.part')" ] || die "left $(find "$scratch" -name '*.part')"
echo "interrupted with $finished finished"
