// SPDX-License-Identifier: GPL-3.0-or-later
/* The chain of saddles against the digits of the catalogue, and against itself without logarithms. */
#include <stdlib.h>

#include "experiments/saddle_avoidance/cases.h"
#include "lib/random.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_saddle_avoidance_##name)

/* The chain one step after the other, in numbers that hold (3/4)^16107. */
static void chain(size_t d, long double *x, long *T)
{
    size_t k = 0;
    for (long t = 0; k < d; t++) {
        for (; k < d && x[k] >= 2; k++)
            T[k] = t;
        if (k == d)
            return;
        const long double s = x[k] - 1, next = k + 1 < d ? x[k + 1] : 0;
        const bool passing = x[k] > 1;
        const long double g2 = passing ? 1 - 2 * s * s * s * (10 - 15 * s + 6 * s * s) : 1;
        for (size_t j = k + 2; j < d; j++)
            x[j] *= .75L;
        if (passing)                                        // Hermite's cubic from -2 to -4, slopes -2 and 2
            x[k] -= (-2 - 2 * s - 4 * s * s + 4 * s * s * s
                     - 60 * s * s * (1 - s) * (1 - s) * next * next) / 8;
        else
            x[k] *= 1.25L;
        if (k + 1 < d)
            x[k + 1] -= g2 * next / 4;
    }
}

START_TEST(the_chain_takes_the_printed_times)
{
    static const long want[] = { 6, 19, 46, 109, 253, 584, 1340, 3071, 7034, 16107 };
    const nb_claim *c = CLAIM(exponential_time_chain);
    long double x[10];
    long T[10];
    for (size_t j = 0; j < 10; j++)
        x[j] = .5L;
    chain(10, x, T);
    for (size_t k = 0; k < 10; k++)
        ck_assert_int_eq(T[k], want[k]);
    printed((double)T[9] / (double)T[8], 2.289878, 1e-6);
    const sides s = pair_of(c, NULL, 0, 0, 0);
    printed(nb_exp(s.lhs), 2.289878, 1e-6);
    printed(nb_exp(s.rhs) - 1, 1.289224227, 1e-9);
    printed(formula_at(c, NULL, 1, 0, 1), .8282, 1e-4);
}
END_TEST

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum { RUNS = 2001 };
typedef struct { double mean[2], sd[2], median[2]; } drawn;
static drawn chains(const nb_instance *in)
{
    const nb_part *p = &CLAIM(exponential_time_chain)->parts.item[1];
    double log_T[2][RUNS];
    drawn out = { .mean = { 0 } };
    nb_trial t;
    make_trial(&t, in, p);
    for (uint64_t i = 0; i < RUNS; i++) {
        nb_random r = { .stream = t.stream, .purpose = NB_OWN, .replicate = i };
        double cell[2];
        p->own(&t, &r, cell);
        for (size_t k = 0; k < 2; k++)
            log_T[k][i] = cell[k];
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < RUNS; i++)
            out.mean[k] += log_T[k][i] / RUNS;
        for (size_t i = 0; i < RUNS; i++)
            out.sd[k] += (log_T[k][i] - out.mean[k]) * (log_T[k][i] - out.mean[k]) / RUNS;
        out.sd[k] = sqrt(out.sd[k]);
        qsort(log_T[k], RUNS, sizeof *log_T[k], ascending);
        out.median[k] = nb_exp(log_T[k][RUNS / 2]);
    }
    nb_trial_drop(&t);
    return out;
}

START_TEST(random_chains_take_the_printed_times)
{
    const nb_claim *c = CLAIM(exponential_time_chain);
    const drawn quiet = chains(&c->parts.item[1].instances.item[0]);
    static const double mean[] = { 6.5428, 8.2166 }, median[] = { 682.5, 3694.5 }, linear[] = { 154.5, 223 };
    for (size_t k = 0; k < 2; k++) {                        // 200 runs there, the median's error 1.25 times the mean's
        ck_assert_double_lt(fabs(quiet.mean[k] - mean[k]), 4.2 * quiet.sd[k] / sqrt(200));
        ck_assert_double_lt(fabs(nb_log(quiet.median[k] / median[k])), 5.3 * quiet.sd[k] / sqrt(200));
    }
    const drawn loud = chains(&control_of(c, "noise")->on.item[0]);
    for (size_t k = 0; k < 2; k++)
        ck_assert_double_lt(fabs(nb_log(loud.median[k] / linear[k])), 5.3 * loud.sd[k] / sqrt(200));
}
END_TEST

/* f is continuous where a stage ends: g1(2 tau) = L (2 tau - 4 tau)^2 - nu. */
START_TEST(the_pieces_of_the_chain_fit)
{
    double height = -1;                                     // g1(tau) = -gamma tau^2, then Simpson's rule: exact
    for (int i = 0; i < 10; i++) {
        const double at[] = { i / 10., (i + .5) / 10, (i + 1) / 10. };
        double slope[3];
        for (int j = 0; j < 3; j++)
            slope[j] = -2 - 2 * at[j] - 4 * at[j] * at[j] + 4 * at[j] * at[j] * at[j];
        height += (slope[0] + 4 * slope[1] + slope[2]) / 60;
    }
    ck_assert_double_eq_tol(height, 4 - (37 + 13) / 6., 1e-13);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("saddle chain");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, the_chain_takes_the_printed_times);
    tcase_add_test(c, random_chains_take_the_printed_times);
    tcase_add_test(c, the_pieces_of_the_chain_fit);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
