// SPDX-License-Identifier: GPL-3.0-or-later
/* The catalogue's data: its printed first numbers. */
#include <check.h>

#include "experiments/claims.h"

Suite *nb_suite(void);

START_TEST(the_first_numbers_of_seed_1_are_those_printed)
{
    const double uniform[] = { 0.566561575, 0.745781757 };
    const double normal[] = { -0.028249746, -1.065617648, -0.227919523, 0.083094168 };
    double u[2], z[4];
    nb_uniforms(1, 2, u);
    nb_gauss(1, 4, z);
    for (int i = 0; i < 2; i++)
        ck_assert_double_eq_tol(u[i], uniform[i], 5e-10);
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol(z[i], normal[i], 5e-10);
}
END_TEST

/* y = X (1, -1, 0, ...) of the first three rows of 24. */
START_TEST(the_first_responses_of_instance_a_are_those_printed)
{
    const double y[] = { 1.037367902, 1.040747412, 0.650989082 };
    enum { ROWS = 3, COLUMNS = 24, ALL = ROWS * COLUMNS };
    double X[ALL];
    nb_gauss(1, ALL, X);
    for (size_t i = 0; i < ROWS; i++)
        ck_assert_double_eq_tol(X[COLUMNS * i] - X[COLUMNS * i + 1], y[i], 5e-10);
}
END_TEST

START_TEST(an_odd_number_of_normals_is_the_beginning_of_an_even_one)
{
    double odd[4] = { 0 }, even[4];
    nb_gauss(7, 3, odd);
    nb_gauss(7, 4, even);
    for (int i = 0; i < 3; i++)
        ck_assert_double_eq(odd[i], even[i]);
    ck_assert_double_eq(odd[3], 0);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("gauss");
    TCase *c = tcase_create("gauss");
    tcase_add_test(c, the_first_numbers_of_seed_1_are_those_printed);
    tcase_add_test(c, the_first_responses_of_instance_a_are_those_printed);
    tcase_add_test(c, an_odd_number_of_normals_is_the_beginning_of_an_even_one);
    suite_add_tcase(s, c);
    return s;
}
