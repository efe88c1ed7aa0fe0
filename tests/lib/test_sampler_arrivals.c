// SPDX-License-Identifier: GPL-3.0-or-later
/* Arrivals: the first is kept, whatever becomes of the walk. */
#include "tests/lib/hunts.h"

Suite *nb_suite(void);

static void past_two(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0) >= 2;
}

/* x_t = (-2)^t from 1 is past 2 at t = 2 for the first time, no longer at t = 3, and again at t = 4. */
START_TEST(the_first_arrival_is_kept)
{
    const uint64_t at[] = { 1, 2, 3, 4 };
    nb_arm arm = parabola(3);
    arm.until = past_two;
    const nb_instance i = { "arrival", { &arm, 1 }, { at, 4 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_arrived, &nb_arrival));
    double out[8][8], *cell[8];
    for (int c = 0; c < 8; c++)
        cell[c] = out[c];
    void *scratch = malloc(nb_walks.scratch(&t));
    nb_walks.fill(&t, (nb_range){ 0, 8 }, scratch, cell);
    for (size_t k = 0; k < 4; k++) {
        ck_assert_double_eq(out[2 * k][3], k >= 1);
        ck_assert_double_eq(out[2 * k + 1][3], k >= 1 ? 2 : INFINITY);
    }
    free(scratch);
    nb_trial_drop(&t);
}
END_TEST

static void near_three(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = fabs(nb_flock_get(f, l, 0) - 3) < 0.5;
}

/* x_t = (-2)^t x_0 from x_0 uniform in [0, 2]: past 2 at the first even t >= 1 + log_2(1 / x_0), and within 1/2 of 3 at
 * an even t with 5/4 <= 2^(t-1) x_0 <= 7/4, if there is one. By t = 3000 it is beyond every bound. */
START_TEST(an_arrival_outlives_the_divergence_that_follows)
{
    enum { R = 1000 };
    const uint64_t at[] = { 3, 3000 };
    for (int round = 0; round < 2; round++) {
        nb_arm arm = parabola(3);
        arm.start.spread = 1;
        arm.start.law = NB_BOX_START;
        arm.until = round ? near_three : past_two;
        const nb_instance i = { "arrival", { &arm, 1 }, { at, 2 }, NB_SMOKE };
        nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_arrived, &nb_arrival, &nb_gap));
        nb_sheet s;
        int never = 0;
        ck_assert_int_eq(nb_sheet_make(&s, t.cells, R), NB_OK);
        ck_assert_int_eq(nb_extend(&s, &t, NULL, R, 1, NULL), NB_OK);
        for (uint64_t r = 0; r < R; r++) {
            const double x0 = 2 * nb_uniform(stream, NB_START, r, 0), two = 2 * ceil((1 - log2(x0)) / 2);
            double when = fmax(two, 0);
            if (round) {
                const double even = 2 * ceil(log2(2.5 / x0) / 2);
                when = even >= 0 && x0 * exp2(even) < 3.5 ? even : INFINITY;
            }
            never += isinf(when);
            ck_assert_double_eq(s.at[r], when <= 3);
            ck_assert_double_eq(s.at[R + r], when <= 3 ? when : INFINITY);
            ck_assert_double_eq(s.at[3 * R + r], when < INFINITY);
            ck_assert_double_eq(s.at[4 * R + r], when);
            ck_assert_double_eq(s.at[5 * R + r], INFINITY);
        }
        ck_assert(round ? never > R / 2 && never < R : never == 0);
        nb_sheet_drop(&s);
        nb_trial_drop(&t);
    }
}
END_TEST

/* x doubles, but replicate 700 is NaN from t = 6 on. */
static void poison(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    (void)p;
    (void)c;
    for (size_t l = 0; l < f->lanes; l++)
        nb_flock_set(f, l, 0, f->t == 5 && f->replicate[l] == 700 ? NAN : 2 * nb_flock_get(f, l, 0));
}
static const nb_method poisoned = { "poisoned", 0, false, { poison, poison, poison, poison } };

START_TEST(a_nan_is_named_though_only_arrivals_are_watched)
{
    const uint64_t at[] = { 2000 };
    nb_arm arm = parabola(1);
    arm.method = &poisoned;
    arm.until = near_three;
    const nb_instance i = { "the well", { &arm, 1 }, { at, 1 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_arrived));
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 2000), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 700, 1, &why), NB_OK);
    ck_assert_double_eq(s.at[0], 0);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 2000, 2, &why), NB_NO_VALUE);
    ck_assert_str_eq(why.text, "the well, arm 1: the arrived of replicate 700 at t = 2000 is not a number, "
                               "as x is not since t = 6");
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

static void past_four(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = nb_flock_get(f, l, 0) > 4;
}

enum { FLARES = 21 };

/* x_1 = 1/2 + r / 10, and then a fiftieth more at every step; but replicate 5 goes 3, 6, 30, ..., inf, NaN, and those
 * that nobody asks for stay at 0. */
static void flare(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    (void)p;
    (void)c;
    for (size_t l = 0; l < f->lanes; l++) {
        const uint64_t r = f->replicate[l];
        const double x = nb_flock_get(f, l, 0), first = r == 5 ? 3 : r < FLARES ? 0.5 + 0.1 * (double)r : 0;
        nb_flock_set(f, l, 0, f->t == 0 ? first : r == 5 ? x * x - x : x * 1.02);
    }
}
static const nb_method flaring = { "flaring", 0, false, { flare, flare, flare, flare } };

/* That replicate 5 was beyond before it was NaN takes a second walk, of which the lanes without a replicate take part:
 * when ranks close next, it is not counted as one of those. */
START_TEST(a_nan_that_has_arrived_stays_when_ranks_close)
{
    const uint64_t at[] = { 40, 100, 400 };
    nb_arm arm = parabola(1);
    arm.method = &flaring;
    arm.until = past_four;
    const nb_instance i = { "a flare", { &arm, 1 }, { at, 3 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_arrival));
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, FLARES), NB_OK);
    for (size_t c = 0; c < (size_t)3 * FLARES; c++)
        s.at[c] = -1;
    ck_assert_int_eq(nb_extend(&s, &t, NULL, FLARES, 1, NULL), NB_OK);
    for (size_t r = 0; r < FLARES; r++) {
        double when = 1, x = r == 5 ? 6 : 0.5 + 0.1 * (double)r;
        for (when += r == 5; !(x > 4); when++)
            x *= 1.02;
        for (size_t k = 0; k < 3; k++)
            ck_assert_double_eq(s.at[k * FLARES + r], when <= (double)at[k] ? when : INFINITY);
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

static double square_of(const nb_flock *f, size_t lane)
{
    double sum = 0;
    for (size_t k = 0; k < f->dim; k++)
        sum += nb_flock_get(f, lane, k) * nb_flock_get(f, lane, k);
    return sum;
}

static void far_from_zero(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = square_of(f, l) > 4;
}

/* Nothing walks on once it has arrived where arrivals alone are watched, and everything does where the gap is too. */
START_TEST(walks_that_stop_where_they_arrive_arrive_as_the_others)
{
    enum { R = 600 };
    const uint64_t at[] = { 10, 37, 100, 200 };
    nb_arm arm = hunts[_i];
    arm.step = (nb_schedule){ nb_constant, 0.1, 0 };
    arm.start.spread = 0.1;
    arm.until = far_from_zero;
    const nb_instance i = { "hunt", { &arm, 1 }, { at, 4 }, NB_SMOKE };
    const nb_watch two = NB_WATCH(&nb_arrived, &nb_arrival), three = NB_WATCH(&nb_arrived, &nb_arrival, &nb_gap);
    nb_trial on = made(&i, three);
    nb_sheet all, few;
    ck_assert_int_eq(nb_sheet_make(&all, on.cells, R), NB_OK);
    ck_assert_int_eq(nb_extend(&all, &on, NULL, R, 1, NULL), NB_OK);
    size_t late = 0, early = 0;
    for (size_t r = 0; r < R; r++) {
        early += all.at[10 * R + r] <= 37;
        late += all.at[10 * R + r] > 37 && all.at[10 * R + r] <= 200;
    }
    ck_assert_msg(early > 10 && late > 10, "%zu early, %zu late", early, late);
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        nb_trial t;
        if (!nb_isa_runs(isa))
            continue;
        ck_assert_int_eq(nb_trial_make(&t, &i, two, 0, stream, isa, NULL), NB_OK);
        ck_assert_int_eq(nb_sheet_make(&few, t.cells, R), NB_OK);
        ck_assert_int_eq(nb_extend(&few, &t, NULL, 75, 1, NULL), NB_OK);
        ck_assert_int_eq(nb_extend(&few, &t, NULL, R, 2, NULL), NB_OK);
        for (size_t k = 0; k < 4; k++)
            for (size_t w = 0; w < 2; w++)
                ck_assert_msg(memcmp(few.at + (2 * k + w) * R, all.at + (3 * k + w) * R, R * sizeof *all.at) == 0,
                              "hunt %d with %s at t = %d", _i, nb_isa_name(isa), (int)at[k]);
        nb_sheet_drop(&few);
        nb_trial_drop(&t);
    }
    nb_sheet_drop(&all);
    nb_trial_drop(&on);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("sampler_arrivals");
    TCase *c = tcase_create("sampler_arrivals");
    tcase_add_test(c, the_first_arrival_is_kept);
    tcase_add_test(c, an_arrival_outlives_the_divergence_that_follows);
    tcase_add_test(c, a_nan_is_named_though_only_arrivals_are_watched);
    tcase_add_test(c, a_nan_that_has_arrived_stays_when_ranks_close);
    tcase_add_loop_test(c, walks_that_stop_where_they_arrive_arrive_as_the_others, 0, HUNTS);
    suite_add_tcase(s, c);
    return s;
}
