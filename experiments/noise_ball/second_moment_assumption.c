// SPDX-License-Identifier: GPL-3.0-or-later
/* The least sigma0 that goes with a sigma.
 *
 * On a quadratic finite sum E |g_i + H_i D|^2 = E |g_i|^2 + 2 b'D + D' E[H^2] D with b = E[H_i g_i], and grad f = Hb D.
 * So
 *
 *     E |g|^2 <= sigma0 + sigma |grad f|^2 for every x
 *     iff   A = sigma Hb^2 - E[H^2] >= 0   and   sigma0 >= E |g_i|^2 + b'A^-1 b,
 *
 * the maximum of a concave quadratic, attained at D* = A^-1 b. sigma0 = E |g_i|^2 alone forgets the cross term.
 */
#include <assert.h>

#include "experiments/noise_ball/cases.h"
#include "lib/linear.h"

enum { POINTS = 10000 };

static void sides(const nb_setup *s, const double *D, double sigma0, long double *lhs, long double *rhs)
{
    const nb_gradients g = nb_gradients_at(s, D);
    *lhs = g.square;
    *rhs = sigma0 + s->k.sigma * g.slope;
}

static void at_random(const nb_setup *s, const double *D, long double *lhs, long double *rhs)
{
    sides(s, D, s->k.sigma0, lhs, rhs);
}

static nb_status everywhere(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_worst(t, l, "E |g|^2, worst of 10000 points", NB_AT_MOST, POINTS, at_random);
}

/* D* = (sigma Hb^2 - E H^2)^-1 b. */
static nb_status worst_point(const nb_setup *s, double *D)
{
    enum { MOST = NB_MOST_DIM * NB_MOST_DIM };
    const nb_problem *p = &s->problem;
    const size_t d = p->dim;
    double A[MOST] = { 0 }, Hb[MOST] = { 0 }, b[NB_MOST_DIM] = { 0 };
    assert(0 < d && d <= NB_MOST_DIM);
    for (size_t i = 0; i < p->terms; i++) {
        double H[MOST], g[NB_MOST_DIM];
        p->run->term(p, i, H, g);
        for (size_t j = 0; j < d * d; j++) {
            Hb[j] += H[j] / (double)p->terms;
            b[j / d] += H[j] * g[j % d] / (double)p->terms;
            for (size_t r = 0; r < d; r++)
                A[j] -= H[j / d * d + r] * H[r * d + j % d] / (double)p->terms;
        }
    }
    for (size_t j = 0; j < d * d; j++)
        for (size_t r = 0; r < d; r++)
            A[j] += s->k.sigma * Hb[j / d * d + r] * Hb[r * d + j % d];
    return nb_solve(d, A, b, D, "sigma Hb^2 - E H^2", NULL);
}

static nb_status at_worst_point(const nb_trial *t, nb_ledger *l, double sigma0)
{
    const nb_setup *s = &t->setup[0];
    double D[NB_MOST_DIM] = { 0 };
    NB_TRY(worst_point(s, D));
    nb_pair p = { .label = "E |g|^2 at D*" };
    sides(s, D, sigma0, &p.lhs, &p.rhs);
    p.roundings = 512;
    return nb_enter(l, p);
}

static nb_status attained(const nb_trial *t, nb_ledger *l) { return at_worst_point(t, l, t->setup[0].k.sigma0); }
static nb_status percent (const nb_trial *t, nb_ledger *l) { return at_worst_point(t, l, 0.99 * t->setup[0].k.sigma0); }
static nb_status without_cross(const nb_trial *t, nb_ledger *l)
{
    const double origin[NB_MOST_DIM] = { 0 };
    return at_worst_point(t, l, (double)nb_gradients_at(&t->setup[0], origin).square);
}

static bool finite_sum(const nb_setup *s)
{
    return s->problem.run && s->problem.run->term && s->problem.terms > 0;
}

#define WITH(...) NB_ARMS(NB_SGD(0.1, NULL, __VA_ARGS__))
#define CASE_A_4  { .type = &nb_finite_sum, .dim = 2, .terms = 4, .data = nb_case_a, .sigma = 4 }

const nb_claim nb_claim_noise_ball_second_moment_assumption = {
    .id     = "noise_ball/second-moment-assumption",
    .title  = "The least constants of the second-moment assumption",
    .source = { NB_CHAUDHARI, "2, typical assumptions in SGD analysis", NB_BCN ", Assumption 4.3" },
    .text   = "E |g|^2 <= sigma0 + sigma |grad f|^2 everywhere, sigma0 = E |g_i|^2 + b'(sigma Hb^2 - E H^2)^-1 b the "
              "least for its sigma",
    .latex  = "\\mathbb{E}\\|g\\|^2 \\le \\sigma_0 + \\sigma\\|\\nabla f\\|^2,\\quad "
              "\\sigma_0 = \\mathbb{E}\\|g_i\\|^2 + b^\\top(\\sigma\\bar H^2 - \\mathbb{E}H^2)^{-1}b",
    .premises = NB_PREMISES(
        { "f is a mean of quadratics",           finite_sum },
        { "f is m-strongly convex and L-smooth", nb_strongly_convex }),
    .parts = NB_PARTS(
        { .name = "everywhere", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = everywhere, .because = "sigma0 + sigma |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "case A, sigma = 2", WITH(NB_CASE_A), NB_TIMES(1), NB_SMOKE },
              { "case A, sigma = 4", WITH(CASE_A_4),  NB_TIMES(1), NB_SMOKE },
              { "case B, sigma = 4", WITH(NB_CASE_B), NB_TIMES(1), NB_SMOKE }) },
        { .name = "attained at D*", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = attained, .because = "sigma0 + sigma |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "case A, sigma = 2", WITH(NB_CASE_A), NB_TIMES(1), NB_SMOKE },
              { "case A, sigma = 4", WITH(CASE_A_4),  NB_TIMES(1), NB_SMOKE },
              { "case B, sigma = 4", WITH(NB_CASE_B), NB_TIMES(1), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-cross-term", .label = "sigma0 = E |g_i|^2", .breaks = "b'(sigma Hb^2 - E H^2)^-1 b",
          .part = 1,
          .target = { .account = without_cross },
          .on = NB_INSTANCES_OF({ "case A, sigma = 2", WITH(NB_CASE_A), NB_TIMES(1), NB_SMOKE }) },
        { .slug = "one-percent", .label = "0.99 sigma0", .breaks = "the least", .part = 1,
          .target = { .account = percent } }),
};
