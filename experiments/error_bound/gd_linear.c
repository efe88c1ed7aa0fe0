// SPDX-License-Identifier: GPL-3.0-or-later
/* Smoothness and the error bound make gradient descent linear.
 *
 *     f(x+) - f*  <=  (1 - a delta (1 - beta a / 2)) (f(x) - f*),     x+ = x - a grad f(x),
 *
 * by the descent lemma, then by the error bound. The factor is at most 1 - delta e (1 - beta e / 2) < 1 for all steps
 * a in [e, 2 / beta - e]: a (1 - beta a / 2) is concave and the same at both ends. Equality for f = h x^2 / 2, where
 * delta = 2 h and beta = h: the factor is (1 - a h)^2. Nothing is convex here: x^2 + 3 sin^2 x serves too.
 */
#include "experiments/error_bound/cases.h"

static const double margin = 0.01;      // e

/* f - f* at x_0 and x_1 of a walk. */
typedef struct { const nb_setup *s; long double gap[2]; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    double D[NB_MOST_DIM] = { 0 };
    for (size_t k = 0; k < dim; k++)
        D[k] = x[k] - v->s->problem.x_star[k];
    v->gap[t] = nb_gradients_at(v->s, D).gap;
    return t < 1;
}

/* The largest (f(x_1) - f*) / (f(x_0) - f*): over the arms, or over a grid without 0. */
static nb_status worst_ratio(const nb_trial *t, long double *worst)
{
    *worst = 0;
    for (size_t i = 0; t->setup[0].problem.type && i < t->instance->arms.count; i++) {
        seen v = { .s = &t->setup[i] };
        NB_TRY(nb_walk_alone(t, i, 0, look, &v, NULL));
        *worst = fmaxl(*worst, v.gap[1] / v.gap[0]);
    }
    const nb_curve f = nb_curve_of(&t->setup[0]);
    for (size_t i = 0; !t->setup[0].problem.type && i <= NB_GRID - 1; i++) {
        const double x = nb_curve_grid(&f, i, NB_GRID - 1);
        const double next = x - t->setup[0].arm->step.a * (double)nb_curve_slope(&f, x);
        *worst = fmaxl(*worst, (nb_curve_value(&f, next) - f.f_star) / (nb_curve_value(&f, x) - f.f_star));
    }
    return NB_OK;
}

static long double factor(const nb_setup *s, double a, double times)
{
    const nb_curve f = nb_curve_of(s);
    return 1 - (long double)times * f.delta * a * (1 - (long double)f.beta * a / 2);
}

static nb_status enter(const nb_trial *t, nb_ledger *l, double a, double times)
{
    long double worst = 0;
    NB_TRY(worst_ratio(t, &worst));
    return nb_enter(l, (nb_pair){ "(f(x_1) - f*) / (f(x_0) - f*), the largest", .lhs = worst,
                                  .rhs = factor(&t->setup[0], a, times), .scale = 1 + worst });
}

static nb_status one_step (const nb_trial *t, nb_ledger *l) { return enter(t, l, t->setup[0].arm->step.a, 1); }
static nb_status doubled  (const nb_trial *t, nb_ledger *l) { return enter(t, l, t->setup[0].arm->step.a, 2); }
static nb_status uniformly(const nb_trial *t, nb_ledger *l) { return enter(t, l, margin, 1); }
static nb_status percent  (const nb_trial *t, nb_ledger *l) { return enter(t, l, t->setup[0].arm->step.a, 1.01); }

static bool step_in_range(const nb_setup *s)
{
    const double a = s->arm->step.a, beta = s->arm->numbers[NB_BETA];
    return nb_constant_step(s) && margin <= a && a <= (2 / beta - margin) * (1 + 0x1p-40);
}

#define QUADRATIC(size, from, delta, beta, n, h) \
    { .method = &nb_sgd, .step = { nb_constant, .a = size }, .start = { .point = from }, \
      NB_NUMBERS([NB_DELTA] = delta, [NB_BETA] = beta), \
      .problem = { .type = &nb_quadratic, .dim = n, .data = h } }
static const double one_four[] = { 1, 4 }, three[] = { 3 };
static const double first[] = { 1, 0 }, second[] = { 0, 1 };
#define FROM(size, from) QUADRATIC(size, from, 2, 4, 2, one_four)
#define PLANE(size) .arms = NB_ARMS(FROM(size, first), FROM(size, second), FROM(size, nb_case_a_start)), \
                    .at = NB_TIMES(1)
#define LINE(size)  .arms = NB_ARMS(QUADRATIC(size, first, 6, 3, 1, three)), .at = NB_TIMES(1)
#define WAVY        NB_CURVE_STEP(0.125, NB_WAVY, 3, 0, -10, 10, [NB_DELTA] = 0.35, [NB_BETA] = 8)
#define STEPS NB_INSTANCES_OF( \
    { "h = (1, 4), a = 0.05", PLANE(0.05) }, \
    { "h = (1, 4), a = 0.2",  PLANE(0.2) }, \
    { "h = (1, 4), a = 0.25", PLANE(0.25) }, \
    { "h = (1, 4), a = 0.4",  PLANE(0.4) }, \
    { "h = (1, 4), a = 0.49", PLANE(0.49) }, \
    { "x^2 + 3 sin^2 x, a = 1 / 8", WAVY })

const nb_claim nb_claim_error_bound_gd_linear = {
    .id     = "error_bound/gd-linear",
    .title  = "Gradient descent is linear where the error bound holds",
    .source = { NB_GISELSSON, "Convergence analysis - Smoothness and error bound",
                "Karimi, Nutini and Schmidt (2016)" },
    .text   = "f(x+) - f* <= (1 - a delta (1 - beta a / 2)) (f(x) - f*), a factor below 1 uniformly in a in [e, 2/beta "
              "- e]",
    .latex  = "f(x_{k+1})-f^\\star \\le \\left(1-\\gamma_k\\delta\\left(1-\\tfrac{\\beta\\gamma_k}{2}\\right)\\right)"
              "(f(x_k)-f^\\star)",
    .premises = NB_PREMISES(
        { "f is beta-smooth",                          nb_semismooth },
        { "the error bound holds with delta",          nb_error_bound },
        { "the step is in [e, 2 / beta - e], e = 0.01", step_in_range }),
    .parts = NB_PARTS(
        { .name = "one step", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = one_step, .because = "1 - a delta (1 - beta a / 2)" }, .instances = STEPS },
        { .name = "equality in one dimension", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = one_step, .because = "(1 - a h)^2" },
          .instances = NB_INSTANCES_OF(
              { "h = 3, a = 0.05", LINE(0.05) },
              { "h = 3, a = 0.2",  LINE(0.2) },
              { "h = 3, a = 0.6",  LINE(0.6) }) },
        { .name = "uniformly in the step", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = uniformly, .because = "1 - delta e (1 - beta e / 2)" }, .instances = STEPS }),
    .controls = NB_CONTROLS(
        { .slug = "two-over-beta", .label = "step 2 / beta: no convergence", .breaks = "a <= 2 / beta - e", .part = 2,
          .premise = step_in_range, .on = NB_INSTANCES_OF({ "h = (1, 4), a = 0.5", PLANE(0.5) }) },
        { .slug = "beyond", .label = "step 0.55 = 2.2 / beta", .breaks = "a <= 2 / beta - e", .part = 2,
          .premise = step_in_range, .on = NB_INSTANCES_OF({ "h = (1, 4), a = 0.55", PLANE(0.55) }) },
        { .slug = "delta-doubled", .label = "delta doubled", .breaks = "delta", .target = { .account = doubled },
          .on = NB_INSTANCES_OF({ "h = (1, 4), a = 0.05", PLANE(0.05) }) },
        { .slug = "one-percent", .label = "delta one per cent larger, at equality", .breaks = "delta", .part = 1,
          .target = { .account = percent } }),
};
