#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Planted errors: each patch in this folder puts one into a copy of the tree, and a test or a claim must catch it.
#
#   tests/mutations/run.sh [NAME...]      builds and tests with each patch (of these names); fails if one survives
#   tests/mutations/run.sh --check        only asks whether each patch still applies
#
# A patch opens with a line that says what it plants. The copy is built once; then a patch rebuilds what it touches. It
# is caught by the first unit test that fails, else by the first claim, control or erratum that is not as expected.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}

if [ "${1-}" = --check ]; then
    stale=0
    for patch in "$here"/*.patch; do
        if ! patch --dry-run --silent --force --fuzz=0 -p1 -d "$root" <"$patch" >/dev/null; then
            echo "$(basename "$patch"): does not apply any more"
            stale=1
        fi
    done
    exit $stale
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
trap 'exit 130' INT TERM
tree=$copy/tree
build=$copy/build
mkdir "$tree"
tar -C "$root" --exclude='./build*' --exclude=./.git -cf - . | tar -C "$tree" -xf -

# Suites, without the scripts that try the program and the reports from outside.
run_unit_tests() {
    CK_TIMEOUT_MULTIPLIER=5 ctest --test-dir "$build" -L '^unit$' -LE 'cli|reports' -j "$jobs" --stop-on-failure
}
run_claims() { "$build/noiseball" verify --level ci --out "$copy/report"; }

# What failed first, in a few words.
first_failure() {
    sed -n 's/^ *[0-9]*\/[0-9]* *Test *#[0-9]*: \([^ ]*\) [. ]*\*\*\*.*/\1/p' "$copy/log" | head -n 1
}
first_surprise() {
    python3 - "$copy/report/results.json" <<'END' || sed -n '$p' "$copy/log"
import json, sys
items = json.load(open(sys.argv[1]))['claims']
print(next(f'{i["id"]}: {i["verdict"]}' for i in items if not i['as_expected']))
END
}

# Prints what catches the tree as it is; fails if nothing does.
catch() {
    if ! run_unit_tests >"$copy/log" 2>&1; then
        first_failure
    elif ! run_claims >"$copy/log" 2>&1; then
        first_surprise
    else
        return 1
    fi
}

{
    cmake -S "$tree" -B "$build" -DBUILD_TESTING=ON -DNB_WERROR=OFF $(command -v ninja >/dev/null && echo -G Ninja)
    cmake --build "$build" --parallel "$jobs"
} >"$copy/log" 2>&1 || { tail -n 20 "$copy/log"; echo "the tree does not build"; exit 2; }
if caught=$(catch); then
    echo "the tree fails before anything is planted: $caught"
    exit 2
fi

faults=0
printf '%-34s %-72s %s\n' mutation planted 'caught by'
for patch in "$here"/*.patch; do
    name=$(basename "$patch" .patch)
    planted=$(sed -n 1p "$patch")
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    if ! patch --silent --force --fuzz=0 -p1 -d "$tree" <"$patch" >/dev/null; then
        caught='DOES NOT APPLY'
        faults=$((faults + 1))
    else
        if ! cmake --build "$build" --parallel "$jobs" >"$copy/log" 2>&1; then
            caught='DOES NOT BUILD'
            faults=$((faults + 1))
        elif ! caught=$(catch); then
            caught='NOTHING'
            faults=$((faults + 1))
        fi
        patch --silent --force --fuzz=0 -R -p1 -d "$tree" <"$patch" >/dev/null
    fi
    printf '%-34s %-72s %s\n' "$name" "$planted" "$caught"
done
[ $faults -eq 0 ] || { echo "$faults not caught"; exit 1; }
