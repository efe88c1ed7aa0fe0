// SPDX-License-Identifier: GPL-3.0-or-later
/* Descents at many step sizes. */
#include <stdio.h>
#include <string.h>

#include "experiments/diagonal_network/edges.h"

static const double same_loss = 1e-5, converged = 1e-10;

enum { TERMS_MOST = 256, SELDOM = 16, ROWS = 4 };

/* x_i'w - y_i of four rows at once, whose sums do not wait for each other. */
static void residuals(const nb_regression *r, size_t first, const double *w, double *off)
{
    const double *x = r->X + first * r->d, *y = r->y + first;
    double a = -y[0], b = -y[1], c = -y[2], e = -y[3];
    for (size_t k = 0; k < r->d; k++) {
        a += x[k] * w[k];
        b += x[r->d + k] * w[k];
        c += x[2 * r->d + k] * w[k];
        e += x[3 * r->d + k] * w[k];
    }
    off[0] = a;
    off[1] = b;
    off[2] = c;
    off[3] = e;
}

static double residual(const nb_regression *r, size_t i, const double *w)
{
    double off = -r->y[i];
    for (size_t k = 0; k < r->d; k++)
        off += r->X[i * r->d + k] * w[k];
    return off;
}

static double loss(const nb_regression *r, const double *w, double *off)
{
    double L = 0;
    size_t i = 0;
    for (; i + ROWS <= r->N; i += ROWS)
        residuals(r, i, w, off + i);
    for (; i < r->N; i++)
        off[i] = residual(r, i, w);
    for (i = 0; i < r->N; i++)
        L += off[i] * off[i] / (2 * (double)r->N);
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
    const double single = residual(r, i, w);
    for (size_t k = 0; k < r->d; k++)
        g[k] = single * r->X[i * r->d + k];
}

/* A descent by single terms looks at the whole loss seldom: after about as many steps as that costs. */
void nb_edge_descend(const nb_edge *e, double gamma, nb_end *end)
{
    double p[NB_WIDEST], q[NB_WIDEST], g[NB_WIDEST], off[TERMS_MOST], L = INFINITY;
    const size_t d = e->r->d, N = e->r->N;
    const uint64_t every = !e->single ? 1 : N < 2 * (size_t)SELDOM ? SELDOM : N / SELDOM * SELDOM;
    *end = (nb_end){ 0 };
    if (d > NB_WIDEST || N > TERMS_MOST)
        return;
    for (size_t k = 0; k < d; k++)
        p[k] = q[k] = e->alpha;
    for (uint64_t t = 0; ; t++) {
        for (size_t k = 0; k < d; k++)
            end->w[k] = (p[k] * p[k] - q[k] * q[k]) / 4;
        end->steps = t;
        if (t % every == 0) {
            L = loss(e->r, end->w, off);
            if (L < e->loss || t >= e->most || !(L < 1e10))
                break;
        }
        gradient(e, t, end->w, off, g);
        for (size_t k = 0; k < d; k++) {
            p[k] *= 1 - gamma * g[k];
            q[k] *= 1 + gamma * g[k];
        }
    }
    end->arrived = L < e->loss;
    for (size_t k = 0; k < d && end->arrived; k++)
        end->gain[k] = -nb_log_of((long double)p[k] * q[k] / ((long double)e->alpha * e->alpha));
}

bool nb_edge_arrives(const nb_edge *e, double gamma, double *w)
{
    nb_end end;
    nb_edge_descend(e, gamma, &end);
    for (size_t k = 0; k < e->r->d; k++)
        w[k] = end.w[k];
    return end.arrived;
}

static nb_status in_detail(const nb_trial *t, size_t arm, const nb_regression *r, double goal, nb_end *end)
{
    nb_gains g;
    NB_TRY(nb_gains_at_end(t, arm, r, goal, &g));
    *end = (nb_end){ .arrived = true, .steps = g.steps };
    memcpy(end->w, g.w, r->d * sizeof *g.w);
    memcpy(end->gain, g.gain, r->d * sizeof *g.gain);
    return NB_OK;
}

nb_status nb_end_of(const nb_trial *t, size_t arm, const nb_regression *r, double goal, nb_end *end)
{
    const nb_setup *s = &t->setup[arm];
    const nb_edge e = {
        r, .alpha = s->arm->numbers[0], .loss = goal, .most = t->instance->at.item[t->times - 1],
        .single = s->arm->sampling.scheme != NB_FULL_BATCH, .stream = t->stream,
    };
    if (r->d <= NB_GAINS_WIDEST)
        return in_detail(t, arm, r, goal, end);
    nb_edge_descend(&e, nb_uv_step(s), end);
    return end->arrived ? NB_OK : NB_NO_VALUE;
}

double nb_edge_largest(const nb_edge *e, double low, double high, int halvings)
{
    double w[NB_WIDEST];
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
        double large[NB_WIDEST], small[NB_WIDEST];
        spec.seed += i;
        NB_TRY(nb_regression_make(&r, &spec, NULL));
        nb_edge e = { &r, .alpha = arm->numbers[0], .loss = same_loss, .most = 20000, .single = single,
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

static nb_status sweep(const nb_trial *t, const nb_regression *r, nb_ledger *l, int how)
{
    nb_end end;
    double planted[NB_WIDEST], flow[NB_WIDEST];
    (void)how;
    nb_planted(&t->setup[0].arm->problem, planted);
    NB_TRY(nb_flow_end(r, t->setup[0].arm->numbers[0], flow));
    double before = nb_apart(r->d, flow, planted);
    for (size_t a = 0; a < t->arms; a++) {
        char label[48];
        snprintf(label, sizeof label, "|w - w*|, gamma = %g", nb_uv_step(&t->setup[a]));
        NB_TRY(nb_end_of(t, a, r, converged, &end));
        const double error = nb_apart(r->d, end.w, planted);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = error, .rhs = before }));
        before = error;
    }
    return NB_OK;
}
nb_status nb_edge_sweep(const nb_trial *t, nb_ledger *l) { return nb_look_at(t, l, sweep, 0); }

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
