// SPDX-License-Identifier: GPL-3.0-or-later
/* Published confidence sequences, rebuilt from this project's special functions and root finder.
 *
 * The engines use mixtures of their own, so their values cannot be held against another package's; what they are made
 * of can. The digits are those of the unit tests of confseq (Howard, Ramdas, McAuliffe and Sekhon), five decimals: log
 * E of a supermartingale at (s, v) and the s where it reaches 1 / a.
 */
#include <check.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/engine/crossing.h"

#define AGREES(a, b) ck_assert_double_eq_tol(a, b, 1e-5)

/* One of the mixtures. `g` and `h` are the ranges of a bounded step: -g <= x <= h. */
typedef struct mixture {
    double (*log_e)(const struct mixture *m, double s, double v);
    bool   one_sided;
    double rho, g, h;
    double v, threshold;                    // of the bound that is looked for
} mixture;

/* rho = v / (2 log(1/a) + log(1 + 2 log(1/a))), which makes the bound tight near v; one-sided mixtures use 2 a */
static double best_rho(double v, double a, bool one_sided)
{
    const double l = -nb_log(one_sided ? 2 * a : a);
    return v / (2 * l + nb_log(1 + 2 * l));
}

static double normal_mixture(const mixture *m, double s, double v)
{
    const double w = v + m->rho;
    return nb_log((m->one_sided ? 4 : 1) * m->rho / w) / 2 + s * s / (2 * w)
         + (m->one_sided ? nb_log(nb_normal_cdf(s / sqrt(w))) : 0);
}

typedef struct { double a, b, x; } share;

static double falls_short(const void *of, double p)
{
    const share *q = of;
    return nb_beta_quantile(p, q->a, q->b) - q->x;
}

/* log of the integral of t^(a-1) (1-t)^(b-1) over [0, x]; I_x(a, b) as the p whose quantile is x */
static double log_beta(double a, double b, double x)
{
    const double all = nb_log_gamma(a) + nb_log_gamma(b) - nb_log_gamma(a + b);
    const share q = { a, b, x };
    return x < 1 ? all + nb_log(nb_crossing(falls_short, &q, 0.5, 0.01, 1e-12)) : all;
}

static double beta_binomial(const mixture *m, double s, double v)
{
    const double g = m->g, h = m->h, w = g + h, x = m->one_sided ? h / w : 1, r = fmax(m->rho - g * h, 1e-3 * g * h);
    return v / (g * h) * nb_log(w) - (v + h * s) / (h * w) * nb_log(g) - (v - g * s) / (g * w) * nb_log(h)
         + log_beta((r + v - g * s) / (g * w), (r + v + h * s) / (h * w), x) - log_beta(r / (g * w), r / (h * w), x);
}

static double over(const void *of, double s)
{
    const mixture *m = of;
    return m->log_e(m, s, m->v) - m->threshold;
}

static double bound(mixture m, double v, double a)
{
    m.v = v;
    m.threshold = -nb_log(a);
    return nb_crossing(over, &m, 10, 1, 1e-9);
}

START_TEST(normal_mixtures)
{
    const mixture two = { normal_mixture, false, best_rho(100, 0.05, false), 0, 0, 0, 0 };
    const mixture one = { normal_mixture, true, best_rho(100, 0.05, true), 0, 0, 0, 0 };
    AGREES(two.rho, 12.60056);
    AGREES(normal_mixture(&two, 10, 100), -0.6510052);
    AGREES(bound(two, 100, 0.05), 30.35209);
    AGREES(normal_mixture(&one, 10, 100), -0.06502391);
    AGREES(bound(one, 100, 0.05), 27.66071);
}
END_TEST

START_TEST(beta_binomial_mixtures)
{
    const mixture two = { beta_binomial, false, best_rho(100, 0.05, false), 0.2, 0.8, 0, 0 };
    const mixture one = { beta_binomial, true, best_rho(100, 0.05, true), 0.2, 0.8, 0, 0 };
    AGREES(beta_binomial(&two, 10, 100), -0.6941012);
    AGREES(bound(two, 100, 0.05), 31.4308);
    AGREES(beta_binomial(&one, 10, 100), -0.07134019);
    AGREES(bound(one, 100, 0.05), 28.41238);
}
END_TEST

/* zeta(s) by Euler and Maclaurin */
static double zeta(double s)
{
    enum { TERMS = 50 };
    double sum = 0;
    for (int n = 1; n < TERMS; n++)
        sum += nb_pow(n, -s);
    return sum + nb_pow(TERMS, 1 - s) / (s - 1) + nb_pow(TERMS, -s) / 2 + s * nb_pow(TERMS, -s - 1) / 12;
}

static double stitched(double v, double a, double v_min, double c)
{
    const double s = 1.4, eta = 2, k1 = (nb_pow(eta, 0.25) + nb_pow(eta, -0.25)) / sqrt(2), k2 = (sqrt(eta) + 1) / 2;
    const double l = s * nb_log(nb_log(eta * v / v_min)) + nb_log(zeta(s) / nb_pow(nb_log(eta), s)) - nb_log(a);
    return sqrt(k1 * k1 * v * l + k2 * c * l * k2 * c * l) + k2 * c * l;
}

START_TEST(polynomial_stitching)
{
    AGREES(stitched(100, 0.05, 10, 3), 64.48755);
    AGREES(stitched(100, 0.05, 10, -1), 28.99389);
}
END_TEST

/* P(crossing) <= 4 exp(-q C) (1 + 1 / ((q - 1) log eta)), q = 2 (A - sqrt(2 (eta - 1) / C))^2 / eta, minimised over
 * eta > 1 */
static double lil_error(double A, double C, double eta)
{
    const double room = A - sqrt(2 * (eta - 1) / C), q = 2 / eta * room * room;
    return room > 0 && q > 1 ? 4 * nb_exp(-q * C) * (1 + 1 / ((q - 1) * nb_log(eta))) : INFINITY;
}

static double lil_excess(const void *of, double C)
{
    const double *A_alpha = of, golden = 0.6180339887498949;
    double low = 1, high = 2 * A_alpha[0] * A_alpha[0];
    for (int i = 0; i < 80; i++) {
        const double left = high - golden * (high - low), right = low + golden * (high - low);
        if (lil_error(A_alpha[0], C, left) <= lil_error(A_alpha[0], C, right))
            high = right;
        else
            low = left;
    }
    return A_alpha[1] - lil_error(A_alpha[0], C, low);
}

START_TEST(empirical_process_with_an_iterated_logarithm)
{
    const double A_alpha[] = { 0.85, 0.05 };
    const double C = nb_crossing(lil_excess, A_alpha, 5, 1, 1e-9);
    AGREES(0.85 * sqrt((nb_log(1 + nb_log(1000 / 100.)) + C) / 1000), 0.08204769);
}
END_TEST

/* A confidence sequence for p: the p that the beta-binomial mixture with g = p, h = 1 - p does not reject. */
static double rejection(double p)
{
    const double n = 1000, t_opt = 100;
    const mixture m = { beta_binomial, false, best_rho(p * (1 - p) * t_opt, 0.05, false), p, 1 - p, 0, 0 };
    return beta_binomial(&m, (0.7 - p) * n, p * (1 - p) * n) + nb_log(0.05);
}
static double from_above(const void *of, double t) { return of ? 0 : rejection(0.7 + t); }
static double from_below(const void *of, double t) { return of ? 0 : rejection(0.7 - t); }

START_TEST(bernoulli_confidence_sequence)
{
    const double low = 0.7 - nb_crossing(from_below, NULL, 0.02, 0.01, 1e-9);
    const double high = 0.7 + nb_crossing(from_above, NULL, 0.02, 0.01, 1e-9);
    AGREES(low, 0.651629);
    AGREES(high, 0.745949);
    ck_assert_double_eq_tol(nb_b_lower(700, 1000, 0.025), low, 0.01);       // engine B bets otherwise, to a like width
    ck_assert_double_eq_tol(nb_b_upper(700, 1000, 0.025), high, 0.01);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/engine/confseq");
    TCase *t = tcase_create("published values");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, normal_mixtures);
    tcase_add_test(t, beta_binomial_mixtures);
    tcase_add_test(t, polynomial_stitching);
    tcase_add_test(t, empirical_process_with_an_iterated_logarithm);
    tcase_add_test(t, bernoulli_confidence_sequence);
    suite_add_tcase(s, t);
    return s;
}
