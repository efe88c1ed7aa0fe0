// SPDX-License-Identifier: GPL-3.0-or-later
/* Two runs against each other: which differences are drift, which are told, and which are none. */
#include <check.h>
#include <math.h>

#include "lib/math.h"
#include "reports/compare.h"
#include "tests/reports/sample.h"

Suite *nb_suite(void);

static nb_check evidence(const char *instance, double estimate, double half)
{
    return (nb_check){
        .part = "", .instance = instance, .checkpoint = "t = 1", .quantity = "gap", .relation = NB_EQUALS,
        .estimate = estimate, .low = estimate - half, .high = estimate + half, .target = 1, .tightness = 1,
        .oracle = "", .replicates = 100, .engine = "", .assumption = "", .verdict = NB_SUPPORTED, .note = "",
    };
}

/* One claim "m/a" with an estimate and an exact number. */
typedef struct { nb_check check[3]; nb_result item[2]; nb_results r; } run;

static nb_results *made(run *x, uint64_t seed, double estimate, double exact)
{
    *x = (run){ .check = { evidence("estimated", estimate, 0.1), evidence("exact", exact, 0) } };
    x->item[0] = (nb_result){ .id = "m/a", .of = "", .checks = x->check, .count = 2, .verdict = NB_SUPPORTED };
    x->item[1] = (nb_result){ .id = "m/b", .of = "", .verdict = NB_SUPPORTED };
    x->r = (nb_results){ .version = "1", .seed = seed, .error_budget = 1e-6, .support_error = 1e-4, .registered = 2,
                         .complete = true, .item = x->item, .count = 1 };
    return &x->r;
}

/* What the comparison finds: its only change, or NB_CHANGE_KINDS. */
static nb_change_kind only(const nb_results *before, const nb_results *after)
{
    nb_comparison c;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_comparison_make(&c, before, after, &why), NB_OK);
    ck_assert_uint_le(c.count, 1);
    const nb_change_kind kind = c.count ? c.item[0].kind : NB_CHANGE_KINDS;
    ck_assert_uint_eq(c.drift, kind < NB_ITEM_NEW);
    nb_comparison_drop(&c);
    return kind;
}

START_TEST(a_run_is_the_same_as_itself)
{
    run a, b;
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 1, 1, 2)), NB_CHANGE_KINDS);
    a.check[0].tightness = b.check[0].tightness = NAN;
    a.check[0].high = b.check[0].high = INFINITY;
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
}
END_TEST

START_TEST(where_the_same_bits_are_promised_one_bit_is_drift)
{
    run a, b;
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 1, 1 + 0x1p-52, 2)), NB_BITS_CHANGED);
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 1, 1, 2 + 0x1p-51)), NB_BITS_CHANGED);
    made(&b, 1, 1, 2);
    b.check[1].replicates++;
    ck_assert_int_eq(only(&a.r, &b.r), NB_BITS_CHANGED);
}
END_TEST

START_TEST(a_bit_of_a_picture_is_a_bit)
{
    run a, b;
    nb_point here[] = { { 1, 2, 1.5, 2.5, NAN } }, there[] = { { 1, 2, 1.5, 2.5, NAN } };
    made(&a, 1, 1, 2)->item->checks->picture = (nb_picture){ "t", here, 1 };
    made(&b, 1, 1, 2)->item->checks->picture = (nb_picture){ "t", there, 1 };
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
    there->low = 1.5 + 0x1p-52;
    ck_assert_int_eq(only(&a.r, &b.r), NB_BITS_CHANGED);
    there->low = here->low;
    b.r.item->checks->picture.count = 0;
    ck_assert_int_eq(only(&a.r, &b.r), NB_BITS_CHANGED);
}
END_TEST

/* With one pair b = 1e-6 / 4, and the stretch is z_b / z_1e-4 = 5.03 / 3.72: half-widths 0.1 meet up to a distance of
 * 0.2704. */
START_TEST(estimates_of_other_seeds_drift_where_stretched_intervals_part)
{
    run a, b;
    const double reach = 0.2 * nb_normal_quantile(2.5e-7) / nb_normal_quantile(1e-4);
    ck_assert_double_eq_tol(reach, 0.2 * 5.026 / 3.719, 1e-3);
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 2, 1 + 0.999 * reach, 2)), NB_CHANGE_KINDS);
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 2, 1 + 1.001 * reach, 2)), NB_INCOMPATIBLE);
    ck_assert_int_eq(only(made(&a, 1, 1, 2), made(&b, 2, 1 - 1.001 * reach, 2)), NB_INCOMPATIBLE);
    b.check[0].high = INFINITY;                             // it is b's upper end that a's lower one is held against
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
}
END_TEST

START_TEST(exact_numbers_may_move_a_little_between_versions_and_freely_between_seeds)
{
    run a, b;
    made(&a, 1, 1, 2);
    made(&b, 1, 1, 2 + 1e-9);
    b.r.version = "2";
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
    b.check[1] = evidence("exact", 2 + 3e-9, 0);
    ck_assert_int_eq(only(&a.r, &b.r), NB_NUMBER_MOVED);
    b.check[1].estimate = NAN;
    ck_assert_int_eq(only(&a.r, &b.r), NB_NUMBER_MOVED);
    b.r.seed = 2;
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
}
END_TEST

START_TEST(a_verdict_that_changed_is_drift_whatever_the_seed)
{
    run a, b;
    made(&a, 1, 1, 2);
    made(&b, 2, 1, 2);
    b.item[0].verdict = NB_UNDECIDED;
    ck_assert_int_eq(only(&a.r, &b.r), NB_VERDICT_CHANGED);
}
END_TEST

START_TEST(what_is_gone_is_drift_and_what_is_new_is_not)
{
    run a, b;
    made(&a, 1, 1, 2);
    made(&b, 1, 1, 2);
    b.r.count = 2;
    ck_assert_int_eq(only(&a.r, &b.r), NB_ITEM_NEW);
    ck_assert_int_eq(only(&b.r, &a.r), NB_ITEM_GONE);
    b.r.count = 1;
    b.check[2] = evidence("another", 1, 0.1);
    b.item[0].count = 3;
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHECK_NEW);
    ck_assert_int_eq(only(&b.r, &a.r), NB_CHECK_GONE);
}
END_TEST

/* Three checks of one place are told apart by their order. */
START_TEST(checks_that_share_a_label_are_matched_in_their_order)
{
    run a, b;
    made(&a, 1, 1, 2);
    made(&b, 1, 1, 2);
    for (int i = 0; i < 3; i++)
        a.check[i] = b.check[i] = evidence("same", i, 0.1);
    a.item[0].count = b.item[0].count = 3;
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHANGE_KINDS);
    b.item[0].count = 2;
    ck_assert_int_eq(only(&a.r, &b.r), NB_CHECK_GONE);
}
END_TEST

START_TEST(every_form_tells_the_claim_and_says_whether_there_is_drift)
{
    static const char *const word[] = { "1 of them drift", "\"drift\": 1", "Drift from the baseline" };
    static const char *const none[] = { "no change", "\"drift\": 0", "No drift from the baseline" };
    for (nb_telling form = NB_TELL_TEXT; form <= NB_TELL_MARKDOWN; form++)
        for (int same = 0; same < 2; same++) {
            run a, b;
            char *text = NULL;
            size_t size = 0;
            bool drift = same;
            FILE *out = open_memstream(&text, &size);
            made(&a, 1, 1, 2);
            made(&b, 1, same ? 1 : 1.5, 2);
            ck_assert_int_eq(nb_compare(&a.r, &b.r, form, out, &drift, NULL), NB_OK);
            fclose(out);
            ck_assert_int_eq(drift, !same);
            ck_assert_msg(strstr(text, same ? none[form] : word[form]), "%s", text);
            ck_assert_msg(same || strstr(text, "m/a"), "%s", text);
            free(text);
        }
}
END_TEST

/* Texts of any bytes stay in their cell of the table; JSON stays JSON (tests/cli/compare.sh parses it). */
START_TEST(hostile_texts_break_no_table)
{
    nb_results a = sample_hostile(), b = sample_hostile();
    char *text = NULL;
    size_t size = 0, rows = 0;
    bool drift = false;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < b.count; i++)
        for (size_t k = 0; k < b.item[i].count; k++)
            b.item[i].checks[k].target += 1;
    ck_assert_int_eq(nb_compare(&a, &b, NB_TELL_MARKDOWN, out, &drift, NULL), NB_OK);
    fclose(out);
    ck_assert(drift);
    for (char *line = strtok(strstr(text, "|---"), "\n"); line; line = strtok(NULL, "\n"), rows++) {
        size_t bars = 0;
        for (const char *c = line; *c; c++)
            bars += *c == '|' && (c == line || c[-1] != '\\');
        ck_assert_msg(bars == 5, "%.200s", line);
    }
    ck_assert_uint_gt(rows, 2);
    free(text);
    nb_results_drop(&a);
    nb_results_drop(&b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("compare");
    TCase *c = tcase_create("compare");
    tcase_add_test(c, a_run_is_the_same_as_itself);
    tcase_add_test(c, where_the_same_bits_are_promised_one_bit_is_drift);
    tcase_add_test(c, a_bit_of_a_picture_is_a_bit);
    tcase_add_test(c, estimates_of_other_seeds_drift_where_stretched_intervals_part);
    tcase_add_test(c, exact_numbers_may_move_a_little_between_versions_and_freely_between_seeds);
    tcase_add_test(c, a_verdict_that_changed_is_drift_whatever_the_seed);
    tcase_add_test(c, what_is_gone_is_drift_and_what_is_new_is_not);
    tcase_add_test(c, checks_that_share_a_label_are_matched_in_their_order);
    tcase_add_test(c, every_form_tells_the_claim_and_says_whether_there_is_drift);
    tcase_add_test(c, hostile_texts_break_no_table);
    suite_add_tcase(s, c);
    return s;
}
