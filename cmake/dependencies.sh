#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dependencies.sh build|check|ci -- asks for everything that a purpose needs and installs only what is missing.
#
# When nothing is missing it touches no network, needs no rights and says nothing. On Debian and its kin it installs
# with apt-get, as root or through sudo; elsewhere it prints what to install and exits with 2. check includes build,
# ci includes check.
set -euo pipefail

purposes=(build check ci)
purpose=${1:-build}
[[ " ${purposes[*]} " == *" $purpose "* ]] || { echo "usage: $0 build|check|ci" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Probes: each succeeds when the thing is there.

tool()    { command -v "$1" >"$scratch/out" 2>&1; }
package() { tool pkg-config && pkg-config --exists "$1"; }
module()  { tool python3 && python3 -c "import $1" 2>"$scratch/out"; }

# The compiler that CMake will take: CC, or else the first of these.
compiler() { for cc in ${CC:-cc gcc clang}; do tool "$cc" && echo "$cc" && return; done; return 1; }

# It compiles a program from its standard input that needs the C library and OpenMP, and links it.
links()
{
    local cc=${1:-$(compiler)}
    tool "$cc" && "$cc" -fopenmp -x c -o "$scratch/probe" - >"$scratch/out" 2>&1 <<'C'
#include <math.h>
#include <omp.h>
int main(void) { return omp_get_max_threads() < 1; }
C
}

# Headers without a pkg-config file: the preprocessor knows where it looks.
header() { echo "#include <$1>" | "$(compiler)" -E -x c -o "$scratch/probe" - 2>"$scratch/out"; }

newer_cmake() { tool cmake && printf '%s\n' "$1" "$(cmake --version | sed -n '1s/[^0-9]*//p')" | sort -CV; }

# Collects the packages of a probe that fails, under their names on Debian, Fedora, Arch and Homebrew.
debian=() fedora=() arch=() brew=()
wants()
{
    local level=$1 probe=$2
    for p in "${purposes[@]}"; do
        if [[ $p == "$level" ]] && ! $probe; then
            debian+=("$3") fedora+=("$4") arch+=("$5") brew+=("$6")
        fi
        [[ $p == "$purpose" ]] && return
    done
}

#     for    probe                         Debian, Ubuntu      Fedora               Arch               Homebrew
wants build  links                         'gcc libc6-dev'     gcc                  gcc                gcc
wants build  'newer_cmake 3.22'            cmake               cmake                cmake              cmake
wants build  'tool pkg-config'             pkg-config          pkgconf-pkg-config   pkgconf            pkg-config
wants build  'package gsl'                 libgsl-dev          gsl-devel            gsl                gsl
wants build  'header glpk.h'               libglpk-dev         glpk-devel           glpk               glpk
wants build  'package mpfr'                libmpfr-dev         mpfr-devel           mpfr               mpfr
wants build  'package jansson'             libjansson-dev      jansson-devel        jansson            jansson
wants build  'package libxml-2.0'          libxml2-dev         libxml2-devel        libxml2            libxml2
wants build  'header Random123/philox.h'   librandom123-dev    Random123-devel      random123          random123
wants check  'package check'               check               check-devel          check              check
wants check  'tool python3'                python3             python3              python             python
wants check  'module jsonschema'           python3-jsonschema  python3-jsonschema   python-jsonschema  python-jsonschema
wants check  'tool xmllint'                libxml2-utils       libxml2              libxml2            libxml2
wants check  'tool gnuplot'               gnuplot-nox         gnuplot              gnuplot            gnuplot
wants check  'tool tidy'                   tidy                tidy                 tidy               tidy-html5
wants check  'tool cmark-gfm'              cmark-gfm           cmark-gfm            cmark-gfm          cmark-gfm
wants check  'tool nm'                     binutils            binutils             binutils           binutils
wants check  'tool patch'                  patch               patch                patch              gpatch
wants ci     'links clang'                 'clang libomp-dev'  'clang libomp-devel' 'clang openmp'     'llvm libomp'
wants ci     'tool clang-tidy'             clang-tidy          clang-tools-extra    clang              llvm
wants ci     'tool ccache'                 ccache              ccache               ccache             ccache
wants ci     'tool gnuplot'              gnuplot-nox         gnuplot              gnuplot            gnuplot
wants ci     'tool latexmk'                'latexmk lmodern texlive-latex-recommended texlive-pictures' \
                                            texlive-scheme-medium texlive-latexrecommended texlive
wants ci     'tool valgrind'               valgrind            valgrind             valgrind           valgrind

[[ ${#debian[@]} -eq 0 ]] && exit 0
if [[ ${2:-} == installed ]]; then
    echo "noiseball: installed, and yet too old or not found: ${debian[*]}" >&2
    exit 2
fi

if ! tool apt-get; then
    cat >&2 <<MISSING
noiseball needs packages that this machine lacks, and it can install them by itself only with apt-get. Please install:
  Debian, Ubuntu  ${debian[*]}
  Fedora          ${fedora[*]}
  Arch            ${arch[*]}
  Homebrew        ${brew[*]}
MISSING
    exit 2
fi

read -ra packages <<<"${debian[*]}"
as_root=()
if [[ $(id -u) -ne 0 ]]; then
    as_root=(sudo)
    if ! tool sudo || { [[ ! -t 0 ]] && ! sudo -n true 2>"$scratch/out"; }; then
        echo "noiseball needs packages that this machine lacks. Please run, as root:" >&2
        echo "  apt-get install ${packages[*]}" >&2
        exit 2
    fi
fi
echo "installing ${packages[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
exec "$0" "$purpose" installed
