// SPDX-License-Identifier: GPL-3.0-or-later
/* The workloads against what they must give, at every instruction set that runs here. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "bench/workload.h"

Suite *nb_suite(void);

static const uint64_t few[NB_WORKLOADS] = { 4096, 1024, 64, 8, 32768 };

static nb_loaded run(const nb_workload *w, uint64_t replicates, nb_isa isa, nb_lap *lap)
{
    nb_loaded l;
    nb_fault why = { 0 };
    ck_assert_msg(nb_load_make(&l, &w->load, replicates, isa, &why) == NB_OK, "%s: %s", w->name, why.text);
    ck_assert_msg(nb_load_run(&l, replicates, 1, lap, &why) == NB_OK, "%s: %s", w->name, why.text);
    return l;
}

START_TEST(a_workload_gives_what_its_oracle_says)
{
    const nb_workload *w = &nb_workloads[_i];
    nb_lap lap;
    nb_loaded l = run(w, few[_i], nb_isa_best(), &lap);
    for (size_t k = 0; k < w->knowns; k++) {
        /* 41 values in all, each beyond 5.5 with probability 4e-8 where the law of the mean is normal */
        const double z = nb_workload_deviation(w, &l, &w->known[k]);
        ck_assert_msg(fabs(z) < 5.5, "%s, %s, value %zu: %.2f standard errors off", w->name, w->title, k + 1, z);
    }
    nb_load_drop(&l);
}
END_TEST

START_TEST(a_wrong_answer_lies_standard_errors_away)
{
    const nb_workload *w = &nb_workloads[_i];
    nb_lap lap;
    nb_loaded l = run(w, few[_i], nb_isa_best(), &lap);
    const nb_known *right = &w->known[w->knowns - 1];
    const nb_known wrong = { right->t, 2 * right->value, right->error };
    ck_assert_double_gt(fabs(nb_workload_deviation(w, &l, &wrong)), 5.5);
    nb_load_drop(&l);
}
END_TEST

START_TEST(a_step_counts_until_its_walk_has_arrived)
{
    nb_lap lap;
    for (size_t i = 0; i < NB_WORKLOADS; i++) {
        const nb_workload *w = &nb_workloads[i];
        const double walks = 8 * (double)w->load.instances.count;
        const nb_times at = w->load.instances.item[0].at;
        nb_loaded l = run(w, 8, nb_isa_best(), &lap);
        ck_assert(lap.wall > 0 && lap.cpu > 0);
        if (i < 4)
            ck_assert_double_eq(lap.steps, walks * (double)at.item[at.count - 1]);
        else
            ck_assert(8 * 45 < lap.steps && lap.steps < 8 * 200);       // E T = 96, s.d. 23
        nb_load_drop(&l);
    }
}
END_TEST

START_TEST(threads_and_instruction_sets_give_the_same_walks)
{
    nb_workload w = nb_workloads[_i];
    const uint64_t n = _i == 3 ? 8 : 64;
    nb_lap lap;
    nb_fault why = { 0 };
    if (w.load.instances.count > 2)
        w.load.instances.count = 2;                     // of the sixty-four data sets
    nb_loaded best = run(&w, n, nb_isa_best(), &lap), narrow = run(&w, n, NB_SCALAR, &lap);
    for (int threads = 1; threads < 4; threads += 2) {
        ck_assert_int_eq(nb_load_run(&best, n, threads, &lap, &why), NB_OK);
        for (size_t i = 0; i < best.count; i++)
            ck_assert_int_eq(memcmp(best.sheet[i].at, narrow.sheet[i].at,
                                    best.sheet[i].cells * n * sizeof *best.sheet[i].at), 0);
    }
    nb_load_drop(&best);
    nb_load_drop(&narrow);
}
END_TEST

START_TEST(a_walk_that_cannot_be_made_is_told)
{
    const nb_arm arm = { .problem = { &nb_quadratic, .dim = 0 }, .method = &nb_sgd };
    const nb_instance in = { "nowhere", { &arm, 1 }, { &(uint64_t){ 1 }, 1 }, NB_SMOKE };
    const nb_load load = { { &in, 1 }, NB_WATCH(&nb_gap), 8 };
    nb_loaded l;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_load_make(&l, &load, 8, NB_SCALAR, &why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(why.text, "nowhere"));
    ck_assert_uint_eq(l.count, 0);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("workload");
    TCase *c = tcase_create("workload");
    tcase_add_loop_test(c, a_workload_gives_what_its_oracle_says, 0, NB_WORKLOADS);
    tcase_add_loop_test(c, a_wrong_answer_lies_standard_errors_away, 0, NB_WORKLOADS);
    tcase_add_test(c, a_step_counts_until_its_walk_has_arrived);
    tcase_add_loop_test(c, threads_and_instruction_sets_give_the_same_walks, 0, NB_WORKLOADS);
    tcase_add_test(c, a_walk_that_cannot_be_made_is_told);
    suite_add_tcase(s, c);
    return s;
}
