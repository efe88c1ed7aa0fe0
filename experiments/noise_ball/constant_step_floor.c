// SPDX-License-Identifier: GPL-3.0-or-later
/* With a constant step SGD does not converge to x*: its squared distance settles at a floor proportional to a.
 *
 * On f = h x^2 / 2 with noise of variance s^2 the second moment obeys V+ = (1 - a h)^2 V + a^2 s^2, so that
 *
 *     E x_t^2  ->  a s^2 / (h (2 - a h)),     E f(x_t) - f*  ->  a s^2 / (2 (2 - a h)).
 *
 * On a finite sum the floor is the fixed point of the exact recursion.
 *
 * The time average does converge. Sum the steps from x_0 = x* over t < T: x_T = -a h sum x_t - a sum xi_t, where
 * x_T = -a sum (1 - a h)^(T-1-t) xi_t. So the average xbar of x_0 .. x_(T-1), and likewise that of x_1 .. x_T, has
 *
 *     E xbar^2 = s^2 / (h T)^2 sum_k (1 - (1 - a h)^k)^2  <=  s^2 / (h^2 T),     k < T, or 1 <= k <= T.
 */
#include "experiments/noise_ball/cases.h"

/* f = h x^2 / 2, one dimension: h = L, s^2 = sigma0. */
static double floor_of(const nb_setup *s, uint64_t t)
{
    (void)t;
    const double a = s->arm->step.a, h = s->k.L;
    return a * s->k.sigma0 / (h * (2 - a * h));
}

static double without_two(const nb_setup *s, uint64_t t)
{
    (void)t;
    return s->arm->step.a * s->k.sigma0 / s->k.L;
}

/* What gradient descent does from the same start. */
static double to_solution(const nb_setup *s, uint64_t t)
{
    const double x = nb_power(1 - s->arm->step.a * s->k.L, t) * s->arm->start.point[0];
    return x * x;
}

static double over_time(const nb_setup *s, uint64_t t)
{
    return s->k.sigma0 / (s->k.L * s->k.L * (double)t);
}

static double over_time_squared(const nb_setup *s, uint64_t t)
{
    return over_time(s, t) / (double)t;
}

static double stationary(const nb_setup *s, uint64_t t)
{
    (void)t;
    return nb_exact_floor(s);
}

/* With Gaussian noise x_t is a sum of normals, so normal. At t = 60 its variance is below the limit's by a part
 * (1 - a h)^120 < 4e-6, and the two distribution functions differ by less. */
static double normal(double variance, double x)
{
    return nb_normal_cdf(x / sqrt(variance));
}
static double settled(const nb_setup *s, uint64_t t, double x) { return normal(floor_of(s, t), x); }
static double wider  (const nb_setup *s, uint64_t t, double x) { return normal(without_two(s, t), x); }

static nb_status fixed_point(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    return nb_enter(l, (nb_pair){ "fixed point of the recursion", .lhs = nb_exact_floor(s),
                                  .rhs = s->k.L * floor_of(s, 0) / 2 });
}

static bool noisy_at_solution(const nb_setup *s)
{
    return !nb_interpolates(s);
}

#define PARABOLA(h, s)      { .type = &nb_quadratic, .dim = 1, .data = (const double[]){ h }, .noise = s }
#define ON(h, s, size)      NB_ARMS(NB_SGD(size, NULL, PARABOLA(h, s)))
#define LATE                NB_TIMES(60)

const nb_claim nb_claim_noise_ball_constant_step_floor = {
    .id     = "noise_ball/constant-step-floor",
    .title  = "SGD with a constant step converges to a noise ball",
    .source = { NB_GISELSSON, "Qualitative convergence behavior; Fixed step-size SGD does not converge to solution",
                NB_CHAUDHARI ", section 2" },
    .text   = "E x_t^2 -> a s^2 / (h (2 - a h)) on f = h x^2 / 2; on a finite sum, to the fixed point of the "
              "second-moment recursion; with Gaussian noise the law of x_t becomes normal; the time average converges "
              "to x*",
    .latex  = "\\mathbb{E} x_t^2 \\to \\gamma s^2/(h(2-\\gamma h)),\\qquad \\mathbb{E}\\bar x_T^2 \\le s^2/(h^2 T)",
    .premises = NB_PREMISES(
        { "the step is constant",                           nb_constant_step },
        { "the second moment stays finite",                 nb_stable_step },
        { "the gradient is noisy at x*",                    noisy_at_solution }),
    .parts = NB_PARTS(
        { .name = "closed form", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = fixed_point, .because = "closed form" },
          .instances = NB_INSTANCES_OF(
              { "h = 1, s = 1, a = 0.1",  ON(1, 1, 0.1), NB_TIMES(1), NB_SMOKE },
              { "h = 1, s = 1, a = 0.05", ON(1, 1, 0.05), NB_TIMES(1), NB_SMOKE },
              { "h = 3, s = 2, a = 0.6",  ON(3, 2, 0.6), NB_TIMES(1), NB_SMOKE }) },
        { .name = "one dimension", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = floor_of, .because = "closed form" }, .given = NB_GAUSSIAN_SQUARES,
          .instances = NB_INSTANCES_OF(
              { "h = 1, s = 1, a = 0.1", ON(1, 1, 0.1), LATE, NB_CI },
              { "h = 1, s = 1, a = 0.2", ON(1, 1, 0.2), LATE, NB_CI }) },
        { .name = "finite sums", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap), .tolerance = 0.02,
          .target = { .formula = stationary, .because = "fixed point of the exact recursion" },
          .given = NB_EXACT_GAP_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "case A, a = 0.1", NB_ARMS(NB_SGD(0.1, NULL, NB_CASE_A)), LATE, NB_CI },
              { "case A, a = 0.2", NB_ARMS(NB_SGD(0.2, NULL, NB_CASE_A)), LATE, NB_CI },
              { "case A, a = 0.1, 2 without replacement",
                NB_ARMS(NB_BATCHES(0.1, NULL, NB_WITHOUT_REPLACEMENT, 2, NB_CASE_A)), LATE, NB_CI },
              { "case B, a = 0.1", NB_ARMS(NB_SGD(0.1, NULL, NB_CASE_B)), LATE, NB_CI }) },
        { .name = "the time average", .kind = NB_MEAN, .relation = NB_AT_MOST, .watch = NB_WATCH(&nb_average_distance),
          .target = { .formula = over_time, .because = "s^2 / (h^2 T)" }, .given = NB_GAUSSIAN_SQUARES,
          .instances = NB_INSTANCES_OF(
              { "h = 1, s = 1, a = 0.2",
                NB_ARMS({ .problem = PARABOLA(1, 1), .method = &nb_averaged, .step = { nb_constant, .a = 0.2 } }),
                NB_TIMES(10, 40, 160), NB_CI }) },
        { .name = "the stationary law", .kind = NB_LAW, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_first),
          .tolerance = 0.03, .bias = 4e-6,
          .target = { .law = settled, .because = "N(0, a s^2 / (h (2 - a h)))" },
          .instances = NB_INSTANCES_OF({ "h = 1, s = 1, a = 0.1", ON(1, 1, 0.1), LATE, NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "without-the-two", .label = "floor a s^2 / h", .breaks = "the factor 2 - a h", .part = 1,
          .target = { .formula = without_two } },
        { .slug = "converges", .label = "converges to x*, as gradient descent does", .breaks = "the noise ball",
          .part = 1,
          .target = { .formula = to_solution },
          .on = NB_INSTANCES_OF(
              { "h = 1, s = 1, a = 0.1, from 10", NB_ARMS(NB_SGD(0.1, nb_at_ten, NB_SCALAR_NOISE(1))), LATE, NB_CI }) },
        { .slug = "faster-average", .label = "1 / T^2 for the average", .breaks = "the rate 1 / T", .part = 3,
          .target = { .formula = over_time_squared } },
        { .slug = "wider-law", .label = "a normal law of variance a s^2 / h", .breaks = "the factor 2 - a h", .part = 4,
          .target = { .law = wider } }),
};
