// SPDX-License-Identifier: GPL-3.0-or-later
/* The arithmetic of lib/vec.h at the width of the baseline, where fma is emulated, against libm's fma, MPFR and sums written out.
 * That wider vectors give the same bits is the business of test_bits.c. */
#ifdef __SSE2__
#define NB_VB 16
#else
#define NB_VB 8
#endif
#include <check.h>
#include <float.h>
#include <mpfr.h>
#include <stdbool.h>

#include "lib/vec.h"

Suite *nb_suite(void);

static uint64_t bits(uint64_t *state)           // splitmix64
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static double from_bits(uint64_t u)
{
    double x;
    memcpy(&x, &u, sizeof x);
    return x;
}

static uint64_t bits_of(double x)
{
    uint64_t u;
    memcpy(&u, &x, sizeof u);
    return u;
}

static double unit(uint64_t *state)             // [1, 2)
{
    return from_bits(0x3ff0000000000000 | bits(state) >> 12);
}

/* A number that is likely to hurt: any bits, few bits, extremes, neighbours of 1, powers of 2 far and near. */
static double awkward(uint64_t *state)
{
    static const double extreme[] = { 0.0, -0.0, INFINITY, -INFINITY, NAN, DBL_TRUE_MIN, -DBL_TRUE_MIN, DBL_MIN, -DBL_MIN,
                                      DBL_MAX, -DBL_MAX, 1, -1, 0x1p-960, 0x1p990, 0x1.fffffffffffffp-1 };
    const uint64_t choice = bits(state), sign = bits(state) << 63, more = bits(state);
    switch (choice % 8) {
    case 0: return from_bits(more);
    case 1: return extreme[more % (sizeof extreme / sizeof *extreme)];
    case 2: return (double)((int64_t)(more % 64) - 32) * DBL_EPSILON + 1;
    case 3: return from_bits(bits_of(ldexp((double)(more % 1024), (int)(more >> 20) % 2000 - 1000)) ^ sign);
    case 4: return from_bits(bits_of(ldexp(unit(state), (int)(more % 20) - 10)) ^ sign);
    case 5: return from_bits(bits_of(ldexp(unit(state), (int)(more % 110) - 55)) ^ sign);
    case 6: return from_bits(bits_of(ldexp(1 + (double)(more % 16) * DBL_EPSILON, (int)(more >> 8) % 108 - 54)) ^ sign);
    default: return from_bits(bits_of(ldexp(unit(state), (int)(more % 2090) - 1060)) ^ sign);
    }
}

static bool same(double x, double y)
{
    return bits_of(x) == bits_of(y) || (isnan(x) && isnan(y));
}

static void fma_is(double a, double b, double c)
{
    double out[NB_VW];
    vstore(out, vfma(vset(a), vset(b), vset(c)));
    const double want = fma(a, b, c);
    if (!same(out[0], want))
        ck_abort_msg("fma(%a, %a, %a) = %a, not %a", a, b, c, want, out[0]);
    vstore(out, vfnma(vset(a), vset(b), vset(c)));
    const double less = fma(-a, b, c);
    if (!same(out[0], less))
        ck_abort_msg("fma(%a, %a, %a) = %a, not %a", -a, b, c, less, out[0]);
}

START_TEST(emulated_fma_is_fma_on_a_million_awkward_triples)
{
    uint64_t state = 1;
    for (int i = 0; i < 1000000; i++) {
        const double a = awkward(&state), b = awkward(&state), p = a * b;
        double c = awkward(&state);
        if (i % 4 == 1)
            c = -p;                                                         // leaves the rounding error of the product
        if (i % 4 == 2)
            c = -p * (1 + (double)(bits(&state) % 5) * DBL_EPSILON);        // nearly cancels
        if (i % 4 == 3)
            c = ldexp(p, (int)(bits(&state) % 120) - 60);                   // half-way cases at every distance
        fma_is(a, b, c);
    }
}
END_TEST

START_TEST(emulated_fma_breaks_ties_to_even_by_the_last_bit_of_the_product)
{
    const double e = DBL_EPSILON;
    fma_is(1 + e, 1 + e, 1);            // e^2 below half an ulp of the sum
    fma_is(1 + e, 1 - e, -1);           // -e^2 exactly
    fma_is(0x1p-53, 1 + e, 1);          // just above a tie
    fma_is(0x1p-53, 1 - e / 2, 1);      // just below it
    fma_is(0x1p-53, 1, 1);              // on it: down to even
    fma_is(0x1p-53, 1, 1 + e);          // on it: up to even
    fma_is(-0x1p-54, 1 + e, 1);         // on the finer side below 1
}
END_TEST

START_TEST(emulated_fma_has_the_right_zero)
{
    const double zeros[] = { 0.0, -0.0, 1, -1, 0x1p-600 };
    for (int a = 0; a < 5; a++)
        for (int b = 0; b < 5; b++)
            for (int c = 0; c < 5; c++)
                fma_is(zeros[a], zeros[b], zeros[c]);
    fma_is(3, -5, 15);                  // +0
    fma_is(-3, 5, 15);
    fma_is(0x1p-600, 0x1p-600, -0.0);   // underflows to +0
    fma_is(-0x1p-600, 0x1p-600, 0.0);   // underflows to -0 + 0
}
END_TEST

START_TEST(one_lane_out_of_range_does_not_disturb_the_other)
{
    uint64_t state = 7;
    for (int i = 0; i < 100000; i++) {
        double a[NB_VW], b[NB_VW], c[NB_VW], out[NB_VW];
        for (int l = 0; l < NB_VW; l++) {
            a[l] = awkward(&state);
            b[l] = awkward(&state);
            c[l] = awkward(&state);
        }
        vstore(out, vfma(vload(a), vload(b), vload(c)));
        for (int l = 0; l < NB_VW; l++) {
            const double want = fma(a[l], b[l], c[l]);
            if (!same(out[l], want))
                ck_abort_msg("fma(%a, %a, %a) = %a, not %a", a[l], b[l], c[l], want, out[l]);
        }
    }
}
END_TEST

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
    Suite *s = suite_create("vec");
    TCase *c = tcase_create("vec");
    tcase_add_test(c, emulated_fma_is_fma_on_a_million_awkward_triples);
    tcase_add_test(c, emulated_fma_breaks_ties_to_even_by_the_last_bit_of_the_product);
    tcase_add_test(c, emulated_fma_has_the_right_zero);
    tcase_add_test(c, one_lane_out_of_range_does_not_disturb_the_other);
    tcase_add_test(c, log_is_within_one_ulp_of_the_exact_logarithm);
    tcase_add_test(c, log_joins_its_pieces_within_one_ulp);
    tcase_add_test(c, exp_is_within_two_ulps_and_saturates);
    tcase_add_test(c, sine_and_cosine_of_quarter_turns_are_within_two_ulps);
    tcase_add_test(c, dots_and_sums_run_over_eight_lanes_and_four_accumulators);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
