// SPDX-License-Identifier: GPL-3.0-or-later
/* Perturbed gradient descent leaves saddles in a time that grows with log d.
 *
 * Theorem (Jin et al. 2017). f with L-Lipschitz gradient and rho-Lipschitz Hessian, eps <= L^2 / rho, D >= f(x_0) - f*,
 * chi = 3 max(ln(d L D / (c eps^2 delta)), 4). With step c / L and
 *
 *     slope     sqrt(c) eps / chi^2         radius    sqrt(c) eps / (chi^2 L)
 *     wait      chi L / (c^2 sqrt(rho eps)) decrease  c sqrt(eps^3 / rho) / chi^3
 *
 * it returns, with probability 1 - delta, an eps-second-order stationary point (|grad f| <= eps, f'' >= -sqrt(rho
 * eps)), after at most chi^4 L D / (c^3 eps^2) steps: each cycle of `wait` steps lowers f by `decrease`, each other
 * step by (c / 2 L) slope^2, which is more.
 *
 * "O(log^4 d / eps^2)" drops L D and the logarithms of 1/eps and 1/delta. The bound is far from tight: on f = |x|^2/2
 * + y^4/4 - y^2/2 + 1/4 the run from the saddle ends with its second cycle. What log d does is seen in the escape: the
 * perturbed y has the law of a uniform ball's coordinate, after which descent is a monotone map g, |y_t| = g^t(|y|), so
 * that P(T > t) = P(|y| <= g^-t(1/2)) exactly, T the first |y_t| > 1/2. On a quadratic saddle g(y) = rho y.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/noise.h"
#include "lib/oracle_line.h"

enum { SLOPE, RADIUS, WAIT, DECREASE };         // numbers of lib/method/perturbed_gd.c

/* L = 2 and rho = 6 on |y| <= 1; d L D / (c eps^2 delta) = 1e5 d. */
static const double L = 2, hessian = 6, eps = 0.01, c = 0.5, delta = 0.1, drop = 0.25;

static double chi(double d) { return 3 * fmax(nb_log(d * L * drop / (c * eps * eps * delta)), 4); }

/* The same for d = 10^k as a constant: 3 (5 + k) ln 10 and what follows from it. */
#define CHI(k)      (3 * (5 + (k)) * 2.30258509299404568402)
#define ROOT_C      0.70710678118654752440              // sqrt(1/2)
#define ROOT_6      2.44948974278317809820
#define UP(x)       ((double)((long)(x) + 1))           // of what is no integer
#define NUMBERS(k)  (const double[]){ \
    [SLOPE]    = ROOT_C * 0.01 / (CHI(k) * CHI(k)), \
    [RADIUS]   = ROOT_C * 0.01 / (CHI(k) * CHI(k) * 2), \
    [WAIT]     = UP(CHI(k) * 2 / (0.25 * ROOT_6 * 0.1)), \
    [DECREASE] = 0.5 * (1e-3 / ROOT_6) / (CHI(k) * CHI(k) * CHI(k)) }

static nb_status thresholds(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->instance->arms.count; a++) {
        const nb_setup *s = &t->setup[a];
        const double d = (double)s->problem.dim, x = chi(d), *of = s->arm->numbers;
        NB_TRY(nb_enter(l, (nb_pair){ "slope", .lhs = of[SLOPE], .rhs = sqrt(c) * eps / (x * x) }));
        NB_TRY(nb_enter(l, (nb_pair){ "radius", .lhs = of[RADIUS], .rhs = sqrt(c) * eps / (x * x * L) }));
        NB_TRY(nb_enter(l, (nb_pair){ "wait", .lhs = of[WAIT], .rhs = ceil(x * L / (c * c * sqrt(hessian * eps))) }));
        NB_TRY(nb_enter(l, (nb_pair){ "decrease", .lhs = of[DECREASE],
                                      .rhs = c * sqrt(eps * eps * eps / hessian) / (x * x * x) }));
    }
    return NB_OK;
}

/* Returned, |grad f| <= eps and f'' >= -sqrt(rho eps): 3 y^2 - 1 is the least eigenvalue for |y| <= sqrt(2/3). */
static void second_order(const nb_setup *s, const nb_flock *f, double *out)
{
    double square[NB_LANES_MOST];
    nb_stopped.run(s, f, out);
    nb_gradient.run(s, f, square);
    for (size_t l = 0; l < f->lanes; l++) {
        const double y = nb_flock_get(f, l, 0);
        out[l] = out[l] != 0 && square[l] <= eps * eps && 3 * y * y - 1 >= -sqrt(hessian * eps);
    }
}
static const nb_observable returned = { "returned, second-order", "[x_t\\text{ returned}]", .run = second_order };

static double most_probably(const nb_setup *s, uint64_t t) { return s && t ? 1 - delta : NAN; }

/* y_{t+1} = y + a (y - y^3), or rho y on a quadratic: what |y| <= 1/2, or 1, comes from t steps ago. */
static double before(const nb_setup *s, uint64_t t)
{
    const double a = s->arm->step.a;
    if (s->problem.type == &nb_quadratic)
        return 1 / nb_power(1 - a * s->problem.k.m, t);
    double y = 0.5;
    for (; t > 0; t--) {
        const double to = y;
        y = to / (1 + a);
        for (int i = 0; i < 60 && y + a * (y - y * y * y) != to; i++)            // Newton, from below
            y -= (y + a * (y - y * y * y) - to) / (1 + a * (1 - 3 * y * y));
    }
    return y;
}
static double from_radius(const nb_setup *s)
{
    return s->arm->numbers ? s->arm->numbers[RADIUS] : s->arm->start.spread;
}

/* P(T <= t) */
static double escaped(const nb_setup *s, uint64_t t)
{
    return 1 - nb_ball_coordinate(s->problem.dim, before(s, t) / from_radius(s));
}

/* T, the median: the least t with P(T <= t) >= 1/2. */
static double median(const nb_setup *s)
{
    uint64_t t = 0;
    while (escaped(s, t) < 0.5)
        t++;
    return (double)t;
}

/* From arm to arm the median grows by at most 3 a unit of ln d: 1 / (2 ln(1 + a)) = 2.24 and what chi^2 adds. */
static nb_status additive(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 1; a < t->instance->arms.count; a++) {
        const nb_setup *one = &t->setup[a - 1], *next = &t->setup[a];
        const double ratio = (double)next->problem.dim / (double)one->problem.dim;
        const double shrunk = from_radius(one) / from_radius(next), rate = nb_log1p(one->arm->step.a);
        char label[48];
        snprintf(label, sizeof label, "median T(%zu) - T(%zu)", next->problem.dim, one->problem.dim);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = median(next) - median(one),
                                      .rhs = (nb_log(ratio) / 2 + nb_log(shrunk)) / rate, .within = 1.5 }));
    }
    return NB_OK;
}

/* T in proportion to sqrt d. */
static nb_status as_a_root(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 1; a < t->instance->arms.count; a++) {
        const nb_setup *one = &t->setup[a - 1], *next = &t->setup[a];
        const double ratio = (double)next->problem.dim / (double)one->problem.dim;
        NB_TRY(nb_enter(l, (nb_pair){ "median T(10 d) - T(d)", .lhs = median(next) - median(one),
                                      .rhs = median(one) * (sqrt(ratio) - 1), .within = 1.5 }));
    }
    return NB_OK;
}

/* The last move of a walk, and |y| there. */
typedef struct { double y, rest; uint64_t at; } last_move;
static bool watch(void *context, uint64_t t, size_t dim, const double *x)
{
    last_move *m = context;
    double rest = 0;
    for (size_t k = 1; k < dim; k++)
        rest += fabs(x[k]);
    if (x[0] != m->y || rest != m->rest)
        *m = (last_move){ x[0], rest, t };
    return true;
}

/* It ends at T, after which it makes the move to where the last cycle began. */
static nb_status bound(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->instance->arms.count; a++) {
        const double x = chi((double)t->setup[a].problem.dim);
        last_move m = { 0, 0, 0 };
        char label[48];
        NB_TRY(nb_walk_alone(t, a, 0, watch, &m, NULL));
        snprintf(label, sizeof label, "T, d = %zu", t->setup[a].problem.dim);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = m.at - 1,
                                      .rhs = x * x * x * x * L * drop / (c * c * c * eps * eps) }));
        snprintf(label, sizeof label, "||y_T| - 1|, d = %zu", t->setup[a].problem.dim);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = fabs(fabs(m.y) - 1), .rhs = 1e-12, .scale = 1 }));
    }
    return NB_OK;
}

static bool perturbed(const nb_setup *s)
{
    return s->arm->method == &nb_perturbed_gd ? s->arm->numbers[RADIUS] > 0 : s->arm->start.spread > 0;
}
static bool small_eps(const nb_setup *s) { return s && eps <= L * L / hessian; }

/* c, h, q, v, u, w of y, then of the others. */
static void one_well(const nb_problem_spec *s, double *of)
{
    for (size_t k = 0; k < s->dim; k++, of += 6) {
        of[1] = k ? 1 : -1;
        of[2] = k ? 0 : 1;
        of[3] = 1;
    }
}
static void one_down(const nb_problem_spec *s, double *h)
{
    for (size_t k = 0; k < s->dim; k++)
        h[k] = k ? 1 : -1;
}
#define WELL(n) { .type = &nb_quartic, .dim = n, .table = { one_well, 6 * (n) } }
#define PGD(n, k) { .problem = WELL(n), .method = &nb_perturbed_gd, .step = { nb_constant, .a = 0.25 }, \
                    .numbers = NUMBERS(k), .barrier = { 0, 0.5 } }
#define BALL(n)   { .problem = { .type = &nb_quadratic, .dim = n, .table = { one_down, n } }, .method = &nb_sgd, \
                    .step = { nb_constant, .a = 0.1 }, .barrier = { 0, 1 }, \
                    .start = { .spread = 1e-3, .law = NB_BALL_START } }
#define UP_TO_1000 NB_ARMS(PGD(10, 1), PGD(100, 2), PGD(1000, 3))
static const double no_radius[] = { [SLOPE] = 1e-6, [RADIUS] = 0, [WAIT] = 1354, [DECREASE] = 1e-9 };

const nb_claim nb_claim_saddle_avoidance_pgd_polylog = {
    .id     = "saddle_avoidance/pgd-polylog",
    .title  = "Perturbed gradient descent pays for the dimension with a logarithm",
    .source = { NB_GOLIKOV, "Perturbed gradient descent", "Jin, Ge, Netrapalli, Kakade and Jordan (2017)" },
    .text   = "PGD returns an eps-second-order stationary point with probability 1 - delta after at most "
              "chi^4 L (f(x_0) - f*) / (c^3 eps^2) steps, chi = 3 max(ln(d L (f(x_0) - f*) / (c eps^2 delta)), 4)",
    .latex  = "T\\le\\frac{\\chi^4}{c^3}\\,\\frac{L(f(x_0)-f^\\star)}{\\epsilon^2},\\quad "
              "\\chi=3\\max\\!\\left(\\ln\\frac{dL(f(x_0)-f^\\star)}{c\\epsilon^2\\delta},4\\right)",
    .premises = NB_PREMISES({ "a perturbation of positive radius", perturbed },
                            { "eps <= L^2 / rho", small_eps }),
    .parts  = NB_PARTS(
        { .name = "the thresholds", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = thresholds, .because = "Algorithm 1 of the paper" },
          .instances = NB_INSTANCES_OF({ "d = 10, 100, 1000", UP_TO_1000, .level = NB_SMOKE }) },
        { .name = "what is returned", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .watch = NB_WATCH(&returned),
          .target = { .formula = most_probably, .because = "1 - delta" },
          .instances = NB_INSTANCES_OF({ "d = 10",  NB_ARMS(PGD(10, 1)),  NB_TIMES(2710), NB_CI },
                                       { "d = 100", NB_ARMS(PGD(100, 2)), NB_TIMES(3162), NB_FULL }) },
        { .name = "the bound", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = bound, .because = "chi^4 L (f(x_0) - f*) / (c^3 eps^2)" },
          .instances = NB_INSTANCES_OF({ "d = 10, 100, 1000", UP_TO_1000, NB_TIMES(3700), NB_CI },
                                       { "d = 1e4", NB_ARMS(PGD(10000, 4)), NB_TIMES(4100), NB_FULL }) },
        { .name = "law of the escape", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_arrived),
          .margin = 0.02, .target = { .formula = escaped, .because = "a uniform ball's coordinate, pulled back" },
          .instances = NB_INSTANCES_OF({ "d = 10",   NB_ARMS(PGD(10, 1)),   NB_TIMES(61, 65, 71), NB_CI },
                                       { "d = 100",  NB_ARMS(PGD(100, 2)),  NB_TIMES(67, 71, 77), NB_CI },
                                       { "d = 1000", NB_ARMS(PGD(1000, 3)), NB_TIMES(76),         NB_FULL },
                                       { "quadratic, d = 10", NB_ARMS(BALL(10)), NB_TIMES(85, 90, 97, 131), NB_CI }) },
        { .name = "growth with ln d", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = additive, .because = "(ln(d'/d) / 2 + ln(r/r')) / ln(1 + a)" },
          .instances = NB_INSTANCES_OF({ "d = 10, 100, 1000", UP_TO_1000, .level = NB_SMOKE },
                                       { "quadratic, d = 10 .. 1e4", NB_ARMS(BALL(10), BALL(100), BALL(1000),
                                         BALL(10000)), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "no-radius", .label = "radius 0: it returns the saddle", .breaks = "perturbed", .part = 1,
          .premise = perturbed,
          .on = NB_INSTANCES_OF({ "d = 10, radius 0", NB_ARMS({ .problem = WELL(10), .method = &nb_perturbed_gd,
                                  .step = { nb_constant, .a = 0.25 }, .numbers = no_radius }), NB_TIMES(2710),
                                  NB_CI }) },
        { .slug = "gradient-descent", .label = "gradient descent from the saddle", .breaks = "perturbed", .part = 3,
          .premise = perturbed,
          .on = NB_INSTANCES_OF({ "d = 10, no perturbation", NB_ARMS({ .problem = WELL(10), .method = &nb_sgd,
                                  .step = { nb_constant, .a = 0.25 }, .barrier = { 0, 0.5 }, .numbers = NUMBERS(1) }),
                                  NB_TIMES(65), NB_CI }) },
        { .slug = "square-root", .label = "T in proportion to sqrt d", .breaks = "ln d", .part = 4,
          .target = { .account = as_a_root, .because = "T(d) sqrt(10)" } }),
};
