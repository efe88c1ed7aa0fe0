// SPDX-License-Identifier: GPL-3.0-or-later
/* SGD with steps 1/t on (x - y)^2 / 2 is the running mean of the y.
 *
 * x_t = x_{t-1} - (x_{t-1} - y_t) / t, hence t x_t = (t - 1) x_{t-1} + y_t and, whatever x_0,
 *
 *     x_T = (y_1 + ... + y_T) / T,     E x_T = E y,     Var x_T = s^2 / T.
 *
 * Here y = -xi, xi the noise of the gradient, with E y = 0 = x*. With steps (t + 1)^-2, whose sum is finite, the
 * start is never forgotten: it keeps the factor prod (1 - (t + 1)^-2) = (T + 2) / (2 (T + 1)) -> 1/2.
 */
#include <stdio.h>

#include "experiments/robbins_monro/cases.h"

enum { LAST = 1000 };

/* x_T of one walk. */
typedef struct { uint64_t at; long double x; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    (void)dim;
    v->x = x[0];
    return t < v->at;
}

/* The noise of the gradient by its name: number t of the replicate's. */
static nb_status running_mean(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t T = t->instance->at.item[k];
        seen v = { .at = T };
        long double sum = 0, size = fabsl((long double)s->arm->start.point[0]);
        char label[32];
        NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
        for (uint64_t i = 0; i < T; i++) {
            const double y = -s->problem.noise * nb_normal(t->stream, NB_NOISE, 0, i);
            sum += y;
            size += fabs(y);
        }
        snprintf(label, sizeof label, "x_T, T = %llu", (unsigned long long)T);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = v.x, .rhs = sum / (long double)T, .scale = size / (long double)T,
                                      .roundings = 64 * (unsigned)T }));
    }
    return NB_OK;
}

static double over_t(const nb_setup *s, uint64_t t)
{
    return s->k.sigma0 / (double)t;
}

static double over_t_squared(const nb_setup *s, uint64_t t)
{
    return over_t(s, t) / (double)t;
}

static double expectation(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->problem.x_star[0];
}

static bool one_over_t(const nb_setup *s)
{
    return nb_harmonic_steps(s) && s->arm->step.a == 1 && s->arm->step.b == 1;
}

#define MEAN(noise_sd, from) \
    NB_ARMS({ .method = &nb_sgd, .step = { nb_harmonic, 1, 1 }, .start = { .point = from }, \
              .problem = NB_NOISY_PARABOLA(noise_sd) })
static const double from_below[] = { -3 };

const nb_claim nb_claim_robbins_monro_mean_estimation = {
    .id     = "robbins_monro/mean-estimation",
    .title  = "SGD with steps 1/t is the running mean",
    .source = { NB_MCALLESTER, "Bias Correction of Running Averages",
                NB_CHAUDHARI ", decay of the step; Robbins and Monro (1951)" },
    .text   = "f = E (x - y)^2 / 2 and a_t = 1/t give x_T = mean(y_1 .. y_T) from any x_0: E x_T = E y, "
              "Var x_T = s^2/T",
    .latex  = "a_t = 1/t:\\quad x_T = \\tfrac1T\\sum_{t\\le T} y_t,\\quad \\mathbb{E}x_T = \\mathbb{E}y,\\quad "
              "\\mathrm{Var}\\,x_T = s^2/T",
    .premises = NB_PREMISES(
        { "f = E (x - y)^2 / 2, y normal", nb_unit_parabola },
        { "steps 1/t, t = 1, 2, ...",      one_over_t }),
    .parts = NB_PARTS(
        { .name = "running mean", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = running_mean, .because = "mean of the y" },
          .instances = NB_INSTANCES_OF(
              { "s = 1, x_0 = 10", MEAN(1, nb_from_ten), NB_TIMES(1, 2, 10, 100, LAST), NB_SMOKE },
              { "s = 2, x_0 = -3", MEAN(2, from_below),  NB_TIMES(1, 2, 10, 100, LAST), NB_SMOKE }) },
        { .name = "variance", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = over_t, .because = "s^2 / T" }, .given = NB_SQUARE_OF_NORMAL,
          .instances = NB_INSTANCES_OF({ "s = 1, x_0 = 10", MEAN(1, nb_from_ten), NB_TIMES(10, 100, LAST), NB_CI }) },
        { .name = "the start is forgotten", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_first),
          .margin = 0.02,
          .target = { .formula = expectation, .because = "E y" },
          .given = { .kind = NB_VARIANCE, .formula = nb_variance_of_parabola, .because = "Var x_t by its recursion" },
          .instances = NB_INSTANCES_OF({ "s = 1, x_0 = 10", MEAN(1, nb_from_ten), NB_TIMES(10, 100, LAST), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "summable-steps", .label = "steps (t + 1)^-2: half of the start remains, a bias of 5",
          .breaks = "steps 1/t", .part = 2, .premise = one_over_t,
          .on = NB_INSTANCES_OF({ "steps (t + 1)^-2, x_0 = 10", NB_ONE_OVER_T2(nb_from_ten, 0), NB_TIMES(10, 100, LAST),
                                  NB_CI }) },
        { .slug = "constant-step", .label = "step 0.1: Var x_T stays at 0.0526", .breaks = "steps 1/t", .part = 1,
          .premise = one_over_t,
          .on = NB_INSTANCES_OF({ "a = 0.1, x_0 = 10", NB_TENTH(nb_from_ten, 0), NB_TIMES(LAST), NB_CI }) },
        { .slug = "faster", .label = "Var x_T = s^2 / T^2", .breaks = "s^2/T", .part = 1,
          .target = { .formula = over_t_squared } }),
};
