// SPDX-License-Identifier: GPL-3.0-or-later
/* With a between 1/L and 2/L gradient descent can converge to a strict saddle from half of the starts.
 *
 * f = x^2/2 + h(y), h even, h' odd with slope -1/2 up to 1/8, 3/2 up to 1/2, where h'(y) = y, and 1 beyond: L = 3/2,
 * and 0 is a strict saddle. For a = 1 the step y - h'(y) is exactly 0 for |y| >= 1/2, and (3/2) y or 1/4 - y/2 inside,
 * which never comes to 1/2 again and never to 0: y_0 uniform in [-1, 1] ends at 0 with probability 1/2. For a < 1/L
 * the step is injective, and every y_0 != 0 ends at |y| = 1/6, where h' = 0. Rounding the corners of h' makes f C^2
 * and changes no value elsewhere.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double bent[] = { 1,   0, 1,    3,   0, -0.5,   0.125, 1.5,   0.5, 1 };

static void zero(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 0)) < 1e-9 && nb_flock_get(f, l, 1) == 0;
}
static const nb_observable at_the_saddle = { "at the saddle", "[x_T=0]", .run = zero };

static void sixth(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(fabs(nb_flock_get(f, l, 1)) - 1. / 6) < 1e-6;
}
static const nb_observable at_a_sixth = { "at 1/6", "[|y_T|=\\tfrac16]", .run = sixth };

static double half  (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0.5; }
static double third (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1. / 3; }
static double more  (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1.01 / 2; }
static double always(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1; }

enum { COLLAPSES };                                 // of an arm: whether half of its walks are said to end at 0

static bool long_where_it_collapses(const nb_setup *s)
{
    return nb_constant_step(s) && (s->arm->step.a * s->k.L > 1) == (s->arm->numbers[COLLAPSES] != 0);
}

#define DESCENT(size, collapses) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = size }, \
                                           .start = { .spread = 1, .law = NB_BOX_START }, \
                                           .numbers = (const double[]){ [COLLAPSES] = collapses }, \
                                           .problem = { .type = &nb_piecewise, .dim = 2, .data = bent } })

const nb_claim nb_claim_saddle_avoidance_collapse = {
    .id     = "saddle_avoidance/collapse",
    .title  = "Steps beyond 1/L can lead to a strict saddle",
    .source = { NB_GOLIKOV, "Theorem (Lee et al., 2016)", "" },
    .text   = "there is an f with a strict saddle, and a in (1/L, 2/L), with P(lim x_t = x*) = 1/2 for x_0 uniform; "
              "with a < 1/L the same f has P = 0",
    .latex  = "\\alpha=\\tfrac{3}{2L}:\\ \\mathbb{P}(\\lim x_t=x^\\star)=\\tfrac12",
    .premises = NB_PREMISES(
        { "a > 1 / L where half of the walks are to end at 0, and nowhere else", long_where_it_collapses },
        { "a < 2 / L",                 nb_below_two_over_L },
        { "x_0 has a density",         nb_continuous_start },
        { "the saddle at 0 is strict", nb_strict }),
    .parts = NB_PARTS(
        { .name = "half the starts", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .watch = NB_WATCH(&at_the_saddle),
          .margin = 0.005, .target = { .formula = half, .because = "1/2" },
          .instances = NB_INSTANCES_OF({ "uniform in [-1, 1]^2, a = 1", DESCENT(1, 1), NB_TIMES(50), NB_CI }) },
        { .name = "none with a < 1/L", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST,
          .watch = NB_WATCH(&at_a_sixth), .margin = 1e-4, .target = { .formula = always, .because = "1" },
          .instances = NB_INSTANCES_OF({ "uniform in [-1, 1]^2, a = 0.6",  DESCENT(0.6, 0),  NB_TIMES(200), NB_CI },
                                       { "uniform in [-1, 1]^2, a = 0.66", DESCENT(0.66, 0), NB_TIMES(200), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "short-steps", .label = "a = 0.6 < 1/L: none", .breaks = "a in (1/L, 2/L)",
          .premise = long_where_it_collapses,
          .on = NB_INSTANCES_OF({ "uniform in [-1, 1]^2, a = 0.6", DESCENT(0.6, 1), NB_TIMES(50), NB_CI }) },
        { .slug = "third", .label = "one start in three", .breaks = "1/2", .target = { .formula = third } },
        { .slug = "one-percent", .label = "1.01 of half the starts", .breaks = "1/2",
          .target = { .formula = more } }),
};
