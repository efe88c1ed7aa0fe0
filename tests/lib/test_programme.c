// SPDX-License-Identifier: GPL-3.0-or-later
/* Linear programmes whose solutions are known, against every basis, and those that have none. */
#include "lib/programme.h"
#include "tests/lib/systems.h"

Suite *nb_suite(void);

START_TEST(a_vertex_is_where_its_equations_put_it)
{
    /* max 3 x + 5 y, x <= 4, 2 y <= 12, 3 x + 2 y <= 18 (Dantzig): (2, 6) */
    const double A[] = { 1, 0, 1, 0, 0,  0, 2, 0, 1, 0,  3, 2, 0, 0, 1 };
    const double b[] = { 4, 12, 18 }, c[] = { -3, -5, 0, 0, 0 };
    double x[5];
    ck_assert_int_eq(nb_programme_solve(&(nb_programme){ 3, 5, A, b, c }, x, "the factory", NULL), NB_OK);
    const double solution[] = { 2, 6, 2, 0, 0 };
    for (size_t j = 0; j < 5; j++)
        ck_assert_double_eq(x[j], solution[j]);
}
END_TEST

START_TEST(what_has_no_solution_is_told_apart)
{
    const double A[] = { 1, 1 }, up[] = { 1 }, down[] = { -1 }, difference[] = { 1, -1 }, c[] = { 1, 1 };
    const double earns[] = { -1, -1 }, not_a_number[] = { NAN, 1 };
    double x[2];
    const nb_programme debt = { 1, 2, A, down, c }, mint = { 1, 2, difference, up, earns };
    const nb_programme gap = { 1, 2, not_a_number, up, c };
    FAILS(nb_programme_solve(&debt, x, "the debt", why), "the debt: infeasible");
    FAILS(nb_programme_solve(&mint, x, "the mint", why), "the mint: unbounded");
    ck_assert_int_eq(nb_programme_solve(&gap, x, "the gap", NULL), NB_BAD_INPUT);
}
END_TEST

START_TEST(after_a_failure_the_next_programme_is_solved)
{
    const double A[] = { 1, 1 }, up[] = { 1 }, down[] = { -1 }, c[] = { 1, 2 };
    double x[2];
    ck_assert_int_eq(nb_programme_solve(&(nb_programme){ 1, 2, A, down, c }, x, "one", NULL), NB_NO_VALUE);
    ck_assert_int_eq(nb_programme_solve(&(nb_programme){ 1, 2, A, up, c }, x, "two", NULL), NB_OK);
    ck_assert_double_eq(x[0], 1);
    ck_assert_double_eq(x[1], 0);
}
END_TEST

START_TEST(dependent_rows_cost_nothing_unless_they_contradict)
{
    double w[3];
    ck_assert_int_eq(nb_least_l1(&dependent, NULL, w, NULL), NB_OK);
    ck_assert_double_eq(w[0], 0);
    ck_assert_double_eq(w[1], 0);
    ck_assert_double_eq(w[2], 1.0 / 3);
    FAILS(nb_least_l1(&contradictory, NULL, w, why), "infeasible");
}
END_TEST

START_TEST(one_equation_is_met_by_its_cheapest_column)
{
    const double weight[] = { 1, 2, 1 };
    double w[3];
    ck_assert_int_eq(nb_least_l1(&one_row, NULL, w, NULL), NB_OK);
    ck_assert(w[0] == 0 && w[1] == -0.5 && w[2] == 0);
    ck_assert_int_eq(nb_least_l1(&one_row, weight, w, NULL), NB_OK);
    ck_assert(w[0] == 2.0 / 3 && w[1] == 0 && w[2] == 0);
}
END_TEST

/* Gauss and Jordan on the columns in `at`; false where they are dependent. */
static bool vertex(const drawn *d, const size_t *at, double *value)
{
    double M[ROWS][ROWS + 1];
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < ROWS; j++)
            M[i][j] = d->X[i * COLUMNS + at[j]];
        M[i][ROWS] = d->y[i];
    }
    for (size_t k = 0; k < ROWS; k++) {
        size_t p = k;
        for (size_t i = k; i < ROWS; i++)
            p = fabs(M[i][k]) > fabs(M[p][k]) ? i : p;
        if (fabs(M[p][k]) < 1e-12)
            return false;
        for (size_t j = 0; j <= ROWS; j++) {
            const double kept = M[k][j];
            M[k][j] = M[p][j];
            M[p][j] = kept;
        }
        for (size_t i = 0; i < ROWS; i++)
            for (size_t j = ROWS + 1; i != k && j-- > k;)
                M[i][j] -= M[i][k] / M[k][k] * M[k][j];
    }
    *value = 0;
    for (size_t k = 0; k < ROWS; k++)
        *value += fabs(M[k][ROWS] / M[k][k]);
    return true;
}

/* The least l1 norm over all choices of ROWS columns. */
static double least_vertex(const drawn *d)
{
    double least = INFINITY;
    for (unsigned set = 0; set < 1u << COLUMNS; set++) {
        size_t at[COLUMNS], count = 0;
        for (size_t j = 0; j < COLUMNS; j++)
            if (set >> j & 1)
                at[count++] = j;
        double value;
        if (count == ROWS && vertex(d, at, &value))
            least = fmin(least, value);
    }
    return least;
}

START_TEST(no_vertex_has_a_smaller_norm)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        drawn d;
        double w[COLUMNS], norm = 0;
        draw_system(&d, seed);
        ck_assert_int_eq(nb_least_l1(&d.s, NULL, w, NULL), NB_OK);
        ck_assert_double_lt(residual(&d.s, w), 1e-14);
        for (size_t j = 0; j < COLUMNS; j++)
            norm += fabs(w[j]);
        ck_assert_double_eq_tol(norm, least_vertex(&d), 1e-12 * norm);
    }
}
END_TEST

/* One row: nu is fixed by the support, so p* is the largest ratio |x_j / x_1|. */
START_TEST(a_certificate_of_one_row_is_a_ratio)
{
    const double w[] = { 0, -0.5, 0 };
    double p;
    ck_assert_int_eq(nb_least_certificate(&one_row, w, &p, NULL), NB_OK);
    ck_assert_double_eq(p, 0.75);
}
END_TEST

/* Two rows, w = (1, 0, 0, 0): nu = (1, t), and the other columns see (1 + t) / 2, (1 - 3 t) / 2 and t. The larger of
 * the first two grows away from t = 0 on both sides, and is 1/2 there. */
START_TEST(the_least_certificate_balances_two_columns)
{
    const double X[] = { 1, 0.5, 0.5, 0,  0, 0.5, -1.5, 1 }, y[] = { 1, 0 }, w[] = { 1, 0, 0, 0 };
    double p;
    ck_assert_int_eq(nb_least_certificate(&(nb_system){ 2, 4, X, y }, w, &p, NULL), NB_OK);
    ck_assert_double_eq(p, 0.5);
}
END_TEST

/* 1 where w has as many entries as rows: nu is determined, and complementary slackness bounds p* by 1. */
START_TEST(a_minimiser_has_a_certificate_of_at_most_one)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        drawn d;
        double w[COLUMNS], p;
        draw_system(&d, seed);
        ck_assert_int_eq(nb_least_l1(&d.s, NULL, w, NULL), NB_OK);
        ck_assert_int_eq(nb_least_certificate(&d.s, w, &p, NULL), NB_OK);
        ck_assert_double_gt(p, 0);
        ck_assert_double_lt(p, 1);
    }
}
END_TEST

START_TEST(signs_without_a_certificate_are_told)
{
    const double X[] = { 1, 1, 2 }, y[] = { 1 }, w[] = { 1, -1, 0 };       // nu = 1 and nu = -1
    double p;
    FAILS(nb_least_certificate(&(nb_system){ 1, 3, X, y }, w, &p, why), "infeasible");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("programme");
    TCase *c = tcase_create("programme");
    tcase_add_test(c, a_vertex_is_where_its_equations_put_it);
    tcase_add_test(c, what_has_no_solution_is_told_apart);
    tcase_add_test(c, after_a_failure_the_next_programme_is_solved);
    tcase_add_test(c, dependent_rows_cost_nothing_unless_they_contradict);
    tcase_add_test(c, one_equation_is_met_by_its_cheapest_column);
    tcase_add_test(c, no_vertex_has_a_smaller_norm);
    tcase_add_test(c, a_certificate_of_one_row_is_a_ratio);
    tcase_add_test(c, the_least_certificate_balances_two_columns);
    tcase_add_test(c, a_minimiser_has_a_certificate_of_at_most_one);
    tcase_add_test(c, signs_without_a_certificate_are_told);
    suite_add_tcase(s, c);
    return s;
}
