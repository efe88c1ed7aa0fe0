// SPDX-License-Identifier: GPL-3.0-or-later
/* lim L(eta) = L(Phi*) as eta -> 0: in a quadratic basin, and with noise that is the same everywhere.
 *
 * In a basin L(eta) - L* = (eta/4) (E |g_i|^2 + tr(Q S)) (quadratic_basin/exact-identity) and tr(Q S) <= 2 tr Q
 * (L(eta) - L*) / m, so that L(eta) - L* <= (eta/4) E |g_i|^2 / (1 - eta tr Q / 2m) -> 0.
 *
 * In one dimension SGD with step eta follows dX = -f' dt + sqrt(eta) s(X) dW (Ito), whose stationary density is
 * proportional to s^-2 exp(-W / eta) with the quasi-potential W(x) = 2 int f' / s^2. As eta -> 0 it concentrates on
 * the minimum of W: the global minimum of f where s is constant, but not where the noise shakes the walk out of the
 * deeper well. f = (x^2 - 1)^2 + 0.1 x has minima f = -0.10062 on the left and 0.09937 on the right; with s^2 = 2.5 -
 * 1.5 tanh(4 x) the law ends up on the right, and L(eta) -> 0.09937. Each limit is taken as |L(eta) - limit| <= eta
 * s^2 / 3 at eta = 0.1, 0.05, 0.02, where a well has eta s^2 / 4 to first order; SGD itself, by its transfer matrix,
 * within eta s^2 / 2 at eta = 0.1, 0.05.
 *
 * A walk can show it at eta = 0.1 with s(x), which relaxes in 1662 steps; at eta = 0.05 that takes 1.5e6, and 4.5e8
 * with s = 1, so that a walk from the left well stays there. Explicit steps leave to infinity from |x| > sqrt(1 +
 * 1/(2 eta)), which is out of reach at these eta: the laws are quasi-stationary, on |x| <= 2.4.
 */
#include <stdio.h>

#include "experiments/quadratic_basin/cases.h"
#include "lib/oracle_line.h"

/* c, h, q, v, u, w of nb_quartic: f = -1 + (x^2 - 1)^2 + 0.1 x, noise s^2 = v + u tanh(w x). */
enum { C, H, Q, V, U, W };
static const double shaken[] = { 0.1, -4, 4, 2.5, -1.5, 4 };
static const double even[]   = { 0.1, -4, 4, 1, 0, 0 };
static const double from_left[] = { -1 };

static const double *numbers(const nb_setup *s) { return s->arm->problem.data; }

static double height(const void *of, double x)
{
    (void)of;
    return (x * x - 1) * (x * x - 1) + 0.1 * x;
}
static double left(const void *of, double x)
{
    (void)of;
    return x < 0;
}
static double rise(const double *n, double x) { return n[C] + x * (n[H] + n[Q] * x * x); }
static double noise(const double *n, double x) { return n[V] + n[U] * nb_tanh(n[W] * x); }

static nb_flow flow(const void *of, double x)
{
    const nb_setup *s = of;
    return (nb_flow){ -rise(numbers(s), x), s->arm->step.a * noise(numbers(s), x) };
}

static nb_normal_law step(const void *of, double x)
{
    const nb_setup *s = of;
    const double eta = s->arm->step.a;
    return (nb_normal_law){ x - eta * rise(numbers(s), x), eta * sqrt(noise(numbers(s), x)) };
}

/* The bottom of a well, by Newton from x = +-1. */
static double bottom(const double *n, double x)
{
    for (int i = 0; i < 20; i++)
        x -= rise(n, x) / (n[H] + 3 * n[Q] * x * x);
    return x;
}

/* Where the quasi-potential is least: the right-hand well just where W there is below W on the left. */
static double deepest(const nb_setup *s)
{
    const double *n = numbers(s), a = bottom(n, -1), b = bottom(n, 1);
    enum { CELLS = 4096 };
    double climb = 0;                                       // midpoint rule: W(b) - W(a)
    for (int i = 0; i < CELLS; i++) {
        const double x = a + (b - a) * (i + 0.5) / CELLS;
        climb += 2 * rise(n, x) / noise(n, x) * (b - a) / CELLS;
    }
    return climb < 0 ? b : a;
}

static double global(const nb_setup *s) { return s->problem.x_star[0]; }
static double right (const nb_setup *s) { return bottom(numbers(s), 1); }

typedef nb_status settles(nb_line *l, const nb_setup *s, nb_fault *why);
static nb_status diffuses(nb_line *l, const nb_setup *s, nb_fault *why) { return nb_line_diffuse(l, flow, s, why); }
static nb_status walks   (nb_line *l, const nb_setup *s, nb_fault *why) { return nb_line_settle(l, step, s, why); }

/* |L(eta) - f(where)| <= share eta s^2 for each eta. */
static nb_status enter_limit(const nb_trial *t, nb_ledger *l, settles *settle, double (*where)(const nb_setup *),
                             double share)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const double x = where(s), eta = s->arm->step.a;
        char label[64];
        nb_line law;
        NB_TRY(nb_line_make(&law, -2.4, 0, 2.4, 128, NULL));
        nb_status status = settle(&law, s, NULL);
        snprintf(label, sizeof label, "L(eta) less its limit, eta = %g", eta);
        if (status == NB_OK)
            status = nb_enter(l, (nb_pair){ label, .lhs = fabs(nb_line_mean(&law, height, s) - height(s, x)),
                                            .rhs = share * eta * noise(numbers(s), x), .scale = 1, .roundings = 4096 });
        nb_line_drop(&law);
        NB_TRY(status);
    }
    return NB_OK;
}
static nb_status quasi_potential(const nb_trial *t, nb_ledger *l)
{
    return enter_limit(t, l, diffuses, deepest, 1. / 3);
}

static nb_status at_the_minimum(const nb_trial *t, nb_ledger *l)
{
    return enter_limit(t, l, diffuses, global, 1. / 3);
}

static nb_status at_the_right(const nb_trial *t, nb_ledger *l)
{
    return enter_limit(t, l, diffuses, right, 1. / 3);
}

static nb_status for_the_chain(const nb_trial *t, nb_ledger *l)
{
    return enter_limit(t, l, walks, deepest, 1. / 2);
}

static nb_status chain_at_minimum(const nb_trial *t, nb_ledger *l)
{
    return enter_limit(t, l, walks, global, 1. / 2);
}

static nb_status in_a_basin(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const nb_means m = nb_means_of(s);
        const double eta = s->arm->step.a;
        char label[48];
        snprintf(label, sizeof label, "L(eta) - L*, eta = %g", eta);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = nb_settled_gap(s),
                                      .rhs = eta / 4 * m.gg / (1 - eta * m.Q / (2 * s->k.m)),
                                      .roundings = 4096 }));
    }
    return NB_OK;
}

/* After t steps of the walk from the left: E f - f*, E (f - f*)^2, P(x < 0). */
typedef struct { double gap, square, left; } moments;
static double above(const void *of, double x) { return height(of, x) - height(of, global(of)); }
static double above_squared(const void *of, double x) { return above(of, x) * above(of, x); }

static moments after(const nb_setup *s, uint64_t t)
{
    nb_line law;
    moments m = { NAN, NAN, NAN };
    if (nb_line_make(&law, -2.4, 0, 2.4, 64, NULL) != NB_OK)
        return m;
    if (nb_line_after(&law, step, s, s->arm->start.point[0], t, NULL) == NB_OK)
        m = (moments){ .gap = nb_line_mean(&law, above, s), .square = nb_line_mean(&law, above_squared, s),
                       .left = nb_line_mean(&law, left, s) };
    nb_line_drop(&law);
    return m;
}
static double gap_after   (const nb_setup *s, uint64_t t) { return after(s, t).gap; }
static double square_after(const nb_setup *s, uint64_t t) { return after(s, t).square * (1 + 0x1p-30); }
static double left_after  (const nb_setup *s, uint64_t t) { return after(s, t).left; }

/* The same with the noise of the other instance. */
static double with_other_noise(const nb_setup *s, uint64_t t, nb_formula *f)
{
    nb_arm arm = *s->arm;
    nb_setup other = *s;
    arm.problem.data = numbers(s) == even ? shaken : even;
    other.arm = &arm;
    return f(&other, t);
}
static double gap_with_other (const nb_setup *s, uint64_t t) { return with_other_noise(s, t, gap_after); }
static double left_with_other(const nb_setup *s, uint64_t t) { return with_other_noise(s, t, left_after); }

static void on_the_left(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0) < 0;
}
static const nb_observable left_well = { "in the left well", "[x_t<0]", .run = on_the_left };

#define A(size)         NB_IN_BASIN(size, NB_CASE_A)
#define WELL(size, how) { .method = &nb_sgd, .step = { nb_constant, .a = size }, .start = { .point = from_left }, \
                          .problem = { .type = &nb_quartic, .dim = 1, .data = how, .noise = 1 } }
#define FLOWS(how)      NB_ARMS(WELL(0.1, how), WELL(0.05, how), WELL(0.02, how)), NB_TIMES(1), NB_SMOKE
#define CHAINS(how)     NB_ARMS(WELL(0.1, how), WELL(0.05, how)), NB_TIMES(1), NB_SMOKE
#define RUN(how)        NB_ARMS(WELL(0.1, how))
#define SHAKEN          "s^2 = 2.5 - 1.5 tanh(4 x)"

const nb_claim nb_claim_quadratic_basin_langevin_limit = {
    .id     = "quadratic_basin/langevin-limit",
    .title  = "The stationary loss tends to a minimum as eta -> 0: which, the noise decides",
    .source = { NB_MCALLESTER, "Langevin Dynamics With Annealing", "" },
    .text   = "L(eta) -> L(Phi*) as eta -> 0 in a quadratic basin, and globally if the noise is the same everywhere; "
              "else to L at the minimum of the quasi-potential 2 int f'/s^2. As a finite statement |L(eta) - limit| <= "
              "eta s^2 / 3 at eta = 0.1, 0.05, 0.02",
    .latex  = "\\lim_{\\eta\\to0}\\mathcal{L}(\\eta) = \\mathcal{L}(\\arg\\min W),\\quad W(x) = 2\\int^x f'/s^2",
    .premises = NB_PREMISES({ "the step is constant", nb_constant_step }),
    .parts = NB_PARTS(
        { .name = "in a quadratic basin", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = in_a_basin, .because = "(eta/4) E |g_i|^2 / (1 - eta tr Q / 2m) -> 0" },
          .instances = NB_INSTANCES_OF({ "case A", NB_ARMS(A(0.1), A(0.05), A(0.025), A(0.001)), NB_TIMES(1),
                                         NB_SMOKE }) },
        { .name = "two wells, diffusion", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = quasi_potential, .because = "eta s^2 / 3, by quadrature" },
          .instances = NB_INSTANCES_OF({ "s = 1", FLOWS(even) }, { SHAKEN, FLOWS(shaken) }) },
        { .name = "two wells, SGD by its transfer matrix", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = for_the_chain, .because = "eta s^2 / 2" },
          .instances = NB_INSTANCES_OF({ "s = 1", CHAINS(even) }, { SHAKEN, CHAINS(shaken) }) },
        { .name = "P(x < 0) from the left well", .kind = NB_PROBABILITY, .relation = NB_EQUALS,
          .watch = NB_WATCH(&left_well),
          .margin = 0.03,
          .target = { .formula = left_after, .because = "powers of the transfer matrix" },
          .instances = NB_INSTANCES_OF(
              { SHAKEN ", eta = 0.1", RUN(shaken), NB_TIMES(2000, 20000), NB_CI },
              { "s = 1, eta = 0.1",   RUN(even),   NB_TIMES(2000),        NB_CI }) },
        { .name = "loss from the left well", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
          .tolerance = 0.02,
          .target = { .formula = gap_after, .because = "powers of the transfer matrix" },
          .given = { .kind = NB_SECOND, .formula = square_after, .because = "E X^2 by the transfer matrix" },
          .instances = NB_INSTANCES_OF({ SHAKEN ", eta = 0.1", RUN(shaken), NB_TIMES(20000), NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "other-well", .label = "s = 1 ends up on the right, as with s(x)", .breaks = "the noise decides",
          .part = 1,
          .target = { .account = at_the_right, .because = "eta s^2 / 3, by quadrature" },
          .on = NB_INSTANCES_OF({ "s = 1", FLOWS(even) }) },
        { .slug = "other-minimum", .label = "s(x) ends up on the left, as with s = 1", .breaks = "the noise decides",
          .part = 2,
          .target = { .account = chain_at_minimum, .because = "eta s^2 / 2" },
          .on = NB_INSTANCES_OF({ SHAKEN, CHAINS(shaken) }) },
        { .slug = "stays", .label = "walks with s(x) stay on the left, as with s = 1", .breaks = "the noise decides",
          .part = 3,
          .target = { .formula = left_with_other, .because = "transfer matrix of s = 1" },
          .on = NB_INSTANCES_OF({ SHAKEN ", eta = 0.1", RUN(shaken), NB_TIMES(20000), NB_CI }) },
        { .slug = "leaves", .label = "walks with s = 1 leave, as with s(x)", .breaks = "the noise decides", .part = 4,
          .target = { .formula = gap_with_other, .because = "transfer matrix of s(x)" },
          .on = NB_INSTANCES_OF({ "s = 1, eta = 0.1", RUN(even), NB_TIMES(20000), NB_CI }) }),
    .errata = NB_ERRATA({ "M-19", NB_READING, "lim L(eta) = L(Phi*), the global minimum, whatever the noise",
        "\\lim_{\\eta\\to0} \\mathcal{L}(\\eta) = \\mathcal{L}(\\Phi^\\star)",
        { .slug = "printed", .label = "the global minimum with noise that depends on x",
          .breaks = "the quasi-potential",
          .reason = "with noise that depends on x the law concentrates on the least quasi-potential, not loss",
          .part = 1, .target = { .account = at_the_minimum, .because = "eta s^2 / 3, by quadrature" },
          .on = NB_INSTANCES_OF({ SHAKEN, FLOWS(shaken) }) } }),
};
