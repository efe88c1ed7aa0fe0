// SPDX-License-Identifier: GPL-3.0-or-later
/* Noise makes descent past a chain of saddles polynomial in the dimension.
 *
 * "NoisyGD achieves an eps-second-order stationary point in O(poly(d / eps)) iterations w.p. 1 - delta": an upper
 * bound, and one on every f; what can be tried is an f on which descent without noise takes a time exponential in d.
 * Such is the tube of Du et al. (2017): in stage k coordinate k leaves the saddle at 0, those before it are at rest at
 * 4, and those behind it are drawn to 0, the closer the longer they wait:
 *
 *     |x_k| <= 1         f = sum_{j<k} (|x_j| - 4)^2 - x_k^2 + sum_{j>k} x_j^2
 *     1 <= |x_k| <= 2    the terms of x_k, x_{k+1} become g1(|x_k|) + g2(|x_k|) x_{k+1}^2
 *     |x_k| >= 2         stage k + 1
 *
 * g1' the cubic from (-2, slope -2) to (-4, slope 2), g2 = 1 - 2 s^3 (10 - 15 s + 6 s^2), s = |x_k| - 1: f is C^2. With
 * steps 1/8 from x_j = |U(0, 1)| coordinate k + 1 starts from (3/4)^T_k, and T_d grows like 2.289^d. Noise of +-0.00125
 * a coordinate and step is a floor under each, so that every stage takes the same 34 steps:
 *
 *     E T_d <= 36 d,     and the exponent of d between 2 and 8 is below 2.
 *
 * Without noise a waiting coordinate falls below all doubles; it is held times a power of two, its steps being
 * multiplications.
 */
#include "experiments/saddle_avoidance/cases.h"

enum { NOISE, FIRST_DIM };                      // numbers: size of the noise, dimensions, 0
enum { DIMS = 16, PATIENCE = 1 << 20 };

static const double rate = 0.125;

/* x 2^(-512 down); with noise down stays 0. */
typedef struct { double x; int down; } held;

static double size_of(const held *h) { return h->down ? 0 : fabs(h->x); }

static void shrink(held *h, double times)
{
    h->x *= times;
    if (h->x != 0 && fabs(h->x) < 0x1p-256) {
        h->x *= 0x1p512;
        h->down++;
    } else if (h->down && fabs(h->x) > 0x1p256) {
        h->x *= 0x1p-512;
        h->down--;
    }
}

/* x <- x - rate slope sign(x) */
static void descend(held *h, double slope) { h->x -= rate * copysign(1, h->x) * slope; }

static double g1_slope(double s) { return -2 - 2 * s + 4 * s * s * (s - 1); }
static double g2(double s)       { return 1 - 2 * s * s * s * (10 - 15 * s + 6 * s * s); }
static double g2_slope(double s) { return -60 * s * s * (1 - s) * (1 - s); }

/* One step of descent in stage k < d. */
static void advance(held *x, size_t d, size_t k)
{
    const double at = size_of(&x[k]), s = at - 1, next = k + 1 < d ? size_of(&x[k + 1]) : 0;
    for (size_t j = 0; j < k; j++)
        descend(&x[j], 2 * (size_of(&x[j]) - 4));
    for (size_t j = k + 1; j < d; j++)
        shrink(&x[j], 1 - 2 * rate * (j == k + 1 && s > 0 ? g2(s) : 1));
    if (s > 0)
        descend(&x[k], g1_slope(s) + g2_slope(s) * next * next);
    else
        shrink(&x[k], 1 + 2 * rate);
}

/* The first t at which every |x_k| >= 2. */
static double passage(nb_random *r, size_t d, double noise)
{
    held x[DIMS];
    for (size_t j = 0; j < d; j++)
        x[j] = (held){ nb_next_uniform(r), 0 };
    for (uint64_t t = 0, k; t < PATIENCE; t++) {
        for (k = 0; k < d && size_of(&x[k]) >= 2; k++)
            continue;
        if (k == d)
            return (double)t;
        advance(x, d, k);
        for (size_t j = 0; j < d && noise > 0; j++)
            x[j].x += noise * (2 * nb_next_uniform(r) - 1);
    }
    return INFINITY;
}

static void passages(const nb_trial *t, nb_random *r, double *cell)
{
    const double *of = t->setup[0].arm->numbers;
    for (size_t i = FIRST_DIM; of[i] > 0; i++)
        *cell++ = passage(r, (size_t)of[i], of[NOISE]);
}

static bool noisy(const nb_setup *s) { return s->arm->numbers[NOISE] > 0; }

#define CHAIN(noise, ...) NB_ARMS({ .numbers = (const double[]){ noise, __VA_ARGS__, 0 } }), .level = NB_CI
#define OVER_LN_4 0.72134752044448170368
static const double two[] = { 2 }, linear[] = { 72, 144, 216, 288, 360 }, too_fast[] = { 48, 96, 144, 192, 240 };

const nb_claim nb_claim_saddle_avoidance_noisy_gd_poly = {
    .id     = "saddle_avoidance/noisy-gd-poly",
    .title  = "Noisy gradient descent passes a chain of saddles in a time polynomial in d",
    .source = { NB_GOLIKOV, "Noisy gradient descent", "Ge, Huang, Jin and Yuan (2015); Du et al. (2017)" },
    .text   = "NoisyGD achieves an eps-second-order stationary point in O(poly(d / eps)) steps: on the chain of d "
              "saddles that takes gradient descent e^(0.83 d) steps, E T <= 36 d, and the exponent from d = 2 to 8 is "
              "below 2",
    .latex  = "T_\\epsilon=O(\\mathrm{poly}(d/\\epsilon)):\\quad \\mathbb{E}T_d\\le 36\\,d,\\ "
              "\\frac{\\ln\\mathbb{E}T_8-\\ln\\mathbb{E}T_2}{\\ln 4}\\le 2",
    .premises = NB_PREMISES({ "noise in every coordinate", noisy }),
    .parts  = NB_PARTS(
        { .name = "exponent", .kind = NB_SLOPE, .relation = NB_AT_MOST, .own = passages, .width = 3,
          .target = { .numbers = two, .because = "2" }, .weights = NB_WEIGHTS(-OVER_LN_4, 0, OVER_LN_4),
          .given = { .kind = NB_STUDENT },
          .instances = NB_INSTANCES_OF({ "d = 2, 4, 8", CHAIN(0.00125, 2, 4, 8) }) },
        { .name = "linear", .kind = NB_MEAN, .relation = NB_AT_MOST, .own = passages, .width = 5,
          .target = { .numbers = linear, .because = "36 d" }, .given = { .kind = NB_NONNEGATIVE },
          .instances = NB_INSTANCES_OF({ "d = 2, 4, 6, 8, 10", CHAIN(0.00125, 2, 4, 6, 8, 10) }) }),
    .controls = NB_CONTROLS(
        { .slug = "no-noise", .label = "no noise: exponential in d", .breaks = "noise", .part = 0, .premise = noisy,
          .on = NB_INSTANCES_OF({ "d = 2, 4, 8, no noise", CHAIN(0, 2, 4, 8) }) },
        { .slug = "at-least", .label = "the exponent is at least 2", .breaks = "polynomial", .part = 0,
          .relation = NB_AT_LEAST },
        { .slug = "faster", .label = "E T <= 24 d", .breaks = "36", .part = 1,
          .target = { .numbers = too_fast, .because = "24 d" } }),
};
