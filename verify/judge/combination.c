// SPDX-License-Identifier: GPL-3.0-or-later
/* sum_c w_c phi(E X_c) relation target.
 *
 *   contrast   phi(m) = m      a ratio made linear (E X - q E Y <= 0), the order of two methods, Richardson
 *   slope      phi(m) = ln m   an exponent (least squares on ln t), a contraction factor (on t), an order in a
 *
 * Three ways, by what is known about the X_c:
 *   second moments   each E X_c between its own bounds, U's and L's; the J bounds of a side share the level    [NA]
 *   variances        a contrast by engine C on Y_i = sum_c w_c X_ci, of s.d. at most sum_c |w_c| sigma_c        [NA]
 *   nothing          engine T on Y_i = sum_c w_c (phi(m_c) + phi'(m_c) (X_ci - m_c)), m_c the sample means      [A]
 *
 * Arms share replicates, so a paired difference is as narrow as it can be. The bias of the logarithm, cv^2 / (2 n), is
 * negligible once n >= 100 cv^2, which is required.
 */
#include <math.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

static bool logarithmic(const nb_question *q)
{
    return q->part->kind == NB_SLOPE;
}

static double phi(const nb_question *q, double m)
{
    return logarithmic(q) ? nb_log(m) : m;
}

static size_t used(const nb_question *q, const nb_sheet *s)
{
    size_t count = 0;
    for (size_t c = 0; c < s->cells; c++)
        count += q->weight[c] != 0;
    return count;
}

/* [sum w+ phi(LCB) - w- phi(UCB), sum w+ phi(UCB) - w- phi(LCB)]: each end fails with probability at most `level`. */
static nb_region between(const nb_question *q, const nb_sheet *s, double level)
{
    const double share = level / (double)used(q, s);
    nb_region r = { 0, 0 };
    for (size_t c = 0; c < s->cells; c++) {
        const double w = q->weight[c];
        if (w == 0)
            continue;
        const nb_cell cell = nb_cell_of(q, s, c);
        const double low = phi(q, nb_cell_low(&cell, share)), high = phi(q, nb_cell_high(&cell, share));
        r.low  += w > 0 ? w * low : w * high;
        r.high += w > 0 ? w * high : w * low;
    }
    return r;
}

static nb_status by_bounds(const nb_question *q, const nb_sheet *s, nb_finding *f, nb_fault *why)
{
    const double v = q->target[0];
    const nb_region claimed = nb_claimed(q, v), r = between(q, s, q->beta);
    const nb_region sure = between(q, s, q->relation == NB_EQUALS ? q->alpha / 2 : q->alpha);
    f->engine = nb_given_engine(&q->part->given);
    f->rejected = (q->relation != NB_AT_LEAST && sure.low > v) || (q->relation != NB_AT_MOST && sure.high < v);
    f->supported = s->n >= NB_FIRST_SUPPORT && isfinite(f->estimate) && r.low >= claimed.low && r.high <= claimed.high;
    f->low = r.low;
    f->high = r.high;
    for (size_t c = 0; c < s->cells && (f->supported || f->rejected); c++) {
        if (q->weight[c] == 0)
            continue;
        const nb_cell cell = nb_cell_of(q, s, c);
        bool conflict;
        NB_TRY(nb_cell_conflict(&cell, q->alpha / (double)used(q, s), &conflict, why));
        if (conflict)
            nb_conflicts(f, -INFINITY);
        if (f->supported && cell.given->kind == NB_PILOT) {
            f->note = nb_t(cell.sample, q->beta).guard;
            f->supported = !f->note;
        }
    }
    return NB_OK;
}

/* Y_i, whose mean is the estimate. Returns the largest cv^2 of a cell. */
static double linearise(const nb_question *q, const nb_sheet *s, double estimate, double *y)
{
    const size_t n = (size_t)s->n;
    double cv2 = 0;
    for (size_t i = 0; i < n; i++)
        y[i] = estimate;
    for (size_t c = 0; c < s->cells; c++) {
        const double *x = s->at + c * s->capacity;
        const nb_sample cell = { x, n, q->trial->isa };
        const double m = nb_mean(cell), cv = nb_sd(cell) / m, w = logarithmic(q) ? q->weight[c] / m : q->weight[c];
        if (w == 0)
            continue;
        cv2 = fmax(cv2, cv * cv);
        for (size_t i = 0; i < n; i++)
            y[i] = fma(w, x[i] - m, y[i]);
    }
    return cv2;
}

static nb_status by_sample(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    const nb_assumption real = { .kind = NB_STUDENT };          // a combination may be negative
    const size_t n = (size_t)s->n;
    double *y = malloc(n * sizeof *y), sigma = 0;
    if (!y)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a combination of %zu replicates", n);
    for (size_t c = 0; c < s->cells; c++)
        sigma += fabs(q->weight[c]) * sqrt(q->known[c]);
    const double cv2 = linearise(q, s, f->estimate, y);
    const bool variance = q->part->given.kind == NB_VARIANCE && !logarithmic(q);
    nb_cell cell = {
        .sample = { y, n, q->trial->isa }, .given = variance ? &q->part->given : &real, .known = sigma * sigma,
    };
    cell.sum = nb_sum(cell.sample);
    nb_cell_weigh(q, &cell, q->target[0], f);
    if (!variance && (!logarithmic(q) || (double)n >= 100 * cv2))
        nb_cell_studentise(q, &cell, q->target[0], look, f);
    if (q->intervals) {
        f->low = nb_cell_low(&cell, q->beta);
        f->high = nb_cell_high(&cell, q->beta);
    }
    free(y);
    return NB_OK;
}

nb_status nb_judge_combination(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    const nb_assumption *g = &q->part->given;
    *f = (nb_finding){ .log_e = -INFINITY, .low = -INFINITY, .high = INFINITY, .tier = NB_NONASYMPTOTIC };
    for (size_t c = 0; c < s->cells; c++)
        if (q->weight[c] != 0) {
            const nb_cell cell = nb_cell_of(q, s, c);
            f->estimate += q->weight[c] * phi(q, cell.sum / (double)s->n);
        }
    if (!isfinite(f->estimate)) {
        f->note = "a mean is zero or infinite: their combination says nothing";
        return NB_OK;
    }
    return nb_given_bounds(g) && g->kind != NB_VARIANCE ? by_bounds(q, s, f, why) : by_sample(q, s, look, f, why);
}
