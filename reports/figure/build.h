// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/figure/build.h -- what the kinds of figures are made with. */
#ifndef NB_BUILD_H
#define NB_BUILD_H

#include "reports/figure.h"

/* A list that grows within an arena; `full` once there is no memory, and whatever is added after that is lost. */
typedef struct {
    nb_figure *item; size_t count, room;
    nb_arena  *arena;
    bool       full;
} nb_album;

/* One a kind: adds the figures that q has evidence for; q NULL: the run. */
#define NB_FIGURE(kind) void nb_figure_##kind(nb_album *a, const nb_results *r, const nb_result *q);
#include "reports/figures.def"
#undef NB_FIGURE

/* "gap, alpha = 0.1, T = 100" is a point on an axis of T, and "floor at a = 0.1" one on an axis of a. */
typedef struct {
    const char *stem; size_t stem_length;       // "gap, alpha = 0.1"; "floor"
    const char *name; size_t name_length;       // "T"
    double      value;
} nb_place;
bool nb_place_read(const char *label, nb_place *p);

bool nb_same_text(const char *a, size_t n, const char *b, size_t m);

/* A new figure with room for so many series; NULL: no memory. Its ranges decide the axes at the end. */
nb_figure *nb_album_open (nb_album *a, size_t series);
nb_series *nb_album_line (nb_album *a, nb_figure *f, const char *name, size_t marks);
nb_mark   *nb_series_mark(nb_series *s);                // the next one, all NaN

/* Sorts marks by x; chooses logarithmic axes and a name for the file, which a figure of the run (q NULL) has already.
 * False, and the figure is gone: there is nothing to see. */
bool nb_album_close(nb_album *a, nb_figure *f, const nb_result *q);

/* Groups the checks of q by what goes into one figure, and calls `draw` with the first of each group, in their order. A
 * check that is not alike to itself is in none; q NULL: there is none. */
typedef bool nb_alike(const nb_check *a, const nb_check *b);
typedef void nb_painter(nb_album *a, const nb_results *r, const nb_result *q, const nb_check *first);
void nb_album_group(nb_album *a, const nb_results *r, const nb_result *q, nb_alike *alike, nb_painter *draw);

/* Adds a check as a mark at x, and to the caption's account of samples. */
void nb_mark_check(nb_series *s, const nb_check *c, double x);

/* Of its id: letters, digits, - and _ are themselves, and the first slash. Where anything else is in the id, or no
 * slash at all, a hash of it follows, so that no two ids share a name. number: of the figure, from 0. NULL: no room. */
const char *nb_figure_file(nb_album *a, const char *id, size_t number);

/* "Estimates from 4096 to 65536 replicates; each end of a bar fails with probability at most 0.0001." */
const char *nb_caption(nb_album *a, const nb_results *r, const nb_figure *f, const char *before);

/* In the words of a check: a title from its part, the quantity and the abscissa; what marks are; what is claimed. */
void nb_figure_describe(nb_album *a, nb_figure *f, const nb_check *c);

#endif
