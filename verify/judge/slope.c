// SPDX-License-Identifier: GPL-3.0-or-later
/* sum_c w_c ln E X_c relation target: an exponent (least squares against ln t), a contraction factor (against t), an order in
 * the step size (across arms).
 *
 * With second moments known each ln E X_c lies between its bounds, all 2J of them sharing the level [NA]. Otherwise the slope
 * is made linear at the sample means, Y_i = b + sum_c w_c (X_ci / m_c - 1), and engine T judges Y [A]; the bias of the
 * logarithm, cv^2 / (2n), is negligible once n >= 100 cv^2, which is required.
 */
#include <math.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

static nb_status by_bounds(const nb_question *q, const nb_sheet *s, double level, nb_region *r, bool check, bool *conflict, nb_fault *why)
{
    size_t used = 0;
    for (size_t c = 0; c < s->cells; c++)
        used += q->weight[c] != 0;
    *r = (nb_region){ 0, 0 };
    for (size_t c = 0; c < s->cells; c++) {
        const double w = q->weight[c], share = level / (2 * (double)used);
        if (w == 0)
            continue;
        const nb_cell cell = nb_cell_of(q, s, c);
        const double low = nb_log(nb_cell_low(&cell, share)), high = nb_log(nb_cell_high(&cell, share));
        r->low  += w > 0 ? w * low : w * high;
        r->high += w > 0 ? w * high : w * low;
        if (check && !*conflict)
            NB_TRY(nb_cell_conflict(&cell, q->alpha / (double)used, conflict, why));
    }
    return NB_OK;
}

static void linearised(const nb_question *q, const nb_sheet *s, double *y, unsigned look, nb_region claimed, nb_finding *f)
{
    const size_t n = (size_t)s->n;
    double cv2 = 0;
    for (size_t i = 0; i < n; i++)
        y[i] = f->estimate;
    for (size_t c = 0; c < s->cells; c++) {
        const double w = q->weight[c], *x = s->at + c * s->capacity;
        if (w == 0)
            continue;
        const nb_sample cell = { x, n, q->trial->isa };
        const double m = nb_mean(cell), sd = nb_sd(cell);
        cv2 = fmax(cv2, sd / m * (sd / m));
        for (size_t i = 0; i < n; i++)
            y[i] += w * (x[i] / m - 1);
    }
    const nb_sample sample = { y, n, q->trial->isa };
    const double v = q->target[0];
    unsigned j;
    f->tier = NB_ASYMPTOTIC;
    f->engine = "T";
    if (nb_doubling(look, &j) && (double)n >= 100 * cv2) {
        const nb_student t = nb_t(sample, nb_look_level(q->beta, j));
        const double level = nb_look_level(q->alpha, j) / (q->relation == NB_EQUALS ? 2 : 1);
        f->supported = !t.guard && t.low >= claimed.low && t.high <= claimed.high;
        f->rejected = (q->relation != NB_AT_LEAST && nb_t_refutes(sample, v, +1, level))
                   || (q->relation != NB_AT_MOST && nb_t_refutes(sample, v, -1, level));
        f->note = t.guard;
    }
    if (q->intervals) {
        const nb_student t = nb_t(sample, q->beta);
        f->low = t.low;
        f->high = t.high;
    }
}

nb_status nb_judge_slope(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    const nb_region claimed = nb_claimed(q, q->target[0]);
    const double v = q->target[0];
    const size_t n = (size_t)s->n;

    *f = (nb_finding){ .log_e = -INFINITY, .low = -INFINITY, .high = INFINITY, .tier = NB_NONASYMPTOTIC };
    for (size_t c = 0; c < s->cells; c++)
        if (q->weight[c] != 0)
            f->estimate += q->weight[c] * nb_log(nb_mean((nb_sample){ s->at + c * s->capacity, n, q->trial->isa }));
    if (!isfinite(f->estimate)) {
        f->note = "a mean is zero or infinite: its logarithm says nothing";
        return NB_OK;
    }
    if (!nb_given_bounds(&q->part->given) || nb_given_real(&q->part->given)) {
        double *y = malloc(n * sizeof *y);
        if (!y)
            return nb_fail(why, NB_NO_MEMORY, "no memory for a slope over %zu replicates", n);
        linearised(q, s, y, look, claimed, f);
        free(y);
        return NB_OK;
    }
    nb_region sure, r;
    NB_TRY(by_bounds(q, s, q->alpha, &sure, false, &f->conflict, why));
    NB_TRY(by_bounds(q, s, q->beta, &r, n >= NB_FIRST_SUPPORT, &f->conflict, why));
    f->rejected = (q->relation != NB_AT_LEAST && sure.low > v) || (q->relation != NB_AT_MOST && sure.high < v);
    f->supported = n >= NB_FIRST_SUPPORT && r.low >= claimed.low && r.high <= claimed.high;
    f->low = r.low;
    f->high = r.high;
    f->engine = "U, L";
    if (f->conflict) {
        f->supported = f->rejected = false;
        f->note = "conflict: the assumption on the second moment fails its check";
    }
    return NB_OK;
}
