// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on constant steps, against the digits of the catalogue, section 3: they compute, the digits live here. */
#include "experiments/noise_ball/cases.h"
#include "tests/experiments/book.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_noise_ball_##name)
#define ERRATUM(c)  (&(c)->errata.item[0].is)

/* Left and right of the i-th pair that a part, or a variation of it, enters on an instance. */
typedef struct { double lhs, rhs; } sides;
static sides pair_of(const nb_claim *c, const nb_variation *v, size_t part, size_t instance, size_t i)
{
    book b;
    open_book(&b, c, v, part, instance);
    const sides s = { lhs(&b, i), rhs(&b, i) };
    close_book(&b);
    return s;
}

/* An arm made ready on its own. */
static double with_arm(const nb_arm *arm, double (*measure)(const nb_setup *s, uint64_t t), uint64_t t)
{
    const uint64_t at[] = { t ? t : 1 };
    const nb_instance in = { "an arm", { arm, 1 }, { at, 1 }, NB_SMOKE };
    nb_trial trial;
    make_trial(&trial, &in, &(nb_part){ .kind = NB_IDENTITY });
    const double value = measure(&trial.setup[0], t);
    nb_trial_drop(&trial);
    return value;
}
static double floor_of(const nb_setup *s, uint64_t t) { (void)t; return nb_exact_floor(s); }
static double radius_of(const nb_setup *s, uint64_t t)
{
    double radius;
    (void)t;
    ck_assert_int_eq(nb_moments_radius(s, s->arm->step.a, &radius, NULL), NB_OK);
    return radius;
}
static double relative_square(const nb_setup *s, uint64_t t)
{
    const double mean = nb_exact_distance(s, t);
    return nb_exact_distance_square(s, t) / (mean * mean);
}

START_TEST(floors_are_as_printed)
{
    const nb_claim *c = CLAIM(constant_step_floor);
    static const double gap[] = { .0975272699, .2204931111, .0317611578, .0953079093 };
    printed(2 * pair_of(c, NULL, 0, 0, 0).lhs, .0526315789, 1e-10);
    printed(formula_at(c, NULL, 1, 0, 60), .0526315789, 1e-10);
    printed(formula_at(c, control_of(c, "without-the-two"), 1, 0, 60), .1, 1e-10);
    for (size_t i = 0; i < 4; i++)
        printed(formula_at(c, NULL, 2, i, 60), gap[i], 1e-10);
}
END_TEST

/* sum_{k < T} (1 - q^k)^2 term by term, against s^2 / (h^2 T). */
START_TEST(the_average_stays_below_its_bound_by_summation_too)
{
    for (uint64_t T = 10; T <= 160; T *= 4) {
        double sum = 0;
        for (uint64_t k = 0; k < T; k++)
            sum += (1 - nb_power(.8, k)) * (1 - nb_power(.8, k));
        ck_assert_double_lt(sum / (double)(T * T), formula_at(CLAIM(constant_step_floor), NULL, 3, 0, T));
    }
}
END_TEST

START_TEST(a_first_step_from_the_solution_goes_as_far_as_printed)
{
    const sides s = pair_of(CLAIM(moves_away), NULL, 0, 0, 0);
    printed(s.lhs, .035, 1e-10);
    ck_assert_double_eq(pair_of(CLAIM(moves_away), control_of(CLAIM(moves_away), "stays"), 0, 0, 0).rhs, 0);
}
END_TEST

START_TEST(interpolation_decays_at_the_printed_rate)
{
    const nb_claim *c = CLAIM(interpolation_constant_step);
    const nb_arm tenth  = NB_SGD(.1,  nb_case_a_start, NB_CASE_A_INTERPOLATED);
    const nb_arm fifth  = NB_SGD(.2,  nb_case_a_start, NB_CASE_A_INTERPOLATED);
    const nb_arm beyond = NB_SGD(.95, nb_case_a_start, NB_CASE_A_INTERPOLATED);
    printed(pair_of(c, NULL, 0, 1, 1).rhs, 8.25 * .875 * .875, 1e-12);      // f(3, -2) (1 - 0.1 x 1.25)^2
    printed(pair_of(c, NULL, 1, 0, 0).lhs, .7702120045, 1e-10);
    printed(nb_exp(formula_at(c, NULL, 2, 0, 20)), .7702120045, 1e-10);
    printed(with_arm(&beyond, radius_of, 0), 1.1832, 1e-4);
    const double slow = with_arm(&tenth, relative_square, 200) / with_arm(&tenth, relative_square, 199);
    const double fast = with_arm(&fifth, relative_square, 200) / with_arm(&fifth, relative_square, 199);
    printed(slow, 1.0273, 1e-4);
    printed(fast, 1.147, 1e-3);
    printed(nb_power(slow, 40), 2.9, .1);                   // what the printed 2.9, 15 and 240 are
    printed(nb_power(slow, 100), 15, 1);
    printed(nb_power(fast, 40), 240, 10);
    ck_assert_double_lt(with_arm(&tenth, relative_square, 20), 2);      // the simulation's horizon
}
END_TEST

/* log |x_T| after T steps of a linear recursion, over T: the exponent of its paths. */
static bool last_size(void *context, uint64_t t, size_t dim, const double *x)
{
    double square = 0;
    for (size_t k = 0; k < dim; k++)
        square += x[k] * x[k];
    *(double *)context = t ? nb_log(square) / (2 * (double)t) : 0;
    return true;
}

static double path_exponent(const nb_arm *arm)
{
    enum { WALKS = 64 };
    const uint64_t at[] = { 1000 };
    const nb_instance in = { "an arm", { arm, 1 }, { at, 1 }, NB_SMOKE };
    nb_trial t;
    make_trial(&t, &in, &(nb_part){ .kind = NB_IDENTITY });
    double sum = 0;
    for (uint64_t r = 0; r < WALKS; r++) {
        double exponent;
        ck_assert_int_eq(nb_walk_alone(&t, 0, r, last_size, &exponent, NULL), NB_OK);
        sum += exponent;
    }
    nb_trial_drop(&t);
    return sum / WALKS;
}

/* The mean grows at both steps; paths grow at one and shrink at the other. s.d. of the estimates: 0.003. */
START_TEST(paths_beyond_the_limit_have_the_printed_exponents)
{
    const nb_arm grows   = NB_SGD(1.5, nb_case_a_start, NB_CASE_A_INTERPOLATED);
    const nb_arm shrinks = NB_SGD(.95, nb_case_a_start, NB_CASE_A_INTERPOLATED);
    ck_assert_double_gt(with_arm(&grows, radius_of, 0), 1);
    ck_assert_double_gt(with_arm(&shrinks, radius_of, 0), 1);
    printed(path_exponent(&grows), .20, .04);
    printed(path_exponent(&shrinks), -.24, .04);
}
END_TEST

START_TEST(the_triangle_has_the_printed_distances)
{
    const nb_claim *c = CLAIM(triangle);
    static const struct { uint64_t t; double square; } row[] = {
        { 1, 44.55555556 }, { 2, 19.91358025 }, { 5, 1.93068469 }, { 10, .23001272 }, { 20, .20000903 },
    };
    const nb_arm arm = NB_SGD(1. / 3, nb_at_ten, NB_TRIANGLE), centre = NB_SGD(1. / 3, NULL, NB_TRIANGLE);
    for (size_t i = 0; i < 5; i++) {
        printed(formula_at(c, NULL, 0, 0, row[i].t), row[i].square, 1e-8);
        printed(with_arm(&arm, nb_exact_distance, row[i].t), row[i].square, 1e-8);
    }
    printed(formula_at(c, control_of(c, "floor-a"), 0, 0, 400), .333, 1e-3);
    printed(pair_of(c, NULL, 1, 0, 0).lhs, .0246, 1e-4);
    const double mean = with_arm(&centre, nb_exact_distance, 11);
    printed(with_arm(&centre, nb_exact_distance_square, 11) - mean * mean, .024605, 1e-6);
    printed(pair_of(c, NULL, 2, 0, 0).lhs, 2.84, .01);
    ck_assert_double_eq_tol(pair_of(c, NULL, 5, 0, 0).lhs, 0, 1e-13);
    printed(pair_of(c, NULL, 5, 0, 2).lhs, 1, 1e-10);
    printed(pair_of(c, control_of(c, "sierpinski"), 0, 0, 0).lhs, -1. / 3, 1e-10);
}
END_TEST

START_TEST(descent_lemmas_have_the_printed_sides)
{
    const sides five = pair_of(CLAIM(lemma5), NULL, 0, 0, 0), six = pair_of(CLAIM(lemma6), NULL, 0, 0, 0);
    printed(five.lhs, -1.87148438, 1e-8);
    printed(five.rhs, -1.82214844, 1e-8);
    printed(five.rhs / five.lhs, .974, 1e-3);
    printed(pair_of(CLAIM(lemma5), control_of(CLAIM(lemma5), "m-for-L"), 0, 0, 0).rhs, -1.90332031, 1e-8);
    printed(six.lhs, -1.87148438, 1e-8);
    printed(six.rhs, -1.69579244, 1e-8);
    printed(six.rhs / six.lhs, .906, 1e-3);
    const sides still = pair_of(CLAIM(lemma6), control_of(CLAIM(lemma6), "without-sigma0"), 0, 0, 0);
    printed(still.lhs, .02484375, 1e-8);
    ck_assert_double_eq(still.rhs, 0);
}
END_TEST

/* At 2 the catalogue prints the bound -.1850581839; -sin(2)^2 / 2 + (sin(2)^2 + 1) / 8 = -.18505817891. */
START_TEST(the_descent_lemma_holds_for_waves_as_printed)
{
    const sides near = pair_of(CLAIM(lemma5), NULL, 2, 0, 0), far = pair_of(CLAIM(lemma5), NULL, 2, 1, 0);
    printed(near.lhs, .0830466588, 1e-10);
    printed(near.rhs, .0922504278, 1e-10);
    printed(far.lhs, -.4385995827, 1e-10);
    printed(far.rhs, -.1850581789, 1e-10);
    printed(formula_at(CLAIM(lemma5), NULL, 4, 1, 1) - (1 - nb_cos(2)), -.1850581789, 1e-10);
}
END_TEST

START_TEST(second_moments_have_the_printed_constants)
{
    const nb_claim *c = CLAIM(second_moment_assumption);
    static const double sigma0[] = { 4.7844352082, 3.7798546797, 3.4523284549 };
    for (size_t i = 0; i < 3; i++) {
        nb_trial t;
        make_trial(&t, &c->parts.item[1].instances.item[i], &c->parts.item[1]);
        printed(t.setup[0].k.sigma0, sigma0[i], 1e-10);
        nb_trial_drop(&t);
    }
    const sides at = pair_of(c, NULL, 1, 0, 0);
    printed(at.lhs, 9.49757155, 1e-8);
    printed(at.rhs, 9.49757155, 1e-8);
    printed(pair_of(c, control_of(c, "without-cross-term"), 0, 0, 0).rhs, 8.21313634, 1e-8);
}
END_TEST

START_TEST(theorem_7_has_the_printed_bounds)
{
    const nb_claim *c = CLAIM(theorem7_index);
    static const double exact[] = { .02484375, .04321509, .05684088 }, bound[] = { .04186381, .07849464, .11054662 };
    for (size_t i = 0; i < 3; i++) {
        const sides right = pair_of(c, NULL, 0, 0, i), wrong = pair_of(c, ERRATUM(c), 0, 0, i);
        printed(right.lhs, exact[i], 1e-8);
        printed(right.rhs, bound[i], 1e-8);
        printed(wrong.rhs, i ? bound[i - 1] : 0, 1e-8);
    }
    printed(pair_of(c, NULL, 0, 1, 0).lhs, 6.37851562, 1.1e-8);
    printed(pair_of(c, NULL, 0, 1, 0).rhs, 7.26061381, 1e-8);
    printed(pair_of(c, NULL, 0, 1, 4).lhs, .53067856, 1e-8);
    printed(pair_of(c, NULL, 0, 1, 4).rhs, 2.15689386, 1e-8);
    printed(pair_of(c, ERRATUM(c), 0, 1, 4).rhs, 2.41717720, 1e-8);
    printed(formula_at(c, NULL, 1, 0, 4000), .3349104646, 1e-10);

    static const struct { double a, tight; } row[] = { { .05, 3.63 }, { .1, 3.43 }, { .2, 3.04 }, { .25, 2.84 } };
    for (size_t i = 0; i < 4; i++) {
        const nb_arm arm = NB_SGD(row[i].a, NULL, NB_CASE_A);
        printed(with_arm(&arm, c->parts.item[1].target.formula, 4000) / with_arm(&arm, floor_of, 0), row[i].tight, .01);
    }
    const sides scalar = pair_of(c, control_of(c, "half-the-floor"), 0, 0, 1);
    printed(scalar.rhs, .05, 1e-4);
    printed(scalar.lhs, .0555556, 1e-7);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("noise ball");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, floors_are_as_printed);
    tcase_add_test(c, the_average_stays_below_its_bound_by_summation_too);
    tcase_add_test(c, a_first_step_from_the_solution_goes_as_far_as_printed);
    tcase_add_test(c, interpolation_decays_at_the_printed_rate);
    tcase_add_test(c, paths_beyond_the_limit_have_the_printed_exponents);
    tcase_add_test(c, the_triangle_has_the_printed_distances);
    tcase_add_test(c, descent_lemmas_have_the_printed_sides);
    tcase_add_test(c, the_descent_lemma_holds_for_waves_as_printed);
    tcase_add_test(c, second_moments_have_the_printed_constants);
    tcase_add_test(c, theorem_7_has_the_printed_bounds);
    suite_add_tcase(s, c);
    return s;
}
