// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on noise at saddles, against the digits of the catalogue: exact ones to the digits printed, simulated ones
 * within what their samples allow. */
#include <stdlib.h>

#include "experiments/saddle_avoidance/noise.h"
#include "lib/linear.h"
#include "lib/oracle_line.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_saddle_avoidance_##name)

/* Shares of n walks of one instance, one a cell, under the watch given. */
static void shares(const nb_instance *in, nb_watch watch, size_t n, double *share)
{
    nb_trial t;
    nb_sheet s = { 0 };
    ck_assert_int_eq(nb_trial_make(&t, in, watch, 0, nb_stream_named(1, "test", 0), nb_isa_best(), NULL), NB_OK);
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, n), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, n, 1, NULL), NB_OK);
    for (size_t c = 0; c < t.cells; c++) {
        share[c] = 0;
        for (size_t i = 0; i < n; i++)
            share[c] += s.at[c * s.capacity + i] / (double)n;
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}

/* Median and mean of the first exit from [-1, 1] with steps 1/10 on the sphere and rho = 1.1. */
typedef struct { unsigned median; double mean; } passage;
static passage exit_time(size_t dim)
{
    const nb_kicked k = { 1.1, 0.1, 1, dim };
    double p[256];
    passage T = { 0, 0 };
    ck_assert_int_eq(nb_kicked_survival(&k, 256, p, NULL), NB_OK);
    for (size_t t = 0; t < 256; t++) {
        T.median += p[t] > 0.5;
        T.mean += p[t];
    }
    return T;
}

/* The printed means are those of some thousand runs, s.d. 11.5. */
START_TEST(noisy_descent_leaves_when_it_is_printed_to)
{
    static const struct { size_t d; unsigned median; double mean, predicted; } row[] = {
        { 2, 24, 26.66, 23.74 }, { 10, 33, 35.37, 32.18 }, { 100, 45, 47.32, 44.26 }, { 1000, 57, 59.33, 56.34 },
    };
    for (size_t i = 0; i < 4; i++) {
        const passage T = exit_time(row[i].d);
        const double d = (double)row[i].d, sigma = 0.1 / sqrt(d * 0.21);
        ck_assert_uint_eq(T.median, row[i].median);
        ck_assert_double_eq_tol(T.mean, row[i].mean, 0.2);
        printed(nb_log(1 / (.67449 * sigma)) / nb_log(1.1), row[i].predicted, 1e-2);
    }
    const nb_claim *c = CLAIM(noisy_gd_escape);
    printed(pair_of(c, NULL, 4, 0, 0).rhs, 5.246, 1e-3);
    printed(formula_at(c, NULL, 5, 0, 1000), .05263158, 1e-8);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 2000 passages along the chain, with noise and without. The share of them below a printed median, of 200, is 1/2 to
 * four standard errors. */
START_TEST(chains_take_the_printed_times)
{
    enum { RUNS = 2000 };
    static const double noisy[] = { 19.5, 85, 154.5, 223, 289.5 }, still[] = { 19.5, 123, 3694.5 };
    const nb_claim *c = CLAIM(noisy_gd_poly);
    const nb_instance *in[] = { &c->parts.item[1].instances.item[0], &control_of(c, "no-noise")->on.item[0] };
    for (size_t which = 0; which < 2; which++) {
        const size_t width = which ? 3 : 5, error = (size_t)(4 * RUNS * 0.5 * sqrt(1. / 200 + 1. / RUNS));
        double (*T)[RUNS] = calloc(5, sizeof *T);
        nb_trial t;
        ck_assert_int_eq(nb_trial_make(&t, in[which], (nb_watch){ 0 }, width, nb_stream_named(2, "chain", 0),
                                       NB_SCALAR, NULL), NB_OK);
        for (uint64_t i = 0; i < RUNS; i++) {
            nb_random r = { t.stream, NB_OWN, i, 0, { 0 } };
            double cell[5];
            c->parts.item[1].own(&t, &r, cell);
            for (size_t k = 0; k < width; k++)
                T[k][i] = cell[k];
        }
        for (size_t k = 0; k < width; k++) {
            qsort(T[k], RUNS, sizeof(double), ascending);
            const double want = which ? still[k] : noisy[k];
            ck_assert_double_le(T[k][RUNS / 2 - error], want);
            ck_assert_double_ge(T[k][RUNS / 2 + error], want);
        }
        nb_trial_drop(&t);
        free(T);
    }
}
END_TEST

static void far_from_0(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 1)) > 0.5;
}

START_TEST(noise_in_y_alone_leaves_the_saddle)
{
    static const nb_observable far = { "far", "", .run = far_from_0 };
    static const nb_observable *const both[] = { &nb_arrived, &far };
    const nb_claim *c = CLAIM(noise_direction);
    double share[2] = { NAN, NAN };
    shares(&c->parts.item[0].instances.item[0], (nb_watch){ both, 2 }, 2000, share);
    ck_assert(share[0] == 0 && share[1] == 0);
    shares(&c->parts.item[0].instances.item[1], (nb_watch){ both, 2 }, 2000, share);
    ck_assert_double_eq_tol(share[0], 1, 1e-9);
    ck_assert_double_eq_tol(share[1], .98, .015);
    ck_assert_double_eq(formula_at(c, erratum_of(c), 0, 0, 200), 0);
}
END_TEST

/* The least t by which a part p of the perturbed walks have left. */
static double quantile(const nb_claim *c, size_t instance, double p)
{
    nb_trial t;
    const nb_part *part = &c->parts.item[3];
    make_trial(&t, &part->instances.item[instance], part);
    uint64_t time = 0;
    while (part->target.formula(&t.setup[0], time) < p)
        time++;
    nb_trial_drop(&t);
    return (double)time;
}

START_TEST(perturbed_descent_has_the_printed_thresholds_and_ends)
{
    const nb_claim *c = CLAIM(pgd_polylog);
    static const double wait[] = { 1354, 1580, 1805 }, end[] = { 2709, 3161, 3611 }, leave[] = { 64.5, 69.5, 76.5 };
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq(pair_of(c, NULL, 0, 0, 4 * i + 2).lhs, wait[i]);
        ck_assert_double_eq(pair_of(c, NULL, 2, 0, 2 * i).lhs, end[i]);
        ck_assert_double_eq_tol(pair_of(c, NULL, 2, 0, 2 * i + 1).lhs, 0, 1e-12);
        ck_assert_double_eq_tol(quantile(c, i, 0.5), leave[i], 1);
    }
    const nb_arm *largest = &c->parts.item[2].instances.item[1].arms.item[0];
    ck_assert_uint_eq(largest->problem.dim, 10000);
    ck_assert_double_eq(largest->numbers[2], 2031);
    ck_assert_double_eq(pair_of(c, NULL, 2, 1, 0).lhs, 4063);
}
END_TEST

START_TEST(a_perturbation_alone_leaves_by_its_beta_law)
{
    static const struct { size_t d; unsigned half, most; } row[] = {
        { 10, 90, 131 }, { 100, 101, 143 }, { 1000, 113, 155 }, { 10000, 125, 167 }, { 1000000, 150, 191 },
    };
    for (size_t i = 0; i < 5; i++) {
        unsigned half = 0, most = 0;
        for (unsigned t = 0; t < 400; t++) {
            const double stays = nb_ball_coordinate(row[i].d, 1 / nb_power(1.1, t) / 1e-3);
            half += stays > 0.5;
            most += stays > 0.01;
        }
        ck_assert_uint_eq(half, row[i].half);
        ck_assert_uint_eq(most, row[i].most);
    }
    ck_assert_double_eq(quantile(CLAIM(pgd_polylog), 3, 0.5), 90);
    ck_assert_double_eq(quantile(CLAIM(pgd_polylog), 3, 0.99), 131);
}
END_TEST

/* Eigenvalues of the covariance of ten gradients, from their 10 x 10 products. */
START_TEST(ten_rows_have_the_printed_spectrum)
{
    nb_ten_rows r;
    nb_row_gradients g;
    double G[NB_ROWS * NB_ROWS] = { 0 }, value[NB_ROWS];
    nb_ten_rows_draw(&r);
    nb_ten_rows_gradients(&r, r.w, &g);
    for (size_t i = 0; i < NB_ROWS; i++)
        for (size_t j = 0; j < NB_ROWS; j++)
            for (size_t k = 0; k < NB_COLUMNS; k++)
                G[i * NB_ROWS + j] += (g.row[i][k] - g.mean[k]) * (g.row[j][k] - g.mean[k]) / NB_ROWS;
    ck_assert_int_eq(nb_eigen(NB_ROWS, G, value, NULL, NULL), NB_OK);
    printed(value[9], 713.235088, 1e-6);
    printed(value[1], .699800674, 1e-9);
    ck_assert_double_eq_tol(value[0], 0, 1e-12);
    const nb_claim *c = CLAIM(sgd_noise_rank);
    ck_assert_double_eq(pair_of(c, NULL, 0, 0, 0).lhs, 9);
    ck_assert_double_eq_tol(pair_of(c, NULL, 0, 0, 1).lhs, 0, 1e-12);
    ck_assert_double_eq(pair_of(c, control_of(c, "added-noise"), 0, 0, 0).lhs, 50);
    ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, 0).lhs, 0, 1e-27);
}
END_TEST

START_TEST(a_common_saddle_is_strict)
{
    const nb_claim *c = CLAIM(sgd_stuck_at_common_saddle);
    ck_assert_double_eq(pair_of(c, NULL, 0, 0, 0).lhs, 0);
    ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, 0).lhs, -1.5, 1e-12);
    ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, 1).lhs, 1.5, 1e-12);
    ck_assert_double_gt(unchanged(c, 0, "unequal-saddles").lhs, 0.5);
}
END_TEST

START_TEST(gibbs_laws_have_the_printed_weights)
{
    const nb_claim *c = CLAIM(gibbs_limit);
    static const double right[] = { .376690, .367314, .366273, .366075 };
    const double limit = 1 / (1 + sqrt(3));
    printed(limit, .366025404, 1e-9);
    for (size_t i = 0; i < 4; i++)
        printed(limit + pair_of(c, NULL, 0, 0, i).lhs, right[i], 1e-6);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("noise at saddles");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, noisy_descent_leaves_when_it_is_printed_to);
    tcase_add_test(c, chains_take_the_printed_times);
    tcase_add_test(c, noise_in_y_alone_leaves_the_saddle);
    tcase_add_test(c, perturbed_descent_has_the_printed_thresholds_and_ends);
    tcase_add_test(c, a_perturbation_alone_leaves_by_its_beta_law);
    tcase_add_test(c, ten_rows_have_the_printed_spectrum);
    tcase_add_test(c, a_common_saddle_is_strict);
    tcase_add_test(c, gibbs_laws_have_the_printed_weights);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
