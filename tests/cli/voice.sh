#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How the program speaks: --help everywhere, --version, JSON that parses, colours and a progress bar on a terminal and
# nowhere else, the same report from a results file as from the run. The program is $NOISEBALL.
set -u
noiseball=${NOISEBALL:-build/noiseball}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
die() { echo "FAILED: $*"; exit 1; }
escape=$(printf '\033')
unset NO_COLOR

for command in '' list show verify report compare bench race; do
    "$noiseball" $command --help >"$scratch/help" 2>"$scratch/err" || die "$command --help: exit $?"
    grep -q "^usage: noiseball ${command:-COMMAND}" "$scratch/help" || die "$command --help has no usage"
    [ -s "$scratch/err" ] && die "$command --help speaks on stderr"
    awk 'length > 100 { exit 1 }' "$scratch/help" || die "$command --help is wider than 100 columns"
done
"$noiseball" --version | grep -qx 'noiseball [0-9]*\.[0-9]*\.[0-9]*' || die "--version"

"$noiseball" list --json >"$scratch/list.json" && python3 - "$scratch/list.json" <<'PYTHON' || die "list --json"
import json, sys
items = json.load(open(sys.argv[1]))
ids = [item['id'] for item in items]
assert len(set(ids)) == len(ids) > 50
claims = {item['id'] for item in items if item['kind'] == 'claim'}
assert all((item['of'] is None) == (item['kind'] == 'claim') for item in items)
assert all(item['of'] in claims for item in items if item['kind'] != 'claim')
assert all(item['source']['document'] and item['statement']['text'] for item in items)
PYTHON
[ "$("$noiseball" list | grep -c '^  claim ')" -eq "$(grep -c '"kind": "claim"' "$scratch/list.json")" ] || die "list"
"$noiseball" list --errata >"$scratch/errata" || die "list --errata"
"$noiseball" list --errata --json >"$scratch/errata.json" || die "list --errata --json"
python3 - "$scratch"/{list.json,errata.json,errata} <<'PYTHON' || die "list --errata leaves one out, or a reason"
import json, sys
every, errata = (json.load(open(path)) for path in sys.argv[1:3])
assert errata == [item for item in every if item['kind'] == 'erratum'] and len(errata) > 30
assert all(item['reason'] and '\n' not in item['reason'] for item in errata)
assert all(item['reason'] is None for item in every if item['kind'] != 'erratum')
told = [paragraph.split('\n') for paragraph in open(sys.argv[3]).read().rstrip('\n').split('\n\n')]
assert [lines[0] for lines in told] == [f"{item['id']}  ({item['erratum']}, {item['strength']})" for item in errata]
assert [lines[2] for lines in told] == [f"  as printed  {item['statement']['text']}" for item in errata]
assert [lines[3] for lines in told] == [f"  reason      {item['reason']}" for item in errata]
assert all(lines[1].startswith(f"  in          {item['source']['document']}") for lines, item in zip(told, errata))
PYTHON
[ -z "$("$noiseball" list --errata saddle_avoidance/gibbs-limit)" ] || die "list --errata of a claim without any"
for id in $(grep -o '"id": "[^"]*"' "$scratch/list.json" | cut -d '"' -f 4); do
    "$noiseball" show "$id" >"$scratch/show" || die "show $id"
    grep -qF "noiseball verify $id" "$scratch/show" || die "show $id does not say how to run it"
done

items() { grep -c '"id":' "$scratch/$1/results.json"; }
"$noiseball" verify 'error_bound/*' 'noise_ball/*' --level smoke --out "$scratch/piped" \
    >"$scratch/out" 2>"$scratch/err" || die "verify in a pipe"
grep -q "$escape" "$scratch/out" "$scratch/err" && die "escape codes in a pipe"
[ -s "$scratch/err" ] && die "a progress bar in a pipe: $(cat "$scratch/err")"
[ "$(grep -c '  as expected  ' "$scratch/out")" -eq "$(items piped)" ] || die "not a line an item"
for form in json:results.json md:report.md tex:report.tex html:report.html junit:junit.xml; do
    "$noiseball" report "$scratch/piped/results.json" --to "${form%:*}" | cmp - "$scratch/piped/${form#*:}" ||
        die "report --to ${form%:*} differs from the run's"
done
python3 -c 'import json, sys
t = json.load(open(sys.argv[1] + "/timing.json")); r = json.load(open(sys.argv[1] + "/results.json"))
assert list(t["seconds"]) == [c["id"] for c in r["claims"]] and t["total_seconds"] > 0 and t["isa"]' "$scratch/piped" ||
    die "timing.json"

terminal() { script -qec "$1" /dev/null </dev/null >"$scratch/typed" || die "$1"; }
if command -v script >/dev/null; then
    export TERM=xterm
    line="$noiseball verify 'error_bound/*' 'noise_ball/*' --level smoke --out $scratch/typed.d"
    terminal "$line"
    grep -q "$escape\[32msupported" "$scratch/typed" || die "no colours on a terminal"
    grep -q "\[#*\.*\] [0-9]*/[0-9]* " "$scratch/typed" || die "no progress bar on a terminal"
    terminal "NO_COLOR=1 $line 2>/dev/null"
    grep -q "$escape" "$scratch/typed" && die "colours in spite of NO_COLOR"
    terminal "TERM=dumb $line"
    grep -q "$escape" "$scratch/typed" && die "escape codes on a dumb terminal"
    cmp "$scratch/piped/results.json" "$scratch/typed.d/results.json" || die "a terminal changes the results"
else
    echo 'no script(1) here: not tried on a terminal'
fi

for isa in scalar sse2 avx2 avx512; do
    NOISEBALL_ISA=$isa "$noiseball" verify 'gradient_*' --level smoke --out "$scratch/$isa" >"$scratch/out" 2>&1 ||
        grep -q 'which this machine runs' "$scratch/out" || die "$isa: $(cat "$scratch/out")"
    [ ! -d "$scratch/$isa" ] || cmp "$scratch"/{scalar,$isa}/results.json || die "$isa: other bits"
done
echo 'as it should be'
