// SPDX-License-Identifier: GPL-3.0-or-later
/* W = union over t of g^-t(W_loc): the stable set is what sooner or later enters the local one.
 *
 * W = { x_0 : x_t -> x* }. With W_loc = U cap W the union is W at once, as W is invariant under g and g^-1. The stable
 * manifold theorem uses another local set, the points whose whole orbit stays in U and tends to x*; that one does as
 * well, since an orbit that converges stays in U from some time on, and the point is in g^-t of it.
 *
 * Tried on f = x^2/2 - y^2/2 + y^4/4, W = { y = 0 }, on a grid of 41 x 41 points of [-1.2, 1.2]^2 with U the disc of
 * radius 1/10: an orbit converges to 0 exactly from the 41 points with y = 0, since |y| grows from any other. A union
 * over finitely many t misses the points that need longer to come near.
 */
#include "experiments/saddle_avoidance/cases.h"

enum { HALF = 20, STEPS = 1200 };
static const double step = 0.1, radius = 0.1;

/* A point's orbit: whether it tends to 0, and the last time at which it was not in U (-1: never outside). */
typedef struct { bool stable; int last_outside; } orbit;
static orbit follow(double x, double y)
{
    orbit o = { false, -1 };
    for (int t = 0; t <= STEPS; t++) {
        if (x * x + y * y > radius * radius)
            o.last_outside = t;
        if (t < STEPS) {
            x -= step * x;
            y -= step * (y * y * y - y);
        }
    }
    o.stable = x * x + y * y < 1e-20;
    return o;
}

typedef struct { double in_W, in_union, differ, on_axis; } counts;
static counts count(int until)                          // of union over t <= until; until < 0: all t
{
    counts c = { 0, 0, 0, 0 };
    for (int i = -HALF; i <= HALF; i++)
        for (int j = -HALF; j <= HALF; j++) {
            const orbit o = follow(1.2 * i / HALF, 1.2 * j / HALF);
            const bool enters = o.stable && (until < 0 || o.last_outside < until);
            c.in_W += o.stable;
            c.in_union += enters;
            c.differ += enters != o.stable;
            c.on_axis += j == 0;
        }
    return c;
}

static nb_status enter(nb_ledger *l, int until)
{
    const counts c = count(until);
    NB_TRY(nb_enter(l, (nb_pair){ "points of W", .lhs = c.in_W, .rhs = c.on_axis }));
    NB_TRY(nb_enter(l, (nb_pair){ "points of the union", .lhs = c.in_union, .rhs = c.in_W }));
    return nb_enter(l, (nb_pair){ "points of one only", .lhs = c.differ, .rhs = 0 });
}
static nb_status all_times(const nb_trial *t, nb_ledger *l) { (void)t; return enter(l, -1); }
static nb_status to_five  (const nb_trial *t, nb_ledger *l) { (void)t; return enter(l, 5); }

static bool descends(const nb_setup *s)                 // a L < 1 on |y| <= 1.2, L = 3 * 1.44 - 1
{
    (void)s;
    return step * (3 * 1.44 - 1) < 1;
}

const nb_claim nb_claim_saddle_avoidance_stable_set_union = {
    .id     = "saddle_avoidance/stable-set-union",
    .title  = "The stable set is the union of the preimages of the local one",
    .source = { NB_GOLIKOV, "Local stable set", "Lee et al. (2016)" },
    .text   = "W(x*) = union over t >= 0 of g^-t(W_loc(x*)), W_loc the points of a neighbourhood U whose orbit stays "
              "in U and tends to x*",
    .latex  = "W^s(x^\\star)=\\bigcup_{t=0}^\\infty g^{-t}(W^s_{loc}(x^\\star))",
    .premises = NB_PREMISES({ "a < 1 / L on the grid", descends }),
    .parts = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = all_times, .because = "the axis y = 0" },
          .instances = NB_INSTANCES_OF({ .label = "41 x 41 points, a = 0.1, U of radius 1/10" }) }),
    .controls = NB_CONTROLS(
        { .slug = "finite-union", .label = "the union over t <= 5", .breaks = "union over all t",
          .target = { .account = to_five } }),
};
