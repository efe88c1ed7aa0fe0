// SPDX-License-Identifier: GPL-3.0-or-later
/* Three parabolas around the corners of a triangle: fast outside, slow inside, and everywhere inside in the end.
 *
 * f_i = |x - c_i|^2 / 2 with unit vectors c_i that sum to 0, so that sum f_i = (3/2) |x|^2 + 3/2. A step of size a
 * along one gradient is x+ = (1 - a) x + a c_i. Taking means, with E c_i = 0 and |c_i| = 1,
 *
 *     E |x_k|^2 = (1 - a)^(2k) |x_0|^2 + (1 - (1 - a)^(2k)) a / (2 - a),
 *
 * a tenfold fall in 2.84 steps at a = 1/3 until it reaches 1/5. In barycentric coordinates l+ = (1 - a) l + a e_i: the
 * closed triangle is never left. A point of it has a predecessor in it, by corner i, iff l_i >= a. The largest of three
 * coordinates is at least 1/3 and may be no more, so the three images cover the triangle iff a <= 1/3; then the
 * attractor is all of it. At a = 1/2 the inner triangle has no predecessors: what is left is Sierpinski's.
 *
 * The slides sum the f_i but step along one gradient of the mean. Read to the letter, the unbiased estimate of the
 * sum's gradient is 3 grad f_i: then x+ = c_i at a = 1/3, whatever x, and E |x|^2 = 1.
 */
#include "experiments/noise_ball/cases.h"

static double decay(const nb_setup *s, uint64_t t)
{
    return nb_power(1 - s->arm->step.a, 2 * t);
}

static double from_to(const nb_setup *s, uint64_t t, double floor)
{
    const double *x = s->arm->start.point, far = x ? x[0] * x[0] + x[1] * x[1] : 0;
    return decay(s, t) * far + (1 - decay(s, t)) * floor;
}

static double square (const nb_setup *s, uint64_t t) { return from_to(s, t, s->arm->step.a / (2 - s->arm->step.a)); }
static double doubled(const nb_setup *s, uint64_t t) { return from_to(s, t, s->arm->step.a); }

/* Far outside: steps that E |x|^2, above its floor, takes to fall tenfold. */
static nb_status fast_outside(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const double a = s->arm->step.a, floor = a / (2 - a);
    const double fall = (nb_exact_distance(s, 1) - floor) / (nb_exact_distance(s, 0) - floor);
    return nb_enter(l, (nb_pair){ "steps to a tenth", .lhs = -nb_log(10) / nb_log(fall),
                                  .rhs = -nb_log(10) / (2 * nb_log1p(-a)) });
}

/* Var |x|^2 -> 8/325 at a = 1/3: E |x+|^4 = (16 E |x|^4 + 16 E |x|^2 + 1) / 81, with E |x|^2 = 1/5 in the end. */
static nb_status spread_of_square(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t late = t->instance->at.item[t->times - 1];
    nb_squares q;
    NB_TRY(nb_squares_at(&q, s, late, NULL));
    const long double mean = nb_exact_distance(s, late);
    return nb_enter(l, (nb_pair){ "Var |x|^2", .lhs = q.distance - mean * mean, .rhs = 8.0L / 325, .scale = q.distance,
                                  .roundings = 4096 });
}

/* Barycentric coordinates: x = sum l_i c_i, sum l_i = 1, so l_i = (1 + 2 c_i'x) / 3. */
static void barycentric(const double *x, long double l[3])
{
    for (size_t i = 0; i < 3; i++)
        l[i] = (1 + 2 * ((long double)nb_corners[2 * i] * x[0] + (long double)nb_corners[2 * i + 1] * x[1])) / 3;
}

static bool least_coordinate(void *context, uint64_t t, size_t dim, const double *x)
{
    (void)t, (void)dim;
    long double *least = context, l[3];
    barycentric(x, l);
    *least = fminl(*least, fminl(l[0], fminl(l[1], l[2])));
    return true;
}

static nb_status invariance(const nb_trial *t, nb_ledger *l)
{
    enum { WALKS = 64 };
    long double least = INFINITY;
    for (uint64_t r = 0; r < WALKS; r++)
        NB_TRY(nb_walk_alone(t, 0, r, least_coordinate, &least, NULL));
    return nb_enter(l, (nb_pair){ "least barycentric coordinate of 64 walks", .lhs = least, .rhs = 0, .scale = 1 });
}

/* Over a grid of the triangle: the predecessor by the largest coordinate, and its least coordinate. */
static nb_status covering(const nb_trial *t, nb_ledger *l)
{
    enum { GRID = 300 };
    const long double a = t->setup[0].arm->step.a;
    long double least = INFINITY;
    for (int i = 0; i <= GRID; i++)
        for (int j = 0; i + j <= GRID; j++) {
            const long double c[] = { (long double)i / GRID, (long double)j / GRID,
                                      (long double)(GRID - i - j) / GRID };
            const long double most = fmaxl(c[0], fmaxl(c[1], c[2]));
            least = fminl(least, (most - a) / (1 - a));
        }
    return nb_enter(l, (nb_pair){ "least coordinate of a predecessor", .lhs = least, .rhs = 0, .scale = 1 });
}

/* The three readings of the slide's step 1/3. Arm 0: gradient descent on the sum; 1: on the mean; 2: 3 grad f_i. */
static nb_status readings(const nb_trial *t, nb_ledger *l)
{
    const double from = t->setup[0].gap0 * 2 / t->setup[0].k.L;                     // |x_0|^2
    NB_TRY(nb_enter(l, (nb_pair){ "the sum, all terms: |x_1|^2", .lhs = nb_exact_distance(&t->setup[0], 1), .rhs = 0,
                                  .scale = from }));
    NB_TRY(nb_enter(l, (nb_pair){ "the mean, all terms: |x_1|^2", .lhs = nb_exact_distance(&t->setup[1], 1),
                                  .rhs = from * 4 / 9 }));
    return nb_enter(l, (nb_pair){ "the sum, one term: E |x_1|^2", .lhs = nb_exact_distance(&t->setup[2], 1), .rhs = 1,
                                  .scale = from });
}

/* Curvature h I, gradients -h c_i. */
static bool three_parabolas(const nb_setup *s)
{
    const double h = s->k.L;
    if (!s->problem.run || !s->problem.run->term || s->problem.terms != 3 || s->problem.dim != 2 || s->k.m != h)
        return false;
    for (size_t i = 0; i < 3; i++) {
        double H[4], g[2];
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t k = 0; k < 2; k++)
            if (fabs(g[k] + h * nb_corners[2 * i + k]) > 0x1p-50 * h || H[3 * k] != h || H[k + 1] != 0)
                return false;
    }
    return true;
}

static bool at_most_a_third(const nb_setup *s)
{
    return s->arm && s->arm->step.a <= 1. / 3;
}

#define THIRD        (1. / 3)
#define ON(size, at) NB_ARMS(NB_SGD(size, at, NB_TRIANGLE))
#define ALL(...)     NB_BATCHES(THIRD, nb_at_ten, NB_FULL_BATCH, 0, __VA_ARGS__)

const nb_claim nb_claim_noise_ball_triangle = {
    .id     = "noise_ball/triangle",
    .title  = "Three quadratics: fast outside the triangle, a noise ball inside",
    .source = { NB_GISELSSON, "SGD - Example", "" },
    .text   = "E |x_k|^2 = (1 - a)^(2k) |x_0|^2 + (1 - (1 - a)^(2k)) a / (2 - a); the triangle is invariant, and "
              "all of it is visited for a <= 1/3",
    .latex  = "\\mathbb{E}\\|x_k\\|^2 = (1-\\gamma)^{2k}\\|x_0\\|^2 + (1-(1-\\gamma)^{2k})\\,\\gamma/(2-\\gamma)",
    .premises = NB_PREMISES(
        { "f_i = (h/2) |x - c_i|^2 around the corners of the triangle", three_parabolas },
        { "the step is constant",                                       nb_constant_step },
        { "every step draws a fresh batch",                             nb_fresh_batches },
        { "a <= 1/3",                                                   at_most_a_third }),
    .parts = NB_PARTS(
        { .name = "distance", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_distance),
          .tolerance = 0.02,
          .target = { .formula = square, .because = "closed form" }, .given = NB_EXACT_DISTANCE_SQUARE,
          .instances = NB_INSTANCES_OF(
              { "a = 1/3, from (10, 0)", ON(THIRD, nb_at_ten), NB_TIMES(1, 2, 5, 10, 20), NB_CI }) },
        { .name = "spread in the end", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = spread_of_square, .because = "closed form" },
          .instances = NB_INSTANCES_OF({ "a = 1/3, from the centre", ON(THIRD, NULL), NB_TIMES(60), NB_SMOKE }) },
        { .name = "fast outside", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = fast_outside, .because = "closed form" },
          .instances = NB_INSTANCES_OF({ "a = 1/3, from (10, 0)", ON(THIRD, nb_at_ten), NB_TIMES(1), NB_SMOKE }) },
        { .name = "the triangle is invariant", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = invariance, .because = "barycentric coordinates" },
          .instances = NB_INSTANCES_OF(
              { "a = 1/3, from the centre", ON(THIRD, NULL),       NB_TIMES(500), NB_SMOKE },
              { "a = 1/3, from a corner",   ON(THIRD, nb_corners), NB_TIMES(500), NB_SMOKE }) },
        { .name = "all of it is visited", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = covering, .because = "every point has a predecessor" },
          .instances = NB_INSTANCES_OF(
              { "a = 1/3", ON(THIRD, NULL), NB_TIMES(1), NB_SMOKE },
              { "a = 0.2", ON(0.2, NULL),   NB_TIMES(1), NB_SMOKE }) },
        { .name = "sum, mean and literal estimate", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = readings, .because = "closed form" },
          .instances = NB_INSTANCES_OF(
              { "step 1/3, from (10, 0)",
                NB_ARMS(ALL(NB_TRIANGLE_SUM), ALL(NB_TRIANGLE), NB_SGD(THIRD, nb_at_ten, NB_TRIANGLE_SUM)),
                NB_TIMES(1), NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "floor-a", .label = "floor a", .breaks = "a / (2 - a)", .target = { .formula = doubled } },
        { .slug = "sierpinski", .label = "step 1/2: the inner triangle is never visited", .breaks = "a <= 1/3",
          .part = 4, .premise = at_most_a_third,
          .on = NB_INSTANCES_OF({ "a = 1/2", ON(0.5, NULL), NB_TIMES(1), NB_SMOKE }) }),
};
