// SPDX-License-Identifier: GPL-3.0-or-later
/* Means over terms, and the stationary loss. */
#include <assert.h>

#include "experiments/quadratic_basin/cases.h"

nb_means nb_means_of(const nb_setup *s)
{
    const size_t d = s->problem.dim;
    const double N = (double)s->problem.terms;
    double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM], b[NB_MOST_DIM] = { 0 }, square = 0;
    nb_means m = { 0, 0, 0 };
    assert(d <= NB_MOST_DIM);
    for (size_t i = 0; i < s->problem.terms; i++) {
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t j = 0; j < d; j++) {
            m.gg += g[j] * g[j] / N;
            for (size_t k = 0; k < d; k++) {
                b[j] += H[j * d + k] * g[k] / N;
                m.Q += H[j * d + k] * H[j * d + k] / N;
            }
        }
    }
    for (size_t j = 0; j < d; j++)
        square += b[j] * b[j];
    m.b = sqrt(square);
    return m;
}

double nb_quarter(const nb_setup *s, const double *S)
{
    const size_t d = s->problem.dim;
    const double N = (double)s->problem.terms;
    double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM], sum = nb_means_of(s).gg;
    for (size_t i = 0; i < s->problem.terms; i++) {
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                for (size_t n = 0; n < d; n++)
                    sum += H[n * d + j] * S[j * d + k] * H[n * d + k] / N;
    }
    return sum / 4;
}

double nb_settled_gap(const nb_setup *s)
{
    nb_moments o;
    if (nb_moments_stationary(&o, s, s->arm->step.a, NULL) != NB_OK)
        return NAN;
    const double gap = o.gap;
    nb_moments_drop(&o);
    return gap;
}

double nb_stationary_gap(const nb_setup *s, uint64_t t)
{
    (void)t;
    return nb_settled_gap(s);
}

double nb_excess_most(const nb_setup *s)
{
    return 2 * nb_means_of(s).Q * nb_settled_gap(s) / s->k.m;
}
