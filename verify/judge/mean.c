// SPDX-License-Identifier: GPL-3.0-or-later
/* E X_c relation target_c, a cell at a time.
 *
 *              refuted by e-value            supported when rejected at beta
 *   E X <= B   above(B)                      below(B + slack): "E X >= B + slack"
 *   E X >= B   below(B)                      above(B - slack)
 *   E X  = v   (above(v) + below(v)) / 2     both
 *
 * above(m) speaks against E X <= m, below(m) against E X >= m (verify/judge/cell.h). Where there is no e-process for a half,
 * T stands in: its bounds for support, its block confirmation for refutation.
 */
#include <math.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

static double half_sum(double a, double b)
{
    const double both[] = { a, b };
    return nb_log_sum_exp(both, 2) - nb_log(2);
}

typedef struct {
    double above, below;                // ln e of the halves that the relation asks about; -inf otherwise
} halves;

static halves ask(const nb_cell *c, nb_relation r, double v)
{
    return (halves){
        .above = r == NB_AT_LEAST ? -INFINITY : nb_cell_above(c, v),
        .below = r == NB_AT_MOST  ? -INFINITY : nb_cell_below(c, v),
    };
}

static double weigh(halves h, nb_relation r)
{
    return r == NB_AT_MOST ? h.above : r == NB_AT_LEAST ? h.below : half_sum(h.above, h.below);
}

/* T's part: both bounds at the level of this look, and blocks that all reject. */
static void studentised(const nb_question *q, const nb_cell *c, nb_region region, double target, unsigned look, nb_finding *f)
{
    unsigned j;
    if (!nb_doubling(look, &j) || !nb_cell_finite(c))
        return;
    const bool real = c->given->kind == NB_STUDENT, two = q->relation == NB_EQUALS;
    const nb_student t = nb_t(c->sample, nb_look_level(q->beta, j));
    f->tier = NB_ASYMPTOTIC;
    f->supported = !t.guard && t.low >= region.low && t.high <= region.high;
    f->note = t.guard;
    const double level = nb_look_level(q->alpha, j) / (two ? 2 : 1);
    if (real && q->relation != NB_AT_LEAST)
        f->rejected |= nb_t_refutes(c->sample, target, +1, level);
    if (q->relation != NB_AT_MOST)
        f->rejected |= nb_t_refutes(c->sample, target, -1, level);
}

static nb_status judge_cell(const nb_question *q, const nb_cell *c, double target, unsigned look, nb_finding *f, nb_fault *why)
{
    const double need = -nb_log(q->beta), decisive = -nb_log(q->alpha);
    const nb_region region = nb_claimed(q, target);
    const nb_relation r = q->relation;
    const halves against = ask(c, r, target);

    *f = (nb_finding){
        .estimate = c->sum / (double)c->sample.n, .low = -INFINITY, .high = INFINITY,
        .log_e = weigh(against, r), .tier = NB_NONASYMPTOTIC, .engine = nb_given_engine(c->given),
    };
    /* A diverged replicate is evidence against an upper bound, but never for a lower one. */
    if (c->sample.n >= NB_FIRST_SUPPORT && nb_given_bounds(c->given) && nb_cell_finite(c))
        f->supported = (r == NB_AT_LEAST || nb_cell_below(c, region.high) >= need)
                    && (r == NB_AT_MOST  || nb_cell_above(c, region.low)  >= need);
    if (!nb_given_bounds(c->given))
        studentised(q, c, region, target, look, f);

    /* What rests on the assumption counts only while the assumption passes its check; U alone needs none. */
    if (f->supported || against.below >= decisive) {
        NB_TRY(nb_cell_conflict(c, q->alpha, &f->conflict, why));
        if (f->conflict) {
            f->supported = false;
            f->log_e = weigh((halves){ against.above, -INFINITY }, r);
            f->note = "conflict: the assumption on the second moment fails its check";
        }
    }
    if (f->supported && c->given->kind == NB_PILOT) {
        f->note = nb_t(c->sample, q->beta).guard;
        f->supported = !f->note;
    }
    if (q->intervals) {
        f->low = nb_cell_low(c, q->beta);
        f->high = nb_cell_high(c, q->beta);
    }
    return NB_OK;
}

nb_status nb_judge_mean(const nb_question *q, const nb_sheet *s, unsigned look, nb_finding *f, nb_fault *why)
{
    for (size_t c = 0; c < s->cells; c++) {
        const nb_cell cell = nb_cell_of(q, s, c);
        NB_TRY(judge_cell(q, &cell, q->target[c], look, &f[c], why));
    }
    return NB_OK;
}
