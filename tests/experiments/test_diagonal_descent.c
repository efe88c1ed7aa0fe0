// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on where descent on diagonal networks ends, against the digits of the catalogue. */
#include "experiments/diagonal_network/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_diagonal_network_##name)

/* As open_book, with the fastest kernels: these walks are long, and their bits are the same. */
static void open_walk(book *b, const nb_claim *c, const nb_variation *v, size_t part, size_t instance)
{
    const nb_target *target = v && !v->premise ? &v->target : &c->parts.item[part].target;
    const nb_stream stream = nb_stream_named(1, "test", 0);
    *b = (book){ 0 };
    ck_assert_int_eq(nb_trial_make(&b->trial, &stage(c, v, part).item[instance], c->parts.item[part].watch, 0, stream,
                                   nb_isa_best(), NULL), NB_OK);
    b->ledger.arena = &b->arena;
    ck_assert_int_eq(target->account(&b->trial, &b->ledger), NB_OK);
}

static double first_of(const nb_claim *c, const char *slug, size_t instance)
{
    book b;
    open_walk(&b, c, slug ? control_of(c, slug) : NULL, 0, instance);
    const double value = lhs(&b, 0);
    close_book(&b);
    return value;
}

START_TEST(small_steps_end_near_the_flow_as_printed)
{
    const nb_claim *c = CLAIM(flow_hyperentropy);
    const double first = first_of(c, NULL, 0);
    book b;
    open_walk(&b, c, NULL, 0, 1);
    printed(first, 1.165754e-3, 2e-9);                      // up to a unit of the last digit, as its ratio
    printed(lhs(&b, 0), 5.839364e-4, 1e-10);
    printed(lhs(&b, 1), 2.922360e-4, 1e-10);
    printed(first / lhs(&b, 0), 1.9963, 2e-4);
    printed(lhs(&b, 0) / lhs(&b, 1), 1.9982, 1e-4);
    close_book(&b);
}
END_TEST

/* Where the controls say that descent would end, from where flow does; a step of 0.05 adds less than 2e-3 to that. */
START_TEST(wrong_ends_are_as_far_from_the_flow_as_printed)
{
    static const char *const slug[] = { "wider", "least-l1", "least-l2" };
    double end[NB_A_DIM], other[3][NB_A_DIM], apart[3];
    nb_regression r;
    ck_assert_int_eq(nb_regression_make(&r, &(nb_problem_spec){ NB_INSTANCE_A }, NULL), NB_OK);
    ck_assert_int_eq(nb_flow_end(&r, .1, end), NB_OK);
    ck_assert_int_eq(nb_flow_end(&r, .1 * sqrt(2), other[0]), NB_OK);
    ck_assert_int_eq(nb_least_l1(&r.s, NULL, other[1], NULL), NB_OK);
    ck_assert_int_eq(nb_least_l2(&r.s, other[2], NULL), NB_OK);
    nb_regression_drop(&r);
    for (size_t i = 0; i < 3; i++) {
        apart[i] = nb_apart_most(NB_A_DIM, end, other[i]);
        ck_assert_double_eq_tol(first_of(CLAIM(flow_hyperentropy), slug[i], 0), apart[i], 2e-3);
    }
    printed(apart[0], 1.970851e-2, 1e-8);
    printed(apart[1], 3.683e-2, 1e-5);
    printed(apart[2], 3.1968e-1, 1e-5);
}
END_TEST

START_TEST(unequal_starts_end_near_their_potential_as_printed)
{
    const double half = first_of(CLAIM(nonuniform_hyperentropy), NULL, 1);
    printed(half, 6.4369e-5, 1e-9);
    ck_assert_double_eq_tol(first_of(CLAIM(nonuniform_hyperentropy), NULL, 0) / half, 2, 0.01);        // of order gamma
}
END_TEST

/* The potentials that are not the flow's end this far from it, where the steps are small. */
START_TEST(wrong_potentials_for_unequal_starts_are_as_far_as_printed)
{
    static const struct { double size, rate; bool factor; double apart; } row[] = {
        { 2,   1,   false, 2.531974e-2 },
        { 0.5, 0.5, false, 3.023022e-2 },
        { 2,   1,   true,  3.151192e-2 },
    };
    nb_regression r;
    double alpha[NB_A_DIM], size[NB_A_DIM], rate[NB_A_DIM], right[NB_A_DIM], w[NB_A_DIM];
    ck_assert_int_eq(nb_regression_make(&r, &(nb_problem_spec){ NB_INSTANCE_A }, NULL), NB_OK);
    for (size_t k = 0; k < NB_A_DIM; k++)
        alpha[k] = .5 * nb_exp(-2 * (double)k / 23);
    ck_assert_int_eq(nb_hyperentropy_least(&r.s, alpha, NULL, right, NULL), NB_OK);
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < NB_A_DIM; k++) {
            size[k] = row[i].size * alpha[k] * alpha[k];
            rate[k] = row[i].rate * (row[i].factor ? 1 : alpha[k] * alpha[k]);
        }
        ck_assert_int_eq(nb_potential_least(&r.s, &(nb_link){ NB_SINH, size, rate, NULL, 0 }, w, NULL), NB_OK);
        printed(nb_apart_most(NB_A_DIM, w, right), row[i].apart, 2e-8);
    }
    nb_regression_drop(&r);
}
END_TEST

START_TEST(mirror_descent_ends_there_and_descent_does_not)
{
    const nb_claim *c = CLAIM(mirror_descent);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_lt(pair_of(c, NULL, 0, i, 0).lhs, 1e-12);
    printed(pair_of(c, control_of(c, "descent-on-u-v"), 0, 0, 0).lhs, 6.873164639e-3, 1e-12);
}
END_TEST

START_TEST(parametrisations_part_as_printed)
{
    const nb_claim *c = CLAIM(parametrisation_coincidence);
    for (size_t part = 0; part < 2; part++)
        for (size_t i = 0; i < 2; i++)
            ck_assert_double_lt(pair_of(c, NULL, part, i, 0).lhs, 1e-14);
    printed(pair_of(c, erratum_of(c), 0, 0, 0).lhs, 3.638836e-1, 1e-7);
    printed(pair_of(c, control_of(c, "as-flow"), 2, 0, 0).lhs, 6.147809e-2, 1e-8);
}
END_TEST

START_TEST(three_layers_descend_as_printed)
{
    const nb_claim *c = CLAIM(depth);
    book b;
    open_walk(&b, c, NULL, 2, 1);
    printed(lhs(&b, 0), 2.165639e-3, 1e-9);
    printed(lhs(&b, 1), 1.082480e-3, 1e-9);
    printed(lhs(&b, 0) / lhs(&b, 1), 2.0006, 1e-4);
    close_book(&b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("diagonal descent");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, small_steps_end_near_the_flow_as_printed);
    tcase_add_test(c, wrong_ends_are_as_far_from_the_flow_as_printed);
    tcase_add_test(c, unequal_starts_end_near_their_potential_as_printed);
    tcase_add_test(c, wrong_potentials_for_unequal_starts_are_as_far_as_printed);
    tcase_add_test(c, mirror_descent_ends_there_and_descent_does_not);
    tcase_add_test(c, parametrisations_part_as_printed);
    tcase_add_test(c, three_layers_descend_as_printed);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
