// SPDX-License-Identifier: GPL-3.0-or-later
/* What strictness is for: two degenerate critical points.
 *
 * The inflection of x^2/2 + y^3/3. y+ = y - a y^2 goes to 0 from every y_0 > 0, and away from every y_0 < 0, so that a
 * start uniform in [-1, 1] ends at 0 with probability 1/2. Slowly: 1/y+ = 1/(y (1 - a y)) >= 1/y + a, hence a t y_t <=
 * 1, and a t y_t -> 1. 0 is 2nd-order stationary, as the theorem allows.
 *
 * The monkey saddle x^3 - 3 x y^2 = r^3 cos 3 theta. The stable set is three rays, of measure 0: no start with a
 * density stays. But the tail is no longer geometric. The flow is homogeneous: the time from (r, theta) to |x| = 1 is
 * tau(theta) / r, and tau ~ theta^(-1/3) beside a ray, so that for a start uniform in a disc P(T > t), an integral of
 * the square of r = tau / t, falls like t^-2. Exactly, {T > t} is |x_0| < r_t(theta), and by symmetry
 *
 *     P(T > t) = 3 / pi int_0^{pi/3} min(1, r_t(theta) / R)^2 dtheta,     theta = (pi/3) u^3,
 *
 * with r_t by bisection.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double radius = 0.5;               // of the disc
static const double third_turn = 1.0471975511965977;

static void down(const nb_setup *s, const nb_flock *f, double *out)
{
    const double *y = nb_lanes_at(f, 1);
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = y[l] <= -1;
}

static void out_of_the_disc(const nb_setup *s, const nb_flock *f, double *out)
{
    const double *x = nb_lanes_at(f, 0), *y = nb_lanes_at(f, 1);
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = x[l] * x[l] + y[l] * y[l] > 1;
}

static double climb(const void *of, double v) { return v + *(const double *)of * v * v; }
static double half_and_late(const nb_setup *s, uint64_t t)
{
    return (1 + nb_pulled_back(climb, &s->arm->step.a, 1, t)) / 2;
}
static double nobody(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0; }

static nb_status enter_pace(const nb_trial *t, nb_ledger *l, double most)
{
    const double a = t->setup[0].arm->step.a;
    const uint64_t T = t->instance->at.item[0];
    double largest = 0;
    for (int i = 1; i <= 100; i++) {
        double y = i / 100.0;
        for (uint64_t k = 0; k < T; k++)
            y -= a * y * y;
        largest = fmax(largest, a * (double)T * y);
    }
    return nb_enter(l, (nb_pair){ "a t y_t, the largest", .lhs = largest, .rhs = most });
}
static nb_status pace  (const nb_trial *t, nb_ledger *l) { return enter_pace(t, l, 1); }
static nb_status faster(const nb_trial *t, nb_ledger *l) { return enter_pace(t, l, 0.99); }

/* Whether the walk from (r cos theta, r sin theta) is inside |x| <= 1 up to t. */
static bool stays(double a, double x, double y, uint64_t t)
{
    for (uint64_t k = 0; k < t; k++) {
        const double g = 3 * (x * x - y * y), h = -6 * x * y;
        x -= a * g;
        y -= a * h;
        if (x * x + y * y > 1)
            return false;
    }
    return true;
}

static double share_inside(double a, uint64_t t)
{
    enum { NODES = 256, HALVINGS = 30 };
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
        const double u = (i + 0.5) / NODES, theta = third_turn * u * u * u, c = nb_cos(theta), s = nb_sin(theta);
        double low = 0, high = radius;
        for (int k = 0; k < HALVINGS; k++) {
            const double r = stays(a, radius * c, radius * s, t) ? radius : (low + high) / 2;
            *(stays(a, r * c, r * s, t) ? &low : &high) = r;
        }
        sum += 3 * u * u * (low / radius) * (low / radius) / NODES;
    }
    return sum;
}
static double exact(const nb_setup *s, uint64_t t) { return share_inside(s->arm->step.a, t); }

/* What a geometric tail through the first checkpoint and twice that would give. */
static double geometric(const nb_setup *s, uint64_t t)
{
    const uint64_t first = s->in->at.item[0];
    const double P = exact(s, first), ratio = exact(s, 2 * first) / P;
    return P * nb_pow(ratio, ((double)t - (double)first) / (double)first);
}

static nb_status enter_rate(const nb_trial *t, nb_ledger *l, double rate)
{
    const double a = t->setup[0].arm->step.a;
    const uint64_t T = t->instance->at.item[0];
    return nb_enter(l, (nb_pair){ "d log P(T > t) / d log t", .rhs = rate, .within = 0.15,
                                  .lhs = nb_log2(share_inside(a, 2 * T) / share_inside(a, T)) });
}
static nb_status squared (const nb_trial *t, nb_ledger *l) { return enter_rate(t, l, -2); }
static nb_status cubed   (const nb_trial *t, nb_ledger *l) { return enter_rate(t, l, -3); }

static bool degenerate(const nb_setup *s)               // no quadratic part along the last axis
{
    return s->problem.type == &nb_polynomial && !nb_strict(s);
}

static const double fold[]   = { 2,   0.5, 2, 0,   1. / 3, 0, 3 };
static const double three[]  = { 2,   1, 3, 0,   -3, 1, 2 };
#define ARM(size, of, ...) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = size }, __VA_ARGS__, \
                                     .problem = { .type = &nb_polynomial, .dim = 2, .data = of } })
#define FOLD(of) ARM(0.1, of, NB_SMOOTH_UP_TO(1, 2), .until = down, \
                     .start = { .spread = 1, .law = NB_BOX_START })
#define MONKEY   ARM(0.02, three, NB_SMOOTH_UP_TO(1, 12), .until = out_of_the_disc, \
                     .start = { .spread = 0.5, .law = NB_BALL_START })

const nb_claim nb_claim_saddle_avoidance_nonstrict = {
    .id     = "saddle_avoidance/nonstrict",
    .title  = "At degenerate critical points walks are trapped, or leave slowly",
    .source = { NB_GOLIKOV, "Theorem (Lee et al., 2016)", "" },
    .text   = "to the inflection of x^2/2 + y^3/3 half of the starts converge, with a t y_t -> 1; from the monkey "
              "saddle x^3 - 3 x y^2 all escape, but P(T > t) falls like t^-2 and not geometrically",
    .latex  = "\\tfrac{x^2}2+\\tfrac{y^3}3:\\ \\mathbb{P}(\\lim=0)=\\tfrac12,\\qquad x^3-3xy^2:\\ "
              "\\mathbb{P}(T>t)\\sim t^{-2}",
    .premises = NB_PREMISES(
        { "f is L-smooth where walks are",        nb_smooth_there },
        { "a < 1 / L",                            nb_below_one_over_L },
        { "x_0 has a density",                    nb_continuous_start },
        { "the critical point is not strict",     degenerate }),
    .parts = NB_PARTS(
        { .name = "trapped at the inflection", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_not_yet), .margin = 0.01,
          .target = { .formula = half_and_late, .because = "1/2, and those who leave after t" },
          .instances = NB_INSTANCES_OF({ "uniform in [-1, 1], a = 0.1", FOLD(fold), NB_TIMES(400, 2000), NB_CI }) },
        { .name = "the pace", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = pace, .because = "1" },
          .instances = NB_INSTANCES_OF({ "a = 0.1, t = 2000", FOLD(fold), NB_TIMES(2000), NB_CI }) },
        { .name = "the tail at the monkey saddle", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&nb_not_yet), .margin = 0.01,
          .target = { .formula = exact, .because = "the area of starts that stay" },
          .instances = NB_INSTANCES_OF(
              { "uniform in a disc of radius 1/2, a = 0.02", MONKEY, NB_TIMES(100, 200, 400), NB_CI },
              { "uniform in a disc of radius 1/2, to t = 1600", MONKEY, NB_TIMES(100, 400, 1600), NB_FULL }) },
        { .name = "its rate", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = squared, .because = "-2" },
          .instances = NB_INSTANCES_OF({ "between t = 800 and 1600", MONKEY, NB_TIMES(800), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "avoided", .label = "P(lim = 0) = 0, as at a strict saddle", .breaks = "half of the starts",
          .target = { .formula = nobody } },
        { .slug = "one-percent", .label = "a t y_t <= 0.99", .breaks = "a t y_t -> 1", .part = 1,
          .target = { .account = faster } },
        { .slug = "geometric", .label = "a geometric tail", .breaks = "t^-2", .part = 2,
          .target = { .formula = geometric },
          .on = NB_INSTANCES_OF({ "uniform in a disc of radius 1/2, a = 0.02", MONKEY, NB_TIMES(50, 400), NB_CI }) },
        { .slug = "ring", .label = "t^-3, the rate from a ring", .breaks = "t^-2", .part = 3,
          .target = { .account = cubed } }),
};
