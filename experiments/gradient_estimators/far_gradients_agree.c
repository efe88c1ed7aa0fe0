// SPDX-License-Identifier: GPL-3.0-or-later
/* Far from the solution all gradients agree.
 *
 * Theorem. Let all terms have the same curvature, so that grad f_i(x) = grad f(x) + g_i with g_i = grad f_i(x*), |g_i|
 * <= r. Then
 *
 *     1 - mu(x) / |grad f(x)|^2  <=  2 r / |grad f(x)| + r^2 / |grad f(x)|^2  ->  0     as |x - x*| -> infinity.
 *
 * Proof. (grad f + g_i).(grad f + g_j) >= |grad f|^2 - 2 r |grad f| - r^2. Terms that bend in different directions
 * never agree.
 *
 * On the triangle c_i at 90, 210, 330 degrees of the unit circle, f_i = |x - c_i|^2 / 2, at x = (R, 0): mu = min(R^2 -
 * R sqrt(3)/2 - 1/2, R^2 - R sqrt(3) + 1). The slide "zoomed out" prints "grad f_i more similar to grad f_i"; it means
 * grad f_j (G-8, a misprint without a verdict).
 */
#include "experiments/gradient_estimators/cases.h"

static long double squared_slope(const nb_setup *s)
{
    const nb_vector slope = nb_slope_at(s, nb_begin(s));
    return nb_dot(slope, slope);
}
static long double agreement(const nb_setup *s)
{
    const nb_terms g = nb_terms_at(s, nb_begin(s));
    return nb_mu(&g, NB_WITHOUT_REPLACEMENT, 1) / squared_slope(s);
}

static nb_status triangle(const nb_trial *t, nb_ledger *l)
{
    for (size_t i = 0; i < t->instance->arms.count; i++) {
        const long double R = nb_begin(&t->setup[i]).at[0], half = sqrtl(3) / 2;
        const long double mu = fminl(R * R - R * half - 0.5L, R * R - 2 * R * half + 1);
        NB_TRY(nb_enter(l, (nb_pair){ "mu / |grad f|^2", agreement(&t->setup[i]), mu / (R * R), .scale = 4 }));
    }
    return NB_OK;
}

static nb_status at_the_centre(const nb_trial *t, nb_ledger *l)
{
    const nb_terms g = nb_terms_at(&t->setup[0], nb_begin(&t->setup[0]));
    return nb_enter(l, (nb_pair){ "mu at x*", nb_mu(&g, NB_WITHOUT_REPLACEMENT, 1), -0.5L, .scale = 1 });
}

static nb_status growing(const nb_trial *t, nb_ledger *l)
{
    for (size_t i = 1; i < t->instance->arms.count; i++)
        NB_TRY(nb_enter(l, (nb_pair){ "nearer, farther",
            agreement(&t->setup[i - 1]), agreement(&t->setup[i]), .scale = 1 }));
    return NB_OK;
}

static nb_status vanishing(const nb_trial *t, nb_ledger *l)
{
    for (size_t i = 0; i < t->instance->arms.count; i++) {
        const nb_setup *s = &t->setup[i];
        const nb_vector x = nb_begin(s);
        const nb_terms g = nb_terms_at(s, nb_plus(x, -1, nb_away(s, x)));
        long double r = 0;
        for (size_t j = 0; j < g.count; j++)
            r = fmaxl(r, sqrtl(nb_dot(g.at[j], g.at[j])));
        NB_TRY(nb_enter(l, (nb_pair){ "1 - mu / |grad f|^2", 1 - agreement(s),
            2 * r / sqrtl(squared_slope(s)) + r * r / squared_slope(s), .scale = 1 }));
    }
    return NB_OK;
}

/* H_i - Hb = 0: the gradients of the terms differ by the same vectors everywhere. */
static bool same_curvature(const nb_setup *s)
{
    for (size_t i = 0; i < s->problem.terms; i++) {
        double H[NB_FEW * NB_FEW], g[NB_FEW];
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t k = 0; k < s->problem.dim * s->problem.dim; k++)
            if (fabs(H[k] - s->problem.H[k]) > 1e-12)
                return false;
    }
    return true;
}

#define HALF_ROOT_3 0.86602540378443864676
static const double corners[] = {                   // H_i = I, g_i = -c_i
    1, 0, 1,    0,           -1,
    1, 0, 1,    HALF_ROOT_3,  0.5,
    1, 0, 1,   -HALF_ROOT_3,  0.5,
};
static const double crossed[] = {                   // H_1 = diag(1, 0), H_2 = diag(0, 1)
    1, 0, 0,    0, 0,
    0, 0, 1,    0, 0,
};
static const double at[][2] = { { 1, 0 }, { 2, 0 }, { 5, 0 }, { 10, 0 }, { 100, 0 }, { 1000, 0 } };
static const double diagonal[][2] = { { 5, 5 }, { 100, 100 } };
#define FROM(data_, N, point_) { .problem = { .type = &nb_finite_sum, .dim = 2, .terms = N, .data = data_ }, \
                                 .method = &nb_sgd, .start = { .point = point_ } }
#define OUTWARDS NB_INSTANCES_OF({ "triangle at (R, 0), R = 1, 2, 5, 10, 100, 1000", .arms = NB_ARMS( \
    FROM(corners, 3, at[0]), FROM(corners, 3, at[1]), FROM(corners, 3, at[2]), \
    FROM(corners, 3, at[3]), FROM(corners, 3, at[4]), FROM(corners, 3, at[5])) })

const nb_claim nb_claim_gradient_estimators_far_gradients_agree = {
    .id     = "gradient_estimators/far-gradients-agree",
    .title  = "Far from the solution the gradients of all terms agree",
    .source = { NB_GISELSSON, "SGD - Example zoomed out",
                NB_CHAUDHARI ", Example 2; the slide prints \"grad f_i more similar to grad f_i\", read f_j (G-8)" },
    .text   = "for terms of one curvature 1 - mu(x)/|grad f|^2 <= 2r/|grad f| + r^2/|grad f|^2 -> 0, "
              "r = max |grad f_i(x*)|",
    .latex  = "1 - \\frac{\\mu(x)}{\\|\\nabla f(x)\\|^2} \\le "
              "\\frac{2r}{\\|\\nabla f(x)\\|} + \\frac{r^2}{\\|\\nabla f(x)\\|^2} \\to 0",
    .premises = NB_PREMISES({ "all terms have the same curvature", same_curvature }),
    .parts = NB_PARTS(
        { .name = "triangle", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = triangle, .because = "closed form" }, .instances = OUTWARDS },
        { .name = "in the middle", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_the_centre, .because = "c_i . c_j = -1/2" },
          .instances = NB_INSTANCES_OF({ "triangle at x*", .arms = NB_ARMS(FROM(corners, 3, NULL)) }) },
        { .name = "outwards", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = growing, .because = "enumeration" }, .instances = OUTWARDS },
        { .name = "to one", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = vanishing, .because = "Cauchy-Schwarz" }, .instances = OUTWARDS },
    ),
    .controls = NB_CONTROLS(
        { "crossed", "terms x_1^2/2 and x_2^2/2", "the same curvature", .part = 3, .premise = same_curvature,
          .on = NB_INSTANCES_OF({ "at (5, 5) and (100, 100)",
                                  .arms = NB_ARMS(FROM(crossed, 2, diagonal[0]), FROM(crossed, 2, diagonal[1])) }) },
    ),
};
