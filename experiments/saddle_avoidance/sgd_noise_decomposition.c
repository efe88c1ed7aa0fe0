// SPDX-License-Identifier: GPL-3.0-or-later
/* A stochastic gradient is the gradient plus noise without a mean.
 *
 *     grad f_i = grad f + xi,  i uniform on 1 .. m:     E xi = (1/m) sum_i grad f_i - grad f = 0,
 *
 * since differentiation is linear. Nothing is asked of f but that i is uniform: an index drawn with p_i proportional to
 * |x_i|^2 has the mean sum_i p_i grad f_i, which is not grad f unless the terms are weighted by 1 / (m p_i). Both sides
 * are computed apart, the mean over the ten terms from the rows, grad f by the problem's own kernel.
 */
#include <stdio.h>

#include "experiments/saddle_avoidance/noise.h"

/* grad f at the start, by the kernel. */
static nb_status slope(const nb_setup *s, double *g)
{
    const nb_shape shape = { .dim = s->problem.dim, .terms = s->problem.terms, .lanes = 8 };
    nb_arena arena = { 0 };
    void *scratch = nb_arena_take(&arena, nb_flock_bytes(&shape), 1);
    if (!scratch)
        return NB_NO_MEMORY;
    nb_flock f;
    nb_flock_lay(&f, &shape, scratch);
    nb_flock_start(&f, (nb_stream){ { 0, 0 }, 0 }, 0);
    nb_flock_place(&f, s->x0);
    s->problem.run->slope(&s->problem, &f, f.g);
    for (size_t k = 0; k < s->problem.dim; k++)
        g[k] = f.g[k];                                      // replicate 0, dim inner
    nb_arena_drop(&arena);
    return NB_OK;
}

/* sum_i weight_i grad f_i = grad f, coordinate by coordinate. */
static nb_status enter(const nb_trial *t, nb_ledger *l, const double *weight)
{
    const nb_setup *s = &t->setup[0];
    nb_ten_rows r;
    nb_row_gradients g;
    double gradient[NB_COLUMNS] = { 0 };
    NB_TRY(slope(s, gradient));
    nb_ten_rows_draw(&r);
    nb_ten_rows_gradients(&r, s->x0, &g);
    for (size_t k = 0; k < NB_COLUMNS; k++) {
        char label[40];
        long double sum = 0, scale = fabs(gradient[k]);
        for (size_t i = 0; i < NB_ROWS; i++) {
            sum += (long double)weight[i] * g.row[i][k];
            for (size_t j = 0; j < NB_COLUMNS; j++)         // of the residual's own terms
                scale += fabsl((long double)weight[i] * r.X[i][k] * r.X[i][j] * r.w[j]);
        }
        snprintf(label, sizeof label, "E grad f_i, coordinate %zu", k + 1);
        NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = sum, .rhs = gradient[k], .scale = scale, .roundings = 128 }));
    }
    return NB_OK;
}

static nb_status uniform(const nb_trial *t, nb_ledger *l)
{
    double weight[NB_ROWS];
    for (size_t i = 0; i < NB_ROWS; i++)
        weight[i] = 1. / NB_ROWS;
    return enter(t, l, weight);
}

static nb_status by_length(const nb_trial *t, nb_ledger *l)
{
    nb_ten_rows r;
    double weight[NB_ROWS] = { 0 }, sum = 0;
    nb_ten_rows_draw(&r);
    for (size_t i = 0; i < NB_ROWS; i++) {
        for (size_t k = 0; k < NB_COLUMNS; k++)
            weight[i] += r.X[i][k] * r.X[i][k];
        sum += weight[i];
    }
    for (size_t i = 0; i < NB_ROWS; i++)
        weight[i] /= sum;
    return enter(t, l, weight);
}

static nb_status summed(const nb_trial *t, nb_ledger *l)
{
    double weight[NB_ROWS];
    for (size_t i = 0; i < NB_ROWS; i++)
        weight[i] = 1;
    return enter(t, l, weight);
}

static bool mean_of_terms(const nb_setup *s) { return s->problem.terms == NB_ROWS && s->problem.ridge == 0; }

const nb_claim nb_claim_saddle_avoidance_sgd_noise_decomposition = {
    .id     = "saddle_avoidance/sgd-noise-decomposition",
    .title  = "A stochastic gradient is the gradient plus noise without a mean",
    .source = { NB_GOLIKOV, "Local optimization: general case, SGD", "" },
    .text   = "grad f_i(x) = grad f(x) + xi with E xi = 0 for i uniform on 1 .. m, f = (1/m) sum f_i",
    .latex  = "\\nabla f_i(x)=\\nabla f(x)+\\xi,\\quad i\\sim\\mathrm{Unif}\\{1..m\\}:\\quad\\mathbb{E}\\,\\xi=0",
    .premises = NB_PREMISES({ "f is the mean of m terms", mean_of_terms }),
    .parts  = NB_PARTS(
        { .kind = NB_IDENTITY, .relation = NB_EQUALS,
          .target = { .account = uniform, .because = "all m terms, against the kernel of grad f" },
          .instances = NB_INSTANCES_OF({ "10 rows in 50 dimensions", NB_ARMS({ .problem = NB_TEN_ROWS,
                                         .start = { .place = nb_ten_rows_place } }), .level = NB_SMOKE }) }),
    .controls = NB_CONTROLS(
        { .slug = "importance", .label = "p_i proportional to |x_i|^2, terms not reweighted", .breaks = "uniform",
          .target = { .account = by_length, .because = "sum p_i grad f_i" } },
        { .slug = "sum", .label = "f the sum of the f_i", .breaks = "1/m",
          .target = { .account = summed, .because = "sum grad f_i" } }),
};
