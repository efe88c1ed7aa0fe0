// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/wealth.h against the definitions in long double, at every instruction set. */
#include <check.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "lib/wealth.h"

enum { MOST = 5000, BETS = 20 };

/* k-th point of a low-discrepancy sequence in (0, 1) */
static double point(size_t k) { return fmod(0.6180339887498949 * (double)(k + 1), 1); }

static void exponentials(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = -nb_log1p(-point(i));
}

static void bets(double *bet, double first)
{
    for (size_t k = 0; k < BETS; k++)
        bet[k] = ldexp(first, -(int)k);
}

static long double phi(long double y) { return y < 0 ? -log1pl(-y + y * y / 2) : log1pl(y + y * y / 2); }

static long double capital(const double *x, size_t n, double m, double l)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += log1pl(l * (fminl(fmaxl(fminl(x[i], DBL_MAX), 0) / m, DBL_MAX) - 1));
    return sum;
}

static long double catoni(const double *x, size_t n, double m, double sigma, double l)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += phi(l * fmaxl(fminl(((long double)x[i] - m) / sigma, 1e150L), -1e150L));
    return sum;
}

static long double wave(const double *u, size_t n, size_t j, int sign, double bias, double l)
{
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += log1pl(l * (sign * sqrtl(2) * cosl(acosl(-1) * (long double)(j + 1) * u[i]) - bias));
    return sum;
}

/* Everything that the three passes compute. */
typedef struct { double capital[BETS], catoni[BETS], waves[NB_WAVES][2][NB_STAKES]; } content;

static content all(nb_isa isa, const double *x, const double *u, size_t n, double m, double sigma)
{
    content c;
    double low[BETS], high[BETS], bias[NB_WAVES], stake[NB_WAVES * NB_STAKES];
    bets(low, 0.9);
    bets(high, 1);
    for (size_t j = 0; j < NB_WAVES; j++) {
        bias[j] = 0.003 * (double)(j + 1);
        for (size_t k = 0; k < NB_STAKES; k++)
            stake[NB_STAKES * j + k] = ldexp(0.9, -(int)k) / (1.5 + bias[j]);
    }
    nb_wealth_at(isa)->capital(x, n, m, low, BETS, c.capital);
    nb_wealth_at(isa)->catoni(x, n, m, sigma, high, BETS, c.catoni);
    nb_wealth_at(isa)->waves(u, n, bias, stake, c.waves);
    return c;
}

START_TEST(every_instruction_set_gives_the_same_bits)
{
    static double x[MOST], u[MOST];
    exponentials(x, MOST);
    for (size_t i = 0; i < MOST; i++)
        u[i] = point(3 * i);
    for (size_t n = 0; n <= MOST; n += n < 300 ? 1 : 1175) {
        const content scalar = all(NB_SCALAR, x, u, n, 1.01, 0.7);
        for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
            if (!nb_isa_runs(isa))
                continue;
            const content here = all(isa, x, u, n, 1.01, 0.7);
            ck_assert_mem_eq(&here, &scalar, sizeof here);
        }
        if (n == 300)
            x[17] = INFINITY;                           // from here on with a wild block
    }
}
END_TEST

START_TEST(capital_is_the_sum_of_logarithms_of_the_factors)
{
    double x[300], bet[BETS], sum[BETS];
    bets(bet, 0.9);
    exponentials(x, 300);
    for (size_t n = 0; n <= 300; n++) {
        nb_wealth_at(nb_isa_best())->capital(x, n, 0.8, bet, BETS, sum);
        for (size_t k = 0; k < BETS; k++)
            ck_assert_double_eq_tol(sum[k], (double)capital(x, n, 0.8, bet[k]), 1e-13);
    }
}
END_TEST

START_TEST(catoni_is_the_sum_of_influences_and_odd)
{
    double x[300], mirrored[300], bet[BETS], sum[BETS], other[BETS];
    bets(bet, 1);
    exponentials(x, 300);
    for (size_t i = 0; i < 300; i++)
        mirrored[i] = -x[i];
    for (size_t n = 0; n <= 300; n++) {
        nb_wealth_at(nb_isa_best())->catoni(x, n, 0.9, 0.5, bet, BETS, sum);
        nb_wealth_at(nb_isa_best())->catoni(mirrored, n, -0.9, 0.5, bet, BETS, other);
        for (size_t k = 0; k < BETS; k++) {
            ck_assert_double_eq_tol(sum[k], (double)catoni(x, n, 0.9, 0.5, bet[k]), 1e-12);
            ck_assert_double_eq(sum[k], -other[k]);
        }
    }
}
END_TEST

START_TEST(waves_are_the_sum_over_cosines)
{
    double u[300];
    for (size_t i = 0; i < 300; i++)
        u[i] = i < 3 ? 0.5 * (double)i : point(i);
    for (size_t n = 0; n <= 300; n += 13) {
        const content c = all(nb_isa_best(), u, u, n, 1, 1);
        for (size_t j = 0; j < NB_WAVES; j++)
            for (size_t s = 0; s < 2; s++)
                for (size_t k = 0; k < NB_STAKES; k++) {
                    const double bias = 0.003 * (double)(j + 1), l = ldexp(0.9, -(int)k) / (1.5 + bias);
                    ck_assert_double_eq_tol(c.waves[j][s][k], (double)wave(u, n, j, s ? -1 : 1, bias, l), 1e-12);
                }
    }
}
END_TEST

START_TEST(extreme_numbers_neither_overflow_nor_vanish)
{
    double x[200], bet[BETS], sum[BETS];
    static const double hypothesis[] = { 1, 1e-300, 0x1p-1074, 1e300, DBL_MAX };
    bets(bet, 0.9);
    for (size_t i = 0; i < 200; i++)
        x[i] = i % 7 == 0 ? INFINITY : i % 5 == 0 ? 0 : i % 3 == 0 ? -1e-18 : pow(10, 600 * point(i) - 300);
    for (size_t h = 0; h < sizeof hypothesis / sizeof *hypothesis; h++) {
        nb_wealth_at(nb_isa_best())->capital(x, 200, hypothesis[h], bet, BETS, sum);
        for (size_t k = 0; k < BETS; k++)
            ck_assert_double_eq_tol(sum[k], (double)capital(x, 200, hypothesis[h], bet[k]), 1e-10);
    }
    bets(bet, 1);
    for (size_t i = 0; i < 200; i += 2)
        x[i] = -x[i];
    nb_wealth_at(nb_isa_best())->catoni(x, 200, 3, 1e-40, bet, BETS, sum);
    for (size_t k = 0; k < BETS; k++)
        ck_assert_double_eq_tol(sum[k], (double)catoni(x, 200, 3, 1e-40, bet[k]), 1e-9);
}
END_TEST

START_TEST(a_nan_stays_one)
{
    double x[400], bet[BETS], sum[BETS];
    bets(bet, 0.9);
    exponentials(x, 400);
    x[211] = NAN;
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        if (!nb_isa_runs(isa))
            continue;
        nb_wealth_at(isa)->capital(x, 400, 1, bet, BETS, sum);
        for (size_t k = 0; k < BETS; k++)
            ck_assert_double_nan(sum[k]);
    }
}
END_TEST

START_TEST(a_million_terms_add_up_without_drift)
{
    enum { N = 1 << 20 };
    double *x = malloc(N * sizeof *x), bet[BETS], sum[BETS];
    ck_assert_ptr_nonnull(x);
    bets(bet, 0.9);
    for (size_t i = 0; i < N; i++)
        x[i] = i % 2 ? 2 : 0;                           // products of (1 + l)(1 - l), equal in every block
    nb_wealth_at(nb_isa_best())->capital(x, N, 1, bet, BETS, sum);
    for (size_t k = 0; k < BETS; k++) {
        const long double exact = N * (log1pl(bet[k]) + log1pl(-bet[k])) / 2;
        ck_assert_double_eq_tol(sum[k], (double)exact, 3 * N * DBL_EPSILON / 2);    // three roundings a factor
    }
    free(x);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("lib/wealth");
    TCase *t = tcase_create("passes");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, every_instruction_set_gives_the_same_bits);
    tcase_add_test(t, capital_is_the_sum_of_logarithms_of_the_factors);
    tcase_add_test(t, catoni_is_the_sum_of_influences_and_odd);
    tcase_add_test(t, waves_are_the_sum_over_cosines);
    tcase_add_test(t, extreme_numbers_neither_overflow_nor_vanish);
    tcase_add_test(t, a_nan_stays_one);
    tcase_add_test(t, a_million_terms_add_up_without_drift);
    suite_add_tcase(s, t);
    return s;
}
