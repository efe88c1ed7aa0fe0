// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradients that agree, faster descent: what the heuristic comes down to.
 *
 * Theorem. Let grad f_i . grad f_j >= mu for all i, j, and f be L-smooth. Then |grad f|^2 >= mu, and one step of SGD
 * gains
 *
 *     f(x) - E f(x_1)  >=  a |grad f|^2 - (a^2 L / 2) E |g|^2  >=  a mu - (a^2 L / 2) E |g|^2.
 *
 * With E |g|^2, L and a alike the guaranteed gain grows with mu. Proof. |grad f|^2 is the mean of all products; descent
 * lemma. Equality on the left for f = L |x|^2 / 2 + const. Scaling f raises mu as well, but L and E |g|^2 with it,
 * until a L > 2.
 *
 * f_i = h (x - c_i)^2 / 2, c = +-c: mu = h^2 min(x^2 - c^2, (|x| - c)^2).
 */
#include "experiments/gradient_estimators/cases.h"

enum { SECOND_MOMENT, SMOOTHNESS };                 // numbers of an arm: what E |g|^2 and L are held at

static long double second_moment(const nb_setup *s)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    return nb_spread_of(&g, NB_WITH_REPLACEMENT, 1).square;
}
static long double slope_squared(const nb_setup *s)
{
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    return nb_dot(slope, slope);
}
static long double mu(const nb_setup *s)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    return nb_mu(&g, NB_WITHOUT_REPLACEMENT, 1);
}

/* f(x_0) - E f(x_1). */
static long double gain(const nb_setup *s)
{
    const nb_vector x = nb_begin(s);
    const nb_terms g = nb_terms_at(s, x);
    long double sum = 0;
    for (size_t i = 0; i < g.count; i++)
        sum += nb_gap_at(s, x) - nb_gap_at(s, nb_plus(x, -s->arm->step.a, g.at[i]));
    return sum / (long double)g.count;
}
static long double bound(const nb_setup *s, long double product)
{
    const long double a = s->arm->step.a;
    return a * product - a * a * s->k.L / 2 * second_moment(s);
}

static nb_status products(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    return nb_enter(l, (nb_pair){ "|grad f|^2, mu", slope_squared(s), mu(s), .scale = second_moment(s) });
}
static nb_status gains(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const long double scale = nb_gap_at(s, nb_begin(s)) + second_moment(s);
    NB_TRY(nb_enter(l, (nb_pair){ "gain, by |grad f|^2", gain(s), bound(s, slope_squared(s)), .scale = scale }));
    return nb_enter(l, (nb_pair){ "gain, by mu", gain(s), bound(s, mu(s)), .scale = scale });
}
static nb_status closed_form(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    return nb_enter(l, (nb_pair){ "gain, f = L |x|^2/2",
        gain(s), bound(s, slope_squared(s)), .scale = second_moment(s) });
}

/* Arm 0 has the larger mu: it gains more. */
static nb_status ranking(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *larger = &t->setup[0], *smaller = &t->setup[1];
    NB_TRY(nb_enter(l, (nb_pair){ "mu", mu(larger), mu(smaller), .scale = second_moment(smaller) }));
    return nb_enter(l, (nb_pair){ "gain", gain(larger), gain(smaller), .scale = second_moment(smaller) });
}

static bool comparable(const nb_setup *s)
{
    const double *held = s->arm->numbers;
    return !held || (fabsl(second_moment(s) - held[SECOND_MOMENT]) < 1e-12L && fabs(s->k.L - held[SMOOTHNESS]) < 1e-12
                     && s->arm->step.a * s->k.L < 2);
}
static bool smooth(const nb_setup *s) { return s->k.L > 0 && s->k.L < INFINITY; }

/* H_i, g_i = -h c_i at x* = 0. */
static const double near_by[] = { 1, -1, 1, 1 }, apart[] = { 1, -2, 1, 2 }, steep[] = { 21, -21, 21, 21 };
static const double one[] = { 1 }, two[] = { 2 }, alike[] = { 5, 1 };
#define ARM(...) { .method = &nb_sgd, .step = { nb_constant, .a = 0.1 }, __VA_ARGS__ }
#define PAIR(data_, point_, held) ARM(.problem = { .type = &nb_finite_sum, .dim = 1, .terms = 2, .data = data_ }, \
                                      .start = { .point = point_ }, .numbers = held)
#define CASE(case_, point_) NB_ARMS(ARM(.problem = case_, .start = { .point = point_ }))
#define CASES { "case A at (1, 1)",     .arms = CASE(NB_CASE_A, nb_ones)         }, \
              { "case A at (3, -2)",    .arms = CASE(NB_CASE_A, nb_case_a_start) }, \
              { "case B at (1, -1, 2)", .arms = CASE(NB_CASE_B, nb_case_b_start) }

const nb_claim nb_claim_gradient_estimators_mu_helps = {
    .id     = "gradient_estimators/mu-helps",
    .title  = "At equal E|g|^2, L and step, gradients that agree better descend faster",
    .source = { NB_GISELSSON, "Qualitative convergence behavior", "descent lemma" },
    .text   = "f(x) - E f(x_1) >= a |grad f|^2 - a^2 L E|g|^2/2 >= a mu - a^2 L E|g|^2/2; "
              "larger mu, larger gain, at equal E|g|^2, L and a < 2/L",
    .latex  = "f(x) - \\mathbb{E} f(x_1) \\ge \\gamma\\|\\nabla f\\|^2 - \\tfrac{L\\gamma^2}2\\mathbb{E}\\|g\\|^2 "
              "\\ge \\gamma\\mu - \\tfrac{L\\gamma^2}2\\mathbb{E}\\|g\\|^2",
    .premises = NB_PREMISES({ "f is L-smooth", smooth },
                            { "where two problems are ranked: E|g|^2 and L are the same, a < 2/L", comparable }),
    .parts = NB_PARTS(
        { .name = "products", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = products, .because = "all pairs of terms" }, .instances = NB_INSTANCES_OF(CASES) },
        { .name = "gain", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = gains, .because = "descent lemma" }, .instances = NB_INSTANCES_OF(CASES) },
        { .name = "gain, closed form", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = closed_form, .because = "a |grad f|^2 - a^2 L E|g|^2/2" },
          .instances = NB_INSTANCES_OF({ "c = +-1, x = 2", .arms = NB_ARMS(PAIR(near_by, two, alike)) },
                                       { "c = +-2, x = 1", .arms = NB_ARMS(PAIR(apart, one, alike)) }) },
        { .name = "ranking", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = ranking, .because = "enumeration" },
          .instances = NB_INSTANCES_OF({ "c = +-1, x = 2 against c = +-2, x = 1",
                                         .arms = NB_ARMS(PAIR(near_by, two, alike), PAIR(apart, one, alike)) }) },
    ),
    .controls = NB_CONTROLS(
        { "scaled", "one problem scaled by 21, a L = 2.1", "the same E|g|^2 and L, a < 2/L", .part = 3,
          .premise = comparable,
          .on = NB_INSTANCES_OF({ "21 f against f, c = +-1, x = 2",
                                  .arms = NB_ARMS(PAIR(steep, two, alike), PAIR(near_by, two, alike)) }) },
    ),
};
