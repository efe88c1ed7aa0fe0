// SPDX-License-Identifier: GPL-3.0-or-later
/* The time to a small gradient does not depend on the dimension.
 *
 * T_eps = eps^-2 (L / omega) (f(x_0) - f*) knows d only through f(x_0). For f(x) = F(|x|) descent stays on the ray of
 * x_0 and |x_t| follows the scalar recursion r+ = r - a F'(r), the same for every d as long as |x_0| is. Keeping each
 * coordinate at 1 instead lets |x_0| = sqrt d grow, and T with it.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"

enum { BUMP, HUBER };                               // 1 - exp(-|x|^2 / 2); |x|^2 / 2 up to |x| = 1, straight beyond
enum { FORM, DIM, EACH, NUMBERS };                  // of an arm; EACH: 1 for each x_0k, else |x_0| = 2
enum { MOST = 1000, STEPS_MOST = 100000 };
static const double step = 0.5, eps = 1e-3;

/* F'(r) / r. */
static double pull(double form, double square)
{
    return form == BUMP ? nb_exp(-square / 2) : square <= 1 ? 1 : 1 / sqrt(square);
}

static double squared(const double *x, size_t d)
{
    double s = 0;
    for (size_t k = 0; k < d; k++)
        s += x[k] * x[k];
    return s;
}

static uint64_t time_of(const double *n)
{
    const size_t d = (size_t)n[DIM];
    double x[MOST], s = 0;
    uint64_t t = 0;
    for (size_t k = 0; k < d; k++)
        x[k] = n[EACH] != 0 ? 1 : 2 / sqrt(n[DIM]);
    for (s = squared(x, d); t < STEPS_MOST && pull(n[FORM], s) * sqrt(s) > eps; t++, s = squared(x, d)) {
        const double keep = 1 - step * pull(n[FORM], s);
        for (size_t k = 0; k < d; k++)
            x[k] *= keep;
    }
    return t;
}

/* The time in each dimension against that in the first. */
static nb_status same_time(const nb_trial *t, nb_ledger *l)
{
    const double first = (double)time_of(t->setup[0].arm->numbers);
    for (size_t i = 1; i < t->instance->arms.count; i++) {
        const double *n = t->setup[i].arm->numbers;
        char label[48];
        snprintf(label, sizeof label, "T for d = %g", n[DIM]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = (double)time_of(n), .rhs = first }));
    }
    return NB_OK;
}

static nb_status one_more(const nb_trial *t, nb_ledger *l)
{
    const double *n = t->setup[1].arm->numbers;
    return nb_enter(l, (nb_pair){ "T for d = 10", .lhs = (double)time_of(n),
                                  .rhs = 1 + (double)time_of(t->setup[0].arm->numbers) });
}

static bool same_start(const nb_setup *s)
{
    return s->arm->numbers[EACH] == 0;
}

#define ARM(form, d, each) { .numbers = (const double[NUMBERS]){ [FORM] = form, [DIM] = d, [EACH] = each } }
#define DIMENSIONS(form, each) .arms = NB_ARMS(ARM(form, 2, each), ARM(form, 10, each), ARM(form, 1000, each))

const nb_claim nb_claim_saddle_avoidance_dimension_free = {
    .id     = "saddle_avoidance/dimension-free",
    .title  = "A small gradient is found as fast in many dimensions",
    .source = { NB_GOLIKOV, "Convergence time guarantees for randomly initialized GD?", "" },
    .text   = "T_eps depends on eps, L, a and f(x_0) - f*, not on d: with |x_0| = 2 and f a function of |x|, T is the "
              "same for every d",
    .latex  = "T_\\epsilon\\propto\\epsilon^{-2}L\\,(f(x_0)-f^\\star),\\ \\text{independent of }d",
    .premises = NB_PREMISES({ "|x_0|, and with it f(x_0) - f*, is the same for every d", same_start }),
    .parts = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = same_time, .because = "T in the plane" },
          .instances = NB_INSTANCES_OF(
              { "1 - exp(-|x|^2 / 2), |x_0| = 2, a = 1/2, eps = 1e-3", DIMENSIONS(BUMP, 0) },
              { "Huber's function of |x|, |x_0| = 2, a = 1/2, eps = 1e-3", DIMENSIONS(HUBER, 0) }) }),
    .controls = NB_CONTROLS(
        { .slug = "each-coordinate", .label = "each coordinate at 1: |x_0| = sqrt d", .breaks = "f(x_0) - f*",
          .premise = same_start,
          .on = NB_INSTANCES_OF({ "1 - exp(-|x|^2 / 2), x_0k = 1", DIMENSIONS(BUMP, 1) }) },
        { .slug = "one-more", .label = "one step more in ten dimensions", .breaks = "independent of d",
          .target = { .account = one_more } }),
};
