// SPDX-License-Identifier: GPL-3.0-or-later
/* The noise floor of a parabola: SGD with a constant step a on f(x) = x^2 / 2 with unit noise, from the minimum.
 *
 * Statement. E f(x_t) <= a / (2 (2 - a)) for every t and every 0 < a < 2.
 *
 * Proof. x+ = (1 - a) x - a xi with E xi = 0, E xi^2 = 1, so V = E x^2 obeys V+ = (1 - a)^2 V + a^2. It starts at 0 and
 * grows to its fixed point a^2 / (1 - (1 - a)^2) = a / (2 - a). Half of that is the bound, approached as t grows.
 *
 * The rule of thumb a / 4, the bound's limit for small steps, is below it at every step size: a control.
 */
#include "experiments/claims.h"

static double step(const nb_setup *s) { return s->arm->step.a; }

static double bound        (const nb_setup *s, uint64_t t) { (void)t; return step(s) / (2 * (2 - step(s))); }
static double rule_of_thumb(const nb_setup *s, uint64_t t) { (void)t; return step(s) / 4; }

static bool stable(const nb_setup *s) { return nb_constant_step(s) && step(s) < 2; }

#define STEP(size) NB_ARMS({ .problem = { .type = &nb_quadratic, .dim = 1, .noise = 1 }, .method = &nb_sgd, \
                             .step = { nb_constant, .a = size } })

const nb_claim nb_claim_my_bounds_noise_floor = {
    .id     = "my_bounds/noise-floor",
    .title  = "The noise floor of SGD on a parabola",
    .source = { "noiseball, examples/noise_floor.c", "opening comment", "" },
    .text   = "E f(x_t) <= a / (2 (2 - a))",
    .latex  = "\\mathbb{E} f(x_t) \\le \\frac{a}{2(2-a)}",
    .premises = NB_PREMISES({ "the step is constant, 0 < a < 2", stable }),
    .parts = NB_PARTS({
        .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_gap),
        .target = { .formula = bound, .because = "fixed point of V+ = (1 - a)^2 V + a^2" },
        .tolerance = 0.05,
        .given = { .kind = NB_KAPPA, .number = 3, .because = "x_t is Gaussian, so E x^4 = 3 (E x^2)^2" },
        .instances = NB_INSTANCES_OF({ "a = 0.1", STEP(0.1), NB_TIMES(1, 10, 40) },
                                     { "a = 1",   STEP(1),   NB_TIMES(1, 10, 40) }) }),
    .controls = NB_CONTROLS({
        .slug = "rule-of-thumb", .label = "the floor for small steps, a / 4", .breaks = "the floor",
        .target = { .formula = rule_of_thumb },
        .on = NB_INSTANCES_OF({ "a = 1", STEP(1), NB_TIMES(10) }) }),
};
