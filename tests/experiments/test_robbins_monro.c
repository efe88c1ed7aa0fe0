// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on decaying steps, against the digits of the catalogue, section 2. */
#include "experiments/robbins_monro/cases.h"
#include "lib/ensemble.h"
#include "tests/experiments/book.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_robbins_monro_##name)

static double left_of(const nb_claim *c, const nb_variation *v, size_t part, size_t instance, size_t i)
{
    book b;
    open_book(&b, c, v, part, instance);
    const double value = lhs(&b, i);
    close_book(&b);
    return value;
}
static double right_of(const nb_claim *c, size_t part, size_t instance, size_t i)
{
    book b;
    open_book(&b, c, NULL, part, instance);
    const double value = rhs(&b, i);
    close_book(&b);
    return value;
}

/* A formula on an arm made ready to walk t steps. */
static double on(nb_arms arms, nb_formula *formula, uint64_t t)
{
    const nb_instance in = { "an arm", arms, { &t, 1 }, NB_SMOKE };
    static const nb_observable *const gap = &nb_gap;
    nb_trial trial;
    const nb_stream stream = nb_stream_named(1, "test", 0);
    ck_assert_int_eq(nb_trial_make(&trial, &in, (nb_watch){ &gap, 1 }, 0, stream, NB_SCALAR, NULL), NB_OK);
    const double value = formula(&trial.setup[0], t);
    nb_trial_drop(&trial);
    return value;
}

static double kept(const nb_setup *s, uint64_t t)           // of the start: prod (1 - a)
{
    double product = 1;
    for (uint64_t i = 0; i < t; i++)
        product *= 1 - s->step[i];
    return product;
}

START_TEST(second_moments_are_as_printed)
{
    const nb_arms arms[] = { NB_ONE_OVER_T(NULL, 2), NB_ROOT(NULL, 2), NB_OVER_LOG(NULL, 2), NB_TENTH(NULL, 2),
                             NB_ONE_OVER_T2(NULL, 2) };
    static const double V[][4] = {
        { 1.01950789e-2, 1.00199501e-3, 1.00019995e-4, 1.00002000e-5 },
        { 2.70008574e-2, 8.09679093e-3, 2.51886069e-3, 7.92447887e-4 },
        { 5.78057523e-2, 3.75795707e-2, 2.79030534e-2, 2.21969123e-2 },
        { 5.26315817e-2, 5.26315789e-2, 5.26315789e-2, 5.26315789e-2 },
        { 1.06056120, 1.04194683, 1.04007610, 1.03988893 },
    };
    for (size_t i = 0; i < 5; i++)
        for (uint64_t k = 0, t = 100; k < 4; k++, t *= 10) {
            const double value = on(arms[i], nb_exact_distance, t);
            ck_assert_double_eq_tol(value, V[i][k], 0.6e-8 * V[i][k]);
            ck_assert_double_eq_tol(on(arms[i], nb_variance_of_parabola, t), value, 1e-8 * value);
        }
    for (size_t k = 0; k < 4; k++)
        ck_assert_double_eq_tol(right_of(CLAIM(rm_conditions), 0, 0, k + 2), V[0][k], 0.6e-8 * V[0][k]);
}
END_TEST

START_TEST(summable_steps_keep_half_of_the_start)
{
    const nb_arms arms = NB_ONE_OVER_T2(nb_from_ten, 0);
    static const double share[] = { .545455, .504950, .500500 };
    for (uint64_t k = 0, T = 10; k < 3; k++, T *= 10) {
        printed(on(arms, kept, T), share[k], 1e-6);
        printed((double)(T + 2) / (double)(2 * (T + 1)), share[k], 1e-6);
    }
    const double slow = on((nb_arms)NB_TENTH(nb_from_ten, 0), nb_variance_of_parabola, 1000);
    printed(slow, .0526, 1e-4);
    printed(slow / formula_at(CLAIM(mean_estimation), NULL, 1, 0, 1000), 53, 1);
}
END_TEST

START_TEST(the_assignment_leads_to_half_a_unit)
{
    const nb_claim *c = CLAIM(classical_theorem);
    const double gap = left_of(c, &c->errata.item[0].is, 0, 0, 3);
    ck_assert_double_eq_tol(gap, .5, 2e-4);                 // Phi_t is nearly -eta_t = -1e-4
    ck_assert_double_lt(left_of(c, NULL, 0, 0, 3), 1e-7);
}
END_TEST

/* .928 of 2000 walks by other random numbers: within 4 standard errors of the difference. */
START_TEST(slow_steps_leave_as_often_as_they_were_seen_to)
{
    const nb_part *p = &CLAIM(classical_theorem)->parts.item[5];
    enum { WALKS = 4000 };
    nb_trial t;
    make_trial(&t, &p->instances.item[0], p);
    double seen[2] = { 0, 0 };
    for (uint64_t r = 0; r < WALKS; r++) {
        nb_random draw = { t.stream, .purpose = NB_OWN, .replicate = r };
        double cell[2];
        p->own(&t, &draw, cell);
        for (int k = 0; k < 2; k++)
            seen[k] += cell[k] / WALKS;
    }
    nb_trial_drop(&t);
    ck_assert_double_eq_tol(seen[0], .928, 4 * sqrt(.928 * .072 * (1. / 2000 + 1. / WALKS)));
    ck_assert_double_gt(seen[1], .995);
}
END_TEST

/* P(max |x_t| > e) by Doob; the catalogue's median at T = 100, .104, must not contradict it. */
START_TEST(doob_bounds_what_was_seen)
{
    const double bound = formula_at(CLAIM(classical_theorem), NULL, 4, 0, 200);
    ck_assert_double_eq_tol(bound, 200 / (.16 * 101 * 101), 1e-12);
    ck_assert_double_gt(bound * .16 / (.104 * .104), .5);
}
END_TEST

START_TEST(a_block_moves_along_the_gradient)
{
    const nb_part *p = &CLAIM(physicist_block)->parts.item[1];
    nb_trial t;
    nb_moments o;
    make_trial(&t, &p->instances.item[1], p);
    const nb_setup *fine = &t.setup[1];                     // eta = 1e-5, 1000 steps
    ck_assert_int_eq(nb_moments_make(&o, fine, NULL), NB_OK);
    for (int k = 0; k < 1000; k++)
        nb_moments_step(&o, fine, 1e-5);
    const double along[] = { (3 - o.m[0]) / .01, (-2 - o.m[1]) / .01 };
    const double trace = o.S[0] + o.S[3] - o.m[0] * o.m[0] - o.m[1] * o.m[1];
    ck_assert_double_eq_tol(along[0], 4, .035);             // a bias of about .03
    ck_assert_double_gt(4 - along[0], .02);
    ck_assert_double_eq_tol(along[1], -2.25, .035);
    const nb_gradients g = nb_gradients_at(fine, fine->arm->start.point);
    ck_assert_double_eq_tol((double)g.slope, 16 + 2.25 * 2.25, 1e-13);
    const double Dt = .01, per_step = (double)(g.square - g.slope) * 1e-5 / Dt;
    ck_assert_double_eq_tol(trace / (Dt * Dt), per_step, 8 * Dt * per_step);
    nb_moments_drop(&o);
    nb_trial_drop(&t);
}
END_TEST

/* The recursion of fourth moments against walks: its E X^2 to 4 standard errors. */
START_TEST(fourth_moments_of_a_block_are_those_of_walks)
{
    const nb_part *p = &CLAIM(physicist_block)->parts.item[1];
    enum { WALKS = 1 << 18, CELL = 1 };                       // eta = 1e-3, 10 steps
    nb_trial t;
    nb_sheet s;
    make_trial(&t, &p->instances.item[0], p);
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, WALKS), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, WALKS, 1, NULL), NB_OK);
    double mean = 0, square = 0;
    for (size_t i = 0; i < WALKS; i++) {
        const double x = s.at[CELL * s.capacity + i];
        mean += x * x / WALKS;
        square += x * x * x * x / WALKS;
    }
    const double error = sqrt((square - mean * mean) / WALKS);
    ck_assert_double_eq_tol(p->given.formula(&t.setup[0], 10), mean, 4 * error);
    ck_assert_double_lt(error, .01 * mean);
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

/* In 2000 walks by other random numbers. */
START_TEST(noise_in_y_leaves_the_saddle_as_often_as_it_was_seen_to)
{
    const nb_claim *c = CLAIM(saddle);
    enum { WALKS = 2048 };
    nb_trial t;
    nb_sheet s;
    make_trial(&t, &control_of(c, "noise-in-y")->on.item[0], &c->parts.item[3]);
    ck_assert_double_eq(t.setup[0].problem.f_star, -.25);
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, WALKS), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, WALKS, 1, NULL), NB_OK);
    double near = 0;
    for (size_t i = 0; i < WALKS; i++)
        near += s.at[i] / WALKS;
    ck_assert_double_eq_tol(near, 1 - .787, 4 * sqrt(.787 * .213 * (1. / 2000 + 1. / WALKS)));
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(the_hat_has_the_printed_slopes)
{
    static const double slope[] = { .7245502, 1.7777778, 5.3825452, 49.8614958 };
    for (size_t i = 0; i < 4; i++) {
        printed(left_of(CLAIM(limit_cycle), NULL, 0, 0, i), slope[i], 1e-7);
        printed(right_of(CLAIM(limit_cycle), 0, 0, i), slope[i], 1e-7);
    }
}
END_TEST

START_TEST(theorem_8_has_the_printed_gaps_and_bounds)
{
    const nb_claim *c = CLAIM(theorem8_decay);
    static const double gap[] = { 2, .444444444, .128888889, .0641322314, .00663372218, .000666333672 };
    static const double bound[] = { 2, 1.5, .857142857, .5, .0588235294, .00598802395 };
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(left_of(c, NULL, 0, 0, i), gap[i], 0.6e-8 * gap[i]);
        ck_assert_double_eq_tol(right_of(c, 0, 0, i), bound[i], 0.6e-8 * bound[i]);
    }
    printed(left_of(c, NULL, 0, 1, 5), .00114114594, 1e-11);
    printed(right_of(c, 0, 1, 0) * 5, 10, 1e-9);                            // nu
    printed(right_of(c, 0, 0, 6) / left_of(c, NULL, 0, 0, 6), 9.0, .1);     // t = 10^4
    const nb_arms slow = NB_DECAYING(nb_harmonic, .25, 2, nb_from_two, 0);
    const double rate = nb_log10(on(slow, nb_exact_gap, 9999) / on(slow, nb_exact_gap, 999));
    ck_assert_double_eq_tol(rate, -.49954, 2e-4);           // which points were fitted decides the fourth digit
    printed(nb_harmonic(2.2, 2.3, 0), .956522, 1e-6);
    printed(nb_harmonic(2.2, 1.3, 0), 1.692308, 1e-6);
}
END_TEST

START_TEST(decaying_steps_have_the_printed_limit)
{
    const nb_claim *c = CLAIM(sublinear_only);
    printed(right_of(c, 0, 0, 4), 1.33300009e-4, 1e-12);
    printed(right_of(c, 0, 0, 5), 1.33286683e-4, 1e-12);
    printed(formula_at(c, NULL, 2, 0, 10000) * 10000, 4. / 3, 1e-3);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("robbins monro");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, second_moments_are_as_printed);
    tcase_add_test(c, summable_steps_keep_half_of_the_start);
    tcase_add_test(c, the_assignment_leads_to_half_a_unit);
    tcase_add_test(c, slow_steps_leave_as_often_as_they_were_seen_to);
    tcase_add_test(c, doob_bounds_what_was_seen);
    tcase_add_test(c, a_block_moves_along_the_gradient);
    tcase_add_test(c, fourth_moments_of_a_block_are_those_of_walks);
    tcase_add_test(c, noise_in_y_leaves_the_saddle_as_often_as_it_was_seen_to);
    tcase_add_test(c, the_hat_has_the_printed_slopes);
    tcase_add_test(c, theorem_8_has_the_printed_gaps_and_bounds);
    tcase_add_test(c, decaying_steps_have_the_printed_limit);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
