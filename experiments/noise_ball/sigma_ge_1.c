// SPDX-License-Identifier: GPL-3.0-or-later
/* No sigma below 1 will do, where the gradient is unbounded.
 *
 * Jensen: E |g|^2 >= |E g|^2 = |grad f|^2. So E |g|^2 <= sigma0 + sigma |grad f|^2 with sigma < 1 gives |grad f|^2 <=
 * sigma0 / (1 - sigma), a bound on grad f: impossible where sup |grad f| = inf. Where grad f is bounded any sigma may
 * do: the logistic losses log(1 + exp(-y_i x)), y = (1, 1, -1), have E g^2 <= 2/3, and sigma = 0, sigma0 = 1 holds. The
 * source states sigma >= 1 for all f, and names the inequality of the means, which is not what gives it.
 */
#include "experiments/noise_ball/cases.h"

enum { POINTS = 10000 };
enum { SIGMA0, SIGMA };                 // numbers of an arm: the pair tried

static void jensen_sides(const nb_setup *s, const double *D, long double *lhs, long double *rhs)
{
    const nb_gradients g = nb_gradients_at(s, D);
    *lhs = g.square;
    *rhs = g.slope;
}

static nb_status jensen(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_worst(t, l, "E |g|^2, nearest of 10000 points to |grad f|^2", NB_AT_LEAST, POINTS, jensen_sides);
}

/* E g^2 and (grad f)^2 of the logistic losses: g_i = -y_i / (1 + exp(y_i x)). */
static nb_gradients logistic(double x)
{
    const long double p = 1 / (1 + (long double)nb_exp(x)), q = 1 / (1 + (long double)nb_exp(-x));
    return (nb_gradients){ .square = (2 * p * p + q * q) / 3, .slope = (q - 2 * p) * (q - 2 * p) / 9 };
}

/* The pair fails where E |g|^2 - sigma |grad f|^2 exceeds sigma0. Its largest value on the first axis, out to 10^6. */
static nb_status exceeds(const nb_trial *t, nb_ledger *l, double sigma)
{
    const nb_setup *s = &t->setup[0];
    long double most = -INFINITY;
    for (int i = -6000; i <= 6000; i++) {
        double D[NB_MOST_DIM] = { 0 };
        D[0] = (i < 0 ? -1 : 1) * nb_exp(abs(i) * (nb_log(1e6) / 6000));
        const nb_gradients g = s->problem.run->term ? nb_gradients_at(s, D) : logistic(D[0]);
        most = fmaxl(most, g.square - sigma * g.slope);
    }
    return nb_enter(l, (nb_pair){ "largest E |g|^2 - sigma |grad f|^2", .lhs = most, .rhs = s->arm->numbers[SIGMA0] });
}

static nb_status no_pair(const nb_trial *t, nb_ledger *l)
{
    return exceeds(t, l, t->setup[0].arm->numbers[SIGMA]);
}

static nb_status nor_with_one(const nb_trial *t, nb_ledger *l)
{
    return exceeds(t, l, 1);
}

static bool unbounded_gradient(const nb_setup *s)
{
    return s->k.m > 0;
}

#define TRY(sigma0, sigma, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, \
    .numbers = (const double[]){ sigma0, sigma }, .problem = __VA_ARGS__ })
static const double signs[] = { 1, 1,  1, 1,  1, -1 };                  // rows (a_i, y_i)
#define LOSSES TRY(1, 0, { .type = &nb_logistic, .dim = 1, .terms = 3, .data = signs })

const nb_claim nb_claim_noise_ball_sigma_ge_1 = {
    .id     = "noise_ball/sigma-ge-1",
    .title  = "sigma >= 1 where the gradient is unbounded",
    .source = { NB_CHAUDHARI, "2, Remark 10", "" },
    .text   = "E |g|^2 >= |grad f|^2; if |grad f| is unbounded, E |g|^2 <= sigma0 + sigma |grad f|^2 everywhere "
              "implies sigma >= 1",
    .latex  = "\\mathbb{E}\\|g\\|^2 \\ge \\|\\nabla f\\|^2,\\qquad \\sup\\|\\nabla f\\| = \\infty \\;\\Rightarrow\\; "
              "\\sigma \\ge 1",
    .premises = NB_PREMISES(
        { "E g = grad f: every step draws a fresh batch", nb_fresh_batches },
        { "|grad f| is unbounded",                        unbounded_gradient }),
    .parts = NB_PARTS(
        { .name = "Jensen", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = jensen, .because = "|grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "case A", TRY(1, 0, NB_CASE_A), NB_TIMES(1), NB_SMOKE },
              { "case B", TRY(1, 0, NB_CASE_B), NB_TIMES(1), NB_SMOKE }) },
        { .name = "no pair with sigma < 1", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = no_pair, .because = "sigma0" },
          .instances = NB_INSTANCES_OF(
              { "case A, sigma0 = 1, sigma = 0",      TRY(1, 0, NB_CASE_A),      NB_TIMES(1), NB_SMOKE },
              { "case A, sigma0 = 1e6, sigma = 0.99", TRY(1e6, 0.99, NB_CASE_A), NB_TIMES(1), NB_SMOKE },
              { "f = x^2 / 2 without noise, sigma0 = 1e6, sigma = 0.99",
                TRY(1e6, 0.99, NB_SCALAR_NOISE(0)), NB_TIMES(1), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "exact-pair", .label = "sigma = 1 fails as well", .breaks = "sigma < 1", .part = 1,
          .target = { .account = nor_with_one },
          .on = NB_INSTANCES_OF(
              { "f = x^2 / 2 without noise, sigma0 = 1", TRY(1, 0, NB_SCALAR_NOISE(0)), NB_TIMES(1), NB_SMOKE }) }),
    .errata = NB_ERRATA({ "C-15", NB_FALSE_AS_PRINTED,
        "First show using the arithmetic-mean greater than or equal to geometric-mean inequality that sigma >= 1",
        "\\sigma \\ge 1",
        { .slug = "printed", .label = "sigma >= 1 for the logistic losses too", .breaks = "|grad f| is unbounded",
          .reason = "it takes an unbounded gradient: where grad f is bounded, as for logistic losses, any sigma may "
                    "do",
          .part = 1, .premise = unbounded_gradient,
          .on = NB_INSTANCES_OF(
              { "log(1 + exp(-y x)), y = (1, 1, -1); sigma0 = 1, sigma = 0", LOSSES, NB_TIMES(1), NB_SMOKE }) } }),
};
