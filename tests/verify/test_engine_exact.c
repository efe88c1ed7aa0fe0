// SPDX-License-Identifier: GPL-3.0-or-later
/* The guarantees themselves, without a random number: expectations of e-values and probabilities of ever crossing, summed over
 * every sample of laws on two points; the smooth bets under the uniform law by quadrature; Massart's bound by the exact
 * law of Kolmogorov's statistic.
 */
#include <check.h>
#include <float.h>
#include <stdlib.h>

#include "lib/math.h"
#include "verify/engine.h"

enum { FEW = 12, MANY = 400 };

/* A law: P(X = high) = p, P(X = low) = 1 - p. */
typedef struct { double p, low, high; } law;

static double mean(law w) { return w.p * w.high + (1 - w.p) * w.low; }

/* log P(k of FEW at `high`) */
static double log_chance(law w, int k)
{
    return lgamma(FEW + 1) - lgamma(k + 1) - lgamma(FEW - k + 1) + k * log(w.p) + (FEW - k) * log1p(-w.p);
}

/* k of n at `high` */
static nb_sample sample(law w, int k, int n, double *x)
{
    for (int i = 0; i < n; i++)
        x[i] = i < k ? w.high : w.low;
    return (nb_sample){ x, (size_t)n, nb_isa_best() };
}

typedef double evidence(nb_sample s, law w);
static double u(nb_sample s, law w)     { return nb_log_u(s, mean(w)); }
static double l(nb_sample s, law w)
{
    const double m = mean(w), kappa = (w.p * w.high * w.high + (1 - w.p) * w.low * w.low) / (m * m);
    return nb_log_l(s.n, nb_sum(s), m, kappa);
}
static double sigma(law w)              { return (w.high - w.low) * sqrt(w.p * (1 - w.p)); }
static double above(nb_sample s, law w) { return nb_log_c_above(s, mean(w), sigma(w)); }
static double below(nb_sample s, law w) { return nb_log_c_below(s, mean(w), sigma(w)); }

static double expectation(evidence *e, law w)
{
    double x[FEW], sum = 0;
    for (int k = 0; k <= FEW; k++)
        sum += exp(log_chance(w, k) + e(sample(w, k, FEW, x), w));
    return sum;
}

static const law laws[] = { { 0.5, 0, 1 }, { 0.1, 0, 3 }, { 0.9, 0.2, 5 }, { 0.01, 0, 1e6 }, { 0.3, 1, 1.001 } };
enum { LAWS = sizeof laws / sizeof *laws };

START_TEST(e_values_have_mean_at_most_one)
{
    const law w = laws[_i];
    ck_assert_double_eq_tol(expectation(u, w), 1, 1e-10);               // every factor has mean exactly 1
    ck_assert(expectation(l, w) <= 1 && expectation(l, w) > 0.1);
    ck_assert(expectation(above, w) <= 1 && expectation(above, w) > 0.1);
    ck_assert(expectation(below, w) <= 1 && expectation(below, w) > 0.1);
}
END_TEST

START_TEST(an_infinite_replicate_is_the_largest_number)
{
    const law w = { 1e-300, 1, INFINITY };
    double x[FEW], sum = 0;
    for (int k = 0; k <= FEW; k++)
        sum += exp(log_chance(w, k) + nb_log_u(sample(w, k, FEW, x), 1 + w.p * DBL_MAX));
    ck_assert_double_eq_tol(sum, 1, 1e-9);
}
END_TEST

typedef double bernoulli(uint64_t successes, uint64_t n, double p0);

/* P(some n <= MANY has e >= 1 / alpha) for Bernoulli(p), by recursion on the number of successes. Evidence is monotone in
 * that number: at each n the states that cross lie at one end. */
static double ever(bernoulli *log_e, double p0, double p, double alpha)
{
    const bool top = log_e == nb_log_b_above;
    double alive[MANY + 2] = { 1 }, crossed = 0;
    for (int n = 1; n <= MANY; n++) {
        for (int k = n; k >= 0; k--)
            alive[k] = alive[k] * (1 - p) + (k ? alive[k - 1] * p : 0);
        for (int i = 0; i <= n; i++) {
            const int k = top ? n - i : i;
            if (alive[k] > 0 && log_e((uint64_t)k, (uint64_t)n, p0) < -log(alpha))
                break;
            crossed += alive[k];
            alive[k] = 0;
        }
    }
    return crossed;
}

START_TEST(a_true_probability_is_rarely_ever_rejected)
{
    for (double p0 = 0.05; p0 < 1; p0 += 0.3)
        for (double alpha = 0.1; alpha > 1e-4; alpha /= 10) {
            const double high = ever(nb_log_b_above, p0, p0, alpha), low = ever(nb_log_b_below, p0, p0, alpha);
            ck_assert(high <= alpha && high > alpha / 100);
            ck_assert(low <= alpha && low > alpha / 100);
            ck_assert(ever(nb_log_b_above, p0, 0.7 * p0, alpha) < high);
            ck_assert(ever(nb_log_b_below, p0, 1 - 0.7 * (1 - p0), alpha) < low);
        }
}
END_TEST

START_TEST(b_is_u_on_zeros_and_ones)
{
    double x[FEW];
    for (int k = 0; k <= FEW; k++) {
        const nb_sample s = sample((law){ 0.5, 0, 1 }, k, FEW, x);
        ck_assert_double_eq_tol(nb_log_b_above((uint64_t)k, FEW, 0.3), nb_log_u(s, 0.3), 1e-12);
    }
}
END_TEST

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

/* F(u) = u + eps0 sin(pi j u) lies eps0 from uniform and leans towards wave j. Bets that know of eps0 stay fair on it, bets that
 * do not gain: with mean mu of a wave, the mean over both signs of two factors is 1 + (l mu)^2. */
START_TEST(smooth_bets_forgive_the_declared_bias_and_no_more)
{
    enum { GRID = 32 };
    const double eps0 = 0.01, pi = 3.14159265358979323846;
    for (int j = 1; j <= 8; j += 3) {
        double aware = 0, unaware = 0;
        for (int i = 0; i < GRID * GRID; i++) {
            const double pair[] = { (i % GRID + 0.5) / GRID, (i / GRID + 0.5) / GRID };
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
    double *H = calloc((size_t)(m * m), sizeof *H), *row = calloc((size_t)m, sizeof *row), *next = calloc((size_t)m, sizeof *next);
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
    Suite *s = suite_create("verify/engine/exact");
    TCase *t = tcase_create("guarantees");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, e_values_have_mean_at_most_one, 0, LAWS);
    tcase_add_test(t, an_infinite_replicate_is_the_largest_number);
    tcase_add_test(t, a_true_probability_is_rarely_ever_rejected);
    tcase_add_test(t, b_is_u_on_zeros_and_ones);
    tcase_add_test(t, smooth_bets_are_fair_under_the_uniform_law);
    tcase_add_test(t, smooth_bets_forgive_the_declared_bias_and_no_more);
    tcase_add_test(t, the_band_of_d_covers_by_the_exact_law);
    tcase_add_test(t, distances_are_suprema);
    suite_add_tcase(s, t);
    return s;
}
