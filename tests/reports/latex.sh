#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The golden reports compile with all that they refer to, and no line of theirs sticks out; so do the excerpts, in a
# document that is somebody else's. Exit 77, a skip, where there is no latexmk.
set -eu
command -v latexmk >/dev/null || { echo 'skipped: install latexmk, texlive-latex-recommended'; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
golden=$PWD/tests/reports/golden

# compiles NAME: report.tex in the scratch folder, without complaint
compiles() {
    (cd "$scratch" && latexmk -pdf -interaction=nonstopmode -halt-on-error report.tex >log.txt 2>&1) || {
        grep -A 4 '^!' "$scratch/report.log"
        echo "$1: does not compile"
        exit 1
    }
    if grep 'Overfull' "$scratch/report.log"; then
        echo "$1: a line sticks out"
        exit 1
    fi
    if grep -E 'undefined|multiply' "$scratch/report.log"; then
        echo "$1: a reference leads nowhere"
        exit 1
    fi
    if [ -e "$scratch/report.blg" ] && grep -E '^Warning|^I ' "$scratch/report.blg"; then
        echo "$1: BibTeX wants something"
        exit 1
    fi
    echo "$1: $(grep -o 'Output written.*pages*' "$scratch/report.log")"
    rm -f "$scratch"/*
}

for folder in "$golden" "$golden/hostile"; do
    cp "$folder/report.tex" "$scratch/report.tex"
    compiles "$folder/report.tex"
done

# In one column of the article class, and in a wide book with plots. L is a column of the document's own.
excerpts() {
    cat >"$scratch/report.tex" <<TEX
\\documentclass$1
\\usepackage[T1]{fontenc}
\\usepackage[utf8]{inputenc}
\\usepackage{amsmath,amssymb,array,booktabs,longtable}
\\newcolumntype{L}{l}
\\begin{document}
\\sloppy
\\input{$golden/verdicts}\\input{$golden/evidence}\\input{$golden/figures}\\input{$golden/claims}
\\begin{tabular}{L}its own\\end{tabular}
\\end{document}
TEX
    compiles "excerpts in $1"
}
excerpts '{article}'
excerpts '[a4paper,11pt]{book}\usepackage[margin=2cm]{geometry}\usepackage{pgfplots}\pgfplotsset{compat=1.14}'
