#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The golden reports compile, twice for its references, and no line of it sticks out by more than 5 pt.
# Exit 77, a skip, where there is no pdflatex.
set -eu
command -v pdflatex >/dev/null || { echo 'skipped: install texlive-latex-recommended'; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for report in tests/reports/golden/report.tex tests/reports/golden/hostile/report.tex; do
    cp "$report" "$scratch/report.tex"
    for _ in 1 2; do
        (cd "$scratch" && pdflatex -interaction=nonstopmode -halt-on-error report.tex >log.txt) || {
            grep -A 4 '^!' "$scratch/log.txt"
            echo "$report: does not compile"
            exit 1
        }
    done
    if grep -E 'Overfull .hbox \(([5-9]|[0-9]{2,})' "$scratch/log.txt"; then
        echo "$report: a line sticks out"
        exit 1
    fi
    if grep -E 'undefined|multiply' "$scratch/log.txt"; then
        echo "$report: a reference leads nowhere"
        exit 1
    fi
    echo "$report: $(grep -o 'Output written.*pages' "$scratch/log.txt")"
done
