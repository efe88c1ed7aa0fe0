// SPDX-License-Identifier: GPL-3.0-or-later
/* Simulation against printed digits. The catalogue's tables of cases A and B (section 0) were computed by an exact
 * recursion elsewhere; here the engine's walks are held against them by the equivalence test of the suite itself, 2 %
 * either side, for every step size, batch and sampling scheme of the tables. */
#include <check.h>

#include "experiments/claims.h"
#include "verify/driver.h"

Suite *nb_suite(void);

#define ROW(name, of, x0, step_size, scheme, batch) \
    { .label = name, .at = NB_TIMES(10, 100), \
      .arms = NB_ARMS({ .problem = of, .method = &nb_sgd, .step = { nb_constant, .a = step_size }, \
                        .sampling = { scheme, batch }, .start = { .point = x0 } }) }
#define A(a, scheme, batch) ROW("A, a = " #a ", " #batch " " #scheme, NB_CASE_A, nb_case_a_start, a, scheme, batch)
#define B(a, scheme, batch) ROW("B, a = " #a ", " #batch " " #scheme, NB_CASE_B, nb_case_b_start, a, scheme, batch)

/* gap_10 and gap_inf; at t = 100 the slowest row is within rho^100 < 1e-10 of its limit. */
static const double digits[][2] = {
    { .6675323523, .0975272699 }, { .6076756158, .0479172058 }, { .5882186611, .0317611578 },
    { .5626518151, .0105065494 },
    { .2293956940, .2204931111 }, { .1231272503, .1059893607 }, { .0895293248, .0697628029 },
    { .3619671397, .0953079093 }, { .3021818822, .0467310657 }, { .2876339904, .0348817114 },
    { .2278787751, .2172639041 },
};
static const nb_instance rows[] = {
    A(.1, NB_WITH_REPLACEMENT, 1), A(.1, NB_WITH_REPLACEMENT, 2), A(.1, NB_WITHOUT_REPLACEMENT, 2),
    A(.1, NB_WITHOUT_REPLACEMENT, 3),
    A(.2, NB_WITH_REPLACEMENT, 1), A(.2, NB_WITH_REPLACEMENT, 2), A(.2, NB_WITHOUT_REPLACEMENT, 2),
    B(.1, NB_WITH_REPLACEMENT, 1), B(.1, NB_WITH_REPLACEMENT, 2), B(.1, NB_WITHOUT_REPLACEMENT, 2),
    B(.2, NB_WITH_REPLACEMENT, 1),
};
enum { ROWS = sizeof rows / sizeof *rows };

static nb_status printed(const nb_trial *t, double *value, double factor)
{
    const size_t row = (size_t)(t->instance - rows);
    for (size_t c = 0; c < t->cells; c++)
        value[c] = factor * digits[row][c];
    return NB_OK;
}

static nb_status as_printed(const nb_trial *t, double *value, nb_fault *why)
{
    (void)why;
    return printed(t, value, 1);
}

static nb_status five_off(const nb_trial *t, double *value, nb_fault *why)
{
    (void)why;
    return printed(t, value, 1.05);
}

static const nb_claim tables = {
    .id = "reference/tables", .title = "Cases A and B",
    .source = { "claims catalogue", "section 0", "exact recursion" },
    .text = "E f(x_t) - f* as tabulated", .latex = "\\mathbb{E}f(x_t)-f^\\star",
    .parts = NB_PARTS({ .kind = NB_MEAN, .relation = NB_EQUALS, .watch = NB_WATCH(&nb_gap),
                        .target = { .oracle = as_printed }, .tolerance = 0.02, .given = { .kind = NB_PILOT },
                        .instances = { rows, ROWS } }),
    .controls = NB_CONTROLS({ .slug = "off", .label = "5 % off", .breaks = "the digits",
                              .target = { .oracle = five_off } }),
};

START_TEST(walks_agree_with_the_printed_tables_within_two_percent)
{
    const nb_claim *const item[] = { &tables };
    nb_arena arena = { 0 };
    nb_items items;
    nb_results r;
    nb_fault why = { 0 };
    const nb_run run = { .seed = 20181, .error = 1e-6, .budget = 1 << 22, .isa = nb_isa_best() };
    const nb_registry registry = { item, 1 };
    ck_assert_msg(nb_items_make(&items, &registry, &arena, &why) == NB_OK, "%s", why.text);
    ck_assert_msg(nb_verify(&r, &items, items.count, &run, NULL, NULL, &why) == NB_OK, "%s", why.text);
    ck_assert_uint_eq(r.count, 2);
    ck_assert_uint_eq(r.item[0].count, 2 * (size_t)ROWS);
    ck_assert_msg(r.item[0].verdict == NB_SUPPORTED, "%s", r.item[0].reason);
    ck_assert_msg(r.item[1].verdict == NB_REFUTED, "%s", r.item[1].reason);
    nb_results_drop(&r);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("experiments/reference");
    TCase *t = tcase_create("tables");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, walks_agree_with_the_printed_tables_within_two_percent);
    suite_add_tcase(s, t);
    return s;
}
