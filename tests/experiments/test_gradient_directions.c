// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on where batch gradients point and what they cost, against the digits of the catalogue, section 1. */
#include "experiments/gradient_estimators/cases.h"
#include "tests/experiments/book.h"

Suite *nb_suite(void);

static const nb_claim *const monotone = &nb_claim_gradient_estimators_mu_monotone;
static const nb_claim *const helps = &nb_claim_gradient_estimators_mu_helps;
static const nb_claim *const far = &nb_claim_gradient_estimators_far_gradients_agree;
static const nb_claim *const region = &nb_claim_gradient_estimators_region_of_confusion;
static const nb_claim *const markov = &nb_claim_gradient_estimators_markov_property;
static const nb_claim *const cost = &nb_claim_gradient_estimators_sgd_cost_per_step;
static const nb_claim *const steepest = &nb_claim_gradient_estimators_not_steepest;

START_TEST(mu_is_as_printed_for_case_a)
{
    static const double mu[][4] = { { -8.75, -.28125, 2.73611111, 6.125 }, { -3.5, -1.5625, -.38888889, 0 },
                                    { 34, 45.3125, 58.40277778, 78.125 } };
    for (size_t i = 0; i < 3; i++) {
        book b;
        open_book(&b, monotone, NULL, 0, i);
        ck_assert_uint_eq(b.ledger.count, 3);
        for (size_t K = 1; K <= 4; K++)
            printed(K < 4 ? lhs(&b, K - 1) : rhs(&b, 2), mu[i][K - 1], 1e-8);
        close_book(&b);
    }
}
END_TEST

START_TEST(the_ranking_by_mu_has_the_printed_gains)
{
    book b;
    open_book(&b, helps, NULL, 3, 0);
    ck_assert_double_eq_tol(lhs(&b, 0), 1, 1e-15);
    ck_assert_double_eq_tol(rhs(&b, 0), -3, 1e-15);
    printed(lhs(&b, 1), .375, 1e-12);
    printed(rhs(&b, 1), .075, 1e-12);
    close_book(&b);
    open_book(&b, helps, control_of(helps, "scaled"), 0, 0);
    ck_assert_double_ge(lhs(&b, 0), rhs(&b, 0));            // the larger mu ...
    ck_assert_double_lt(lhs(&b, 1), rhs(&b, 1));            // ... gains less
    close_book(&b);
}
END_TEST

START_TEST(gradients_of_the_triangle_agree_as_printed)
{
    static const double ratio[] = { -.366025, .383975, .693590, .836795, .982779 };
    book b;
    open_book(&b, far, NULL, 0, 0);
    for (size_t i = 0; i < 5; i++)
        printed(lhs(&b, i), ratio[i], 1e-6);
    close_book(&b);
    open_book(&b, far, NULL, 1, 0);
    printed(lhs(&b, 0), -.5, 1e-12);
    close_book(&b);
    open_book(&b, far, control_of(far, "crossed"), 0, 0);
    for (size_t i = 0; i < 2; i++)
        ck_assert_double_eq_tol(lhs(&b, i), 1, 1e-15);      // mu = 0
    close_book(&b);
}
END_TEST

START_TEST(rattling_has_the_printed_variance_and_contraction)
{
    static const double limit[] = { .0441176471, .1071428571 }, contraction[] = { .66, .44 };
    for (size_t i = 0; i < 2; i++) {
        const double V = formula_at(region, NULL, 2, i, 100000);
        printed(V, limit[i], 1e-10);
        printed(1 - formula_at(region, NULL, 2, i, 1) / V, contraction[i], 1e-12);
    }
    printed(formula_at(region, control_of(region, "straight"), 0, 0, 100000), .2 * 1.5 / 4, 1e-12);
}
END_TEST

/* The closed form against the recursion of lib/oracle.h, which knows the terms and nothing else. */
START_TEST(rattling_follows_the_exact_recursion)
{
    const nb_part *p = &region->parts.item[2];
    for (size_t i = 0; i < 2; i++) {
        nb_trial t;
        make_trial(&t, &p->instances.item[i], p);
        for (uint64_t k = 1; k <= 40; k += 13)
            ck_assert_double_eq_tol(p->target.formula(&t.setup[0], k) / nb_exact_distance(&t.setup[0], k), 1, 1e-12);
        nb_trial_drop(&t);
    }
}
END_TEST

/* Signs agree at -100, -4, -2.125, 1.125, 3, 100 of the eleven points. */
START_TEST(the_region_of_confusion_is_from_minus_two_to_one)
{
    static const double agree[] = { 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1 };
    book b;
    open_book(&b, region, NULL, 0, 0);
    ck_assert_uint_eq(b.ledger.count, 11);
    for (size_t i = 0; i < 11; i++)
        ck_assert_double_eq(lhs(&b, i), agree[i]);
    close_book(&b);
}
END_TEST

START_TEST(noises_correlate_as_printed)
{
    book b;
    open_book(&b, markov, NULL, 1, 0);
    ck_assert_double_eq_tol(lhs(&b, 0), 0, 1e-15);
    ck_assert_double_eq_tol(lhs(&b, 1), -1.0 / 3, 1e-15);
    close_book(&b);
    /* x_2 = c / 4 + c' / 2: over 16 pairs of c, and over the 12 of different ones */
    static const double c[] = { -3, -1, 1, 3 };
    double all = 0, different = 0;
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            const double x = c[i] / 4 + c[j] / 2;
            all += x * x / 16;
            different += i == j ? 0 : x * x / 12;
        }
    ck_assert_double_eq_tol(formula_at(markov, NULL, 2, 0, 2), all, 1e-15);
    ck_assert_double_eq_tol(formula_at(markov, NULL, 3, 0, 2), different, 1e-15);
}
END_TEST

START_TEST(a_step_costs_as_many_gradients_as_its_batch_has_terms)
{
    static const double ratio[] = { .25, .5, .5, .75, .25, 1 };
    for (size_t i = 0; i < 6; i++) {
        book b;
        open_book(&b, cost, NULL, 0, i);
        for (size_t k = 0; k < b.ledger.count; k++)
            ck_assert_double_eq(lhs(&b, k), ratio[i]);
        close_book(&b);
    }
}
END_TEST

START_TEST(one_direction_of_four_goes_up)
{
    static const double product_with[] = { 9.625, 4.375, -1.75, 12.25 };
    book b;
    open_book(&b, steepest, NULL, 0, 0);
    for (size_t i = 0; i < 4; i++)
        printed(lhs(&b, i), product_with[i], 1e-12);
    close_book(&b);
    open_book(&b, steepest, NULL, 1, 0);
    printed(lhs(&b, 0), -1.75, 1e-12);
    close_book(&b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("experiments/gradient_directions");
    TCase *digits = tcase_create("digits");
    tcase_add_test(digits, mu_is_as_printed_for_case_a);
    tcase_add_test(digits, the_ranking_by_mu_has_the_printed_gains);
    tcase_add_test(digits, gradients_of_the_triangle_agree_as_printed);
    tcase_add_test(digits, rattling_has_the_printed_variance_and_contraction);
    tcase_add_test(digits, rattling_follows_the_exact_recursion);
    tcase_add_test(digits, the_region_of_confusion_is_from_minus_two_to_one);
    tcase_add_test(digits, noises_correlate_as_printed);
    tcase_add_test(digits, a_step_costs_as_many_gradients_as_its_batch_has_terms);
    tcase_add_test(digits, one_direction_of_four_goes_up);
    suite_add_tcase(s, digits);
    return s;
}
