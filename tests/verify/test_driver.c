// SPDX-License-Identifier: GPL-3.0-or-later
/* The driver on toy claims: one that is true, one that is false, one that is void, one that no number of replicates
 * decides. */
#include "tests/verify/toy.h"

Suite *nb_suite(void);

static double one     (const nb_setup *s, uint64_t t) { (void)s; (void)t; return 1; }

static const nb_claim wrong     = CLAIM("false", always, MEAN(exponential, four_fifths, AT("here")));
static const nb_claim empty     = CLAIM("void", never, MEAN(exponential, six_fifths, AT("here")));
static const nb_claim attained  = CLAIM("attained", always, MEAN(exponential, one, AT("here")));
static const nb_claim assumed_nothing = CLAIM("nothing", always, {
    .kind = NB_MEAN, .relation = NB_AT_MOST, .own = exponential, .target = { .formula = six_fifths },
    .instances = AT("here") });

START_TEST(a_true_claim_is_supported_and_its_controls_and_erratum_are_refuted)
{
    scene s = { 0 };
    ck_assert_msg(play(&s, &sound, "toy/*") == NB_OK, "%s", s.why.text);
    const nb_result *claim = of(&s, "toy/true");
    ck_assert_int_eq(claim->verdict, NB_SUPPORTED);
    ck_assert(claim->as_expected);
    ck_assert_uint_eq(claim->count, 2);
    ck_assert_int_eq(claim->guarantee, NB_NONASYMPTOTIC);
    ck_assert_double_eq_tol(claim->checks[0].estimate, 1, 0.1);
    ck_assert_double_le(claim->checks[0].high, 1.2);
    ck_assert_double_eq_tol(claim->checks[0].tightness, 1.2 / claim->checks[0].estimate, 1e-12);
    ck_assert_int_eq(of(&s, "toy/true/low")->verdict, NB_REFUTED);
    ck_assert_int_eq(of(&s, "toy/true/reversed")->verdict, NB_REFUTED);
    ck_assert_int_eq(of(&s, "toy/true/three")->verdict, NB_REFUTED);
    ck_assert_int_eq(of(&s, "toy/true/three")->guarantee, NB_EXACT);
    ck_assert_int_eq(of(&s, "toy/true-printed")->verdict, NB_REFUTED);
    ck_assert_str_eq(of(&s, "toy/true-printed")->text, "E X <= 4/5");
    end(&s);
}
END_TEST

START_TEST(a_control_that_is_not_refuted_is_unexpected_even_if_its_statement_is_true)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &sound, "toy/true/unlabelled"), NB_OK);
    ck_assert_int_eq(s.r.item[0].verdict, NB_SUPPORTED);
    ck_assert(!s.r.item[0].as_expected);
    end(&s);
}
END_TEST

START_TEST(a_control_whose_premise_holds_is_void)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &sound, "toy/true/holds"), NB_OK);
    ck_assert_int_eq(s.r.item[0].verdict, NB_VOID);
    ck_assert(!s.r.item[0].as_expected);
    end(&s);
}
END_TEST

START_TEST(a_false_claim_is_refuted_at_its_share_of_the_budget)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &wrong, "toy/*"), NB_OK);
    const nb_result *r = of(&s, "toy/false");
    ck_assert_int_eq(r->verdict, NB_REFUTED);
    ck_assert(!r->as_expected);
    ck_assert_double_eq_tol(r->share, 1e-6 / 2, 1e-20);         // the claim and its control
    ck_assert_double_eq_tol(r->log10_threshold, -log10(5e-7), 1e-9);
    ck_assert_double_ge(r->log10_e, r->log10_threshold);
    end(&s);
}
END_TEST

START_TEST(a_claim_whose_premise_fails_is_void_and_never_a_pass)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &empty, "toy/void"), NB_OK);
    ck_assert_int_eq(of(&s, "toy/void")->verdict, NB_VOID);
    ck_assert(!of(&s, "toy/void")->as_expected);
    ck_assert_int_eq(of(&s, "toy/void/low")->verdict, NB_VOID);
    end(&s);
}
END_TEST

START_TEST(a_bound_that_is_attained_stays_undecided_until_it_declares_a_tolerance)
{
    scene s = { .run.budget = 1 << 14 };
    ck_assert_int_eq(play(&s, &attained, "toy/attained"), NB_OK);
    ck_assert_int_eq(of(&s, "toy/attained")->verdict, NB_UNDECIDED);
    ck_assert_uint_eq(of(&s, "toy/attained")->checks[0].replicates, 1 << 14);
    ck_assert_uint_eq(nb_summarise(&s.r).undecided, 1);
    end(&s);
}
END_TEST

START_TEST(the_guarantee_is_that_of_the_engine_that_decided)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &assumed_nothing, "toy/*"), NB_OK);
    ck_assert_int_eq(of(&s, "toy/nothing")->verdict, NB_SUPPORTED);
    ck_assert_int_eq(of(&s, "toy/nothing")->guarantee, NB_ASYMPTOTIC);          // T
    ck_assert_int_eq(of(&s, "toy/nothing/low")->verdict, NB_REFUTED);
    ck_assert_int_eq(of(&s, "toy/nothing/low")->guarantee, NB_NONASYMPTOTIC);   // U
    end(&s);
}
END_TEST

START_TEST(threads_change_no_bit)
{
    double first = 0, e = 0;
    for (int threads = 1; threads <= 3; threads++) {
        scene s = { .run.threads = threads };
        ck_assert_int_eq(play(&s, &sound, "toy/true"), NB_OK);
        if (threads == 1) {
            first = s.r.item[0].checks[0].estimate;
            e = s.r.item[0].log10_e;
        }
        ck_assert(memcmp(&first, &s.r.item[0].checks[0].estimate, sizeof first) == 0);
        ck_assert(memcmp(&e, &s.r.item[0].log10_e, sizeof e) == 0);
        end(&s);
    }
}
END_TEST

START_TEST(seeds_and_items_have_streams_of_their_own)
{
    scene a = { .run.seed = 1 }, b = { .run.seed = 2 };
    ck_assert_int_eq(play(&a, &sound, "toy/true"), NB_OK);
    ck_assert_int_eq(play(&b, &sound, "toy/true"), NB_OK);
    ck_assert(of(&a, "toy/true")->checks[0].estimate != of(&b, "toy/true")->checks[0].estimate);
    ck_assert(of(&a, "toy/true/low")->checks[0].estimate != of(&a, "toy/true-printed")->checks[0].estimate);
    end(&a);
    end(&b);
}
END_TEST

START_TEST(a_stop_keeps_what_is_finished_and_says_that_it_is_not_all)
{
    static const atomic_bool stop = true;
    scene s = { .run.stop = &stop };
    ck_assert_int_eq(play(&s, &sound, "toy/*"), NB_OK);
    ck_assert(!s.r.complete);
    ck_assert_uint_lt(s.r.count, s.chosen.count);
    end(&s);
}
END_TEST

START_TEST(earlier_results_are_taken_over_as_they_are)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &sound, "toy/true"), NB_OK);
    s.r.item[0].checks[0].estimate = 42;                        // a mark that a second run would not leave
    nb_results again = { 0 };
    ck_assert_int_eq(nb_verify(&again, &s.chosen, s.all.count, &s.run, &s.r, NULL, &s.why), NB_OK);
    ck_assert_double_eq(again.item[0].checks[0].estimate, 42);
    nb_results_drop(&again);
    end(&s);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/driver");
    TCase *t = tcase_create("toy claims");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, a_true_claim_is_supported_and_its_controls_and_erratum_are_refuted);
    tcase_add_test(t, a_control_that_is_not_refuted_is_unexpected_even_if_its_statement_is_true);
    tcase_add_test(t, a_control_whose_premise_holds_is_void);
    tcase_add_test(t, a_false_claim_is_refuted_at_its_share_of_the_budget);
    tcase_add_test(t, a_claim_whose_premise_fails_is_void_and_never_a_pass);
    tcase_add_test(t, a_bound_that_is_attained_stays_undecided_until_it_declares_a_tolerance);
    tcase_add_test(t, the_guarantee_is_that_of_the_engine_that_decided);
    tcase_add_test(t, threads_change_no_bit);
    tcase_add_test(t, seeds_and_items_have_streams_of_their_own);
    tcase_add_test(t, a_stop_keeps_what_is_finished_and_says_that_it_is_not_all);
    tcase_add_test(t, earlier_results_are_taken_over_as_they_are);
    suite_add_tcase(s, t);
    return s;
}
