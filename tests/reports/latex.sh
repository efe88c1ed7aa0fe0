#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The golden reports compile with all that they refer to, and no line of theirs sticks out.
# Exit 77, a skip, where there is no latexmk.
set -eu
command -v latexmk >/dev/null || { echo 'skipped: install latexmk, texlive-latex-recommended'; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for report in tests/reports/golden/report.tex tests/reports/golden/hostile/report.tex; do
    rm -f "$scratch"/*
    cp "$report" "$scratch/report.tex"
    (cd "$scratch" && latexmk -pdf -interaction=nonstopmode -halt-on-error report.tex >log.txt 2>&1) || {
        grep -A 4 '^!' "$scratch/report.log"
        echo "$report: does not compile"
        exit 1
    }
    if grep 'Overfull' "$scratch/report.log"; then
        echo "$report: a line sticks out"
        exit 1
    fi
    if grep -E 'undefined|multiply' "$scratch/report.log"; then
        echo "$report: a reference leads nowhere"
        exit 1
    fi
    if [ -e "$scratch/report.blg" ] && grep -E '^Warning|^I ' "$scratch/report.blg"; then
        echo "$report: BibTeX wants something"
        exit 1
    fi
    echo "$report: $(grep -o 'Output written.*pages' "$scratch/report.log")"
done
