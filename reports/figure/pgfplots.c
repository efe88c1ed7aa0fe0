// SPDX-License-Identifier: GPL-3.0-or-later
/* A figure as a tikzpicture of pgfplots, which holds its numbers. */
#include <math.h>
#include <stddef.h>

#include "reports/escape.h"
#include "reports/figure.h"

enum { LABEL_ROOM = 70 };

static void words(FILE *out, const char *key, const char *text)
{
    fprintf(out, "%s={", key);
    nb_escape_latex(out, text, LABEL_ROOM);
    fputs("}", out);
}

static void axis(FILE *out, char name, const nb_axis *a)
{
    fprintf(out, "  %c", name);
    words(out, "label", a->label);
    if (a->log)
        fprintf(out, ", %cmode=log", name);
    if (a->names) {
        fprintf(out, ", %ctick={1,...,%zu}, %cmin=0.4, %cmax=%zu.6, %cticklabels={", name, a->names, name, name,
                a->names, name);
        for (size_t i = 0; i < a->names; i++) {
            fputs(i ? ",{" : "{", out);
            nb_escape_latex(out, a->name[i], LABEL_ROOM);
            fputs("}", out);
        }
        fputs("}", out);
    }
    fputs(",\n", out);
}

/* What stands in a key, but not on the axes. */
static void legend(FILE *out, const char *style, const char *text)
{
    fprintf(out, "\\addlegendimage{%s}\n\\addlegendentry{", style);
    nb_escape_latex(out, text, LABEL_ROOM);
    fputs("}\n", out);
}

static void curve(const nb_series *s, const char *style, size_t member, FILE *out)
{
    if (!nb_series_has(s, member))
        return;
    fprintf(out, "\\addplot[forget plot, %s] table {\n", style);
    for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
        const double v = *(const double *)(const void *)((const char *)m + member);
        if (isfinite(v))
            fprintf(out, "%.8g %.8g\n", m->x, v);
    }
    fputs("};\n", out);
}

/* A curve that is broken after every two points: the error bars of pgfplots take TeX thrice as long. On a logarithmic
 * axis they stay above 0. */
static void intervals(const nb_figure *f, const nb_series *s, const char *colour, FILE *out)
{
    bool any = false;
    for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
        if (!isfinite(m->y) || !(m->low < m->high))
            continue;
        if (!any)
            fprintf(out, "\\addplot[forget plot, color={rgb,255:%s}, mark=-, mark size=1.7pt, unbounded coords=jump] "
                    "table {\n", colour);
        fprintf(out, "%.8g %.8g\n%.8g %.8g\n%.8g nan\n", m->x, f->y.log ? fmax(m->low, m->y / 1000) : m->low,
                m->x, m->high, m->x);
        any = true;
    }
    fputs(any ? "};\n" : "", out);
}

typedef struct { const char *colour, *mark, *dash; } look;
static const look looks[NB_SERIES_MOST] = {
    { "red,0;green,114;blue,178", "*",         "dash pattern=on 5pt off 2pt" },
    { "red,192;green,79;blue,0",  "square",    "dash pattern=on 1.5pt off 2pt" },
    { "red,0;green,127;blue,92",  "triangle*", "dash pattern=on 6pt off 2pt on 1.5pt off 2pt" },
    { "red,168;green,68;blue,127", "diamond",  "dash pattern=on 3pt off 2pt" },
    { "red,122;green,96;blue,0",  "o",         "dash pattern=on 9pt off 3pt" },
    { "red,86;green,92;blue,99",  "x",         "dash pattern=on 1pt off 1.5pt" },
};

static double bin_width(const nb_series *s)
{
    return s->count > 1 ? s->mark[1].x - s->mark[0].x : 1;
}

static void one_series(const nb_figure *f, size_t i, FILE *out)
{
    const look *k = &looks[i];
    const nb_series *s = &f->series[i];
    char marks[256], line[256], fit[256];
    const double size = s->count > 40 ? 0.9 : 1.7;
    snprintf(marks, sizeof marks, "only marks, color={rgb,255:%s}, mark=%s, mark size=%.1fpt", k->colour, k->mark,
             size);
    if (f->bars)
        snprintf(marks, sizeof marks, "ybar, bar shift=0pt, bar width=%.8g, color={rgb,255:%s}, fill, "
                 "fill opacity=0.25", bin_width(s), k->colour);
    snprintf(line, sizeof line, "color={rgb,255:%s}, thick, no marks, %s", k->colour, k->dash);
    snprintf(fit, sizeof fit, "color={rgb,255:%s}, no marks", k->colour);
    if (f->bars)
        curve(s, marks, offsetof(nb_mark, y), out);
    intervals(f, s, k->colour, out);
    if (!f->bars)
        curve(s, marks, offsetof(nb_mark, y), out);
    if (f->claimed)
        curve(s, line, offsetof(nb_mark, target), out);
    if (f->fitted)
        curve(s, fit, offsetof(nb_mark, fit), out);
    if (!nb_figure_named(f))
        return;
    snprintf(line, sizeof line, "color={rgb,255:%s}, mark=%s, mark size=1.7pt, %s", k->colour, k->mark,
             f->claimed ? k->dash : "only marks");
    legend(out, line, s->name);
}

void nb_figure_pgfplots(const nb_figure *f, FILE *out)
{
    fputs("\\begin{tikzpicture}\n\\begin{axis}[\n  width=0.86\\linewidth, height=62mm, grid=major,\n"
          "  axis lines=left, enlargelimits=0.05, y label style={at={(0,1)}, rotate=-90, anchor=south west},\n"
          "  label style={font=\\small}, tick label style={font=\\footnotesize}, scaled ticks=false,\n"
          "  grid style={black!12}, legend cell align=left, legend columns=1,\n"
          "  legend style={at={(0,-0.25)}, anchor=north west, draw=none, font=\\footnotesize},\n", out);
    axis(out, 'x', &f->x);
    axis(out, 'y', &f->y);
    const nb_series *s = f->series;
    if (f->bars)
        fprintf(out, "  ymin=0, enlarge y limits={upper, value=0.05}, xmin=%.8g, xmax=%.8g, enlarge x limits=false,\n",
                s->mark[0].x - bin_width(s) / 2, s->mark[s->count - 1].x + bin_width(s) / 2);
    fputs("]\n", out);
    if (f->measured)
        legend(out, f->bars ? "area legend, fill opacity=0.25, fill=black" : "only marks, mark=*, mark size=1.7pt",
               f->measured);
    if (f->claimed)
        legend(out, "thick, dash pattern=on 5pt off 2pt", f->claimed);
    if (f->fitted)
        legend(out, "no marks", f->fitted);
    for (size_t i = 0; i < f->count; i++)
        one_series(f, i, out);
    fputs("\\end{axis}\n\\end{tikzpicture}\n", out);
}
