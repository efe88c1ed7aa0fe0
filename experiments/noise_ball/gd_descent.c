// SPDX-License-Identifier: GPL-3.0-or-later
/* How far a step of gradient descent goes down.
 *
 * f L-smooth, convex or not:
 *
 *     f(x - a grad f) - f(x)  <=  -(1 - L a / 2) a |grad f|^2,
 *
 * a descent for 0 < a < 2/L, and at least (a / 2) |grad f|^2 deep for a <= 1/L. Proof: the descent lemma with the step
 * -a grad f. Equality on f = L x^2 / 2. The source states the second form and then allows steps up to 2/L: at 1.5/L the
 * truth is -0.375 L x^2, the bound -0.75 L x^2.
 */
#include <stdio.h>

#include "experiments/noise_ball/cases.h"

/* One step of the walk, in long double: f before and after, |grad f|^2. */
typedef struct { long double before, after, slope; } step;

typedef struct { const nb_setup *s; step *step; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    const seen *v = context;
    double D[NB_MOST_DIM] = { 0 };
    for (size_t k = 0; k < dim; k++)
        D[k] = x[k] - v->s->problem.x_star[k];
    const nb_gradients g = nb_gradients_at(v->s, D);
    *(t ? &v->step->after : &v->step->before) = g.gap;
    if (!t)
        v->step->slope = g.slope;
    return t < 1;
}

/* f = 1 - cos x, L = 1, not convex. numbers: x. */
static nb_status take(const nb_trial *t, step *r)
{
    const nb_setup *s = &t->setup[0];
    if (s->problem.type)
        return nb_walk_alone(t, 0, 0, look, &(seen){ s, r }, NULL);
    const double x = s->arm->numbers[0], slope = nb_sin(x);
    *r = (step){ .before = 1 - nb_cos(x), .after = 1 - nb_cos(x - s->arm->step.a * slope),
                 .slope = (long double)slope * slope };
    return NB_OK;
}

static double curvature(const nb_setup *s)
{
    return s->problem.type ? s->k.L : 1;
}

static nb_status enter(const nb_trial *t, nb_ledger *l, double share)
{
    step r = { 0 };
    NB_TRY(take(t, &r));
    return nb_enter(l, (nb_pair){ "f(x_1) - f(x_0)", .lhs = r.after - r.before,
                                  .rhs = 0 - share * t->setup[0].arm->step.a * r.slope,
                                  .scale = r.after + r.before });
}

static nb_status general(const nb_trial *t, nb_ledger *l)
{
    return enter(t, l, 1 - curvature(&t->setup[0]) * t->setup[0].arm->step.a / 2);
}

/* 1 % more than that, where it is all there is. */
static nb_status percent_more(const nb_trial *t, nb_ledger *l)
{
    return enter(t, l, 1.01 * (1 - curvature(&t->setup[0]) * t->setup[0].arm->step.a / 2));
}

static nb_status half      (const nb_trial *t, nb_ledger *l) { return enter(t, l, 0.5); }
static nb_status two_thirds(const nb_trial *t, nb_ledger *l) { return enter(t, l, 2. / 3); }
static nb_status descent   (const nb_trial *t, nb_ledger *l) { return enter(t, l, 0); }

static bool smooth(const nb_setup *s)
{
    return s->problem.type ? s->k.L > 0 && isfinite(s->k.L) : s->arm && s->arm->numbers;
}

static bool exact_gradient(const nb_setup *s)
{
    return !s->problem.type || (!s->problem.noisy && s->problem.terms == 0);
}

static bool below_2_over_L(const nb_setup *s)
{
    return nb_constant_step(s) && s->arm->step.a * curvature(s) < 2;
}

static const double three[] = { 3 }, one_and_four[] = { 1, 4 }, saddle[] = { 4, -1 };

#define ON(d, h)       { .type = &nb_quadratic, .dim = d, .data = h }
#define PARABOLA(size) NB_ARMS(NB_SGD(size, nb_at_two, ON(1, three)))
#define PLANE(size)    NB_ARMS(NB_SGD(size, nb_case_a_start, ON(2, one_and_four)))
#define SADDLE(size)   NB_ARMS(NB_SGD(size, nb_case_a_start, ON(2, saddle)))
#define WAVE(size, x)  NB_ARMS({ .step = { nb_constant, .a = size }, .numbers = (const double[]){ x } })
#define ONE_STEP       NB_TIMES(1), NB_SMOKE

const nb_claim nb_claim_noise_ball_gd_descent = {
    .id     = "noise_ball/gd-descent",
    .title  = "Descent of a gradient step",
    .source = { NB_CHAUDHARI, "2, after Lemma 6", "" },
    .text   = "f(x+) - f(x) <= -(1 - L a / 2) a |grad f(x)|^2, and <= -(a / 2) |grad f(x)|^2 for a <= 1 / L",
    .latex  = "f(x^{+}) - f(x) \\le -\\left(1-\\tfrac{L\\alpha}{2}\\right)\\alpha\\|\\nabla f(x)\\|^2",
    .premises = NB_PREMISES(
        { "f is L-smooth",                   smooth },
        { "the gradient is exact",           exact_gradient },
        { "the step is constant, a < 2 / L", below_2_over_L }),
    .parts = NB_PARTS(
        { .name = "any smooth f", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = general, .because = "-(1 - L a / 2) a |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 0.2",     PLANE(0.2),   ONE_STEP },
              { "h = (1, 4), a = 1.9 / L", PLANE(0.475), ONE_STEP },
              { "h = (4, -1), a = 0.2",    SADDLE(0.2),  ONE_STEP },
              { "1 - cos x at 2, a = 0.5", WAVE(0.5, 2), ONE_STEP },
              { "1 - cos x at 3, a = 1.9", WAVE(1.9, 3), ONE_STEP }) },
        { .name = "equality on a parabola", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = general, .because = "-(1 - L a / 2) a |grad f|^2" },
          .instances = NB_INSTANCES_OF({ "f = 3 x^2 / 2, a = 1.5 / L", PARABOLA(0.5), ONE_STEP }) },
        { .name = "a <= 1 / L", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = half, .because = "-(a / 2) |grad f|^2" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 1 / L",  PLANE(0.25),  ONE_STEP },
              { "h = (4, -1), a = 1 / L", SADDLE(0.25), ONE_STEP },
              { "1 - cos x at 2, a = 1",  WAVE(1, 2),   ONE_STEP }) },
        { .name = "it goes down", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = descent, .because = "no growth" },
          .instances = NB_INSTANCES_OF(
              { "h = (1, 4), a = 1.9 / L",    PLANE(0.475),  ONE_STEP },
              { "f = 3 x^2 / 2, a = 1.5 / L", PARABOLA(0.5), ONE_STEP }) }),
    .controls = NB_CONTROLS(
        { .slug = "step-25", .label = "step 2.5 / L", .breaks = "a < 2 / L", .part = 3, .premise = below_2_over_L,
          .on = NB_INSTANCES_OF({ "f = 3 x^2 / 2, a = 2.5 / L", PARABOLA(2.5 / 3), ONE_STEP }) },
        { .slug = "two-thirds", .label = "-(2/3) a |grad f|^2 at a = 1 / L", .breaks = "a / 2", .part = 2,
          .target = { .account = two_thirds },
          .on = NB_INSTANCES_OF({ "f = 3 x^2 / 2, a = 1 / L", PARABOLA(1. / 3), ONE_STEP }) },
        { .slug = "one-percent", .label = "1.01 (1 - L a / 2) a |grad f|^2", .breaks = "1 - L a / 2", .part = 1,
          .target = { .account = percent_more } }),
    .errata = NB_ERRATA({ "C-6", NB_READING,
        "f(x+) - f(x) <= -(a / 2) |grad f(x)|^2; for strongly convex functions, you can pick a larger step-size "
        "in gradient descent a < 2 / L and obtain a similar expression",
        "f(x^{+}) - f(x) \\le -\\tfrac{\\alpha}{2}\\|\\nabla f(x)\\|^2,\\quad \\alpha < 2/L",
        { .slug = "printed", .label = "-(a / 2) |grad f|^2 at a = 1.5 / L", .breaks = "a <= 1 / L",
          .reason = "-(a/2)|grad f|^2 needs a <= 1/L; up to 2/L what holds is -a (1 - a L / 2) |grad f|^2",
          .part = 1,
          .target = { .account = half } } }),
};
