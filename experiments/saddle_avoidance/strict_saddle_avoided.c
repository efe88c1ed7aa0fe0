// SPDX-License-Identifier: GPL-3.0-or-later
/* From a start with a density, gradient descent does not converge to a strict saddle.
 *
 * For a < 1/L the step g is a diffeomorphism (saddle_avoidance/diffeomorphism). The stable manifold theorem puts the
 * points that stay near a strict saddle and tend to it on a manifold of positive codimension, hence of measure 0; so
 * are its countably many preimages, whose union is the stable set (saddle_avoidance/stable-set-union). Where saddles
 * are not isolated, Lindelof's covering picks countably many neighbourhoods that will do.
 *
 * Tried as P(x_T near the saddle) = 0. On f = x^2/2 - y^2/2 + y^4/4 with y_0 uniform in [-1.2, 1.2] and a = 0.1, y_400
 * is within 0.1 of 0 for |y_0| < 1e-17, a probability that no sample sees. On the circle of saddles of nb_circle every
 * walk ends at |z| = 1.
 */
#include "experiments/saddle_avoidance/cases.h"

static void near(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++) {
        double square = 0;
        for (size_t k = 0; k < f->dim; k++)
            square += nb_flock_get(f, l, k) * nb_flock_get(f, l, k);
        out[l] = square < 0.01;
    }
}
static const nb_observable near_the_saddle = { "near the saddle", "[\\|x_T\\|<\\tfrac1{10}]", .run = near };

static void settled(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++) {
        const double x = nb_flock_get(f, l, 0), y = nb_flock_get(f, l, 1), z = nb_flock_get(f, l, 2);
        out[l] = fabs(x * x + y * y - 1) < 1e-3 && fabs(fabs(z) - 1) < 1e-3;
    }
}
static const nb_observable at_a_minimum = { "at a minimum", "[x_T\\ \\text{at a minimum}]", .run = settled };

static double never (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0; }
static double always(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1; }

static const double in_x_only[] = { 1, 0 }, in_the_plane[] = { 1, 1, 0 };

/* Curvature -1/2 up to 1/8, 3/2 up to 1/2, where F' = y, 1 beyond. */
static const double bent[] = { 1,   0, 1,    3,   0, -0.5,   0.125, 1.5,   0.5, 1 };
/* x^4/4 - x^2/2, and the same of y: 0 is a maximum, which counts among the saddles. */
static const double peak[] = { 0, -1, 1, 0, 0, 0,   0, -1, 1, 0, 0, 0 };
static const double inflection[] = { 3,   0.5, 2, 0,   1. / 3, 0, 3,   0.25, 0, 4 };

#define DESCENT(size, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = size }, __VA_ARGS__ })
#define BOX(half, factors) .start = { .spread = half, .law = NB_BOX_START, .scale = factors }
#define SADDLE(factors) DESCENT(0.1, .problem = NB_SADDLE, NB_SMOOTH_UP_TO(1.2, 3.32), BOX(1.2, factors))
#define CIRCLE(factors) DESCENT(0.1, .problem = NB_CIRCLE, NB_SMOOTH_UP_TO(1, 5), BOX(1, factors))

const nb_claim nb_claim_saddle_avoidance_strict_saddle_avoided = {
    .id     = "saddle_avoidance/strict-saddle-avoided",
    .title  = "Gradient descent does not converge to strict saddles",
    .source = { NB_GOLIKOV, "Theorem (Lee et al., 2016)", "Lee, Simchowitz, Jordan and Recht (2016)" },
    .text   = "if f is C^2 with an L-Lipschitz gradient, a < 1/L and x_0 has a density, then P(lim x_t = x*) = 0 for "
              "every strict saddle x*",
    .latex  = "\\lambda_{\\min}(\\nabla^2f(x^\\star))<0\\ \\Longrightarrow\\ \\mathbb{P}(\\lim x_t=x^\\star)=0",
    .premises = NB_PREMISES(
        { "the gradient is L-Lipschitz where walks are", nb_smooth_there },
        { "a < 1 / L",                                   nb_below_one_over_L },
        { "x_0 has a density",                           nb_continuous_start },
        { "the saddle at 0 is strict",                   nb_strict }),
    .parts = NB_PARTS(
        { .name = "one saddle", .kind = NB_PROBABILITY, .relation = NB_AT_MOST, .watch = NB_WATCH(&near_the_saddle),
          .margin = 1e-4, .target = { .formula = never, .because = "0" },
          .instances = NB_INSTANCES_OF(
              { "x^2/2 - y^2/2 + y^4/4, uniform in [-1.2, 1.2]^2, a = 0.1", SADDLE(NULL), NB_TIMES(400), NB_CI },
              { "a strict maximum, uniform in [-1.2, 1.2]^2, a = 0.1",
                DESCENT(0.1, .problem = { .type = &nb_quartic, .dim = 2, .data = peak }, NB_SMOOTH_UP_TO(1.2, 3.32),
                        BOX(1.2, NULL)), NB_TIMES(400), NB_CI }) },
        { .name = "a circle of saddles", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST,
          .watch = NB_WATCH(&at_a_minimum), .margin = 1e-3, .target = { .formula = always, .because = "1" },
          .instances = NB_INSTANCES_OF(
              { "x^2 + y^2 = 1, z = 0, uniform in [-1, 1]^3, a = 0.1", CIRCLE(NULL), NB_TIMES(3000), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "no-density", .label = "start on y = 0", .breaks = "x_0 has a density",
          .premise = nb_continuous_start,
          .on = NB_INSTANCES_OF({ "x_0 uniform in [-1.2, 1.2], y_0 = 0", SADDLE(in_x_only), NB_TIMES(400), NB_CI }) },
        { .slug = "no-density-circle", .label = "start in z = 0", .breaks = "x_0 has a density", .part = 1,
          .premise = nb_continuous_start,
          .on = NB_INSTANCES_OF({ "x_0, y_0 uniform in [-1, 1], z_0 = 0", CIRCLE(in_the_plane), NB_TIMES(3000),
                                  NB_CI }) },
        { .slug = "long-steps", .label = "a = 1.5 / L: half the starts land on the saddle", .breaks = "a < 1/L",
          .premise = nb_below_one_over_L,
          .on = NB_INSTANCES_OF({ "a bent ridge, L = 3/2, uniform in [-1, 1]^2, a = 1",
                                  DESCENT(1, .problem = { .type = &nb_piecewise, .dim = 2, .data = bent },
                                          BOX(1, NULL)), NB_TIMES(400), NB_CI }) },
        { .slug = "not-strict", .label = "an inflection in y", .breaks = "strict saddle", .premise = nb_strict,
          .on = NB_INSTANCES_OF({ "x^2/2 + y^3/3 + y^4/4, uniform in [-1, 1]^2, a = 0.1",
                                  DESCENT(0.1, .problem = { .type = &nb_polynomial, .dim = 2, .data = inflection },
                                          NB_SMOOTH_UP_TO(1.2, 6.72), BOX(1, NULL)), NB_TIMES(400), NB_CI }) }),
};
