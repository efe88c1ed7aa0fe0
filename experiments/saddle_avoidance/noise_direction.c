// SPDX-License-Identifier: GPL-3.0-or-later
/* Which noise leaves a saddle: what points along the negative curvature.
 *
 * f = x^2/2 - y^2/2 + y^4/4 has a strict saddle at 0, and a gradient of y that does not see x. From 0, with steps a =
 * 0.1 and signs +-1 as noise (+-0.1 a step):
 *
 *   no noise in y        y_t = 0 for ever, whatever happens to x
 *   noise in y           |y_t| grows by 1.1 a step and a kick: by T = 200 it has passed 1/2
 *
 * So variance in the direction of negative curvature is what an escape needs. "Sufficient variance in every direction"
 * is what the cited theorem asks for, which does not know that direction; for an escape that is sufficient, and not
 * necessary.
 */
#include "experiments/saddle_avoidance/cases.h"

/* c, h, q, v, u, w of x and of y; the noise has variance v. */
static const double in_x[] = { 0, 1, 0, 1, 0, 0,   0, -1, 1, 0, 0, 0 };
static const double in_y[] = { 0, 1, 0, 0, 0, 0,   0, -1, 1, 1, 0, 0 };
static const double both[] = { 0, 1, 0, 1, 0, 0,   0, -1, 1, 1, 0, 0 };

static bool noisy(const nb_setup *s, size_t k) { return s->arm->problem.data[6 * k + 3] > 0; }

/* Bounds on P(some |y_t| > 1/2, t <= T). */
static double most (const nb_setup *s, uint64_t t) { (void)t; return noisy(s, 1); }
static double least(const nb_setup *s, uint64_t t) { (void)t; return noisy(s, 1) ? 0.999 : 0; }
static double any  (const nb_setup *s, uint64_t t) { (void)t; return noisy(s, 0) || noisy(s, 1) ? 0.999 : 0; }
static double every(const nb_setup *s, uint64_t t) { (void)t; return noisy(s, 0) && noisy(s, 1); }

static bool from_the_saddle(const nb_setup *s)
{
    return s->problem.type == &nb_quartic && s->problem.dim == 2 && !s->x0 && s->arm->problem.data[7] < 0;
}

#define WALK(numbers) \
    NB_ARMS({ .problem = { .type = &nb_quartic, .dim = 2, .data = numbers, .noise = 1, .law = NB_RADEMACHER }, \
              .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, .barrier = { 1, 0.5 } }), NB_TIMES(200), NB_CI
#define ONLY_X { "noise in x only", WALK(in_x) }
#define ONLY_Y { "noise in y only", WALK(in_y) }
#define BOTH   { "noise in x and y", WALK(both) }

const nb_claim nb_claim_saddle_avoidance_noise_direction = {
    .id     = "saddle_avoidance/noise-direction",
    .title  = "Noise along the negative curvature is what an escape needs, and enough",
    .source = { NB_GOLIKOV, "Noisy gradient descent, Remark", "Ge, Huang, Jin and Yuan (2015)" },
    .text   = "noisy gradient descent leaves a strict saddle where the noise has variance along the negative "
              "curvature, and does not where it has none",
    .latex  = "f=\\tfrac12x^2-\\tfrac12y^2+\\tfrac14y^4,\\ x_0=y_0=0:\\quad "
              "\\operatorname{Var}\\xi_y>0\\ \\Leftrightarrow\\ \\mathbb{P}(\\exists t\\le T: |y_t|>\\tfrac12)>0",
    .premises = NB_PREMISES({ "a strict saddle, and the walk starts there", from_the_saddle }),
    .parts  = NB_PARTS(
        { .name = "stays without", .kind = NB_PROBABILITY, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_arrived),
          .target = { .formula = most, .because = "0 without noise in y" }, .margin = 0.001,
          .instances = NB_INSTANCES_OF(ONLY_X, ONLY_Y, BOTH) },
        { .name = "leaves with", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .watch = NB_WATCH(&nb_arrived),
          .target = { .formula = least, .because = "0.999 with noise in y" },
          .instances = NB_INSTANCES_OF(ONLY_Y, BOTH) }),
    .controls = NB_CONTROLS(
        { .slug = "any-noise", .label = "any noise will do", .breaks = "along the negative curvature", .part = 1,
          .target = { .formula = any, .because = "0.999 with any noise" }, .on = NB_INSTANCES_OF(ONLY_X) }),
    .errata = NB_ERRATA({ "K11", NB_WORDING,
        "What is necessary is sufficient variance in every direction",
        "\\text{necessary: } \\operatorname{Var}\\langle\\xi,u\\rangle>0\\ \\forall u",
        { .slug = "printed", .label = "no escape without variance in every direction", .breaks = "necessary",
          .reason = "sufficient, not necessary: variance along the negative curvature is enough for an escape",
          .part = 0, .target = { .formula = every, .because = "0 without noise in both" },
          .on = NB_INSTANCES_OF(ONLY_Y) } }),
};
