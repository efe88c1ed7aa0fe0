// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent is sigma0 = 0, sigma = 1; not sigma0 = sigma = 0.
 *
 * An exact gradient has E |g|^2 = |grad f|^2, so the pair (0, 1) holds with equality. A pair (0, sigma) with sigma < 1
 * fails wherever grad f is not 0. With (0, 1) Theorem 7 is gradient descent's own rate,
 *
 *     f(x_t) - f*  <=  (1 - a m)^t (f(x_0) - f*)     for a <= 1/L.
 */
#include "experiments/noise_ball/cases.h"

static nb_status second_moment(const nb_trial *t, nb_ledger *l, double sigma)
{
    const nb_setup *s = &t->setup[0];
    const double *D = s->arm->start.point;                  // x* = 0
    const nb_gradients g = nb_gradients_at(s, D);
    return nb_enter(l, (nb_pair){ "E |g|^2 at the start", .lhs = g.square, .rhs = sigma * g.slope });
}

static nb_status with_one (const nb_trial *t, nb_ledger *l) { return second_moment(t, l, 1); }
static nb_status with_less(const nb_trial *t, nb_ledger *l) { return second_moment(t, l, 0.9); }
static nb_status with_zero(const nb_trial *t, nb_ledger *l) { return second_moment(t, l, 0); }

static double bound(const nb_setup *s, uint64_t t)
{
    return nb_power(1 - s->arm->step.a * s->k.m, t) * s->gap0;
}

static nb_status rate(const nb_trial *t, nb_ledger *l)
{
    return nb_enter_gaps(t, l, bound);
}

static bool exact_gradient(const nb_setup *s)
{
    return s->problem.run && !s->problem.noisy && (s->problem.terms <= 1 || s->arm->sampling.scheme == NB_FULL_BATCH);
}

static bool unbounded_gradient(const nb_setup *s)
{
    return s->k.m > 0;
}

static bool at_most_1_over_L(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * s->k.L <= 1;
}

#define SCALAR(size)   NB_ARMS(NB_SGD(size, nb_at_two, NB_SCALAR_NOISE(0)))
#define PLANE          { .type = &nb_quadratic, .dim = 2, .data = (const double[]){ 1, 4 } }
#define IN_PLANE(size) NB_ARMS(NB_SGD(size, nb_case_a_start, PLANE))
#define TIMES          NB_TIMES(1, 2, 10, 40)

const nb_claim nb_claim_noise_ball_sigma_zero = {
    .id     = "noise_ball/sigma-zero",
    .title  = "Gradient descent is sigma0 = 0 and sigma = 1",
    .source = { NB_CHAUDHARI, "2, after Theorem 7", "" },
    .text   = "without noise E |g|^2 = sigma0 + sigma |grad f|^2 with sigma0 = 0, sigma = 1, and Theorem 7 is "
              "gradient descent's rate",
    .latex  = "\\sigma_0=0,\\ \\sigma=1:\\quad \\|g\\|^2=\\|\\nabla f\\|^2,\\quad "
              "f(x_t)-f^\\star\\le(1-\\alpha m)^t(f(x_0)-f^\\star)",
    .premises = NB_PREMISES(
        { "the gradient is exact",   exact_gradient },
        { "|grad f| is unbounded",   unbounded_gradient },
        { "0 < a <= 1/L",            at_most_1_over_L }),
    .parts = NB_PARTS(
        { .name = "the pair (0, 1)", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = with_one, .because = "sigma0 + sigma |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "f = x^2 / 2 at 2",        SCALAR(0.2),   TIMES, NB_SMOKE },
              { "h = (1, 4) at (3, -2)",   IN_PLANE(0.2), TIMES, NB_SMOKE }) },
        { .name = "gradient descent's rate", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = rate, .because = "Theorem 7 with sigma0 = 0, sigma = 1" },
          .instances = NB_INSTANCES_OF(
              { "f = x^2 / 2 from 2, a = 0.2",        SCALAR(0.2),    TIMES, NB_SMOKE },
              { "h = (1, 4) from (3, -2), a = 1 / L", IN_PLANE(0.25), TIMES, NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "sigma-09", .label = "sigma = 0.9", .breaks = "sigma = 1", .target = { .account = with_less } }),
    .errata = NB_ERRATA({ "C-9", NB_FALSE_AS_PRINTED,
        "If sigma, sigma0 = 0, we get the same result as that of gradient descent",
        "\\sigma,\\sigma_0 = 0:\\quad \\mathbb{E}\\|g\\|^2 \\le 0",
        { .slug = "printed", .label = "the pair (0, 0), as printed", .breaks = "sigma",
          .reason = "sigma = 0 would make every gradient 0; no noise is sigma0 = 0 and sigma = 1",
          .target = { .account = with_zero } } }),
};
