// SPDX-License-Identifier: GPL-3.0-or-later
/* The run at a glance: the evidence against each sampled item, in growing order, beside what refutes it. Claims stay
 * below the line, controls and errata rise above it; how far is their teeth. */
#include <math.h>

#include "reports/figure/build.h"

static const double floor_of_axis = 0.1;            // log10 e: all that is less is drawn here

static bool by_sample(const nb_result *q)
{
    return q->guarantee != NB_EXACT && isfinite(q->log10_e);
}

/* Among its kind, from 1; ties in the order of the file. */
static size_t rank(const nb_results *r, const nb_result *q)
{
    size_t rank = 1;
    for (const nb_result *b = r->item; b < r->item + r->count; b++)
        rank += b->kind == q->kind && by_sample(b)
             && (b->log10_e < q->log10_e || (b->log10_e == q->log10_e && b < q));
    return rank;
}

void nb_figure_evidence(nb_album *a, const nb_results *r, const nb_result *q)
{
    static const char *const name[NB_ITEM_KINDS] = { "claims", "controls", "errata" };
    size_t drawn = 0;
    nb_figure *f = !q && r->count ? nb_album_open(a, NB_ITEM_KINDS) : NULL;
    for (int k = 0; f && k < NB_ITEM_KINDS; k++) {
        nb_series *s = nb_album_line(a, f, name[k], r->count);
        for (const nb_result *i = r->item; s && i < r->item + r->count; i++) {
            if ((int)i->kind != k || !by_sample(i))
                continue;
            nb_mark *m = nb_series_mark(s);
            m->x = (double)rank(r, i);
            m->y = fmax(i->log10_e, floor_of_axis);
            m->target = i->log10_threshold;
            drawn++;
        }
        f->count -= s && !s->count;
    }
    if (!f || !drawn)
        return;
    f->file = "evidence";
    f->title = "Evidence against each item that was sampled";
    f->x.label = "items of a kind, in order of their evidence";
    f->y.label = "log10 e";
    f->y.log = true;
    f->measured = "evidence against the item";
    f->claimed = "refuted from here on";
    f->caption = nb_arena_text(a->arena, "%zu of %zu items: those whose e-value is a number. Evidence below log10 e = "
                               "%g is drawn there.", drawn, r->count, floor_of_axis);
    nb_album_close(a, f, NULL);
}
