#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Planted errors: each patch in this folder puts one into a copy of the tree, and a test or a claim must catch it.
#
#   tests/mutations/run.sh [NAME...]      builds and tests with each patch (of these names, or numbers); fails if one
#                                         survives
#   tests/mutations/run.sh --check        only asks whether each patch still applies
#
# A patch opens with a line that says what it plants. The copy is built once; then a patch rebuilds what it touches. It
# is caught by the first suite that fails, those of the patched layer first, else by the first claim, control or erratum
# that is not as expected.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}

plant() { patch --silent --force --no-backup-if-mismatch --fuzz=0 -p1 "$@" >/dev/null; }

if [ "${1-}" = --check ]; then
    stale=0
    for patch in "$here"/*.patch; do
        plant --dry-run -d "$root" <"$patch" || { echo "$(basename "$patch"): does not apply any more"; stale=1; }
    done
    exit $stale
fi

for name; do
    ls "$here" | grep -qxE "$name(-.*)?\.patch" || { echo "$name: no such patch in $here"; exit 2; }
done

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
tree=$copy/tree
build=$copy/build
mkdir "$tree"
tar -C "$root" --exclude='./build*' --exclude=./.git -cf - . | tar -C "$tree" -xf -

make_targets() { cmake --build "$build" --parallel "$jobs" "$@" >"$copy/log" 2>&1; }

# Suites whose name matches, without the scripts that try the program and the reports from outside. Time is no fault
# here: several of these may share a machine.
run_suites() {
    CK_TIMEOUT_MULTIPLIER=5 ctest --test-dir "$build" -L '^unit$' -LE 'cli|reports' -R "$1" -j "$jobs" \
        --stop-on-failure >"$copy/log" 2>&1
}
first_failure() {
    sed -n 's/^ *[0-9]*\/[0-9]* *Test *#[0-9]*: \([^ ]*\) [. ]*\*\*\*.*/\1/p' "$copy/log" | head -n 1
}
suites_of() { sed -n "s/^NB_SUITE($1, *\([a-z0-9_]*\)).*/test_$1_\1/p" "$tree/tests/tests.def"; }

run_claims() { "$build/noiseball" verify --level ci --pdf no --out "$copy/report" >"$copy/log" 2>&1; }
first_surprise() {
    python3 - "$copy/report/results.json" <<'END' || sed -n '$p' "$copy/log"
import json, sys
items = json.load(open(sys.argv[1]))['claims']
print(next(f'{i["id"]}: {i["verdict"]}' for i in items if not i['as_expected']))
END
}

# Says in `caught` what catches the tree as it is, an error planted in `layer`.
catch() {
    if ! make_targets --target $(suites_of "$layer"); then
        caught='DOES NOT BUILD'
        return 1
    fi
    run_suites "^unit/$layer/" || { caught=$(first_failure); return 0; }
    if ! make_targets; then
        caught='DOES NOT BUILD'
        return 1
    fi
    run_suites . || { caught=$(first_failure); return 0; }
    run_claims || { caught=$(first_surprise); return 0; }
    caught=NOTHING
    return 1
}

cmake -S "$tree" -B "$build" -DBUILD_TESTING=ON -DNB_WERROR=OFF $(command -v ninja >/dev/null && echo -G Ninja) \
    >"$copy/log" 2>&1 || { cat "$copy/log"; exit 2; }
layer=lib
if catch || [ "$caught" != NOTHING ]; then
    tail -n 20 "$copy/log"
    echo "before anything is planted: $caught"
    exit 2
fi

faults=0
printf '%-34s %-76s %s\n' mutation planted 'caught by'
for patch in "$here"/*.patch; do
    name=$(basename "$patch" .patch)
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "* | *" ${name%%-*} "*) ;; *) continue ;; esac
    fi
    layer=$(sed -n 's|^--- a/\([a-z]*\)/.*|\1|p' "$patch")
    if ! plant -d "$tree" <"$patch"; then
        caught='DOES NOT APPLY'
        faults=$((faults + 1))
    else
        catch || faults=$((faults + 1))
        plant -R -d "$tree" <"$patch"
    fi
    printf '%-34s %-76s %s\n' "$name" "$(sed -n 1p "$patch")" "$caught"
done
[ $faults -eq 0 ] || { echo "$faults not caught"; exit 1; }
