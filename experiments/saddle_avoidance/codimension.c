// SPDX-License-Identifier: GPL-3.0-or-later
/* The stable set has at least as many codimensions as the Hessian has negative eigenvalues.
 *
 * Jg = I - a grad^2 f has an eigenvalue 1 - a h beyond 1 in absolute value just for h < 0, if a < 1 / L (for h > 2 / a
 * too, otherwise). The centre-stable manifold has the dimension of the others; it holds the stable set, which is the
 * same where no eigenvalue is 0, and may be smaller. For k negative eigenvalues -1 and a normal start,
 *
 *     P(T > t) = P(|y_0| <= R rho^-t) = P(chi^2_k <= (R rho^-t)^2) ~ rho^-kt,
 *
 * the k codimensions as a slope. The source has equality without its condition. f = x^2/2 - y^4/4 has no negative
 * eigenvalue at 0 and codimension 1: every y_0 != 0 grows, and P(|y_t| < 1/2) -> 0 like t^(-1/2). A Hessian of 0 along
 * y, as in x^2/2 - z^2/2, adds a dimension to the count and none to the stable set.
 */
#include "experiments/saddle_avoidance/cases.h"
#include "lib/linear.h"

static double rho_of(const nb_setup *s) { return 1 + s->arm->step.a; }

/* P(chi^2_k <= r^2). */
static double chi_square(size_t k, double r)
{
    switch (k) {
    case 1:  return nb_erf(r / sqrt(2));
    case 2:  return -nb_expm1(-r * r / 2);
    case 3:  return nb_erf(r / sqrt(2)) - sqrt(2) / 1.7724538509055160 * r * nb_exp(-r * r / 2);
    default: return NAN;
    }
}

static size_t negative(const nb_setup *s)               // coordinates after the first
{
    return s->problem.dim - 1;
}

static double within(const nb_setup *s, uint64_t t) { return 1 / nb_power(rho_of(s), t); }
static double tail  (const nb_setup *s, uint64_t t) { return chi_square(negative(s), within(s, t)); }
static double fewer (const nb_setup *s, uint64_t t) { return chi_square(negative(s) - 1, within(s, t)); }
static double farther(const nb_setup *s, uint64_t t) { return chi_square(negative(s), 1.01 * within(s, t)); }

static void inside(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++) {
        double square = 0;
        for (size_t k = 1; k < f->dim; k++)
            square += nb_flock_get(f, l, k) * nb_flock_get(f, l, k);
        out[l] = square <= 1;
    }
}
static const nb_observable still_inside = { "inside", "[\\|y_t\\|\\le1]", .run = inside };

/* The slope of log P(T > t) on t, by least squares over the instance's checkpoints. */
static double slope_of(const nb_setup *s, size_t k)
{
    const nb_times at = s->in->at;
    double mean = 0, square = 0, sum = 0;
    for (size_t i = 0; i < at.count; i++)
        mean += (double)at.item[i] / (double)at.count;
    for (size_t i = 0; i < at.count; i++) {
        const double d = (double)at.item[i] - mean;
        square += d * d;
        sum += d * nb_log(chi_square(k, within(s, at.item[i])));
    }
    return sum / square;
}
static double of_k      (const nb_setup *s, uint64_t t) { (void)t; return slope_of(s, negative(s)); }
static double of_k_less (const nb_setup *s, uint64_t t) { (void)t; return slope_of(s, negative(s) - 1); }

/* Far out the slope is -k log rho. */
static nb_status limiting_slope(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double slope = nb_log(chi_square(negative(s), within(s, 41)) / chi_square(negative(s), within(s, 40)));
    return nb_enter(l, (nb_pair){ "slope of log P(T > t) at t = 40", .lhs = slope,
                                  .rhs = -(double)negative(s) * nb_log(rho_of(s)), .within = 1e-4 });
}

/* Eigenvalues of Jg beyond 1, and negative ones of the Hessian. */
static nb_status counts(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    double value[NB_MOST_DIM], out = 0, down = 0;
    NB_TRY(nb_eigen(s->problem.dim, s->problem.H, value, NULL, NULL));
    for (size_t k = 0; k < s->problem.dim; k++) {
        out += fabs(1 - s->arm->step.a * value[k]) > 1;
        down += value[k] < 0;
    }
    return nb_enter(l, (nb_pair){ "eigenvalues of Jg beyond 1", .lhs = out, .rhs = down });
}

static void off_the_ridge(const nb_setup *s, const nb_flock *f, double *out)
{
    const double *y = nb_lanes_at(f, 1);
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(y[l]) >= 0.5;
}

static double climb(const void *of, double y) { return y + *(const double *)of * y * y * y; }
static double on_the_ridge(const nb_setup *s, uint64_t t)
{
    return 2 * nb_pulled_back(climb, &s->arm->step.a, 0.5, t);
}
static double codimension_zero(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 1;
}

static const double one[]   = { 2,   0.5, 2, 0,   -0.5, 0, 2 };
static const double two[]   = { 3,   0.5, 2, 0, 0,   -0.5, 0, 2, 0,   -0.5, 0, 0, 2 };
static const double three[] = { 4,   0.5, 2, 0, 0, 0,   -0.5, 0, 2, 0, 0,   -0.5, 0, 0, 2, 0,   -0.5, 0, 0, 0, 2 };
static const double skew[]  = { 4,   0.5, 2, 0, 0,   -1, 1, 1, 0,   0.75, 0, 0, 2,   0.5, 0, 1, 1 };
static const double flat[]  = { 2,   0.5, 2, 0,   -0.25, 0, 4 };

#define SADDLE(size, n, numbers_of) { .method = &nb_sgd, .step = { nb_constant, .a = size }, \
    .start = { .spread = 1 }, .problem = { .type = &nb_polynomial, .dim = n, .data = numbers_of } }
#define RIDGE { .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, .until = off_the_ridge, \
    .start = { .spread = 0.5, .law = NB_BOX_START }, NB_SMOOTH_UP_TO(0.5, 1), \
    .problem = { .type = &nb_polynomial, .dim = 2, .data = flat } }

const nb_claim nb_claim_saddle_avoidance_codimension = {
    .id     = "saddle_avoidance/codimension",
    .title  = "Each direction down is a codimension of the stable set",
    .source = { NB_GOLIKOV, "Corollary (Lee et al., 2016)", "" },
    .text   = "for a < 1/L the stable set of x* has codimension >= the number of negative eigenvalues of the Hessian "
              "there = the number of eigenvalues of Jg beyond 1 in absolute value, with equality where none is 0",
    .latex  = "\\operatorname{codim}W^s\\ge\\#\\{\\lambda_i(\\nabla^2f(x^\\star))<0\\}"
              "=\\#\\{|\\lambda_i(Jg(x^\\star))|>1\\}",
    .premises = NB_PREMISES(
        { "a < 1 / L",         nb_below_one_over_L },
        { "x_0 has a density", nb_continuous_start }),
    .parts = NB_PARTS(
        { .name = "tails", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .watch = NB_WATCH(&still_inside),
          .margin = 0.005, .target = { .formula = tail, .because = "P(chi^2_k <= rho^-2t)" },
          .instances = NB_INSTANCES_OF(
              { "k = 1, a = 0.1", NB_ARMS(SADDLE(0.1, 2, one)),   NB_TIMES(10, 20, 40), NB_CI },
              { "k = 2, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)),   NB_TIMES(5, 10, 20), NB_CI },
              { "k = 3, a = 0.1", NB_ARMS(SADDLE(0.1, 4, three)), NB_TIMES(5, 10, 20), NB_CI }) },
        { .name = "slopes", .kind = NB_SLOPE, .relation = NB_EQUALS, .watch = NB_WATCH(&still_inside),
          .margin = 0.01, .weights = { .on = NB_TIME },
          .given = { .kind = NB_BOUNDED, .number = 1, .because = "zeros and ones" },
          .target = { .formula = of_k, .because = "the exact law at the same times" },
          .instances = NB_INSTANCES_OF(
              { "k = 1, a = 0.1", NB_ARMS(SADDLE(0.1, 2, one)), NB_TIMES(10, 15, 20), NB_CI },
              { "k = 2, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)), NB_TIMES(5, 10, 15), NB_CI }) },
        { .name = "limiting slope", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = limiting_slope, .because = "-k log rho" },
          .instances = NB_INSTANCES_OF(
              { "k = 1, a = 0.1", NB_ARMS(SADDLE(0.1, 2, one)),   NB_TIMES(1), NB_CI },
              { "k = 2, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)),   NB_TIMES(1), NB_CI },
              { "k = 3, a = 0.1", NB_ARMS(SADDLE(0.1, 4, three)), NB_TIMES(1), NB_CI }) },
        { .name = "eigenvalues", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = counts, .because = "negative ones of the Hessian" },
          .instances = NB_INSTANCES_OF(
              { "two of three negative, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)),  NB_TIMES(1), NB_CI },
              { "skew axes, a = 0.4",             NB_ARMS(SADDLE(0.4, 3, skew)), NB_TIMES(1), NB_CI }) },
        { .name = "a ridge with no negative eigenvalue", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_not_yet), .margin = 0.005,
          .target = { .formula = on_the_ridge, .because = "the start that reaches 1/2 in t steps" },
          .instances = NB_INSTANCES_OF(
              { "x^2/2 - y^4/4, y_0 uniform in [-1/2, 1/2], a = 0.1", NB_ARMS(RIDGE), NB_TIMES(200, 500, 2000),
                NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "one-fewer", .label = "the tail of k = 1 for k = 2", .breaks = "codimension",
          .target = { .formula = fewer },
          .on = NB_INSTANCES_OF({ "k = 2, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)), NB_TIMES(5, 10, 20), NB_CI }) },
        { .slug = "one-percent", .label = "R larger by 1 %", .breaks = "the law of the tail",
          .target = { .formula = farther },
          .on = NB_INSTANCES_OF({ "k = 2, a = 0.1, one step", NB_ARMS(SADDLE(0.1, 3, two)), NB_TIMES(1), NB_CI }) },
        { .slug = "slope-of-one-fewer", .label = "the slope of k = 1 for k = 2", .breaks = "codimension", .part = 1,
          .target = { .formula = of_k_less },
          .on = NB_INSTANCES_OF({ "k = 2, a = 0.1", NB_ARMS(SADDLE(0.1, 3, two)), NB_TIMES(5, 10, 15), NB_CI }) },
        { .slug = "long-steps", .label = "a = 2.5 / L: a positive eigenvalue repels", .breaks = "a < 1/L", .part = 3,
          .premise = nb_below_one_over_L,
          .on = NB_INSTANCES_OF({ "two of three negative, a = 2.5", NB_ARMS(SADDLE(2.5, 3, two)), NB_TIMES(1),
                                  NB_CI }) }),
    .errata = NB_ERRATA({ "K4", NB_FALSE_AS_PRINTED,
        "codim W_loc = # eigenvalues of grad^2 f(x*) less than 0, for every x*: here 0, so that W_loc is open",
        "\\operatorname{codim}W^s_{loc}=\\#\\{\\lambda_i(\\nabla^2f(x^\\star))<0\\}",
        { .slug = "printed", .label = "codimension 0: no start near 0 leaves", .breaks = ">=",
          .reason = "zero eigenvalues do not count and may still repel: codim >= the number of negative ones, equal "
                    "if none is zero",
          .part = 4,
          .target = { .formula = codimension_zero } } }),
};
