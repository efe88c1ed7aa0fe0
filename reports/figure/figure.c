// SPDX-License-Identifier: GPL-3.0-or-later
/* Figures of a result: what every kind of them is made with. */
#include "reports/figure.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "reports/figure/build.h"

nb_figure *nb_album_open(nb_album *a, size_t series)
{
    if (a->count == a->room) {
        const size_t room = 2 * a->room + 4;
        nb_figure *more = nb_arena_take(a->arena, room, sizeof *more);
        if (!more) {
            a->full = true;
            return NULL;
        }
        if (a->count)
            memcpy(more, a->item, a->count * sizeof *more);
        a->item = more;
        a->room = room;
    }
    nb_figure *f = &a->item[a->count];
    *f = (nb_figure){ .series = nb_arena_take(a->arena, series, sizeof *f->series) };
    a->full |= !f->series;
    return f->series ? f : NULL;
}

nb_series *nb_album_line(nb_album *a, nb_figure *f, const char *name, size_t marks)
{
    nb_series *s = &f->series[f->count];
    s->mark = nb_arena_take(a->arena, marks, sizeof *s->mark);
    s->name = name ? name : "";
    a->full |= !s->mark || !name;
    if (!s->mark)
        return NULL;
    f->count++;
    return s;
}

nb_mark *nb_series_mark(nb_series *s)
{
    nb_mark *m = &s->mark[s->count++];
    *m = (nb_mark){ NAN, NAN, NAN, NAN, NAN, NAN, 0 };
    return m;
}

void nb_mark_check(nb_series *s, const nb_check *c, double x)
{
    nb_mark *m = nb_series_mark(s);
    m->x = x;
    m->y = c->estimate;
    m->target = c->target;
    m->n = c->tier == NB_EXACT ? 0 : c->replicates;
    if (c->low < c->high && isfinite(c->low) && isfinite(c->high)) {
        m->low = c->low;
        m->high = c->high;
    }
}

static int by_x(const void *a, const void *b)
{
    const nb_mark *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

typedef struct { double low, high; bool any; } extent;

static void include(extent *e, double v)
{
    if (!isfinite(v))
        return;
    e->low = e->any ? fmin(e->low, v) : v;
    e->high = e->any ? fmax(e->high, v) : v;
    e->any = true;
}

/* Are these numbers of several orders of magnitude? */
static bool spread(const extent *e, double ratio)
{
    return e->any && e->low > 0 && e->high >= ratio * e->low;
}

/* How far the logarithms of what is claimed are from straight lines in x, or in log x: squared, summed. */
static double bend(const nb_figure *f, bool log)
{
    double all = 0;
    for (const nb_series *s = f->series; s < f->series + f->count; s++) {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
            if (!(m->target > 0) || !isfinite(m->target))
                continue;
            const double u = log ? nb_log(m->x) : m->x, v = nb_log(m->target);
            n++, x += u, y += v, xx += u * u, xy += u * v, yy += v * v;
        }
        const double sxx = xx - x * x / n, sxy = xy - x * y / n, syy = yy - y * y / n;
        all += n > 2 && sxx > 0 ? fmax(0, syy - sxy * sxy / sxx) : 0;
    }
    return all;
}

/* What is geometric in x is a line on a logarithmic axis of y alone, a power of x on two. */
static void choose_axes(nb_figure *f, const extent *x, const extent *y)
{
    enum { FEW_TIMES = 10, MANY_TIMES = 20 };
    f->y.log |= spread(y, MANY_TIMES);
    f->x.log |= spread(x, FEW_TIMES) && (!f->y.log || bend(f, true) <= 2 * bend(f, false));
}

bool nb_album_close(nb_album *a, nb_figure *f, const nb_result *q)
{
    extent x = { 0 }, y = { 0 };
    for (nb_series *s = f->series; s < f->series + f->count; s++) {
        size_t kept = 0;                // a mark has a place
        for (size_t i = 0; i < s->count; i++)
            if (isfinite(s->mark[i].x))
                s->mark[kept++] = s->mark[i];
        s->count = kept;
        qsort(s->mark, s->count, sizeof *s->mark, by_x);
        for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
            include(&x, m->x);
            include(&y, m->y);
            include(&y, m->target);
        }
    }
    if (a->full || !x.any || !y.any || x.low == x.high || y.low == y.high)
        return false;
    if (q) {
        if (!f->bars)
            choose_axes(f, &x, &y);
        f->file = nb_figure_file(a, q->id, a->count);
    }
    a->full |= !f->file || !f->title || !f->caption;
    a->count += !a->full;
    return !a->full;
}

void nb_album_group(nb_album *a, const nb_results *r, const nb_result *q, nb_alike *alike, nb_painter *draw)
{
    for (const nb_check *c = q ? q->checks : NULL; q && c < q->checks + q->count; c++) {
        bool opens = alike(c, c);       // or it has no place in any group
        for (const nb_check *b = q->checks; b < c; b++)
            opens &= !alike(c, b);
        if (opens)
            draw(a, r, q, c);
    }
}

bool nb_figure_named(const nb_figure *f)
{
    return f->count > 1 || *f->series->name;
}

size_t nb_figure_key(const nb_figure *f)
{
    const size_t kinds = (size_t)(f->measured != NULL) + (size_t)(f->claimed != NULL) + (size_t)(f->fitted != NULL);
    return kinds + (nb_figure_named(f) ? f->count : 0);
}

bool nb_series_has(const nb_series *s, size_t member)
{
    for (const nb_mark *m = s->mark; m < s->mark + s->count; m++)
        if (isfinite(*(const double *)(const void *)((const char *)m + member)))
            return true;
    return false;
}

double nb_figure_common(const nb_figure *f)
{
    double all = NAN;
    for (const nb_series *s = f->series; s < f->series + f->count; s++) {
        for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
            if (s == f->series && m == s->mark)
                all = m->target;
            else if (m->target != all)
                return NAN;
        }
    }
    return all;
}

nb_status nb_figures_make(nb_figures *f, const nb_results *r, const nb_result *q, nb_arena *arena, nb_fault *why)
{
    nb_album a = { .arena = arena };
#define NB_FIGURE(kind) nb_figure_##kind(&a, r, q);
#include "reports/figures.def"
#undef NB_FIGURE
    *f = (nb_figures){ a.item, a.full ? 0 : a.count };
    return a.full ? nb_fail(why, NB_NO_MEMORY, "no memory for figures") : NB_OK;
}
