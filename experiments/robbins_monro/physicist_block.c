// SPDX-License-Identifier: GPL-3.0-or-later
/* Many small steps add up to a long one along the gradient.
 *
 * From x_0 take k = Dt / eta steps of size eta, Dt fixed. The displacement over -Dt estimates the gradient at x_0:
 * its mean is that of gradient descent over k steps, m_k, exactly (a quadratic, fresh terms), and its noises are
 * averaged, so that
 *
 *     E |(x_k - m_k) / Dt|^2 = eta tr C / Dt (1 + O(Dt)),     C = Cov g at x_0,
 *
 * of order 1 in eta; the root mean square, of order 1/2. The mean itself differs from the gradient at x_0 by O(Dt),
 * whatever eta. One step, k = 1, averages nothing.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "experiments/robbins_monro/cases.h"

/* m <- m - a Hb m, of gradient descent. */
static void descend(const nb_setup *s, double *m, uint64_t steps)
{
    const size_t d = s->problem.dim;
    for (uint64_t t = 0; t < steps; t++) {
        double slope[NB_MOST_DIM] = { 0 };
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                slope[j] += s->problem.H[j * d + k] * m[k];
        for (size_t j = 0; j < d; j++)
            m[j] -= s->arm->step.a * slope[j];
    }
}

/* |displacement / (-Dt) - its mean|^2 after t steps, Dt = t eta. */
static void deviation(const nb_setup *s, const nb_flock *f, double *out)
{
    const double dt = (double)f->t * s->arm->step.a;
    double m[NB_MOST_DIM];
    memcpy(m, s->arm->start.point, f->dim * sizeof *m);
    descend(s, m, f->t);
    for (size_t l = 0; l < f->lanes; l++) {
        out[l] = 0;
        for (size_t k = 0; k < f->dim; k++) {
            const double e = (nb_flock_get(f, l, k) - m[k]) / dt;
            out[l] += e * e;
        }
    }
}
static const nb_observable spread_of_block = {
    "deviation", "\\|\\hat g_{\\Delta t}-\\mathbb{E}\\hat g_{\\Delta t}\\|^2", .run = deviation };

/* The same, exactly: with z = (e, 1) and e = x - m, e+ = (I - eta H_i) e - eta ((H_i - Hb) m + g_i) is z+ = B_i z,
 * and the moments of e up to the fourth are the entries of E z (x) z (x) z (x) z. */
enum { Z = 3, SQUARE = Z * Z, CUBE = Z * Z * Z, FOURTH = Z * Z * Z * Z };
static const size_t stride_of[] = { 1, Z, SQUARE, CUBE };                  // of each factor

static void apply(size_t stride, double B[Z][Z], const double *from, double *to)        // to one of the four factors
{
    for (size_t n = 0; n < FOURTH; n++) {
        const size_t i = n / stride % Z, base = n - i * stride;
        to[n] = 0;
        for (size_t j = 0; j < Z; j++)
            to[n] += B[i][j] * from[base + j * stride];
    }
}

static void advance(const nb_setup *s, double *m, double *moment)
{
    const double a = s->arm->step.a, N = (double)s->problem.terms;
    double next[FOURTH] = { 0 };
    for (size_t i = 0; i < s->problem.terms; i++) {
        double H[4], g[2], B[Z][Z] = { { 0 } }, one[FOURTH], two[FOURTH];
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t j = 0; j < 2; j++) {
            B[j][2] = -a * g[j];
            for (size_t k = 0; k < 2; k++) {
                B[j][k] = (double)(j == k) - a * H[2 * j + k];
                B[j][2] -= a * (H[2 * j + k] - s->problem.H[2 * j + k]) * m[k];
            }
        }
        B[2][2] = 1;
        apply(stride_of[0], B, moment, one);
        apply(stride_of[1], B, one, two);
        apply(stride_of[2], B, two, one);
        apply(stride_of[3], B, one, two);
        for (size_t n = 0; n < FOURTH; n++)
            next[n] += two[n] / N;
    }
    memcpy(moment, next, sizeof next);
    descend(s, m, 1);
}

/* E X and E X^2 of the deviation X. */
typedef struct { double mean, square; } block;
static block exact(const nb_setup *s, uint64_t t)
{
    const double dt = (double)t * s->arm->step.a;
    double m[NB_MOST_DIM] = { s->arm->start.point[0], s->arm->start.point[1] }, moment[FOURTH] = { 0 };
    const size_t square = stride_of[3] + stride_of[2];     // two factors in one coordinate
    assert(s->problem.dim == Z - 1);
    moment[FOURTH - 1] = 1;                                 // z = (0, 0, 1)
    for (uint64_t i = 0; i < t; i++)
        advance(s, m, moment);
    block b = { 0, 0 };
    for (size_t j = 0; j < 2; j++) {
        b.mean += moment[j * square + 2 * stride_of[1] + 2] / (dt * dt);
        for (size_t k = 0; k < 2; k++)
            b.square += moment[j * square + k * (stride_of[1] + 1)] / (dt * dt * dt * dt);
    }
    return b;
}

static double exact_square(const nb_setup *s, uint64_t t)
{
    return exact(s, t).square * (1 + 0x1p-30);
}

/* tr C at x_0. */
static double trace(const nb_setup *s)
{
    const nb_gradients g = nb_gradients_at(s, s->arm->start.point);
    return (double)(g.square - g.slope);
}

/* Over eta tr C / Dt, less 1: at most 8 Dt here. */
static nb_status averages(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const uint64_t k = t->instance->at.item[a + 1];
        const double eta = s->arm->step.a, dt = (double)k * eta;
        char label[64];
        snprintf(label, sizeof label, "Var over eta tr C / Dt, less 1, eta = %g", eta);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = fabs(exact(s, k).mean * dt / (eta * trace(s)) - 1), .rhs = 8 * dt,
                                      .scale = 2, .roundings = 256 * (unsigned)k }));
    }
    return NB_OK;
}

/* As if nothing were averaged. */
static nb_status keeps_its_variance(const nb_trial *t, nb_ledger *l)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_setup *s = &t->setup[a];
        const uint64_t k = t->instance->at.item[a + 1];
        NB_TRY(nb_enter(l, (nb_pair){ "Var over tr C, less 1", .lhs = fabs(exact(s, k).mean / trace(s) - 1),
                                      .rhs = 8 * (double)k * s->arm->step.a, .scale = 2,
                                      .roundings = 256 * (unsigned)k }));
    }
    return NB_OK;
}

static double one_half(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.5;
}

static bool planar_sum(const nb_setup *s)
{
    return s->problem.type == &nb_finite_sum && s->problem.dim == 2 && s->arm->start.point;
}

#define STEPS(eta)      { .method = &nb_sgd, .step = { nb_constant, eta, 0 }, .start = { .point = nb_case_a_start }, \
                          .problem = NB_CASE_A }
#define COARSE          NB_ARMS(STEPS(1e-3), STEPS(1e-4)), NB_TIMES(1, 10, 100)
#define FINE            NB_ARMS(STEPS(1e-4), STEPS(1e-5)), NB_TIMES(1, 100, 1000)
#define TENTH           0.21714724095162590             // 1 / (2 log 10): of squares, over one decade of eta

const nb_claim nb_claim_robbins_monro_physicist_block = {
    .id     = "robbins_monro/physicist-block",
    .title  = "A block of many small steps averages to the gradient",
    .source = { NB_MCALLESTER, "Physicist's proof; Gradient Estimation", "" },
    .text   = "k = Dt/eta steps from x move by -Dt times an average of gradients, whose deviation from its mean has "
              "root mean square sqrt(eta tr C / Dt) -> 0 as eta -> 0 at fixed Dt",
    .latex  = "\\frac{x_k - x_0}{-\\Delta t} = \\mathbb{E}\\,\\cdot + O\\bigl(\\sqrt{\\eta/\\Delta t}\\bigr),"
              "\\quad k = \\Delta t/\\eta",
    .premises = NB_PREMISES(
        { "a finite sum of quadratics in the plane", planar_sum },
        { "every step draws a fresh batch",          nb_fresh_batches },
        { "the step is constant",                    nb_constant_step }),
    .parts = NB_PARTS(
        { .name = "exact variance", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = averages, .because = "8 Dt" },
          .instances = NB_INSTANCES_OF({ "case A at (3, -2), Dt = 0.01, eta = 1e-3, 1e-4", COARSE, NB_SMOKE },
                                       { "case A at (3, -2), Dt = 0.01, eta = 1e-4, 1e-5", FINE,   NB_SMOKE }) },
        { .name = "root mean square, order in eta", .kind = NB_SLOPE, .relation = NB_EQUALS,
          .watch = NB_WATCH(&spread_of_block), .margin = 0.05,
          .target = { .formula = one_half, .because = "sqrt(eta / Dt)" },
          .given = { .kind = NB_SECOND, .formula = exact_square,
                     .because = "E X^2 by the recursion of fourth moments" },
          .weights = NB_WEIGHTS(0, TENTH, 0,  0, 0, -TENTH),
          .instances = NB_INSTANCES_OF({ "case A at (3, -2), Dt = 0.01, eta = 1e-3, 1e-4", COARSE, NB_CI },
                                       { "case A at (3, -2), Dt = 0.01, eta = 1e-4, 1e-5", FINE,   NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "single-step", .label = "one step, Dt = eta, averages nothing", .breaks = "k = Dt/eta steps",
          .part = 1,
          .weights = NB_WEIGHTS(TENTH, 0, 0,  -TENTH, 0, 0) },
        { .slug = "unaveraged", .label = "a block has the variance of a single gradient", .breaks = "eta / Dt",
          .target = { .account = keeps_its_variance, .because = "tr C, up to 8 Dt" } }),
};
