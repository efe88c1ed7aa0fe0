#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Bad input: exit 2, one line on stderr that says what was expected, no half-written file, the previous report as it
# was. The program is $NOISEBALL. Full and read-only disks are tmpfs where one may mount; else a limit on file size.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
mounted=()
trap 'for m in "${mounted[@]}"; do umount "$m"; done; rm -rf "$scratch"' EXIT
tried=0 failed=0
claim=gradient_estimators/minibatch-unbiased-count

wrong() { echo "FAILED: $*"; failed=$((failed + 1)); }

# refused WORDS COMMAND...: it exits 2 with one line on stderr that holds WORDS, and the report is as it was
refused() {
    local words=$1 before after code
    shift
    tried=$((tried + 1))
    before=$(cd "$report" && find . -type f | sort | xargs sha256sum)
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    code=$?
    after=$(cd "$report" && find . -type f | sort | xargs sha256sum)
    [ $code -eq 2 ] || wrong "$*: exit $code"
    [ "$(wc -l <"$scratch/err")" -eq 1 ] || wrong "$*: $(wc -l <"$scratch/err") lines: $(cat "$scratch/err")"
    grep -qF -- "$words" "$scratch/err" || wrong "$*: no '$words' in: $(cat "$scratch/err")"
    [ "$before" = "$after" ] || wrong "$*: the report changed"
    [ -z "$(find "$scratch" -name '*.part')" ] || wrong "$*: left $(find "$scratch" -name '*.part')"
}
verify() { refused "$1" "$noiseball" verify "${@:2}" --out "$report"; }
read_in() { refused "$1" "$noiseball" report "$2" --to md -o "$report/report.md"; }

report=$scratch/report
"$noiseball" verify $claim --level smoke --out "$report" >/dev/null || { wrong "the first run"; exit 1; }

# words
refused 'where list, show, verify, report, compare' "$noiseball"
refused 'where list, show, verify, report, compare' "$noiseball" verfy
refused '--speed: not an option of noiseball verify' "$noiseball" verify --speed 3
refused '-x: not an option of noiseball list' "$noiseball" list -x
refused '--seed: nothing where a value was expected' "$noiseball" verify --seed
refused '--resume=yes: a value where none was expected' "$noiseball" verify --resume=yes
refused 'show: 0 arguments where ID was expected' "$noiseball" show
refused 'report: 2 arguments where RESULTS.json was expected' "$noiseball" report a b --to md
refused '--to: nothing where a form was expected' "$noiseball" report "$report/results.json"
refused '--to: "ps" where one of json, md, tex, pdf, html, junit, md-words, md-summary, tex-claims, tex-verdicts,' \
    "$noiseball" report "$report/results.json" --to ps
refused '--to pdf: nothing where -o FILE was expected' "$noiseball" report "$report/results.json" --to pdf
refused "--only: no item in $report/results.json matches 'nosuch*'" \
    "$noiseball" report "$report/results.json" --to md --only 'nosuch*' -o "$report/report.md"
mkdir "$scratch/bin" && ln -s "$(command -v env)" "$scratch/bin/env"
refused 'report.pdf: there is no latexmk with pdflatex' \
    env PATH="$scratch/bin" "$(realpath "$noiseball")" report "$report/results.json" --to pdf -o "$report/report.pdf"

# ids, with the nearest
verify "no claim matches 'gradient_estimators/minibatch-unbiased-cuont'; the nearest ids are $claim" \
    gradient_estimators/minibatch-unbiased-cuont
refused "the nearest ids are $claim" "$noiseball" show minibatch-unbiased-cout
verify "the nearest ids are noise_ball/theorem7-index," noise_ball/theorm7          # the beginning of one
refused 'no claim matches' "$noiseball" list 'nosuch*'
refused 'ids where one was expected' "$noiseball" show 'gradient_estimators/*'

# numbers
for level in '' fast CI 1; do verify "--level: \"$level\" where smoke, ci or full was expected" --level "$level"; done
for seed in '' -1 1.5 0x10 ' 7' 7seven 18446744073709551616; do
    verify "--seed: \"$seed\" where a whole number from 0 to 18446744073709551615 was expected" --seed "$seed"
done
for threads in 0 -2 1025 two 1e2; do
    verify "--threads: \"$threads\" where a whole number from 1 to 1024 was expected" --threads "$threads"
done
for error in 0 1 -0.5 1.5 nan inf 1e-6x 0x1p-3 ''; do
    verify "--error: \"$error\" where a number above 0 and below 1 was expected" --error "$error"
done
for budget in 0 4095 many 1e6; do
    verify "--budget: \"$budget\" where a whole number from 4096" --budget "$budget"
done
verify '--isa: "avx1024" where one of scalar' --isa avx1024
NOISEBALL_ISA=mmx verify 'NOISEBALL_ISA: "mmx" where one of scalar' $claim
refused '--replay: "1" where INSTANCE:REPLICATE' "$noiseball" show $claim --replay 1
refused '--replay: instance 4000 where one that show lists was expected' "$noiseball" show $claim --replay 4000:1

# results files
results=$scratch/damaged.json
head -c 2000 "$report/results.json" >"$results"
read_in "$results:" "$results"
read_in 'not JSON' "$results"
: >"$results"
read_in 'not JSON' "$results"
sed 's#noiseball-results/1#noiseball-results/2#' "$report/results.json" >"$results"
read_in '$.schema: "noiseball-results/2" where "noiseball-results/1"' "$results"
echo '{"benchmarks": []}' >"$results"
read_in '$.schema: nothing where' "$results"
sed '0,/"supported"/s//"proved"/' "$report/results.json" >"$results"
read_in '"proved" where "supported"' "$results"
read_in 'No such file' "$scratch/no such file"
read_in 'cannot be read' "$scratch"
refused 'No such file' "$noiseball" report "$report/results.json" --to md -o "$scratch/no/such/folder.md"
refused 'it is a folder' "$noiseball" report "$report/results.json" --to md -o "$scratch"
[ -e /dev/full ] && {
    tried=$((tried + 1))
    "$noiseball" report "$report/results.json" --to md 2>"$scratch/err" >/dev/full
    [ $? -eq 2 ] && [ "$(wc -l <"$scratch/err")" -eq 1 ] || wrong "a full standard output: $(cat "$scratch/err")"
}

# resuming what was something else
cp "$report/results.json" "$scratch/kept.json"
verify 'has seed 1 where this run'"'"'s, 2, was expected' $claim --level smoke --resume --seed 2
verify 'has level smoke where this run'"'"'s, ci, was expected' $claim --resume
verify 'has error budget' $claim --level smoke --resume --error 1e-3
verify 'has replicate budget' $claim --level smoke --resume --budget 5000
head -c 3000 "$scratch/kept.json" >"$report/results.json"
verify 'not JSON' $claim --level smoke --resume
cp "$scratch/kept.json" "$report/results.json"

# folders that cannot be written
touch "$scratch/file"
refused 'cannot make the folder' "$noiseball" verify $claim --level smoke --out "$scratch/file"
refused 'cannot make the folder' "$noiseball" verify $claim --level smoke --out "$scratch/file/report"
refused '--out: "" where the name of a folder was expected' "$noiseball" verify $claim --out ''
disk() {                                # disk FOLDER OPTIONS: a small file system there
    mkdir -p "$1" && mount -t tmpfs -o "$2" none "$1" 2>/dev/null && mounted+=("$1")
}
if disk "$scratch/disk" size=128k; then
    report=$scratch/disk/report
    "$noiseball" verify $claim --level smoke --out "$report" >/dev/null || wrong "a run on the small disk"
    verify 'No space left on device' --level smoke --seed 7
    mount -o remount,ro "$scratch/disk"
    verify 'Read-only file system' $claim --level smoke --seed 7
    mount -o remount,rw "$scratch/disk"
else
    echo 'no mount here: the full disk is a limit on file size'
    limited() { (ulimit -f 16 && "$noiseball" verify --level smoke --seed 7 --out "$report"); }
    refused 'File too large' limited
fi

echo "$tried tried, $failed failed"
[ $tried -gt 60 ] && [ $failed -eq 0 ]
