// SPDX-License-Identifier: GPL-3.0-or-later
/* Values of the engines, computed independently from the definitions. */
#include <check.h>

#include "lib/math.h"
#include "verify/engine.h"

enum { N = 1000 };

static nb_sample exponentials(double *x)
{
    for (int i = 1; i <= N; i++)
        x[i - 1] = -nb_log1p(-fmod(0.6180339887498949 * i, 1));
    return (nb_sample){ x, N, nb_isa_best() };
}

#define NEAR(a, b) ck_assert_double_eq_tol((a) / (b), 1, 1e-9)

START_TEST(values_agree_with_an_independent_computation)
{
    double x[N];
    const nb_sample s = exponentials(x);
    const double sum = nb_sum(s);
    NEAR(nb_mean(s), 1.00030736350742);
    NEAR(nb_log_u(s, 0.5), 217.974093892);
    NEAR(nb_log_u(s, 0.9), 3.0583182032);
    NEAR(nb_log_u(s, 1), -0.300737478678);
    NEAR(nb_log_l(N, sum, 1, 3), -0.463400352637);
    NEAR(nb_log_l(N, sum, 1.2, 3), 3.63203474485);
    NEAR(nb_log_l(N, sum, 1.5, 2), 38.149096315);
    NEAR(nb_u_lower(s, 5e-10), 0.8054195124);
    NEAR(nb_l_upper(N, sum, 3, 1e-4), 1.310533461);
    NEAR(nb_log_b_above(3, 1000, 0.01), -0.7621776632);
    NEAR(nb_log_b_below(3, 1000, 0.01), 2.10480741049);
    NEAR(nb_log_b_above(30, 1000, 0.01), 10.0609111222);
    NEAR(nb_log_b_below(30, 1000, 0.01), -2.35502116278);
}
END_TEST

/* C by its definition, in long double */
static double catoni(nb_sample s, double m, double sigma, int sign)
{
    long double mean = 0;
    for (int k = 0; k < 16; k++) {
        const long double l = ldexpl(1, -k);
        long double log_e = -(long double)s.n * log1pl(l * l / 2);
        for (size_t i = 0; i < s.n; i++) {
            const long double y = sign * l * (s.x[i] - (long double)m) / sigma;
            log_e += y < 0 ? -log1pl(-y + y * y / 2) : log1pl(y + y * y / 2);
        }
        mean += expl(log_e) / 16;
    }
    return (double)logl(mean);
}

START_TEST(catoni_is_its_definition)
{
    double x[N];
    const nb_sample s = exponentials(x);
    for (double m = 0.8; m < 1.2; m += 0.07) {
        NEAR(nb_log_c_above(s, m, 1), catoni(s, m, 1, 1));
        NEAR(nb_log_c_below(s, m, 1.3), catoni(s, m, 1.3, -1));
    }
}
END_TEST

/* Replicates without an event that support p <= p0: a fixed sample (Clopper and Pearson) and engine B. */
START_TEST(rare_events_need_the_tabulated_number_of_replicates)
{
    static const struct { double p0; uint64_t fixed[3], sequential[2]; } row[] = {
        { 1e-1, { 66, 88, 132 }, { 103, 148 } },
        { 1e-2, { 688, 917, 1375 }, { 1075, 1551 } },
        { 1e-3, { 6905, 9206, 13809 }, { 10792, 15573 } },
        { 1e-4, { 69075, 92099, 138149 }, { 107969, 155795 } },
    };
    static const double beta[] = { 1e-3, 1e-4, 1e-6 };
    for (size_t r = 0; r < sizeof row / sizeof *row; r++) {
        for (size_t b = 0; b < 3; b++) {
            ck_assert(nb_clopper_pearson_upper(0, row[r].fixed[b], beta[b]) <= row[r].p0);
            ck_assert(nb_clopper_pearson_upper(0, row[r].fixed[b] - 1, beta[b]) > row[r].p0);
        }
        for (size_t b = 0; b < 2; b++) {
            const uint64_t n = row[r].sequential[b];
            ck_assert(nb_log_b_below(0, n, row[r].p0) >= -nb_log(beta[b + 1]));
            ck_assert(nb_log_b_below(0, n - 1, row[r].p0) < -nb_log(beta[b + 1]));
            ck_assert(nb_b_upper(0, n, beta[b + 1]) <= row[r].p0 * (1 + 1e-11));
            ck_assert(nb_b_upper(0, n - 1, beta[b + 1]) > row[r].p0);
        }
    }
}
END_TEST

/* docs/how-verdicts-are-reached.md: the same numbers as a pocket calculator gives. */
START_TEST(the_worked_examples_of_the_documentation)
{
    double x[40];
    for (int i = 0; i < 40; i++)
        x[i] = 2;
    ck_assert_double_lt(nb_log_u((nb_sample){ x, 38, NB_SCALAR }, 1), log(2e9));
    ck_assert_double_ge(nb_log_u((nb_sample){ x, 39, NB_SCALAR }, 1), log(2e9));
    ck_assert_double_eq_tol(nb_log_u((nb_sample){ x, 39, NB_SCALAR }, 1), log(pow(1.9, 39) / 20), 1e-4);
    ck_assert_double_eq_tol(nb_log_l(4096, 0.8 * 4096, 1, 3), 31.26, 0.005);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine/values");
    TCase *t = tcase_create("values");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, values_agree_with_an_independent_computation);
    tcase_add_test(t, catoni_is_its_definition);
    tcase_add_test(t, rare_events_need_the_tabulated_number_of_replicates);
    tcase_add_test(t, the_worked_examples_of_the_documentation);
    suite_add_tcase(s, t);
    return s;
}
