// SPDX-License-Identifier: GPL-3.0-or-later
/* The guarantees themselves, without a random number: expectations of e-values and probabilities of ever crossing,
 * summed over every sample of laws on two points. */
#include <check.h>
#include <float.h>

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

/* P(some n <= MANY has e >= 1 / alpha) for Bernoulli(p), by recursion on the number of successes. Evidence is
 * monotone in that number: at each n the states that cross lie at one end. */
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
    suite_add_tcase(s, t);
    return s;
}
