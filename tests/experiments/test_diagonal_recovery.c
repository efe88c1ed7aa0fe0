// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on samples, layers and unequal starts of diagonal networks, against the digits of the catalogue. */
#include "experiments/diagonal_network/cases.h"
#include "tests/experiments/digits.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_diagonal_network_##name)

static nb_regression instance_a(void)
{
    nb_regression r;
    ck_assert_int_eq(nb_regression_make(&r, &(nb_problem_spec){ NB_INSTANCE_A }, NULL), NB_OK);
    return r;
}

START_TEST(more_samples_allow_the_printed_starts)
{
    static const struct { size_t N; const char *alpha; } row[] = {
        { 12, "4.478307e-8" }, { 16, "5.391713e-6" }, { 20, "4.771514e-5" }, { 30, "4.444382e-3" },
        { 40, "1.502174e-2" }, { 60, "4.280452e-2" }, { 80, "9.245598e-2" },
    };
    book b;
    open_book(&b, CLAIM(sample_size), NULL, 0, 0);
    prints(rhs(&b, 0), row[2].alpha);
    prints(lhs(&b, 0), row[4].alpha);
    prints(lhs(&b, 1), row[6].alpha);
    close_book(&b);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (row[i].N == 20 || row[i].N == 40 || row[i].N == 80)
            continue;                                       // the claim's own, above
        const nb_problem_spec s = { .seed = 61, .terms = row[i].N, .table = { nb_write_unit_3, row[i].N * 101 } };
        double low = 1e-9, high = 3, w[NB_WIDEST], planted[NB_WIDEST] = { 0 };
        nb_regression r;
        ck_assert_int_eq(nb_regression_make(&r, &s, NULL), NB_OK);
        planted[0] = planted[1] = planted[2] = 1 / sqrt(3);
        for (int k = 0; k < 20; k++) {
            const double middle = sqrt(low * high);
            ck_assert_int_eq(nb_flow_end(&r, middle, w), NB_OK);
            *(nb_apart(100, w, planted) < .025 ? &low : &high) = middle;
        }
        prints(low, row[i].alpha);
        nb_regression_drop(&r);
    }
}
END_TEST

static double wide_error(size_t N)
{
    const nb_problem_spec s = { .seed = 31, .terms = N, .table = { nb_write_unit_10, N * 1001 } };
    double w[NB_WIDEST], planted[NB_WIDEST] = { 0 };
    nb_regression r;
    ck_assert_int_eq(nb_regression_make(&r, &s, NULL), NB_OK);
    for (size_t k = 0; k < 10; k++)
        planted[k] = 1 / sqrt(10);
    ck_assert_int_eq(nb_flow_end(&r, 1e-3, w), NB_OK);
    nb_regression_drop(&r);
    return nb_apart(1000, w, planted);
}

START_TEST(a_thousand_weights_are_recovered_as_printed)
{
    prints(wide_error(60), ".759496");
    prints(wide_error(100), ".0243454");
    prints(wide_error(200), ".00168404");
}
END_TEST

START_TEST(deeper_networks_have_the_printed_excess)
{
    static const struct { size_t depth; double alpha; const char *excess; } row[] = {
        { 3, .5, "5.116082e-1" }, { 3, .2, "6.379263e-2" }, { 3, .1, "9.548575e-3" }, { 3, .05, "1.302310e-3" },
        { 3, .02, "8.778979e-5" },
        { 4, .5, "2.773011e-1" }, { 4, .2, "1.000342e-2" }, { 4, .1, "6.532189e-4" }, { 4, .05, "4.127202e-5" },
        { 4, .02, "1.059776e-6" },
        { 6, .5, "6.745321e-2" }, { 6, .2, "3.003139e-4" }, { 6, .1, "4.701774e-6" }, { 6, .05, "7.347436e-8" },
    };
    nb_regression r = instance_a();
    double w[NB_WIDEST];
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        ck_assert_int_eq(nb_deep_least(&r.s, row[i].alpha, row[i].depth, w, NULL), NB_OK);
        reads(nb_norm1(r.d, w) / 2 - 1, row[i].excess, 1e-14 + (row[i].depth == 6 ? 1e-12 : 0));
    }
    nb_regression_drop(&r);
    const nb_claim *c = CLAIM(depth);
    prints(pair_of(c, NULL, 0, 0, 0).lhs, "2.9433");
    prints(pair_of(c, NULL, 0, 1, 0).lhs, "3.9967");
    prints(pair_of(c, NULL, 0, 2, 0).lhs, "6.00");
}
END_TEST

START_TEST(unequal_starts_weigh_as_printed)
{
    const nb_claim *c = CLAIM(weighted_l1);
    static const struct { double abar; const char *factors, *powers; } row[] = {
        { 1e-1, ".5169", ".566094" }, { 1e-2, "2.712098e-2", ".280208" }, { 1e-3, "1.308226e-3", ".101581" },
        { 1e-4, "6.287365e-5", ".0236087" }, { 1e-6, "1.449697e-7", "7.930721e-4" }, { 1e-9, NULL, "4.376133e-6" },
    };
    nb_regression r = instance_a();
    double w[NB_WIDEST], limit[NB_WIDEST], alpha[NB_WIDEST], weight[NB_WIDEST] = { 4, 4 }, objective = 0;
    const double planted[NB_WIDEST] = { 1, -1 };
    size_t nonzero = 0;
    for (size_t k = 2; k < r.d; k++)
        weight[k] = 1;
    ck_assert_int_eq(nb_least_l1(&r.s, weight, limit, NULL), NB_OK);
    for (size_t k = 0; k < r.d; k++) {
        objective += weight[k] * fabs(limit[k]);
        nonzero += limit[k] != 0;
    }
    prints(objective, "6.214816014");
    prints(nb_apart(r.d, limit, planted), "2.614941434");
    ck_assert_uint_eq(nonzero, 12);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        for (size_t k = 0; k < r.d; k++)
            alpha[k] = row[i].abar * (k < 2 ? nb_exp(-3) : 1);
        ck_assert_int_eq(nb_hyperentropy_least(&r.s, alpha, NULL, w, NULL), NB_OK);
        if (row[i].factors)
            prints(nb_apart(r.d, w, planted), row[i].factors);
        for (size_t k = 0; k < r.d; k++)
            alpha[k] = nb_pow(row[i].abar, weight[k]);
        ck_assert_int_eq(nb_hyperentropy_least(&r.s, alpha, NULL, w, NULL), NB_OK);
        prints(nb_apart(r.d, w, limit), row[i].powers);
    }
    nb_regression_drop(&r);
    prints(pair_of(c, control_of(c, "weights-of-factors"), 1, 0, 1).lhs, "2.61");
    prints(pair_of(c, &c->errata.item[1].is, 0, 0, 1).lhs, "2.6149");
    prints(pair_of(c, &c->errata.item[0].is, 1, 0, 0).lhs, "6.000");
    prints(pair_of(c, &c->errata.item[0].is, 1, 0, 0).rhs, "0.0000000");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("diagonal recovery");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, more_samples_allow_the_printed_starts);
    tcase_add_test(c, a_thousand_weights_are_recovered_as_printed);
    tcase_add_test(c, deeper_networks_have_the_printed_excess);
    tcase_add_test(c, unequal_starts_weigh_as_printed);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
