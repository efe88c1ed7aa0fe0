// SPDX-License-Identifier: GPL-3.0-or-later
/* T: its numbers by another route, each guard alone, and block confirmation. */
#include <check.h>
#include <string.h>

#include "lib/math.h"
#include "verify/engine.h"

enum { N = 16384, ALL = 4 * N };        // of a block, of a sample

/* A sample in a scrambled order whose values are quantiles of a law: as regular as a sample can be. */
static nb_sample quantiles(double *x, size_t n, double (*quantile)(double))
{
    for (size_t i = 0; i < n; i++)
        x[i * 6151 % n] = quantile(((double)i + 0.5) / (double)n);
    return (nb_sample){ x, n, NB_SCALAR };
}

static double uniform(double p)     { return p; }
static double exponential(double p) { return -log1p(-p); }
static double cubed(double p)       { return pow(-log1p(-p), 3); }
static double constant(double p)    { return p * 0 + 3; }

START_TEST(its_numbers_are_the_textbook_ones)
{
    static double x[N];
    const nb_sample s = quantiles(x, N, exponential);
    const double level = 1e-3, z = 3.090232306167813542;
    long double mean = 0, square = 0, cube = 0;
    for (size_t i = 0; i < N; i++)
        mean += x[i] / (long double)N;
    for (size_t i = 0; i < N; i++) {
        square += powl(x[i] - mean, 2) / N;
        cube += powl(x[i] - mean, 3) / N;
    }
    const double g = (double)(cube / powl(square, 1.5L)), sd = (double)sqrtl(square * N / (N - 1));
    const double c = g * (2 * z * z + 1) / (6 * sqrt(N));
    const nb_student t = nb_t(s, level);
    ck_assert_double_eq_tol(t.mean, (double)mean, 1e-14);
    ck_assert_double_eq_tol(t.sd, sd, 1e-12);
    ck_assert_double_eq_tol(t.skewness, g, 1e-11);
    ck_assert_double_eq_tol(t.correction, c, 1e-12);
    ck_assert_double_eq_tol(t.low, (double)mean - z * sd / sqrt(N), 1e-13);             // c- = 0: skewed to the right
    ck_assert_double_eq_tol(t.high, (double)mean + (z + c) * sd / sqrt(N), 1e-13);
    ck_assert_ptr_null(t.guard);
}
END_TEST

START_TEST(a_mirrored_sample_has_mirrored_bounds)
{
    static double x[N];
    const nb_sample s = quantiles(x, N, exponential);
    const nb_student t = nb_t(s, 1e-5);
    for (size_t i = 0; i < N; i++)
        x[i] = -x[i];
    const nb_student m = nb_t(s, 1e-5);
    ck_assert_double_eq(m.low, -t.high);
    ck_assert_double_eq(m.high, -t.low);
    ck_assert_double_eq(m.skewness, -t.skewness);
}
END_TEST

#define VETOED(s, word) do {                                \
        const char *guard_ = nb_t(s, 1e-4).guard;           \
        ck_assert_ptr_nonnull(guard_);                      \
        ck_assert_ptr_nonnull(strstr(guard_, word));        \
    } while (0)

START_TEST(each_guard_vetoes_alone)
{
    static double x[N];
    nb_sample s = quantiles(x, 4096, uniform);
    ck_assert_ptr_null(nb_t(s, 1e-4).guard);
    s.n = 4095;
    VETOED(s, "fewer than 4096");

    s = quantiles(x, 4096, cubed);
    VETOED(s, "skewed");

    s = quantiles(x, N, uniform);
    for (size_t i = N / 2; i < N; i++)
        x[i] = 0.5 + 3 * (x[i] - 0.5);                      // three times the spread, the same mean
    VETOED(s, "variance");

    s = quantiles(x, N, uniform);
    x[1] = 6, x[2] = -5;                                    // 2 (5.5)^2 / (N / 12) > 2 % each, no skewness
    VETOED(s, "one replicate");

    s = quantiles(x, N, uniform);
    for (size_t i = 0; i < N; i++)                          // nine blocks a little below, seven above
        x[i] += i / (N / 16) < 9 ? -0.02 : 0.0257;
    VETOED(s, "block means");

    s = quantiles(x, N, uniform);
    x[5000] = INFINITY;
    VETOED(s, "diverged");
}
END_TEST

START_TEST(a_refutation_needs_every_block)
{
    static double x[ALL];
    for (size_t b = 0; b < 4; b++)
        quantiles(x + b * N, N, uniform);
    const nb_sample s = { x, ALL, NB_SCALAR };
    const double level = 5 * 1e-12, z = 3.090232306167813542;           // (level / 5)^(1/4) = 1e-3
    const double sd = sqrt(1. / 12 * N / (N - 1)), edge = z * sd / sqrt(N);     // not skewed: t crosses z this far off
    ck_assert(nb_t_refutes(s, 0.5 - 1.001 * edge, +1, level));
    ck_assert(!nb_t_refutes(s, 0.5 - 0.999 * edge, +1, level));
    ck_assert(nb_t_refutes(s, 0.5 + 1.001 * edge, -1, level));
    ck_assert(!nb_t_refutes(s, 0.5 + 0.999 * edge, -1, level));
    ck_assert(!nb_t_refutes(s, 0.5 - 1.001 * edge, -1, level));
    for (size_t b = 0; b < 4; b++) {                        // one block of four may veto, however strong the rest
        for (size_t i = 0; i < N; i++)
            x[b * N + i] -= 1;
        ck_assert(!nb_t_refutes(s, 0.5 - 1.001 * edge, +1, level));
        for (size_t i = 0; i < N; i++)
            x[b * N + i] += 1;
    }
    ck_assert(nb_t_refutes(s, 0.5 - 1.001 * edge, +1, level));
    ck_assert(!nb_t_refutes((nb_sample){ x, 16380, NB_SCALAR }, 0, +1, level));         // blocks of 4095: too short
}
END_TEST

START_TEST(more_evidence_never_counts_for_less)
{
    static double x[ALL];
    for (size_t b = 0; b < 4; b++)
        quantiles(x + b * N, N, exponential);
    for (size_t i = 0; i < ALL; i++)
        x[i] = -x[i];                                       // skewed against the direction of the test
    const nb_sample s = { x, ALL, NB_SCALAR };
    bool refuted = false;
    for (double far = 0.001; far < 1e9; far *= 1.5) {
        const bool now = nb_t_refutes(s, -1 - far, +1, 1e-9);
        ck_assert(now || !refuted);
        refuted = now;
    }
    ck_assert(refuted);
}
END_TEST

START_TEST(a_constant_sample_supports_its_value_and_refutes_nothing)
{
    static double x[ALL];
    const nb_sample s = quantiles(x, ALL, constant);
    const nb_student t = nb_t(s, 1e-4);
    ck_assert_double_eq(t.low, 3);
    ck_assert_double_eq(t.high, 3);
    ck_assert_ptr_null(t.guard);
    ck_assert(!nb_t_refutes(s, 2.9, +1, 1e-4));             // where nothing varies, rounding would decide
}
END_TEST

START_TEST(levels_of_the_looks_sum_to_the_level)
{
    double sum = 0;
    for (unsigned k = 0; k < 100000; k++)
        sum += nb_look_level(1e-6, k);
    ck_assert(sum < 1e-6 && sum > 1e-6 * (1 - 2e-5));       // 1 - 1 / (K + 1)
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine/student");
    TCase *t = tcase_create("T");
    tcase_add_test(t, its_numbers_are_the_textbook_ones);
    tcase_add_test(t, a_mirrored_sample_has_mirrored_bounds);
    tcase_add_test(t, each_guard_vetoes_alone);
    tcase_add_test(t, a_refutation_needs_every_block);
    tcase_add_test(t, more_evidence_never_counts_for_less);
    tcase_add_test(t, a_constant_sample_supports_its_value_and_refutes_nothing);
    tcase_add_test(t, levels_of_the_looks_sum_to_the_level);
    suite_add_tcase(s, t);
    return s;
}
