// SPDX-License-Identifier: GPL-3.0-or-later
/* Logarithm, exponential, sine and cosine of lib/vec.h against MPFR, and its sums against sums written out. */
#include <mpfr.h>

#include "tests/lib/doubles.h"

Suite *nb_suite(void);

/* Error of y in units in the last place of the exact value, which a function of MPFR gives from x. */
static double ulps(double y, double x, int (*exact)(mpfr_t, const mpfr_t, mpfr_rnd_t))
{
    mpfr_t u, v;
    mpfr_inits2(200, u, v, (mpfr_ptr)NULL);
    mpfr_set_d(u, x, MPFR_RNDN);
    exact(v, u, MPFR_RNDN);
    int e;
    frexp(mpfr_get_d(v, MPFR_RNDN), &e);
    mpfr_sub_d(v, v, y, MPFR_RNDN);
    const double error = fabs(mpfr_get_d(v, MPFR_RNDN)) / ldexp(1, e - 53);
    mpfr_clears(u, v, (mpfr_ptr)NULL);
    return error;
}

static int logarithm(mpfr_t y, const mpfr_t x, mpfr_rnd_t r)   { return mpfr_log(y, x, r); }
static int exponential(mpfr_t y, const mpfr_t x, mpfr_rnd_t r) { return mpfr_exp(y, x, r); }

static int quarter(mpfr_t y, const mpfr_t x, int (*f)(mpfr_t, const mpfr_t, mpfr_rnd_t), mpfr_rnd_t r)
{
    mpfr_const_pi(y, r);
    mpfr_div_2ui(y, y, 1, r);
    mpfr_mul(y, y, x, r);
    return f(y, y, r);
}
static int sine_only(mpfr_t y, const mpfr_t x, mpfr_rnd_t r)   { return mpfr_sin(y, x, r); }
static int cosine_only(mpfr_t y, const mpfr_t x, mpfr_rnd_t r) { return mpfr_cos(y, x, r); }
static int sine(mpfr_t y, const mpfr_t x, mpfr_rnd_t r)        { return quarter(y, x, sine_only, r); }
static int cosine(mpfr_t y, const mpfr_t x, mpfr_rnd_t r)      { return quarter(y, x, cosine_only, r); }

START_TEST(fractions_and_exchanges_are_exact)
{
    uint64_t state = 5;
    for (int i = 0; i < 100000; i++) {
        const uint64_t word = bits(&state), low = i < 2 ? 0xffffffff * (uint64_t)i : word & 0xffffffff;
        const uint64_t odd = bits(&state);
        double half[NB_VW], mid[NB_VW], first[NB_VW], second[NB_VW];
        vd a = vset(unit(&state)), b = vset(-unit(&state));
        vstore(half, vfraction(uset((word & ~0xffffffffULL) | low), -0x1p-33));
        vstore(mid, vfraction(uset((word & ~0xffffffffULL) | low), 0.5));
        ck_assert(half[0] == ldexp(2 * (double)low + 1, -33));
        ck_assert(mid[0] == ldexp((double)low - 0x1p31, -32));
        vexchange(uset(odd), &a, &b);
        vstore(first, a);
        vstore(second, b);
        ck_assert((first[0] < 0) == (odd % 2 == 1) && (second[0] < 0) == (odd % 2 == 0));
    }
}
END_TEST

START_TEST(log_is_within_one_ulp_of_the_exact_logarithm)
{
    uint64_t state = 2;
    for (int i = 0; i < 200000; i++) {
        const double near = 1 + ldexp(unit(&state) - 1.5, -(int)(bits(&state) % 50));
        const double anywhere = ldexp(unit(&state), (int)(bits(&state) % 2046) - 1022);
        const double uniform = ((double)(bits(&state) >> 32) + 0.5) * 0x1p-32;
        const double x = i % 3 == 0 ? near : i % 3 == 1 ? anywhere : uniform;
        double y[NB_VW];
        vstore(y, vlog(vset(x)));
        if (!(x == 1 ? y[0] == 0 : ulps(y[0], x, logarithm) < 1))
            ck_abort_msg("log %a = %a", x, y[0]);
    }
}
END_TEST

START_TEST(log_joins_its_pieces_within_one_ulp)
{
    const double edges[] = { DBL_MIN, DBL_MAX, 0.70710678118654752, 1.4142135623730951, 0x1p-32, 0x1p-33, 0.5, 2 };
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        for (int j = -3; j <= 3; j++) {
            const double x = from_bits(bits_of(edges[i]) + (uint64_t)(int64_t)j);
            if (!isnormal(x))
                continue;
            double y[NB_VW];
            vstore(y, vlog(vset(x)));
            if (!(ulps(y[0], x, logarithm) < 1))
                ck_abort_msg("log %a = %a", x, y[0]);
        }
}
END_TEST

START_TEST(exp_is_within_two_ulps_and_saturates)
{
    uint64_t state = 3;
    for (int i = 0; i < 100000; i++) {
        const double x = i % 2 ? (unit(&state) - 1.5) * 1416 : ldexp(unit(&state) - 1.5, -(int)(bits(&state) % 40));
        double y[NB_VW];
        vstore(y, vexp(vset(x)));
        if (!(ulps(y[0], x, exponential) < 2))
            ck_abort_msg("exp %a = %a", x, y[0]);
    }
    double high[NB_VW], low[NB_VW], at[NB_VW], none[NB_VW];
    vstore(high, vexp(vset(INFINITY)));
    vstore(at, vexp(vset(708)));
    vstore(low, vexp(vset(-INFINITY)));
    vstore(none, vexp(vset(NAN)));
    ck_assert_double_eq(high[0], at[0]);
    ck_assert_double_lt(low[0], 4e-308);
    ck_assert(isnan(none[0]));
}
END_TEST

START_TEST(sine_and_cosine_of_quarter_turns_are_within_two_ulps)
{
    uint64_t state = 4;
    for (int i = 0; i < 100000; i++) {
        const double v = ((double)(bits(&state) >> 32) - 0x1p31) * 0x1p-32;
        vd s, c;
        double out[2][NB_VW];
        vsincos(vset(v), &s, &c);
        vstore(out[0], s);
        vstore(out[1], c);
        if (!(v == 0 || ulps(out[0][0], v, sine) < 2))
            ck_abort_msg("sin of %a quarter turns = %a", v, out[0][0]);
        if (!(ulps(out[1][0], v, cosine) < 2))
            ck_abort_msg("cos of %a quarter turns = %a", v, out[1][0]);
    }
}
END_TEST

/* The order that lib/vec.h defines, number by number. */
static double in_order(const double *a, const double *x, size_t n)
{
    double s[4][8] = { { 0 } }, t[8];
    for (size_t i = 0; i < n; i++)
        s[i / 8 % 4][i % 8] = x ? fma(a[i], x[i], s[i / 8 % 4][i % 8]) : s[i / 8 % 4][i % 8] + a[i];
    for (int j = 0; j < 8; j++)
        t[j] = (s[0][j] + s[2][j]) + (s[1][j] + s[3][j]);
    return ((t[0] + t[4]) + (t[2] + t[6])) + ((t[1] + t[5]) + (t[3] + t[7]));
}

START_TEST(dots_and_sums_run_over_eight_lanes_and_four_accumulators)
{
    uint64_t state = 5;
    double a[264], x[264];
    for (size_t i = 0; i < 264; i++) {
        a[i] = ldexp(unit(&state) - 1.5, (int)(bits(&state) % 30));
        x[i] = ldexp(unit(&state) - 1.5, (int)(bits(&state) % 30));
    }
    for (size_t n = 0; n <= 264; n += 8) {
        ck_assert_uint_eq(bits_of(vdot(a, x, n)), bits_of(in_order(a, x, n)));
        ck_assert_uint_eq(bits_of(vsum(a, n)), bits_of(in_order(a, NULL, n)));
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("vec_functions");
    TCase *c = tcase_create("vec_functions");
    tcase_add_test(c, fractions_and_exchanges_are_exact);
    tcase_add_test(c, log_is_within_one_ulp_of_the_exact_logarithm);
    tcase_add_test(c, log_joins_its_pieces_within_one_ulp);
    tcase_add_test(c, exp_is_within_two_ulps_and_saturates);
    tcase_add_test(c, sine_and_cosine_of_quarter_turns_are_within_two_ulps);
    tcase_add_test(c, dots_and_sums_run_over_eight_lanes_and_four_accumulators);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
