// SPDX-License-Identifier: GPL-3.0-or-later
/* Batches shrink the noise, not the gradient: sigma0 and sigma - 1 fall by the batch size, sigma does not.
 *
 * With K terms drawn with replacement Cov g_B = Cov g / K, and E |g_B|^2 = tr Cov g_B + |grad f|^2. So from E |g|^2 <=
 * sigma0 + sigma |grad f|^2, that is tr Cov g <= sigma0 + (sigma - 1) |grad f|^2,
 *
 *     E |g_B|^2  <=  sigma0 / K + (1 + (sigma - 1) / K) |grad f|^2.
 *
 * The source divides both constants by K, which for K > sigma would have E |g_B|^2 < |grad f|^2 far out. Far out along
 * Hb^-1 v, v the top eigenvector of Hb^-1 E[H^2] Hb^-1 with eigenvalue sigma_min, the ratio is 1 + (sigma_min - 1) / K.
 */
#include <assert.h>

#include "experiments/noise_ball/cases.h"
#include "lib/linear.h"

enum { POINTS = 1000 };

static size_t batch(const nb_setup *s)
{
    return s->arm->sampling.batch ? s->arm->sampling.batch : 1;
}

/* E |g_B|^2 at D by definition: the mean over all N^K sequences of K draws. */
static long double square_of_batch(const nb_setup *s, const double *D)
{
    enum { MOST_TERMS = 8, MOST_DRAWS = 4 };
    const nb_problem *p = &s->problem;
    const size_t d = p->dim, N = p->terms, K = batch(s);
    assert(N <= MOST_TERMS && K <= MOST_DRAWS);
    long double u[MOST_TERMS][NB_MOST_DIM] = { { 0 } }, sum = 0, sequences = 0;
    for (size_t i = 0; i < N; i++) {
        double H[NB_MOST_DIM * NB_MOST_DIM], g[NB_MOST_DIM];
        p->run->term(p, i, H, g);
        for (size_t j = 0; j < d; j++) {
            u[i][j] = g[j];
            for (size_t k = 0; k < d; k++)
                u[i][j] += (long double)H[j * d + k] * D[k];
        }
    }
    size_t draw[MOST_DRAWS] = { 0 };
    for (size_t next = 0; next < K; sequences++) {
        for (size_t j = 0; j < d; j++) {
            long double mean = 0;
            for (size_t k = 0; k < K; k++)
                mean += u[draw[k]][j] / (long double)K;
            sum += mean * mean;
        }
        for (next = 0; next < K && ++draw[next] == N; next++)
            draw[next] = 0;
    }
    return sum / sequences;
}

static void scaled(const nb_setup *s, const double *D, long double sigma0, long double sigma, long double *lhs,
                   long double *rhs)
{
    *lhs = square_of_batch(s, D);
    *rhs = sigma0 + sigma * nb_gradients_at(s, D).slope;
}

static void corrected(const nb_setup *s, const double *D, long double *lhs, long double *rhs)
{
    const long double K = (long double)batch(s);
    scaled(s, D, s->k.sigma0 / K, 1 + (s->k.sigma - 1) / K, lhs, rhs);
}

static void printed(const nb_setup *s, const double *D, long double *lhs, long double *rhs)
{
    const long double K = (long double)batch(s);
    scaled(s, D, s->k.sigma0 / K, s->k.sigma / K, lhs, rhs);
}

static void squared(const nb_setup *s, const double *D, long double *lhs, long double *rhs)
{
    const long double K = (long double)batch(s);
    scaled(s, D, s->k.sigma0 / (K * K), 1 + (s->k.sigma - 1) / K, lhs, rhs);
}

/* sigma_min, the top eigenvalue of Hb^-1 E[H^2] Hb^-1, with unit eigenvector v; and D = Hb^-1 v, so that |Hb D| = 1. */
static nb_status steepest(const nb_setup *s, double *D, double *sigma_min)
{
    enum { MOST = NB_MOST_DIM * NB_MOST_DIM };
    const nb_problem *p = &s->problem;
    const size_t d = p->dim;
    double Hb[MOST] = { 0 }, Q[MOST] = { 0 }, half[MOST], R[MOST], value[NB_MOST_DIM], vector[MOST];
    for (size_t i = 0; i < p->terms; i++) {
        double H[MOST], g[NB_MOST_DIM];
        p->run->term(p, i, H, g);
        for (size_t j = 0; j < d * d; j++) {
            Hb[j] += H[j] / (double)p->terms;
            for (size_t r = 0; r < d; r++)
                Q[j] += H[j / d * d + r] * H[r * d + j % d] / (double)p->terms;
        }
    }
    for (size_t j = 0; j < d; j++)                          // rows of half: Hb^-1 q_j, that is (Hb^-1 Q)'
        NB_TRY(nb_solve(d, Hb, Q + j * d, half + j * d, "Hb", NULL));
    for (size_t j = 0; j < d; j++) {
        double column[NB_MOST_DIM];
        for (size_t k = 0; k < d; k++)
            column[k] = half[k * d + j];
        NB_TRY(nb_solve(d, Hb, column, R + j * d, "Hb", NULL));
    }
    NB_TRY(nb_eigen(d, R, value, vector, NULL));
    *sigma_min = value[d - 1];
    return nb_solve(d, Hb, vector + (d - 1) * d, D, "Hb", NULL);
}

/* At the worst of many points, at the solution, and at r = 10^4 along the steepest direction. */
static nb_status everywhere(const nb_trial *t, nb_ledger *l, nb_sides *sides)
{
    const nb_setup *s = &t->setup[0];
    double D[NB_MOST_DIM] = { 0 }, sigma_min;
    nb_pair at_solution = { .label = "E |g_B|^2 at x*" },
        far = { .label = "E |g_B|^2 at 10^4 along the worst direction" };
    sides(s, D, &at_solution.lhs, &at_solution.rhs);
    NB_TRY(nb_enter(l, at_solution));
    NB_TRY(steepest(s, D, &sigma_min));
    for (size_t k = 0; k < s->problem.dim; k++)
        D[k] *= 1e4;
    sides(s, D, &far.lhs, &far.rhs);
    NB_TRY(nb_enter(l, far));
    return nb_enter_worst(t, l, "E |g_B|^2, worst of 1000 points", NB_AT_MOST, POINTS, sides);
}

static nb_status as_corrected(const nb_trial *t, nb_ledger *l) { return everywhere(t, l, corrected); }
static nb_status as_printed  (const nb_trial *t, nb_ledger *l) { return everywhere(t, l, printed); }
static nb_status as_squared  (const nb_trial *t, nb_ledger *l) { return everywhere(t, l, squared); }

/* The limit r -> inf, where the g_i no longer count: both signs of r cancel their first order, r^-2 is left. */
static nb_status least_sigma(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double r = 0x1p30;
    double D[NB_MOST_DIM] = { 0 }, minus[NB_MOST_DIM] = { 0 }, sigma_min;
    NB_TRY(steepest(s, D, &sigma_min));
    for (size_t k = 0; k < s->problem.dim; k++)
        minus[k] = -(D[k] *= r);
    const long double ratio = (square_of_batch(s, D) + square_of_batch(s, minus)) / (2 * nb_gradients_at(s, D).slope);
    return nb_enter(l, (nb_pair){ "E |g_B|^2 / |grad f|^2 far out", .lhs = ratio,
                                  .rhs = 1 + (sigma_min - 1.0L) / (long double)batch(s),
                                  .roundings = 512 });
}

/* Theorem 7 for batches. */
static double bound(const nb_setup *s, uint64_t t)
{
    const double a = s->arm->step.a, F = a * s->k.L * s->k.sigma0 / (2 * s->k.m * (double)batch(s));
    return F + nb_power(1 - a * s->k.m, t) * (s->gap0 - F);
}

static nb_status floor_of_batches(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_gaps(t, l, bound);
}

static bool with_replacement(const nb_setup *s)
{
    return s->arm && s->arm->sampling.scheme == NB_WITH_REPLACEMENT;
}

#define OF(K, from) NB_ARMS(NB_BATCHES(0.1, from, NB_WITH_REPLACEMENT, K, NB_CASE_A))
#define NEVER       NB_TIMES(1)

const nb_claim nb_claim_noise_ball_minibatch_sigma = {
    .id     = "noise_ball/minibatch-sigma",
    .title  = "How the second-moment constants scale with the batch",
    .source = { NB_CHAUDHARI, "2, Remark 9", "" },
    .text   = "E |g_B|^2 <= sigma0 / K + (1 + (sigma - 1) / K) |grad f|^2, and Theorem 7 holds with floor "
              "a L sigma0 / (2 m K)",
    .latex  = "\\mathbb{E}\\|g_B\\|^2 \\le \\frac{\\sigma_0}{K} "
              "+ \\left(1+\\frac{\\sigma-1}{K}\\right)\\|\\nabla f\\|^2",
    .premises = NB_PREMISES(
        { "E |g|^2 <= sigma0 + sigma |grad f|^2",       nb_bounded_second_moment },
        { "batches are drawn with replacement",         with_replacement },
        { "f is m-strongly convex and L-smooth",        nb_strongly_convex },
        { "the step is constant, 0 < a <= 1/(L sigma)", nb_short_step }),
    .parts = NB_PARTS(
        { .name = "constants of a batch", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = as_corrected, .because = "sigma0 / K + (1 + (sigma - 1) / K) |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "case A, K = 2", OF(2, NULL), NEVER, NB_SMOKE },
              { "case A, K = 4", OF(4, NULL), NEVER, NB_SMOKE }) },
        { .name = "the least sigma of a batch", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = least_sigma, .because = "1 + (sigma_min - 1) / K" },
          .instances = NB_INSTANCES_OF(
              { "case A, K = 1", OF(1, NULL), NEVER, NB_SMOKE },
              { "case A, K = 2", OF(2, NULL), NEVER, NB_SMOKE },
              { "case A, K = 4", OF(4, NULL), NEVER, NB_SMOKE }) },
        { .name = "Theorem 7 for batches", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = floor_of_batches, .because = "the theorem's bound" },
          .instances = NB_INSTANCES_OF(
              { "case A from x*, K = 2",      OF(2, NULL),            NB_TIMES(1, 2, 10, 100, 1000), NB_SMOKE },
              { "case A from (3, -2), K = 2", OF(2, nb_case_a_start), NB_TIMES(1, 2, 10, 100, 1000), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "sigma0-by-square", .label = "sigma0 / K^2", .breaks = "sigma0 / K",
          .target = { .account = as_squared } }),
    .errata = NB_ERRATA({ "C-13", NB_FALSE_AS_PRINTED,
        "The constants sigma and sigma0 therefore decrease by a factor of B as well",
        "\\mathbb{E}\\|g_B\\|^2 \\le \\frac{\\sigma_0}{B} + \\frac{\\sigma}{B}\\|\\nabla f\\|^2",
        { .slug = "printed", .label = "sigma / K, as printed", .breaks = "1 + (sigma - 1) / K",
          .reason = "only the variance shrinks: sigma_B = 1 + (sigma - 1)/B, which stays above 1",
          .target = { .account = as_printed } } }),
};
