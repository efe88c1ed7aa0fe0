// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradient descent: a linear rate, O(log 1/eps) steps, whatever the dimension.
 *
 * On a quadratic with eigenvalues in [m, L] each coordinate's share of f - f* shrinks by (1 - a h)^2 a step, hence
 *
 *     f(x_t) - f*  <=  c^t (f(x_0) - f*),     c = max((1 - a m)^2, (1 - a L)^2),
 *
 * with equality from an extreme eigenvector; c depends on m, L, a and not on dim. So eps is reached in
 * log(gap_0 / eps) / log(1 / c) steps, rounded up. Any f with these m, L obeys the weaker factor
 * 1 - 2 a m (1 - a L / 2), by the descent lemma and |grad f|^2 >= 2 m (f - f*), as long as a < 2/L.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

static double worst(const nb_setup *s)
{
    const double low = 1 - s->arm->step.a * s->k.m, high = 1 - s->arm->step.a * s->k.L;
    return fmax(low * low, high * high);
}

static double general(const nb_setup *s)
{
    return 1 - 2 * s->arm->step.a * s->k.m * (1 - s->arm->step.a * s->k.L / 2);
}

/* f(x_t) - f* along the walk, from the curvatures. */
enum { STEPS = 40 };
typedef struct { const nb_setup *s; long double gap[STEPS + 1]; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    const double *h = v->s->arm->problem.data;
    v->gap[t] = 0;
    for (size_t k = 0; k < dim; k++)
        v->gap[t] += (long double)h[k] * x[k] * x[k] / 2;
    return t < STEPS;
}

static nb_status contracts(const nb_trial *t, nb_ledger *l, double factor)
{
    seen v = { .s = &t->setup[0] };
    NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
    for (uint64_t k = 1; k <= STEPS; k *= 2) {
        char label[32];
        snprintf(label, sizeof label, "f(x_t) - f*, t = %llu", (unsigned long long)k);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = v.gap[k], .rhs = nb_power(factor, k) * v.gap[0],
                                      .roundings = 64 * (unsigned)(k + 1) }));
    }
    return NB_OK;
}

static nb_status by_worst  (const nb_trial *t, nb_ledger *l) { return contracts(t, l, worst(&t->setup[0])); }
static nb_status by_general(const nb_trial *t, nb_ledger *l) { return contracts(t, l, general(&t->setup[0])); }
static nb_status by_percent(const nb_trial *t, nb_ledger *l) { return contracts(t, l, 0.99 * worst(&t->setup[0])); }
static nb_status by_best   (const nb_trial *t, nb_ledger *l) { return contracts(t, l, 0.9 * worst(&t->setup[0])); }

static nb_status steps_to(const nb_trial *t, nb_ledger *l)
{
    seen v = { .s = &t->setup[0] };
    NB_TRY(nb_walk_alone(t, 0, 0, look, &v, NULL));
    for (int digits = 2; digits <= 14; digits += 4) {
        const long double eps = v.gap[0] * nb_power(0.1, (uint64_t)digits);
        uint64_t needed = 0;
        while (needed < STEPS && v.gap[needed] > eps * (1 + 0x1p-40L))
            needed++;
        char label[40];
        snprintf(label, sizeof label, "steps to gap_0 / 10^%d", digits);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = needed, .rhs = ceil(digits * nb_log(10) / -nb_log(worst(v.s))) }));
    }
    return NB_OK;
}

static bool exact_gradient(const nb_setup *s)
{
    return s->problem.type == &nb_quadratic && !s->problem.noisy;
}

static bool below_2_over_L(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * s->k.L < 2;
}

/* A hundred curvatures from 1 to 4, evenly spaced; all coordinates start at 1. */
#define TEN(k) 1 + (k) / 33., 1 + ((k) + 1) / 33., 1 + ((k) + 2) / 33., 1 + ((k) + 3) / 33., 1 + ((k) + 4) / 33., \
    1 + ((k) + 5) / 33., 1 + ((k) + 6) / 33., 1 + ((k) + 7) / 33., 1 + ((k) + 8) / 33., 1 + ((k) + 9) / 33.
static const double spread[] = {
    TEN(0), TEN(10), TEN(20), TEN(30), TEN(40), TEN(50), TEN(60), TEN(70), TEN(80), TEN(90),
};
#define ONES 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
static const double ones[] = { ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES };
static const double first_axis[100] = { 1 };
static const double two[] = { 1, 4 };

#define PLANE(size, from)   NB_ARMS(NB_SGD(size, from, { .type = &nb_quadratic, .dim = 2, .data = two }))
#define HUNDRED(size, from) NB_ARMS(NB_SGD(size, from, { .type = &nb_quadratic, .dim = 100, .data = spread }))
#define TO_THE_END          NB_TIMES(STEPS), NB_SMOKE

const nb_claim nb_claim_noise_ball_gd_linear_rate = {
    .id     = "noise_ball/gd-linear-rate",
    .title  = "Gradient descent converges linearly, at a rate that does not depend on the dimension",
    .source = { NB_CHAUDHARI, "1 and 2", "" },
    .text   = "f(x_t) - f* <= c^t (f(x_0) - f*), c = max((1 - a m)^2, (1 - a L)^2); eps is reached in O(log 1/eps) "
              "steps",
    .latex  = "f(x_t)-f^\\star \\le c^t (f(x_0)-f^\\star),\\quad c = \\max\\{(1-\\alpha m)^2,(1-\\alpha L)^2\\}",
    .premises = NB_PREMISES(
        { "the gradient is exact",              exact_gradient },
        { "f is m-strongly convex, L-smooth",   nb_strongly_convex },
        { "the step is constant, a < 2 / L",    below_2_over_L }),
    .parts = NB_PARTS(
        { .name = "rate", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = by_worst, .because = "c^t gap_0" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 0.4",           PLANE(0.4, nb_case_a_start), TO_THE_END },
              { "100 h from 1 to 4, a = 0.4",    HUNDRED(0.4, ones),          TO_THE_END }) },
        { .name = "equality from an extreme eigenvector", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = by_worst, .because = "c^t gap_0" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 0.4, from (1, 0)",      PLANE(0.4, first_axis),   TO_THE_END },
              { "100 h from 1 to 4, a = 0.4, from e_1",  HUNDRED(0.4, first_axis), TO_THE_END }) },
        { .name = "steps to eps", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = steps_to, .because = "log(gap_0 / eps) / log(1 / c)" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 0.4",        PLANE(0.4, nb_case_a_start), TO_THE_END },
              { "100 h from 1 to 4, a = 0.4", HUNDRED(0.4, ones),          TO_THE_END }) },
        { .name = "any strongly convex f", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = by_general, .because = "(1 - 2 a m (1 - a L / 2))^t gap_0" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 0.4",  PLANE(0.4, nb_case_a_start),  TO_THE_END },
              { "h = (1, 4), a = 0.49", PLANE(0.49, nb_case_a_start), TO_THE_END }) }),
    .controls = NB_CONTROLS(
        { .slug = "step-055", .label = "step 0.55 = 2.2 / L", .breaks = "a < 2 / L", .part = 3,
          .premise = below_2_over_L,
          .on = NB_INSTANCES_OF({ "h = (1, 4), a = 0.55", PLANE(0.55, nb_case_a_start), TO_THE_END }) },
        { .slug = "faster", .label = "a factor 0.9 c", .breaks = "c", .target = { .account = by_best } },
        { .slug = "one-percent", .label = "0.99 c along an extreme eigenvector", .breaks = "c", .part = 1,
          .target = { .account = by_percent } }),
};
