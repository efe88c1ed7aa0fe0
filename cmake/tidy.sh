#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tidy.sh [BUILD [FILE...]] -- clang-tidy on every source that clang compiles, or on these, with the checks of
# .clang-tidy. A kernel file is looked at once, as compiled for the widest vectors; what more than one target compiles,
# once too.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/tidy}
[[ $# -eq 0 ]] || shift
cmake -S . -B "$build" -DCMAKE_C_COMPILER=clang -DBUILD_TESTING=ON >/dev/null
python3 - "$build/compile_commands.json" "$PWD" <<'END'
import json, os, sys
path, root = sys.argv[1:]
made = os.path.dirname(os.path.realpath(path)) + '/'                    # what the build writes is no source
commands = {c['file']: c for c in json.load(open(path))                 # the last of each
            if c['file'].startswith(root + '/') and not c['file'].startswith(made)}
json.dump(list(commands.values()), open(path, 'w'), indent=1)
END
if [[ $# -gt 0 ]]; then
    printf '%s\0' "${@/#/$PWD/}"
else
    python3 -c "import json,sys; print(end=''.join(c['file'] + '\0' for c in json.load(open(sys.argv[1]))))" \
        "$build/compile_commands.json"
fi | xargs -0 -n 1 -P "$(getconf _NPROCESSORS_ONLN)" clang-tidy --quiet -p "$build" 2>&1 |
    { grep -v 'warnings* generated\.$' || true; }
