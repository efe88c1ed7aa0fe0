// SPDX-License-Identifier: GPL-3.0-or-later
/* The elementary functions, correctly rounded: MPFR computes to 53 bits in double's range of exponents, and a result
 * below 2^-1022 is rounded once more to the bits that are left there, with the first rounding's direction known. MPFR's
 * range of exponents belongs to the thread and is put back.
 */
#include "lib/math.h"

#include <mpfr.h>

typedef int unary(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t to);

typedef struct { mpfr_exp_t least, greatest; } range;

static range enter_double(void)
{
    const range outer = { mpfr_get_emin(), mpfr_get_emax() };
    mpfr_set_emin(-1073);
    mpfr_set_emax(1024);
    return outer;
}

static double leave_double(range outer, mpfr_ptr y, int direction)
{
    mpfr_subnormalize(y, direction, MPFR_RNDN);
    const double value = mpfr_get_d(y, MPFR_RNDN);
    mpfr_set_emin(outer.least);
    mpfr_set_emax(outer.greatest);
    return value;
}

static double rounded(unary *f, double x)
{
    MPFR_DECL_INIT(y, 53);
    const range outer = enter_double();
    mpfr_set_d(y, x, MPFR_RNDN);
    return leave_double(outer, y, f(y, y, MPFR_RNDN));
}

double nb_exp  (double x) { return rounded(mpfr_exp,   x); }
double nb_expm1(double x) { return rounded(mpfr_expm1, x); }
double nb_log  (double x) { return rounded(mpfr_log,   x); }
double nb_log1p(double x) { return rounded(mpfr_log1p, x); }
double nb_log2 (double x) { return rounded(mpfr_log2,  x); }
double nb_log10(double x) { return rounded(mpfr_log10, x); }
double nb_sin  (double x) { return rounded(mpfr_sin,   x); }
double nb_cos  (double x) { return rounded(mpfr_cos,   x); }
double nb_tanh (double x) { return rounded(mpfr_tanh,  x); }
double nb_sinh (double x) { return rounded(mpfr_sinh,  x); }
double nb_cosh (double x) { return rounded(mpfr_cosh,  x); }
double nb_asinh(double x) { return rounded(mpfr_asinh, x); }
double nb_erf  (double x) { return rounded(mpfr_erf,   x); }
double nb_erfc (double x) { return rounded(mpfr_erfc,  x); }
double nb_gamma(double x) { return rounded(mpfr_gamma, x); }

double nb_log_gamma(double x) { return rounded(mpfr_lngamma, x); }

double nb_pow(double x, double y)
{
    if (y == 0.5 && x > 0)
        return sqrt(x);                 // correctly rounded as it is
    MPFR_DECL_INIT(base, 53);
    MPFR_DECL_INIT(exponent, 53);
    const range outer = enter_double();
    mpfr_set_d(base, x, MPFR_RNDN);
    mpfr_set_d(exponent, y, MPFR_RNDN);
    return leave_double(outer, base, mpfr_pow(base, base, exponent, MPFR_RNDN));
}

double nb_power(double x, uint64_t n)
{
    double product = 1;
    for (double square = x;; square *= square) {
        if (n & 1)
            product *= square;
        n >>= 1;
        if (n == 0)
            return product;
    }
}

double nb_log_sum_exp(const double *a, size_t n)
{
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, a[i]);
    if (isinf(most))
        return most;
    for (size_t i = 0; i < n; i++)
        sum += nb_exp(a[i] - most);
    return most + nb_log(sum);
}

void nb_math_drop(void) { mpfr_free_cache(); }
