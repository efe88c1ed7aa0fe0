// SPDX-License-Identifier: GPL-3.0-or-later
/* Interpolants of least potential: closed forms, optimality by a route of its own, limits, and systems without one. */
#include "lib/math.h"
#include "lib/potential.h"
#include "tests/lib/systems.h"

Suite *nb_suite(void);

/* Two equal columns share the load: w_1 = w_2 = y / (2 x), whatever the potential. */
START_TEST(equal_columns_share_equally)
{
    const double X[] = { 2, 2 }, y[] = { 3 }, alpha[] = { .01, .01 };
    const nb_system s = { 1, 2, X, y };
    double w[2];
    ck_assert_int_eq(nb_hyperentropy_least(&s, alpha, NULL, w, NULL), NB_OK);
    ck_assert_double_eq_tol(w[0], .75, 1e-15);
    ck_assert_double_eq_tol(w[1], .75, 1e-15);
    for (size_t depth = 2; depth < 6; depth++) {
        ck_assert_int_eq(nb_deep_least(&s, .1, depth, w, NULL), NB_OK);
        ck_assert_double_eq_tol(w[0], .75, 1e-15);
    }
}
END_TEST

/* w_1 + 2 w_2 = y with z_2 = 2 z_1 and sinh 2 z = 2 sinh z cosh z: y = a s (1 + 4 c), s = sinh z, c = cosh z. */
START_TEST(one_equation_has_the_solution_of_its_double_angle)
{
    const double a = .5, sine = 3, cosine = sqrt(10), X[] = { 1, 2 }, alpha[] = { 1, 1 };
    const double y[] = { a * sine * (1 + 4 * cosine) };
    double w[2];
    ck_assert_int_eq(nb_hyperentropy_least(&(nb_system){ 1, 2, X, y }, alpha, NULL, w, NULL), NB_OK);
    ck_assert_double_eq_tol(w[0], a * sine, 1e-14);
    ck_assert_double_eq_tol(w[1], 2 * a * sine * cosine, 1e-13);
}
END_TEST

/* Depth 4: h(z) = (1 - z)^-2 - (1 + z)^-2 = 4 z / (1 - z^2)^2; at z = 1/2 it is 32/9, at 1/4 it is 256/225. */
START_TEST(depth_four_is_a_rational_function)
{
    const double X[] = { 2, 1 }, alpha = .5, size = .0625, first = 32.0 / 9 * size, second = 256.0 / 225 * size;
    const double y[] = { 2 * first + second };
    double w[2];
    ck_assert_int_eq(nb_deep_least(&(nb_system){ 1, 2, X, y }, alpha, 4, w, NULL), NB_OK);
    ck_assert_double_eq_tol(w[0], first, 1e-15);
    ck_assert_double_eq_tol(w[1], second, 1e-15);
}
END_TEST

/* A random direction in the null space of X, by Gram and Schmidt. */
static void null_direction(const drawn *d, uint64_t seed, double *v)
{
    double Q[ROWS][COLUMNS];
    seed += 1000;                                           // the system has numbers of its own
    for (size_t k = 0; k < COLUMNS; k++)
        v[k] = unit(&seed) - 1.5;
    for (size_t i = 0; i <= ROWS; i++) {
        double *q = i < ROWS ? Q[i] : v, length = 0;
        for (size_t k = 0; i < ROWS && k < COLUMNS; k++)
            q[k] = d->X[i * COLUMNS + k];
        for (size_t j = 0; j < 2 * i; j++) {
            double along = 0;
            for (size_t k = 0; k < COLUMNS; k++)
                along += q[k] * Q[j % i][k];
            for (size_t k = 0; k < COLUMNS; k++)
                q[k] -= along * Q[j % i][k];
        }
        for (size_t k = 0; k < COLUMNS; k++)
            length += q[k] * q[k];
        for (size_t k = 0; k < COLUMNS; k++)
            q[k] /= sqrt(length);
    }
}

/* The first-order condition along random null directions, from the definition of Q alone. */
START_TEST(the_slope_of_the_potential_vanishes_on_the_null_space)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        drawn d;
        double alpha[COLUMNS], from[COLUMNS], w[COLUMNS], b[COLUMNS], v[COLUMNS];
        draw_system(&d, seed);
        uint64_t more = seed + 100;
        for (size_t j = 0; j < COLUMNS; j++) {
            alpha[j] = nb_exp(-9 * (unit(&more) - 1));
            from[j] = unit(&more) - 1.5;
        }
        ck_assert_int_eq(nb_hyperentropy_least(&d.s, alpha, NULL, w, NULL), NB_OK);
        ck_assert_int_eq(nb_hyperentropy_least(&d.s, alpha, from, b, NULL), NB_OK);
        ck_assert_double_lt(residual(&d.s, w), 1e-12 * 4);
        ck_assert_double_lt(residual(&d.s, b), 1e-12 * 4);
        for (uint64_t k = 0; k < 4; k++) {
            null_direction(&d, k, v);
            double slope = 0, shifted = 0, scale = 0;
            for (size_t j = 0; j < COLUMNS; j++) {
                const double a = 2 / (alpha[j] * alpha[j]);
                slope += v[j] * asinh(a * w[j]) / 2;
                shifted += v[j] * (asinh(a * b[j]) - asinh(a * from[j])) / 2;
                scale += fabs(asinh(a * w[j])) + fabs(asinh(a * from[j]));
            }
            ck_assert_double_lt(fabs(slope), 1e-12 * scale);
            ck_assert_double_lt(fabs(shifted), 1e-12 * scale);
        }
    }
}
END_TEST

START_TEST(no_neighbour_on_the_null_space_has_a_smaller_potential)
{
    for (uint64_t seed = 0; seed < 10; seed++) {
        drawn d;
        double alpha[COLUMNS], w[COLUMNS], near[COLUMNS], v[COLUMNS];
        draw_system(&d, seed);
        for (size_t j = 0; j < COLUMNS; j++)
            alpha[j] = .3;
        ck_assert_int_eq(nb_hyperentropy_least(&d.s, alpha, NULL, w, NULL), NB_OK);
        for (uint64_t k = 0; k < 8; k++) {
            null_direction(&d, k, v);
            for (size_t j = 0; j < COLUMNS; j++)
                near[j] = w[j] + (k % 2 ? 1e-3 : -.1) * v[j];
            ck_assert_double_gt(nb_hyperentropy(COLUMNS, alpha, near), nb_hyperentropy(COLUMNS, alpha, w));
        }
    }
}
END_TEST

/* Q of one number, by Simpson's rule on Q' from 0. */
START_TEST(the_potential_is_the_integral_of_its_slope)
{
    for (double alpha = .05; alpha < 4; alpha *= 3) {
        const double w = -1.25, h = w / 20000;
        double sum = 0;
        for (int i = 0; i <= 20000; i++)
            sum += (i == 0 || i == 20000 ? 1 : i % 2 ? 4 : 2) * asinh(2 * h * i / (alpha * alpha)) / 2;
        ck_assert_double_eq_tol(nb_hyperentropy(1, &alpha, &w), sum * h / 3, 1e-9);
    }
    ck_assert_double_eq(nb_hyperentropy(1, (double[]){ .1 }, (double[]){ 0 }), 0);
}
END_TEST

/* A linear link, size sinh(rate z) for size -> infinity and size rate = 1, is the interpolant of least l2 norm; that is
 * found a second way, by projection. */
START_TEST(large_scales_select_the_least_l2_norm)
{
    for (uint64_t seed = 0; seed < 10; seed++) {
        drawn d;
        double size[COLUMNS], rate[COLUMNS], w[COLUMNS], l2[COLUMNS], v[COLUMNS];
        draw_system(&d, seed);
        for (size_t j = 0; j < COLUMNS; j++)
            rate[j] = 1 / (size[j] = 1e5);
        ck_assert_int_eq(nb_least_l2(&d.s, l2, NULL), NB_OK);
        ck_assert_int_eq(nb_potential_least(&d.s, &(nb_link){ NB_SINH, size, rate, NULL, 0 }, w, NULL), NB_OK);
        ck_assert_double_lt(residual(&d.s, l2), 1e-13);
        null_direction(&d, seed, v);
        double along = 0;
        for (size_t j = 0; j < COLUMNS; j++) {
            ck_assert_double_eq_tol(w[j], l2[j], 1e-8);
            along += v[j] * l2[j];
        }
        ck_assert_double_lt(fabs(along), 1e-13);
    }
}
END_TEST

START_TEST(systems_without_a_unique_interpolant_are_refused)
{
    const double alpha[] = { .1, .1, .1 };
    double w[3];
    FAILS(nb_least_l2(&dependent, w, why), "dependent");
    FAILS(nb_hyperentropy_least(&dependent, alpha, NULL, w, why), "dependent");
    FAILS(nb_hyperentropy_least(&contradictory, alpha, NULL, w, why), "dependent");
    FAILS(nb_deep_least(&dependent, .1, 3, w, why), "dependent");
}
END_TEST

/* sinh reaches 1e304 within what is computed with, so that w = 1e306 is out of reach. */
START_TEST(newton_that_cannot_converge_says_so)
{
    const double X[] = { 1 }, y[] = { 1e306 }, alpha[] = { 1 };
    double w[1];
    FAILS(nb_hyperentropy_least(&(nb_system){ 1, 1, X, y }, alpha, NULL, w, why), "does not converge");
}
END_TEST

START_TEST(scales_that_are_not_positive_are_bad_input)
{
    const double alpha[] = { .1, 0, .1 }, not_a_number[] = { .1, NAN, .1 }, fine[] = { .1, .1, .1 };
    double w[3];
    ck_assert_int_eq(nb_hyperentropy_least(&one_row, alpha, NULL, w, NULL), NB_BAD_INPUT);
    ck_assert_int_eq(nb_hyperentropy_least(&one_row, not_a_number, NULL, w, NULL), NB_BAD_INPUT);
    ck_assert_int_eq(nb_hyperentropy_least(&one_row, fine, not_a_number, w, NULL), NB_BAD_INPUT);
    ck_assert_int_eq(nb_deep_least(&one_row, -.1, 3, w, NULL), NB_BAD_INPUT);
    ck_assert_int_eq(nb_deep_least(&one_row, .1, 1, w, NULL), NB_BAD_INPUT);
}
END_TEST

START_TEST(nothing_to_fit_is_fitted_by_nothing)
{
    const double y[] = { 0 }, alpha[] = { .1, .1, .1 };
    double w[3] = { 1, 1, 1 };
    ck_assert_int_eq(nb_hyperentropy_least(&(nb_system){ 1, 3, line, y }, alpha, NULL, w, NULL), NB_OK);
    for (size_t j = 0; j < 3; j++)
        ck_assert_double_eq(w[j], 0);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("potential");
    TCase *c = tcase_create("potential");
    tcase_add_test(c, equal_columns_share_equally);
    tcase_add_test(c, one_equation_has_the_solution_of_its_double_angle);
    tcase_add_test(c, depth_four_is_a_rational_function);
    tcase_add_test(c, the_slope_of_the_potential_vanishes_on_the_null_space);
    tcase_add_test(c, no_neighbour_on_the_null_space_has_a_smaller_potential);
    tcase_add_test(c, the_potential_is_the_integral_of_its_slope);
    tcase_add_test(c, large_scales_select_the_least_l2_norm);
    tcase_add_test(c, systems_without_a_unique_interpolant_are_refused);
    tcase_add_test(c, newton_that_cannot_converge_says_so);
    tcase_add_test(c, scales_that_are_not_positive_are_bad_input);
    tcase_add_test(c, nothing_to_fit_is_fitted_by_nothing);
    suite_add_tcase(s, c);
    return s;
}
