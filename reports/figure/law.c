// SPDX-License-Identifier: GPL-3.0-or-later
/* The histogram of a sample against the density of the law that is claimed. */
#include <string.h>

#include "reports/figure/build.h"

static void draw(nb_album *a, const nb_results *r, const nb_result *q, const nb_check *c)
{
    nb_figure *f = nb_album_open(a, 1);
    nb_series *s = f ? nb_album_line(a, f, "", c->picture.count) : NULL;
    for (size_t i = 0; s && i < c->picture.count; i++) {
        const nb_point *p = &c->picture.points[i];
        nb_mark *m = nb_series_mark(s);
        m->x = p->x;
        m->y = p->estimate;
        m->low = p->low;
        m->high = p->high;
        m->target = p->target;
        m->n = c->replicates;
    }
    if (!s)
        return;
    const char *comma = *c->instance && *c->checkpoint ? ", " : "";
    f->bars = true;
    f->x.label = c->picture.along;
    f->y.label = "density";
    f->title = nb_arena_text(a->arena, "%s%s%s%s%s", c->part, *c->part ? ": " : "", c->instance, comma, c->checkpoint);
    f->measured = "share of the sample, with its interval";
    f->claimed = nb_arena_text(a->arena, "claimed (%s)", *c->oracle ? c->oracle : "the law");
    f->caption = nb_caption(a, r, f, nb_arena_text(a->arena, "Bins of equal width; largest distance between the two "
                                                   "distribution functions %.3g.", c->estimate));
    a->full |= !f->claimed;
    nb_album_close(a, f, q);
}

void nb_figure_law(nb_album *a, const nb_results *r, const nb_result *q)
{
    for (const nb_check *c = q ? q->checks : NULL; q && c < q->checks + q->count; c++)
        if (c->picture.count > 1 && !strcmp(c->quantity, "sup-distance"))
            draw(a, r, q, c);
}
