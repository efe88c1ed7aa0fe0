// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on large steps of diagonal networks, against the digits of the catalogue; numbers of SGD within several of
 * their standard deviations. */
#include "tests/experiments/descents.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_diagonal_network_##name)

START_TEST(the_edge_is_where_it_is_printed)
{
    const nb_claim *c = CLAIM(edge_of_stability);
    static const double product[] = { .7743, .9995, .9993, .9991, .9990, .9997 };
    book b;
    open_book(&b, c, NULL, 0, 0);
    for (size_t i = 0; i < 6; i++)
        printed(lhs(&b, i + 1), product[i], 1e-4);
    close_book(&b);
    printed(pair_of(c, control_of(c, "flow"), 0, 0, 1).lhs, 1.24, 1e-2);
    ready x;
    make(&x, B(0.5, 0), 10);
    const nb_edge e = { &x.r, .alpha = 0.1, .loss = 1e-8, .most = 30000 };
    const double most = nb_edge_largest(&e, 0.001, 3, 14);
    printed(most, 1.0786, 1e-4);
    ck_assert_double_gt(most, 1.0773);
    ck_assert_double_lt(most, 1.0788);
    printed(most / pair_of(c, NULL, 2, 0, 0).lhs, .696767, 1e-6);
    drop(&x);
    open_book(&b, c, NULL, 3, 0);
    for (size_t i = 0; i < 6; i++)
        about(lhs(&b, i), 5.5, .25);
    close_book(&b);
}
END_TEST

/* Means over the support of instance B, and over the rest. */
static void shape(const double *gain, double *on, double *off)
{
    *on = *off = 0;
    for (size_t k = 0; k < NB_B_DIM; k++)
        *(k < 3 ? on : off) += gain[k] / (k < 3 ? 3 : NB_B_DIM - 3);
}

START_TEST(shapes_are_as_printed)
{
    static const struct { double share, on, off, apart, norm; } row[] = {
        { .05, .0488, .0148, .100962, 3.20818 }, { .5, .6008, .1754, .100571, 3.20906 },
        { .7, 3.9483, .6096, .302656, 3.55938 }, { .9, 11.3847, 1.7037, .987072, 4.88143 },
        { .98, 14.5686, 2.2198, 1.205537, 5.43169 },
    };
    static const double gamma[] = { .05393, .53929, .75501, .97072, 1.05701 };
    const double planted[NB_B_DIM] = { 1, 1, 1 };
    ready x;
    make(&x, B(0.5, 0), 10);
    const double most = nb_edge_largest(&(nb_edge){ &x.r, .alpha = 0.1, .loss = 1e-8, .most = 30000 }, 0.001, 3, 14);
    drop(&x);
    for (size_t i = 0; i < 5; i++) {
        const nb_gains g = descend(B(row[i].share * most, 0), 100000, 1e-10, 0);
        double on, off;
        printed(row[i].share * most, gamma[i], 1e-5);
        shape(g.gain, &on, &off);
        printed(on, row[i].on, 1e-4);
        printed(off, row[i].off, 1e-4);
        printed(nb_apart(NB_B_DIM, g.w, planted), row[i].apart, 1e-6);
        printed(nb_norm1(NB_B_DIM, g.w), row[i].norm, 1e-5);
    }
}
END_TEST

START_TEST(shapes_of_single_terms_are_as_printed)
{
    static const struct { double gamma, on, off, ratio, apart, norm; } row[] = {
        { .04896, .3376, .3847, .877, .082053, 3.16709 }, { .09793, .7632, .8706, .877, .062805, 3.12673 },
        { .15668, 1.5221, 1.7215, .884, .039877, 3.07954 }, { .19193, 2.2551, 2.6107, .864, .026405, 3.05173 },
    };
    const double planted[NB_B_DIM] = { 1, 1, 1 };
    ready x;
    make(&x, B(0.1, 1), 10);
    for (size_t i = 0; i < 4; i++) {
        double on[RUNS], off[RUNS], ratio[RUNS], apart[RUNS], norm[RUNS];
        uint64_t run = 0, replicate = 0;
        for (; run < RUNS && replicate < 2 * RUNS; replicate++) {
            const nb_edge e = { &x.r, .alpha = 0.1, .loss = 1e-10, .most = 200000, .single = true,
                                .stream = x.t.stream, .replicate = replicate };
            nb_end end;
            nb_edge_descend(&e, row[i].gamma, &end);
            if (!end.arrived)                               // the last step size is at the edge: not all get there
                continue;
            shape(end.gain, &on[run], &off[run]);
            ratio[run] = on[run] / off[run];
            apart[run] = nb_apart(NB_B_DIM, end.w, planted);
            norm[run++] = nb_norm1(NB_B_DIM, end.w);
        }
        ck_assert_uint_eq(run, RUNS);
        median_is(on, row[i].on);
        median_is(off, row[i].off);
        median_is(ratio, row[i].ratio);
        median_is(apart, row[i].apart);
        median_is(norm, row[i].norm);
    }
    drop(&x);
}
END_TEST

START_TEST(large_steps_end_where_they_are_printed)
{
    static const struct { uint64_t seed; double error[3], single[3]; } row[] = {
        { 22, { .5889, 1.6366, 1.9258 }, { .5585, .4237, .2795 } },
        { 23, { .3167, 1.3574, 1.4821 }, { .2989, .1564, .0832 } },
    };
    static const double share[] = { .1, .9, .98 }, single[] = { .1, .6, .9 };
    const double planted[NB_B_DIM] = { 1, 1, 1 };
    for (size_t i = 0; i < 2; i++) {
        const nb_problem_spec s = { .seed = row[i].seed, .terms = 20, .table = { nb_write_triple, 20 * 31 } };
        nb_regression r;
        double w[NB_GAINS_WIDEST];
        ck_assert_int_eq(nb_regression_make(&r, &s, NULL), NB_OK);
        const nb_edge e = { &r, .alpha = 0.1, .loss = 1e-8, .most = 30000 };
        const double most = nb_edge_largest(&e, 0.001, 3, 14);
        for (size_t k = 0; k < 3; k++) {
            ck_assert(nb_edge_arrives(&e, share[k] * most, w));
            printed(nb_apart(NB_B_DIM, w, planted), row[i].error[k], 1e-4);
        }
        for (size_t k = 0; k < 3; k++) {                    // each sequence with its own largest step size
            double run[RUNS];
            for (uint64_t n = 0; n < RUNS; n++) {
                nb_edge one = { &r, .alpha = 0.1, .loss = 1e-8, .most = 30000, .single = true,
                                .stream = nb_stream_named(1, "test", 0), .replicate = n };
                const double largest = nb_edge_largest(&one, 0.02, 3, 10);
                one.most = 1000000;
                ck_assert(nb_edge_arrives(&one, single[k] * largest, w));
                run[n] = nb_apart(NB_B_DIM, w, planted);
            }
            single_is(run, row[i].single[k]);
        }
        nb_regression_drop(&r);
    }
    printed(pair_of(CLAIM(large_steps_hurt_gd), NULL, 1, 0, 0).rhs, .010936, 1e-6);
}
END_TEST

START_TEST(guesses_are_as_good_as_printed)
{
    book b;
    open_book(&b, CLAIM(tracking_partial_sums), NULL, 1, 0);
    printed(lhs(&b, 0), 5.343e-3, 1e-6);
    printed(2 * rhs(&b, 0), 1.168e-2, 1e-5);
    printed(3 * rhs(&b, 1), .1968, 1e-4);
    printed(lhs(&b, 2), 5.187e-3, 1e-6);
    printed(3 * rhs(&b, 3), .0232, 1e-4);
    close_book(&b);
    ck_assert_uint_eq(descend(A(0.3, 0), 1000, 1e-2, 0).steps, 15);
    ck_assert_uint_eq(descend(A(0.3, 0), 1000, 1e-4, 0).steps, 221);
    ready x;
    nb_gains end, early;
    double alpha[NB_GAINS_WIDEST], w[NB_WIDEST];
    make(&x, A(0.3, 0), 100000);
    ck_assert_int_eq(nb_gains_at_end(&x.t, 0, &x.r, 1e-26, &end), NB_OK);
    ck_assert_int_eq(nb_gains_at_end(&x.t, 0, &x.r, 1e-6, &early), NB_OK);
    nb_effective(&x.r, &end, 0.5, alpha);
    ck_assert_int_eq(nb_hyperentropy_least(&x.r.s, alpha, NULL, w, NULL), NB_OK);
    printed(nb_apart(x.r.d, w, end.w), 5.185e-3, 1e-6);
    printed(nb_apart(x.r.d, early.w, end.w), 2.67e-3, 1e-5);
    drop(&x);
}
END_TEST

START_TEST(gradients_at_the_start_are_as_predicted)
{
    const nb_claim *c = CLAIM(initial_gradient);
    printed(formula_at(c, NULL, 0, 1, 1), 1.03, 1e-9);
    printed(formula_at(c, NULL, 1, 1, 1), .025, 1e-9);
    printed(formula_at(c, NULL, 2, 1, 1), 7, 1e-9);
    printed(formula_at(c, NULL, 3, 1, 1), 5, 1e-9);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("diagonal edges");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, the_edge_is_where_it_is_printed);
    tcase_add_test(c, shapes_are_as_printed);
    tcase_add_test(c, shapes_of_single_terms_are_as_printed);
    tcase_add_test(c, large_steps_end_where_they_are_printed);
    tcase_add_test(c, guesses_are_as_good_as_printed);
    tcase_add_test(c, gradients_at_the_start_are_as_predicted);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
