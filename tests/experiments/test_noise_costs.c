// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on steps, batches and costs, against the digits of the catalogue, section 3: the second half of the module. */
#include "experiments/noise_ball/cases.h"
#include "tests/experiments/book.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_noise_ball_##name)
#define ERRATUM(c)  (&(c)->errata.item[0].is)

START_TEST(floors_and_times_trade_off_as_printed)
{
    const nb_claim *c = CLAIM(step_tradeoff);
    book b;
    open_book(&b, c, NULL, 0, 0);
    printed(lhs(&b, 0), .0461172303, 1e-10);
    printed(rhs(&b, 0), .0975272699, 1e-10);
    printed(rhs(&b, 1), .2204931111, 1e-10);
    close_book(&b);
    open_book(&b, c, NULL, 1, 0);
    ck_assert_double_eq(rhs(&b, 0), 17);
    ck_assert_double_eq(lhs(&b, 0), 9);
    ck_assert_double_eq(lhs(&b, 1), 5);
    close_book(&b);
}
END_TEST

START_TEST(the_pair_of_gradient_descent_is_as_printed)
{
    const nb_claim *c = CLAIM(sigma_zero);
    book b;
    open_book(&b, c, ERRATUM(c), 0, 0);
    ck_assert_double_eq(lhs(&b, 0), 4);
    ck_assert_double_eq(rhs(&b, 0), 0);
    close_book(&b);
    open_book(&b, CLAIM(sigma_ge_1), ERRATUM(CLAIM(sigma_ge_1)), 0, 0);
    printed(lhs(&b, 0), .666667, 1e-6);
    ck_assert_double_eq(rhs(&b, 0), 1);
    close_book(&b);
}
END_TEST

START_TEST(batches_scale_the_constants_as_printed)
{
    const nb_claim *c = CLAIM(minibatch_sigma);
    static const double sigma_min[] = { 1.5180126989, 1.25900635, 1.12950317 };
    static const double corrected[] = { 1.5, 1.25 }, wrong[] = { 1, .5 };
    book b;
    for (size_t i = 0; i < 3; i++) {
        open_book(&b, c, NULL, 1, i);
        printed(lhs(&b, 0), sigma_min[i], i ? 1e-8 : 1e-10);
        printed(rhs(&b, 0), sigma_min[i], i ? 1e-8 : 1e-10);
        close_book(&b);
    }
    for (size_t i = 0; i < 2; i++) {
        open_book(&b, c, NULL, 0, i);
        printed(lhs(&b, 1) / 1e8, sigma_min[i + 1], 2e-4);                  // at r = 1e4: the g_i still count
        printed(rhs(&b, 1) / 1e8, corrected[i], 1e-6);
        close_book(&b);
        open_book(&b, c, ERRATUM(c), 0, i);
        printed(rhs(&b, 1) / 1e8, wrong[i], 1e-6);
        close_book(&b);
    }
    open_book(&b, c, NULL, 2, 0);
    printed(rhs(&b, 4), .1674552323, 1e-10);
    printed(lhs(&b, 4), .0479172058, 1e-10);
    printed(rhs(&b, 4) / lhs(&b, 4), 3.49, .01);
    close_book(&b);
}
END_TEST

START_TEST(single_terms_contract_as_printed)
{
    const nb_claim *c = CLAIM(single_vs_batch_contraction);
    book b;
    open_book(&b, c, ERRATUM(c), 0, 0);
    printed(lhs(&b, 0), .96, 1e-10);
    printed(rhs(&b, 0), .99, 1e-10);
    close_book(&b);
    open_book(&b, c, control_of(c, "printed-slow"), 0, 0);
    printed(lhs(&b, 0), .99, 1e-10);
    printed(rhs(&b, 0), .96, 1e-10);
    close_book(&b);
    open_book(&b, c, NULL, 1, 0);
    printed(lhs(&b, 0), 12.513490, 1e-6);
    close_book(&b);
}
END_TEST

START_TEST(floors_of_batches_are_as_printed)
{
    const nb_claim *c = CLAIM(batch_no_gain);
    static const double floor[] = { .02564103, .02631579, .02777778, .03125 };
    nb_trial t;
    make_trial(&t, &c->parts.item[0].instances.item[0], &c->parts.item[0]);
    for (size_t k = 0; k < 4; k++)
        printed(c->parts.item[0].target.formula(&t.setup[k], 4000), floor[k], 1e-8);
    nb_trial_drop(&t);
    printed(formula_at(c, NULL, 0, 1, 4000), .04166667, 1e-8);
    printed(formula_at(c, NULL, 0, 2, 4000), .125, 1e-8);
    printed(formula_at(c, control_of(c, "same-floor"), 0, 0, 4000), .02564103, 1e-8);
}
END_TEST

START_TEST(caps_are_as_printed)
{
    const nb_claim *c = CLAIM(step_cap_vs_batch);
    static const double cap[] = { .24390244, .3030303, .34482759, .37037037, .38461538, .4 };
    for (size_t i = 0; i < 6; i++) {
        book b;
        open_book(&b, c, NULL, 0, i / 3);
        printed(lhs(&b, i % 3), cap[i], i == 1 ? 1e-7 : 1e-8);
        printed(rhs(&b, i % 3), cap[i], i == 1 ? 1e-7 : 1e-8);
        close_book(&b);
    }
    book b;
    open_book(&b, c, control_of(c, "cap-by-batch"), 0, 0);
    printed(rhs(&b, 0), .48780, 1e-5);
    printed(lhs(&b, 0), .30303, 1e-5);
    close_book(&b);
}
END_TEST

/* Pairs of terms with curvature 1 or 9 have mean curvature 1, 5 or 9 with probability 1/4, 1/2, 1/4. */
START_TEST(beyond_the_cap_paths_have_the_printed_exponent)
{
    const nb_claim *c = CLAIM(step_cap_vs_batch);
    const double a = control_of(c, "twice-the-cap")->on.item[0].arms.item[0].step.a;
    printed((nb_log(fabs(1 - a)) + 2 * nb_log(fabs(1 - 5 * a)) + nb_log(fabs(1 - 9 * a))) / 4, .32, .01);
    const double b = control_of(c, "beyond-the-cap")->on.item[0].arms.item[0].step.a;
    ck_assert_double_lt(nb_log(fabs(1 - b)) + 2 * nb_log(fabs(1 - 5 * b)) + nb_log(fabs(1 - 9 * b)), 0);
}
END_TEST

START_TEST(gradient_descent_goes_as_far_down_as_printed)
{
    book b;
    open_book(&b, CLAIM(gd_descent), ERRATUM(CLAIM(gd_descent)), 0, 0);      // L = 3, x = 2
    printed(lhs(&b, 0), -.375 * 3 * 4, 1e-10);
    printed(rhs(&b, 0), -.75 * 3 * 4, 1e-10);
    close_book(&b);
    const nb_claim *c = CLAIM(gd_linear_rate);
    for (size_t i = 0; i < 2; i++) {
        open_book(&b, c, NULL, 1, i);
        printed(lhs(&b, 0) / .5, .36, 1e-10);                               // t = 1 from gap 1/2
        close_book(&b);
    }
    open_book(&b, c, control_of(c, "step-055"), 0, 0);
    printed(lhs(&b, 5) / lhs(&b, 4), nb_power(1.44, 16), 1e-2);              // t = 32 and 16
    close_book(&b);
}
END_TEST

START_TEST(costs_cross_over_where_printed)
{
    const nb_claim *c = CLAIM(cost_crossover);
    static const double root[] = { .0279551996, .00154493240, .000109673096, 8.57109954e-6 };
    static const double unit[] = { 1e-10, 1e-11, 1e-12, 1e-14 }, product[] = { .644, .711, .758, .789 };
    static const double gd[] = { 100, 400, 1000, 1500, 2000, 2600 }, sgd[] = { 11, 48, 182, 568, 1921, 5784 };
    book b;
    open_book(&b, c, NULL, 0, 0);
    for (size_t i = 0; i < 4; i++) {
        const double n = nb_power(10, i + 1);
        printed(lhs(&b, 3 * i + 2), product[i], 1e-3);
        printed(lhs(&b, 3 * i + 2) / (n * nb_log(n)), root[i], unit[i]);
    }
    close_book(&b);
    open_book(&b, c, NULL, 1, 0);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq(lhs(&b, i), i < 5 ? sgd[i] : gd[i]);
        ck_assert_double_eq(rhs(&b, i), i < 5 ? gd[i] : sgd[i]);
    }
    close_book(&b);
    open_book(&b, c, ERRATUM(c), 0, 0);
    ck_assert_double_eq(lhs(&b, 5), 5784);
    ck_assert_double_eq(rhs(&b, 5), 2600);
    close_book(&b);
}
END_TEST

START_TEST(one_step_has_the_printed_moments)
{
    const nb_claim *c = CLAIM(one_step_moments);
    book b;
    open_book(&b, c, NULL, 0, 0);
    ck_assert_double_eq_tol(lhs(&b, 0), 3 - .1 * 4, 1e-15);                 // grad f = (4, -2.25)
    ck_assert_double_eq_tol(lhs(&b, 1), -2 + .1 * 2.25, 1e-15);
    close_book(&b);
    ck_assert_double_eq_tol(formula_at(c, NULL, 1, 0, 1), 2.6, 1e-15);
    printed(formula_at(c, NULL, 2, 0, 1), .035, 1e-10);
    printed(formula_at(c, NULL, 2, 1, 1), .0175, 1e-10);
}
END_TEST

START_TEST(first_moments_converge_as_printed)
{
    const nb_claim *c = CLAIM(moment_convergence_notions);
    printed(formula_at(c, NULL, 0, 0, 1000), .0252565, 1e-7);
    book b;
    open_book(&b, c, NULL, 1, 0);
    const double half_normal = sqrt(2 / 3.14159265358979323846);
    printed(lhs(&b, 3), .0252565, 1e-7);
    printed(lhs(&b, 3) * lhs(&b, 3) / (half_normal * half_normal), 1.00199501e-3, 1e-11);
    close_book(&b);
    nb_trial t;
    const nb_variation *constant = control_of(c, "constant-step");
    make_trial(&t, &constant->on.item[0], &c->parts.item[0]);
    printed(half_normal * sqrt(nb_exact_distance(&t.setup[0], 1000)), .183047, 1e-6);
    nb_trial_drop(&t);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("noise ball: batches and costs");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, floors_and_times_trade_off_as_printed);
    tcase_add_test(c, the_pair_of_gradient_descent_is_as_printed);
    tcase_add_test(c, batches_scale_the_constants_as_printed);
    tcase_add_test(c, single_terms_contract_as_printed);
    tcase_add_test(c, floors_of_batches_are_as_printed);
    tcase_add_test(c, caps_are_as_printed);
    tcase_add_test(c, beyond_the_cap_paths_have_the_printed_exponent);
    tcase_add_test(c, gradient_descent_goes_as_far_down_as_printed);
    tcase_add_test(c, costs_cross_over_where_printed);
    tcase_add_test(c, one_step_has_the_printed_moments);
    tcase_add_test(c, first_moments_converge_as_printed);
    suite_add_tcase(s, c);
    return s;
}
