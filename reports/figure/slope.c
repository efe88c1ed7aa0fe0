// SPDX-License-Identifier: GPL-3.0-or-later
/* The means that a slope runs through, with the line that is fitted and the one that is claimed: an exponent on two
 * logarithmic axes, a rate on one. A part of a claim is a figure, each of its instances a series. */
#include <math.h>
#include <string.h>

#include "lib/math.h"
#include "reports/figure/build.h"

static bool logarithmic(const nb_check *c)
{
    return !strncmp(c->picture.along, "ln ", 3);
}

static bool alike(const nb_check *a, const nb_check *b)
{
    return b->picture.count > 1 && !strcmp(b->quantity, "slope") && !strcmp(a->part, b->part)
        && a->relation == b->relation && !strcmp(a->picture.along, b->picture.along);
}

/* Through the middle of the logarithms, as the claimed line is. */
static void fit(nb_series *s, const nb_check *c)
{
    const nb_picture *p = &c->picture;
    double middle = 0, height = 0;
    for (size_t i = 0; i < p->count; i++) {
        middle += (logarithmic(c) ? nb_log(p->points[i].x) : p->points[i].x) / (double)p->count;
        height += nb_log(p->points[i].estimate) / (double)p->count;
    }
    for (size_t i = 0; i < p->count; i++) {
        const nb_point *at = &p->points[i];
        const double l = logarithmic(c) ? nb_log(at->x) : at->x, line = nb_exp(height + c->estimate * (l - middle));
        const bool bar = at->low < at->high && isfinite(at->low) && isfinite(at->high);
        *nb_series_mark(s) = (nb_mark){
            at->x, at->estimate, bar ? at->low : NAN, bar ? at->high : NAN, at->target, line, c->replicates,
        };
    }
}

static void draw(nb_album *a, const nb_results *r, const nb_result *q, const nb_check *first)
{
    nb_figure *f = nb_album_open(a, NB_SERIES_MOST);
    for (const nb_check *c = first; f && c < q->checks + q->count && f->count < NB_SERIES_MOST; c++) {
        if (!alike(first, c))
            continue;
        nb_series *s = nb_album_line(a, f, nb_arena_text(a->arena, "%s: slope %.4g, claimed %.4g", c->instance,
                                                         c->estimate, c->target), c->picture.count);
        if (s)
            fit(s, c);
    }
    if (!f || !f->count)
        return;
    f->x.label = first->picture.along + (logarithmic(first) ? 3 : 0);
    f->y.label = "mean";
    nb_figure_describe(a, f, first);
    f->fitted = "fitted";
    f->caption = nb_caption(a, r, f, "");
    if (nb_album_close(a, f, q)) {
        f->x.log = logarithmic(first);
        f->y.log = true;
    }
}

void nb_figure_slope(nb_album *a, const nb_results *r, const nb_result *q)
{
    nb_album_group(a, r, q, alike, draw);
}
