// SPDX-License-Identifier: GPL-3.0-or-later
/* Steps that vanish but sum to infinity bring SGD to x*.
 *
 * On f = x^2 / 2 with noise N(0, 1) and x_0 ~ N(0, 4), V_t = E x_t^2 obeys V+ = (1 - a)^2 V + a^2. With a_t = 1/(t + 1)
 * x_t is the mean of the noise and the start, V_t = (t + 4) / (t + 1)^2 -> 0 like 1/t.
 *
 * Robbins and Monro ask for sum a_t = inf and sum a_t^2 < inf. In mean square sum a_t = inf and a_t -> 0 suffice (see
 * robbins_monro/classical-theorem), and V_t follows a_t / 2: like t^-1/2 with a_t = 1/(2 sqrt t), like 1/(4 log t) with
 * a_t = 1/(2 log(t + 1)). Without a_t -> 0, as with a = 0.1, V stays at a / (2 - a); without sum a_t = inf, as with
 * (t + 1)^-2, the start is never forgotten.
 */
#include <stdio.h>

#include "experiments/robbins_monro/cases.h"

static nb_status closed_form(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double spread = s->arm->start.spread;
    for (size_t k = 0; k < t->times; k++) {
        const uint64_t at = t->instance->at.item[k];
        const double n = (double)at;
        char label[32];
        snprintf(label, sizeof label, "E x_t^2, t = %llu", (unsigned long long)at);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_exact_distance(s, at),
                                      .rhs = (n * s->k.sigma0 + spread * spread) / ((n + 1) * (n + 1)),
                                      .roundings = 32 * (unsigned)(at + 1) }));
    }
    return NB_OK;
}

/* d log V / d log t, that of a_t. */
static double rate(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->arm->step.at == nb_inverse_root ? -0.5 : -1;
}

static const double rate_of_squares[] = { -2 };             // that of a_t^2

#define DECADES        NB_TIMES(100, 1000, 10000)
#define FROM_AROUND(S) S(NULL, 2)               // x_0 ~ N(0, 4)

const nb_claim nb_claim_robbins_monro_rm_conditions = {
    .id     = "robbins_monro/rm-conditions",
    .title  = "Steps of infinite sum and finite sum of squares converge",
    .source = { NB_CHAUDHARI, "after Theorem 7",
                NB_GISELSSON ", SGD step-sizes; Robbins and Monro (1951); " NB_BCN ", (4.19)" },
    .text   = "sum a_t = inf and sum a_t^2 < inf imply x_t -> x*; here E x_t^2 = (t + 4)/(t + 1)^2 for a_t = "
              "1/(t + 1). In mean square sum a_t = inf and a_t -> 0 suffice: E x_t^2 follows a_t / 2",
    .latex  = "\\sum_t a_t=\\infty,\\ \\sum_t a_t^2<\\infty \\;\\Rightarrow\\; x_t\\to x^\\star;\\quad "
              "a_t=\\tfrac1{t+1}:\\ "
              "\\mathbb{E}x_t^2=\\tfrac{t+4}{(t+1)^2}",
    .premises = NB_PREMISES(
        { "f = x^2 / 2 with additive Gaussian noise",         nb_unit_parabola },
        { "a_t -> 0, as sum a_t^2 < inf requires",            nb_vanishing_steps },
        { "sum a_t = inf",                                    nb_endless_steps }),
    .parts = NB_PARTS(
        { .name = "exact recursion", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = closed_form, .because = "closed form" },
          .instances = NB_INSTANCES_OF({ "a_t = 1/(t + 1)", FROM_AROUND(NB_ONE_OVER_T),
                                         NB_TIMES(1, 10, 100, 1000, 10000, 100000),
                                         NB_SMOKE }) },
        { .name = "simulated", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = nb_exact_distance, .because = "exact recursion" }, .given = NB_SQUARE_OF_NORMAL,
          .instances = NB_INSTANCES_OF(
              { "a_t = 1/(t + 1)",          FROM_AROUND(NB_ONE_OVER_T), NB_TIMES(100, 1000), NB_CI },
              { "a_t = 1/(2 sqrt t)",       FROM_AROUND(NB_ROOT),       NB_TIMES(100, 1000), NB_CI },
              { "a_t = 1/(2 log(t + 1))",   FROM_AROUND(NB_OVER_LOG),   NB_TIMES(100, 1000), NB_CI },
              { "a_t = 1/(t + 1), t = 1e5", FROM_AROUND(NB_ONE_OVER_T), NB_TIMES(100000),    NB_FULL }) },
        { .name = "rate", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance), .margin = 0.05,
          .target = { .formula = rate, .because = "the rate of a_t" }, .given = NB_SQUARE_OF_NORMAL,
          .weights = { .on = NB_LOG_TIME },
          .instances = NB_INSTANCES_OF(
              { "a_t = 1/(t + 1)",               FROM_AROUND(NB_ONE_OVER_T), DECADES, NB_CI },
              { "a_t = 1/(2 sqrt t)",            FROM_AROUND(NB_ROOT),       DECADES, NB_CI },
              { "a_t = 1/(t + 1), to t = 1e5",   FROM_AROUND(NB_ONE_OVER_T), NB_TIMES(1000, 10000, 100000),
                NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "constant-step", .label = "step 0.1, where E x_t^2 stays at 0.0526", .breaks = "sum a_t^2 < inf",
          .part = 2,
          .premise = nb_vanishing_steps,
          .on = NB_INSTANCES_OF({ "a = 0.1", FROM_AROUND(NB_TENTH), NB_TIMES(100, 1000), NB_CI }) },
        { .slug = "summable-steps", .label = "steps (t + 1)^-2, where E x_t^2 stays above 1", .breaks = "sum a_t = inf",
          .part = 2, .premise = nb_endless_steps,
          .on = NB_INSTANCES_OF({ "a_t = (t + 1)^-2", FROM_AROUND(NB_ONE_OVER_T2), NB_TIMES(100, 1000), NB_CI }) },
        { .slug = "rate-of-squares", .label = "the rate of a_t^2", .breaks = "follows a_t / 2", .part = 2,
          .target = { .numbers = rate_of_squares },
          .on = NB_INSTANCES_OF({ "a_t = 1/(t + 1)", FROM_AROUND(NB_ONE_OVER_T), NB_TIMES(100, 1000), NB_CI }) }),
};
