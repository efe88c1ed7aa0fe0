# SPDX-License-Identifier: GPL-3.0-or-later
# gnuplot -c benchmarks.gp DATA SVG PROGRAMS WORKLOADS: how many times as long as the engine each program takes.
set terminal svg size 860,430 font "sans-serif,13" background "#ffffff"
set output ARG2
set logscale y
set grid y lc rgb "#dddddd" lw 1
set border 3 lc rgb "#555555"
set tics nomirror
set ylabel "times as long as the engine (log scale)"
set yrange [*<0.8:*]
set ytics (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
set xrange [0.5:words(ARG4) + 0.5]
set xtics ()
do for [k = 1:words(ARG4)] { set xtics add (word(ARG4, k) k) scale 0 }
do for [k = 1:words(ARG4) - 1] { set arrow from k + 0.5, graph 0 to k + 0.5, graph 1 nohead lc rgb "#eeeeee" back }
set key outside right center Left reverse spacing 1.3 samplen 1
set arrow from graph 0, first 1 to graph 1, first 1 nohead lc rgb "#888888" lw 1.2 back
colour(k) = word("#0b3d91 #6f9bd8 #a33c00 #e08a3c #c9b037 #4f7a28 #2a9d8f #7b3f98 #555555", k + 1)
shape(k) = word("7 6 5 4 9 11 13 15 8", k + 1)
plot for [k = 0:ARG3 - 1] ARG1 index k using 2:3:4:5 with yerrorbars title columnheader(1) \
    lc rgb colour(k) pt int(shape(k)) ps 0.9 lw 1.4
