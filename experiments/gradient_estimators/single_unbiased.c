// SPDX-License-Identifier: GPL-3.0-or-later
/* One term drawn at random estimates the gradient without bias.
 *
 * Theorem. f = (1/N) sum f_i. Draw I with P(I = i) = p_i > 0 and let ghat = w_I grad f_I(x), w_i = 1 / (N p_i). Then
 *
 *     E ghat = grad f(x),     and for a random x    E [ghat | x] = grad f(x).
 *
 * Proof. sum_i p_i w_i grad f_i = (1/N) sum_i grad f_i. The sources take p_i = 1/N, where w_i = 1. A draw that prefers
 * some terms and does not weigh them back aims elsewhere.
 *
 * Here p_i is proportional to 1 + tilt |grad f_i(x)|. tilt = 0 is the uniform draw.
 */
#include "experiments/gradient_estimators/cases.h"

enum { TILT, WEIGHED };                             // numbers of an arm; NULL: the uniform draw

static long double tilt(const nb_setup *s) { return s->arm->numbers ? s->arm->numbers[TILT] : 0; }
static bool weighed(const nb_setup *s) { return !s->arm->numbers || s->arm->numbers[WEIGHED] > 0; }

static bool unbiased(const nb_setup *s) { return weighed(s) || tilt(s) <= 0; }

/* p_i, and what multiplies grad f_i when it is drawn. */
typedef struct { long double p[NB_BATCH_MOST], w[NB_BATCH_MOST]; } draw;

static draw law(const nb_setup *s, const nb_terms *g)
{
    draw d;
    long double all = 0;
    for (size_t i = 0; i < g->count; i++)
        all += d.p[i] = 1 + tilt(s) * sqrtl(nb_dot(g->at[i], g->at[i]));
    for (size_t i = 0; i < g->count; i++) {
        d.p[i] /= all;
        d.w[i] = weighed(s) ? 1 / ((long double)g->count * d.p[i]) : 1;
    }
    return d;
}

/* E [ghat | x]. */
static nb_vector expected(const nb_setup *s, nb_vector x)
{
    const nb_terms g = nb_terms_at(s, x);
    const draw d = law(s, &g);
    nb_vector mean = { { 0 } };
    for (size_t i = 0; i < g.count; i++)
        mean = nb_plus(mean, d.p[i] * d.w[i], g.at[i]);
    return mean;
}

static nb_status at_a_point(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_vector mean = expected(s, nb_begin(s)), slope = nb_slope_at(s, nb_begin(s));
    for (size_t k = 0; k < s->problem.dim; k++)
        NB_TRY(nb_enter(l, (nb_pair){ "E ghat_k", mean.at[k], slope.at[k], .scale = sqrtl(nb_dot(slope, slope)) }));
    return NB_OK;
}

/* x = X_1, the iterate after one step: E <ghat, X_1> = E <grad f(X_1), X_1> uses E [ghat | X_1] at every X_1. */
static nb_status at_a_random_point(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const draw d = law(s, &g);
    long double lhs = 0, rhs = 0, scale = 0;
    for (size_t i = 0; i < g.count; i++) {
        const nb_vector x = nb_plus(nb_begin(s), -s->arm->step.a * d.w[i], g.at[i]);
        lhs += d.p[i] * nb_dot(expected(s, x), x);
        rhs += d.p[i] * nb_dot(nb_slope_at(s, x), x);
        scale += d.p[i] * fabsl(nb_dot(nb_slope_at(s, x), x));
    }
    return nb_enter(l, (nb_pair){ "E <ghat, X_1>", lhs, rhs, .scale = scale });
}

/* One step of SGD is, on average, one step of gradient descent. */
static double descent(const nb_setup *s, uint64_t t)
{
    (void)t;
    return (double)(nb_begin(s).at[0] - s->arm->step.a * nb_slope_at(s, nb_begin(s)).at[0]);
}

/* The same step with ghat from a draw with the arm's p_i and w_i. */
static void tilted_step(const nb_trial *t, nb_random *r, double *cell)
{
    const nb_setup *s = &t->setup[0];
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const draw d = law(s, &g);
    size_t i = 0;
    for (long double u = nb_next_uniform(r); i + 1 < g.count && u >= d.p[i]; i++)
        u -= d.p[i];
    cell[0] = (double)(nb_begin(s).at[0] - s->arm->step.a * d.w[i] * g.at[i].at[0]);
}

static double variance_of_step(const nb_setup *s, uint64_t t)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    const draw d = law(s, &g);
    const long double a = s->arm->step.a, mean = expected(s, nb_begin(s)).at[0];
    long double sum = 0;
    (void)t;
    for (size_t i = 0; i < g.count; i++)
        sum += d.p[i] * (d.w[i] * g.at[i].at[0] - mean) * (d.w[i] * g.at[i].at[0] - mean);
    return (double)(a * a * sum);
}

static const double weighed_tilt[] = { 1, 1 }, bare_tilt[] = { 1, 0 };

#define PREFERRING "case A at (1, 1), p_i ~ 1 + |grad f_i|"
#define ARM(...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, __VA_ARGS__ })
#define A(...)   ARM(.problem = NB_CASE_A, .start = { .point = nb_ones }, __VA_ARGS__)
#define B        ARM(.problem = NB_CASE_B, .start = { .point = nb_case_b_start })

const nb_claim nb_claim_gradient_estimators_single_unbiased = {
    .id     = "gradient_estimators/single-unbiased",
    .title  = "The gradient of one random term is an unbiased estimator",
    .source = { NB_GISELSSON, "Single function stochastic gradient", "Robbins and Monro (1951); " NB_BCN },
    .text   = "E ghat = sum_i p_i w_i grad f_i(x) = grad f(x), w_i = 1/(N p_i); the sources take p_i = 1/N",
    .latex  = "\\mathbb{E}\\hat\\nabla f(x) = \\sum_i p_i w_i \\nabla f_i(x) = \\nabla f(x),\\quad w_i = 1/(N p_i)",
    .premises = NB_PREMISES({ "a term drawn with probability p_i counts 1/(N p_i) times", unbiased }),
    .parts = NB_PARTS(
        { .name = "at a point", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_a_point, .because = "gradient of the mean" },
          .instances = NB_INSTANCES_OF(
            { "case A at (1, 1)",     .arms = A(.numbers = NULL) },
            { "case A at (3, -2)",    .arms = ARM(.problem = NB_CASE_A, .start = { .point = nb_case_a_start }) },
            { "case B at (1, -1, 2)", .arms = B }) },
        { .name = "at a random point", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_a_random_point, .because = "E [ghat | x] = grad f(x)" },
          .instances = NB_INSTANCES_OF(
            { "case A, X_1 from (1, 1)",     .arms = A(.numbers = NULL) },
            { "case B, X_1 from (1, -1, 2)", .arms = B }) },
        { .name = "with importance weights", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_a_point, .because = "gradient of the mean" },
          .instances = NB_INSTANCES_OF({ PREFERRING, .arms = A(.numbers = weighed_tilt) }) },
        { .name = "mean of a step", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_first),
          .target = { .formula = descent, .because = "the step of gradient descent" }, .tolerance = 0.01,
          .given = { NB_VARIANCE, .formula = variance_of_step, .because = "variance over the terms" },
          .instances = NB_INSTANCES_OF(
            { "case A at (1, 1)",     A(.numbers = NULL), NB_TIMES(1), NB_CI },
            { "case B at (1, -1, 2)", B,                 NB_TIMES(1), NB_CI }) },
        { .name = "mean of a weighted step", .kind = NB_MEAN, .relation = NB_EQUALS, .own = tilted_step,
          .target = { .formula = descent, .because = "the step of gradient descent" }, .tolerance = 0.01,
          .given = { NB_VARIANCE, .formula = variance_of_step, .because = "variance over the terms" },
          .instances = NB_INSTANCES_OF({ PREFERRING, A(.numbers = weighed_tilt), NB_TIMES(1), NB_CI }) },
    ),
    .controls = NB_CONTROLS(
        { "unweighted", "p_i ~ 1 + |grad f_i| without weights", "the weights", .part = 2, .premise = unbiased,
          .on = NB_INSTANCES_OF({ PREFERRING, .arms = A(.numbers = bare_tilt) }) },
        { "unweighted-step", "p_i ~ 1 + |grad f_i| without weights, in a run", "the weights", .part = 4,
          .premise = unbiased,
          .on = NB_INSTANCES_OF({ PREFERRING, A(.numbers = bare_tilt), NB_TIMES(1), NB_CI }) },
    ),
};
