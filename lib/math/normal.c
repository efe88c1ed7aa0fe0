// SPDX-License-Identifier: GPL-3.0-or-later
/* The normal law. Computed to 192 bits, so that the one rounding to double is the correct one but for ties nobody
 * meets. */
#include "lib/math.h"

#include <mpfr.h>

enum { BITS = 192 };

/* q = P(Z > z) = erfc(z / sqrt 2) / 2 */
static void tail(mpfr_ptr q, mpfr_srcptr z)
{
    MPFR_DECL_INIT(root, BITS);
    mpfr_sqrt_ui(root, 2, MPFR_RNDN);
    mpfr_div(root, z, root, MPFR_RNDN);
    mpfr_erfc(q, root, MPFR_RNDN);
    mpfr_div_2ui(q, q, 1, MPFR_RNDN);
}

double nb_normal_cdf(double x)
{
    MPFR_DECL_INIT(z, BITS);
    MPFR_DECL_INIT(q, BITS);
    mpfr_set_d(z, -x, MPFR_RNDN);
    tail(q, z);
    return mpfr_get_d(q, MPFR_RNDN);
}

/* Newton's iteration for log P(Z > z) = log p. The tail of a log-concave density is log-concave: from the right of the
 * root the iterates fall towards it, and a first step from the left lands on the right. The start, sqrt(-2 log p), is
 * on the right for p < 1/2, since P(Z > z) <= exp(-z^2 / 2) / 2; larger p are mirrored, where 1 - p is exact. */
double nb_normal_quantile(double p)
{
    if (p == 0.5)
        return 0;
    if (p > 0.5)
        return -nb_normal_quantile(1 - p);

    MPFR_DECL_INIT(target, BITS);
    MPFR_DECL_INIT(z, BITS);
    MPFR_DECL_INIT(q, BITS);
    MPFR_DECL_INIT(density, BITS);
    MPFR_DECL_INIT(step, BITS);
    MPFR_DECL_INIT(norm, BITS);

    mpfr_const_pi(norm, MPFR_RNDN);                         // sqrt(2 pi)
    mpfr_mul_2ui(norm, norm, 1, MPFR_RNDN);
    mpfr_sqrt(norm, norm, MPFR_RNDN);
    mpfr_set_d(target, p, MPFR_RNDN);
    mpfr_set_d(z, sqrt(-2 * nb_log(p)), MPFR_RNDN);
    do {
        tail(q, z);
        mpfr_sqr(density, z, MPFR_RNDN);                    // exp(-z^2 / 2) / sqrt(2 pi)
        mpfr_div_si(density, density, -2, MPFR_RNDN);
        mpfr_exp(density, density, MPFR_RNDN);
        mpfr_div(density, density, norm, MPFR_RNDN);
        mpfr_div(step, q, target, MPFR_RNDN);               // log(q / p) q / density
        mpfr_log(step, step, MPFR_RNDN);
        mpfr_mul(step, step, q, MPFR_RNDN);
        mpfr_div(step, step, density, MPFR_RNDN);
        mpfr_add(z, z, step, MPFR_RNDN);
    } while (mpfr_cmpabs(step, z) > 0 || (!mpfr_zero_p(step) && mpfr_get_exp(step) > mpfr_get_exp(z) - 64));
    return mpfr_get_d(z, MPFR_RNDN);
}
