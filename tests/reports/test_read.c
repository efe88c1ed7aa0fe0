// SPDX-License-Identifier: GPL-3.0-or-later
/* The reader of results.json: what this program did not write is refused in one line that names the place. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/formats.h"
#include "tests/reports/sample.h"

/* The sample with the first `from` after `after` replaced by `to`. */
static char *edited(const char *after, const char *from, const char *to)
{
    nb_results r = sample_results();
    char *text = sample_written(&r), *other = NULL;
    nb_results_drop(&r);
    const char *place = strstr(text, after), *cut = place ? strstr(place, from) : NULL;
    size_t size = 0;
    FILE *out = open_memstream(&other, &size);
    ck_assert_msg(cut && out, "%s, then %s", after, from);
    fwrite(text, 1, (size_t)(cut - text), out);
    fprintf(out, "%s%s", to, cut + strlen(from));
    fclose(out);
    free(text);
    return other;
}

/* The first `from` after `after` is replaced by `to`; the fault must contain `told`. */
static const struct { const char *after, *from, *to, *told; } damage[] = {
    { "{", "noiseball-results/1", "noiseball-results/2",
      "$.schema: \"noiseball-results/2\" where \"noiseball-results/1\"" },
    { "{", "\"schema\": \"noiseball-results/1\",", "", "$.schema: nothing where" },
    { "\"version\"", "\"0.1.0\"", "1", "$.version: 1 where a text was expected" },
    { "\"seed\"", "\"18446744073709551615\"", "\"18446744073709551616\"",
      "$.seed: \"18446744073709551616\" where the digits" },
    { "\"seed\"", "\"18446744073709551615\"", "\"-1\"", "$.seed: \"-1\" where the digits" },
    { "\"seed\"", "\"18446744073709551615\"", "\"01\"", "$.seed: \"01\" where the digits" },
    { "\"seed\"", "\"18446744073709551615\"", "7", "$.seed: 7 where the digits" },
    { "\"level\"", "\"ci\"", "\"cli\"", "$.level: \"cli\" where \"smoke\", \"ci\" or \"full\" was expected" },
    { "\"budget\"", "1048576", "-4096", "$.budget: -4096 where a whole number from 0 to 2^53" },
    { "\"budget\"", "1048576", "1048576.5", "$.budget: 1048576.5 where a whole number" },
    { "\"budget\"", "1048576", "9007199254740993", "$.budget: 9007199254740993 where a whole number" },
    { "error_budget", "9.9999999999999995e-7", "1.5", "$.error_budget: 1.5 where a number from 0 to 1" },
    { "error_budget", "9.9999999999999995e-7", "\"nan\"", "$.error_budget: \"nan\" where a number was expected" },
    { "\"complete\"", "true", "\"yes\"", "$.complete: \"yes\" where true or false was expected" },
    { "\"claims\"", "[", "{}, \"more\": [", "$.claims: {} where an array was expected" },
    { "\"id\"", "\"noise_ball/theorem7-index\"", "null", "$.claims[0].id: null where a text was expected" },
    { "\"kind\"", "\"claim\"", "\"lemma\"",
      "$.claims[0].kind: \"lemma\" where \"claim\", \"control\" or \"erratum\"" },
    { "\"of\"", "null", "\"\"", "$.claims[0].of: \"\" where a text that is not empty, or null" },
    { "\"of\"", "null", "\"other\"", "$.claims[0].of: other where null, for a claim" },
    { "\"statement\"", "{", "5, \"else\": {", "$.claims[0].statement: 5 where an object was expected" },
    { "\"statement\"", "\"text\"", "\"txt\"", "$.claims[0].statement: \"txt\" where no member of that name" },
    { "\"verdict\"", "\"supported\"", "\"passed\"",
      "$.claims[0].verdict: \"passed\" where \"supported\", \"refuted\"" },
    { "\"verdict\"", "\"supported\"", "\"refuted\"", "$.claims[0].as_expected: true where false, by its verdict" },
    { "\"share\"", "2.4999999999999999e-8", "-1", "$.claims[0].share: -1 where a number from 0 to 1" },
    { "\"premises\"", "\"holds\": true", "\"holds\": 1", "$.claims[0].premises[0].holds: 1 where true or false" },
    { "\"instances\"", "\"L\": 1.75", "\"L\": \"1.75\"",
      "$.claims[0].instances[0].constants.L: \"1.75\" where a number" },
    { "\"instances\"", "\"L\"", "\"l\"", "$.claims[0].instances[0].constants.L: nothing where a value" },
    { "\"checks\"", "\"<=\"", "\"<\"", "$.claims[0].checks[0].relation: \"<\" where \"<=\", \">=\" or \"=\"" },
    { "\"interval\"", "[", "[0.5, ", "$.claims[0].checks[0].interval: [0.5," },
    { "\"interval\"", "[", "[\"inf\"], \"i\": [", "$.claims[0].checks[0].interval: [\"inf\"] where an interval" },
    { "\"interval\"", "0.0290000", "0.1290000", "where an interval [low, high] with low <= high" },
    { "\"checks\"", "\"replicates\": 65536", "\"replicates\": \"many\"",
      "$.claims[0].checks[0].replicates: \"many\" where" },
    { "\"checks\"", "\"note\": \"\"", "\"note\": \"\", \"host\": \"a\"",
      "$.claims[0].checks[0]: \"host\" where no member of that name" },
    { "\"summary\"", "\"controls\": 1", "\"controls\": 2", "$.summary.controls: 2 where 1, as the claims add up" },
    { "\"summary\"", "\"undecided\": 1,", "", "$.summary.undecided: nothing where 1" },
    { "\"summary\"", "\"undecided\": 1,", "\"undecided\": 1, \"x\": 0,", "$.summary: an unknown member" },
    { "step-beyond", "-printed\",", "/step-beyond-the-limit\",",
      "$.claims[2].id: noise_ball/theorem7-index/step-beyond-the-limit where an id" },
    { "{", "\"version\"", "\"s\": 0, \"version\"", "$: \"s\" where no member of that name was expected" },
    { "\"level\"", "\"level\"", "\"seed\": \"1\", \"level\"", ":5: not JSON: duplicate object key" },
    { "\"claims\"", "\"title\":", "\"title\"", "not JSON: " },
    { "\"title\"", "Linear", "\xff", "not JSON: " },
};

START_TEST(every_damage_is_told_by_its_place)
{
    char *text = edited(damage[_i].after, damage[_i].from, damage[_i].to);
    const nb_fault why = sample_read(text, NULL);
    ck_assert_int_eq(why.status, NB_BAD_INPUT);
    ck_assert_msg(strstr(why.text, damage[_i].told), "%s: not \"%s\"", why.text, damage[_i].told);
    free(text);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_refused)
{
    nb_results r = sample_results();
    char *text = sample_written(&r);
    const size_t length = strlen(text);
    nb_results_drop(&r);
    for (size_t cut = 0; cut < length - 2; cut += cut < length - 200 ? 331 : 1) {
        char *part = strndup(text, cut);
        const nb_fault why = sample_read(part, NULL);
        ck_assert_msg(why.status == NB_BAD_INPUT && strstr(why.text, "not JSON"), "cut at %zu: %s", cut, why.text);
        free(part);
    }
    free(text);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    nb_results r;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_read_results("/tmp/there is no such file", &r, &why), NB_IO_ERROR);
    ck_assert(strstr(why.text, "No such file"));
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_read_results("/tmp", &r, &why), NB_IO_ERROR);
    why = sample_read("[]", NULL);
    ck_assert(strstr(why.text, "$.schema: nothing where"));
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("reader");
    TCase *c = tcase_create("read");
    tcase_add_loop_test(c, every_damage_is_told_by_its_place, 0, sizeof damage / sizeof *damage);
    tcase_add_test(c, a_file_cut_anywhere_is_refused);
    tcase_add_test(c, what_is_no_file_is_refused);
    suite_add_tcase(s, c);
    return s;
}
