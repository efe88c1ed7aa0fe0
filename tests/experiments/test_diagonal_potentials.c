// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on the potentials of diagonal networks, against the digits of the catalogue. */
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
    reads(pair_of(c, NULL, 0, 0, 0).rhs, "1.318421341", 5e-10);       // a unit of the last digit: of p* twice
    prints(pair_of(c, NULL, 0, 0, 0).lhs, "1.318368");
    ck_assert_double_eq_tol(nb_log(excess(&r, 1e-4) / excess(&r, 1e-6)) / nb_log(100), 1.32295, 5.1e-6);
    nb_regression_drop(&r);
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
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
