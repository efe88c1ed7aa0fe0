// SPDX-License-Identifier: GPL-3.0-or-later
/* Walks and ensembles: what is refused, what diverges, what is named, what is allocated, and three workloads with exact values. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ensemble.h"
#include "tests/lib/cases.h"

Suite *nb_suite(void);

static const nb_stream stream = { { 21, 22 }, 0 };
static const double one[] = { 1 };
static const uint64_t few[] = { 1, 2, 4 };

/* Allocations of this program, counted in front of the C library's. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTED 1
static size_t allocations;
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
static void count(void) { __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED); }
void *malloc(size_t size)                         { count(); return __libc_malloc(size); }
void *calloc(size_t n, size_t size)               { count(); return __libc_calloc(n, size); }
void *realloc(void *p, size_t size)               { count(); return __libc_realloc(p, size); }
void *aligned_alloc(size_t alignment, size_t size) { count(); return __libc_memalign(alignment, size); }
#endif

static nb_arm parabola(double a)
{
    return (nb_arm){ .problem = { &nb_quadratic, .dim = 1 }, .method = &nb_sgd, .step = { nb_constant, .a = a }, .start = { one, 0 } };
}

static nb_trial made(const nb_instance *i, nb_watch watch)
{
    nb_trial t;
    nb_fault why = { 0 };
    ck_assert_msg(nb_trial_make(&t, i, watch, 0, stream, nb_isa_best(), &why) == NB_OK, "%s", why.text);
    return t;
}

static void refuses(nb_instance i, nb_watch watch, size_t width, nb_stream s, const char *word)
{
    nb_trial t;
    nb_fault why = { 0 };
    i.label = "the instance";
    ck_assert_msg(nb_trial_make(&t, &i, watch, width, s, nb_isa_best(), &why) == NB_BAD_INPUT, "accepted: no '%s'", word);
    ck_assert_msg(strstr(why.text, word) && strstr(why.text, "the instance"), "'%s' does not say '%s'", why.text, word);
    ck_assert_ptr_null(t.setup);
}

START_TEST(a_trial_that_cannot_be_run_is_refused_in_words)
{
    const nb_watch gap = NB_WATCH(&nb_gap), average = NB_WATCH(&nb_gap, &nb_average_distance);
    const nb_times at = { few, 3 };
    const uint64_t twice[] = { 1, 2, 2 }, far[] = { 1ULL << 34 };
    nb_arm arm = parabola(0.1);
    const nb_arms arms = { &arm, 1 };
    refuses((nb_instance){ .arms = arms, .at = { twice, 3 } }, gap, 0, stream, "checkpoint 3");
    refuses((nb_instance){ .arms = arms, .at = { twice, 3 } }, gap, 1, stream, "checkpoint 3");
    refuses((nb_instance){ .at = at }, gap, 0, stream, "without an arm");
    refuses((nb_instance){ .arms = arms }, gap, 0, stream, "without checkpoints");
    refuses((nb_instance){ .arms = arms, .at = at }, average, 0, stream, "average");
    refuses((nb_instance){ .arms = arms, .at = { far, 1 } }, gap, 0, stream, "2^34");
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, (nb_stream){ { 0, 0 }, NB_INSTANCES }, "instance number");
    arm = parabola(NAN);
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step size at t = 0");
    arm = parabola(1);
    arm.step = (nb_schedule){ nb_harmonic, 1, -2 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step size at t = 2");
    arm.step.at = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step sizes");
    arm = parabola(1);
    arm.method = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "no method");
    arm = parabola(1);
    arm.problem.type = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "without a problem");
    arm = parabola(1);
    arm.problem.noise = -1;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "negative");
    arm = parabola(1);
    arm.momentum = INFINITY;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "momentum");
    arm = parabola(1);
    arm.start.spread = -1;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "spread");
    arm.start = (nb_start){ (const double[]){ INFINITY }, 0 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "coordinate 1");
    arm = parabola(1);
    arm.sampling.batch = 2;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "no terms");
    arm.problem = (nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a };
    arm.start = (nb_start){ NULL, 0 };
    arm.sampling = (nb_sampling){ NB_WITHOUT_REPLACEMENT, 5 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "batches of 5 out of 4");
    arm.sampling = (nb_sampling){ NB_FULL_BATCH, 3 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "full batch");
}
END_TEST

START_TEST(cells_are_arms_then_checkpoints_then_observables)
{
    const nb_arm arms[] = { parabola(0.5), parabola(0.25) };
    const nb_instance i = { "two arms", { arms, 2 }, { few, 3 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first, &nb_gap));
    ck_assert_uint_eq(t.cells, 12);
    ck_assert_double_eq(t.setup[0].gap0, 0.5);
    ck_assert_double_eq(t.setup[1].step[3], 0.25);
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 70), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 70, 1, NULL), NB_OK);
    for (size_t c = 0; c < 12; c++) {
        const double x = pow(1 - arms[c / 6].step.a, (double)few[c / 2 % 3]);
        ck_assert_ptr_eq(nb_trial_setup(&t, c), &t.setup[c / 6]);
        ck_assert_uint_eq(nb_trial_time(&t, c), few[c / 2 % 3]);
        ck_assert_double_eq_tol(s.at[c * s.capacity + 69], c % 2 ? x * x / 2 : x, 1e-15);
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_trial_on_which_nothing_is_watched_has_arms_and_no_cells)
{
    const nb_arm arms[] = { parabola(0.5), { .numbers = one } };
    const nb_instance i = { "an identity", { arms, 2 }, { NULL, 0 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch){ NULL, 0 });
    ck_assert_uint_eq(t.cells, 0);
    ck_assert_double_eq(t.setup[0].k.L, 1);
    ck_assert_double_eq(t.setup[0].gap0, 0.5);
    ck_assert_ptr_eq(t.setup[1].arm, &arms[1]);
    ck_assert_int_eq(nb_walk_alone(&t, 0, 0, NULL, NULL, NULL), NB_BAD_INPUT);      // no checkpoint to walk to
    ck_assert_int_eq(nb_walk_alone(&t, 1, 0, NULL, NULL, NULL), NB_BAD_INPUT);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_random_start_is_spread_around_its_point)
{
    enum { R = 20000 };
    const uint64_t start[] = { 0 };
    nb_arm arm = parabola(0.1);
    arm.start.spread = 0.5;
    const nb_instance i = { "spread", { &arm, 1 }, { start, 1 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first));
    nb_sheet s;
    double sum = 0, squares = 0;
    ck_assert_double_eq(t.setup[0].gap0, 0.5);              // of the point
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, R), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, R, 1, NULL), NB_OK);
    for (uint64_t r = 0; r < R; r++) {
        sum += s.at[r];
        squares += (s.at[r] - 1) * (s.at[r] - 1);
    }
    ck_assert_double_eq(s.at[17], 1 + 0.5 * nb_normal(stream, NB_START, 17, 0));
    ck_assert_double_lt(fabs(sum / R - 1), 5 * 0.5 / sqrt(R));
    ck_assert_double_lt(fabs(squares / R - 0.25), 5 * 0.25 * sqrt(2.0 / R));
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_walk_that_leaves_every_bound_is_infinite_from_there_on)
{
    const uint64_t at[] = { 500, 520, 1100, 3000 }, late[] = { 3000 };
    for (int wide = 0; wide < 2; wide++) {
        nb_arm arm = parabola(3);                           // x_t = (-2)^t
        double ones[20];
        for (int k = 0; k < 20; k++)
            ones[k] = 1;
        arm.problem.dim = wide ? 20 : 1;
        arm.start.point = ones;
        const nb_instance steps = { "blow-up", { &arm, 1 }, { at, 4 }, NB_SMOKE }, end = { "blow-up", { &arm, 1 }, { late, 1 }, NB_SMOKE };
        nb_trial t = made(&steps, (nb_watch)NB_WATCH(&nb_distance, &nb_first));
        double out[8][10], *cell[8];
        for (int c = 0; c < 8; c++)
            cell[c] = out[c];
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 0, 10 }, scratch, cell);
        for (int i = 0; i < 10; i++) {
            ck_assert_double_eq(out[1][i], 0x1p500);
            ck_assert_double_eq(out[0][i], (wide ? 20 : 1) * 0x1p1000);
            for (int c = 2; c < 8; c++)
                ck_assert_double_eq(out[c][i], INFINITY);   // the first coordinate too, which is NaN at 3000
        }
        free(scratch);
        nb_trial_drop(&t);
        t = made(&end, (nb_watch)NB_WATCH(&nb_first));      // never looked at before the NaN
        nb_sheet s;
        ck_assert_int_eq(nb_sheet_make(&s, 1, 10), NB_OK);
        ck_assert_int_eq(nb_extend(&s, &t, NULL, 10, 1, NULL), NB_OK);
        for (int i = 0; i < 10; i++)
            ck_assert_double_eq(s.at[i], INFINITY);
        nb_sheet_drop(&s);
        nb_trial_drop(&t);
    }
}
END_TEST

/* Doubles x, and makes replicate 700 not a number at its step 6. */
static void poison(const nb_problem *p, nb_flock *f, const nb_coefficients *c)
{
    (void)p;
    (void)c;
    for (size_t l = 0; l < f->lanes; l++)
        nb_flock_set(f, l, 0, f->t == 5 && f->first + l == 700 ? NAN : 2 * nb_flock_get(f, l, 0));
}
static const nb_method poisoned = { "poisoned", 0, { poison, poison, poison, poison } };

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
    ck_assert_str_eq(why.text, "the well, arm 1: the gap of replicate 700 at t = 2000 is not a number, as x is not since t = 6");
    ck_assert_uint_eq(s.n, 700);
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

static void broken(const nb_setup *s, const nb_flock *f, double *out)
{
    (void)s;
    for (size_t l = 0; l < f->lanes; l++)
        out[l] = f->t == 2 && f->first + l == 30 ? NAN : 1;
}

START_TEST(an_observable_that_is_not_a_number_is_named)
{
    static const nb_observable wrong = { "wrong", "w", false, broken };
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

/* x_3 and how many steps were seen. */
typedef struct { double x[2]; uint64_t visits; } seen;

static bool three_steps(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *s = context;
    memcpy(s->x, x, dim * sizeof *x);
    s->visits++;
    return t < 3;
}

START_TEST(a_walk_alone_is_the_walk_of_the_flock_and_stops_when_told)
{
    const double start[] = { 3, -2 };
    const uint64_t at[] = { 3, 10 };
    const nb_arm arm = {
        .problem = { &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a }, .method = &nb_sgd, .step = { nb_constant, .a = 0.1 },
        .start = { start, 1 },
    };
    const nb_instance i = { "case A", { &arm, 1 }, { at, 2 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first, &nb_distance));
    double out[4][300], *cell[] = { out[0], out[1], out[2], out[3] };
    void *scratch = malloc(nb_walks.scratch(&t));
    nb_walks.fill(&t, (nb_range){ 0, 300 }, scratch, cell);
    seen s = { .visits = 0 };
    ck_assert_int_eq(nb_walk_alone(&t, 0, 299, three_steps, &s, NULL), NB_OK);
    ck_assert_uint_eq(s.visits, 4);                         // t = 0, 1, 2, 3
    ck_assert_double_eq(s.x[0], out[0][299]);
    ck_assert_double_eq(s.x[0] * s.x[0] + s.x[1] * s.x[1], out[1][299]);            // x* = 0
    ck_assert_int_eq(nb_walk_alone(&t, 1, 0, three_steps, &s, NULL), NB_BAD_INPUT);
    free(scratch);
    nb_trial_drop(&t);
}
END_TEST

#ifdef COUNTED
static size_t allocated(uint64_t steps, uint64_t replicates)
{
    const uint64_t at[] = { steps };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 20, .terms = 30 }, .method = &nb_sgd, .step = { nb_constant, .a = 0.01 } };
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

/* Mean of a cell against its exact value, in standard errors. */
static void close_to(const nb_instance *i, nb_watch watch, uint64_t replicates, const double *exact)
{
    nb_trial t = made(i, watch);
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, replicates), NB_OK);
    ck_assert_msg(nb_extend(&s, &t, NULL, replicates, 0, &why) == NB_OK, "%s", why.text);
    for (size_t c = 0; c < t.cells; c++) {
        const double n = (double)replicates, *x = s.at + c * s.capacity;
        double mean = 0, square = 0;
        for (uint64_t r = 0; r < replicates; r++)
            mean += x[r] / n;
        for (uint64_t r = 0; r < replicates; r++)
            square += (x[r] - mean) * (x[r] - mean);
        const double z = (mean - exact[c]) / (sqrt(square) / n);
        /* 24 cells in all, each beyond 5.5 with probability 4e-8 where the law of the mean is normal: 1e-6 together */
        ck_assert_msg(fabs(z) < 5.5, "%s at t = %d: %.9g, not %.9g, z = %.2f", i->label, (int)nb_trial_time(&t, c), mean, exact[c], z);
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}

START_TEST(a_scalar_quadratic_follows_its_second_moment)
{
    const uint64_t at[] = { 1, 3, 10, 30, 100, 200, 500, 1000 };
    const double exact[] = { 0.9608, 0.8869954881, 0.670965467, 0.3046485655, 0.02751130068, 0.01040722136, 0.01010101177, 0.0101010101 };
    nb_arm arm = parabola(0.02);
    arm.problem.noise = 1;
    const nb_instance i = { "scalar quadratic", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_distance), 20000, exact);
}
END_TEST

START_TEST(least_squares_in_ten_dimensions_follow_their_recursion)
{
    const uint64_t at[] = { 1, 3, 10, 30, 100, 200, 500, 1000 };
    const double exact[] = { 1.768268066, 1.530675883, 0.9512797869, 0.3038263661, 0.02376942604, 0.008027419369, 0.006966793593, 0.006961491309 };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 10, .terms = 64, .seed = 2000 }, .method = &nb_sgd, .step = { nb_constant, .a = 0.1 } };
    const nb_instance i = { "ten dimensions", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_gap), 10000, exact);
}
END_TEST

START_TEST(least_squares_in_a_hundred_dimensions_follow_their_recursion)
{
    const uint64_t at[] = { 1, 5, 20, 100, 500, 1000, 2000, 5000 };
    const double exact[] = { 14.23073106, 13.7047222, 11.95714154, 6.385470588, 0.8107400377, 0.1802575993, 0.03291147062, 0.008436287596 };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 100, .terms = 200, .seed = 3000 }, .method = &nb_sgd, .step = { nb_constant, .a = 0.015 } };
    const nb_instance i = { "a hundred dimensions", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_gap), 500, exact);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("walks");
    TCase *c = tcase_create("walks");
    tcase_add_test(c, a_trial_that_cannot_be_run_is_refused_in_words);
    tcase_add_test(c, cells_are_arms_then_checkpoints_then_observables);
    tcase_add_test(c, a_trial_on_which_nothing_is_watched_has_arms_and_no_cells);
    tcase_add_test(c, a_random_start_is_spread_around_its_point);
    tcase_add_test(c, a_walk_that_leaves_every_bound_is_infinite_from_there_on);
    tcase_add_test(c, a_nan_that_is_no_divergence_is_named);
    tcase_add_test(c, an_observable_that_is_not_a_number_is_named);
    tcase_add_test(c, an_own_sampler_fills_its_cells_by_replicate);
    tcase_add_test(c, a_sheet_without_room_is_refused);
    tcase_add_test(c, a_walk_alone_is_the_walk_of_the_flock_and_stops_when_told);
#ifdef COUNTED
    tcase_add_test(c, neither_steps_nor_replicates_allocate);
#endif
    tcase_add_test(c, a_scalar_quadratic_follows_its_second_moment);
    tcase_add_test(c, least_squares_in_ten_dimensions_follow_their_recursion);
    tcase_add_test(c, least_squares_in_a_hundred_dimensions_follow_their_recursion);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
