// SPDX-License-Identifier: GPL-3.0-or-later
/* The linear term vanishes: L(eta) = L* + E D'Hb D / 2.
 *
 * For an i that is independent of D, E_i (g_i'D + D'H_i D / 2) = D'Hb D / 2 as E_i g_i = 0. The index of the last
 * step is not independent of D: that step has just gone down its loss, and E f_i(D) - f_i(0) = -0.266 instead of
 * 0.0975 on case A at eta = 0.1.
 */
#include "experiments/quadratic_basin/cases.h"

enum { FRESH = 16 };                    // indices whose losses are averaged; the last step has one

/* f_i(x* + D) - f_i(x*). */
static double loss(const nb_setup *s, size_t i, const double *D)
{
    const size_t d = s->problem.dim;
    double H[NB_MOST_DIM * NB_MOST_DIM] = { 0 }, g[NB_MOST_DIM] = { 0 }, sum = 0;
    s->problem.run->term(&s->problem, i, H, g);
    for (size_t j = 0; j < d; j++) {
        sum += g[j] * D[j];
        for (size_t k = 0; k < d; k++)
            sum += D[j] * H[j * d + k] * D[k] / 2;
    }
    return sum;
}

static bool independent(const nb_setup *s)
{
    return !s->arm->numbers;
}

/* Indices of a purpose that no step uses, or the index of the step that led here. */
static void loss_of_one(const nb_setup *s, const nb_flock *f, double *out)
{
    const uint32_t N = (uint32_t)s->problem.terms;
    for (size_t l = 0; l < f->lanes; l++) {
        double D[NB_MOST_DIM] = { 0 };
        for (size_t k = 0; k < f->dim; k++)
            D[k] = nb_flock_get(f, l, k) - s->problem.x_star[k];
        out[l] = 0;
        for (uint64_t j = 0; j < FRESH && independent(s); j++)
            out[l] += loss(s, nb_index(f->stream, NB_OWN, f->replicate[l], FRESH * f->t + j, N), D) / FRESH;
        if (!independent(s) && f->t > 0)
            out[l] = loss(s, nb_index(f->stream, NB_INDEX, f->replicate[l], f->t - 1, N), D);
    }
}
static const nb_observable single_loss = { "single loss", "f_i(x_t)-f_i(x^\\star)", .real = true, .run = loss_of_one };

/* Var <= E (D'Hb D / 2)^2 + E l_i^2 / 16 for fresh indices; l_i^2 <= 2 |g_i|^2 |D|^2 + |H_i|^2 |D|^4 / 2, of the mean
 * over i, and N times that of any single one. */
static double variance(const nb_setup *s, uint64_t t)
{
    const nb_means m = nb_means_of(s);
    const double square = 2 * m.gg * nb_exact_distance(s, t) + m.Q * nb_exact_distance_square(s, t) / 2;
    return independent(s) ? nb_exact_gap_square(s, t) + square / FRESH : (double)s->problem.terms * square;
}

static nb_status no_linear_term(const nb_trial *t, nb_ledger *l)
{
    const nb_setup *s = &t->setup[0];
    const size_t d = s->problem.dim;
    for (uint64_t r = 0; r < 16; r++) {
        double D[NB_MOST_DIM] = { 0 }, half = 0, mean = 0, size = 0;
        for (size_t k = 0; k < d; k++)
            D[k] = nb_normal(t->stream, NB_OWN, r, k);
        for (size_t i = 0; i < s->problem.terms; i++) {
            mean += loss(s, i, D) / (double)s->problem.terms;
            size += fabs(loss(s, i, D)) / (double)s->problem.terms;
        }
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                half += D[j] * s->problem.H[j * d + k] * D[k] / 2;
        NB_TRY(nb_enter(l, (nb_pair){ "mean over i at a point", .lhs = mean, .rhs = half, .scale = 4 * size }));
    }
    return NB_OK;
}

static const double of_the_last_step[] = { 1 };

#define A(size, flag) NB_ARMS({ .method = &nb_sgd, .step = { nb_constant, .a = size }, .problem = NB_CASE_A, \
                                .numbers = flag })
#define LATE          NB_TIMES(80)

const nb_claim nb_claim_quadratic_basin_observation_1 = {
    .id     = "quadratic_basin/observation-1",
    .title  = "The linear term of the loss vanishes",
    .source = { NB_MCALLESTER, "A Quadratic Basin Theorem, observation 1", "" },
    .text   = "L(eta) = E E_i f_i(x* + D) = L* + E D'Hb D / 2, because i is independent of D and E g_i = 0",
    .latex  = "\\mathcal{L}(\\eta) = \\mathcal{L}^\\star + \\tfrac12\\,\\mathbb{E}\\,D^\\top \\bar H D",
    .premises = NB_PREMISES(
        { "every step draws a fresh batch",                         nb_fresh_batches },
        { "the step has a stationary law",                          nb_stable_step },
        { "i is independent of D",                                  independent }),
    .parts = NB_PARTS(
        { .name = "at points", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = no_linear_term, .because = "D'Hb D / 2" },
          .instances = NB_INSTANCES_OF({ "case A", A(0.1, NULL), NB_TIMES(1), NB_SMOKE },
                                       { "case B", NB_ARMS(NB_IN_BASIN(0.1, NB_CASE_B)), NB_TIMES(1), NB_SMOKE }) },
        { .name = "stationary", .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&single_loss),
          .tolerance = 0.02,
          .target = { .formula = nb_stationary_gap, .because = "E D'Hb D / 2 by the exact recursion" },
          .given = { .kind = NB_VARIANCE, .formula = variance, .because = "E |D|^4 by the exact recursion" },
          .instances = NB_INSTANCES_OF({ "case A, eta = 0.1", A(0.1, NULL), LATE, NB_CI },
                                       { "case A, eta = 0.2", A(0.2, NULL), LATE, NB_CI }) }),
    .controls = NB_CONTROLS(
        { .slug = "last-index", .label = "the loss of the term that the last step has used",
          .breaks = "independent of D",
          .part = 1, .premise = independent,
          .on = NB_INSTANCES_OF({ "case A, eta = 0.1, last index", A(0.1, of_the_last_step), LATE, NB_CI },
                                { "case A, eta = 0.2, last index", A(0.2, of_the_last_step), LATE, NB_CI }) }),
};
