// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on functions with kinks, against the digits of the catalogue, section 4. */
#include "experiments/error_bound/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_error_bound_##name)

START_TEST(semi_smoothness_leaves_the_printed_slack)
{
    const nb_claim *c = CLAIM(semismooth_definition);
    const nb_variation *small = control_of(c, "c-too-small");
    printed(slack_of(c, small, 0, 0), -5.000e-3, 1e-6);
    printed(slack_of(c, small, 0, 1), -2.089e-3, 1e-6);
    printed(slack_of(c, small, 0, 2), -4.281e-4, 1e-7);
    printed(slack_of(c, control_of(c, "beta-too-small"), 0, 0), -.2992, 1e-4);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_eq_tol(slack_of(c, NULL, 0, i), 0, 1e-16);
    printed(c->parts.item[0].instances.item[0].arms.item[0].numbers[NB_C], .141421, 1e-6);
}
END_TEST

START_TEST(semi_smooth_descent_has_the_printed_ratios)
{
    const nb_claim *c = CLAIM(semismooth_rate);
    static const double ratio[] = { .55272606, .54481685, .53004295, .51714671, .5625, .5625 };
    const sides bowl = pair_of(c, NULL, 0, 0, 0);
    printed(bowl.lhs, .9950062500, 1e-10);
    printed(bowl.rhs, .9975, 1e-10);
    printed(1 - bowl.lhs, .0049938, 1e-7);
    printed(1 - bowl.rhs, .0025, 1e-10);
    printed(pair_of(c, erratum_of(c), 0, 0, 0).rhs, .99375, 1e-10);
    for (size_t i = 0; i < 6; i++) {
        printed(pair_of(c, NULL, 0, 1, i).lhs, ratio[i], 1e-8);
        printed(pair_of(c, NULL, 0, 1, i).rhs, .75, 1e-10);
    }
    printed(pair_of(c, control_of(c, "delta-doubled"), 0, 0, 5).rhs, .5, 1e-10);
}
END_TEST

START_TEST(hinges_violate_semi_smoothness_as_printed)
{
    const nb_claim *c = CLAIM(semismooth_piecewise);
    printed(pair_of(c, NULL, 1, 0, 0).lhs, .05, 1e-10);
    printed(pair_of(c, NULL, 1, 1, 0).lhs, .005, 1e-10);
    printed(pair_of(c, NULL, 1, 2, 0).lhs, .0005, 1e-10);
    printed(-slack_of(c, erratum_of(c), 0, 0), 5e-4, 1e-10);
    ck_assert_double_eq_tol(slack_of(c, NULL, 0, 0), 0, 1e-16);
    ck_assert_double_eq_tol(slack_of(c, NULL, 0, 1), 0, 1e-15);
}
END_TEST

START_TEST(the_neuron_exceeds_its_descent_lemma_as_printed)
{
    const nb_claim *c = CLAIM(relu_not_smooth);
    printed(pair_of(c, NULL, 1, 0, 0).lhs, 5.5e-2, 1e-10);
    printed(pair_of(c, NULL, 1, 1, 0).lhs, 5.05e-3, 1e-10);
    printed(pair_of(c, NULL, 1, 2, 0).lhs, 5.005e-4, 1e-10);
    printed(-slack_of(c, control_of(c, "descent-lemma"), 0, 0), 5.005e-4, 1e-10);
}
END_TEST

/* |f_vv| = tanh^2 w <= 1, |f_vw| <= 2 R + 1 and |f_ww| <= R^2 + 2 (R + 1) R max (1 - tanh^2) |tanh| with a maximum of
 * 2 / sqrt 27 < 1/2, on grids of spacing R / 32. */
START_TEST(a_tanh_network_is_as_smooth_as_its_hessian_allows)
{
    static const double R[] = { 1, 10, 100 };
    for (size_t i = 0; i < 3; i++) {
        const double vw = 2 * R[i] + 1, ww = R[i] * R[i] + (R[i] + 1) * R[i];
        printed(pair_of(CLAIM(relu_not_smooth), NULL, 2, i, 0).rhs * 32 / R[i], sqrt(1 + 2 * vw * vw + ww * ww), 1e-9);
    }
}
END_TEST

/* The order of the differences is 2 D + 1 and D + 1, of the control 2 D; each shrinks to rounding or stays. */
START_TEST(differences_vanish_beyond_the_degree_and_not_at_it)
{
    const nb_claim *c = CLAIM(piecewise_polynomial);
    static const char *const order[] = { "order 5", "order 7", "order 3", "order 4" };
    book b;
    for (size_t i = 0; i < 4; i++) {
        open_book(&b, c, NULL, 0, i);
        for (size_t k = 0; k < b.ledger.count; k++) {
            ck_assert_msg(strstr(entry(&b, k)->label, order[i]), "%s", entry(&b, k)->label);
            ck_assert_double_le(fabs(lhs(&b, k)), 1e-14 * (double)entry(&b, k)->scale);
        }
        close_book(&b);
    }
    for (size_t i = 0; i < 2; i++) {
        open_book(&b, c, control_of(c, "degree-less-one"), 0, i);
        double most = 0;
        for (size_t k = 0; k < b.ledger.count; k++) {
            ck_assert_msg(strstr(entry(&b, k)->label, i ? "order 6" : "order 4"), "%s", entry(&b, k)->label);
            most = fmax(most, fabs(lhs(&b, k)) / (double)entry(&b, k)->scale);
        }
        ck_assert_double_gt(most, 1e-6);
        close_book(&b);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("error bound: kinks");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, semi_smoothness_leaves_the_printed_slack);
    tcase_add_test(c, semi_smooth_descent_has_the_printed_ratios);
    tcase_add_test(c, hinges_violate_semi_smoothness_as_printed);
    tcase_add_test(c, the_neuron_exceeds_its_descent_lemma_as_printed);
    tcase_add_test(c, a_tanh_network_is_as_smooth_as_its_hessian_allows);
    tcase_add_test(c, differences_vanish_beyond_the_degree_and_not_at_it);
    suite_add_tcase(s, c);
    return s;
}
