// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/figure/scale.h -- from numbers to places on a page. For reports/figure/svg.c. */
#ifndef NB_SCALE_H
#define NB_SCALE_H

#include "reports/figure.h"

/* Where an axis begins and ends, in numbers (their logarithms to base 10 if log) and in pixels. whole: so are all of
 * its numbers, and its ticks. */
typedef struct { double low, high, from, to; bool log, whole; } nb_scale;

nb_scale nb_scale_x(const nb_figure *f, double from, double to);
nb_scale nb_scale_y(const nb_figure *f, double from, double to);
double   nb_scale_at(const nb_scale *s, double v);              // in pixels; within the axis, whatever v is

enum { NB_TICKS_MOST = 12 };
size_t nb_scale_ticks(const nb_scale *s, double *tick);

/* "0.05", "100", "2·10⁻⁷". */
enum { NB_TICK_ROOM = 48 };
void nb_tick_text(double v, char *text, size_t room);

#endif
