// SPDX-License-Identifier: GPL-3.0-or-later
/* The noise of SGD has at most m - 1 directions.
 *
 *     Cov(xi) = (1/m) sum_i (g_i - g)(g_i - g)',   g_i = grad f_i,  g their mean
 *
 * is a sum of m matrices of rank one whose vectors sum to 0: rank <= m - 1. Where every g_i = 0 there is no noise at
 * all. So there is no c > 0 with Var <xi, u> >= c for every direction u, which the theorem on noisy gradient descent
 * would need. For linear regression every g_i is a multiple of x_i: the part of w orthogonal to all x_i never moves.
 *
 * Ten rows in fifty dimensions: rank 9 of 50.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/noise.h"
#include "lib/linear.h"

/* Eigenvalues of Cov(xi) at w, growing, plus `more` in every direction. */
static nb_status spectrum(const double *w, double more, double value[NB_COLUMNS])
{
    nb_ten_rows r;
    nb_row_gradients g;
    double C[NB_COLUMNS * NB_COLUMNS] = { 0 };
    nb_ten_rows_draw(&r);
    nb_ten_rows_gradients(&r, w, &g);
    for (size_t j = 0; j < NB_COLUMNS; j++) {
        for (size_t k = 0; k < NB_COLUMNS; k++)
            for (size_t i = 0; i < NB_ROWS; i++)
                C[j * NB_COLUMNS + k] += (g.row[i][j] - g.mean[j]) * (g.row[i][k] - g.mean[k]) / NB_ROWS;
        C[j * NB_COLUMNS + j] += more;
    }
    return nb_eigen(NB_COLUMNS, C, value, NULL, NULL);
}

/* Eigenvalues above rounding: 1e-12 of the largest. */
static nb_status rank(const nb_trial *t, nb_ledger *l, double more, double least)
{
    double value[NB_COLUMNS];
    unsigned count = 0;
    NB_TRY(spectrum(t->setup[0].x0, more, value));
    for (size_t k = 0; k < NB_COLUMNS; k++)
        count += value[k] > 1e-12 * value[NB_COLUMNS - 1];
    NB_TRY(nb_enter(l, (nb_pair){ "rank of Cov(xi)", .lhs = count, .rhs = NB_ROWS - 1 }));
    return nb_enter(l, (nb_pair){ "least variance of a direction", .lhs = value[0], .rhs = least,
                                  .scale = value[NB_COLUMNS - 1], .roundings = 4096 });
}
static nb_status of_sgd    (const nb_trial *t, nb_ledger *l) { return rank(t, l, 0, 0); }
static nb_status with_noise(const nb_trial *t, nb_ledger *l) { return rank(t, l, 1e-2, 0); }
static nb_status bounded   (const nb_trial *t, nb_ledger *l) { return rank(t, l, 0, 1e-2); }

/* The problem's x*, where every residual is 0. */
static nb_status at_interpolant(const nb_trial *t, nb_ledger *l)
{
    double value[NB_COLUMNS], start[NB_COLUMNS];
    NB_TRY(spectrum(t->setup[0].problem.x_star, 0, value));
    NB_TRY(spectrum(t->setup[0].x0, 0, start));
    return nb_enter(l, (nb_pair){ "largest variance of a direction at the interpolant", .lhs = value[NB_COLUMNS - 1],
                                  .rhs = 0, .scale = start[NB_COLUMNS - 1] });
}

/* w - w_0 less its projection on the span of the rows: X'u with X X'u = X (w - w_0). */
typedef struct { const nb_setup *s; uint64_t last; double off, size; } drift;

static nb_status off_span(const double *v, double *off)
{
    nb_ten_rows r;
    double G[NB_ROWS * NB_ROWS] = { 0 }, b[NB_ROWS] = { 0 }, u[NB_ROWS] = { 0 };
    nb_ten_rows_draw(&r);
    for (size_t i = 0; i < NB_ROWS; i++)
        for (size_t k = 0; k < NB_COLUMNS; k++) {
            b[i] += r.X[i][k] * v[k];
            for (size_t j = 0; j < NB_ROWS; j++)
                G[i * NB_ROWS + j] += r.X[i][k] * r.X[j][k];
        }
    NB_TRY(nb_solve(NB_ROWS, G, b, u, "the Gram matrix of ten rows", NULL));
    *off = 0;
    for (size_t k = 0; k < NB_COLUMNS; k++) {
        double rest = v[k];
        for (size_t i = 0; i < NB_ROWS; i++)
            rest -= r.X[i][k] * u[i];
        *off = fmax(*off, fabs(rest));
    }
    return NB_OK;
}

static bool watch(void *context, uint64_t t, size_t dim, const double *x)
{
    drift *d = context;
    double v[NB_COLUMNS] = { 0 }, off;
    if (t < d->last)
        return true;
    for (size_t k = 0; k < dim; k++) {
        v[k] = x[k] - d->s->x0[k];
        d->size = fmax(d->size, fabs(v[k]));
    }
    d->off = off_span(v, &off) == NB_OK ? off : NAN;
    return true;
}

static nb_status conserved(const nb_trial *t, nb_ledger *l)
{
    const uint64_t last = t->instance->at.item[t->instance->at.count - 1];
    for (uint64_t i = 0; i < 4; i++) {
        drift d = { .s = &t->setup[0], .last = last };
        char label[48];
        NB_TRY(nb_walk_alone(t, 0, i, watch, &d, NULL));
        snprintf(label, sizeof label, "moved off the span of the rows, walk %d", (int)i);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = d.off, .rhs = 0, .scale = d.size, .roundings = 4096 }));
    }
    return NB_OK;
}

#define TEN_ROWS { .problem = NB_TEN_ROWS, .start = { .place = nb_ten_rows_place }, .method = &nb_sgd, \
                   .step = { nb_constant, .a = 0.01 } }
#define AT_START NB_INSTANCES_OF({ "10 rows in 50 dimensions", NB_ARMS(TEN_ROWS), .level = NB_SMOKE })

static bool only_batches(const nb_setup *s) { return !s->problem.noisy && s->problem.terms == NB_ROWS; }
static bool few_terms(const nb_setup *s) { return s->problem.terms <= s->problem.dim; }

const nb_claim nb_claim_saddle_avoidance_sgd_noise_rank = {
    .id     = "saddle_avoidance/sgd-noise-rank",
    .title  = "The noise of SGD has no variance in most directions",
    .source = { NB_GOLIKOV, "Local optimization: general case, SGD", "Chaudhari and Soatto (2018)" },
    .text   = "rank Cov(xi) <= m - 1, so that the noise of SGD has no variance bounded from below in every direction; "
              "none at all where every grad f_i = 0",
    .latex  = "\\operatorname{rank}\\operatorname{Cov}(\\nabla f_i)\\le m-1 < d,\\quad "
              "\\min_{\\|u\\|=1}\\operatorname{Var}\\langle\\xi,u\\rangle = 0",
    .premises = NB_PREMISES({ "m <= d", few_terms }, { "the only noise is the choice of a term", only_batches }),
    .parts  = NB_PARTS(
        { .name = "rank", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = of_sgd, .because = "m - 1 and 0" }, .instances = AT_START },
        { .name = "at the interpolant", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = at_interpolant, .because = "0" }, .instances = AT_START },
        { .name = "what never moves", .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = conserved, .because = "0" },
          .instances = NB_INSTANCES_OF({ "10 rows in 50 dimensions, 1000 steps", NB_ARMS(TEN_ROWS), NB_TIMES(1000),
                                         NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "added-noise", .label = "Gaussian noise of variance 1e-2 added: rank 50", .breaks = "m - 1",
          .target = { .account = with_noise, .because = "m - 1 and 0" } },
        { .slug = "every-direction", .label = "variance 1e-2 in every direction", .breaks = "no variance",
          .target = { .account = bounded, .because = "m - 1 and 1e-2" } },
        { .slug = "noisy-walk", .label = "a walk with noise of its own leaves the span", .breaks = "the only noise",
          .part = 2, .premise = only_batches,
          .on = NB_INSTANCES_OF({ "noise 0.1", NB_ARMS({ .problem = { .type = &nb_least_squares, .dim = NB_COLUMNS,
                                  .terms = NB_ROWS, .table = { nb_ten_rows_write, NB_ROWS * (NB_COLUMNS + 1) },
                                  .noise = 0.1 }, .start = { .place = nb_ten_rows_place }, .method = &nb_sgd,
                                  .step = { nb_constant, .a = 0.01 } }), NB_TIMES(1000), NB_SMOKE }) }),
};
