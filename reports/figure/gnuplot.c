// SPDX-License-Identifier: GPL-3.0-or-later
/* A figure as a table of numbers, and as a script of gnuplot that draws the table. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "reports/escape.h"
#include "reports/figure.h"

/* In one line, whatever the text holds. */
static void plain(FILE *out, const char *text)
{
    for (uint32_t c; (c = nb_next_character(&text));)
        nb_put_character(out, c < ' ' || c == 0x7f ? ' ' : c);
}

/* In single quotes, within which nothing has a meaning; an apostrophe is the typographic one. */
static void quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (uint32_t c; (c = nb_next_character(&text));)
        nb_put_character(out, c < ' ' || c == 0x7f ? ' ' : c == '\'' ? 0x2019 : c);
    fputc('\'', out);
}

static void number(FILE *out, double v)
{
    if (isnan(v))
        fputs(" nan", out);
    else
        fprintf(out, " %.10g", v);
}

void nb_figure_data(const nb_figure *f, FILE *out)
{
    const struct { const char *part, *is; } row[] = {
        { "x", f->x.label }, { "y", f->y.label }, { "marks", f->measured }, { "lines", f->claimed },
        { "thin lines", f->fitted },
    };
    fputs("# ", out);
    plain(out, f->title);
    fputs("\n# ", out);
    plain(out, f->caption);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (!row[i].is || !*row[i].is)
            continue;
        fprintf(out, "\n# %s: ", row[i].part);
        plain(out, row[i].is);
    }
    for (size_t i = 0; i < f->y.names; i++) {
        fprintf(out, "\n# y = %zu: ", i + 1);
        plain(out, f->y.name[i]);
    }
    fputs("\n# low, high: the interval of the estimate; n: replicates, 0 where it is computed; nan: there is none\n",
          out);
    for (size_t i = 0; i < f->count; i++) {
        const nb_series *s = &f->series[i];
        fprintf(out, "%s\n# series %zu%s", i ? "\n" : "", i, *s->name ? ": " : "");
        plain(out, s->name);
        fputs("\n# x estimate low high claimed fitted n\n", out);
        for (const nb_mark *m = s->mark; m < s->mark + s->count; m++) {
            const double v[] = { m->y, m->low, m->high, m->target, m->fit };
            fprintf(out, "%.10g", m->x);
            for (size_t k = 0; k < sizeof v / sizeof *v; k++)
                number(out, v[k]);
            fprintf(out, " %llu\n", (unsigned long long)m->n);
        }
    }
}

static void axis(FILE *out, char name, const nb_axis *a)
{
    fprintf(out, "set %clabel ", name);
    quoted(out, a->label);
    fputs(" noenhanced\n", out);
    if (a->log)
        fprintf(out, "set logscale %c\n", name);
    if (!a->names)
        return;
    fprintf(out, "set %ctics noenhanced (", name);
    for (size_t i = 0; i < a->names; i++) {
        fputs(i ? ", " : "", out);
        quoted(out, a->name[i]);
        fprintf(out, " %zu", i + 1);
    }
    fprintf(out, ")\nset %crange [0.5:%zu.5]\n", name, a->names);
}

typedef struct { FILE *out; const char *base; bool first; } script;

/* One plot command; also: how it differs from the series' style; title NULL: not in the key. */
static void plot(script *s, size_t series, const char *columns, const char *as, const char *also, const char *title)
{
    fputs(s->first ? "plot " : ", \\\n     ", s->out);
    if (s->first)
        quoted(s->out, s->base);
    else
        fputs("''", s->out);
    fprintf(s->out, " index %zu using %s with %s linestyle %zu %s", series, columns, as, series + 1, also);
    fputs(title ? "title " : "notitle", s->out);
    if (title)
        quoted(s->out, title);
    s->first = false;
}

static void plot_series(script *s, const nb_figure *f, size_t i)
{
    const nb_series *l = &f->series[i];
    const bool named = nb_figure_named(f);
    const char *line = named ? NULL : f->claimed, *mark = named ? l->name : f->measured;
    if (nb_series_has(l, offsetof(nb_mark, low)))
        plot(s, i, "1:2:3:4", "yerrorbars", "dashtype solid ", NULL);
    if (nb_series_has(l, offsetof(nb_mark, y)))
        plot(s, i, "1:2", f->bars ? "boxes" : "points", "", mark);
    if (f->claimed && nb_series_has(l, offsetof(nb_mark, target)))
        plot(s, i, "1:5", "lines", "", line);
    if (f->fitted && nb_series_has(l, offsetof(nb_mark, fit)))
        plot(s, i, "1:6", "lines", "dashtype solid ", named ? NULL : f->fitted);
}

void nb_figure_gnuplot(const nb_figure *f, FILE *out)
{
    static const char *const colour[NB_SERIES_MOST] = { "0072b2", "c04f00", "007f5c", "a8447f", "7a6000", "565c63" };
    static const int point[NB_SERIES_MOST] = { 7, 4, 9, 12, 6, 2 };
    const char *slash = strrchr(f->file, '/'), *name = slash ? slash + 1 : f->file;
    nb_arena arena = { 0 };
    const char *data = nb_arena_text(&arena, "%s.dat", name);
    fprintf(out, "# gnuplot %s.gp                    makes %s.pdf from %s.dat\n"
            "# gnuplot -e \"format = 'svg'\" %s.gp  makes %s.svg from it\n"
            "if (!exists('format')) format = 'pdf'\n"
            "if (format eq 'svg') set terminal svg size 640,480 dynamic font 'sans,12'\n"
            "if (format ne 'svg') set terminal pdfcairo size 13cm,10cm font 'sans,9'\n"
            "set output '%s.'.format\nset encoding utf8\nset datafile missing 'nan'\nset grid\n"
            "set key below left Left reverse maxcols 1 noenhanced\nset style fill transparent solid 0.2\nset title ",
            name, name, name, name, name, name);
    quoted(out, f->title);
    fputs(" noenhanced\n", out);
    axis(out, 'x', &f->x);
    axis(out, 'y', &f->y);
    for (size_t i = 0; i < f->count; i++)
        fprintf(out, "set style line %zu linecolor rgb '#%s' pointtype %d dashtype %zu\n", i + 1, colour[i], point[i],
                i % 4 + 2);
    script s = { out, data ? data : "", true };
    for (size_t i = 0; i < f->count; i++)
        plot_series(&s, f, i);
    if (nb_figure_named(f) && f->measured) {
        fputs(", \\\n     NaN with points linetype -1 pointtype 7 title ", out);
        quoted(out, f->measured);
    }
    if (nb_figure_named(f) && f->claimed) {
        fputs(", \\\n     NaN with lines linetype -1 dashtype 2 title ", out);
        quoted(out, f->claimed);
    }
    fputs("\n", out);
    nb_arena_drop(&arena);
}
