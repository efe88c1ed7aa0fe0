// SPDX-License-Identifier: GPL-3.0-or-later
/* The fused multiply-add of lib/vec.h at the width of the baseline, where it is emulated, against libm's. That wider
 * vectors give the same bits is the business of test_bits.c. */
#include "tests/lib/doubles.h"

Suite *nb_suite(void);

/* A number that is likely to hurt: any bits, few bits, extremes, neighbours of 1, powers of 2 far and near. */
static double awkward(uint64_t *state)
{
    static const double extreme[] = {
        0.0, -0.0, INFINITY, -INFINITY, NAN, DBL_TRUE_MIN, -DBL_TRUE_MIN, DBL_MIN, -DBL_MIN, DBL_MAX, -DBL_MAX,
        1, -1, 0x1p-960, 0x1p990, 0x1.fffffffffffffp-1,
    };
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

Suite *nb_suite(void)
{
    Suite *s = suite_create("vec");
    TCase *c = tcase_create("vec");
    tcase_add_test(c, emulated_fma_is_fma_on_a_million_awkward_triples);
    tcase_add_test(c, emulated_fma_breaks_ties_to_even_by_the_last_bit_of_the_product);
    tcase_add_test(c, emulated_fma_has_the_right_zero);
    tcase_add_test(c, one_lane_out_of_range_does_not_disturb_the_other);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
