// SPDX-License-Identifier: GPL-3.0-or-later
/* More samples allow a larger start: alpha*(N), the largest alpha with |w_alpha - w*| < 0.025 |w*|, grows with N.
 *
 * X is N x d with independent normal entries, w* has r equal entries of norm 1 together. The error falls as alpha
 * does, to that of the interpolant of least l1 norm, which is w* for enough N; so there is a largest alpha that will
 * do and no smallest one, which is what the source's figure says it shows. N extends one matrix by rows.
 *
 * Of a random X it is the median of alpha*(N) that is tried, over designs that each replicate draws anew: most designs
 * recover from a given alpha with many samples, P >= 1/2, and most do not with few, P <= 1/2.
 */
#include <stdio.h>

#include "experiments/diagonal_network/cases.h"

static const double near_enough = 0.025;

static nb_status error_at(const nb_regression *r, const nb_problem_spec *s, double alpha, double *error)
{
    double w[NB_WIDEST], planted[NB_WIDEST];
    nb_planted(s, planted);
    NB_TRY(nb_flow_end(r, alpha, w));
    *error = nb_apart(r->d, w, planted);
    return NB_OK;
}

/* Enough samples for the least l1 norm to find w*. */
static bool recoverable(const nb_setup *s)
{
    const nb_problem_spec *spec = &s->arm->problem;
    double w[NB_WIDEST], planted[NB_WIDEST];
    nb_regression r;
    if (nb_regression_make(&r, spec, NULL) != NB_OK)
        return false;
    nb_planted(spec, planted);
    const bool holds = nb_least_l1(&r.s, NULL, w, NULL) == NB_OK && nb_apart(r.d, w, planted) < 1e-9;
    nb_regression_drop(&r);
    return holds;
}

/* By bisection of ln alpha on [1e-9, 3]: the last alpha that was seen to do. */
static nb_status largest(const nb_arm *arm, double *alpha)
{
    nb_regression r;
    NB_TRY(nb_regression_make(&r, &arm->problem, NULL));
    nb_status status = NB_OK;
    double low = 1e-9, high = 3, error = INFINITY;
    for (int left = (int)arm->numbers[0]; status == NB_OK && left > 0; left--) {
        const double middle = sqrt(low * high);
        status = error_at(&r, &arm->problem, middle, &error);
        *(error < near_enough ? &low : &high) = middle;
    }
    *alpha = low;
    nb_regression_drop(&r);
    return status;
}

static nb_status grows(const nb_trial *t, nb_ledger *l)
{
    double before = 0;
    for (size_t a = 0; a < t->arms; a++) {
        double alpha;
        char label[64];
        NB_TRY(largest(t->setup[a].arm, &alpha));
        snprintf(label, sizeof label, "alpha*, N = %zu", t->setup[a].arm->problem.terms);
        if (a > 0)
            NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = alpha, .rhs = before }));
        before = alpha;
    }
    return NB_OK;
}

/* The error at the arm's alpha, or at a billionth of it, against `near_enough`. */
static nb_status errors(const nb_trial *t, nb_ledger *l, double times)
{
    for (size_t a = 0; a < t->arms; a++) {
        const nb_arm *arm = t->setup[a].arm;
        nb_regression r;
        double error = NAN;
        char label[64];
        NB_TRY(nb_regression_make(&r, &arm->problem, NULL));
        const nb_status status = error_at(&r, &arm->problem, times * arm->numbers[0], &error);
        nb_regression_drop(&r);
        NB_TRY(status);
        snprintf(label, sizeof label, "|w_alpha - w*|, alpha = %g, N = %zu", times * arm->numbers[0],
                 arm->problem.terms);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = error, .rhs = near_enough }));
    }
    return NB_OK;
}
static nb_status as_it_is(const nb_trial *t, nb_ledger *l) { return errors(t, l, 1); }
static nb_status smallest(const nb_trial *t, nb_ledger *l) { return errors(t, l, 1e-9); }

/* [|w_alpha - w*| < 0.025 |w*|] with the first t rows of a design of its own, as large as the arm's. */
static void drawn(const nb_trial *t, nb_random *z, double *cell)
{
    enum { ROWS = 16, WEIGHTS = 30 };
    const nb_arm *arm = t->setup[0].arm;
    const size_t rows = arm->problem.terms, d = arm->problem.table.count / rows - 1;
    double X[ROWS * WEIGHTS], y[ROWS] = { 0 }, w[NB_WIDEST], planted[NB_WIDEST];
    const size_t count = nb_planted(&arm->problem, planted);
    const double near = near_enough * nb_apart(d, planted, (const double[WEIGHTS]){ 0 });
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < d; k++) {
            X[i * d + k] = nb_next_normal(z);
            y[i] += k < count ? planted[k] * X[i * d + k] : 0;
        }
    for (size_t c = 0; c < t->times; c++) {
        const size_t N = (size_t)t->instance->at.item[c];
        const nb_regression r = { N, d, X, y, { N, d, X, y }, { 0 } };
        cell[c] = nb_flow_end(&r, arm->numbers[0], w) == NB_OK ? (double)(nb_apart(d, w, planted) < near) : NAN;
    }
}

static double half(const nb_setup *s, uint64_t t)
{
    (void)s;
    (void)t;
    return 0.5;
}

#define NARROW(n, number) { .problem = { NB_UNIT_3(61, n, 100) }, .numbers = (const double[]){ number } }
#define FEW               NB_ARMS(NB_SCALE(0.01, NB_PAIR(61, 8, 10)))
#define MANY              NB_ARMS(NB_SCALE(1e-3, NB_PAIR(61, 16, 30)))
#define WIDE(n, number)   { .problem = { NB_SOURCE(n) }, .numbers = (const double[]){ number } }

const nb_claim nb_claim_diagonal_network_sample_size = {
    .id     = "diagonal_network/sample-size",
    .title  = "More samples allow a larger start",
    .source = { NB_GUNASEKAR, "Sparse recovery?, Increase number of samples", "" },
    .text   = "the largest alpha whose recovery error is below 0.025 grows with the number N of samples",
    .latex  = "\\alpha^\\star(N)=\\max\\{\\alpha:\\|w_\\alpha-w^\\star\\|<0.025\\,\\|w^\\star\\|\\}"
              "\\text{ grows with } N",
    .premises = NB_PREMISES(
        { "more weights than samples, which are independent",      nb_interpolates_freely },
        { "samples enough for the least l1 norm to be that of w*", recoverable }),
    .parts = NB_PARTS(
        { .name = "alpha* grows", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = grows, .because = "alpha* of fewer samples" },
          .instances = NB_INSTANCES_OF(
              { "d = 100, r = 3, N = 20, 40, 80", NB_ARMS(NARROW(20, 20), NARROW(40, 20), NARROW(80, 20)),
                .level = NB_CI },
              { "d = 1000, r = 10, N = 60 .. 200",
                NB_ARMS(WIDE(60, 8), WIDE(80, 8), WIDE(100, 8), WIDE(150, 8), WIDE(200, 8)), .level = NB_FULL }) },
        { .name = "a small start recovers", .kind = NB_IDENTITY, .relation = NB_AT_MOST,
          .target = { .account = as_it_is, .because = "0.025" },
          .instances = NB_INSTANCES_OF(
              { "d = 100, r = 3, alpha = 1e-5", NB_ARMS(NARROW(20, 1e-5), NARROW(40, 1e-5), NARROW(80, 1e-5)),
                .level = NB_CI }) },
        { .name = "a large start does not", .kind = NB_IDENTITY, .relation = NB_AT_LEAST,
          .target = { .account = as_it_is, .because = "0.025" },
          .instances = NB_INSTANCES_OF(
              { "d = 100, r = 3, alpha = 0.2", NB_ARMS(NARROW(20, 0.2), NARROW(40, 0.2), NARROW(80, 0.2)),
                .level = NB_CI }) },
        { .name = "of t random samples, most recover", .kind = NB_PROBABILITY, .relation = NB_AT_LEAST, .own = drawn,
          .target = { .formula = half, .because = "P >= 1/2: the median of alpha*" }, .margin = 0.02,
          .instances = NB_INSTANCES_OF({ "d = 10, r = 2, alpha = 0.01, t = 8", FEW, NB_TIMES(8), NB_CI },
                                       { "d = 30, r = 2, alpha = 1e-3, t = 16", MANY, NB_TIMES(16), NB_FULL }) },
        { .name = "of t random samples, most do not", .kind = NB_PROBABILITY, .relation = NB_AT_MOST, .own = drawn,
          .target = { .formula = half, .because = "P <= 1/2: the median of alpha*" }, .margin = 0.02,
          .instances = NB_INSTANCES_OF({ "d = 10, r = 2, alpha = 0.01, t = 3", FEW, NB_TIMES(3), NB_CI },
                                       { "d = 30, r = 2, alpha = 1e-3, t = 6", MANY, NB_TIMES(6), NB_FULL }) }),
    .controls = NB_CONTROLS(
        { .slug = "fewer-is-better", .label = "alpha* falls with N", .breaks = "grows", .relation = NB_AT_MOST,
          .on = NB_INSTANCES_OF({ "d = 100, r = 3, N = 20, 40", NB_ARMS(NARROW(20, 20), NARROW(40, 20)),
                                  .level = NB_CI }) },
        { .slug = "few-random", .label = "3 random samples are to do as well", .breaks = "grows", .part = 3,
          .on = NB_INSTANCES_OF({ "d = 10, r = 2, alpha = 0.01, t = 3", FEW, NB_TIMES(3), NB_CI }) },
        { .slug = "many-random", .label = "16 random samples are to do no better", .breaks = "grows", .part = 4,
          .on = NB_INSTANCES_OF({ "d = 10, r = 2, alpha = 0.01, t = 8", FEW, NB_TIMES(8), NB_CI },
                                       { "d = 30, r = 2, alpha = 1e-3, t = 16", MANY, NB_TIMES(16), NB_FULL }) },
        { .slug = "too-few", .label = "N = 6, where the least l1 norm is not at w*", .breaks = "enough samples",
          .part = 1, .premise = recoverable,
          .on = NB_INSTANCES_OF({ "d = 100, r = 3, N = 6, alpha = 1e-9", NB_ARMS(NARROW(6, 1e-9)), .level = NB_CI }) }),
    .errata = NB_ERRATA({ "G14", NB_WORDING,
        "Plot shows smallest alpha such that recovery error < 0.025 for different sample sizes N",
        "\\min\\{\\alpha:\\|w_\\alpha-w^\\star\\|<0.025\\,\\|w^\\star\\|\\}",
        { .slug = "smallest-printed", .label = "smallest, as printed: a billionth of one that does is too small",
          .breaks = "largest",
          .reason = "what is plotted is the largest alpha: the error falls as alpha does, so that there is no "
                    "smallest that recovers",
          .part = 2, .target = { .account = smallest },
          .on = NB_INSTANCES_OF({ "d = 100, r = 3, N = 40, alpha = 1e-3", NB_ARMS(NARROW(40, 1e-3)),
                                  .level = NB_CI }) } }),
};
