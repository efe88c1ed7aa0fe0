// SPDX-License-Identifier: GPL-3.0-or-later
/* Descents at many step sizes. */
#include "experiments/diagonal_network/edges.h"

enum { TERMS_MOST = 64, SELDOM = 16 };      // a descent by single terms looks at the whole loss this seldom

static double loss(const nb_regression *r, const double *w, double *off)
{
    double L = 0;
    for (size_t i = 0; i < r->N; i++) {
        off[i] = -r->y[i];
        for (size_t k = 0; k < r->d; k++)
            off[i] += r->X[i * r->d + k] * w[k];
        L += off[i] * off[i] / (2 * (double)r->N);
    }
    return L;
}

/* sum_i off_i x_i, of all terms or of one. */
static void gradient(const nb_edge *e, uint64_t t, const double *w, const double *off, double *g)
{
    const nb_regression *r = e->r;
    for (size_t k = 0; k < r->d; k++)
        g[k] = 0;
    if (!e->single) {
        for (size_t i = 0; i < r->N; i++)
            for (size_t k = 0; k < r->d; k++)
                g[k] += off[i] / (double)r->N * r->X[i * r->d + k];
        return;
    }
    const size_t i = nb_index(e->stream, NB_INDEX, e->replicate, t, (uint32_t)r->N);
    double single = -r->y[i];
    for (size_t k = 0; k < r->d; k++)
        single += r->X[i * r->d + k] * w[k];
    for (size_t k = 0; k < r->d; k++)
        g[k] = single * r->X[i * r->d + k];
}

bool nb_edge_arrives(const nb_edge *e, double gamma, double *w)
{
    double p[NB_GAINS_WIDEST], q[NB_GAINS_WIDEST], g[NB_GAINS_WIDEST], off[TERMS_MOST];
    const size_t d = e->r->d;
    if (d > NB_GAINS_WIDEST || e->r->N > TERMS_MOST)
        return false;
    for (size_t k = 0; k < d; k++)
        p[k] = q[k] = e->alpha;
    for (uint64_t t = 0; ; t++) {
        for (size_t k = 0; k < d; k++)
            w[k] = (p[k] * p[k] - q[k] * q[k]) / 4;
        if (!e->single || t % SELDOM == 0) {
            const double L = loss(e->r, w, off);
            if (L < e->loss || t >= e->most || !(L < 1e10))
                return L < e->loss;
        }
        gradient(e, t, w, off, g);
        for (size_t k = 0; k < d; k++) {
            p[k] *= 1 - gamma * g[k];
            q[k] *= 1 + gamma * g[k];
        }
    }
}

double nb_edge_largest(const nb_edge *e, double low, double high, int halvings)
{
    double w[NB_GAINS_WIDEST];
    for (int i = 0; i < halvings; i++) {
        const double middle = (low + high) / 2;
        if (nb_edge_arrives(e, middle, w))
            low = middle;
        else
            high = middle;
    }
    return low;
}

nb_status nb_edge_vote(const nb_trial *t, bool single, double share, const double *planted, nb_vote *v)
{
    const nb_arm *arm = t->setup[0].arm;
    *v = (nb_vote){ .all = (size_t)arm->numbers[1] };
    for (size_t i = 0; i < v->all; i++) {
        nb_problem_spec spec = arm->problem;
        nb_regression r;
        double large[NB_GAINS_WIDEST], small[NB_GAINS_WIDEST];
        spec.seed += i;
        NB_TRY(nb_regression_make(&r, &spec, NULL));
        nb_edge e = { &r, .alpha = arm->numbers[0], .loss = 1e-5, .most = 20000, .single = single,
                      .stream = t->stream, .replicate = i };
        const double most = single ? nb_edge_largest(&e, 0.02, 0.6, 8) : nb_edge_largest(&e, 0.2, 2.5, 10);
        e.most = 1000000;
        if (nb_edge_arrives(&e, share * most, large) && nb_edge_arrives(&e, 0.1 * most, small)) {
            const double far = nb_apart(r.d, large, planted), near = nb_apart(r.d, small, planted);
            v->above += far > near;
            v->below += far < near;
        }
        nb_regression_drop(&r);
    }
    return NB_OK;
}

size_t nb_sign_test(size_t n)
{
    long double term = ldexpl(1, -(int)n), tail = term;     // P(Bin = k - 1), P(Bin >= k - 1)
    size_t k = n + 1;
    while (k > 0 && tail <= 1e-9L) {
        k--;
        term *= (long double)k / (long double)(n - k + 1);
        tail += term;
    }
    return k;
}
