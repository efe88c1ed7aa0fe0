#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# gallery.sh PROGRAM RESULTS.json -- makes the pictures of docs/gallery.md: report.html in Chromium, light, dark and on
# a telephone, and pages of the PDF. Wants chromium, latexmk, pdftoppm (poppler) and convert (ImageMagick).
set -euo pipefail
program=$(realpath "$1") results=$(realpath "$2")
cd "$(dirname "$0")/gallery"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

small() { convert - -colors "$1" -define png:compression-level=9 "PNG8:$2"; }

# shot NAME WIDTH HEIGHT SCHEME ANCHOR: what a reader sees who follows a link to the anchor; scheme 0 is dark, 1 light.
# The page stands in a frame, since windows have a least width.
shot()
{
    cat >"$scratch/frame.html" <<HTML
<!DOCTYPE html><meta charset="utf-8"><style>body { margin: 0 } iframe { border: 0; display: block }</style>
<iframe src="report.html#$5" width="$2" height="$3"></iframe>
HTML
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$scratch/profile" \
        --blink-settings=preferredColorScheme="$4" --window-size=$(($2 > 600 ? $2 : 600)),"$3" \
        --virtual-time-budget=5000 --screenshot="$scratch/shot.png" "file://$scratch/frame.html" 2>"$scratch/log"
    convert "$scratch/shot.png" -crop "$2x$3+0+0" +repage png:- | small 64 "$1.png"
}

"$program" report "$results" --to html -o "$scratch/report.html"
shot summary-light 1200 900 1 ''
shot claim-light 1100 1750 1 noise_ball/theorem7-index
shot claim-dark 1100 1750 0 noise_ball/theorem7-index
shot telephone 390 844 1 noise_ball/theorem7-index
shot telephone-dark 390 844 0 ''

"$program" report "$results" --to pdf --only noise_ball/theorem7-index -o "$scratch/report.pdf"
for page in 1 3 4; do
    pdftoppm -r 70 -f "$page" -l "$page" -png "$scratch/report.pdf" | small 32 "pdf-$page.png"
done
