#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bits.sh [FOLDER] -- builds with gcc and with clang, and compares what they write, byte for byte. What make has built
# with one of them is not built again.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:-build}
# The compiler of what is built: gcc or clang; nothing where nothing is.
built_by()
{
    local cc
    cc=$(sed -n 's/^CMAKE_C_COMPILER:[^=]*=//p' "$folder/CMakeCache.txt" 2>&1) && [[ -x $folder/noiseball ]] || return 0
    "$cc" --version | grep -q 'Free Software Foundation' && echo gcc || echo clang
}

programs=()
built=$(built_by)
for cc in gcc clang; do
    if [[ $cc == "$built" ]]; then
        cmake --build "$folder" --parallel "$(getconf _NPROCESSORS_ONLN)" --target noiseball
        programs+=("$folder/noiseball")
        continue
    fi
    cmake -S . -B "$folder/$cc" -DCMAKE_C_COMPILER="$cc" -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$folder/$cc" --parallel "$(getconf _NPROCESSORS_ONLN)" --target noiseball
    programs+=("$folder/$cc/noiseball")
done
python3 tests/meta/bits.py "${programs[@]}"
