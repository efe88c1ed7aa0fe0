// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on the potentials of diagonal networks, against the digits of the catalogue. */
#include <stdlib.h>

#include "experiments/diagonal_network/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_diagonal_network_##name)

/* value is what `text` says to its last digit, or within `slack` of that. */
static void reads(double value, const char *text, double slack)
{
    const char *dot = strchr(text, '.'), *power = strchr(text, 'e');
    const size_t decimals = dot ? strspn(dot + 1, "0123456789") : 0;
    const double unit = nb_pow(10, (power ? strtod(power + 1, NULL) : 0) - (double)decimals);
    ck_assert_msg(fabs(value - strtod(text, NULL)) <= 0.5000001 * unit + slack, "%.12g is printed as %s", value, text);
}
static void prints(double value, const char *text) { reads(value, text, 0); }

static nb_regression instance_a(void)
{
    nb_regression r;
    ck_assert_int_eq(nb_regression_make(&r, &(nb_problem_spec){ NB_INSTANCE_A }, NULL), NB_OK);
    return r;
}

static double excess(const nb_regression *r, double alpha)
{
    double w[NB_WIDEST];
    ck_assert_int_eq(nb_flow_end(r, alpha, w), NB_OK);
    return nb_norm1(r->d, w) / 2 - 1;
}

START_TEST(instance_a_is_the_printed_one)
{
    nb_regression r = instance_a();
    double w[NB_WIDEST], none[NB_WIDEST] = { 0 };
    prints(r.y[0], "1.037367902");
    prints(r.y[1], "1.040747412");
    prints(r.y[2], "0.650989082");
    ck_assert_int_eq(nb_least_l1(&r.s, NULL, w, NULL), NB_OK);
    ck_assert_double_eq_tol(nb_apart(r.d, w, (const double[NB_A_DIM]){ 1, -1 }), 0, 1e-14);
    ck_assert_int_eq(nb_least_l2(&r.s, w, NULL), NB_OK);
    prints(nb_apart(r.d, w, none) * nb_apart(r.d, w, none), "1.331364199");
    prints(nb_norm1(r.d, w), "3.804010047");
    nb_regression_drop(&r);
}
END_TEST

START_TEST(instance_o_has_orthogonal_rows_of_one_length)
{
    nb_regression r;
    ck_assert_int_eq(nb_regression_make(&r, &(nb_problem_spec){ NB_INSTANCE_O }, NULL), NB_OK);
    for (size_t i = 0; i < r.N; i++)
        for (size_t k = 0; k < r.N; k++) {
            double product = 0;
            for (size_t j = 0; j < r.d; j++)
                product += r.X[i * r.d + j] * r.X[k * r.d + j];
            ck_assert_double_eq_tol(product, i == k ? 24 : 0, 1e-13);
        }
    double w[NB_WIDEST], alpha[NB_WIDEST];
    for (size_t k = 0; k < r.d; k++)
        alpha[k] = 0.1;
    ck_assert_int_eq(nb_flow_end(&r, 0.1, w), NB_OK);
    prints(nb_hyperentropy(r.d, alpha, w), "4.857689673");
    nb_regression_drop(&r);
}
END_TEST

START_TEST(ends_of_flow_are_as_in_the_table)
{
    static const struct { double alpha; const char *eps, *l1, *l2, *Q; } row[] = {
        { 10,   "9.019884e-1", "8.176876e-1", "1.415036e-5", "0.006656751" },
        { 3,    "8.999650e-1", "8.159967e-1", "1.735585e-3", "0.073868759" },
        { 1,    "7.894281e-1", "7.231814e-1", "9.606602e-2", "0.612623197" },
        { .5,   "4.801579e-1", "4.570034e-1", "3.646166e-1", "1.649945644" },
        { .1,   "6.616369e-2", "7.098540e-2", "7.485801e-1", "4.932150149" },
        { .03,  "1.285590e-2", "1.491572e-2", "8.034060e-1", "7.384404698" },
        { .01,  "2.870598e-3", "3.523313e-3", "8.143701e-1", "9.592848116" },
        { 1e-3, "1.288395e-4", "1.693443e-4", "8.175445e-1", "14.201616898" },
        { 1e-4, "5.994191e-6", "8.133635e-6", "8.176941e-1", "18.806966113" },
        { 1e-6, "1.354685e-8", "1.877367e-8", "8.177015e-1", "28.017315457" },
    };
    nb_regression r = instance_a();
    double w[NB_WIDEST], l2[NB_WIDEST], alpha[NB_WIDEST];
    ck_assert_int_eq(nb_least_l2(&r.s, l2, NULL), NB_OK);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        for (size_t k = 0; k < r.d; k++)
            alpha[k] = row[i].alpha;
        ck_assert_int_eq(nb_flow_end(&r, row[i].alpha, w), NB_OK);
        reads(nb_norm1(r.d, w) / 2 - 1, row[i].eps, 1e-14);         // the rounding of the subtraction
        prints(nb_apart(r.d, w, (const double[NB_A_DIM]){ 1, -1 }), row[i].l1);
        prints(nb_apart(r.d, w, l2), row[i].l2);
        prints(nb_hyperentropy(r.d, alpha, w), row[i].Q);
    }
    nb_regression_drop(&r);
}
END_TEST

START_TEST(the_limits_compare_what_is_printed)
{
    prints(pair_of(CLAIM(min_l1_limit), control_of(CLAIM(min_l1_limit), "large"), 0, 0, 0).lhs, "7.231814e-1");
    prints(pair_of(CLAIM(min_l1_limit), control_of(CLAIM(min_l1_limit), "least-squares"), 0, 0, 2).lhs, "8.177015e-1");
    prints(pair_of(CLAIM(min_l1_limit), erratum_of(CLAIM(min_l1_limit)), 0, 0, 0).lhs, "1.414213562");   // |w*|: w is 0
    prints(pair_of(CLAIM(min_l2_limit), NULL, 1, 0, 0).lhs, "-3.995");
    prints(pair_of(CLAIM(min_l2_limit), control_of(CLAIM(min_l2_limit), "small"), 0, 0, 0).lhs, "0.749");
    prints(pair_of(CLAIM(not_kernel), NULL, 0, 0, 0).lhs, "0.462604");
    prints(pair_of(CLAIM(not_kernel), NULL, 0, 0, 1).lhs, "0.448231");
    prints(pair_of(CLAIM(not_kernel), NULL, 1, 0, 0).lhs, "3.281e-6");
}
END_TEST

START_TEST(spread_weights_cost_less_by_the_printed_ratio)
{
    const nb_claim *c = CLAIM(potential_limits);
    static const char *const ratio[] = { "0.711167037", "0.852576577", "0.925523414", "0.962567497" };
    for (size_t i = 0; i < 4; i++)
        prints(pair_of(c, NULL, 2, 0, i).lhs, ratio[i]);
    prints(pair_of(c, NULL, 2, 0, 0).rhs, "0.711087397");
    prints(1 - pair_of(c, control_of(c, "same"), 2, 0, 0).lhs, "0.074");
}
END_TEST

/* The largest alpha whose excess is at most eps. */
static double admissible(const nb_regression *r, double eps)
{
    double low = 1e-3, high = 1;
    for (int k = 0; k < 40; k++) {
        const double middle = sqrt(low * high);
        *(excess(r, middle) <= eps ? &low : &high) = middle;
    }
    return low;
}

START_TEST(starts_are_small_enough_as_printed)
{
    const nb_claim *c = CLAIM(alpha_small_enough);
    static const char *const most[] = { "1.6673", ".5875", ".2560", ".1636" };
    static const char *const actual[] = { ".0662", ".00287", "6.0e-6", "1.4e-8" };
    static const char *const printed_start[] = { ".786221", ".772806", ".714705" };
    for (size_t i = 0; i < 4; i++) {
        prints(pair_of(c, NULL, 1, 0, i).rhs - 1, most[i]);
        prints(pair_of(c, NULL, 1, 0, i).lhs - 1, actual[i]);
    }
    for (size_t i = 0; i < 3; i++)
        prints(pair_of(c, erratum_of(c), 0, 0, i).lhs - 1, printed_start[i]);
    nb_regression r = instance_a();
    prints(admissible(&r, .5), "0.521200387");
    prints(admissible(&r, .1), "0.136284808");
    prints(admissible(&r, .03), "0.055785346");
    prints(admissible(&r, .01), "0.024964797");
    nb_regression_drop(&r);
}
END_TEST

START_TEST(the_exponent_comes_from_the_least_certificate)
{
    const nb_claim *c = CLAIM(alpha_power_law);
    nb_regression r = instance_a();
    double w[NB_WIDEST], p;
    ck_assert_int_eq(nb_least_l1(&r.s, NULL, w, NULL), NB_OK);
    ck_assert_int_eq(nb_least_certificate(&r.s, w, &p, NULL), NB_OK);
    prints(p, "0.340789330");
    prints(pair_of(c, NULL, 0, 0, 0).rhs, "1.318421340");
    prints(pair_of(c, NULL, 0, 0, 0).lhs, "1.318368");
    ck_assert_double_eq_tol(nb_log(excess(&r, 1e-4) / excess(&r, 1e-6)) / nb_log(100), 1.32295, 5.1e-6);
    nb_regression_drop(&r);
}
END_TEST

START_TEST(more_samples_allow_the_printed_starts)
{
    static const struct { size_t N; const char *alpha; } row[] = {
        { 12, "4.478307e-8" }, { 16, "5.391713e-6" }, { 20, "4.771514e-5" }, { 30, "4.444382e-3" },
        { 40, "1.502174e-2" }, { 60, "4.280452e-2" }, { 80, "9.245598e-2" },
    };
    book b;
    open_book(&b, CLAIM(sample_size), NULL, 0, 0);
    prints(lhs(&b, 0), row[2].alpha);
    prints(rhs(&b, 0), row[4].alpha);
    prints(rhs(&b, 1), row[6].alpha);
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
    Suite *s = suite_create("diagonal potentials");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, instance_a_is_the_printed_one);
    tcase_add_test(c, instance_o_has_orthogonal_rows_of_one_length);
    tcase_add_test(c, ends_of_flow_are_as_in_the_table);
    tcase_add_test(c, the_limits_compare_what_is_printed);
    tcase_add_test(c, spread_weights_cost_less_by_the_printed_ratio);
    tcase_add_test(c, starts_are_small_enough_as_printed);
    tcase_add_test(c, the_exponent_comes_from_the_least_certificate);
    tcase_add_test(c, more_samples_allow_the_printed_starts);
    tcase_add_test(c, a_thousand_weights_are_recovered_as_printed);
    tcase_add_test(c, deeper_networks_have_the_printed_excess);
    tcase_add_test(c, unequal_starts_weigh_as_printed);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
