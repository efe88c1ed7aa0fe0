// SPDX-License-Identifier: GPL-3.0-or-later
/* How every SVG looks. Colours are Okabe and Ito's, darker on light paper and lighter on dark; marks' shapes and lines'
 * dashes say the same to those who see no colours. */
#include "reports/figure.h"

const char nb_figure_style[] =
    ".plot { display: block; width: 100%; max-width: 37rem; height: auto; color: #1d2227; }\n"
    ".plot text { font: 12px system-ui, \"Noto Sans\", \"DejaVu Sans\", sans-serif; fill: currentColor; }\n"
    ".plot .strong { font-weight: 600; }\n"
    ".plot path { fill: none; stroke: currentColor; stroke-linejoin: round; }\n"
    ".plot .frame { stroke-opacity: .6; }\n"
    ".plot .grid { stroke-opacity: .13; }\n"
    ".plot .line { stroke-width: 1.6; stroke-dasharray: 7 3; }\n"
    ".plot .fit, .plot .bar { stroke-width: 1.2; }\n"
    ".plot .mark { fill: currentColor; stroke: none; }\n"
    ".plot .hollow { stroke-width: 4.5; }\n"            // drawn at a third of its size
    ".plot .box { fill: currentColor; fill-opacity: .2; stroke-width: .7; }\n"
    ".plot .s0 { color: #0072b2; } .plot .s1 { color: #c04f00; } .plot .s2 { color: #007f5c; }\n"
    ".plot .s3 { color: #a8447f; } .plot .s4 { color: #7a6000; } .plot .s5 { color: #565c63; }\n"
    ".plot .s1 .line { stroke-dasharray: 2 3; } .plot .s2 .line { stroke-dasharray: 9 3 2 3; }\n"
    ".plot .s3 .line { stroke-dasharray: 4 3; } .plot .s4 .line { stroke-dasharray: 14 4; }\n"
    ".plot .s5 .line { stroke-dasharray: 1 2; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  .plot { color: #e3e6e9; } .plot .s0 { color: #56b4e9; } .plot .s1 { color: #f59a4c; }\n"
    "  .plot .s2 { color: #35c79a; } .plot .s3 { color: #e59cc6; } .plot .s4 { color: #e6c229; }\n"
    "  .plot .s5 { color: #b8bec4; }\n"
    "}\n";
