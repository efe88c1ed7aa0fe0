// SPDX-License-Identifier: GPL-3.0-or-later
/* Noisy gradient descent leaves a saddle in O(ln d / (a lambda)) steps.
 *
 *     x_{t+1} = x_t - a (grad f(x_t) + xi_t),   xi_t uniform on the unit sphere, Var xi_{t,1} = 1/d.
 *
 * On f = (x_2^2 + ... + x_d^2)/2 - lambda y^2/2 from 0, with rho = 1 + a lambda, y_t = a sum_s rho^(t-1-s) xi_{s,1}:
 *
 *     Var y_t = (a^2 / d)(rho^(2t) - 1)/(rho^2 - 1)  ~  s^2 rho^(2t),   s^2 = a^2 / (d (rho^2 - 1)),
 *
 * so that the first T with |y_T| > R has a median near ln(R / (0.67449 s)) / ln rho: the dimension adds ln d / (2 ln
 * rho). Its law is known (propagated on a line, lib/oracle_line.h). Equality in the variance; the kurtosis of xi_1, 3 d
 * / (d + 2), stays below 3, and with it that of y_t.
 *
 * What is printed of the theorem leaves out that T depends on 1/a and eps too, and that the walk stays afterwards only
 * near a minimum, in a ball of radius O(sqrt a): on |x|^2/2, E |x_t|^2 = a^2 (1 - q^t)/(1 - q), q = (1 - a)^2.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/cases.h"
#include "lib/oracle_line.h"

enum { R = 1 };
static const double z_half = 0.67448975019608174320;         // P(|Z| <= z_half) = 1/2
enum { MOST = 128 };                                                // steps that laws are propagated

static double size(const nb_setup *s) { return s->arm->step.a; }
static double rho (const nb_setup *s) { return 1 - size(s) * s->problem.k.m; }      // m = -lambda

static double variance_in(double a, double r, double d, uint64_t t)
{
    return a * a / d * (nb_power(r * r, t) - 1) / (r * r - 1);
}
static double variance(const nb_setup *s, uint64_t t)
{
    return variance_in(size(s), rho(s), (double)s->problem.dim, t);
}
static double unscaled(const nb_setup *s, uint64_t t) { return variance(s, t) * (double)s->problem.dim; }

/* P(T <= t) */
static double by_then(const nb_setup *s, uint64_t t)
{
    const nb_kicked k = { rho(s), size(s), R, s->problem.dim };
    double p[MOST];
    return t < MOST && nb_kicked_survival(&k, t + 1, p, NULL) == NB_OK ? 1 - p[t] : NAN;
}

static double predicted(double a, double r, double d)
{
    return nb_log(R / (z_half * a * sqrt(1 / (d * (r * r - 1))))) / nb_log(r);
}

/* The median and the mean of T in `dim` dimensions; P(T > t) falls like rho^-t in the end. */
typedef struct { double median, mean; } times;
static nb_status exact(const nb_setup *s, size_t dim, times *T)
{
    const nb_kicked k = { rho(s), size(s), R, dim };
    double p[MOST];
    NB_TRY(nb_kicked_survival(&k, MOST, p, NULL));
    *T = (times){ 0, 0 };
    for (size_t t = 0; t < MOST; t++) {
        T->median += p[t] > 0.5;
        T->mean += p[t];
    }
    T->mean += p[MOST - 1] / (rho(s) - 1);
    return NB_OK;
}

static const size_t dims[] = { 2, 10, 100, 1000 };

static nb_status medians(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    for (size_t i = 0; i < 4; i++) {
        times T;
        char label[64];
        NB_TRY(exact(s, dims[i], &T));
        snprintf(label, sizeof label, "median T less ln(R / 0.67 s) / ln rho, d = %zu", dims[i]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = fabs(T.median - predicted(size(s), rho(s), (double)dims[i])),
                                      .rhs = 1, .scale = T.median }));
    }
    return NB_OK;
}

/* What a factor ten in d adds to E T, from d = 100 on, within two parts in a hundred. */
static nb_status growth(const nb_trial *t, nb_ledger *l, double slope)
{
    times low, high;
    NB_TRY(exact(&t->setup[0], 100, &low));
    NB_TRY(exact(&t->setup[0], 1000, &high));
    return nb_enter(l, (nb_pair){ "(E T(1000) - E T(100)) / ln 10", .lhs = (high.mean - low.mean) / nb_log(10),
                                  .rhs = slope, .within = slope / 50 });
}
static nb_status half_log(const nb_trial *t, nb_ledger *l) { return growth(t, l, 1 / (2 * nb_log(rho(t->setup)))); }
static nb_status full_log(const nb_trial *t, nb_ledger *l) { return growth(t, l, 1 / nb_log(rho(t->setup))); }

static nb_status root_of_d(const nb_trial *t, nb_ledger *l)                         // T proportional to sqrt d
{
    times low;
    NB_TRY(exact(&t->setup[0], 100, &low));
    return growth(t, l, low.mean * (sqrt(10) - 1) / nb_log(10));
}

/* Var y_t by its recursion from Var xi_1: xi_1 = sin u with density proportional to cos^(d - 2) u, and the midpoint
 * rule is exact for the even d here. */
static nb_status recursion(const nb_trial *t, nb_ledger *l, double more)
{
    enum { POINTS = 1024 };
    static const double pi = 3.14159265358979323846;
    const nb_setup *s = &t->setup[0];
    const double a = size(s), r = rho(s);
    for (size_t i = 0; i < 4; i++) {
        double sum = 0, square = 0, v = 0;
        char label[48];
        for (int k = 0; k < POINTS; k++) {
            const double u = pi * ((k + 0.5) / POINTS - 0.5), p = nb_power(nb_cos(u), dims[i] - 2);
            sum += p;
            square += p * nb_sin(u) * nb_sin(u);
        }
        for (int k = 0; k < 50; k++)
            v = r * r * v + a * a * square / sum;
        snprintf(label, sizeof label, "Var y_50, d = %zu", dims[i]);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = v, .rhs = more * variance_in(a, r, (double)dims[i], 50),
                                      .roundings = 4096 }));
    }
    return NB_OK;
}
static nb_status closed (const nb_trial *t, nb_ledger *l) { return recursion(t, l, 1); }
static nb_status percent(const nb_trial *t, nb_ledger *l) { return recursion(t, l, 1.01); }

static double settles(const nb_setup *s, uint64_t t)
{
    const double a = s->arm->step.a, q = (1 - a) * (1 - a);
    return a * a * (1 - nb_power(q, t)) / (1 - q);
}

static void square(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0) * nb_flock_get(f, l, 0);
}
static const nb_observable y_square = { "y_t^2", "y_t^2", .run = square };

/* h = -1, 1, 1, ... */
static void one_down(const nb_problem_spec *s, double *h)
{
    for (size_t k = 0; k < s->dim; k++)
        h[k] = k ? 1 : -1;
}

static bool on_the_sphere(const nb_setup *s)
{
    return s->arm->method == &nb_noisy_gd && s->arm->kick.at == nb_constant && s->arm->kick.a == s->arm->step.a;
}

#define SADDLE(n) { .type = &nb_quadratic, .dim = n, .table = { one_down, n } }
#define BOWL      { .type = &nb_quadratic, .dim = 2 }
#define NOISY(on, size_) NB_ARMS({ .problem = on, .method = &nb_noisy_gd, .step = { nb_constant, .a = 0.1 }, \
                                   .kick = { nb_constant, .a = size_ }, .barrier = { 0, R } })
#define LINES NB_INSTANCES_OF({ "a = 0.1, lambda = 1, R = 1", NOISY(SADDLE(2), 0.1), NB_TIMES(1), NB_SMOKE })
static const double only_x[] = { 0, 0, 0, 1 };

const nb_claim nb_claim_saddle_avoidance_noisy_gd_escape = {
    .id     = "saddle_avoidance/noisy-gd-escape",
    .title  = "Noisy gradient descent leaves a saddle in O(ln d / (a lambda)) steps",
    .source = { NB_GOLIKOV, "Noisy gradient descent", "Ge, Huang, Jin and Yuan (2015)" },
    .text   = "from a saddle of curvature -lambda noise on the unit sphere leaves |y| <= R at a T of median "
              "ln(R / 0.67449 s) / ln rho nearly, s^2 = a^2 / (d (rho^2 - 1)), rho = 1 + a lambda",
    .latex  = "x_{t+1}=x_t-\\alpha(\\nabla f(x_t)+\\xi_t),\\ \\xi_t\\sim\\mathrm{Unif}(S^{d-1}):\\quad "
              "\\operatorname{Var}y_t=\\tfrac{\\alpha^2}{d}\\tfrac{\\rho^{2t}-1}{\\rho^2-1},\\ "
              "T=\\tfrac{\\ln d}{2\\ln\\rho}+O(1)",
    .premises = NB_PREMISES({ "the noise a xi is uniform on the sphere of radius a", on_the_sphere }),
    .parts  = NB_PARTS(
        { .name = "Var y_t", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&y_square), .tolerance = 0.02,
          .target = { .formula = variance, .because = "(a^2 / d)(rho^2t - 1)/(rho^2 - 1)" },
          .given = { .kind = NB_KAPPA, .number = 3, .because = "a sum of symmetric terms of kurtosis below 3" },
          .instances = NB_INSTANCES_OF({ "d = 2",  NOISY(SADDLE(2), 0.1), NB_TIMES(1, 20), NB_CI },
                                       { "d = 10", NOISY(SADDLE(10), 0.1), NB_TIMES(20), NB_CI }) },
        { .name = "law of T", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_arrived),
          .margin = 0.02, .target = { .formula = by_then, .because = "propagated on a line" },
          .instances = NB_INSTANCES_OF(
              { "d = 2",    NOISY(SADDLE(2), 0.1),    NB_TIMES(16, 24, 32, 48), NB_CI },
              { "d = 10",   NOISY(SADDLE(10), 0.1),   NB_TIMES(24, 33, 40, 56), NB_CI },
              { "d = 100",  NOISY(SADDLE(100), 0.1),  NB_TIMES(45, 52),         NB_CI },
              { "d = 1000", NOISY(SADDLE(1000), 0.1), NB_TIMES(57, 64),         NB_FULL }) },
        { .name = "Var y_t by its recursion", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = closed, .because = "(a^2 / d)(rho^2t - 1)/(rho^2 - 1)" }, .instances = LINES },
        { .name = "median of T", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = medians, .because = "one step" }, .instances = LINES },
        { .name = "growth with d", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = half_log, .because = "1 / (2 ln rho)" }, .instances = LINES },
        { .name = "afterwards", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02, .target = { .formula = settles, .because = "a^2 (1 - q^t) / (1 - q), q = (1 - a)^2" },
          .given = { .kind = NB_KAPPA, .number = 3, .because = "a sum of squares of kurtosis below 3" },
          .instances = NB_INSTANCES_OF(
              { "|x|^2 / 2, d = 2", NOISY(BOWL, 0.1), NB_TIMES(50), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "no-noise", .label = "no noise: it never leaves", .breaks = "noise", .part = 1,
          .premise = on_the_sphere,
          .on = NB_INSTANCES_OF({ "d = 2, no noise", NOISY(SADDLE(2), 0), NB_TIMES(24), NB_CI }) },
        { .slug = "off-direction", .label = "noise off the y-direction", .breaks = "on the unit sphere", .part = 1,
          .premise = on_the_sphere,
          .on = NB_INSTANCES_OF({ "d = 2, noise in x only", NB_ARMS({ .method = &nb_sgd,
                                  .step = { nb_constant, .a = 0.1 },
                                  .problem = { .type = &nb_quadratic, .dim = 2, .table = { one_down, 2 },
                                               .factor = only_x }, .barrier = { 0, R } }), NB_TIMES(24), NB_CI }) },
        { .slug = "unscaled", .label = "Var xi_1 = 1 in place of 1/d", .breaks = "unit sphere", .part = 0,
          .target = { .formula = unscaled, .because = "a^2 (rho^2t - 1)/(rho^2 - 1)" } },
        { .slug = "one-percent", .label = "a variance one per cent larger", .breaks = "the variance", .part = 2,
          .target = { .account = percent, .because = "1.01 times as much" } },
        { .slug = "full-log", .label = "ln d / ln rho", .breaks = "1/2", .part = 4,
          .target = { .account = full_log, .because = "1 / ln rho" } },
        { .slug = "square-root", .label = "T proportional to sqrt d", .breaks = "ln d", .part = 4,
          .target = { .account = root_of_d, .because = "E T(100) (sqrt 10 - 1) / ln 10" } }),
};
