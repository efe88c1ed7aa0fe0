// SPDX-License-Identifier: GPL-3.0-or-later
/* What a computed check speaks of, number by number, where it shows more than the one that it judges: the gain of every
 * weight, say. A part of a claim is a figure, each of its instances a series. */
#include <string.h>

#include "reports/figure/build.h"

static bool alike(const nb_check *a, const nb_check *b)
{
    return b->picture.count > 1 && !strcmp(b->quantity, "identity") && !strcmp(a->part, b->part)
        && !strcmp(a->picture.along, b->picture.along);
}

/* The instance, and the number that the checkpoint names, where it names one that the instance does not. */
static const char *name(nb_album *a, const nb_check *c)
{
    nb_place p;
    const bool place = nb_place_read(c->checkpoint, &p) && !strstr(c->instance, p.name);
    return place ? nb_arena_text(a->arena, "%s: %s", c->instance, p.name) : c->instance;
}

static void draw(nb_album *a, const nb_results *r, const nb_result *q, const nb_check *first)
{
    nb_figure *f = nb_album_open(a, NB_SERIES_MOST);
    for (const nb_check *c = first; f && c < q->checks + q->count && f->count < NB_SERIES_MOST; c++) {
        nb_series *s = alike(first, c) ? nb_album_line(a, f, name(a, c), c->picture.count) : NULL;
        for (size_t i = 0; s && i < c->picture.count; i++) {
            nb_mark *m = nb_series_mark(s);
            m->x = c->picture.points[i].x;
            m->y = c->picture.points[i].estimate;
        }
    }
    if (!f || !f->count)
        return;
    const char *comma = strstr(first->picture.along, ": ");         // "weight: gain"
    f->x.label = comma ? nb_arena_text(a->arena, "%.*s", (int)(comma - first->picture.along), first->picture.along)
                       : first->picture.along;
    f->y.label = comma ? comma + 2 : "value";
    nb_figure_describe(a, f, first);
    f->claimed = NULL;
    f->caption = nb_caption(a, r, f, "");
    if (nb_album_close(a, f, q))
        f->x.log = f->y.log = false;    // sizes side by side
}

void nb_figure_course(nb_album *a, const nb_results *r, const nb_result *q)
{
    nb_album_group(a, r, q, alike, draw);
}
