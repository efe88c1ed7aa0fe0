// SPDX-License-Identifier: GPL-3.0-or-later
/* reports/figure/canvas.h -- a figure on its way to SVG. For reports/figure/svg.c and its parts. */
#ifndef NB_CANVAS_H
#define NB_CANVAS_H

#include "reports/figure.h"
#include "reports/figure/scale.h"

typedef struct {
    const nb_figure *f;
    FILE            *out;
    nb_scale         x, y;
    double           left, right, top, bottom;      // of the axes, in pixels
} nb_canvas;

enum { NB_LETTER = 6, NB_ROW = 17 };                // pixels: about as wide as a letter is, as high as a line
enum { NB_LINE_ROOM = 74 };                         // characters that fit into a line

/* anchor: "", "middle" or "end"; class: "" or of the style; most: characters. */
void nb_canvas_text(const nb_canvas *c, double x, double y, const char *anchor, const char *class, const char *text,
                    size_t most);
size_t nb_characters(const char *text);             // not bytes

void nb_canvas_axes  (const nb_canvas *c);
void nb_canvas_series(const nb_canvas *c);

/* What marks and lines are, below y. Returns where it ends. */
double nb_canvas_key(const nb_canvas *c, double y);

/* The mark of series i: shapes differ. */
void nb_canvas_shape(const nb_canvas *c, size_t i, double x, double y, double radius);

#endif
