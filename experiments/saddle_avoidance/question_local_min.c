// SPDX-License-Identifier: GPL-3.0-or-later
/* "Does the theorem guarantee that GD converges to a local minimum?" Not by itself.
 *
 * It says P(lim x_t = x*) = 0 for each strict saddle x*. A union of countably many null sets is null; for a continuum
 * of saddles, as on a circle, a covering argument is needed, after which all walks do end at minima. And it presumes
 * that the limit exists: on f = log(1 + exp(-x)) x_t grows for ever. With z = e^x, x+ = x + a / (1 + z) makes z+ = z
 * exp(a / (1 + z)) = z + a + O(1 / z), so that e^{x_t} / (a t) -> 1: x_t ~ log(a t), and x_{2t} - x_t -> log 2.
 */
#include "experiments/saddle_avoidance/cases.h"

static void settled(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++) {
        const double x = nb_flock_get(f, l, 0), y = nb_flock_get(f, l, 1), z = nb_flock_get(f, l, 2);
        out[l] = fabs(x * x + y * y - 1) < 1e-3 && fabs(fabs(z) - 1) < 1e-3;
    }
}
static const nb_observable at_a_minimum = { "at a minimum", "[x_T\\ \\text{at a minimum}]", .run = settled };

static double always(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1; }

static double run_to(double a, uint64_t t)
{
    double x = 0;
    for (uint64_t k = 0; k < t; k++)
        x += a / (1 + nb_exp(x));
    return x;
}

static nb_status enter_growth(const nb_trial *t, nb_ledger *l, double log_of)
{
    const double a = t->setup[0].arm->step.a;
    const uint64_t T = t->instance->at.item[0];
    return nb_enter(l, (nb_pair){ "x_{2t} - x_t", .lhs = run_to(a, 2 * T) - run_to(a, T), .rhs = log_of,
                                  .within = 0.002 });
}
static nb_status by_log_two(const nb_trial *t, nb_ledger *l) { return enter_growth(t, l, 0.6931471805599453); }
static nb_status converges (const nb_trial *t, nb_ledger *l) { return enter_growth(t, l, 0); }

static const double in_the_plane[] = { 1, 1, 0 };
#define CIRCLE(factors) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, .problem = NB_CIRCLE, \
    NB_SMOOTH_UP_TO(1, 5), .start = { .spread = 1, .law = NB_BOX_START, .scale = factors } })

/* For the function without a minimum: L = 1/4, a from x_0 = 0. */
static bool dense(const nb_setup *s) { return !s->problem.type || nb_continuous_start(s); }
static bool short_steps(const nb_setup *s)
{
    return s->problem.type ? nb_smooth_there(s) && nb_below_one_over_L(s) : s->arm->step.a / 4 < 1;
}

const nb_claim nb_claim_saddle_avoidance_question_local_min = {
    .id     = "saddle_avoidance/question-local-min",
    .title  = "From no saddle to some minimum takes more",
    .source = { NB_GOLIKOV, "Question", "Panageas and Piliouras (2017)" },
    .text   = "with a circle of strict saddles and no other ones almost every start ends at a minimum; on log(1 + "
              "exp(-x)) x_t ~ log(a t) has no limit, and the theorem says nothing",
    .latex  = "\\mathbb{P}(x_t\\to\\text{a minimum})=1;\\qquad f=\\log(1+e^{-x}):\\ x_{2t}-x_t\\to\\log2",
    .premises = NB_PREMISES(
        { "a < 1 / L where walks are", short_steps },
        { "x_0 has a density",         dense }),
    .parts = NB_PARTS(
        { .name = "a circle of saddles", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST,
          .watch = NB_WATCH(&at_a_minimum), .margin = 2e-3, .target = { .formula = always, .because = "1" },
          .instances = NB_INSTANCES_OF(
              { "x^2 + y^2 = 1, z = 0, uniform in [-1, 1]^3, a = 0.1", CIRCLE(NULL), NB_TIMES(1000), NB_CI }) },
        { .name = "no limit", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = by_log_two, .because = "log 2" },
          .instances = NB_INSTANCES_OF(
              { "log(1 + exp(-x)) from 0, a = 1", NB_ARMS({ .step = { nb_constant, .a = 1 } }), NB_TIMES(20000),
                NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "null-start", .label = "start in z = 0", .breaks = "almost every start", .premise = dense,
          .on = NB_INSTANCES_OF({ "x_0, y_0 uniform in [-1, 1], z_0 = 0", CIRCLE(in_the_plane), NB_TIMES(1000),
                                  NB_CI }) },
        { .slug = "limit", .label = "x_t converges", .breaks = "no limit", .part = 1,
          .target = { .account = converges } }),
};
