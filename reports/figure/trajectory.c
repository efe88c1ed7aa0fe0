// SPDX-License-Identifier: GPL-3.0-or-later
/* Evidence along a number that its checkpoints name: means against time with their bound, tails of hitting times, error
 * against the initialisation. A part of a claim is a figure, each of its instances a series. */
#include <string.h>

#include "reports/figure/build.h"

enum { FEWEST = 3 };                    // marks that make a course

/* What one figure's checks share. Of "E gap, a = 0.1, t = 10" the quantity is "E gap"; "a = 0.1" is of the series. */
typedef struct { const nb_check *first; nb_place place; size_t what; } group;

static size_t quantity_length(const nb_place *p)
{
    size_t comma = p->stem_length;
    for (size_t i = p->stem_length; i-- > 0;) {
        if (p->stem[i] == '=')
            comma = 0;
        if (p->stem[i] == ',' && comma == 0)
            comma = i;
    }
    return comma;
}

static bool belongs(const group *g, const nb_check *c, nb_place *p)
{
    return nb_place_read(c->checkpoint, p) && !strcmp(c->part, g->first->part) && c->relation == g->first->relation
        && !strcmp(c->quantity, g->first->quantity)
        && nb_same_text(p->name, p->name_length, g->place.name, g->place.name_length)
        && nb_same_text(p->stem, quantity_length(p), g->place.stem, g->what);
}

/* Of one series: one instance, one stem. */
static bool together(const nb_check *a, const nb_place *p, const nb_check *b, const nb_place *q)
{
    return !strcmp(a->instance, b->instance) && nb_same_text(p->stem, p->stem_length, q->stem, q->stem_length);
}

/* The first of its series, or of its group, among the checks before it? */
static bool opens(const nb_result *q, const nb_check *c, const group *g, bool series)
{
    nb_place here, p;
    nb_place_read(c->checkpoint, &here);
    for (const nb_check *b = q->checks; b < c; b++)
        if (belongs(g, b, &p) && (!series || together(b, &p, c, &here)))
            return false;
    return true;
}

/* The instance, and what its checkpoints add where it has several stems. */
static const char *series_name(nb_album *a, const nb_result *q, const nb_check *c, const nb_place *p, const group *g)
{
    bool alone = true;
    nb_place other;
    for (const nb_check *b = q->checks; b < q->checks + q->count; b++)
        alone &= strcmp(b->instance, c->instance) || !belongs(g, b, &other) || together(b, &other, c, p);
    const size_t cut = quantity_length(p);
    if (alone || cut == p->stem_length)
        return c->instance;
    const size_t from = cut ? cut + 2 : 0;
    return nb_arena_text(a->arena, "%s%s%.*s", c->instance, *c->instance ? ", " : "", (int)(p->stem_length - from),
                         p->stem + from);
}

static size_t fill(nb_series *s, const nb_result *q, const nb_check *c, const nb_place *p, const group *g)
{
    nb_place here;
    for (const nb_check *b = c; b < q->checks + q->count; b++)
        if (belongs(g, b, &here) && together(b, &here, c, p))
            nb_mark_check(s, b, here.value);
    return s->count;
}

static void label(nb_album *a, nb_figure *f, const group *g)
{
    const nb_check *c = g->first;
    const bool named = g->what > 0, computed = !strcmp(c->quantity, "identity");
    const bool steps = !computed && nb_same_text(g->place.name, g->place.name_length, "t", 1);
    f->x.label = nb_arena_text(a->arena, "%.*s", (int)g->place.name_length, g->place.name);
    f->y.label = named ? nb_arena_text(a->arena, "%.*s", (int)g->what, g->place.stem)
               : computed ? (*c->part ? c->part : "value") : c->quantity;
    nb_figure_describe(a, f, c);
    f->x.label = steps ? "t (steps)" : f->x.label;
}

/* The series of one group, at most so many a figure. */
static void draw(nb_album *a, const nb_results *r, const nb_result *q, const group *g)
{
    const nb_check *c = g->first, *end = q->checks + q->count;
    while (c < end) {
        size_t longest = 0;
        nb_place p;
        nb_figure *f = nb_album_open(a, NB_SERIES_MOST);
        for (; f && c < end && f->count < NB_SERIES_MOST; c++) {
            if (!belongs(g, c, &p) || !opens(q, c, g, true))
                continue;
            nb_series *s = nb_album_line(a, f, series_name(a, q, c, &p, g), q->count);
            const size_t marks = s ? fill(s, q, c, &p, g) : 0;
            longest = marks > longest ? marks : longest;
        }
        if (!f || longest < FEWEST)
            return;
        label(a, f, g);
        f->caption = nb_caption(a, r, f, "");
        nb_album_close(a, f, q);
    }
}

void nb_figure_trajectory(nb_album *a, const nb_results *r, const nb_result *q)
{
    for (const nb_check *c = q ? q->checks : NULL; q && c < q->checks + q->count; c++) {
        group g = { .first = c };
        if (!nb_place_read(c->checkpoint, &g.place))
            continue;
        g.what = quantity_length(&g.place);
        if (opens(q, c, &g, false))
            draw(a, r, q, &g);
    }
}
