// SPDX-License-Identifier: GPL-3.0-or-later
/* E X_c relation target_c, a cell at a time: by e-processes where the assumption gives them (verify/judge/cell.h), by
 * T where it does not. */
#include <math.h>

#include "lib/math.h"
#include "verify/judge/cell.h"

/* What is left of the evidence when the assumption fails: U's, which needs none. */
static double unconditional(const nb_question *q, const nb_cell *c, double target)
{
    if (q->relation == NB_AT_LEAST)
        return -INFINITY;
    return nb_cell_above(c, target) - (q->relation == NB_EQUALS ? nb_log(2) : 0);
}

static nb_status judge_cell(const nb_question *q, const nb_cell *c, double target, unsigned look, nb_finding *f,
                            nb_fault *why)
{
    *f = (nb_finding){
        .estimate = c->sum / (double)c->sample.n, .low = -INFINITY, .high = INFINITY, .tier = NB_NONASYMPTOTIC,
    };
    nb_cell_weigh(q, c, target, f);
    if (!nb_given_bounds(c->given))
        nb_cell_studentise(q, c, target, look, f);

    if (f->supported || (q->relation != NB_AT_MOST && f->log_e >= -nb_log(q->alpha))) {
        bool conflict;
        NB_TRY(nb_cell_conflict(c, q->alpha, &conflict, why));
        if (conflict)
            nb_conflicts(f, unconditional(q, c, target));
    }
    if (f->supported && c->given->kind == NB_PILOT) {           // K5 is trusted only where T's guards hold
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
