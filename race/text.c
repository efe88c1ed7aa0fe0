// SPDX-License-Identifier: GPL-3.0-or-later
/* The tables of a race for a terminal. */
#include <math.h>

#include "race/cells.h"

/* A line of cells, each in its column, without blanks at the end. */
typedef struct { char text[192]; size_t n; } row;

static void put(row *l, int width, const char *cell)
{
    const int n = snprintf(l->text + l->n, sizeof l->text - l->n, "%-*s  ", width, cell);
    l->n += n > 0 && l->n + (size_t)n < sizeof l->text ? (size_t)n : 0;
}

static void end(row *l, FILE *out)
{
    while (l->n && l->text[l->n - 1] == ' ')
        l->n--;
    fprintf(out, "%.*s\n", (int)l->n, l->text);
    l->n = 0;
}

enum { NAMES = 14, COUNTS = 20, THEORY = 10 };          // columns

static void text_course(const nb_race *r, const nb_race_run *q, FILE *out)
{
    const nb_course_constants *k = &q->k;
    row l = { .n = 0 };
    char cell[NB_CELL];
    fprintf(out, "%s%s: %s\n  L = %.4g, m = %.4g, L of a term %.4g, noise at x* %.4g, f* = %.4g, f(x_0) - f* = %.4g\n",
            q == r->run ? "" : "\n", q->course->id, q->course->title, k->L, k->m, k->each, k->noise, k->f_star, k->gap);
    put(&l, NAMES, "  evaluations");
    for (size_t j = 1; j < NB_SHOWN; j++) {
        snprintf(cell, sizeof cell, "to a gap of %g", nb_targets[nb_shown[j]]);
        put(&l, COUNTS, cell);
    }
    put(&l, THEORY, "theory");
    put(&l, 0, "fitted");
    end(&l, out);
}

static void text_run(const nb_race_run *q, FILE *out)
{
    row l = { .n = 0 };
    char cell[NB_CELL];
    snprintf(cell, sizeof cell, "  %.40s", q->entrant->id);
    put(&l, NAMES, cell);
    for (size_t j = 1; j < NB_SHOWN; j++) {
        nb_cell_evaluations(q, nb_shown[j], cell);
        put(&l, COUNTS, cell);
    }
    nb_cell_theory(q, cell);
    put(&l, THEORY, cell);
    nb_cell_fit(q, cell);
    put(&l, 0, cell);
    end(&l, out);
}

void nb_race_text(const nb_race *r, FILE *out)
{
    char cell[NB_CELL];
    for (const nb_race_run *q = r->run; q < r->run + r->runs; q++) {
        if (nb_opens_course(r, q))
            text_course(r, q, out);
        text_run(q, out);
    }
    fprintf(out, "\n%-24s", "share solved within");
    for (int i = 0; i < NB_SHOWN_BUDGETS && ldexp(1, nb_budget_shown(r, i)) <= (double)r->budget; i++) {
        nb_cell_count(ldexp(1, nb_budget_shown(r, i)), cell);
        fprintf(out, "%7s", cell);
    }
    fputc('\n', out);
    for (size_t e = 0; e < NB_ENTRANTS; e++) {
        if (!r->profile[e].pairs)
            continue;
        fprintf(out, "  %-22s", nb_entrants[e].id);
        for (int i = 0; i < NB_SHOWN_BUDGETS && ldexp(1, nb_budget_shown(r, i)) <= (double)r->budget; i++)
            fprintf(out, "%7.2f", r->profile[e].share[nb_budget_shown(r, i)]);
        fputc('\n', out);
    }
}
