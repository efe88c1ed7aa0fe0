// SPDX-License-Identifier: GPL-3.0-or-later
/* Jobs on threads: each once, none lost, no worker with two at a time, jobs within jobs. */
#include "lib/team.h"

#include <check.h>
#include <fenv.h>
#include <limits.h>
#include <stdatomic.h>
#include <time.h>

Suite *nb_suite(void);

enum { JOBS = 200, WORKERS = 8, INNER = 50 };

typedef struct {
    atomic_int times[JOBS], inner[JOBS], busy[WORKERS], twice, highest, rounding;
} record;

static void enter(record *r, int worker, uint64_t i)
{
    if (atomic_fetch_add(&r->busy[worker], 1))
        atomic_fetch_add(&r->twice, 1);
    for (int seen = atomic_load(&r->highest); seen < worker;)
        if (atomic_compare_exchange_weak(&r->highest, &seen, worker))
            break;
    if (fegetround() != FE_TONEAREST)
        atomic_fetch_add(&r->rounding, 1);
    atomic_fetch_add(&r->times[i], 1);
}

static void simple(void *context, int worker, uint64_t i)
{
    record *r = context;
    enter(r, worker, i);
    atomic_fetch_sub(&r->busy[worker], 1);
}

static void count(void *context, int worker, uint64_t i)
{
    (void)worker;
    (void)i;
    atomic_fetch_add((atomic_int *)context, 1);
}

static void nested(void *context, int worker, uint64_t i)
{
    record *r = context;
    enter(r, worker, i);
    nb_team_run(1, INT_MAX, INNER, count, &r->inner[i]);        // shared with the team, whatever it asks for
    atomic_fetch_sub(&r->busy[worker], 1);
}

static void ck_each_once(record *r, uint64_t jobs)
{
    for (uint64_t i = 0; i < JOBS; i++)
        ck_assert_int_eq(atomic_load(&r->times[i]), i < jobs);
    ck_assert_int_eq(atomic_load(&r->twice), 0);
    ck_assert_int_eq(atomic_load(&r->rounding), 0);
}

START_TEST(every_job_runs_once_for_any_number_of_threads)
{
    for (int threads = 1; threads <= WORKERS; threads++)
        for (uint64_t jobs = 0; jobs <= JOBS; jobs += 40) {
            record r = { 0 };
            nb_team_run(threads, INT_MAX, jobs, simple, &r);
            ck_each_once(&r, jobs);
            ck_assert_int_lt(atomic_load(&r.highest), threads);
        }
}
END_TEST

START_TEST(no_more_workers_than_asked_for_have_jobs)
{
    for (int most = 1; most <= 4; most++) {
        record r = { 0 };
        nb_team_run(WORKERS, most, JOBS, simple, &r);
        ck_each_once(&r, JOBS);
        ck_assert_int_lt(atomic_load(&r.highest), most);
    }
}
END_TEST

START_TEST(jobs_within_jobs_are_done_when_the_outer_one_is_and_never_interrupt_another)
{
    for (int most = 1; most <= WORKERS; most++) {
        record r = { 0 };
        nb_team_run(WORKERS, most, JOBS, nested, &r);
        ck_each_once(&r, JOBS);
        for (size_t i = 0; i < JOBS; i++)
            ck_assert_int_eq(atomic_load(&r.inner[i]), INNER);
    }
}
END_TEST

/* Job 0 has jobs of its own; job 1 waits for the end of job 0, and gives up in the end. */
typedef struct { atomic_int inner; atomic_bool ended, missed; } pair;

static void one_of_two(void *context, int worker, uint64_t i)
{
    pair *p = context;
    const struct timespec pause = { 0, 1000000 };
    (void)worker;
    if (i == 0) {
        nanosleep(&(struct timespec){ 0, 20000000 }, NULL);                 // the other has begun
        nb_team_run(0, INT_MAX, INNER, count, &p->inner);
        atomic_store(&p->ended, true);
        return;
    }
    for (int k = 0; k < 2000 && !atomic_load(&p->ended); k++)
        nanosleep(&pause, NULL);
    atomic_store(&p->missed, !atomic_load(&p->ended));
}

START_TEST(a_job_waits_for_its_own_jobs_and_for_no_others)
{
    for (int threads = 2; threads <= WORKERS; threads++) {
        pair p = { 0 };
        nb_team_run(threads, 2, 2, one_of_two, &p);
        ck_assert_int_eq(atomic_load(&p.inner), INNER);
        ck_assert(!atomic_load(&p.missed));
    }
}
END_TEST

static void sizes(void *context, int worker, uint64_t i)
{
    (void)worker;
    ((int *)context)[i] = nb_team_size(77);
}

START_TEST(a_job_sees_the_size_of_its_team)
{
    int size[2] = { 0 };
    nb_team_run(3, INT_MAX, 2, sizes, size);
    ck_assert_int_eq(size[0], 3);
    ck_assert_int_eq(size[1], 3);
    ck_assert_int_eq(nb_team_size(5), 5);
    ck_assert_int_ge(nb_team_size(0), 1);
}
END_TEST

START_TEST(jobs_round_to_nearest_and_the_caller_keeps_its_rounding)
{
    record r = { 0 };
    ck_assert_int_eq(fesetround(FE_UPWARD), 0);
    nb_team_run(2, INT_MAX, JOBS, nested, &r);
    nb_team_run(1, INT_MAX, 0, simple, &r);
    ck_assert_int_eq(fegetround(), FE_UPWARD);
    fesetround(FE_TONEAREST);
    ck_each_once(&r, JOBS);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("lib/team");
    TCase *t = tcase_create("jobs");
    tcase_add_test(t, every_job_runs_once_for_any_number_of_threads);
    tcase_add_test(t, no_more_workers_than_asked_for_have_jobs);
    tcase_add_test(t, jobs_within_jobs_are_done_when_the_outer_one_is_and_never_interrupt_another);
    tcase_add_test(t, a_job_waits_for_its_own_jobs_and_for_no_others);
    tcase_add_test(t, a_job_sees_the_size_of_its_team);
    tcase_add_test(t, jobs_round_to_nearest_and_the_caller_keeps_its_rounding);
    suite_add_tcase(s, t);
    return s;
}
