// SPDX-License-Identifier: GPL-3.0-or-later
/* Quantiles of the beta law, to 256 bits.
 *
 * With y = log(x / (1 - x)), F(y) = I_x(a, b) is the integral of a log-concave density, e^(a y) (1 + e^y)^-(a + b) /
 * B(a, b), so log F is concave, and F(y) <= e^(a y) / (a B(a, b)). Newton's iteration for log F(y) = log p, started
 * where that bound equals p, therefore climbs to the root from the left without a safeguard, for every a, b and p.
 *
 *     F = F' / (a f),   f = 1 + d1 / (1 + d2 / (1 + ...)),   F' = x^a (1 - x)^b / B(a, b),
 *     d_2i = i (b - i) x / ((a + 2i - 1)(a + 2i)),   d_2i+1 = -(a + i)(a + b + i) x / ((a + 2i)(a + 2i + 1)),
 *
 * for x <= (a + 1) / (a + b + 2), where it takes O(sqrt(a + b)) terms; beyond, I_x(a, b) = 1 - I_{1-x}(b, a).
 */
#include "lib/math.h"

#include <mpfr.h>
#include <stdbool.h>

enum { BITS = 256, FRACTION = 160, ROOT = 90 };     // carried; wanted of f; wanted of y, absolutely

typedef struct { double a, b; mpfr_srcptr log_beta; } law;

static bool below(mpfr_srcptr x, int bits) { return mpfr_zero_p(x) || mpfr_get_exp(x) < -bits; }

/* log B(a, b) */
static void log_beta(mpfr_ptr r, double a, double b)
{
    MPFR_DECL_INIT(t, BITS);
    MPFR_DECL_INIT(sum, BITS);
    mpfr_set_d(t, a, MPFR_RNDN);
    mpfr_add_d(sum, t, b, MPFR_RNDN);
    mpfr_lngamma(sum, sum, MPFR_RNDN);
    mpfr_lngamma(r, t, MPFR_RNDN);
    mpfr_sub(r, r, sum, MPFR_RNDN);
    mpfr_set_d(t, b, MPFR_RNDN);
    mpfr_lngamma(t, t, MPFR_RNDN);
    mpfr_add(r, r, t, MPFR_RNDN);
}

/* d_n */
static void partial(mpfr_ptr d, double a, double b, mpfr_srcptr x, unsigned long n)
{
    const unsigned long i = n / 2;
    MPFR_DECL_INIT(t, BITS);
    mpfr_set_d(d, n % 2 ? a : -b, MPFR_RNDN);
    mpfr_add_ui(d, d, i, MPFR_RNDN);
    if (n % 2) {
        mpfr_add_d(t, d, b, MPFR_RNDN);
        mpfr_mul(d, d, t, MPFR_RNDN);
    } else {
        mpfr_mul_ui(d, d, i, MPFR_RNDN);
    }
    mpfr_mul(d, d, x, MPFR_RNDN);
    mpfr_set_d(t, a, MPFR_RNDN);
    mpfr_add_ui(t, t, n, MPFR_RNDN);
    mpfr_div(d, d, t, MPFR_RNDN);
    mpfr_sub_ui(t, t, 1, MPFR_RNDN);
    mpfr_div(d, d, t, MPFR_RNDN);
    mpfr_neg(d, d, MPFR_RNDN);
}

/* f, by Lentz's method: C and D are the ratios of successive numerators and denominators. */
static void fraction(mpfr_ptr f, double a, double b, mpfr_srcptr x)
{
    MPFR_DECL_INIT(d, BITS);
    MPFR_DECL_INIT(C, BITS);
    MPFR_DECL_INIT(D, BITS);
    mpfr_set_ui(f, 1, MPFR_RNDN);
    mpfr_set_ui(C, 1, MPFR_RNDN);
    mpfr_set_ui(D, 0, MPFR_RNDN);
    for (unsigned long n = 1;; n++) {
        partial(d, a, b, x, n);
        mpfr_div(C, d, C, MPFR_RNDN);
        mpfr_add_ui(C, C, 1, MPFR_RNDN);
        mpfr_mul(D, d, D, MPFR_RNDN);
        mpfr_add_ui(D, D, 1, MPFR_RNDN);
        mpfr_ui_div(D, 1, D, MPFR_RNDN);
        mpfr_mul(d, C, D, MPFR_RNDN);
        mpfr_mul(f, f, d, MPFR_RNDN);
        mpfr_sub_ui(d, d, 1, MPFR_RNDN);
        if (below(d, FRACTION))
            return;
    }
}

/* t = log(1 + e^y), u = 1 / (1 + e^y) */
static void logistic(mpfr_ptr t, mpfr_ptr u, mpfr_srcptr y)
{
    mpfr_exp(t, y, MPFR_RNDN);
    mpfr_add_ui(u, t, 1, MPFR_RNDN);
    mpfr_ui_div(u, 1, u, MPFR_RNDN);
    mpfr_log1p(t, t, MPFR_RNDN);
}

/* F and F / F' at y */
static void integral(mpfr_ptr F, mpfr_ptr ratio, const law *l, mpfr_srcptr y)
{
    MPFR_DECL_INIT(minus, BITS);
    MPFR_DECL_INIT(x, BITS);
    MPFR_DECL_INIT(rest, BITS);
    MPFR_DECL_INIT(slope, BITS);
    MPFR_DECL_INIT(t, BITS);
    mpfr_neg(minus, y, MPFR_RNDN);
    logistic(slope, x, minus);
    logistic(t, rest, y);
    mpfr_mul_d(slope, slope, -l->a, MPFR_RNDN);
    mpfr_mul_d(t, t, -l->b, MPFR_RNDN);
    mpfr_add(slope, slope, t, MPFR_RNDN);
    mpfr_sub(slope, slope, l->log_beta, MPFR_RNDN);
    mpfr_exp(slope, slope, MPFR_RNDN);

    const bool left = mpfr_cmp_d(x, (l->a + 1) / (l->a + l->b + 2)) <= 0;
    if (left)
        fraction(t, l->a, l->b, x);
    else
        fraction(t, l->b, l->a, rest);
    mpfr_mul_d(t, t, left ? l->a : l->b, MPFR_RNDN);
    mpfr_div(F, slope, t, MPFR_RNDN);
    if (!left)
        mpfr_ui_sub(F, 1, F, MPFR_RNDN);
    mpfr_div(ratio, F, slope, MPFR_RNDN);
}

/* y with F(y) = p */
static void root(mpfr_ptr y, double p, double a, double b)
{
    MPFR_DECL_INIT(log_b, BITS);
    MPFR_DECL_INIT(F, BITS);
    MPFR_DECL_INIT(step, BITS);
    log_beta(log_b, a, b);
    const law l = { a, b, log_b };

    mpfr_set_d(y, p, MPFR_RNDN);
    mpfr_mul_d(y, y, a, MPFR_RNDN);
    mpfr_log(y, y, MPFR_RNDN);
    mpfr_add(y, y, log_b, MPFR_RNDN);
    mpfr_div_d(y, y, a, MPFR_RNDN);
    do {
        integral(F, step, &l, y);
        mpfr_div_d(F, F, p, MPFR_RNDN);
        mpfr_log(F, F, MPFR_RNDN);
        mpfr_mul(step, step, F, MPFR_RNDN);
        mpfr_sub(y, y, step, MPFR_RNDN);
    } while (!below(step, ROOT));
}

double nb_beta_quantile(double p, double a, double b)
{
    if (p <= 0 || p >= 1)
        return p <= 0 ? 0 : 1;
    MPFR_DECL_INIT(y, BITS);
    MPFR_DECL_INIT(t, BITS);
    root(y, p, a, b);
    mpfr_neg(y, y, MPFR_RNDN);
    logistic(t, y, y);
    return mpfr_get_d(y, MPFR_RNDN);
}

/* 1 - I_z(a, b) = I_{1-z}(b, a), without a subtraction from 1 */
double nb_beta_quantile_upper(double p, double a, double b)
{
    if (p <= 0 || p >= 1)
        return p <= 0 ? 1 : 0;
    MPFR_DECL_INIT(y, BITS);
    MPFR_DECL_INIT(t, BITS);
    root(y, p, b, a);
    logistic(t, y, y);
    return mpfr_get_d(y, MPFR_RNDN);
}
