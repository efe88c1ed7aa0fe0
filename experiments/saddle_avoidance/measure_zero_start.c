// SPDX-License-Identifier: GPL-3.0-or-later
/* Without a density the conclusion fails.
 *
 * The stable set of the saddle of x^2/2 - y^2/2 + y^4/4 is the axis y = 0, which is invariant to the last bit: y - a
 * (y^3 - y) = 0 at y = 0. A start on it converges to the saddle; a start law with an atom of 1/2 there does so with
 * probability 1/2, and with a density otherwise with no more.
 */
#include "experiments/saddle_avoidance/cases.h"

static const double on_axis[] = { 1, 0 };

typedef struct { double x, y, most; } end;

static bool look(void *context, uint64_t t, size_t dim, const double *x)
{
    end *e = context;
    (void)t;
    (void)dim;
    e->x = x[0];
    e->y = x[1];
    e->most = fmax(e->most, fabs(x[1]));
    return true;
}

static nb_status stays(const nb_trial *t, nb_ledger *l)
{
    end e = { .most = 0 };
    NB_TRY(nb_walk_alone(t, 0, 0, look, &e, NULL));
    NB_TRY(nb_enter(l, (nb_pair){ "the largest |y_t|", .lhs = e.most, .rhs = 0 }));
    return nb_enter(l, (nb_pair){ "x_T", .lhs = e.x, .rhs = 0, .within = 1e-12 });
}

/* y_0 = 0 with the probability of the arm's numbers, else uniform in [-1, 1]. */
enum { ATOM = 2 };
static void from_the_atom(const nb_trial *t, nb_random *r, double *cell)
{
    const nb_arm *arm = t->setup[0].arm;
    const double coin = nb_next_uniform(r), u = 2 * nb_next_uniform(r) - 1;
    double x = 2 * nb_next_uniform(r) - 1, y = coin < arm->numbers[ATOM] ? 0 : u;
    for (uint64_t k = 0; k < t->instance->at.item[0]; k++) {
        x -= arm->step.a * x;
        y -= arm->step.a * (y * y * y - y);
    }
    cell[0] = x * x + y * y < 0.01;
}

static double half  (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0.5; }
static double more  (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1.01 / 2; }
static double nobody(const nb_setup *s, uint64_t t) { (void)s; (void)t; return 0; }

static bool on_the_stable_set(const nb_setup *s)
{
    return s->arm->numbers[ATOM] == 0.5 || s->arm->start.point;
}

#define ARM(mass, x0) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = 0.125 }, .start = { .point = x0 }, \
    .numbers = (const double[]){ [NB_SMOOTH] = 3.32, [NB_HALF] = 1.2, [ATOM] = mass }, .problem = NB_SADDLE })

const nb_claim nb_claim_saddle_avoidance_measure_zero_start = {
    .id     = "saddle_avoidance/measure-zero-start",
    .title  = "Without a density, gradient descent can converge to a strict saddle",
    .source = { NB_GOLIKOV, "Theorem (Lee et al., 2016)", "" },
    .text   = "a start on the stable set converges to the strict saddle; with an atom of 1/2 there, P(lim x_t = x*) = "
              "1/2",
    .latex  = "P_{init}(W^s(x^\\star))=\\tfrac12\\ \\Longrightarrow\\ \\mathbb{P}(\\lim x_t=x^\\star)=\\tfrac12",
    .premises = NB_PREMISES(
        { "f is L-smooth where walks are",            nb_smooth_there },
        { "a < 1 / L",                                nb_below_one_over_L },
        { "the start has mass 1/2 or 1 on y = 0",     on_the_stable_set },
        { "the saddle at 0 is strict",                nb_strict }),
    .parts = NB_PARTS(
        { .name = "on the axis", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = stays, .because = "0" },
          .instances = NB_INSTANCES_OF({ "from (1, 0), a = 1/8", ARM(1, on_axis), NB_TIMES(400), NB_SMOKE }) },
        { .name = "an atom of 1/2", .kind = NB_PROBABILITY, .relation = NB_EQUALS, .own = from_the_atom,
          .margin = 0.005, .target = { .formula = half, .because = "1/2" },
          .instances = NB_INSTANCES_OF({ "y_0 = 0 or uniform in [-1, 1], a = 1/8", ARM(0.5, NULL), NB_TIMES(400),
                                         NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "density", .label = "no atom: none gets there", .breaks = "an atom of 1/2", .part = 1,
          .premise = on_the_stable_set,
          .on = NB_INSTANCES_OF({ "y_0 uniform in [-1, 1], a = 1/8", ARM(0, NULL), NB_TIMES(400), NB_CI }) },
        { .slug = "one-percent", .label = "P = 1.01 / 2", .breaks = "1/2", .part = 1, .target = { .formula = more },
          .on = NB_INSTANCES_OF({ "y_0 = 0 or uniform in [-1, 1], a = 1/8, to t = 120", ARM(0.5, NULL), NB_TIMES(120),
                                  NB_CI }) },
        { .slug = "theorem", .label = "P(lim x_t = x*) = 0, as the theorem says for a density", .breaks = "without a "
          "density", .part = 1, .target = { .formula = nobody } }),
};
