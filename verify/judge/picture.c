// SPDX-License-Identifier: GPL-3.0-or-later
/* What a check of several numbers is made of: the means that a slope runs through, the histogram of a law.
 *
 * A slope's abscissa is the number that varies between its cells and on which, or on whose logarithm, its weights are
 * those of least squares. A histogram has equal bins between two far quantiles of the sample. Neither is judged.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

enum { BINS = 32, OUTSIDE = 1000 };                 // one in so many lies beyond each end of the histogram

static double time_of (const nb_trial *t, size_t c) { return (double)nb_trial_time(t, c); }
static double dim_of  (const nb_trial *t, size_t c) { return (double)nb_trial_setup(t, c)->problem.dim; }
static double terms_of(const nb_trial *t, size_t c) { return (double)nb_trial_setup(t, c)->problem.terms; }
static double step_of (const nb_trial *t, size_t c)
{
    const nb_arm *a = nb_trial_setup(t, c)->arm;
    return a ? a->step.a : 0;
}
static double batch_of(const nb_trial *t, size_t c)
{
    const nb_arm *a = nb_trial_setup(t, c)->arm;
    return a && a->sampling.batch ? (double)a->sampling.batch : 1;
}

typedef struct {
    const char *name, *logarithm;
    double    (*of)(const nb_trial *t, size_t c);
} abscissa;
static const abscissa candidates[] = {
    { "t", "ln t", time_of }, { "a", "ln a", step_of }, { "K", "ln K", batch_of }, { "d", "ln d", dim_of },
    { "N", "ln N", terms_of },
};

static double place(const nb_question *q, const abscissa *a, bool log, size_t c)
{
    const double x = a->of(q->trial, c);
    return log ? x > 0 ? nb_log(x) : NAN : x;
}

/* Are the weights those of least squares on it? */
static bool fits(const nb_question *q, const abscissa *a, bool log)
{
    const size_t n = q->trial->cells;
    double mean = 0, square = 0, most = 0;
    for (size_t c = 0; c < n; c++)
        mean += place(q, a, log, c) / (double)n;
    for (size_t c = 0; c < n; c++) {
        const double from = place(q, a, log, c) - mean;
        square += from * from;
        most = fmax(most, fabs(q->weight[c]));
    }
    for (size_t c = 0; c < n; c++)
        if (!(fabs((place(q, a, log, c) - mean) / square - q->weight[c]) <= 1e-9 * most))
            return false;
    return square > 0;
}

/* The means, and the line of the claimed slope through the middle of their logarithms. */
static nb_status slope(const nb_question *q, const nb_sheet *s, nb_picture *p, nb_arena *arena)
{
    const abscissa *on = NULL;
    bool log = false;
    double middle = 0, height = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates && !on; i++) {
        for (int k = 0; k < 2 && !on; k++) {
            log = k == 0;
            on = fits(q, &candidates[i], log) ? &candidates[i] : NULL;
        }
    }
    nb_point *point = on ? nb_arena_take(arena, s->cells, sizeof *point) : NULL;
    if (!point)
        return on ? NB_NO_MEMORY : NB_OK;
    for (size_t c = 0; c < s->cells; c++) {
        const nb_cell cell = nb_cell_of(q, s, c);
        const double mean = cell.sum / (double)s->n;
        middle += place(q, on, log, c) / (double)s->cells;
        height += nb_log(mean) / (double)s->cells;
        point[c] = (nb_point){
            on->of(q->trial, c), mean, nb_cell_low(&cell, q->beta), nb_cell_high(&cell, q->beta), NAN,
        };
    }
    for (size_t c = 0; c < s->cells; c++)
        point[c].target = nb_exp(height + q->target[0] * (place(q, on, log, c) - middle));
    *p = (nb_picture){ log ? on->logarithm : on->name, point, s->cells };
    return NB_OK;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t below(const double *x, size_t n, double end)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t m = low + (high - low) / 2;
        if (x[m] < end)
            low = m + 1;
        else
            high = m;
    }
    return low;
}

/* Densities, with bounds of engine B on the share of each bin. */
static nb_status histogram(const nb_question *q, const nb_sheet *s, size_t cell, nb_picture *p, nb_arena *arena)
{
    const size_t n = (size_t)s->n;
    double *x = malloc(n * sizeof *x);
    nb_point *point = nb_arena_take(arena, BINS, sizeof *point);
    if (!x || !point) {
        free(x);
        return NB_NO_MEMORY;
    }
    memcpy(x, s->at + cell * s->capacity, n * sizeof *x);
    qsort(x, n, sizeof *x, ascending);
    const double first = x[n / OUTSIDE], last = x[n - 1 - n / OUTSIDE], width = (last - first) / BINS;
    for (size_t b = 0; b < BINS && width > 0 && isfinite(width); b++) {
        const double low = first + width * (double)b, high = first + width * (double)(b + 1);
        const uint64_t k = below(x, n, high) - below(x, n, low);
        const nb_setup *setup = nb_trial_setup(q->trial, cell);
        const uint64_t t = nb_trial_time(q->trial, cell);
        point[b] = (nb_point){
            low + width / 2, (double)k / (double)n / width, nb_b_lower(k, n, q->beta) / width,
            (1 - nb_b_lower(n - k, n, q->beta)) / width, (q->law(setup, t, high) - q->law(setup, t, low)) / width,
        };
        p->count = BINS;
    }
    free(x);
    const nb_trial *t = q->trial;
    p->along = t->watched && t->observe ? t->observe[cell % t->watched]->name : "x";
    p->points = point;
    return NB_OK;
}

nb_status nb_picture_make(const nb_question *q, const nb_sheet *s, size_t unit, nb_picture *p, nb_arena *arena)
{
    *p = (nb_picture){ "", NULL, 0 };
    if (q->part->kind == NB_SLOPE)
        return slope(q, s, p, arena);
    return q->part->kind == NB_LAW && q->law ? histogram(q, s, unit, p, arena) : NB_OK;
}
