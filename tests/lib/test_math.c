// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/math.h against long double, closed forms and printed digits. */
#include <check.h>
#include <float.h>

#include "lib/math.h"

/* The 64-bit value v, known to an ulp of its own, rounds to y, unless it is too close to the middle of two doubles to
 * tell. */
static int rounds_to(double y, long double v)
{
    const long double ulp = fabsl(v) < 0x1p-1022L ? 0x1p-1074L : ldexpl(1, ilogbl(v) - 52);
    return y == (double)v || fabsl(fabsl(y - v) - ulp / 2) < ulp * 0x1p-8L;
}

/* k-th point of a low-discrepancy sequence in (0, 1) */
static double point(int k) { return fmod(0.6180339887498949 * k, 1); }

START_TEST(functions_are_correctly_rounded)
{
    for (int k = 1; k <= 2000; k++) {
        const double u = point(k), x = (2 * u - 1) * 700;
        const double s = ldexp(2 * u - 1, k % 40 - 30), p = ldexp(1 + u, k % 2000 - 1000);
        ck_assert(rounds_to(nb_exp(x), expl(x)));
        ck_assert(rounds_to(nb_expm1(s), expm1l(s)));
        ck_assert(rounds_to(nb_log(p), logl(p)));
        ck_assert(rounds_to(nb_log2(p), log2l(p)));
        ck_assert(rounds_to(nb_log10(p), log10l(p)));
        ck_assert(rounds_to(nb_log1p(u), log1pl(u)));
        ck_assert(rounds_to(nb_log1p(-u), log1pl(-u)));
        ck_assert(rounds_to(nb_sin(x), sinl(x)));
        ck_assert(rounds_to(nb_cos(x), cosl(x)));
        ck_assert(rounds_to(nb_tanh(s), tanhl(s)));
        ck_assert(rounds_to(nb_sinh(s), sinhl(s)));
        ck_assert(rounds_to(nb_cosh(s), coshl(s)));
        ck_assert(rounds_to(nb_asinh(x), asinhl(x)));
        ck_assert(rounds_to(nb_erf(s), erfl(s)));
        ck_assert(rounds_to(nb_erfc(5 * u), erfcl(5 * u)));
        ck_assert(rounds_to(nb_pow(1 + u, x / 2), powl(1 + u, x / 2)));
        ck_assert(rounds_to(nb_pow(1 + u, 0.5), powl(1 + u, 0.5L)));
    }
}
END_TEST

START_TEST(results_below_the_normal_range_are_rounded_once)
{
    for (int k = 0; k < 400; k++) {
        const double x = -708 - 38 * point(k);
        ck_assert(rounds_to(nb_exp(x), expl(x)));
    }
    ck_assert_double_eq(nb_exp(-745.2), 0);
    ck_assert_double_eq(nb_exp(-745.1), 0x1p-1074);
    ck_assert_double_eq(nb_exp(709.79), INFINITY);
    ck_assert_double_eq(nb_erfc(26.5), (double)erfcl(26.5L));
}
END_TEST

START_TEST(gamma_is_the_factorial)
{
    double factorial = 1;
    for (int n = 1; n <= 22; factorial *= n++)
        ck_assert_double_eq(nb_gamma(n), factorial);
    ck_assert_double_eq(nb_gamma(0.5), 1.7724538509055160273);
    ck_assert_double_eq(nb_log_gamma(0.5), 0.57236494292470008707);
    ck_assert_double_eq(nb_log_gamma(1e8), 1742068066.1038347);
}
END_TEST

START_TEST(special_values_are_those_of_c)
{
    ck_assert_double_eq(nb_log(0), -INFINITY);
    ck_assert_double_nan(nb_log(-1));
    ck_assert_double_eq(nb_exp(-INFINITY), 0);
    ck_assert_double_eq(nb_pow(0, 0), 1);
    ck_assert_double_eq(nb_pow(-2, 3), -8);
    ck_assert_double_eq(nb_tanh(INFINITY), 1);
    ck_assert_double_nan(nb_exp(NAN));
    ck_assert_double_nan(nb_sin(INFINITY));
}
END_TEST

START_TEST(a_power_is_a_product)
{
    double product = 1;
    for (uint64_t n = 0; n <= 33; n++, product *= 3)
        ck_assert_double_eq(nb_power(3, n), product);
    ck_assert_double_eq(nb_power(-2, 63), -0x1p63);
    ck_assert_double_eq(nb_power(0, 0), 1);
    ck_assert_double_eq(nb_power(0.5, 2000), 0);
    for (int k = 1; k < 200; k++) {
        const double x = 0.9 + 0.2 * point(k);
        const uint64_t n = (uint64_t)(k * k / 8);
        const double ratio = nb_power(x, n) / (double)powl(x, (long double)n);
        ck_assert_double_eq_tol(ratio, 1, (2.0 * (double)n + 2) * DBL_EPSILON);
    }
}
END_TEST

/* Digits: Abramowitz and Stegun 26.5, and any table. */
START_TEST(normal_quantiles_agree_with_the_tables)
{
    static const struct { double p, z; } row[] = {
        { 0.25, 0.674489750196081743 }, { 0.1, 1.28155156554460046697 }, { 0.05, 1.64485362695147271486 },
        { 0.025, 1.95996398454005423552 }, { 0.01, 2.32634787404084110089 }, { 0.005, 2.57582930354890076114 },
        { 0.001, 3.09023230616781354152 }, { 1e-4, 3.71901648545568056439 }, { 1e-6, 4.75342430882289894819 },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        ck_assert_double_eq_tol(nb_normal_quantile(row[i].p), row[i].z, 4e-16 * row[i].z);
        ck_assert_double_eq_tol(nb_normal_cdf(-row[i].z) / row[i].p, 1, 1e-14);
    }
    ck_assert_double_eq(nb_normal_quantile(0.5), 0);
    ck_assert_double_eq(nb_normal_quantile(0.75), -nb_normal_quantile(0.25));
}
END_TEST

START_TEST(normal_quantiles_invert_the_tail)
{
    for (int e = 1; e < 1000; e += 7) {
        const double p = ldexp(1 + point(e), -e - 1), z = nb_normal_quantile(p);
        ck_assert_double_eq_tol(nb_normal_cdf(-z) / p, 1, (z * z + 2) * DBL_EPSILON);    // condition z phi / Q ~ z^2
    }
}
END_TEST

START_TEST(beta_quantiles_with_a_closed_form)
{
    for (int k = 1; k < 200; k++) {
        const double p = point(k), b = 1 + 30 * point(3 * k);
        ck_assert_double_eq_tol(nb_beta_quantile(p, 1, b) / (double)-expm1l(log1pl(-p) / b), 1, 4e-16);
        ck_assert_double_eq_tol(nb_beta_quantile(p, b, 1) / (double)powl(p, 1 / (long double)b), 1, 4e-16);
        const double s = (double)sinl(2 * atanl(1) * p);
        ck_assert_double_eq_tol(nb_beta_quantile(p, 0.5, 0.5) / (s * s), 1, 1e-15);
        ck_assert_double_eq(nb_beta_quantile(0.5, b, b), 0.5);
    }
    ck_assert_double_eq_tol(nb_beta_quantile_upper(1e-300, 1, 10) / (double)-expm1l(logl(1e-300L) / 10), 1, 4e-16);
    ck_assert_double_eq_tol(nb_beta_quantile_upper(1e-4, 1, 1e9) / (double)-expm1l(logl(1e-4L) / 1e9L), 1, 4e-16);
    ck_assert_double_eq(nb_beta_quantile(0, 2, 3), 0);
    ck_assert_double_eq(nb_beta_quantile(1, 2, 3), 1);
}
END_TEST

/* I_z(k, n - k + 1) = P(Bin(n, z) >= k), summed term by term. */
START_TEST(beta_quantiles_are_binomial_tails)
{
    for (int n = 2; n <= 60; n += 3)
        for (int k = 1; k <= n; k += 4) {
            const double p = point(n * k + 1), z = nb_beta_quantile(p, k, n - k + 1);
            long double tail = 0, term = powl(1 - (long double)z, n);
            for (int i = 0; i <= n; i++) {
                tail += i >= k ? term : 0;
                term *= (long double)(n - i) / (i + 1) * z / (1 - (long double)z);
            }
            ck_assert_double_eq_tol((double)tail / p, 1, 1e-13 * n);
        }
}
END_TEST

START_TEST(upper_beta_quantiles_are_the_mirrored_lower_ones)
{
    for (int k = 1; k < 100; k++) {
        const double p = ldexp(1 + 2 * floor(512 * point(k)), -11);
        const double a = 1 + 2000 * point(2 * k), b = 1 + 2000 * point(5 * k);
        ck_assert_double_eq_tol(nb_beta_quantile_upper(p, a, b) / nb_beta_quantile(1 - p, a, b), 1, 4e-16);
    }
}
END_TEST

START_TEST(log_sum_exp_neither_overflows_nor_forgets)
{
    const double equal[] = { 1e6, 1e6, 1e6 }, far[] = { -5, -INFINITY, -1e300 };
    const double never[] = { -INFINITY, -INFINITY }, sure[] = { 0, INFINITY };
    ck_assert_double_eq(nb_log_sum_exp(equal, 3), 1e6 + 1.0986122886681098);
    ck_assert_double_eq(nb_log_sum_exp(far, 3), -5);
    ck_assert_double_eq(nb_log_sum_exp(never, 2), -INFINITY);
    ck_assert_double_eq(nb_log_sum_exp(sure, 2), INFINITY);
    ck_assert_double_eq(nb_log_sum_exp(NULL, 0), -INFINITY);
    double geometric[50];                                           // sum of 2^-k, k < 50, is 2 - 2^-49
    for (int k = 0; k < 50; k++)
        geometric[k] = -0.69314718055994530942 * k;
    ck_assert_double_eq_tol(nb_log_sum_exp(geometric, 50), 0.69314718055994530942 - 0x1p-50, 3e-16);
}
END_TEST

START_TEST(dropping_the_cache_changes_nothing)
{
    const double before = nb_log(3);
    nb_math_drop();
    ck_assert_double_eq(nb_log(3), before);
    nb_math_drop();
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("lib/math");
    TCase *t = tcase_create("values");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, functions_are_correctly_rounded);
    tcase_add_test(t, results_below_the_normal_range_are_rounded_once);
    tcase_add_test(t, gamma_is_the_factorial);
    tcase_add_test(t, special_values_are_those_of_c);
    tcase_add_test(t, a_power_is_a_product);
    tcase_add_test(t, normal_quantiles_agree_with_the_tables);
    tcase_add_test(t, normal_quantiles_invert_the_tail);
    tcase_add_test(t, beta_quantiles_with_a_closed_form);
    tcase_add_test(t, beta_quantiles_are_binomial_tails);
    tcase_add_test(t, upper_beta_quantiles_are_the_mirrored_lower_ones);
    tcase_add_test(t, log_sum_exp_neither_overflows_nor_forgets);
    tcase_add_test(t, dropping_the_cache_changes_nothing);
    suite_add_tcase(s, t);
    return s;
}
