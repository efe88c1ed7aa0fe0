// SPDX-License-Identifier: GPL-3.0-or-later
/* Laws on a line against those known in closed form: linear chains and diffusions, whose laws are normal. */
#include <check.h>

#include "lib/math.h"
#include "lib/oracle_line.h"

Suite *nb_suite(void);

/* x+ = f x + s z; dX = -X dt + sqrt(s) dW. */
typedef struct { double f, s; } linear;
static nb_normal_law chain(const void *of, double x)
{
    const linear *c = of;
    return (nb_normal_law){ c->f * x, c->s };
}
static nb_flow flow(const void *of, double x)
{
    const linear *c = of;
    return (nb_flow){ -x, c->s };
}
static double power(const void *of, double x) { return nb_power(x, *(const uint64_t *)of); }
static double beyond(const void *of, double x) { return x > *(const double *)of; }

static nb_line made(double half)
{
    nb_line l;
    ck_assert_int_eq(nb_line_make(&l, -half, 0, half, 64, NULL), NB_OK);
    return l;
}
static double moment(const nb_line *l, uint64_t k) { return nb_line_mean(l, power, &k); }

START_TEST(a_linear_chain_settles_on_its_normal_law)
{
    const double f[] = { 0, 0.5, -0.5, 0.9 };
    for (int i = 0; i < 4; i++) {
        const linear c = { f[i], 1 };
        const double variance = 1 / (1 - f[i] * f[i]);
        nb_line l = made(9 * sqrt(variance));
        ck_assert_int_eq(nb_line_settle(&l, chain, &c, NULL), NB_OK);
        ck_assert_double_eq_tol(moment(&l, 0), 1, 1e-13);
        ck_assert_double_eq_tol(moment(&l, 1), 0, 1e-11);
        ck_assert_double_eq_tol(moment(&l, 2), variance, 1e-11 * variance);
        ck_assert_double_eq_tol(moment(&l, 4), 3 * variance * variance, 1e-10 * variance * variance);
        nb_line_drop(&l);
    }
}
END_TEST

START_TEST(after_t_steps_mean_and_variance_are_those_of_the_recursion)
{
    const linear c = { 0.8, 0.5 };
    double mean = 2, variance = 0;
    for (uint64_t t = 1; t <= 20; t++) {
        mean *= c.f;
        variance = c.f * c.f * variance + c.s * c.s;
        nb_line l = made(8);
        ck_assert_int_eq(nb_line_after(&l, chain, &c, 2, t, NULL), NB_OK);
        ck_assert_double_eq_tol(moment(&l, 1), mean, 1e-11);
        ck_assert_double_eq_tol(moment(&l, 2), variance + mean * mean, 1e-11);
        nb_line_drop(&l);
    }
}
END_TEST

START_TEST(a_chain_that_runs_long_is_one_that_has_settled)
{
    const linear c = { 0.7, 1 };
    nb_line late = made(12), end = made(12);
    ck_assert_int_eq(nb_line_after(&late, chain, &c, 3, 1000, NULL), NB_OK);
    ck_assert_int_eq(nb_line_settle(&end, chain, &c, NULL), NB_OK);
    for (size_t i = 0; i < late.nodes; i++)
        ck_assert_double_eq_tol(late.mass[i], end.mass[i], 1e-13);
    nb_line_drop(&late);
    nb_line_drop(&end);
}
END_TEST

/* P(X > 5) = 2.9e-7 of a standard normal, and its digits all count. */
START_TEST(a_rare_half_line_has_its_relative_digits)
{
    const linear c = { 0.6, 0.8 };
    nb_line l;
    ck_assert_int_eq(nb_line_make(&l, -9, 5, 9, 128, NULL), NB_OK);
    ck_assert_int_eq(nb_line_settle(&l, chain, &c, NULL), NB_OK);
    for (size_t i = 0; i < l.nodes; i++) {
        const double density = nb_exp(-l.x[i] * l.x[i] / 2) / 2.50662827463100050242;
        if (fabs(l.x[i]) < 8)
            ck_assert_double_eq_tol(l.mass[i] / l.weight[i], density, 1e-9 * density);
    }
    const double five = 5;
    ck_assert_double_eq_tol(nb_line_mean(&l, beyond, &five), nb_normal_cdf(-5), 1e-9 * nb_normal_cdf(-5));
    nb_line_drop(&l);
}
END_TEST

START_TEST(a_linear_diffusion_has_half_its_variance_to_drift)
{
    const linear c = { 0, 0.5 };
    nb_line l = made(5);
    ck_assert_int_eq(nb_line_diffuse(&l, flow, &c, NULL), NB_OK);
    ck_assert_double_eq_tol(moment(&l, 2), 0.25, 1e-12);
    ck_assert_double_eq_tol(moment(&l, 4), 3 * 0.0625, 1e-12);
    nb_line_drop(&l);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("laws on a line");
    TCase *c = tcase_create("line");
    tcase_add_test(c, a_linear_chain_settles_on_its_normal_law);
    tcase_add_test(c, after_t_steps_mean_and_variance_are_those_of_the_recursion);
    tcase_add_test(c, a_chain_that_runs_long_is_one_that_has_settled);
    tcase_add_test(c, a_rare_half_line_has_its_relative_digits);
    tcase_add_test(c, a_linear_diffusion_has_half_its_variance_to_drift);
    suite_add_tcase(s, c);
    return s;
}
