#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bits.sh [FOLDER] -- builds with gcc and with clang, and compares what they write, byte for byte.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:-build}
programs=()
for cc in gcc clang; do
    cmake -S . -B "$folder/$cc" -DCMAKE_C_COMPILER="$cc" -DBUILD_TESTING=OFF >/dev/null
    cmake --build "$folder/$cc" --parallel "$(getconf _NPROCESSORS_ONLN)" --target noiseball
    programs+=("$folder/$cc/noiseball")
done
python3 tests/meta/bits.py "${programs[@]}"
