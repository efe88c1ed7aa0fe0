// SPDX-License-Identifier: GPL-3.0-or-later
/* Sheets and ensembles: what is named when it is not a number, samplers of one's own, room and memory. */
#include "tests/lib/trials.h"

Suite *nb_suite(void);

static const uint64_t few[] = { 1, 2, 4 };

/* gcc tells of sanitizers by macros, clang by features. */
#ifndef __has_feature
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) \
    || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif

/* Allocations of this program, counted in front of the C library's. */
#if defined(__GLIBC__) && !defined(SANITIZED)
#define COUNTED 1
static size_t allocations;
/* The C library's own names. */
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
static void count(void) { __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED); }
void *malloc(size_t size)                         { count(); return __libc_malloc(size); }
void *calloc(size_t nmemb, size_t size)           { count(); return __libc_calloc(nmemb, size); }
void *realloc(void *ptr, size_t size)             { count(); return __libc_realloc(ptr, size); }
void *aligned_alloc(size_t alignment, size_t size) { count(); return __libc_memalign(alignment, size); }
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
#endif

/* Doubles x, and makes replicate 700 not a number at its step 6. */
static void poison(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    (void)p;
    (void)c;
    for (size_t l = 0; l < f->lanes; l++)
        nb_flock_set(f, l, 0, f->t == 5 && f->replicate[l] == 700 ? NAN : 2 * nb_flock_get(f, l, 0));
}
static const nb_method poisoned = { "poisoned", 0, false, { poison, poison, poison, poison } };

START_TEST(a_nan_that_is_no_divergence_is_named)
{
    const uint64_t at[] = { 3, 2000 };
    nb_arm arm = parabola(1);
    arm.method = &poisoned;
    const nb_instance i = { "the well", { &arm, 1 }, { at, 2 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_gap));
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 2000), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 700, 2, NULL), NB_OK);
    ck_assert_double_eq(s.at[s.capacity + 699], INFINITY);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 2000, 2, &why), NB_NO_VALUE);
    ck_assert_str_eq(why.text, "the well, arm 1: the gap of replicate 700 at t = 2000 is not a number, "
                               "as x is not since t = 6");
    ck_assert_uint_eq(s.n, 700);
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

static void broken(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->t == 2 && f->replicate[l] == 30 ? NAN : 1;
}

START_TEST(an_observable_that_is_not_a_number_is_named)
{
    static const nb_observable wrong = { "wrong", "w", .run = broken };
    const nb_arm arm = parabola(0.5);
    const nb_instance i = { "the well", { &arm, 1 }, { few, 3 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_gap, &wrong));
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 100), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 100, 1, &why), NB_NO_VALUE);
    ck_assert_str_eq(why.text, "the well, arm 1: the wrong of replicate 30 at t = 2 is not a number, though x is");
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

static void own(const nb_trial *t, nb_random *r, double *cell)
{
    for (size_t c = 0; c < t->cells; c++)
        cell[c] = nb_next_uniform(r) + (double)r->replicate;
}

static void own_nan(const nb_trial *t, nb_random *r, double *cell)
{
    own(t, r, cell);
    if (r->replicate == 1234)
        cell[5] = NAN;
}

START_TEST(an_own_sampler_fills_its_cells_by_replicate)
{
    const nb_instance i = { .label = "a chain", .at = { few, 3 } };
    nb_trial t;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_trial_make(&t, &i, (nb_watch){ NULL, 0 }, 2, stream, nb_isa_best(), &why), NB_OK);
    ck_assert_uint_eq(t.cells, 6);
    ck_assert_ptr_null(t.setup[0].arm);
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 2000), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, own, 1000, 3, &why), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, own, 2000, 2, &why), NB_OK);
    for (uint64_t r = 0; r < 2000; r += 37)
        for (size_t c = 0; c < 6; c++)
            ck_assert_double_eq(s.at[c * s.capacity + r], nb_uniform(stream, NB_OWN, r, c) + (double)r);
    s.n = 0;
    ck_assert_int_eq(nb_extend(&s, &t, own_nan, 2000, 2, &why), NB_NO_VALUE);
    ck_assert_str_eq(why.text, "a chain: number 2 at t = 4 of replicate 1234 is not a number");
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_sheet_without_room_is_refused)
{
    const nb_arm arm = parabola(0.5);
    const nb_instance i = { "the well", { &arm, 1 }, { few, 3 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_gap));
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 10), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 11, 1, NULL), NB_BAD_INPUT);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 10, 1, NULL), NB_OK);
    ck_assert_int_eq(nb_sheet_grow(&s, SIZE_MAX / 4), NB_NO_MEMORY);
    ck_assert_uint_eq(s.n, 10);
    s.cells = 2;
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 10, 1, NULL), NB_BAD_INPUT);
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

#ifdef COUNTED
static size_t allocated(uint64_t steps, uint64_t replicates)
{
    const uint64_t at[] = { steps };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 20, .terms = 30 }, .method = &nb_sgd,
                         .step = { nb_constant, .a = 0.01 } };
    const nb_instance i = { "counted", { &arm, 1 }, { at, 1 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_gap));
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 10000), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 1, 1, NULL), NB_OK);       // the runtime of OpenMP is up
    const size_t before = allocations;
    ck_assert_int_eq(nb_extend(&s, &t, NULL, replicates, 1, NULL), NB_OK);
    const size_t after = allocations;
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
    return after - before;
}

START_TEST(neither_steps_nor_replicates_allocate)
{
    const size_t least = allocated(10, 100);                // one, and those of the runtime for its threads
    ck_assert_uint_ge(least, 1);
    ck_assert_uint_eq(allocated(10, 5000), least);
    ck_assert_uint_eq(allocated(500, 5000), least);
}
END_TEST
#endif

Suite *nb_suite(void)
{
    Suite *s = suite_create("ensemble");
    TCase *c = tcase_create("ensemble");
    tcase_add_test(c, a_nan_that_is_no_divergence_is_named);
    tcase_add_test(c, an_observable_that_is_not_a_number_is_named);
    tcase_add_test(c, an_own_sampler_fills_its_cells_by_replicate);
    tcase_add_test(c, a_sheet_without_room_is_refused);
#ifdef COUNTED
    tcase_add_test(c, neither_steps_nor_replicates_allocate);
#endif
    suite_add_tcase(s, c);
    return s;
}
