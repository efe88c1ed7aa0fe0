// SPDX-License-Identifier: GPL-3.0-or-later
/* Deterministic claims on gradient descent and saddles, against the digits of the catalogue. */
#include "experiments/saddle_avoidance/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_saddle_avoidance_##name)

START_TEST(a_parabola_drops_as_printed)
{
    const sides s = pair_of(CLAIM(gd_descent), NULL, 2, 0, 1);          // L = 4, a = 0.1, from x = 1
    printed(s.lhs, 1.28, .01);
    ck_assert_double_eq_tol(s.lhs, s.rhs, 1e-15);
    const sides up = unchanged(CLAIM(gd_descent), 1, "beyond");
    printed(up.lhs / up.rhs, 1.0201, 1e-8);
}
END_TEST

START_TEST(no_step_climbs_on_any_of_the_functions)
{
    for (size_t instance = 0; instance < 4; instance++)
        for (size_t arm = 0; arm < 4; arm++) {
            const sides s = pair_of(CLAIM(gd_descent), NULL, 0, instance, arm);
            ck_assert_double_le(s.lhs, s.rhs + 1e-13 * (1 + fabs(s.rhs)));
        }
    ck_assert_double_gt(slack_of(CLAIM(gd_descent), NULL, 0, 3), -1e-13);
}
END_TEST

START_TEST(the_loss_falls_to_the_printed_value)
{
    const nb_claim *c = CLAIM(gd_limit_value);
    const sides s = pair_of(c, NULL, 0, 0, 0), least = pair_of(c, erratum_of(c), 0, 0, 0);
    printed(s.lhs, .097360558, 1e-9);
    printed(s.rhs, .097360558, 1e-9);
    printed(least.rhs, -.102386074, 1e-9);
    printed(least.lhs - least.rhs, .19975, 1e-5);
}
END_TEST

START_TEST(first_small_gradients_come_at_the_printed_times)
{
    static const struct { double T, bound, ratio; } row[] = {
        { 2990, 3152.63, .94841 }, { 598, 798.67, .74875 }, { 299, 599.00, .49917 }, { 200, 798.67, .25042 },
        { 158, 3152.63, .05012 },
    };
    const nb_claim *c = CLAIM(first_order_time);
    for (size_t i = 0; i < 5; i++) {
        const sides s = pair_of(c, NULL, 0, 0, i);
        ck_assert_double_eq(s.lhs, row[i].T);
        printed(s.rhs, row[i].bound, .01);
        printed(s.lhs / s.rhs, row[i].ratio, 1e-5);
    }
    printed(pair_of(c, control_of(c, "omega-doubled"), 0, 0, 0).rhs, 1576.3, .1);
    ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, 0).lhs, -2, .02);
    ck_assert_double_eq_tol(pair_of(c, NULL, 2, 0, 0).lhs, 1, .02);
}
END_TEST

START_TEST(past_a_saddle_the_gradient_grows_again)
{
    const nb_claim *c = CLAIM(first_order_time);
    printed(pair_of(c, erratum_of(c), 3, 0, 0).lhs, .384856, 1e-6);
    double x = 1, y = 1e-5;
    for (int t = 0; t <= 117; t++) {                        // the definition, once more
        const double slope = hypot(x, y * y * y - y);
        if (t <= 38)
            ck_assert_int_eq(slope <= .02, t == 38);
        if (t == 117)
            printed(slope, .384856, 1e-6);
        x -= .1 * x;
        y -= .1 * (y * y * y - y);
    }
}
END_TEST

START_TEST(dimensions_need_the_printed_times)
{
    const nb_claim *c = CLAIM(dimension_free);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_eq(pair_of(c, NULL, 0, 0, i).lhs, 16);
        ck_assert_double_eq(pair_of(c, NULL, 0, 0, i).rhs, 16);
    }
    const nb_variation v = { .target = c->parts.item[0].target, .on = control_of(c, "each-coordinate")->on };
    ck_assert_double_eq(pair_of(c, &v, 0, 0, 0).rhs, 13);
    ck_assert_double_eq(pair_of(c, &v, 0, 0, 0).lhs, 53);
    ck_assert_double_eq(pair_of(c, &v, 0, 0, 1).lhs, 0);
}
END_TEST

START_TEST(a_step_folds_and_keeps_distances_as_printed)
{
    const nb_claim *c = CLAIM(diffeomorphism);
    const sides s = pair_of(c, NULL, 0, 0, 0);
    printed(s.rhs, .1, 1e-12);
    ck_assert_double_ge(s.lhs, s.rhs - 1e-12);
    ck_assert_double_lt(s.lhs, .1 * (1 + 1e-4));            // tight: f'' = L at 0
    double x = 1.5;                                         // x = 1.5 sin x, by Newton
    for (int i = 0; i < 20; i++)
        x -= (x - 1.5 * nb_sin(x)) / (1 - 1.5 * nb_cos(x));
    printed(x, 1.495782, 1e-6);
    ck_assert_double_lt(unchanged(c, 1, "folds").lhs, 4000);
    ck_assert_double_eq(unchanged(c, 1, "collapses").lhs, 0);
}
END_TEST

START_TEST(the_saddle_is_first_order_and_not_second_order)
{
    const nb_claim *c = CLAIM(no_second_order_guarantee);
    ck_assert_double_lt(pair_of(c, NULL, 0, 0, 0).lhs, 1e-15);
    ck_assert_double_eq(pair_of(c, NULL, 1, 0, 0).lhs, -1);
    ck_assert_double_eq_tol(pair_of(c, NULL, 1, 0, 0).rhs, -sqrt(.006), 1e-15);
    ck_assert_double_eq_tol(unchanged(c, 1, "beside").lhs, 1, 1e-9);    // (1, 3 y^2 - 1) at y = 1
}
END_TEST

START_TEST(degenerate_points_pass_and_are_no_minima)
{
    const nb_claim *c = CLAIM(stationarity_definitions);
    ck_assert_double_eq(pair_of(c, NULL, 1, 0, 0).lhs, 0);
    ck_assert_double_eq(pair_of(c, NULL, 1, 1, 1).lhs, 0);
    ck_assert_double_eq_tol(pair_of(c, NULL, 2, 0, 0).lhs, -1e-3 / 3, 1e-18);           // x^3 / 3
    ck_assert_double_eq_tol(pair_of(c, NULL, 2, 1, 0).lhs, -1e-3, 1e-18);               // x^3 - 3 x y^2
    ck_assert_double_eq_tol(pair_of(c, NULL, 2, 2, 0).lhs, (.999 * .999 - 1) / 2, 1e-15);
}
END_TEST

START_TEST(the_grid_converges_from_its_axis_alone)
{
    const nb_claim *c = CLAIM(stable_set_union);
    ck_assert_double_eq(pair_of(c, NULL, 0, 0, 0).lhs, 41);
    ck_assert_double_eq(pair_of(c, NULL, 0, 0, 1).lhs, 41);
    ck_assert_double_eq(pair_of(c, NULL, 0, 0, 2).lhs, 0);
    int near = 0;                                           // |1.2 i / 20| 0.9^t <= 0.1 for some t <= 5
    for (int i = -20; i <= 20; i++)
        near += fabs(1.2 * i / 20) * .59049 <= .1;
    ck_assert_double_eq(pair_of(c, control_of(c, "finite-union"), 0, 0, 1).lhs, near);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("saddle descent");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, a_parabola_drops_as_printed);
    tcase_add_test(c, no_step_climbs_on_any_of_the_functions);
    tcase_add_test(c, the_loss_falls_to_the_printed_value);
    tcase_add_test(c, first_small_gradients_come_at_the_printed_times);
    tcase_add_test(c, past_a_saddle_the_gradient_grows_again);
    tcase_add_test(c, dimensions_need_the_printed_times);
    tcase_add_test(c, a_step_folds_and_keeps_distances_as_printed);
    tcase_add_test(c, the_saddle_is_first_order_and_not_second_order);
    tcase_add_test(c, degenerate_points_pass_and_are_no_minima);
    tcase_add_test(c, the_grid_converges_from_its_axis_alone);
    suite_add_tcase(s, c);
    return s;
}
