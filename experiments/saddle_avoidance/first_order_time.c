// SPDX-License-Identifier: GPL-3.0-or-later
/* The first gradient below eps comes by T_eps = eps^-2 (L / omega) (f(x_0) - f*), omega = a L (1 - a L / 2).
 *
 * Each step at a point with |grad f| > eps lowers f by more than a (1 - a L / 2) eps^2 = (omega / L) eps^2
 * (saddle_avoidance/gd-descent), and f falls by f(x_0) - f* at most. Nearly attained, up to 1 - a L / 2, by Huber's
 * function whose straight sides have slope eps (1 + 1e-9): there each step lowers f by a eps^2. So eps^-2 is the
 * right order in the worst case, and the right order in L at a = 1 / L; a quadratic needs only log(1 / eps) steps. It
 * is the best of the iterates that is meant: near a saddle the gradient is small, and grows again.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"

enum { EPS, LEVEL = 1 };                    // numbers of an arm: eps, f*

typedef struct { nb_problem *p; double eps, best, after; uint64_t first; bool there; } seen;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *v = context;
    double g[NB_MOST_DIM], size = 0;
    nb_gradient_of(v->p, x, g);
    for (size_t k = 0; k < dim; k++)
        size += g[k] * g[k];
    size = sqrt(size);
    v->best = fmin(v->best, size);
    if (v->there)
        v->after = fmax(v->after, size);
    if (!v->there && size <= v->eps) {
        v->there = true;
        v->first = t;
    }
    return true;
}

static bool first_only(void *context, uint64_t t, size_t dim, const double *x)
{
    return look(context, t, dim, x) && !((seen *)context)->there;
}

static nb_status walk(const nb_trial *t, size_t arm, nb_visit *visit, seen *v)
{
    nb_problem p = t->setup[arm].problem;
    *v = (seen){ .p = &p, .eps = t->setup[arm].arm->numbers[EPS], .best = INFINITY };
    return nb_walk_alone(t, arm, 0, visit, v, NULL);
}

static long double bound(const nb_setup *s, double share)
{
    const long double a = s->arm->step.a, L = s->problem.k.L, eps = s->arm->numbers[EPS];
    const long double omega = share * a * L * (1 - a * L / 2);
    return L / omega * (s->gap0 - s->arm->numbers[LEVEL]) / (eps * eps);
}

static nb_status enter_time(const nb_trial *t, nb_ledger *l, double share)
{
    for (size_t i = 0; i < t->instance->arms.count; i++) {
        const nb_setup *s = &t->setup[i];
        char label[48];
        seen v;
        NB_TRY(walk(t, i, first_only, &v));
        snprintf(label, sizeof label, "T, a L = %g", s->arm->step.a * s->problem.k.L);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = v.there ? (double)v.first : INFINITY, .rhs = bound(s, share) }));
    }
    return NB_OK;
}
static nb_status by_then(const nb_trial *t, nb_ledger *l) { return enter_time(t, l, 1); }
static nb_status by_half(const nb_trial *t, nb_ledger *l) { return enter_time(t, l, 2); }

/* log T at the last arm over log T at the first, per log of eps or of L. */
static nb_status enter_slope(const nb_trial *t, nb_ledger *l, bool in_L, double slope)
{
    const size_t n = t->instance->arms.count;
    const nb_setup *s[] = { &t->setup[0], &t->setup[n - 1] };
    double log_T[2], log_of[2];
    for (size_t i = 0; i < 2; i++) {
        seen v;
        NB_TRY(walk(t, i * (n - 1), first_only, &v));
        log_T[i] = nb_log((double)v.first);
        log_of[i] = nb_log(in_L ? s[i]->problem.k.L : s[i]->arm->numbers[EPS]);
    }
    return nb_enter(l, (nb_pair){ in_L ? "d log T / d log L" : "d log T / d log eps",
                                  .lhs = (log_T[1] - log_T[0]) / (log_of[1] - log_of[0]), .rhs = slope,
                                  .within = 0.02 });
}
static nb_status minus_two(const nb_trial *t, nb_ledger *l) { return enter_slope(t, l, false, -2); }
static nb_status minus_one(const nb_trial *t, nb_ledger *l) { return enter_slope(t, l, false, -1); }
static nb_status plus_one (const nb_trial *t, nb_ledger *l) { return enter_slope(t, l, true, 1); }

static nb_status best_iterate(const nb_trial *t, nb_ledger *l)
{
    seen v;
    NB_TRY(walk(t, 0, look, &v));
    return nb_enter(l, (nb_pair){ "min |grad f(x_t)|", .lhs = v.best, .rhs = v.eps });
}

static nb_status from_then_on(const nb_trial *t, nb_ledger *l)
{
    seen v;
    NB_TRY(walk(t, 0, look, &v));
    return nb_enter(l, (nb_pair){ "max |grad f(x_t)|, t >= T", .lhs = v.after, .rhs = v.eps });
}

/* f* is no more than the infimum: the gap at the origin of lib/problem is 0, and f* of the saddle is min f. */
static bool below_all(const nb_setup *s)
{
    return s->arm->numbers[LEVEL] <= 0 && s->gap0 >= 0;
}

/* Just above eps all the way, as at x_0. The order of T is asked for in one dimension only. */
static bool worst_case(const nb_setup *s)
{
    double g[NB_MOST_DIM];
    if (s->problem.dim > 1)
        return true;
    nb_gradient_of(&s->problem, s->x0, g);
    return fabs(g[0]) <= s->arm->numbers[EPS] * (1 + 1e-6);
}

/* Slope eps (1 + 1e-9) beyond eps (1 + 1e-9) / L. */
#define HUBER(eps, L) (const double[]){ 2,   0, L,   (eps) * (1 + 1e-9) / (L), 0 }
#define DESCENT(eps, aL, L, x0, ...) { .method = &nb_sgd, .step = { nb_constant, .a = 1.0 * (aL) / (L) }, \
                                          .start = { .point = x0 }, .numbers = (const double[]){ eps, 0 }, \
                                          .problem = { __VA_ARGS__ } }
#define ON_HUBER(eps, aL, L, x0) DESCENT(eps, aL, L, x0, .type = &nb_piecewise, .dim = 1, .data = HUBER(eps, L))
#define ON_PARABOLA(eps) DESCENT(eps, 0.1, 1, three, .type = &nb_quadratic, .dim = 1)
static const double three[] = { 3 }, thirty[] = { 30 };

/* x^2/2 - y^2/2 + y^4/4 from (1, 1e-5). */
static const double beside[] = { 1, 1e-5 };
#define PAST_THE_SADDLE { .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, .start = { .point = beside }, \
                          .numbers = (const double[]){ 0.02, 0 }, .problem = NB_SADDLE }

const nb_claim nb_claim_saddle_avoidance_first_order_time = {
    .id     = "saddle_avoidance/first-order-time",
    .title  = "A small gradient is found in eps^-2 steps",
    .source = { NB_GOLIKOV, "Gradient descent: Guarantees", "" },
    .text   = "min_{t <= T} |grad f(x_t)| <= eps for T = eps^-2 (L / omega) (f(x_0) - f*), omega = a L (1 - a L / 2); "
              "in the worst case no fewer powers of 1 / eps do",
    .latex  = "\\min_{t\\le T_\\epsilon}\\|\\nabla f(x_t)\\|\\le\\epsilon,\\quad T_\\epsilon=\\epsilon^{-2}"
              "\\tfrac{L}{\\omega}(f(x_0)-f^\\star),\\ \\omega=\\alpha L(1-\\tfrac{\\alpha L}{2})",
    .premises = NB_PREMISES(
        { "f* <= f everywhere",                              below_all },
        { "the slope is eps up to 1e-6, where T is ordered", worst_case }),
    .parts = NB_PARTS(
        { .name = "the time", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = by_then, .because = "eps^-2 (L / omega) (f(x_0) - f*)" },
          .instances = NB_INSTANCES_OF(
              { "Huber, slope eps = 0.01, from 3",
                NB_ARMS(ON_HUBER(0.01, 0.1, 1, three), ON_HUBER(0.01, 0.5, 1, three), ON_HUBER(0.01, 1, 1, three),
                        ON_HUBER(0.01, 1.5, 1, three), ON_HUBER(0.01, 1.9, 1, three)), NB_TIMES(4000), NB_SMOKE }) },
        { .name = "its order in eps", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = minus_two, .because = "f(x_0) - f* the same for all eps" },
          .instances = NB_INSTANCES_OF(
              { "Huber, eps = 0.01 from 3, 0.001 from 30",
                NB_ARMS(ON_HUBER(0.01, 1, 1, three), ON_HUBER(0.001, 1, 1, thirty)), NB_TIMES(40000), NB_SMOKE }) },
        { .name = "its order in L", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = plus_one, .because = "a = 1 / L" },
          .instances = NB_INSTANCES_OF(
              { "Huber, eps = 0.01 from 3, L = 1, 4, 16",
                NB_ARMS(ON_HUBER(0.01, 1, 1, three), ON_HUBER(0.01, 1, 4, three), ON_HUBER(0.01, 1, 16, three)),
                NB_TIMES(8000), NB_SMOKE }) },
        { .name = "the best iterate", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = best_iterate, .because = "eps" },
          .instances = NB_INSTANCES_OF(
              { "past a saddle, eps = 0.02", NB_ARMS(PAST_THE_SADDLE), NB_TIMES(117), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "omega-doubled", .label = "omega doubled: half the time", .breaks = "omega",
          .target = { .account = by_half },
          .on = NB_INSTANCES_OF({ "Huber, a L = 0.1", NB_ARMS(ON_HUBER(0.01, 0.1, 1, three)), NB_TIMES(4000),
                                  NB_SMOKE }) },
        { .slug = "first-power", .label = "order 1 / eps", .breaks = "eps^-2", .part = 1,
          .target = { .account = minus_one } },
        { .slug = "quadratic", .label = "a quadratic needs log(1 / eps) steps", .breaks = "in the worst case",
          .part = 1, .premise = worst_case,
          .on = NB_INSTANCES_OF({ "x^2 / 2 from 3, eps = 0.01 and 0.0001",
                                  NB_ARMS(ON_PARABOLA(0.01), ON_PARABOLA(0.0001)), NB_TIMES(4000), NB_SMOKE }) }),
    .errata = NB_ERRATA({ "K3", NB_WORDING, "GD achieves an eps-1st-order stationary point in T_eps iterations: read "
                                             "as of every iterate from then on",
        "\\text{GD achieves an }\\epsilon\\text{-1st-order stationary point in }T_\\epsilon\\text{ iterations}",
        { .slug = "last-printed", .label = "|grad f(x_t)| <= eps from then on", .breaks = "min over t <= T",
          .reason = "the bound is on the best iterate up to T: later gradients grow again beside a saddle",
          .part = 3, .target = { .account = from_then_on } } }),
};
