// SPDX-License-Identifier: GPL-3.0-or-later
/* Perturbed gradient descent ends where it was before the perturbation that failed.
 *
 * A cycle perturbs x where the gradient is small and walks `wait` steps. If f has decreased by less than `decrease`
 * from before the perturbation to then, the walk returns the point before it; if not, f is lower by at least that. So
 *
 *   near a minimum    it ends after exactly `wait` steps and returns the very point where it was
 *   from a saddle     each cycle but the last lowers f by `decrease` or more, the last returns its own beginning, and f
 *                     never increases from one perturbation to the next
 *
 * f = x^2/2 - y^2/2 + y^4/4, whose descent is logged step by step; the run from the saddle ends with y = +-1 and f =
 * -1/4 after its second cycle, at 2 wait + 1.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/noise.h"

enum { SLOPE, RADIUS, WAIT, DECREASE };         // numbers of lib/method/perturbed_gd.c
enum { LOG = 2048 };

typedef struct { double x[LOG][2]; uint64_t count; } record;

static bool note(void *context, uint64_t t, size_t dim, const double *x)
{
    record *r = context;
    (void)dim;
    r->x[t][0] = x[0];
    r->x[t][1] = x[1];
    r->count = t + 1;
    return r->count < LOG;
}

static double f(const double *x)
{
    const double y = x[1] * x[1];
    return (x[0] * x[0] - y) / 2 + y * y / 4;
}

/* The first t from which on x never moves. */
static uint64_t end(const record *r)
{
    uint64_t t = r->count - 1;
    while (t > 0 && r->x[t - 1][0] == r->x[t][0] && r->x[t - 1][1] == r->x[t][1])
        t--;
    return t;
}

/* When the walk ends, and where: `cycles` cycles are wait + 1 steps each, and the end comes with the step after the
 * last wait. */
static nb_status at_the_end(const nb_trial *t, nb_ledger *l, double cycles, bool last)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t cycle = (uint64_t)s->arm->numbers[WAIT] + 1;
    for (uint64_t i = 0; i < 4; i++) {
        record r = { .count = 0 };
        char label[64];
        NB_TRY(nb_walk_alone(t, 0, i, note, &r, NULL));
        const uint64_t begins = (uint64_t)(cycles - 1) * cycle, ends = begins + cycle;
        snprintf(label, sizeof label, "walk %d: steps until it ends", (int)i);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = end(&r), .rhs = ends }));
        for (int k = 0; k < 2; k++) {
            snprintf(label, sizeof label, "walk %d: coordinate %d returned", (int)i, k + 1);
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = r.x[ends][k], .rhs = r.x[last ? ends - 1 : begins][k],
                                          .scale = 1, .roundings = 1 }));
        }
    }
    return NB_OK;
}
static nb_status first_point(const nb_trial *t, nb_ledger *l) { return at_the_end(t, l, 1, false); }
static nb_status last_point (const nb_trial *t, nb_ledger *l) { return at_the_end(t, l, 1, true); }
static nb_status second_cycle(const nb_trial *t, nb_ledger *l) { return at_the_end(t, l, 2, false); }

/* f at the perturbations and at the end: at most that at the one before, less `decrease` unless it is the last. */
static nb_status over_cycles(const nb_trial *t, nb_ledger *l, double times)
{
    const nb_setup *s = &t->setup[0];
    const uint64_t cycle = (uint64_t)s->arm->numbers[WAIT] + 1;
    for (uint64_t i = 0; i < 4; i++) {
        record r = { .count = 0 };
        char label[64];
        NB_TRY(nb_walk_alone(t, 0, i, note, &r, NULL));
        const uint64_t last = end(&r);
        int n = 0;
        for (uint64_t at = cycle; at <= last; at += cycle) {
            const double owed = at < last ? times * s->arm->numbers[DECREASE] : 0;
            snprintf(label, sizeof label, "walk %d: f after cycle %d", (int)i, ++n);
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = f(r.x[at]), .rhs = f(r.x[at - cycle]) - owed, .scale = 1 }));
        }
    }
    return NB_OK;
}
static nb_status decreases(const nb_trial *t, nb_ledger *l) { return over_cycles(t, l, 1); }
static nb_status by_more  (const nb_trial *t, nb_ledger *l) { return over_cycles(t, l, 1000); }

static bool with_rule(const nb_setup *s) { return s->arm->numbers[DECREASE] > 0; }

/* eta = c / L = 1/4; the numbers of pgd-polylog are of this kind. */
#define PGD(from, decrease) NB_ARMS({ \
    .problem = NB_SADDLE, .method = &nb_perturbed_gd, .step = { nb_constant, .a = 0.25 }, \
    .numbers = (const double[]){ [SLOPE] = 1e-3, [RADIUS] = 1e-4, [WAIT] = 500, [DECREASE] = decrease }, \
    .start = { .point = (const double[]){ 0, from } } })
#define AT_A_MINIMUM   { "from (0, 1.0001)", PGD(1.0001, 1e-3), NB_TIMES(1500), NB_SMOKE }
#define FROM_A_SADDLE  { "from (0, 0)", PGD(0, 1e-3), NB_TIMES(1500), NB_SMOKE }

const nb_claim nb_claim_saddle_avoidance_pgd_stop_rule = {
    .id     = "saddle_avoidance/pgd-stop-rule",
    .title  = "Perturbed gradient descent returns the point before the perturbation that failed",
    .source = { NB_GOLIKOV, "Perturbed gradient descent", "Jin, Ge, Netrapalli, Kakade and Jordan (2017)" },
    .text   = "stop, if f did not decrease sufficiently some steps after injecting noise: what is returned is the "
              "point before it, and f does not increase over a cycle",
    .latex  = "f(x_{t+\\tau})-f(x_t)>-f_{\\mathrm{thr}}\\ \\Rightarrow\\ \\text{return } x_t;\\quad "
              "f(x_{t+\\tau})\\le f(x_t)-f_{\\mathrm{thr}}\\ \\text{otherwise}",
    .premises = NB_PREMISES({ "a sufficient decrease is positive", with_rule }),
    .parts  = NB_PARTS(
        { .name = "at a minimum", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = first_point, .because = "wait, and where it was" },
          .instances = NB_INSTANCES_OF(AT_A_MINIMUM) },
        { .name = "from a saddle", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = second_cycle, .because = "two cycles, and where the second began" },
          .instances = NB_INSTANCES_OF(FROM_A_SADDLE) },
        { .name = "over a cycle", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = decreases, .because = "f before, less the sufficient decrease" },
          .instances = NB_INSTANCES_OF(AT_A_MINIMUM, FROM_A_SADDLE) }),
    .controls = NB_CONTROLS(
        { .slug = "last-iterate", .label = "the last iterate is returned", .breaks = "the point before", .part = 0,
          .target = { .account = last_point, .because = "wait, and the last iterate" } },
        { .slug = "no-rule", .label = "no stop rule: a decrease of -1 is sufficient", .breaks = "stop", .part = 0,
          .premise = with_rule,
          .on = NB_INSTANCES_OF({ "from (0, 1.0001), any decrease will do", PGD(1.0001, -1), NB_TIMES(1500),
                                  NB_SMOKE }) },
        { .slug = "thousandfold", .label = "f decreases by a thousand times as much", .breaks = "sufficiently",
          .part = 2, .target = { .account = by_more, .because = "f before, less 1" } }),
};
