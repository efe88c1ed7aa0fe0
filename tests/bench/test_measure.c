// SPDX-License-Identifier: GPL-3.0-or-later
/* What bench measures, and how it holds two records against each other. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/kernel.h"
#include "bench/measure.h"
#include "bench/primitive.h"

Suite *nb_suite(void);

static nb_bench_order order(char *const *glob, size_t globs)
{
    return (nb_bench_order){ .glob = glob, .globs = globs, .isa = nb_isa_best(), .threads = 2, .rounds = 2 };
}

START_TEST(every_problem_and_every_method_has_a_kernel)
{
    static const char *const names[] = {
#define NB_PROBLEM(name) "/" #name "/",
#include "lib/problems.def"
#undef NB_PROBLEM
#define NB_METHOD(name, memory, kicks) "/" #name "/",
#include "lib/methods.def"
#undef NB_METHOD
    };
    nb_arena arena = { 0 };
    nb_kernels k;
    ck_assert_int_eq(nb_kernels_make(&k, &arena, NULL), NB_OK);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        size_t found = 0;
        for (size_t i = 0; i < k.count; i++)
            found += strstr(k.item[i].id, names[n]) != NULL;
        ck_assert_msg(found, "no kernel of %s: it needs a row in bench/kernel.c", names[n]);
    }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(every_kernel_walks)
{
    nb_arena arena = { 0 };
    nb_kernels k;
    ck_assert_int_eq(nb_kernels_make(&k, &arena, NULL), NB_OK);
    for (size_t i = 0; i < k.count; i++) {
        nb_loaded l;
        nb_lap lap;
        nb_fault why = { 0 };
        ck_assert_msg(nb_load_make(&l, &k.item[i].load, 8, nb_isa_best(), &why) == NB_OK, "%s", why.text);
        ck_assert_msg(nb_load_run(&l, 8, 1, &lap, &why) == NB_OK, "%s", why.text);
        for (size_t r = 0; r < 8; r++)
            ck_assert_msg(isfinite(l.sheet[0].at[r]), "%s: replicate %zu runs away", k.item[i].id, r);
        nb_load_drop(&l);
    }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(a_measurement_has_a_positive_number_a_round)
{
    char *glob[] = { "math/log", "judge/*", "workload/W1", "peak/fused", "kernel/quadratic/sgd/8" };
    const nb_bench_order o = order(glob, 5);
    nb_arena arena = { 0 };
    nb_record r;
    nb_fault why = { 0 };
    ck_assert_msg(nb_measure(&r, &o, &arena, &why) == NB_OK, "%s", why.text);
    ck_assert_uint_eq(r.count, 7);
    ck_assert_uint_eq(r.teams, 1);
    ck_assert_int_eq(r.threads[0], 2);
    for (size_t i = 0; i < r.count; i++)
        for (size_t k = 0; k < 2; k++) {
            ck_assert(isfinite(r.row[i].ns[k]) && r.row[i].ns[k] > 0);
            ck_assert(!r.row[i].share || (r.row[i].share[k] > 0 && r.row[i].share[k] < 1.5));
            ck_assert((r.row[i].speedup != NULL) == !strcmp(r.row[i].id, "workload/W1"));
            ck_assert(!r.row[i].speedup || r.row[i].speedup[0][k] > 0);
        }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(a_glob_that_matches_nothing_is_told)
{
    char *glob[] = { "math/*", "kernel/adamant/*" };
    const nb_bench_order o = order(glob, 2);
    nb_arena arena = { 0 };
    nb_record r;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_measure(&r, &o, &arena, &why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(why.text, "'kernel/adamant/*'"));
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(the_median_is_the_middle_one_or_the_mean_of_two)
{
    ck_assert_double_eq(nb_median((const double[]){ 5, 1, 3 }, 3), 3);
    ck_assert_double_eq(nb_median((const double[]){ 8, 1, 3, 2 }, 4), 2.5);
    ck_assert_double_eq(nb_median((const double[]){ 7 }, 1), 7);
}
END_TEST

enum { ROUNDS = 3 };

static nb_record record(nb_row *row, double *yardstick)
{
    return (nb_record){ .version = "0", .isa = "avx2", .rounds = ROUNDS, .count = 1, .yardstick = yardstick,
                        .row = row };
}

/* Whether a row of ns `now` counts as slower than one of 10, 11, 12, at yardsticks 1 and `now_yard`. */
static bool slower(double *now, double *now_yard)
{
    double then[ROUNDS] = { 10, 11, 12 }, yard[ROUNDS] = { 1, 1, 1 };
    nb_row a = { .id = "x", .unit = "step", .ns = then }, b = a;
    b.ns = now;
    const nb_record before = record(&a, yard), after = record(&b, now_yard);
    nb_fault why = { 0 };
    bool is = false;
    FILE *out = tmpfile();
    ck_assert_ptr_nonnull(out);
    ck_assert_msg(nb_record_compare(&before, &after, out, false, &is, &why) == NB_OK, "%s", why.text);
    fclose(out);
    return is;
}

START_TEST(slower_is_beyond_the_spread_and_beyond_the_slack)
{
    double one[ROUNDS] = { 1, 1, 1 }, two[ROUNDS] = { 2, 2, 2 };
    ck_assert(!slower((double[]){ 11, 10, 12 }, one));
    ck_assert(!slower((double[]){ 12.5, 13, 13.5 }, one));          // beyond the spread, but by 18 % only
    ck_assert(!slower((double[]){ 11.9, 16, 17 }, one));            // by 45 %, but within the spread
    ck_assert(slower((double[]){ 14, 15, 16 }, one));               // by 36 %
    ck_assert(!slower((double[]){ 20, 22, 24 }, two));              // the machine is slower, not the program
    ck_assert(slower((double[]){ 30, 30, 31 }, two));
}
END_TEST

START_TEST(records_of_two_instruction_sets_do_not_compare)
{
    double ns[ROUNDS] = { 1, 1, 1 };
    nb_row row = { .id = "x", .unit = "step", .ns = ns };
    const nb_record a = record(&row, ns);
    nb_record b = a;
    nb_fault why = { 0 };
    bool is = false;
    b.isa = "sse2";
    ck_assert_int_eq(nb_record_compare(&a, &b, stdout, false, &is, &why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(why.text, "avx2"));
}
END_TEST

START_TEST(a_record_is_read_as_it_was_written)
{
    double ns[ROUNDS] = { 1.5, 2.5, 0.125 }, yard[ROUNDS] = { 0.5, 0.25, 4 };
    nb_row row = { .id = "math/log", .unit = "number", .ns = ns };
    const nb_record a = record(&row, yard);
    nb_record b;
    nb_arena arena = { 0 };
    nb_fault why = { 0 };
    char path[] = "/tmp/noiseball-record-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(nb_record_write(&a, file, &why), NB_OK);
    fclose(file);
    ck_assert_msg(nb_record_read(&b, path, &arena, &why) == NB_OK, "%s", why.text);
    remove(path);
    ck_assert_uint_eq(b.count, 1);
    ck_assert_str_eq(b.row[0].id, "math/log");
    ck_assert_str_eq(b.isa, "avx2");
    ck_assert_int_eq(memcmp(b.row[0].ns, ns, sizeof ns), 0);
    ck_assert_int_eq(memcmp(b.yardstick, yard, sizeof yard), 0);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("measure");
    TCase *c = tcase_create("measure");
    tcase_add_test(c, every_problem_and_every_method_has_a_kernel);
    tcase_add_test(c, every_kernel_walks);
    tcase_add_test(c, a_measurement_has_a_positive_number_a_round);
    tcase_add_test(c, a_glob_that_matches_nothing_is_told);
    tcase_add_test(c, the_median_is_the_middle_one_or_the_mean_of_two);
    tcase_add_test(c, slower_is_beyond_the_spread_and_beyond_the_slack);
    tcase_add_test(c, records_of_two_instruction_sets_do_not_compare);
    tcase_add_test(c, a_record_is_read_as_it_was_written);
    suite_add_tcase(s, c);
    return s;
}
