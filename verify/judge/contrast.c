// SPDX-License-Identifier: GPL-3.0-or-later
/* sum_c w_c E X_c relation target: a ratio made linear (E X - q E Y <= 0), the order of two methods, Richardson's combination.
 *
 * Three ways, by what is known about the X_c:
 *   second moments   each mean between its own bounds, LCB (U) and UCB (L); the J bounds used share the level   [NA]
 *   variances        engine C on Y_i = sum_c w_c X_ci, whose s.d. is at most sum_c |w_c| sigma_c                [NA]
 *   nothing          engine T on Y_i: arms share replicates, so a paired difference is as narrow as it can be   [A]
 */
#include <math.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

/* [sum w+ LCB - w- UCB, sum w+ UCB - w- LCB], each end at `level`. */
static nb_region between(const nb_question *q, const nb_sheet *s, double level)
{
    size_t used = 0;
    for (size_t c = 0; c < s->cells; c++)
        used += q->weight[c] != 0;
    nb_region r = { 0, 0 };
    for (size_t c = 0; c < s->cells; c++) {
        const double w = q->weight[c];
        if (w == 0)
            continue;
        const nb_cell cell = nb_cell_of(q, s, c);
        const double low = nb_cell_low(&cell, level / (double)used), high = nb_cell_high(&cell, level / (double)used);
        r.low  += w > 0 ? w * low : w * high;
        r.high += w > 0 ? w * high : w * low;
    }
    return r;
}

static nb_status by_bounds(const nb_question *q, const nb_sheet *s, nb_region claimed, nb_finding *f, nb_fault *why)
{
    const double v = q->target[0], sides = q->relation == NB_EQUALS ? 2 : 1;
    const nb_region sure = between(q, s, q->alpha / sides), r = between(q, s, q->beta);
    f->rejected = (q->relation != NB_AT_LEAST && sure.low > v) || (q->relation != NB_AT_MOST && sure.high < v);
    f->supported = s->n >= NB_FIRST_SUPPORT && isfinite(f->estimate) && r.low >= claimed.low && r.high <= claimed.high;
    f->low = r.low;
    f->high = r.high;
    f->engine = "U, L";
    for (size_t c = 0; c < s->cells && (f->supported || f->rejected) && !f->conflict; c++) {
        const nb_cell cell = nb_cell_of(q, s, c);
        if (q->weight[c] != 0)
            NB_TRY(nb_cell_conflict(&cell, q->alpha / (double)s->cells, &f->conflict, why));
    }
    if (f->conflict) {
        f->supported = f->rejected = false;
        f->note = "conflict: the assumption on the second moment fails its check";
    }
    return NB_OK;
}

static void by_sample(const nb_question *q, const nb_cell *y, nb_region claimed, unsigned look, nb_finding *f)
{
    const double v = q->target[0];
    const nb_relation r = q->relation;
    unsigned j;

    f->engine = nb_given_engine(y->given);
    if (y->given->kind == NB_VARIANCE) {
        const double need = -nb_log(q->beta);
        const double both[] = { r == NB_AT_LEAST ? -INFINITY : nb_cell_above(y, v), r == NB_AT_MOST ? -INFINITY : nb_cell_below(y, v) };
        f->log_e = nb_log_sum_exp(both, 2) - (r == NB_EQUALS ? nb_log(2) : 0);
        f->supported = y->sample.n >= NB_FIRST_SUPPORT && nb_cell_finite(y) && (r == NB_AT_MOST || nb_cell_above(y, claimed.low) >= need)
                    && (r == NB_AT_LEAST || nb_cell_below(y, claimed.high) >= need);
    } else if (nb_doubling(look, &j) && nb_cell_finite(y)) {
        const nb_student t = nb_t(y->sample, nb_look_level(q->beta, j));
        const double level = nb_look_level(q->alpha, j) / (r == NB_EQUALS ? 2 : 1);
        f->supported = !t.guard && t.low >= claimed.low && t.high <= claimed.high;
        f->rejected = (r != NB_AT_LEAST && nb_t_refutes(y->sample, v, +1, level)) || (r != NB_AT_MOST && nb_t_refutes(y->sample, v, -1, level));
        f->note = t.guard;
    }
    if (y->given->kind != NB_VARIANCE)
        f->tier = NB_ASYMPTOTIC;
    if (q->intervals) {
        f->low = nb_cell_low(y, q->beta);
        f->high = nb_cell_high(y, q->beta);
    }
}

nb_status nb_judge_contrast(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    static const nb_assumption real = { .kind = NB_STUDENT };
    const size_t n = (size_t)s->n;
    const nb_region claimed = nb_claimed(q, q->target[0]);

    *f = (nb_finding){ .log_e = -INFINITY, .low = -INFINITY, .high = INFINITY, .tier = NB_NONASYMPTOTIC };
    double *y = calloc(n, sizeof *y), sigma = 0;
    if (!y)
        return nb_fail(why, NB_NO_MEMORY, "no memory for a contrast of %zu replicates", n);
    for (size_t c = 0; c < s->cells; c++) {
        const double w = q->weight[c], *x = s->at + c * s->capacity;
        sigma += fabs(w) * sqrt(q->known[c]);
        for (size_t i = 0; w != 0 && i < n; i++)
            y[i] = fma(w, x[i], y[i]);
    }
    nb_cell cell = { .sample = { y, n, q->trial->isa }, .given = &q->part->given, .known = sigma * sigma };
    cell.sum = nb_sum(cell.sample);
    f->estimate = cell.sum / (double)n;

    nb_status status = NB_OK;
    if (nb_given_bounds(cell.given) && !nb_given_real(cell.given)) {
        status = by_bounds(q, s, claimed, f, why);
    } else {
        if (cell.given->kind == NB_NONNEGATIVE)
            cell.given = &real;         // a difference may be negative
        by_sample(q, &cell, claimed, look, f);
    }
    free(y);
    return status;
}
