// SPDX-License-Identifier: GPL-3.0-or-later
/* A draw is a function of its trial and its replicate: not of instructions, threads, lanes, ranges or the caller's
 * environment. */
#include <fenv.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ensemble.h"
#include "lib/sampler/walk.h"
#include "tests/lib/cases.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

Suite *nb_suite(void);

enum { REPLICATES = 580, TIMES = 3, ARMS = 8 };           // two chunks, the last one short and its last flock shorter
static const uint64_t times[TIMES] = { 0, 5, 10 };
static const nb_observable *const watched[] = { &nb_gap, &nb_distance, &nb_gradient, &nb_first };

/* One problem with eight arms: methods and schemes that its family allows. */
typedef struct { nb_arena arena; nb_arm arm[ARMS]; nb_instance instance; nb_trial trial; } bench;

static void bench_make(bench *b, size_t i, nb_isa isa)
{
    problem_case all[CASES];
    *b = (bench){ 0 };
    problem_cases(all, &b->arena);
    const bool sum = all[i].spec.terms > 0;
    const nb_arm arm = { .problem = all[i].spec, .method = &nb_sgd, .step = { nb_harmonic, 0.5, 2 },
                         .start = { .spread = 1 }, .momentum = 0.5 };
    for (size_t a = 0; a < ARMS; a++)
        b->arm[a] = arm;
    b->arm[4].method = &nb_mirror_descent;
    b->arm[5].method = &nb_gradient_flow;
    b->arm[6].method = &nb_rmsprop;
    b->arm[7].method = &nb_adam;
    b->arm[3].method = &nb_noisy_gd;
    b->arm[3].kick = (nb_schedule){ nb_constant, 0.1, 0 };
    b->arm[1].method = &nb_heavy_ball;
    b->arm[1].sampling = sum ? (nb_sampling){ NB_WITHOUT_REPLACEMENT, 2 } : (nb_sampling){ 0 };
    b->arm[2].method = &nb_averaged;
    b->arm[2].sampling = sum ? (nb_sampling){ NB_RESHUFFLED, 2 } : (nb_sampling){ 0 };
    b->instance = (nb_instance){ all[i].label, { b->arm, ARMS }, { times, TIMES }, NB_SMOKE };
    nb_fault why = { 0 };
    const nb_watch watch = { watched, 4 };
    ck_assert_msg(nb_trial_make(&b->trial, &b->instance, watch, 0, nb_stream_named(1, "bits", 3), isa, &why) == NB_OK,
                  "%s", why.text);
}

static void bench_drop(bench *b)
{
    nb_trial_drop(&b->trial);
    nb_arena_drop(&b->arena);
}

static nb_sheet filled(const nb_trial *t, uint64_t n, int threads)
{
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_sheet_make(&s, t->cells, n), NB_OK);
    ck_assert_msg(nb_extend(&s, t, NULL, n, threads, &why) == NB_OK, "%s", why.text);
    return s;
}

static bool equal(const nb_sheet *a, const nb_sheet *b)
{
    for (size_t c = 0; c < a->cells; c++)
        if (memcmp(a->at + c * a->capacity, b->at + c * b->capacity, a->n * sizeof *a->at) != 0)
            return false;
    return a->cells == b->cells && a->n == b->n;
}

START_TEST(instructions_and_threads_change_no_bit)
{
    bench b;
    bench_make(&b, (size_t)_i, NB_SCALAR);
    nb_sheet reference = filled(&b.trial, REPLICATES, 1);
    bench_drop(&b);
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        if (!nb_isa_runs(isa))
            continue;
        bench_make(&b, (size_t)_i, isa);
        const int threads[] = { 1, 2, 3, 8 };
        for (int k = isa < nb_isa_best() ? 3 : 0; k < 4; k++) {
            nb_sheet s = filled(&b.trial, REPLICATES, threads[k]);
            ck_assert_msg(equal(&reference, &s), "'%s' with %s on %d threads", b.instance.label, nb_isa_name(isa),
                          threads[k]);
            nb_sheet_drop(&s);
        }
        bench_drop(&b);
    }
    nb_sheet_drop(&reference);
}
END_TEST

START_TEST(replicates_differ)
{
    bench b;
    bench_make(&b, (size_t)_i, nb_isa_best());
    nb_sheet s = filled(&b.trial, 64, 1);
    const double *last = s.at + (s.cells - 1) * s.capacity;             // a first coordinate after ten steps
    for (size_t i = 1; i < 64; i++)
        ck_assert_double_ne(last[i], last[i - 1]);
    nb_sheet_drop(&s);
    bench_drop(&b);
}
END_TEST

START_TEST(splitting_a_range_changes_no_bit)
{
    bench b;
    bench_make(&b, (size_t)_i, nb_isa_best());
    nb_sheet whole = filled(&b.trial, REPLICATES, 1), parts;
    ck_assert_int_eq(nb_sheet_make(&parts, b.trial.cells, 7), NB_OK);
    const uint64_t ends[] = { 7, 8, 100, 571, REPLICATES };
    for (int k = 0; k < 5; k++) {
        ck_assert_int_eq(nb_sheet_grow(&parts, ends[k]), NB_OK);
        ck_assert_int_eq(nb_extend(&parts, &b.trial, NULL, ends[k], 2, NULL), NB_OK);
    }
    ck_assert_msg(equal(&whole, &parts), "'%s'", b.instance.label);
    nb_sheet_drop(&parts);
    nb_sheet_drop(&whole);
    bench_drop(&b);
}
END_TEST

START_TEST(the_number_of_lanes_changes_no_bit)
{
    bench b;
    bench_make(&b, (size_t)_i, nb_isa_best());
    for (size_t arm = 0; arm < ARMS; arm++) {
        const nb_setup *s = &b.trial.setup[arm];
        const size_t d = s->problem.dim, lanes[] = { 8, 16, 64, 128 };
        double x[2][128 * 160], gap[2][128];
        for (int k = 0; k < 4; k++) {
            const nb_shape shape = nb_walk_shape(s, lanes[k]);
            void *scratch = malloc(nb_flock_bytes(&shape));
            nb_flock f;
            nb_flock_lay(&f, &shape, scratch);
            for (uint64_t first = 0; first < 128; first += lanes[k]) {
                double out[128];
                nb_walk_start(&b.trial, s, &f, first);
                nb_walk_until(&b.trial, s, &f, 10);
                s->problem.run->value(&s->problem, &f, out);
                for (size_t l = 0; l < lanes[k]; l++) {
                    gap[k > 0][first + l] = out[l];
                    for (size_t j = 0; j < d; j++)
                        x[k > 0][(first + l) * d + j] = nb_flock_get(&f, l, j);
                }
            }
            free(scratch);
            ck_assert_msg(k == 0 || memcmp(x[0], x[1], 128 * d * sizeof **x) == 0, "'%s': %zu lanes", b.instance.label,
                          lanes[k]);
            ck_assert_msg(k == 0 || memcmp(gap[0], gap[1], sizeof *gap) == 0, "'%s': %zu lanes", b.instance.label,
                          lanes[k]);
        }
    }
    bench_drop(&b);
}
END_TEST

START_TEST(the_callers_rounding_and_flushing_change_no_bit)
{
    const double tiny[] = { 0x1p-1015 };
    const uint64_t at[] = { 60 };
    const nb_arm arm = { .problem = { &nb_quadratic, .dim = 1 }, .method = &nb_sgd, .step = { nb_constant, .a = 0.3 },
                         .start = { .point = tiny } };
    const nb_instance instance = { "below the normal numbers", { &arm, 1 }, { at, 1 }, NB_SMOKE };
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        nb_trial t;
        if (!nb_isa_runs(isa))
            continue;
        const nb_watch watch = NB_WATCH(&nb_first);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, nb_stream_named(1, "bits", 0), isa, NULL), NB_OK);
        nb_sheet usual = filled(&t, 2000, 2);
        ck_assert_double_gt(usual.at[0], 0);
        ck_assert_double_lt(usual.at[0], 0x1p-1022);
        fesetround(FE_UPWARD);
#ifdef __SSE2__
        _mm_setcsr(_mm_getcsr() | 0x8040);              // flush to zero, subnormals are zero
#endif
        nb_sheet odd = filled(&t, 2000, 1);               // on this thread
        const int rounding = fegetround();
#ifdef __SSE2__
        ck_assert_uint_eq(_mm_getcsr() & 0x8040, 0x8040);
        _mm_setcsr(_mm_getcsr() & ~0x8040u);
#endif
        fesetround(FE_TONEAREST);
        ck_assert_int_eq(rounding, FE_UPWARD);          // and the caller keeps its own
        ck_assert(equal(&usual, &odd));
        nb_sheet_drop(&usual);
        nb_sheet_drop(&odd);
        nb_trial_drop(&t);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("bits");
    TCase *c = tcase_create("bits");
    tcase_add_loop_test(c, instructions_and_threads_change_no_bit, 0, CASES);
    tcase_add_loop_test(c, replicates_differ, 0, CASES);
    tcase_add_loop_test(c, splitting_a_range_changes_no_bit, 0, CASES);
    tcase_add_loop_test(c, the_number_of_lanes_changes_no_bit, 0, CASES);
    tcase_add_test(c, the_callers_rounding_and_flushing_change_no_bit);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
