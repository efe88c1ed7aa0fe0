#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of the golden results, and of those with hostile texts, are written as files: every SVG is well-formed,
# gnuplot draws every script from the table beside it, and files go where they should. What cannot be written is told in
# one line, and leaves what was there.
# Exit 77, a skip, where there is no gnuplot or no xmllint.
set -eu
for tool in gnuplot xmllint; do
    command -v $tool >/dev/null || { echo "skipped: install $tool"; exit 77; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for results in results.json hostile/results.json figures.json; do
    results=tests/reports/golden/$results
    rm -rf "$scratch/figures"
    "$NOISEBALL" report $results --figures "$scratch/figures"
    (cd "$scratch" && find . -type f ! -path './figures/*') >"$scratch.outside"
    [ ! -s "$scratch.outside" ] || { echo "$results: files outside of the folder"; cat "$scratch.outside"; exit 1; }
    rm "$scratch.outside"
    drawn=0
    for script in $(cd "$scratch" && find figures -name '*.gp'); do
        base=${script%.gp}
        xmllint --noout --nonet "$scratch/$base.svg"
        (cd "$scratch/${script%/*}" && gnuplot "${script##*/}") 2>"$scratch/told" || {
            cat "$scratch/told"; echo "$results: gnuplot refuses $script"; exit 1; }
        [ -s "$scratch/$base.pdf" ] || { echo "$results: gnuplot draws nothing from $script"; exit 1; }
        drawn=$((drawn + 1))
    done
    rm -f "$scratch/told"
    echo "$results: $drawn figures"
    [ "$drawn" -ge 2 ]
done

echo keep >"$scratch/file"
if "$NOISEBALL" report $results --figures "$scratch/file" 2>"$scratch/told"; then
    echo 'a file was taken for a folder'
    exit 1
fi
grep -q 'cannot make the folder .*/file: it is a file' "$scratch/told"
[ "$(wc -l <"$scratch/told")" -eq 1 ] && [ "$(cat "$scratch/file")" = keep ]

# A run whose figures have no place has its results all the same.
mkdir "$scratch/out"
echo keep >"$scratch/out/figures"
code=0
"$NOISEBALL" verify noise_ball/gd-linear-rate --level smoke --out "$scratch/out" >"$scratch/said" 2>"$scratch/told" ||
    code=$?
[ "$code" -eq 2 ] || { echo "exit $code where 2 was expected"; exit 1; }
grep -q 'cannot make the folder .*/out/figures: it is a file' "$scratch/told"
[ "$(wc -l <"$scratch/told")" -eq 1 ] && [ "$(cat "$scratch/out/figures")" = keep ]
"$NOISEBALL" report "$scratch/out/results.json" --to md -o "$scratch/again.md"
cmp "$scratch/again.md" "$scratch/out/report.md"
