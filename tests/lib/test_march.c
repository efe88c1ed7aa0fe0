// SPDX-License-Identifier: GPL-3.0-or-later
/* Several steps at once are the steps that plain C takes one by one, bit by bit. */
#include "tests/lib/trials.h"

Suite *nb_suite(void);

enum { ROWS, OWN_ROWS, SIGNS, PRODUCTS, SQUARES, SCALED_SQUARES, WELLS, BOWLS, FAMILIES };
enum { TERMS = 11, MANY = 80 };         // so many that random signs are not separable

/* Of each family some dimensions; 0 ends them. */
static const size_t dims[FAMILIES][24] = {
    [ROWS]           = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 33, 100, 104, 127, 130 },
    [OWN_ROWS]       = { 3, 14, 25, 50 },
    [SIGNS]          = { 1, 6, 18 },
    [PRODUCTS]       = { 14, 18, 32, 46, 64, 80, 82, 130, 200, 208, 210 },
    [SQUARES]        = { 16, 20, 34, 50, 66, 84, 100, 120, 150, 170, 190, 200, 214 },
    [SCALED_SQUARES] = { 18, 50 },
    [WELLS]          = { 1, 2, 5, 16, 17 },
    [BOWLS]          = { 1, 2, 16, 17, 40 },
};

static const double *signs(nb_arena *a, size_t d)
{
    double *rows = drawn(a, MANY * (d + 1), d, 1);
    for (size_t i = 0; i < MANY; i++)
        rows[i * (d + 1) + d] = i % 3 ? 1 : -1;
    return rows;
}

static nb_problem_spec posed(int family, size_t d, nb_arena *a)
{
    switch (family) {
    case ROWS:     return (nb_problem_spec){ &nb_least_squares, .dim = d, .terms = TERMS, .seed = d };
    case OWN_ROWS: return (nb_problem_spec){ &nb_random_least_squares, .dim = d, .terms = TERMS, .noise = 0.5 };
    case SIGNS:    return (nb_problem_spec){ &nb_logistic, .dim = d, .terms = MANY, .data = signs(a, d) };
    case WELLS:    return (nb_problem_spec){ &nb_quartic, .dim = d, .data = wells(a, d, d) };
    case BOWLS:    return (nb_problem_spec){ &nb_quadratic, .dim = d, .data = drawn(a, d, d, 1), .noise = 0.5,
                                             .law = d % 2 ? NB_GAUSSIAN : NB_RADEMACHER };
    default: return (nb_problem_spec){
            family == PRODUCTS ? &nb_product_network : &nb_power_network, .dim = d, .terms = TERMS,
            .data = drawn(a, TERMS * (d / 2 + 1), d, 0.5), .scale = family == SCALED_SQUARES ? 0.25 : 0,
        };
    }
}

static nb_sheet walked(const nb_arm *arm, nb_isa isa)
{
    enum { R = 21 };
    static const uint64_t at[] = { 1, 2, 7, 8, 41 };
    const nb_instance i = { "a march", { arm, 1 }, { at, 5 }, NB_SMOKE };
    nb_sheet sheet;
    nb_trial t;
    nb_fault why = { 0 };
    const nb_observable *const watched[] = {
        &nb_gap, &nb_distance, arm->barrier.height > 0 ? &nb_arrived : &nb_gradient,
    };
    ck_assert_msg(nb_trial_make(&t, &i, (nb_watch){ watched, 3 }, 0, stream, isa, &why) == NB_OK, "dimension %zu: %s",
                  arm->problem.dim, why.text);
    ck_assert_int_eq(nb_sheet_make(&sheet, t.cells, R), NB_OK);
    ck_assert_int_eq(nb_extend(&sheet, &t, NULL, R, 1, NULL), NB_OK);
    nb_trial_drop(&t);
    return sheet;
}

static void same(nb_arm arm)
{
    static const char *const scheme[] = { "with replacement", "without", "reshuffled", "cyclic" };
    nb_method one_by_one = nb_sgd;              // another method, so that it does not march
    nb_arm plain = arm;
    plain.method = &one_by_one;
    nb_sheet right = walked(&plain, NB_SCALAR);
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        if (!nb_isa_runs(isa))
            continue;
        nb_sheet sheet = walked(&arm, isa);
        for (size_t i = 0; i < right.cells * right.capacity; i++)
            ck_assert_msg(isfinite(right.at[i]) && sheet.at[i] == right.at[i],
                          "%s, %zu, %s, %s: cell %zu is %.17g, not %.17g", arm.problem.type->name, arm.problem.dim,
                          nb_isa_name(isa), scheme[arm.sampling.scheme], i / right.capacity, sheet.at[i], right.at[i]);
        nb_sheet_drop(&sheet);
    }
    nb_sheet_drop(&right);
}

START_TEST(steps_at_once_are_steps_one_by_one)
{
    for (const size_t *d = dims[_i]; *d; d++) {
        nb_arena arena = { 0 };
        nb_arm arm = { .problem = posed(_i, *d, &arena), .method = &nb_sgd, .start.spread = 0.5,
                       .step = { nb_harmonic, 1, 40 + 4 * (double)*d } };
        for (int scheme = NB_WITH_REPLACEMENT; scheme <= (arm.problem.terms ? NB_CYCLIC : 0); scheme++) {
            arm.sampling.scheme = (nb_scheme)scheme;
            same(arm);
        }
        nb_arena_drop(&arena);
    }
}
END_TEST

/* Where they may not be taken at once, they are not. */
START_TEST(batches_barriers_ridges_and_noise_are_seen)
{
    static const struct { int family; size_t d; } noisy[] = {
        { ROWS, 6 }, { ROWS, 100 }, { WELLS, 2 }, { SQUARES, 34 },
    };
    nb_arena arena = { 0 };
    const nb_arm arm = { .problem = posed(ROWS, 6, &arena), .method = &nb_sgd, .step = { nb_constant, .a = 0.05 },
                         .start.spread = 0.5 };
    nb_arm batch = arm, ridge = arm, barrier = arm;
    batch.sampling.batch = 3;
    ridge.problem.ridge = 0.25;
    barrier.barrier = (nb_barrier){ 1, 0.5 };
    same(batch);
    same(ridge);
    same(barrier);
    for (size_t i = 0; i < sizeof noisy / sizeof *noisy; i++) {
        nb_arm loud = arm;
        loud.problem = posed(noisy[i].family, noisy[i].d, &arena);
        loud.problem.noise = 0.25;
        loud.step.a = 0.004;
        same(loud);
    }
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("march");
    TCase *c = tcase_create("march");
    tcase_add_loop_test(c, steps_at_once_are_steps_one_by_one, 0, FAMILIES);
    tcase_add_test(c, batches_barriers_ridges_and_noise_are_seen);
    suite_add_tcase(s, c);
    return s;
}
