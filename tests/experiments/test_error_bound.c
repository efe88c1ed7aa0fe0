// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on the error bound, against the digits of the catalogue, section 4: the claims compute, the digits live
 * here. */
#include "experiments/error_bound/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_error_bound_##name)

/* The least |f'|^2 / f of a curve over its range, on a grid of its own; f* = 0. */
static double least_ratio(const nb_curve *f, size_t cells, double *where)
{
    double least = INFINITY;
    for (size_t i = 0; i <= cells; i++) {
        const double x = f->low + (f->high - f->low) * (double)i / (double)cells;
        const long double slope = nb_curve_slope(f, x), value = nb_curve_value(f, x);
        if (value > 0 && slope * slope / value < least) {
            least = (double)(slope * slope / value);
            *where = fabs(x);
        }
    }
    return least;
}

START_TEST(the_lines_of_the_proof_come_to_the_printed_numbers)
{
    const nb_claim *c = CLAIM(strong_convexity_proof);
    const nb_variation *e = erratum_of(c);
    const sides first = pair_of(c, NULL, 0, 0, 0), third = pair_of(c, NULL, 0, 0, 1);
    const sides fourth = pair_of(c, NULL, 0, 0, 2);
    printed(first.lhs, 5.76, 1e-12);
    printed(first.rhs, 5.76, 1e-12);
    printed(third.lhs, 5.76, 1e-12);
    printed(third.rhs, 5.76, 1e-12);
    printed(fourth.rhs, 5.76, 1e-12);
    printed(pair_of(c, e, 0, 0, 1).lhs, 5.76, 1e-12);
    printed(pair_of(c, e, 0, 0, 1).rhs, 1.26, 1e-12);
}
END_TEST

/* |x| + x^2 / 2 has x* = 0, where the factor of |x*|^2 does not show. */
START_TEST(the_misprint_hides_where_x_star_is_zero)
{
    const nb_claim *c = CLAIM(strong_convexity_proof);
    const sides s = pair_of(c, erratum_of(c), 0, 2, 1);
    ck_assert_double_eq_tol(s.lhs, s.rhs, 1e-14 * fabs(s.lhs));
}
END_TEST

START_TEST(the_wavy_function_has_the_printed_constant)
{
    double where;
    const nb_curve f = { .form = NB_WAVY, .a = 3, .low = -10, .high = 10 };
    printed(least_ratio(&f, 20000, &where), .35106197, 1e-5);
    ck_assert_double_eq_tol(where, 2.2017, 1e-3);
    const nb_curve near = { .form = NB_WAVY, .a = 3, .low = 2.2, .high = 2.204 };
    printed(least_ratio(&near, 4000, &where), .35106197, 1e-8);
    printed(where, 2.2017, 1e-4);
}
END_TEST

START_TEST(error_bounds_leave_what_is_printed)
{
    const nb_claim *c = CLAIM(pl_constant);
    for (size_t i = 0; i < 5; i++)
        ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, i).lhs, 0, 1e-14);       // case A, lowest eigenvector
    for (size_t i = 0; i < 8; i++) {
        printed(pair_of(c, NULL, 1, 1, i).lhs, 1, 1e-12);
        printed(pair_of(c, NULL, 1, 2, i).lhs, i < 5 ? 0 : .21, 1e-12);         // x = -4 + 8 i / 7 > 1
    }
    const nb_curve quartic = { .form = NB_MONOMIAL, .a = 1, .b = 4 };
    const long double slope = nb_curve_slope(&quartic, .25);
    printed((double)(slope * slope / nb_curve_value(&quartic, .25)), 16 * .0625, 1e-12);
}
END_TEST

START_TEST(stationary_points_are_as_many_as_printed)
{
    const nb_claim *c = CLAIM(no_spurious_stationary);
    ck_assert_double_eq(pair_of(c, NULL, 1, 0, 0).lhs, 1);
    ck_assert_double_eq(unchanged(c, 1, "thirty").lhs, 13);
    book b;
    open_book(&b, c, control_of(c, "thirty"), 0, 0);
    ck_assert_uint_eq(b.ledger.count, 13);
    ck_assert_double_eq_tol(lhs(&b, 6), 0, 1e-15);                              // the middle one: the global minimum
    for (size_t i = 0; i < 13; i++)
        ck_assert(i == 6 || lhs(&b, i) > 1);
    close_book(&b);
}
END_TEST

START_TEST(gradient_descent_has_the_printed_factors)
{
    const nb_claim *c = CLAIM(gd_linear);
    static const sides row[] = { { .9025, .91 }, { .64, .76 }, { .5625, .75 }, { .36, .84 }, { .9216, .9804 } };
    for (size_t i = 0; i < 5; i++) {
        const sides s = pair_of(c, NULL, 0, i, 0);
        printed(s.lhs, row[i].lhs, 1e-10);
        printed(s.rhs, row[i].rhs, 1e-10);
    }
    const sides still = unchanged(c, 0, "two-over-beta"), beyond = unchanged(c, 0, "beyond");
    printed(still.lhs, 1, 1e-10);
    printed(still.rhs, 1, 1e-10);
    printed(beyond.lhs, 1.44, 1e-10);
    printed(beyond.rhs, 1.11, 1e-10);
    printed(pair_of(c, control_of(c, "delta-doubled"), 0, 0, 0).rhs, .82, 1e-10);
    for (size_t i = 0; i < 3; i++) {                                            // (1 - a h)^2, h = 3
        static const double a[] = { .05, .2, .6 };
        printed(pair_of(c, NULL, 1, i, 0).rhs, (1 - 3 * a[i]) * (1 - 3 * a[i]), 1e-12);
    }
}
END_TEST

/* By the logarithms that the claim enters. */
START_TEST(power_laws_descend_to_the_printed_values)
{
    const nb_claim *c = CLAIM(kl_exponents);
    static const double slope[] = { -2.998043, -1.999173, -1.499552 }, theory[] = { -3, -2, -1.5 };
    static const double value[3][3] = { { 3.19080631e-7, 3.31642757e-10, 3.33140765e-13 },
                                        { 6.13838499e-6, 6.23655688e-8,  6.24843803e-10 },
                                        { 2.06359712e-5, 6.58037622e-7,  2.08304460e-8 } };
    for (size_t i = 0; i < 3; i++) {
        printed(pair_of(c, NULL, 0, i, 0).lhs, slope[i], 1e-6);
        printed(pair_of(c, NULL, 0, i, 0).rhs, theory[i], 1e-12);
    }
    for (size_t p = 0; p < 3; p++)
        for (size_t i = 0; i < 3; i++)
            ck_assert_double_eq_tol(pair_of(c, NULL, 1, p, i).lhs, nb_log10(value[p][i]), 1e-9);
    printed(pair_of(c, NULL, 3, 0, 0).lhs, 3.52753955e-10, 1e-18);
}
END_TEST

START_TEST(the_flat_function_has_the_printed_quotients)
{
    const nb_claim *c = CLAIM(kl_examples);
    printed(pair_of(c, NULL, 1, 0, 0).lhs, 20.5212497, 1e-7);
    printed(pair_of(c, NULL, 1, 0, 1).lhs, .0907998595, 1e-10);
    printed(pair_of(c, NULL, 1, 0, 2).lhs, 6.79736681e-14, 1e-22);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("error bound");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, the_lines_of_the_proof_come_to_the_printed_numbers);
    tcase_add_test(c, the_misprint_hides_where_x_star_is_zero);
    tcase_add_test(c, the_wavy_function_has_the_printed_constant);
    tcase_add_test(c, error_bounds_leave_what_is_printed);
    tcase_add_test(c, stationary_points_are_as_many_as_printed);
    tcase_add_test(c, gradient_descent_has_the_printed_factors);
    tcase_add_test(c, power_laws_descend_to_the_printed_values);
    tcase_add_test(c, the_flat_function_has_the_printed_quotients);
    suite_add_tcase(s, c);
    return s;
}
