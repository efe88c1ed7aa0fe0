// SPDX-License-Identifier: GPL-3.0-or-later
/* SGD can converge to a saddle.
 *
 * f = x^2/2 - y^2/2 + y^4/4 has minima (0, -1) and (0, 1), where f = -1/4, and a saddle (0, 0). With y_0 = 0 and no
 * noise in y, y_t = 0 for ever; with steps 1/(t + 1) x_t is the mean of t noises and a zero, so that
 *
 *     E |grad f|^2 = E x_t^2 = t / (t + 1)^2 -> 0,     E f - f* = 1/4 + E x_t^2 / 2 -> 1/4.
 *
 * With noise of size 1e-3 in y it escapes, if slowly: the steps multiply y by about t, so that y needs some 1e3 steps
 * to see the bend, and at T = 1e3 it is still near. At T = 1e4 four walks in five have left.
 */
#include "experiments/robbins_monro/cases.h"

static bool farthest(void *context, uint64_t t, size_t dim, const double *x)
{
    double *most = context;
    (void)t;
    *most = fmax(*most, fabs(x[dim - 1]));
    return true;
}

static nb_status stays(const nb_trial *t, nb_ledger *l)
{
    double most = 0;
    for (uint64_t r = 0; r < 16; r++)
        NB_TRY(nb_walk_alone(t, 0, r, farthest, &most, NULL));
    return nb_enter(l, (nb_pair){ "the largest |y_t| of 16 walks", .lhs = most, .rhs = 0 });
}

static double variance(const nb_setup *s, uint64_t t)
{
    const double n = (double)t;
    return n * s->problem.noise * s->problem.noise / ((n + 1) * (n + 1));
}

static double above_minimum(const nb_setup *s, uint64_t t)
{
    return 0.25 + variance(s, t) / 2;
}

static double of_minimum(const nb_setup *s, uint64_t t)
{
    return variance(s, t) / 2;
}

/* Var x^2 / 2 = v^2 / 2 of a normal x. */
static double variance_of_gap(const nb_setup *s, uint64_t t)
{
    return variance(s, t) * variance(s, t) / 2 * (1 + 0x1p-30);
}

static void near(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 1)) < 0.5;
}
static const nb_observable near_the_saddle = { "near the saddle", "[|y_t|<\\tfrac12]", .run = near };

static double nine_in_ten(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.9;
}

/* c, h, q, v, u, w of x and of y: the noise of y has variance v. */
static const double silent_in_y[] = { 0, 1, 0, 1, 0, 0,   0, -1, 1, 0, 0, 0 };
static const double noisy_in_y[]  = { 0, 1, 0, 1, 0, 0,   0, -1, 1, 1e-6, 0, 0 };

static bool never_pushed(const nb_setup *s)
{
    const double *y = s->arm->problem.data + 6;
    return s->problem.type == &nb_quartic && s->problem.dim == 2 && y[3] == 0 && y[4] == 0 && !s->arm->start.point;
}

static bool over_t(const nb_setup *s)
{
    return nb_harmonic_steps(s) && s->arm->step.a == 1 && s->arm->step.b == 2;
}

#define SADDLE(numbers) NB_ARMS({ .method = &nb_sgd, .step = { nb_harmonic, 1, 2 }, \
                                  .problem = { .type = &nb_quartic, .dim = 2, .data = numbers, .noise = 1 } })
#define LABEL "f = x^2/2 - y^2/2 + y^4/4 from (0, 0)"

const nb_claim nb_claim_robbins_monro_saddle = {
    .id     = "robbins_monro/saddle",
    .title  = "SGD can converge to a saddle",
    .source = { NB_MCALLESTER, "Rigor Police", "" },
    .text   = "on f = x^2/2 - y^2/2 + y^4/4 with y_0 = 0 and noise in x only, y_t = 0 and x_t -> 0 with steps "
              "1/(t + 1): grad f -> 0 and f - min f -> 1/4",
    .latex  = "y_0=0:\\quad y_t=0,\\ \\mathbb{E}\\|\\nabla f(x_t,y_t)\\|^2=\\tfrac{t}{(t+1)^2}\\to0,\\ "
              "\\mathbb{E}f(x_t,y_t)-\\min f\\to\\tfrac14",
    .premises = NB_PREMISES(
        { "y_0 = 0, and y has no noise", never_pushed },
        { "steps 1/(t + 1)",             over_t }),
    .parts = NB_PARTS(
        { .name = "y_t = 0", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = stays, .because = "0" },
          .instances = NB_INSTANCES_OF({ LABEL, SADDLE(silent_in_y), NB_TIMES(1000), NB_SMOKE }) },
        { .name = "grad f -> 0", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gradient),
          .tolerance = 0.02,
          .target = { .formula = variance, .because = "t / (t + 1)^2" }, .given = NB_SQUARE_OF_NORMAL,
          .instances = NB_INSTANCES_OF({ LABEL, SADDLE(silent_in_y), NB_TIMES(10, 100), NB_CI }) },
        { .name = "f - min f -> 1/4", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .tolerance = 0.01,
          .target = { .formula = above_minimum, .because = "1/4 + E x_t^2 / 2" },
          .given = { .kind = NB_VARIANCE, .formula = variance_of_gap, .because = "x_t is normal" },
          .instances = NB_INSTANCES_OF({ LABEL, SADDLE(silent_in_y), NB_TIMES(10, 100, 1000), NB_CI }) },
        { .name = "it stays near", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .watch = NB_WATCH(&near_the_saddle),
          .target = { .formula = nine_in_ten, .because = "P(|y_T| < 1/2) >= 0.9" },
          .instances = NB_INSTANCES_OF({ LABEL, SADDLE(silent_in_y), NB_TIMES(1000), NB_CI },
                                       { LABEL ", to T = 1e4", SADDLE(silent_in_y), NB_TIMES(10000), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "noise-in-y", .label = "noise of size 1e-3 in y: it has left by T = 1e4", .breaks = "noise in x only",
          .part = 3, .premise = never_pushed,
          .on = NB_INSTANCES_OF({ LABEL ", noise in y", SADDLE(noisy_in_y), NB_TIMES(10000), NB_CI }) },
        { .slug = "minimum", .label = "f -> min f", .breaks = "1/4", .part = 2, .target = { .formula = of_minimum } }),
};
