// SPDX-License-Identifier: GPL-3.0-or-later
/* Ensemble means of three workloads against exact values from recursions of their second moments, computed elsewhere.
 * */
#include "tests/lib/trials.h"

Suite *nb_suite(void);

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
        ck_assert_msg(fabs(z) < 5.5, "%s at t = %d: %.9g, not %.9g, z = %.2f", i->label, (int)nb_trial_time(&t, c),
                      mean, exact[c], z);
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}

START_TEST(a_scalar_quadratic_follows_its_second_moment)
{
    const uint64_t at[] = { 1, 3, 10, 30, 100, 200, 500, 1000 };
    const double exact[] = { 0.9608, 0.8869954881, 0.670965467, 0.3046485655, 0.02751130068, 0.01040722136,
                             0.01010101177, 0.0101010101 };
    nb_arm arm = parabola(0.02);
    arm.problem.noise = 1;
    const nb_instance i = { "scalar quadratic", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_distance), 20000, exact);
}
END_TEST

START_TEST(least_squares_in_ten_dimensions_follow_their_recursion)
{
    const uint64_t at[] = { 1, 3, 10, 30, 100, 200, 500, 1000 };
    const double exact[] = { 1.768268066, 1.530675883, 0.9512797869, 0.3038263661, 0.02376942604, 0.008027419369,
                             0.006966793593, 0.006961491309 };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 10, .terms = 64, .seed = 2000 }, .method = &nb_sgd,
                         .step = { nb_constant, .a = 0.1 } };
    const nb_instance i = { "ten dimensions", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_gap), 10000, exact);
}
END_TEST

START_TEST(least_squares_in_a_hundred_dimensions_follow_their_recursion)
{
    const uint64_t at[] = { 1, 5, 20, 100, 500, 1000, 2000, 5000 };
    const double exact[] = { 14.23073106, 13.7047222, 11.95714154, 6.385470588, 0.8107400377, 0.1802575993,
                             0.03291147062, 0.008436287596 };
    const nb_arm arm = { .problem = { &nb_least_squares, .dim = 100, .terms = 200, .seed = 3000 }, .method = &nb_sgd,
                         .step = { nb_constant, .a = 0.015 } };
    const nb_instance i = { "a hundred dimensions", { &arm, 1 }, { at, 8 }, NB_SMOKE };
    close_to(&i, (nb_watch)NB_WATCH(&nb_gap), 500, exact);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("ensemble_means");
    TCase *c = tcase_create("ensemble_means");
    tcase_add_test(c, a_scalar_quadratic_follows_its_second_moment);
    tcase_add_test(c, least_squares_in_ten_dimensions_follow_their_recursion);
    tcase_add_test(c, least_squares_in_a_hundred_dimensions_follow_their_recursion);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
