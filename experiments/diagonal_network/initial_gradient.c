// SPDX-License-Identifier: GPL-3.0-or-later
/* At w = 0 the gradient of the whole loss sees w*, that of a single term does not.
 *
 * x_i standard normal, y_i = x_i'w*, L = |X w - y|^2 / (2 N). grad L_i(0) = -x_i x_i'w*, and with z = w*_j x + s n,
 * s^2 = |w*|^2 - w*_j^2, x and n standard normal and independent (Isserlis),
 *
 *     E [grad L_i(0)_j]^2 = E x^2 z^2 = |w*|^2 + 2 w*_j^2,
 *     E [grad L(0)_j]^2   = w*_j^2 + (|w*|^2 + w*_j^2) / N,
 *
 * the latter as the mean of N terms whose mean is -w*_j and whose variance is |w*|^2 + w*_j^2. So SGD's first steps are
 * of the same order in all weights, those of GD are not: off the support they are smaller by N.
 *
 * A first step of size 1 from w = 0 is -grad L(0), for data that each replicate draws on its own. The source's loss |X
 * w - y|^2 has a gradient 2 N times as large: its formula belongs to |X w - y|^2 / (2 N).
 */
#include "experiments/claims.h"

enum { WEIGHTS = 400, ON = 5 };
static const double planted[WEIGHTS] = { 1, 1, 1, 1, 1 };

static double size_of(const nb_setup *s) { return s->step[0]; }                         // 1, or 2 N
static bool single(const nb_setup *s) { return s->arm->sampling.scheme != NB_FULL_BATCH; }

/* x_1 on the support, x_d off it, both squared. */
static void first_of(const nb_flock *f, size_t k, double *out)
{
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, k) * nb_flock_get(f, l, k);
}
static void on_support (const nb_setup *s, const nb_flock *f, double *out) { (void)s; first_of(f, 0, out); }
static void off_support(const nb_setup *s, const nb_flock *f, double *out) { (void)s; first_of(f, f->dim - 1, out); }
static const nb_observable on  = { "gradient on the support",  "[\\nabla L(0)_1]^2", .run = on_support };
static const nb_observable off = { "gradient off the support", "[\\nabla L(0)_d]^2", .run = off_support };

/* E g^2 and E g^4 at a weight w*_j = w. With Y = x z of one term: E Y = w, E Y^2 = 3 w^2 + s^2, E Y^3 = 15 w^3 + 9 w
 * s^2, E Y^4 = 105 w^4 + 90 w^2 s^2 + 9 s^4; of a mean of n terms by their central moments. */
typedef struct { double second, fourth; } moments;
static moments moments_of(const nb_setup *s, double w)
{
    const double n = single(s) ? 1 : (double)s->problem.terms, v = ON - w * w;
    const double m2 = 3 * w * w + v, m3 = 15 * w * w * w + 9 * w * v;
    const double m4 = 105 * w * w * w * w + 90 * w * w * v + 9 * v * v;
    const double c2 = m2 - w * w, c3 = m3 - 3 * w * m2 + 2 * w * w * w;
    const double c4 = m4 - 4 * w * m3 + 6 * w * w * m2 - 3 * w * w * w * w;
    const double fourth = w * w * w * w + 6 * w * w * c2 / n + 4 * w * c3 / (n * n)
                        + (c4 + 3 * (n - 1) * c2 * c2) / (n * n * n);
    return (moments){ w * w + c2 / n, fourth };
}
static double at_on (const nb_setup *s, uint64_t t) { (void)t; return moments_of(s, 1).second; }
static double at_off(const nb_setup *s, uint64_t t) { (void)t; return moments_of(s, 0).second; }

static double square_on(const nb_setup *s, uint64_t t)
{
    (void)t;
    return moments_of(s, 1).fourth * nb_power(size_of(s), 4) * (1 + 0x1p-30);
}
static double square_off(const nb_setup *s, uint64_t t)
{
    (void)t;
    return moments_of(s, 0).fourth * nb_power(size_of(s), 4) * (1 + 0x1p-30);
}
static double on_percent(const nb_setup *s, uint64_t t) { return 1.05 * at_on(s, t); }
static double as_gd     (const nb_setup *s, uint64_t t) { (void)t; return ON / (double)s->problem.terms; }
static double as_sgd    (const nb_setup *s, uint64_t t) { (void)s; (void)t; return ON; }

static bool gaussian(const nb_setup *s)
{
    return s->problem.type == &nb_random_least_squares && s->arm->problem.noise == 0 && !s->arm->start.point;
}

#define DRAWN(n, d, a_, how) \
    NB_ARMS({ .problem = { .type = &nb_random_least_squares, .dim = d, .terms = n, .data = planted }, \
              .method = &nb_sgd, .step = { nb_constant, .a = a_ }, .sampling = { .scheme = how } }), NB_TIMES(1)
#define GD   NB_INSTANCES_OF({ "N = 50, d = 60, GD", DRAWN(50, 60, 1, NB_FULL_BATCH), NB_CI }, \
                             { "N = 200, d = 400, GD", DRAWN(200, 400, 1, NB_FULL_BATCH), NB_FULL })
#define SGD  NB_INSTANCES_OF({ "N = 50, d = 60, SGD", DRAWN(50, 60, 1, NB_WITH_REPLACEMENT), NB_CI }, \
                             { "N = 200, d = 400, SGD", DRAWN(200, 400, 1, NB_WITH_REPLACEMENT), NB_FULL })
#define KNOWN_ON  { .kind = NB_SECOND, .formula = square_on, .because = "Isserlis" }
#define KNOWN_OFF { .kind = NB_SECOND, .formula = square_off, .because = "Isserlis" }

const nb_claim nb_claim_diagonal_network_initial_gradient = {
    .id     = "diagonal_network/initial-gradient",
    .title  = "At the start GD sees the sparse solution, SGD its norm",
    .source = { NB_GUNASEKAR, "Shape of gain", "" },
    .text   = "E [grad L(0)_j]^2 = w*_j^2 + (|w*|^2 + w*_j^2) / N, E [grad L_i(0)_j]^2 = |w*|^2 + 2 w*_j^2, L = |X w "
              "- y|^2 / (2 N), X Gaussian",
    .latex  = "\\mathbb{E}[\\nabla L(0)_j]^2 = w_j^{\\star2} + \\tfrac1N(\\|w^\\star\\|^2 + w_j^{\\star2}),\\quad "
              "\\mathbb{E}[\\nabla L_i(0)_j]^2 = \\|w^\\star\\|^2 + 2w_j^{\\star2}",
    .premises = NB_PREMISES({ "Gaussian rows, labels without noise, w = 0", gaussian }),
    .parts = NB_PARTS(
        { .name = "GD on the support", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&on),
          .target = { .formula = at_on, .because = "Isserlis" }, .tolerance = 0.03, .given = KNOWN_ON,
          .instances = GD },
        { .name = "GD off the support", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&off),
          .target = { .formula = at_off, .because = "Isserlis" }, .tolerance = 0.1, .given = KNOWN_OFF,
          .instances = GD },
        { .name = "SGD on the support", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&on),
          .target = { .formula = at_on, .because = "Isserlis" }, .tolerance = 0.1, .given = KNOWN_ON,
          .instances = SGD },
        { .name = "SGD off the support", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&off),
          .target = { .formula = at_off, .because = "Isserlis" }, .tolerance = 0.1, .given = KNOWN_OFF,
          .instances = SGD }),
    .controls = NB_CONTROLS(
        { .slug = "sgd-off", .label = "|w*|^2 / N for single terms off the support, as for GD", .breaks = "|w*|^2",
          .part = 3, .target = { .formula = as_gd } },
        { .slug = "gd-off", .label = "|w*|^2 for GD off the support, as for single terms", .breaks = "/ N",
          .part = 1, .target = { .formula = as_sgd } },
        { .slug = "five-percent", .label = "5 % more", .breaks = "w*_j^2", .part = 0,
          .target = { .formula = on_percent } }),
    .errata = NB_ERRATA(
        { "G13", NB_NORMALISATION, "grad L(0)^2 = w*^2 + eps for L = |X w - y|^2",
          "\\nabla \\bar L(w(0))^2 = w_{sp}^{\\star2} + \\epsilon",
          { .slug = "printed", .label = "the loss without 1 / (2 N), as printed", .breaks = "1 / (2 N)",
            .reason = "L = |X w - y|^2 / (2 N) is meant: without 1 / (2 N) the gradient is 2 N times as large",
            .part = 0,
            .on = NB_INSTANCES_OF({ "N = 50, d = 60, GD, |X w - y|^2", DRAWN(50, 60, 100, NB_FULL_BATCH),
                                    NB_CI }) } }),
};
