// SPDX-License-Identifier: GPL-3.0-or-later
/* D and N without a random number: the smooth bets under the uniform law and beside it by quadrature, Massart's bound
 * by the exact law of Kolmogorov's statistic. */
#include <check.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/engine.h"

/* The midpoint rule on 64 points integrates every wave exactly, so that means under the uniform law are finite sums. */
START_TEST(smooth_bets_are_fair_under_the_uniform_law)
{
    enum { GRID = 64 };
    double one = 0, two = 0, biased = 0;
    for (int i = 0; i < GRID; i++)
        for (int j = 0; j < GRID; j++) {
            const double pair[] = { (i + 0.5) / GRID, (j + 0.5) / GRID };
            two += exp(nb_log_n((nb_sample){ pair, 2, NB_SCALAR }, 0)) / (GRID * GRID);
            if (j == 0) {
                one += exp(nb_log_n((nb_sample){ pair, 1, NB_SCALAR }, 0)) / GRID;
                biased += exp(nb_log_n((nb_sample){ pair, 1, NB_SCALAR }, 0.02)) / GRID;
            }
        }
    ck_assert_double_eq_tol(one, 1, 1e-12);
    ck_assert_double_eq_tol(two, 1, 1e-12);
    ck_assert(biased < 1);
}
END_TEST

/* F(u) = u + eps0 sin(pi j u) lies eps0 from uniform and leans towards wave j. Bets that know of eps0 stay fair on
 * it, bets that do not gain: with mean mu of a wave, the mean over both signs of two factors is 1 + (l mu)^2. */
START_TEST(smooth_bets_forgive_the_declared_bias_and_no_more)
{
    enum { GRID = 32 };
    const double eps0 = 0.01, pi = 3.14159265358979323846;
    for (int j = 1; j <= 8; j += 3) {
        double aware = 0, unaware = 0;
        for (int i = 0; i < GRID * GRID; i++) {
            const double pair[] = { (i % GRID + 0.5) / GRID, (floor((double)i / GRID) + 0.5) / GRID };
            double density = 1. / (GRID * GRID);
            for (int k = 0; k < 2; k++)
                density *= 1 + eps0 * pi * j * cos(pi * j * pair[k]);
            aware += density * exp(nb_log_n((nb_sample){ pair, 2, nb_isa_best() }, eps0));
            unaware += density * exp(nb_log_n((nb_sample){ pair, 2, nb_isa_best() }, 0));
        }
        double gain = 0;
        for (int k = 0; k < 8; k++)
            gain += pow(ldexp(0.9, -k) / sqrt(2) * sqrt(2) * eps0 * pi * j / 2, 2) / 64;
        ck_assert(aware < 1);
        ck_assert_double_eq_tol(unaware, 1 + gain, 1e-12);
    }
}
END_TEST

/* P(D_n < d), Marsaglia, Tsang and Wang (2003): n! / n^n times the middle of a matrix power. */
static double kolmogorov(int n, double d)
{
    const int k = (int)(n * d) + 1, m = 2 * k - 1;
    const double h = k - n * d;
    double *H = calloc((size_t)m * (size_t)m, sizeof *H);
    double *row = calloc((size_t)m, sizeof *row), *next = calloc((size_t)m, sizeof *next);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++) {
            double v = i - j + 1 < 0 ? 0 : 1;
            if (j == 0)
                v -= pow(h, i + 1);
            if (i == m - 1)
                v -= pow(h, m - j) - (j == 0 && 2 * h > 1 ? pow(2 * h - 1, m) : 0);
            H[i * m + j] = v / (i - j + 1 > 0 ? tgamma(i - j + 2) : 1);
        }
    row[k - 1] = 1;
    for (int step = 1; step <= n; step++) {
        for (int j = 0; j < m; j++) {
            next[j] = 0;
            for (int i = 0; i < m; i++)
                next[j] += row[i] * H[i * m + j];
        }
        for (int j = 0; j < m; j++)
            row[j] = next[j] * step / n;
    }
    const double p = row[k - 1];
    free(H);
    free(row);
    free(next);
    return p;
}

START_TEST(the_band_of_d_covers_by_the_exact_law)
{
    ck_assert_double_eq_tol(kolmogorov(10, 0.274), 0.628479615, 1e-8);      // the authors' example
    for (int n = 1; n <= 120; n += 17)
        for (double level = 0.5; level > 1e-6; level *= 0.1) {
            const double d = nb_d_radius((uint64_t)n, level);
            if (d >= 1)
                continue;
            const double miss = 1 - kolmogorov(n, d);
            ck_assert(miss <= level * (1 + 1e-9));
            ck_assert(n < 50 || level < 1e-3 || miss > level / 2);          // and is not idle
        }
}
END_TEST

START_TEST(distances_are_suprema)
{
    double x[50], y[37];
    for (int i = 0; i < 50; i++)
        x[i] = floor(i * 0.7) / 35;                                     // with ties
    for (int i = 0; i < 37; i++)
        y[i] = sqrt(i / 37.0);
    double one = 0, two = 0;
    for (int g = -1; g <= 7000; g++) {                                  // both sides of each jump lie on this grid
        const double at = g / 7000.0;
        double fx = 0, fx_left = 0, fy = 0;
        for (int i = 0; i < 50; i++) {
            fx += x[i] <= at ? 1. / 50 : 0;
            fx_left += x[i] < at ? 1. / 50 : 0;
        }
        for (int i = 0; i < 37; i++)
            fy += y[i] <= at ? 1. / 37 : 0;
        one = fmax(one, fmax(fabs(fx - fmax(at, 0)), fabs(fx_left - fmax(at, 0))));
        two = fmax(two, fabs(fx - fy));
    }
    ck_assert_double_eq_tol(nb_d_distance(x, 50), one, 1e-12);
    ck_assert_double_eq_tol(nb_d_distance_two(x, 50, y, 37), two, 1e-12);
    ck_assert_double_eq(nb_d_distance_two(x, 50, x, 50), 0);
    ck_assert_double_eq(nb_d_distance_two(x, 1, y + 36, 1), 1);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine/law");
    TCase *t = tcase_create("D and N");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, smooth_bets_are_fair_under_the_uniform_law);
    tcase_add_test(t, smooth_bets_forgive_the_declared_bias_and_no_more);
    tcase_add_test(t, the_band_of_d_covers_by_the_exact_law);
    tcase_add_test(t, distances_are_suprema);
    suite_add_tcase(s, t);
    return s;
}
