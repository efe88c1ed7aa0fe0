// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on random starts near saddles, against the digits of the catalogue and second routes. */
#include "experiments/saddle_avoidance/cases.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_saddle_avoidance_##name)

static double tail(const nb_claim *c, size_t part, size_t instance, uint64_t t)
{
    return formula_at(c, NULL, part, instance, t);
}

/* A printed frequency of n runs. */
static void sampled(double p, double frequency, double n)
{
    ck_assert_double_lt(fabs(frequency - p), 4 * sqrt(p * (1 - p) / n));
}

START_TEST(escape_times_have_the_printed_law)
{
    const nb_claim *c = CLAIM(escape_time_law);
    printed(tail(c, 0, 0, 20), .148644, 1e-6);
    printed(tail(c, 0, 0, 40), .0220949, 1e-7);
    printed(tail(c, 0, 0, 60), .00328427, 1e-8);
    sampled(tail(c, 0, 0, 20), .148620, 1e6);
    sampled(tail(c, 0, 0, 40), .022168, 1e6);
    sampled(tail(c, 0, 0, 60), .003330, 1e6);
    printed(formula_at(c, control_of(c, "continuous-time"), 0, 0, 60), .002479, 1e-6);
    ck_assert_double_eq_tol(tail(c, 0, 1, 20), erf(pow(1.1, -20) / sqrt(2)), 1e-15);
}
END_TEST

START_TEST(the_bent_saddle_has_the_printed_law)
{
    const nb_claim *c = CLAIM(escape_time_law);
    printed(tail(c, 1, 0, 10), .427834777, 1e-9);
    printed(tail(c, 1, 0, 20), .167812819, 1e-9);
    printed(tail(c, 1, 0, 40), .025019018, 1e-9);
    printed(tail(c, 1, 0, 60), .003719164, 1e-9);
    printed(tail(c, 1, 0, 60) * nb_power(1.1, 60), 1.132417, 1e-6);     // on its way to
    printed(tail(c, 1, 0, 200) * nb_power(1.1, 200), 1.1324188371, 1e-10);
}
END_TEST

/* The point that reaches R in t steps, pushed forward again. */
START_TEST(what_is_pulled_back_comes_back)
{
    const nb_claim *c = CLAIM(escape_time_law);
    double y = .5 * tail(c, 1, 0, 40);
    for (int t = 0; t < 40; t++)
        y += .1 * (y - y * y * y);
    ck_assert_double_eq_tol(y, .5, 1e-13);
    double climbing = .5 * tail(CLAIM(codimension), 4, 0, 2000);
    for (int t = 0; t < 2000; t++)
        climbing += .1 * climbing * climbing * climbing;
    ck_assert_double_eq_tol(climbing, .5, 1e-9);
}
END_TEST

START_TEST(tails_fall_by_the_printed_slopes)
{
    const nb_claim *c = CLAIM(codimension);
    printed(tail(c, 0, 1, 20), .010987, 1e-6);
    printed(tail(c, 0, 1, 40), .000244, 1e-6);
    printed(tail(c, 0, 2, 20), .000868, 1e-6);
    printed(tail(c, 0, 2, 40), 3e-6, 1e-6);
    for (size_t k = 1; k <= 3; k++)
        printed(pair_of(c, NULL, 2, k - 1, 0).rhs, -.0953102 * (double)k, (double)k * 1e-7);
    printed(tail(c, 4, 0, 2000), .0995887, 1e-7);
    const double early = tail(c, 4, 0, 20000), late = tail(c, 4, 0, 80000);
    ck_assert_double_eq_tol(early / late, 2, .02);          // like t^(-1/2)
    ck_assert_double_eq(formula_at(c, erratum_of(c), 4, 0, 2000), 1);
}
END_TEST

START_TEST(no_start_that_a_sample_sees_stays_at_the_strict_saddle)
{
    double y = 1.2e-16;                                     // P(|y_0| < 1.2e-16) = 1e-16, and this one has left
    for (int t = 0; t < 400; t++)
        y += .1 * (y - y * y * y);
    ck_assert_double_gt(y, .1);
    ck_assert_double_eq(formula_at(CLAIM(strict_saddle_avoided), NULL, 0, 0, 400), 0);
}
END_TEST

START_TEST(steps_beyond_one_over_L_collapse_exactly)
{
    const nb_claim *c = CLAIM(collapse);
    nb_trial t;
    make_trial(&t, &c->parts.item[0].instances.item[0], &c->parts.item[0]);
    for (int i = 0; i <= 1000; i++) {
        const double y = i / 1000.;
        double g[2];
        nb_gradient_of(&t.setup[0].problem, (const double[]){ 0, y }, g);
        const double next = y - g[1];
        if (y >= .5)
            ck_assert_double_eq(next, 0);
        else
            ck_assert_double_eq_tol(next, y < .125 ? 1.5 * y : .25 - y / 2, 1e-16);
    }
    nb_trial_drop(&t);
    sampled(formula_at(c, NULL, 0, 0, 50), .49827, 1e5);
}
END_TEST

START_TEST(the_inflection_traps_half_and_the_pace_is_as_printed)
{
    const nb_claim *c = CLAIM(nonstrict);
    printed(pair_of(c, NULL, 1, 0, 0).lhs, .9924, 1e-4);
    sampled(.5, .50127, 1e5);
    const double p = tail(c, 0, 0, 2000);
    double v = 2 * p - 1;
    for (int t = 0; t < 2000; t++)
        v += .1 * v * v;
    ck_assert_double_eq_tol(v, 1, 1e-9);
}
END_TEST

START_TEST(the_monkey_saddle_has_the_printed_tail)
{
    static const struct { uint64_t t; double P; } row[] = {
        { 50, .5195 }, { 100, .2328 }, { 200, .0832 }, { 400, .02544 }, { 800, .0070075 }, { 1600, .0018725 },
    };
    const nb_claim *c = CLAIM(nonstrict);
    for (size_t i = 0; i < 6; i++)
        sampled(tail(c, 2, 0, row[i].t), row[i].P, 4e5);
    const double slope = pair_of(c, NULL, 3, 0, 0).lhs;
    ck_assert_double_eq_tol(slope, -1.904, .06);            // of two frequencies, 2803 and 749 walks
}
END_TEST

START_TEST(what_settles_on_the_circle_is_a_minimum)
{
    nb_problem p;
    const nb_problem_spec s = NB_CIRCLE;
    double g[3];
    ck_assert_int_eq(nb_problem_make(&p, &s, NB_SCALAR, NULL), NB_OK);
    nb_gradient_of(&p, (const double[]){ .6, .8, 1 }, g);
    for (size_t k = 0; k < 3; k++)
        ck_assert_double_eq_tol(g[k], 0, 1e-15);
    nb_gradient_of(&p, (const double[]){ .3, -.4, .5 }, g);             // (r^2 - 1) (x, y), z^3 - z
    ck_assert_double_eq_tol(g[0], -.75 * .3, 1e-15);
    ck_assert_double_eq_tol(g[1], .75 * .4, 1e-15);
    ck_assert_double_eq_tol(g[2], -.375, 1e-15);
    nb_problem_drop(&p);
    const sides s2 = pair_of(CLAIM(question_local_min), NULL, 1, 0, 0);
    ck_assert_double_eq_tol(s2.lhs, log(2), 1e-3);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("saddle starts");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, escape_times_have_the_printed_law);
    tcase_add_test(c, the_bent_saddle_has_the_printed_law);
    tcase_add_test(c, what_is_pulled_back_comes_back);
    tcase_add_test(c, tails_fall_by_the_printed_slopes);
    tcase_add_test(c, no_start_that_a_sample_sees_stays_at_the_strict_saddle);
    tcase_add_test(c, steps_beyond_one_over_L_collapse_exactly);
    tcase_add_test(c, the_inflection_traps_half_and_the_pace_is_as_printed);
    tcase_add_test(c, the_monkey_saddle_has_the_printed_tail);
    tcase_add_test(c, what_settles_on_the_circle_is_a_minimum);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
