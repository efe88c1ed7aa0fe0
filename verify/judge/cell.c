// SPDX-License-Identifier: GPL-3.0-or-later
/* What an assumption buys: engine U from X >= 0 alone, L from a bound on the second moment, C from one on the
 * variance. */
#include "verify/judge/cell.h"

#include <math.h>
#include <stdlib.h>

#include "lib/math.h"

nb_cell nb_cell_of(const nb_question *q, const nb_sheet *s, size_t c)
{
    nb_cell cell = {
        .sample = { s->at + c * s->capacity, (size_t)s->n, q->trial->isa },
        .given = &q->part->given, .known = q->known[c],
    };
    cell.sum = nb_sum(cell.sample);
    return cell;
}

bool nb_given_bounds(const nb_assumption *g)
{
    return g->kind != NB_NONNEGATIVE && g->kind != NB_STUDENT;
}

const char *nb_given_engine(const nb_assumption *g)
{
    switch (g->kind) {
    case NB_NONNEGATIVE: return "U, T";
    case NB_VARIANCE:    return "C";
    case NB_STUDENT:     return "T";
    default:             return "U, L";
    }
}

bool nb_cell_finite(const nb_cell *c)
{
    return isfinite(c->sum);
}

/* A variance of 0: the mean is what is seen. */
static double certain(bool excluded)
{
    return excluded ? INFINITY : 0;
}

/* E X >= 0, so that "E X <= m" is false outright for m < 0, and for m = 0 as soon as one X is positive. */
double nb_cell_above(const nb_cell *c, double m)
{
    if (c->given->kind == NB_STUDENT)
        return -INFINITY;
    if (c->given->kind == NB_VARIANCE)
        return c->known > 0 ? nb_log_c_above(c->sample, m, sqrt(c->known)) : certain(c->sum > m * (double)c->sample.n);
    if (m <= 0)
        return certain(m < 0 || c->sum > 0);
    return nb_log_u(c->sample, m);
}

/* K3: X <= M gives E X^2 <= M E X, that is kappa = M / m at the boundary. A kappa below 1 contradicts E X >= m by
 * itself; the weaker kappa = 1 leaves it to the data to say so. */
double nb_cell_below(const nb_cell *c, double m)
{
    const uint64_t n = c->sample.n;
    double kappa;
    switch (c->given->kind) {
    case NB_KAPPA: case NB_PILOT: kappa = c->known; break;
    case NB_SECOND:               kappa = c->known / (m * m); break;
    case NB_BOUNDED:              kappa = c->known / m; break;
    case NB_VARIANCE:
        return c->known > 0 ? nb_log_c_below(c->sample, m, sqrt(c->known)) : certain(c->sum < m * (double)n);
    default: return -INFINITY;
    }
    if (m <= 0)
        return 0;
    return isfinite(kappa) && isfinite(c->sum) ? nb_log_l(n, c->sum, m, fmax(kappa, 1)) : -INFINITY;
}

double nb_cell_low(const nb_cell *c, double level)
{
    if (c->given->kind == NB_STUDENT)
        return nb_cell_finite(c) ? nb_t(c->sample, level).low : -INFINITY;
    if (c->given->kind == NB_VARIANCE)
        return c->known > 0 ? nb_c_lower(c->sample, sqrt(c->known), level) : c->sum / (double)c->sample.n;
    return nb_u_lower(c->sample, level);
}

/* inf{ m : L(m; M / m) >= 1 / level }; L grows in m, and M is a bound already. */
static double bounded_high(const nb_cell *c, double level)
{
    const double need = -nb_log(level);
    double low = c->sum / (double)c->sample.n, high = c->known;
    for (int i = 0; i < 60 && high - low > 0x1p-40 * high; i++) {
        const double m = low + (high - low) / 2;
        if (nb_cell_below(c, m) >= need)
            high = m;
        else
            low = m;
    }
    return high;
}

double nb_cell_high(const nb_cell *c, double level)
{
    const uint64_t n = c->sample.n;
    if (!nb_cell_finite(c))
        return INFINITY;
    switch (c->given->kind) {
    case NB_KAPPA: case NB_PILOT:
        return isfinite(c->known) ? nb_l_upper(n, c->sum, fmax(c->known, 1), level) : INFINITY;
    case NB_SECOND:  return nb_l_upper_absolute(n, c->sum, c->known, level);
    case NB_BOUNDED: return bounded_high(c, level);
    case NB_VARIANCE:
        return c->known > 0 ? nb_c_upper(c->sample, sqrt(c->known), level) : c->sum / (double)n;
    default: return nb_t(c->sample, level).high;
    }
}

static double half_sum(double a, double b)
{
    const double both[] = { a, b };
    return nb_log_sum_exp(both, 2) - nb_log(2);
}

/*              refuted by e-value            supported when rejected at beta
 *   E X <= B   above(B)                      below(B + slack): "E X >= B + slack"
 *   E X >= B   below(B)                      above(B - slack)
 *   E X  = v   (above(v) + below(v)) / 2     both
 *
 * A diverged replicate is evidence against an upper bound, but never for a lower one. */
void nb_cell_weigh(const nb_question *q, const nb_cell *c, double target, nb_finding *f)
{
    const nb_relation r = q->relation;
    const nb_region claimed = nb_claimed(q, target);
    const double need = -nb_log(q->beta);
    f->engine = nb_given_engine(c->given);
    f->log_e = r == NB_AT_MOST ? nb_cell_above(c, target) : r == NB_AT_LEAST ? nb_cell_below(c, target)
             : half_sum(nb_cell_above(c, target), nb_cell_below(c, target));
    f->supported = c->sample.n >= NB_FIRST_SUPPORT && nb_given_bounds(c->given) && nb_cell_finite(c)
                && (r == NB_AT_LEAST || nb_cell_below(c, claimed.high) >= need)
                && (r == NB_AT_MOST  || nb_cell_above(c, claimed.low)  >= need);
}

void nb_cell_studentise(const nb_question *q, const nb_cell *c, double target, unsigned look, nb_finding *f)
{
    const unsigned first = 8;           // nb_look(8) = NB_FIRST_SUPPORT
    const nb_relation r = q->relation;
    const nb_region claimed = nb_claimed(q, target);
    f->tier = NB_ASYMPTOTIC;
    f->engine = nb_given_engine(c->given);
    if (look < first || look % 2 || !nb_cell_finite(c))
        return;
    const unsigned j = (look - first) / 2;
    const nb_student t = nb_t(c->sample, nb_look_level(q->beta, j));
    const double level = nb_look_level(q->alpha, j) / (r == NB_EQUALS ? 2 : 1);
    f->supported = !t.guard && t.low >= claimed.low && t.high <= claimed.high;
    f->note = t.guard;
    if (r != NB_AT_LEAST && c->given->kind == NB_STUDENT)       // U has answered for X >= 0
        f->rejected |= nb_t_refutes(c->sample, target, +1, level);
    if (r != NB_AT_MOST)
        f->rejected |= nb_t_refutes(c->sample, target, -1, level);
}

void nb_conflicts(nb_finding *f, double above)
{
    f->conflict = true;
    f->supported = f->rejected = false;
    f->log_e = above;
    f->note = "conflict: the assumption on the second moment fails its check";
}

/* E X^2 <= kappa (E X)^2 contradicts LCB(E X^2) > kappa UCB(E X)^2, each bound at alpha / 2; the test at the boundary
 * is U on the squares. */
static nb_status squares_exceed(const nb_cell *c, double limit, double level, bool *exceed, nb_fault *why)
{
    const size_t n = c->sample.n;
    double *square = malloc(n * sizeof *square);
    if (!square)
        return nb_fail(why, NB_NO_MEMORY, "no memory for the squares of %zu replicates", n);
    for (size_t i = 0; i < n; i++)
        square[i] = c->sample.x[i] * c->sample.x[i];
    *exceed = nb_log_u((nb_sample){ square, n, c->sample.isa }, limit) >= -nb_log(level);
    free(square);
    return NB_OK;
}

nb_status nb_cell_conflict(const nb_cell *c, double alpha, bool *conflict, nb_fault *why)
{
    *conflict = false;
    switch (c->given->kind) {
    case NB_KAPPA: case NB_PILOT: {
        const double high = nb_cell_high(c, alpha / 2);
        if (!isfinite(high) || !(high > 0))
            return NB_OK;
        return squares_exceed(c, c->known * high * high, alpha / 2, conflict, why);
    }
    case NB_SECOND:
        if (!(c->known > 0)) {
            *conflict = c->sum > 0;
            return NB_OK;
        }
        return squares_exceed(c, c->known, alpha, conflict, why);
    case NB_BOUNDED:
        for (size_t i = 0; i < c->sample.n && !*conflict; i++)
            *conflict = c->sample.x[i] > c->known * (1 + 0x1p-40);
        return NB_OK;
    default:
        return NB_OK;
    }
}
