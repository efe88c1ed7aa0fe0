// SPDX-License-Identifier: GPL-3.0-or-later
/* Arrivals across a barrier: step by step, and several steps at once. */
#ifdef __SSE2__
#define NB_VB 16
#else
#define NB_VB 8
#endif
#include "lib/barrier.h"
#include "tests/lib/hunts.h"

Suite *nb_suite(void);

/* Four walks, seen from t = 7 to 10: one crosses at 9 and comes back, one stays, one had arrived at 3, one is lost. */
START_TEST(the_first_crossing_is_kept)
{
    static const double x[4][4] = { { 0.5, -1, 9, NAN }, { 1, 1, 9, NAN }, { -1.5, 0.9, 0, NAN }, { 0, -0.0, 9, NAN } };
    const double before[4] = { INFINITY, INFINITY, 3, INFINITY }, after[4] = { 9, INFINITY, 3, INFINITY };
    for (size_t v = 0; v < 4; v += NB_VW) {
        double now[NB_VW];
        lookout w = lookout_open(vload(before + v));
        for (size_t t = 0; t < 4; t++)
            lookout_see(&w, vload(x[t] + v), vset(1.0));
        vstore(now, lookout_close(w, vload(before + v), 7));
        for (size_t l = 0; l < NB_VW; l++)
            ck_assert_double_eq(now[l], after[v + l]);
    }
}
END_TEST

static size_t across(size_t dim)
{
    return dim > 3 ? 0 : 1;
}

static void beyond(const nb_setup *s, const nb_flock *f, double *out)
{
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, across(s->problem.dim))) > 0.5;
}

static void same_sheet(const nb_arm *looking, const nb_arm *barred, nb_watch watch, nb_isa isa)
{
    enum { R = 203 };
    const uint64_t at[] = { 1, 10, 37, 100, 200 };
    nb_sheet sheet[2];
    for (int k = 0; k < 2; k++) {
        const nb_instance i = { "barrier", { k ? barred : looking, 1 }, { at, 5 }, NB_SMOKE };
        nb_trial t;
        ck_assert_int_eq(nb_trial_make(&t, &i, watch, 0, stream, isa, NULL), NB_OK);
        ck_assert_int_eq(nb_sheet_make(&sheet[k], t.cells, R), NB_OK);
        ck_assert_int_eq(nb_extend(&sheet[k], &t, NULL, R, 1, NULL), NB_OK);
        nb_trial_drop(&t);
    }
    size_t within = 0;                  // of the last checkpoint: some have arrived, most of them on the way
    for (size_t r = 0; r < R; r++)
        within += sheet[0].at[(sheet[0].cells - watch.count) * R + r] == 1;
    ck_assert_uint_gt(within, 10);
    ck_assert_mem_eq(sheet[0].at, sheet[1].at, sheet[0].cells * R * sizeof(double));
    nb_sheet_drop(&sheet[0]);
    nb_sheet_drop(&sheet[1]);
}

/* Several steps at once, as descents from a saddle walk, are the same steps; so is what is watched besides. */
START_TEST(a_barrier_is_crossed_where_one_who_looks_sees_it)
{
    static const nb_arm descent = { .problem = { &nb_quartic, .dim = 2, .data = pits }, .method = &nb_sgd };
    nb_arm looking = _i < HUNTS ? hunts[_i] : descent;
    looking.step = (nb_schedule){ nb_harmonic, 5, 45 };
    looking.start.spread = 0.1;
    nb_arm barred = looking;
    looking.until = beyond;
    barred.barrier = (nb_barrier){ across(barred.problem.dim), 0.5 };
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++)
        if (nb_isa_runs(isa)) {
            same_sheet(&looking, &barred, (nb_watch)NB_WATCH(&nb_arrived, &nb_arrival), isa);
            same_sheet(&looking, &barred, (nb_watch)NB_WATCH(&nb_arrived, &nb_arrival, &nb_gap), isa);
        }
}
END_TEST

START_TEST(an_arm_arrives_in_one_way)
{
    const uint64_t at[] = { 2 };
    nb_arm arm = parabola(1);
    const nb_instance i = { "the well", { &arm, 1 }, { at, 1 }, NB_SMOKE };
    nb_trial t;
    nb_fault why = { 0 };
    arm.until = beyond;
    arm.barrier = (nb_barrier){ 0, 1 };
    ck_assert_int_eq(nb_trial_make(&t, &i, (nb_watch)NB_WATCH(&nb_arrived), 0, stream, NB_SCALAR, &why), NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "the well: arm 1 arrives in two ways");
    why = (nb_fault){ 0 };
    arm.until = NULL;
    arm.barrier.k = 1;
    ck_assert_int_eq(nb_trial_make(&t, &i, (nb_watch)NB_WATCH(&nb_arrived), 0, stream, NB_SCALAR, &why), NB_BAD_INPUT);
    ck_assert_str_eq(why.text, "the well: a barrier across coordinate 2 of 1");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("barrier");
    TCase *c = tcase_create("barrier");
    tcase_add_test(c, the_first_crossing_is_kept);
    tcase_add_loop_test(c, a_barrier_is_crossed_where_one_who_looks_sees_it, 0, HUNTS + 1);
    tcase_add_test(c, an_arm_arrives_in_one_way);
    suite_add_tcase(s, c);
    return s;
}
