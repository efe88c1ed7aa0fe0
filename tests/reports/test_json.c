// SPDX-License-Identifier: GPL-3.0-or-later
/* results.json: what is written is read back to the byte. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/formats.h"
#include "tests/reports/sample.h"

static void survives_a_round_trip(nb_results r)
{
    char *first = sample_written(&r);
    nb_results back;
    const nb_fault why = sample_read(first, &back);
    ck_assert_msg(why.status == NB_OK, "%s", why.text);
    char *second = sample_written(&back);
    ck_assert_str_eq(first, second);
    nb_results_drop(&back);
    nb_results_drop(&r);
    free(first);
    free(second);
}

START_TEST(reading_what_was_written_gives_the_same_bytes)
{
    survives_a_round_trip(sample_results());
    survives_a_round_trip(sample_hostile());
}
END_TEST

START_TEST(an_empty_and_interrupted_run_survives_a_round_trip)
{
    survives_a_round_trip((nb_results){ .version = "0.1.0", .error_budget = 1e-6, .support_error = 1e-4 });
}
END_TEST

START_TEST(a_file_fills_the_results_that_it_names)
{
    nb_results r = sample_results();
    ck_assert_uint_eq(r.seed, 18446744073709551615u);
    ck_assert_int_eq(r.level, NB_CI);
    ck_assert_uint_eq(r.count, 7);
    ck_assert_str_eq(r.item[0].of, "");
    ck_assert_uint_eq(r.item[0].count, 3);
    ck_assert_double_eq(r.item[0].checks[1].target, 0.333);
    ck_assert_double_eq(r.item[0].checks[2].high, (double)INFINITY);
    ck_assert_uint_eq(r.item[0].checks[0].replicates, 65536);
    ck_assert_int_eq(r.item[0].checks[0].relation, NB_AT_MOST);
    ck_assert(r.item[0].instances[1].problem && !r.item[4].instances[0].problem);
    ck_assert_double_eq(r.item[0].instances[1].k.sigma0, 4.7844352082);
    ck_assert(r.item[1].kind == NB_CONTROL_ITEM && !r.item[1].premises[1].holds && r.item[1].premises[1].broken);
    ck_assert(r.item[2].kind == NB_ERRATUM_ITEM && !strcmp(r.item[2].number, "C-8"));
    ck_assert_str_eq(r.item[2].strength, "false as printed");
    ck_assert(r.item[3].verdict == NB_UNDECIDED && r.item[3].checks[0].tier == NB_ASYMPTOTIC);
    ck_assert(r.item[4].verdict == NB_REFUTED && r.item[4].expected == NB_SUPPORTED && !r.item[4].as_expected);
    ck_assert(r.item[6].verdict == NB_VOID && r.item[6].count == 0);
    nb_results_drop(&r);
}
END_TEST

START_TEST(numbers_keep_their_bits)
{
    static const double x[] = { 0.1, 1.0 / 3, 4.9e-324, 1.7976931348623157e308, -0.0, 2.5e-8, 123456789012345678.0,
                                (double)INFINITY };
    for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
        nb_results r = sample_results(), back;
        r.item[0].checks[0].estimate = x[i];
        r.item[0].checks[0].high = x[i] > 1 ? x[i] : 1;
        r.seed = i ? ~(uint64_t)0 >> i : 0;
        char *text = sample_written(&r);
        ck_assert_int_eq(sample_read(text, &back).status, NB_OK);
        ck_assert(!memcmp(&back.item[0].checks[0].estimate, &x[i], sizeof x[i]));
        ck_assert_uint_eq(back.seed, r.seed);
        ck_assert(isnan(back.item[3].checks[0].tightness));
        nb_results_drop(&back);
        nb_results_drop(&r);
        free(text);
    }
}
END_TEST

START_TEST(the_order_of_members_is_that_of_the_contract)
{
    static const char *const key[] = {
        "schema", "version", "seed", "level", "error_budget", "claims", "id", "kind", "of", "title", "statement",
        "source", "expected", "verdict", "as_expected", "guarantee", "checks", "instance", "checkpoint",
        "relation", "estimate", "interval", "target", "oracle", "log10_e", "tightness", "tolerance",
        "replicates", "verdict", "summary",
    };
    nb_results r = sample_results();
    char *text = sample_written(&r), *at = text;
    for (size_t i = 0; i < sizeof key / sizeof *key; i++) {
        char quoted[40];
        snprintf(quoted, sizeof quoted, "\"%s\":", key[i]);
        at = strstr(at, quoted);
        ck_assert_msg(at, "%s is missing or out of order", quoted);
    }
    nb_results_drop(&r);
    free(text);
}
END_TEST

START_TEST(a_text_that_is_not_utf8_is_not_written)
{
    nb_results r = sample_results();
    r.item[0].checks[0].note = "\xff\xfe";
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_write_json(&r, out, &why), NB_BAD_INPUT);
    fclose(out);
    free(text);
    nb_results_drop(&r);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("results.json");
    TCase *c = tcase_create("json");
    tcase_add_test(c, reading_what_was_written_gives_the_same_bytes);
    tcase_add_test(c, an_empty_and_interrupted_run_survives_a_round_trip);
    tcase_add_test(c, a_file_fills_the_results_that_it_names);
    tcase_add_test(c, numbers_keep_their_bits);
    tcase_add_test(c, the_order_of_members_is_that_of_the_contract);
    tcase_add_test(c, a_text_that_is_not_utf8_is_not_written);
    suite_add_tcase(s, c);
    return s;
}
