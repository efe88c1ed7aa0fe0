// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on the mean and the variance of batch gradients, against the digits of the catalogue, section 1: the claims
 * compute, the digits live here. And the module as a whole. */
#include "experiments/gradient_estimators/cases.h"
#include "tests/experiments/book.h"
#include "verify/driver.h"

Suite *nb_suite(void);

static const nb_claim *const single = &nb_claim_gradient_estimators_single_unbiased;
static const nb_claim *const count = &nb_claim_gradient_estimators_minibatch_unbiased_count;
static const nb_claim *const variance = &nb_claim_gradient_estimators_minibatch_variance;
static const nb_claim *const full = &nb_claim_gradient_estimators_full_batch_is_gd;
static const nb_claim *const finite = &nb_claim_gradient_estimators_finite_batch_noise;

START_TEST(schemes_have_as_many_outcomes_as_combinatorics_says)
{
    static const struct { nb_scheme scheme; size_t N, K; double outcomes; } row[] = {
        { NB_WITH_REPLACEMENT,    4, 3, 4 * 4 * 4 }, { NB_RESHUFFLED, 5, 3, 5 * 4 * 3 }, { NB_CYCLIC,     7, 3, 5 },
        { NB_WITHOUT_REPLACEMENT, 9, 4, 126       }, { NB_RESHUFFLED, 3, 3, 3 * 2     }, { NB_FULL_BATCH, 4, 4, 1 },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        double outcomes = 0;
        for (nb_batch b = nb_batches(row[i].scheme, row[i].N, row[i].K); nb_batch_next(&b); outcomes++)
            for (size_t j = 0; j < row[i].K; j++)
                ck_assert_uint_lt(b.item[j], row[i].N);
        ck_assert_double_eq(outcomes, row[i].outcomes);
    }
}
END_TEST

/* E c^4 = 41, E c^2 = 5; of a mean of two, E ((c + c') / 2)^4 = (2 * 41 + 6 * 25) / 16. */
START_TEST(the_fourth_moment_of_a_first_step_is_that_of_the_scalar_set)
{
    const nb_part *p = &finite->parts.item[2];
    static const double exact[] = { 41, 14.5 };
    for (size_t i = 0; i < 2; i++) {
        nb_trial t;
        make_trial(&t, &p->instances.item[i], p);
        ck_assert_double_eq(nb_second_moment_of_first_step(&t.setup[0], 1), exact[i]);
        nb_trial_drop(&t);
    }
}
END_TEST

START_TEST(single_unbiased_has_the_printed_means)
{
    book b;
    for (size_t part = 0; part <= 2; part += 2) {           // uniform; weighed
        open_book(&b, single, NULL, part, 0);
        printed(lhs(&b, 0), 1.75, 1e-12);
        printed(lhs(&b, 1), 1.75, 1e-12);
        close_book(&b);
    }
    open_book(&b, single, control_of(single, "unweighted"), 0, 0);
    printed(lhs(&b, 0), 1.9295187, 1e-7);
    printed(lhs(&b, 1), 2.1655767, 1e-7);
    close_book(&b);
    printed(formula_at(single, NULL, 3, 0, 1), .825, 1e-12);
    printed(formula_at(single, NULL, 4, 0, 1), .825, 1e-12);
}
END_TEST

/* Pairs of (N, K): the number of batches, N times how many hold a term, and one more. */
static size_t row_of(size_t N, size_t K)
{
    size_t row = (K - 1) * (N + 2);
    for (size_t n = 1; n < N; n++)
        row += n * (n + 2);
    return row;
}

START_TEST(batches_are_counted_as_printed)
{
    static const struct { size_t N, K; double all, holding; } printed_counts[] = {
        { 4, 1, 4, 1 }, { 4, 2, 6, 3 }, { 4, 3, 4, 3 }, { 4, 4, 1, 1 }, { 10, 5, 252, 126 },
    };
    book b;
    open_book(&b, count, NULL, 0, 0);
    for (size_t i = 0; i < sizeof printed_counts / sizeof *printed_counts; i++) {
        const size_t row = row_of(printed_counts[i].N, printed_counts[i].K);
        ck_assert_double_eq(lhs(&b, row), printed_counts[i].all);
        for (size_t j = 1; j <= printed_counts[i].N; j++)
            ck_assert_double_eq(lhs(&b, row + j), printed_counts[i].holding);
    }
    close_book(&b);
    open_book(&b, count, control_of(count, "count"), 0, 0);
    ck_assert_double_eq(lhs(&b, 1), 3);
    ck_assert_double_eq(rhs(&b, 1), 4);
    close_book(&b);
    open_book(&b, count, control_of(count, "neighbours"), 0, 0);
    printed(lhs(&b, 2), 1.125, 1e-6);                       // K = 2
    printed(lhs(&b, 3), 1.458333, 1e-6);
    close_book(&b);
}
END_TEST

/* Case A: four pairs a size, the last of them E |g_B|^2. */
START_TEST(batch_gradients_have_the_printed_second_moments)
{
    static const double without[] = { 15.375, 9.2083333, 7.1527778, 6.125 };
    book b;
    open_book(&b, variance, NULL, 1, 0);
    for (size_t l = 1; l <= 4; l++)
        printed(lhs(&b, 4 * l - 1), without[l - 1], 1e-7);
    close_book(&b);
    open_book(&b, variance, NULL, 0, 0);
    printed(lhs(&b, 7), 10.75, 1e-12);
    close_book(&b);
    open_book(&b, variance, NULL, 2, 1);
    ck_assert_double_eq_tol(lhs(&b, 0), 0, 1e-15);
    ck_assert_double_eq_tol(lhs(&b, 1), -1.0 / 3, 1e-15);
    close_book(&b);
    open_book(&b, variance, control_of(variance, "one-over-l"), 0, 0);
    printed(rhs(&b, 7), 10.75, 1e-12);
    printed(lhs(&b, 7), 9.208333, 1e-6);
    close_book(&b);
    /* a^2 tr Var, a = 1 / L = 1 / 1.75, tr Var = 9.25 */
    ck_assert_double_eq_tol(formula_at(variance, NULL, 3, 0, 1), 9.25 / 3.0625, 1e-12);
    ck_assert_double_eq_tol(formula_at(variance, NULL, 3, 3, 1), 9.25 / 3.0625 / 3, 1e-12);
    const nb_variation *half = control_of(variance, "one-over-l-drawn");
    ck_assert_double_eq_tol(formula_at(variance, half, 0, 0, 1), 9.25 / 3.0625 / 2, 1e-12);
}
END_TEST

START_TEST(a_full_batch_has_the_printed_noise)
{
    static const double with[] = { .875, .5 };
    for (size_t i = 0; i < 2; i++) {
        book b;
        open_book(&b, full, NULL, 0, i);
        ck_assert_double_eq_tol(lhs(&b, 0), 0, 1e-15);
        close_book(&b);
        open_book(&b, full, NULL, 1, i);
        printed(lhs(&b, 0), with[i], 1e-12);
        close_book(&b);
        open_book(&b, full, &full->errata.item[0].is, 0, i);
        printed(lhs(&b, 0), with[i], 1e-12);
        ck_assert_double_eq(rhs(&b, 0), 0);
        close_book(&b);
    }
}
END_TEST

START_TEST(a_finite_batch_has_the_printed_variance)
{
    static const double normal[] = { 4, 1, .25 }, set[] = { 5, 2.5, 1.25 };
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq(formula_at(finite, NULL, 0, i, 0), normal[i]);
        ck_assert_double_eq(formula_at(finite, NULL, 2, i, 1), set[i]);
    }
    ck_assert_double_eq(formula_at(finite, control_of(finite, "b-squared"), 0, 0, 0), .25);
}
END_TEST

static const nb_claim *const module[] = {
    &nb_claim_gradient_estimators_single_unbiased,     &nb_claim_gradient_estimators_minibatch_unbiased_count,
    &nb_claim_gradient_estimators_minibatch_variance,  &nb_claim_gradient_estimators_full_batch_is_gd,
    &nb_claim_gradient_estimators_finite_batch_noise,  &nb_claim_gradient_estimators_mu_monotone,
    &nb_claim_gradient_estimators_mu_helps,            &nb_claim_gradient_estimators_far_gradients_agree,
    &nb_claim_gradient_estimators_region_of_confusion, &nb_claim_gradient_estimators_markov_property,
    &nb_claim_gradient_estimators_sgd_cost_per_step,   &nb_claim_gradient_estimators_not_steepest,
};
enum { CLAIMS = sizeof module / sizeof *module };

/* A coefficient that is off by 1e-6 must be refuted, so no scale may be too generous. */
START_TEST(an_error_of_a_millionth_is_refuted_in_every_equality)
{
    size_t tried = 0;
    for (size_t i = 0; i < CLAIMS; i++)
        for (size_t p = 0; p < module[i]->parts.count; p++) {
            const nb_part *part = &module[i]->parts.item[p];
            for (size_t k = 0; part->kind == NB_IDENTITY && k < part->instances.count; k++) {
                book b;
                open_book(&b, module[i], NULL, p, k);
                for (size_t j = 0; j < b.ledger.count; j++) {
                    nb_pair off = b.ledger.pair[j];
                    double excess;
                    ck_assert_int_eq(nb_judge_pair(part->relation, &off, &excess), NB_SUPPORTED);
                    off.lhs = off.rhs + (part->relation == NB_AT_LEAST ? -1e-6L : 1e-6L) * off.scale;
                    ck_assert_msg(nb_judge_pair(part->relation, &off, &excess) == NB_REFUTED,
                                  "%s: %s", module[i]->id, off.label);
                    tried++;
                }
                close_book(&b);
            }
        }
    ck_assert_uint_gt(tried, 700);
}
END_TEST

START_TEST(the_deterministic_claims_are_supported_and_their_controls_refuted)
{
    nb_arena arena = { 0 };
    nb_items items;
    nb_results r;
    nb_fault why = { 0 };
    const nb_run run = { .seed = 1, .level = NB_SMOKE, .error = 1e-6, .isa = NB_SCALAR };
    ck_assert_msg(nb_items_make(&items, &(nb_registry){ module, CLAIMS }, &arena, &why) == NB_OK, "%s", why.text);
    ck_assert_msg(nb_verify(&r, &items, items.count, &run, NULL, NULL, &why) == NB_OK, "%s", why.text);
    size_t claims = 0;
    for (size_t i = 0; i < r.count; i++) {
        ck_assert_msg(r.item[i].as_expected, "%s: %s", r.item[i].id, r.item[i].reason);
        ck_assert_int_eq(r.item[i].guarantee, NB_EXACT);
        claims += r.item[i].kind == NB_CLAIM_ITEM;
    }
    ck_assert_uint_eq(claims, CLAIMS - 1);                  // finite-batch-noise has nothing deterministic
    nb_results_drop(&r);
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(ids_are_those_of_the_catalogue)
{
    static const char *const name[CLAIMS] = {
        "single-unbiased", "minibatch-unbiased-count", "minibatch-variance", "full-batch-is-gd", "finite-batch-noise",
        "mu-monotone", "mu-helps", "far-gradients-agree", "region-of-confusion", "markov-property", "sgd-cost-per-step",
        "not-steepest",
    };
    for (size_t i = 0; i < CLAIMS; i++) {
        ck_assert_str_eq(strchr(module[i]->id, '/') + 1, name[i]);
        ck_assert_int_eq(strncmp(module[i]->id, "gradient_estimators/", 20), 0);
        ck_assert_uint_eq(module[i]->errata.count, module[i] == full);
    }
    ck_assert_str_eq(full->errata.item[0].is.slug, "printed");
    ck_assert_str_eq(full->errata.item[0].number, "C-3");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("experiments/gradient_estimators");
    TCase *digits = tcase_create("digits");
    tcase_add_test(digits, schemes_have_as_many_outcomes_as_combinatorics_says);
    tcase_add_test(digits, the_fourth_moment_of_a_first_step_is_that_of_the_scalar_set);
    tcase_add_test(digits, single_unbiased_has_the_printed_means);
    tcase_add_test(digits, batches_are_counted_as_printed);
    tcase_add_test(digits, batch_gradients_have_the_printed_second_moments);
    tcase_add_test(digits, a_full_batch_has_the_printed_noise);
    tcase_add_test(digits, a_finite_batch_has_the_printed_variance);
    suite_add_tcase(s, digits);
    TCase *whole = tcase_create("module");
    tcase_set_timeout(whole, 60);
    tcase_add_test(whole, an_error_of_a_millionth_is_refuted_in_every_equality);
    tcase_add_test(whole, the_deterministic_claims_are_supported_and_their_controls_refuted);
    tcase_add_test(whole, ids_are_those_of_the_catalogue);
    suite_add_tcase(s, whole);
    return s;
}
