// SPDX-License-Identifier: GPL-3.0-or-later
/* Evidence across instances whose labels differ in one number: against the batch, the step, the dimension, the number
 * of samples. A part of a claim is a figure, each of its checkpoints a series. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/figure/build.h"

enum { FEWEST = 3 };

/* "N = 50" in "GD, N = 50, d = 60": from the label's first character on. */
typedef struct { size_t at, name, end; double value; } piece;

/* The next piece of the label that is a named number; from: where to look. */
static bool next_piece(const char *label, size_t from, piece *p)
{
    for (const char *s = label + from; *s; s += strcspn(s, ",")) {
        s += strspn(s, ", ");
        const size_t length = strcspn(s, ",");
        const char *equals = strstr(s, " = ");
        char *end = NULL;
        const double value = equals && equals < s + length ? strtod(equals + 3, &end) : NAN;
        if (isfinite(value) && end == s + length && equals > s) {
            *p = (piece){ (size_t)(s - label), (size_t)(equals - s), (size_t)(end - label), value };
            return true;
        }
    }
    return false;
}

/* The same label but for the number of p; its value there. */
static bool varies(const char *label, const piece *p, const char *other, double *value)
{
    const size_t name_end = p->at + p->name + 3;
    if (strncmp(label, other, name_end))
        return false;
    char *end;
    *value = strtod(other + name_end, &end);
    return end > other + name_end && isfinite(*value) && !strcmp(label + p->end, end);
}

static bool alike(const nb_check *a, const nb_check *b)
{
    return !strcmp(a->part, b->part) && !strcmp(a->quantity, b->quantity) && a->relation == b->relation;
}

/* How many values the number takes at the checkpoint of c; 0 where an earlier check would have said so. */
static size_t values(const nb_result *q, const nb_check *c, const piece *p)
{
    size_t count = 0;
    double v;
    for (const nb_check *b = q->checks; b < q->checks + q->count; b++) {
        if (!alike(b, c) || strcmp(b->checkpoint, c->checkpoint) || !varies(c->instance, p, b->instance, &v))
            continue;
        if (b < c)
            return 0;
        count++;
    }
    return count;
}

/* Is c the first at its checkpoint among those that vary with `first`? */
static bool opens(const nb_result *q, const nb_check *first, const nb_check *c, const piece *p)
{
    double v;
    if (!alike(c, first) || !varies(first->instance, p, c->instance, &v))
        return false;
    for (const nb_check *b = first; b < c; b++)
        if (alike(b, c) && !strcmp(b->checkpoint, c->checkpoint) && varies(first->instance, p, b->instance, &v))
            return false;
    return values(q, c, p) >= FEWEST;
}

static void label(nb_album *a, nb_figure *f, const nb_check *c, const piece *p)
{
    const char *y = strcmp(c->quantity, "identity") ? c->quantity : f->count == 1 ? c->checkpoint : c->part;
    f->x.label = nb_arena_text(a->arena, "%.*s", (int)p->name, c->instance + p->at);
    f->y.label = *y ? y : "value";
    nb_figure_describe(a, f, c);
}

static void draw(nb_album *a, const nb_results *r, const nb_result *q, const nb_check *first, const piece *p)
{
    size_t series = 0;
    for (const nb_check *c = first; c < q->checks + q->count; c++)
        series += opens(q, first, c, p);
    nb_figure *f = 0 < series && series <= NB_SERIES_MOST ? nb_album_open(a, series) : NULL;
    for (const nb_check *c = first; f && c < q->checks + q->count; c++) {
        double v;
        nb_series *s = opens(q, first, c, p) ? nb_album_line(a, f, series > 1 ? c->checkpoint : "", q->count) : NULL;
        for (const nb_check *b = c; s && b < q->checks + q->count; b++)
            if (alike(b, c) && !strcmp(b->checkpoint, c->checkpoint) && varies(first->instance, p, b->instance, &v))
                nb_mark_check(s, b, v);
    }
    if (!f)
        return;
    label(a, f, first, p);
    f->caption = nb_caption(a, r, f, "");
    nb_album_close(a, f, q);
}

/* One figure a part: another checkpoint of the same sweep is a series of the first. */
static bool drawn(const nb_result *q, const nb_check *c, const piece *p)
{
    double v;
    for (const nb_check *b = q->checks; b < c; b++)
        if (alike(b, c) && varies(c->instance, p, b->instance, &v))
            return true;
    return false;
}

void nb_figure_sweep(nb_album *a, const nb_results *r, const nb_result *q)
{
    for (const nb_check *c = q ? q->checks : NULL; q && c < q->checks + q->count; c++) {
        piece p = { 0 };
        for (size_t from = 0; next_piece(c->instance, from, &p); from = p.end)
            if (!drawn(q, c, &p) && values(q, c, &p) >= FEWEST)
                draw(a, r, q, c, &p);
    }
}
