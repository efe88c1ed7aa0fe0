// SPDX-License-Identifier: GPL-3.0-or-later
/* The evidence on its axes, and the key to it. */
#include "reports/figure/canvas.h"

#include <math.h>
#include <stddef.h>

#include "reports/escape.h"

static const double mark_radius = 3.4, dot_radius = 2;
enum { CROWD = 40, KEY_TEXT = 42 };                 // marks of a series that is drawn in dots; pixels

/* Drawn from its centre, for a radius of 10. */
void nb_canvas_shape(const nb_canvas *c, size_t i, double x, double y, double radius)
{
    static const struct { const char *class, *path; } form[NB_SERIES_MOST] = {
        { "mark",   "m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z" },      // disc
        { "hollow", "m-9-9h18v18h-18z" },                               // square
        { "mark",   "m0-13l13 22h-26z" },                               // triangle
        { "hollow", "m0-14l14 14l-14 14l-14-14z" },                     // diamond
        { "hollow", "m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z" },      // ring
        { "hollow", "m-9-9l18 18m-18 0l18-18" },                        // cross
    };
    fprintf(c->out, "<path class=\"%s\" transform=\"translate(%.1f %.1f)scale(%.2f)\" d=\"M0 0%s\"/>\n", form[i].class,
            x, y, radius / 10, form[i].path);
}

/* Through one member of the marks, broken where it is not a number. */
static void line(const nb_canvas *c, const nb_series *s, const char *class, size_t member)
{
    bool open = false, any = false;
    for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
        const double v = *(const double *)(const void *)((const char *)m + member);
        if (isfinite(v)) {
            if (!any)
                fprintf(c->out, "<path class=\"%s\" d=\"", class);
            fprintf(c->out, "%c%.1f %.1f", open ? 'L' : 'M', nb_scale_at(&c->x, m->x), nb_scale_at(&c->y, v));
            any = true;
        }
        open = isfinite(v);
    }
    fputs(any ? "\"/>\n" : "", c->out);
}

static void interval(const nb_canvas *c, const nb_mark *m)
{
    if (m->low < m->high)
        fprintf(c->out, "<path class=\"bar\" d=\"M%.1f %.1fh6m-3 0V%.1fm-3 0h6\"/>\n", nb_scale_at(&c->x, m->x) - 3,
                nb_scale_at(&c->y, m->low), nb_scale_at(&c->y, m->high));
}

static void box(const nb_canvas *c, const nb_series *s, const nb_mark *m)
{
    const double half = s->count > 1 ? (s->mark[1].x - s->mark[0].x) / 2 : 0.5, zero = nb_scale_at(&c->y, 0);
    fprintf(c->out, "<path class=\"box\" d=\"M%.1f %.1fV%.1fH%.1fV%.1f\"/>\n", nb_scale_at(&c->x, m->x - half), zero,
            nb_scale_at(&c->y, m->y), nb_scale_at(&c->x, m->x + half), zero);
}

static void one_series(const nb_canvas *c, size_t i, bool target)
{
    const nb_series *s = &c->f->series[i];
    fprintf(c->out, "<g class=\"s%zu\">\n", i);
    for (const nb_mark *m = s->mark; c->f->bars && m < s->mark + s->count; m++)
        if (isfinite(m->y))
            box(c, s, m);
    if (target)
        line(c, s, "line", offsetof(nb_mark, target));
    line(c, s, "fit", offsetof(nb_mark, fit));
    for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
        if (!isfinite(m->y))
            continue;
        interval(c, m);
        if (!c->f->bars)
            nb_canvas_shape(c, i, nb_scale_at(&c->x, m->x), nb_scale_at(&c->y, m->y),
                            s->count > CROWD ? dot_radius : mark_radius);
    }
    fputs("</g>\n", c->out);
}

/* A number that is claimed everywhere is one line across the figure. */
void nb_canvas_series(const nb_canvas *c)
{
    const double all = nb_figure_common(c->f);
    if (c->f->claimed && isfinite(all))
        fprintf(c->out, "<g%s><path class=\"line\" d=\"M%.1f %.1fH%.1f\"/></g>\n",
                nb_figure_named(c->f) ? "" : " class=\"s0\"", c->left, nb_scale_at(&c->y, all), c->right);
    for (size_t i = 0; i < c->f->count; i++)
        one_series(c, i, c->f->claimed && !isfinite(all));
}

double nb_canvas_key(const nb_canvas *c, double y)
{
    const nb_figure *f = c->f;
    const bool named = nb_figure_named(f), across = isfinite(nb_figure_common(f));
    if (!named)
        fputs("<g class=\"s0\">\n", c->out);
    if (f->measured && f->bars)
        fprintf(c->out, "<path class=\"box\" d=\"M12 %.1fh16v9h-16z\"/>\n", y - 9);
    else if (f->measured)
        nb_canvas_shape(c, 0, 20, y - 4, mark_radius);
    double at = y + NB_ROW * (f->measured != NULL);
    if (f->claimed)
        fprintf(c->out, "<path class=\"line\" d=\"M6 %.1fh28\"/>\n", at - 4);
    at += NB_ROW * (f->claimed != NULL);
    if (f->fitted)
        fprintf(c->out, "<path class=\"fit\" d=\"M6 %.1fh28\"/>\n", at - 4);
    fputs(named ? "" : "</g>\n", c->out);
    const char *const says[] = { f->measured, f->claimed, f->fitted };
    for (size_t i = 0; i < 3; i++) {
        if (!says[i])
            continue;
        nb_canvas_text(c, KEY_TEXT, y, "", "", says[i], NB_LINE_ROOM - 8);
        y += NB_ROW;
    }
    for (size_t i = 0; named && i < f->count; i++, y += NB_ROW) {
        fprintf(c->out, "<g class=\"s%zu\">\n", i);
        if (f->claimed && !across)
            fprintf(c->out, "<path class=\"line\" d=\"M6 %.1fh28\"/>\n", y - 4);
        nb_canvas_shape(c, i, 20, y - 4, mark_radius);
        fputs("</g>\n", c->out);
        nb_canvas_text(c, KEY_TEXT, y, "", "", f->series[i].name, NB_LINE_ROOM - 8);
    }
    return y;
}
