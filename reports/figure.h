// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/figure.h -- pictures of evidence, as data, and the languages that draw them.
 *
 * A figure is a function of the results alone. Each kind of figure is a row of figures.def and a file of
 * reports/figure/, which looks for the evidence that it can show. Four writers spell a figure: as a table of numbers,
 * as a gnuplot script that draws the table, as LaTeX for pgfplots, and as SVG.
 *
 * The SVG is written here and not by gnuplot, for three reasons that no plotting library meets: it is a part of
 * report.html, which is the same bytes on every machine and whatever is installed there; its strokes follow the page
 * from light to dark; its words can be selected and are read aloud. The table and the script are for those who want the
 * picture otherwise.
 */
#ifndef NB_FIGURE_H
#define NB_FIGURE_H

#include <stdio.h>

#include "verify/format.h"

/* What stands at one abscissa. A NaN is not drawn; an interval that is one point, or infinite, has no bar. */
typedef struct {
    double   x, y, low, high;           // estimate, its interval
    double   target, fit;               // what is claimed there; what is fitted
    uint64_t n;                         // replicates
} nb_mark;

typedef struct {
    const char *name;                   // "": it needs none
    nb_mark    *mark;                   // x grows
    size_t      count;
} nb_series;

typedef struct {
    const char        *label;           // with its unit, where it has one
    bool               log;             // every number on it is positive
    const char *const *name; size_t names;      // of 1, 2, ...: in place of numbers
} nb_axis;

enum { NB_SERIES_MOST = 6 };            // that can be told apart, in grey too

typedef struct {
    const char *file;                   // "noise_ball/theorem7-index": what its files are called, without a suffix
    const char *title, *caption;        // caption: sample sizes, what the bars are
    const char *measured, *claimed, *fitted;    // what marks, lines and thin lines are; NULL: there are none
    nb_axis     x, y;
    bool        bars;                   // a histogram: y from 0, marks as wide as they are apart
    nb_series  *series; size_t count;   // 1 .. NB_SERIES_MOST
} nb_figure;

typedef struct { nb_figure *item; size_t count; } nb_figures;

/* Those of one claim; q NULL: of the run as a whole. They live in the arena and borrow the results' strings. */
NB_CHECKED nb_status nb_figures_make(nb_figures *f, const nb_results *r, const nb_result *q, nb_arena *arena,
                                     nb_fault *why);

bool   nb_figure_named (const nb_figure *f);            // do the series go by names?
double nb_figure_common(const nb_figure *f);            // the one number that is claimed at every mark; NaN: it differs
size_t nb_figure_key   (const nb_figure *f);            // rows of the key below it
bool   nb_series_has(const nb_series *s, size_t member);        // is there a number: offsetof(nb_mark, fit)?

void nb_figure_data    (const nb_figure *f, FILE *out);         // columns of numbers, a block each series
void nb_figure_gnuplot (const nb_figure *f, FILE *out);         // draws <file>.dat, which stands beside it
void nb_figure_pgfplots(const nb_figure *f, FILE *out);         // a tikzpicture that holds its data
void nb_figure_svg     (const nb_figure *f, bool whole, FILE *out);     // whole: with its style, a file of its own

extern const char nb_figure_style[];    // CSS of every SVG; once in a page

nb_drawer nb_draw;                      // of every figure its table, its script and its SVG

#endif
