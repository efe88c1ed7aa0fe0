// SPDX-License-Identifier: GPL-3.0-or-later
/* The engine has not become slower: on each workload it takes at most SLACK times what it took, beside a flat loop of
 * the same work, when `as_measured` was last brought up to date. Times are CPU times, taken in turn with those of the
 * loop, so that whatever else the machine does slows both.
 *
 * NB_GATE=avx2 tells which instruction set is tried, in place of the widest, and prints the ratios. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "bench/measure.h"
#include "tests/bench/flat.h"

Suite *nb_suite(void);

static const double SLACK = 1.25;
enum { TURNS = 7, PLACES = 7 };

/* Time of the engine over that of the loop; W4 at AVX2 takes 0.8 or 1.0, from one process to the next. The
 * two narrow sets emulate fma: they are not made to be fast. */
static const double as_measured[NB_ISAS][NB_WORKLOADS] = {
    [NB_AVX2]   = { 1.05, 1.18, 0.90, 0.95, 1.05 },
    [NB_AVX512] = { 1.06, 0.95, 1.05, 1.05, 1.02 },
};
static const uint64_t few[NB_WORKLOADS] = { 2048, 1024, 32, 8, 4096 };

static nb_isa tried(void)
{
    const char *name = getenv("NB_GATE");
    nb_isa isa = nb_isa_best();
    ck_assert(!name || nb_isa_named(name, &isa, NULL) == NB_OK);
    return isa;
}

static nb_flat *flat(nb_isa isa, size_t which)
{
#ifdef __x86_64__
    return isa == NB_AVX512 ? nb_flat_avx512[which] : isa == NB_AVX2 ? nb_flat_avx2[which]
         : isa == NB_SSE2 ? nb_flat_sse2[which] : nb_flat_scalar[which];
#else
    (void)isa;
    return nb_flat_scalar[which];
#endif
}

/* The middle one of the ratios of some turns. */
static double in_turns(nb_loaded *l, size_t which, nb_flat *loop, double *memory)
{
    double x[TURNS];
    nb_lap lap;
    nb_fault why = { 0 };
    for (size_t i = 0; i < TURNS; i++) {
        const double before = nb_cpu(), steps = loop(memory), after = nb_cpu();
        ck_assert_msg(nb_load_run(l, few[which], 1, &lap, &why) == NB_OK, "%s", why.text);
        x[i] = lap.cpu / lap.steps / ((after - before) / steps);
    }
    return nb_median(x, TURNS);
}

/* The least of some places in memory: where arrays happen to lie can cost a third, and is no fault of the code. */
static double ratio(const nb_load *load, size_t which, nb_isa isa)
{
    double least = INFINITY, *memory = aligned_alloc(64, FLAT_MEMORY * sizeof *memory);
    void *gap[PLACES];
    ck_assert_ptr_nonnull(memory);
    for (size_t i = 0; i < PLACES; i++) {
        nb_loaded l;
        nb_fault why = { 0 };
        gap[i] = malloc(64 * (7 * i + 1));
        ck_assert_msg(nb_load_make(&l, load, few[which], isa, &why) == NB_OK, "%s", why.text);
        least = fmin(least, in_turns(&l, which, flat(isa, which), memory));
        nb_load_drop(&l);
    }
    for (size_t i = 0; i < PLACES; i++)
        free(gap[i]);
    free(memory);
    return least;
}

static nb_load one_instance(size_t which)
{
    nb_load load = nb_workloads[which].load;
    load.instances.count = 1;
    return load;
}

START_TEST(the_engine_is_as_fast_as_it_was)
{
    const nb_isa isa = tried();
    const nb_load load = one_instance((size_t)_i);
    const double was = as_measured[isa][_i], now = ratio(&load, (size_t)_i, isa);
    if (getenv("NB_GATE"))
        printf("%s %s: %.3f\n", nb_isa_name(isa), nb_workloads[_i].name, now);
    ck_assert_msg(was == 0 || now <= SLACK * was, "%s, %s: %.2f times a flat loop, where it was %.2f",
                  nb_workloads[_i].name, nb_isa_name(isa), now, was);
}
END_TEST

/* A family whose kernel takes half as long again: every second time some steps are taken once more, by nothing. */
typedef struct { nb_problem_type type; const nb_problem_kernels *right; nb_problem_kernels slow; } slowed;

static const nb_problem_kernels *right_of(const nb_problem *p)
{
    return ((const slowed *)(const void *)p->type)->right;
}

static void push_slowly(const nb_problem *p, nb_flock *f, double c, double *y)
{
    right_of(p)->push(p, f, c, y);
    if (f->t / 32 % 2)
        right_of(p)->push(p, f, 0, y);
}

static size_t march_slowly(const nb_problem *p, nb_flock *f, const nb_march *m)
{
    static const double nowhere[64] = { 0 };
    const size_t taken = right_of(p)->march(p, f, m);
    if (taken && taken <= 64 && f->t / 32 % 2)
        right_of(p)->march(p, f, &(nb_march){ nowhere, taken, m->barrier });
    return taken;
}

START_TEST(a_kernel_slowed_by_half_is_caught)
{
    const nb_isa isa = tried();
    const nb_load load = one_instance((size_t)_i);
    const nb_problem_type *type = load.instances.item[0].arms.item[0].problem.type;
    slowed s = { *type, type->at[isa], *type->at[isa] };
    s.slow.push = push_slowly;
    s.slow.march = s.right->march ? march_slowly : NULL;
    s.type.at[isa] = &s.slow;
    nb_arm arm = load.instances.item[0].arms.item[0];
    arm.problem.type = &s.type;
    nb_instance in = load.instances.item[0];
    in.arms.item = &arm;
    const nb_load slower = { { &in, 1 }, load.watch, load.replicates };
    double right = ratio(&load, (size_t)_i, isa), now = ratio(&slower, (size_t)_i, isa);
    if (now <= SLACK * right) {                 // something else ran on the machine during one of the two
        right = fmin(right, ratio(&load, (size_t)_i, isa));
        now = ratio(&slower, (size_t)_i, isa);
    }
    if (getenv("NB_GATE"))
        printf("%s %s slowed: %.3f\n", nb_isa_name(isa), nb_workloads[_i].name, now / right);
    ck_assert_msg(now > SLACK * right, "%s, %s, slowed by half: %.2f times a flat loop, where it is %.2f",
                  nb_workloads[_i].name, nb_isa_name(isa), now, right);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("gate");
    TCase *c = tcase_create("gate");
    tcase_add_loop_test(c, the_engine_is_as_fast_as_it_was, 0, NB_WORKLOADS);
    tcase_add_loop_test(c, a_kernel_slowed_by_half_is_caught, 0, 4);    // W5 spends half of its time on who has arrived
    suite_add_tcase(s, c);
    return s;
}
