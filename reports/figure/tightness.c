// SPDX-License-Identifier: GPL-3.0-or-later
/* The run at a glance: how much room the bounds leave that were held against a sample, bound / estimate in growing
 * order. At 1 a bound is attained. */
#include <math.h>
#include <stdlib.h>

#include "reports/figure/build.h"

static bool shown(const nb_result *q, const nb_check *c)
{
    return q->kind == NB_CLAIM_ITEM && c->relation != NB_EQUALS && c->tier != NB_EXACT && isfinite(c->tightness)
        && c->tightness > 0;
}

static int growing(const void *a, const void *b)
{
    const nb_mark *p = a, *q = b;
    return (p->y > q->y) - (p->y < q->y);
}

void nb_figure_tightness(nb_album *a, const nb_results *r, const nb_result *q)
{
    size_t checks = 0;
    for (size_t i = 0; !q && i < r->count; i++)
        checks += r->item[i].count;
    nb_figure *f = checks ? nb_album_open(a, 1) : NULL;
    nb_series *s = f ? nb_album_line(a, f, "", checks) : NULL;
    for (const nb_result *i = r->item; s && i < r->item + r->count; i++) {
        for (const nb_check *c = i->checks; c < i->checks + i->count; c++) {
            if (!shown(i, c))
                continue;
            nb_mark *m = nb_series_mark(s);
            m->y = c->tightness;
            m->target = 1;
            m->n = c->replicates;
        }
    }
    if (!s || !s->count)
        return;
    qsort(s->mark, s->count, sizeof *s->mark, growing);
    for (size_t k = 0; k < s->count; k++)
        s->mark[k].x = (double)(k + 1);
    f->file = "tightness";
    f->title = "How much room the sampled bounds leave";
    f->x.label = "checkpoints, the tightest first";
    f->y = (nb_axis){ .label = "bound / estimate", .log = true };
    f->measured = "a checkpoint of a claim";
    f->claimed = "1: the bound is attained";
    f->caption = nb_caption(a, r, f, "Below 1 an estimate lies beyond its bound, within its interval or tolerance.");
    nb_album_close(a, f, NULL);
}
