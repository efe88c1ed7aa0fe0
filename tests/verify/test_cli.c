// SPDX-License-Identifier: GPL-3.0-or-later
/* Options become settings, strictly; exit codes follow from the verdicts alone. tests/cli/ has the program itself. */
#include <check.h>
#include <string.h>

#include "verify/cli/parts.h"

static nb_status no_report(const nb_results *r, FILE *out, nb_fault *why)
{
    (void)r, (void)out, (void)why;
    return NB_OK;
}

static const nb_format form[] = { { "json", "results.json", no_report }, { "md", "report.md", no_report } };
static const nb_formats forms = { form, 2, 2 };

/* Splits `line` at its blanks, as the words after the program's name. */
static nb_status read_line(const nb_command *c, const char *line, nb_settings *s, nb_fault *why)
{
    static char words[256];
    static char *argv[32];
    int argc = 0;
    snprintf(words, sizeof words, "%s %s", c->name, line);
    for (char *w = strtok(words, " "); w; w = strtok(NULL, " "))
        argv[argc++] = w;
    argv[argc] = NULL;
    *s = (nb_settings){
        .run = { .seed = 1, .level = NB_CI, .error = 1e-6 }, .folder = "build/report", .formats = &forms,
    };
    return nb_options_read(s, c, argc, argv, why);
}

static nb_settings settings(const nb_command *c, const char *line)
{
    nb_settings s;
    nb_fault why = { 0 };
    ck_assert_msg(read_line(c, line, &s, &why) == NB_OK, "%s: %s", line, why.text);
    return s;
}

START_TEST(every_option_sets_what_it_names)
{
    const nb_settings s = settings(&nb_command_verify,
                                   "--level full --seed 18446744073709551615 --threads 1024 --out o --budget 4096 "
                                   "--error 2.5e-3 --resume --isa scalar a/b c*");
    ck_assert_int_eq(s.run.level, NB_FULL);
    ck_assert_uint_eq(s.run.seed, UINT64_MAX);
    ck_assert_int_eq(s.run.threads, 1024);
    ck_assert_str_eq(s.folder, "o");
    ck_assert_uint_eq(s.run.budget, 4096);
    ck_assert_double_eq(s.run.error, 0.0025);
    ck_assert(s.resume && s.run.isa == NB_SCALAR && s.words == 2);
    ck_assert_str_eq(s.word[1], "c*");
}
END_TEST

START_TEST(short_long_joined_and_mixed_spellings_are_one)
{
    static const char *const spelling[] = {
        "--level smoke --seed 7 --threads 3 x", "-l smoke -s 7 -j 3 x", "-lsmoke -s7 -j3 x",
        "x --level=smoke --seed=7 -j3", "--lev smoke x --see 7 --thr 3",
    };
    for (size_t i = 0; i < sizeof spelling / sizeof *spelling; i++) {
        const nb_settings s = settings(&nb_command_verify, spelling[i]);
        ck_assert(s.run.level == NB_SMOKE && s.run.seed == 7 && s.run.threads == 3 && s.words == 1);
        ck_assert_str_eq(s.word[0], "x");
    }
}
END_TEST

START_TEST(without_options_nothing_changes)
{
    const nb_settings s = settings(&nb_command_verify, "");
    ck_assert(s.run.seed == 1 && s.run.level == NB_CI && s.run.budget == 0 && s.run.threads == 0 && !s.resume);
    ck_assert_str_eq(s.folder, "build/report");
}
END_TEST

START_TEST(words_after_two_dashes_are_no_options)
{
    const nb_settings s = settings(&nb_command_list, "-- --json");
    ck_assert(!s.json && s.words == 1);
    ck_assert_str_eq(s.word[0], "--json");
}
END_TEST

START_TEST(errata_are_asked_for)
{
    const nb_settings s = settings(&nb_command_list, "--errata --json a/*");
    ck_assert(s.errata && s.json && s.words == 1);
    ck_assert(!settings(&nb_command_list, "").errata);
}
END_TEST

START_TEST(reports_and_replays_are_named)
{
    nb_settings s = settings(&nb_command_report, "r.json --to md -o out.md");
    ck_assert(s.to == &form[1]);
    ck_assert_str_eq(s.file, "out.md");
    s = settings(&nb_command_report, "r.json --figures pictures");
    ck_assert(!s.to && !s.file);
    ck_assert_str_eq(s.figures, "pictures");
    s = settings(&nb_command_show, "a/b --replay 3:281474976710655");
    ck_assert(s.instance == 3 && s.replicate == ((uint64_t)1 << 48) - 1);
}
END_TEST

static const struct { const nb_command *command; const char *line, *told; } wrong[] = {
    { &nb_command_report, "--figures", "--figures: nothing where a value was expected" },
    { &nb_command_verify, "--figures f", "--figures: not an option of noiseball verify" },
    { &nb_command_verify, "--seed 07x", "--seed: \"07x\" where a whole number from 0 to 18446744073709551615" },
    { &nb_command_verify, "--seed +7", "--seed: \"+7\" where" },
    { &nb_command_verify, "-s 99999999999999999999", "--seed: \"99999999999999999999\" where" },
    { &nb_command_verify, "--threads 0", "--threads: \"0\" where a whole number from 1 to 1024 was expected" },
    { &nb_command_verify, "--budget 4095", "--budget: \"4095\" where a whole number from 4096 to" },
    { &nb_command_verify, "--error 1", "--error: \"1\" where a number above 0 and below 1 was expected" },
    { &nb_command_verify, "--error 1e-400", "--error: \"1e-400\" where" },
    { &nb_command_verify, "--error .", "--error: \".\" where" },
    { &nb_command_verify, "--level Smoke", "--level: \"Smoke\" where smoke, ci or full was expected" },
    { &nb_command_verify, "--json", "--json: not an option of noiseball verify" },
    { &nb_command_verify, "--errata", "--errata: not an option of noiseball verify" },
    { &nb_command_verify, "-q", "-q: not an option of noiseball verify" },
    { &nb_command_verify, "--out", "--out: nothing where a value was expected" },
    { &nb_command_verify, "-l", "-l: nothing where a value was expected" },
    { &nb_command_list, "--json=1", "--json=1: a value where none was expected" },
    { &nb_command_list, "--seed 1", "--seed: not an option of noiseball list" },
    { &nb_command_show, "", "show: 0 arguments where ID was expected" },
    { &nb_command_show, "a b", "show: 2 arguments where ID was expected" },
    { &nb_command_show, "a --replay 0:1", "--replay: \"0:1\" where INSTANCE:REPLICATE" },
    { &nb_command_show, "a --replay 1:", "--replay: \"1:\" where INSTANCE:REPLICATE" },
    { &nb_command_show, "a --replay 1:281474976710656", "--replay: \"1:281474976710656\" where" },
    { &nb_command_report, "a --to tex", "--to: \"tex\" where one of json, md was expected" },
};

START_TEST(a_wrong_value_is_told_with_what_was_expected)
{
    nb_settings s;
    nb_fault why = { 0 };
    ck_assert_int_eq(read_line(wrong[_i].command, wrong[_i].line, &s, &why), NB_BAD_INPUT);
    ck_assert_msg(strstr(why.text, wrong[_i].told), "%s: %s", wrong[_i].line, why.text);
    ck_assert_ptr_null(strchr(why.text, '\n'));
}
END_TEST

enum { KEPT = NB_SUPPORTED, LOST = NB_REFUTED, OPEN = NB_UNDECIDED, MOOT = NB_VOID };
/* Of a claim, a claim and a control. */
static const struct { int verdict[3]; bool complete; nb_exit code; } outcome[] = {
    { { KEPT, KEPT, LOST }, true,  NB_AS_EXPECTED },
    { { KEPT, OPEN, LOST }, true,  NB_LEFT_UNDECIDED },
    { { KEPT, KEPT, OPEN }, true,  NB_LEFT_UNDECIDED },
    { { LOST, KEPT, LOST }, true,  NB_UNEXPECTED },
    { { KEPT, KEPT, KEPT }, true,  NB_UNEXPECTED },
    { { KEPT, MOOT, LOST }, true,  NB_UNEXPECTED },
    { { KEPT, KEPT, MOOT }, true,  NB_UNEXPECTED },
    { { OPEN, LOST, LOST }, true,  NB_UNEXPECTED },
    { { OPEN, KEPT, KEPT }, true,  NB_UNEXPECTED },
    { { KEPT, KEPT, LOST }, false, NB_INTERRUPTED },
    { { LOST, OPEN, KEPT }, false, NB_INTERRUPTED },
};

START_TEST(the_exit_code_is_that_of_the_worst_verdict)
{
    nb_result item[3] = { 0 };
    for (size_t i = 0; i < 3; i++) {
        item[i].expected = i < 2 ? NB_SUPPORTED : NB_REFUTED;
        item[i].verdict = (nb_verdict)outcome[_i].verdict[i];
        item[i].as_expected = item[i].verdict == item[i].expected;
    }
    const nb_results r = { .complete = outcome[_i].complete, .item = item, .count = 3 };
    ck_assert_int_eq(nb_exit_code(&r), outcome[_i].code);
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("command line");
    TCase *c = tcase_create("options");
    tcase_add_test(c, every_option_sets_what_it_names);
    tcase_add_test(c, short_long_joined_and_mixed_spellings_are_one);
    tcase_add_test(c, without_options_nothing_changes);
    tcase_add_test(c, words_after_two_dashes_are_no_options);
    tcase_add_test(c, errata_are_asked_for);
    tcase_add_test(c, reports_and_replays_are_named);
    tcase_add_loop_test(c, a_wrong_value_is_told_with_what_was_expected, 0, sizeof wrong / sizeof *wrong);
    tcase_add_loop_test(c, the_exit_code_is_that_of_the_worst_verdict, 0, sizeof outcome / sizeof *outcome);
    suite_add_tcase(s, c);
    return s;
}
