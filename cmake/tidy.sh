#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tidy.sh [BUILD] -- clang-tidy on every source that clang compiles, with the checks of .clang-tidy.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/tidy}
cmake -S . -B "$build" -DCMAKE_C_COMPILER=clang -DBUILD_TESTING=ON >/dev/null
run-clang-tidy -quiet -p "$build" -j "$(getconf _NPROCESSORS_ONLN)" "$PWD/(lib|verify|experiments|reports|tests)/"
