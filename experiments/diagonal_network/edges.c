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
