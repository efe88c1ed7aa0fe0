// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tables of a race have in common. */
#include "race/cells.h"

#include <math.h>

const size_t nb_shown[NB_SHOWN] = { 0, 2, 4, 6 };

/* 161, 5.79k, 143k, 2.41M: three digits. */
void nb_cell_count(double n, char text[NB_CELL])
{
    if (n == INFINITY)
        snprintf(text, NB_CELL, "-");
    else if (n < 1000)
        snprintf(text, NB_CELL, "%.0f", n);
    else if (n < 999500)
        snprintf(text, NB_CELL, "%.*fk", n < 9995 ? 2 : n < 99950 ? 1 : 0, n / 1e3);
    else
        snprintf(text, NB_CELL, "%.2fM", n / 1e6);
}

/* Median and interval; "-" for what the budget censors. */
void nb_cell_evaluations(const nb_race_run *q, size_t target, char text[NB_CELL])
{
    const nb_middle *m = &q->evaluations[target];
    char median[NB_CELL], low[NB_CELL], high[NB_CELL];
    nb_cell_count(m->median, median);
    nb_cell_count(m->low, low);
    nb_cell_count(m->high, high);
    if (m->low == m->high)
        snprintf(text, NB_CELL, "%.15s", median);
    else
        snprintf(text, NB_CELL, "%.12s (%.12s..%.12s)", median, low, high);
}

void nb_cell_theory(const nb_race_run *q, char text[NB_CELL])
{
    const nb_foretold *f = &q->foretold;
    char number[NB_CELL];
    nb_cell_count(f->number, number);
    if (f->law == NB_NO_LAW)
        snprintf(text, NB_CELL, "%s", "");
    else if (f->law == NB_POWER)
        snprintf(text, NB_CELL, "p %s %g", f->sharp ? "=" : "<=", f->number);
    else
        snprintf(text, NB_CELL, "c %s %.12s", f->sharp ? "=" : "<=", number);
}

void nb_cell_fit(const nb_race_run *q, char text[NB_CELL])
{
    const nb_middle *m = &q->fit;
    char median[NB_CELL], low[NB_CELL], high[NB_CELL];
    nb_cell_count(m->median, median);
    nb_cell_count(m->low, low);
    nb_cell_count(m->high, high);
    if (q->foretold.law == NB_NO_LAW || q->fitted < 3)
        snprintf(text, NB_CELL, "%s", q->foretold.law == NB_NO_LAW ? "" : "-");
    else if (q->foretold.law == NB_POWER)
        snprintf(text, NB_CELL, "%.2f (%.2f..%.2f)", m->median, m->low, m->high);
    else if (m->low == m->high)
        snprintf(text, NB_CELL, "%.15s", median);
    else
        snprintf(text, NB_CELL, "%.12s (%.12s..%.12s)", median, low, high);
}

bool nb_opens_course(const nb_race *r, const nb_race_run *q)
{
    return q == r->run || q->course != q[-1].course;
}

/* The last budgets that are powers of 4. */
int nb_budget_shown(const nb_race *r, int i)
{
    int last = 0;
    while (ldexp(1, last + 2) <= (double)r->budget)
        last += 2;
    const int first = last - 2 * (NB_SHOWN_BUDGETS - 1);
    return (first > 0 ? first : 0) + 2 * i;
}
