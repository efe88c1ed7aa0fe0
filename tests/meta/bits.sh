#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bits.sh [FOLDER] -- builds with gcc and with clang, and compares what they write, byte for byte. What make has built
# with one of them is not built again: make check holds that program against itself, and here it is the reference.
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

make_with()
{
    cmake -S . -B "$folder/$1" -DCMAKE_C_COMPILER="$1" -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$folder/$1" --parallel "$(getconf _NPROCESSORS_ONLN)" --target noiseball
}

built=$(built_by) other=clang
if [[ -n $built ]]; then
    [[ $built == gcc ]] || other=gcc
    reference=$folder/noiseball
    cmake --build "$folder" --parallel "$(getconf _NPROCESSORS_ONLN)" --target noiseball
else
    reference=$folder/gcc/noiseball
    make_with gcc
    python3 tests/meta/bits.py "$reference"
fi
make_with "$other"
python3 tests/meta/bits.py "$folder/$other/noiseball" "$reference"
