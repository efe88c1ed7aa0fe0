#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Reports: two runs give the same bytes, and so does every form from their results; excerpts hold what was asked for;
# a run of all claims leaves a PDF where LaTeX is there, and never that of another run; where one file cannot be
# written, one line says so, the others are there, and the file is as it was; the page of a step of continuous
# integration grows by a report. The program is $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
unset GITHUB_STEP_SUMMARY NOISEBALL_PDF
claim=gradient_estimators/minibatch-variance

run() { "$noiseball" verify 'gradient_estimators/*' --out "$@" >"$scratch/log" 2>&1; }
run "$scratch/one" --threads 1 || die "the first run: $(tail -n 1 "$scratch/log")"
run "$scratch/two" --threads 2 || die "the second run: $(tail -n 1 "$scratch/log")"
diff -rq --exclude=timing.json "$scratch/one" "$scratch/two" || die "two runs differ"
results=$scratch/one/results.json
for form in json:results.json md:report.md tex:report.tex html:report.html junit:junit.xml; do
    "$noiseball" report "$results" --to "${form%%:*}" | cmp - "$scratch/one/${form#*:}" || die "$form from results.json"
done

# Excerpts
report() { "$noiseball" report "$results" "$@"; }
for form in json md tex html junit tex-claims tex-verdicts tex-evidence; do
    report --to $form --only $claim >"$scratch/part" || die "--to $form --only"
    [ "$(wc -c <"$scratch/part")" -lt "$(report --to $form | wc -c)" ] || die "--to $form --only holds as much without"
done
report --to json --only $claim >"$scratch/part.json" || die "--to json --only"
"$noiseball" report "$scratch/part.json" --to md >"$scratch/md" ||
    die "a part of the results cannot be read"
[ "$(grep -c '"kind"' "$scratch/part.json")" -eq "$(grep -cE "\"id\": \"$claim(/.*)?\"," "$results")" ] ||
    die "the part is not the claim with its controls and errata"
grep -q 'single-unbiased' "$scratch/md" && die "the part tells of another claim"
report --to md-summary | grep -q '^## gradient_estimators' || die "md-summary"

# A PDF, with the same bytes each time
if command -v latexmk >"$scratch/log"; then
    for i in 1 2; do report --to pdf --only $claim -o "$scratch/$i.pdf" || die "--to pdf"; done
    head -c 5 "$scratch/1.pdf" | grep -q '%PDF-' || die "no PDF"
    cmp "$scratch/1.pdf" "$scratch/2.pdf" || die "two PDFs of the same results differ"
fi

# report.pdf of a run, by a latexmk that is none. All claims: those of the baseline, which --resume takes over, or,
# where it is of other claims, a short run.
whole=$scratch/whole tools=$scratch/tools
mkdir "$whole" "$tools" && cp baselines/ci.json "$whole/results.json"
"$noiseball" verify --resume --pdf no --out "$whole" >"$scratch/log" 2>&1 || {
    rm "$whole/results.json"
    short='--level smoke --budget 4096'
    "$noiseball" verify $short --pdf no --out "$whole" >"$scratch/log" 2>&1
    [ $? -eq 3 ] || [ $? -eq 0 ] || die "a run of all claims: $(tail -n 1 "$scratch/log")"
}
resume() { "$noiseball" verify --resume ${short-} --out "$whole" "$@" >"$scratch/log" 2>"$scratch/err"; }
verify() { PATH=$tools:$PATH resume "$@"; }
stand_in() { printf '#!/bin/sh\nfor tex; do :; done\n%s\n' "$1" >"$tools/latexmk"; }
good='cp "$tex" "${tex%.tex}.pdf"'
ln -s "$(type -P true)" "$tools/pdflatex"           # not the one of the shell
stand_in "$good" && chmod +x "$tools/latexmk"
[ ! -e "$whole/report.pdf" ] || die "--pdf no makes a PDF"
verify && [ ! -s "$scratch/err" ] && cmp "$whole/report.tex" "$whole/report.pdf" || die "no report.pdf where LaTeX is"
verify --pdf no && [ ! -e "$whole/report.pdf" ] || die "the PDF of an earlier run is left"
verify 'gradient_estimators/minibatch-variance' --out "$scratch/few" && [ ! -e "$scratch/few/report.pdf" ] ||
    die "a PDF of a single claim, which nobody asked for"
verify $claim --out "$scratch/few" --pdf yes && cmp "$scratch/few/report.tex" "$scratch/few/report.pdf" ||
    die "--pdf yes"
NOISEBALL_PDF=no verify && [ ! -e "$whole/report.pdf" ] || die "NOISEBALL_PDF"
stand_in 'echo "! Font eufm7 not loadable." >"${tex%.tex}.log"; exit 12'
verify || die "LaTeX that does not work fails a run: $?"
[ "$(cat "$scratch/err")" = "noiseball: cannot make $whole/report.pdf: latexmk failed: ! Font eufm7 not loadable." ] ||
    die "LaTeX that does not work: $(cat "$scratch/err")"
verify --pdf yes
[ $? -eq 2 ] && grep -q 'latexmk failed' "$scratch/err" || die "--pdf yes where LaTeX does not work"
[ ! -e "$whole/report.pdf" ] || die "half a PDF"
stand_in "echo \$\$ >'$scratch/pid'; sleep 60; $good"
PATH=$tools:$PATH "$noiseball" verify --resume ${short-} --out "$whole" >"$scratch/log" 2>"$scratch/err" & child=$!
until [ -s "$scratch/pid" ]; do sleep 0.1; done
kill -INT $child
wait $child
[ $? -eq 130 ] && [ "$(cat "$scratch/err")" = "noiseball: interrupted; $whole/report.pdf is not made" ] ||
    die "Ctrl-C: $(cat "$scratch/err")"
[ ! -e "$whole/report.pdf" ] || die "a PDF after Ctrl-C"
kill -0 "$(cat "$scratch/pid")" 2>"$scratch/log" && die "latexmk goes on after Ctrl-C"
rm "$tools/latexmk"
for program in env sh; do ln -s "$(command -v $program)" "$tools/$program"; done
noiseball=$(realpath "$noiseball")
without() { PATH=$tools resume "$@"; }
without && [ ! -s "$scratch/err" ] && [ ! -e "$whole/report.pdf" ] || die "without LaTeX: $(cat "$scratch/err")"
without --pdf yes
[ $? -eq 2 ] && [ "$(wc -l <"$scratch/err")" -eq 1 ] && grep -q 'report.pdf: there is no latexmk' "$scratch/err" ||
    die "--pdf yes without LaTeX: $(cat "$scratch/err")"

# No room for one form: a limit on the size of files between those of junit.xml and of report.tex
cp "$scratch/one/report.tex" "$scratch/before.tex"
(ulimit -f $(($(wc -c <"$scratch/one/report.tex") / 2048)) &&
    "$noiseball" report "$results" --to tex -o "$scratch/one/report.tex") 2>"$scratch/err"
[ $? -eq 2 ] && [ "$(wc -l <"$scratch/err")" -eq 1 ] && grep -q 'report.tex: File too large' "$scratch/err" ||
    die "no room: $(cat "$scratch/err")"
cmp "$scratch/before.tex" "$scratch/one/report.tex" || die "the previous report.tex is gone"
[ -z "$(find "$scratch" -name '*.part')" ] || die "left $(find "$scratch" -name '*.part')"

# The same for a run: its results fit, a page with its style sheet does not. junit.xml differs, as the seed does. The
# thread sanitizer maps files of its own, which such a limit ends too.
few=$scratch/forms small=gradient_estimators/single-unbiased
forms() { "$noiseball" verify "$@" --level smoke --out "$few" >"$scratch/log" 2>"$scratch/err"; }
if ! grep -q __tsan_init "$noiseball"; then
    forms $small && cp "$few/report.html" "$scratch/before.html" && : >"$few/junit.xml" || die "a run of one claim"
    room=$((($(wc -c <"$few/report.html") - 1) / 1024))
    [ "$(wc -c <"$few/results.json")" -lt $((room * 1024)) ] || die "the results are larger than report.html"
    (ulimit -f $room && forms $small --seed 2)
    [ $? -eq 2 ] && [ "$(cat "$scratch/err")" = \
        "noiseball: cannot write $few/report.html: File too large; all else is written" ] || die "$(cat "$scratch/err")"
    cmp "$scratch/before.html" "$few/report.html" || die "the previous report.html is gone"
    grep -q '"seed": "2",' "$few/results.json" && [ -s "$few/junit.xml" ] || die "what fits is not written"
    grep -q 'seed 2' "$few/report.md" && grep -q 'seed 2' "$few/report.tex" || die "smaller forms are not written"
    [ -z "$(find "$few" -name '*.part')" ] || die "left $(find "$few" -name '*.part')"
fi

# Figures of a run before go, other files of the folder stay; where there can be no folder, the rest is written
picture=noise_ball/theorem7-index
forms $picture $claim && [ -s "$few/figures/$picture.svg" ] || die "no figure of $picture"
: >"$few/figures/notes.svg" && : >"$few/figures/noise_ball/theorem7-index.2024.svg"
forms $small && [ ! -e "$few/figures/$picture.svg" ] && [ ! -e "$few/figures/$picture.gp" ] ||
    die "a figure of a run before"
[ -e "$few/figures/notes.svg" ] && [ -e "$few/figures/noise_ball/theorem7-index.2024.svg" ] ||
    die "a file of the user's is gone"
rm "$few/figures/noise_ball/theorem7-index.2024.svg" && forms $picture && forms $small || die "figures come and go"
[ ! -e "$few/figures/noise_ball" ] || die "an empty folder is left"
rm -r "$few/figures" && : >"$few/figures"
forms $picture --seed 3
[ $? -eq 2 ] && [ "$(cat "$scratch/err")" = \
    "noiseball: cannot make the folder $few/figures: it is a file; all but the figures is written" ] ||
    die "figures in a file: $(cat "$scratch/err")"
grep -q 'seed 3' "$few/report.md" && [ ! -s "$few/figures" ] || die "no report beside figures that cannot be"

# The page of a step
step=$scratch/step.md
summary() {
    GITHUB_STEP_SUMMARY=$step "$noiseball" verify $claim --level smoke --out "$scratch/step" >"$scratch/log" 2>&1
}
echo 'before' >"$step"
summary || die "a step: $(tail -n 1 "$scratch/log")"
words() { "$noiseball" report "$scratch/step/results.json" --to md-words; }
cat <(echo 'before') <(words) | cmp - "$step" || die "the page is not what was there and a report"
head -c $((1024 * 1024 - 100)) /dev/zero >"$step"
summary || die "a page that is full"
[ "$(wc -c <"$step")" -eq $((1024 * 1024 - 100)) ] || die "a page of a step grows beyond a mebibyte"
"$noiseball" report "$scratch/step/results.json" --to md-summary >"$scratch/short"
head -c $((1024 * 1024 - $(wc -c <"$scratch/short"))) /dev/zero >"$step"
summary || die "a page that is nearly full"
[ "$(wc -c <"$step")" -eq $((1024 * 1024)) ] || die "a page with room for a summary has none"
step=$scratch/no/such/step.md
summary
[ $? -eq 2 ] && [ "$(grep -c 'cannot append the report to' "$scratch/log")" -eq 1 ] ||
    die "no page: $(cat "$scratch/log")"
"$noiseball" report "$scratch/step/results.json" --to md | cmp - "$scratch/step/report.md" || die "no report beside it"
exit 0
