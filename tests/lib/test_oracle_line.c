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

/* dX = -k X ds + c(s) dW from 1 with c^2 = 1 + s: Var X = int_0^s e^(-2 k (s - r)) (1 + r) dr. */
static double bowl(const void *of, double x) { return *(const double *)of * x * x / 2; }
static double warming(const void *of, double s) { (void)of; return 1 + s; }

START_TEST(a_linear_diffusion_that_is_warmed_is_normal_with_the_variance_of_its_integral)
{
    const double k = 2, s = 0.75, q = 2 * k, mean = nb_exp(-k * s);
    const double variance = ((1 + s) - nb_exp(-q * s)) / q - (1 - nb_exp(-q * s)) / (q * q);
    double error[2];
    for (int i = 0; i < 2; i++) {
        nb_line l;
        ck_assert_int_eq(nb_line_cells(&l, -6.0025, 5.9975, 2400, 1, NULL), NB_OK);        // a middle at 1
        const nb_span span = { 0, s, (size_t)(i ? 2000 : 1000) };
        ck_assert_int_eq(nb_line_anneal(&l, bowl, warming, &k, span, NULL), NB_OK);
        ck_assert_double_eq_tol(moment(&l, 0), 1, 1e-11);
        ck_assert_double_eq_tol(moment(&l, 1), mean, 1e-3);
        error[i] = moment(&l, 2) - moment(&l, 1) * moment(&l, 1) - variance;
        nb_line_drop(&l);
    }
    ck_assert_double_eq_tol(error[1], 0, 1e-3);
    ck_assert_double_eq_tol(2 * error[1] - error[0], 0, 2e-5);         // first order in the step
}
END_TEST

static double double_well(const void *of, double x) { (void)of; return (x * x - 1) * (x * x - 1) + 0.3 * x; }
static double lukewarm(const void *of, double s) { (void)of; (void)s; return 0.8; }

START_TEST(cells_settle_at_gibbs_be_they_coarse_or_fine)
{
    for (size_t cells = 10; cells <= 1000; cells *= 10) {
        nb_line l;
        double sum = 0;
        ck_assert_int_eq(nb_line_cells(&l, -2, 2, cells, 0.9, NULL), NB_OK);
        ck_assert_int_eq(nb_line_anneal(&l, double_well, lukewarm, NULL, (nb_span){ 0, 400, 64 }, NULL), NB_OK);
        for (size_t i = 0; i < cells; i++)
            sum += nb_exp(-2 * double_well(NULL, l.x[i]) / 0.8);
        for (size_t i = 0; i < cells; i++)
            ck_assert_double_eq_tol(l.mass[i] * sum / nb_exp(-2 * double_well(NULL, l.x[i]) / 0.8), 1, 1e-7);
        nb_line_drop(&l);
    }
}
END_TEST

START_TEST(a_uniform_step_as_long_as_the_interval_halves_what_is_left)
{
    const nb_kicked k = { .rho = 1, .a = 1, .R = 0.5, .dim = 3 };           // in space xi is uniform on [-1, 1]
    double left[8];
    ck_assert_int_eq(nb_kicked_survival(&k, 8, left, NULL), NB_OK);
    for (int t = 0; t < 8; t++)
        ck_assert_double_eq_tol(left[t] * ldexp(1, t), 1, 1e-2);
}
END_TEST

/* Of (cos u + cos v) / 2, on a grid of angles. */
START_TEST(two_steps_on_a_circle_survive_as_an_integral_says)
{
    const nb_kicked k = { .rho = 1, .a = 0.5, .R = 0.5, .dim = 2 };
    enum { GRID = 2000 };
    double left[3], share = 0;
    ck_assert_int_eq(nb_kicked_survival(&k, 3, left, NULL), NB_OK);
    ck_assert_double_eq(left[1], 1);
    double z[GRID];
    for (int i = 0; i < GRID; i++)
        z[i] = nb_cos(3.14159265358979323846 * (i + 0.5) / GRID);
    for (int i = 0; i < GRID; i++)
        for (int j = 0; j < GRID; j++)
            share += fabs(z[i] + z[j]) <= 1;
    ck_assert_double_eq_tol(left[2], share / GRID / GRID, 2e-3);
}
END_TEST

START_TEST(a_coordinate_of_a_uniform_ball_has_its_beta_law)
{
    for (int i = 1; i <= 10; i++) {
        const double z = i / 10.;
        ck_assert_double_eq_tol(nb_ball_coordinate(3, z), z * (3 - z * z) / 2, 1e-10);
        ck_assert_double_eq_tol(nb_ball_coordinate(5, z), z * (15 + z * z * (3 * z * z - 10)) / 8, 1e-10);
    }
    const double p[] = { 0.01, 0.5, 0.99 };
    const size_t dim[] = { 10, 100, 1000, 1000000 };
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++) {
            const double square = nb_beta_quantile(p[i], 0.5, ((double)dim[j] + 1) / 2);
            ck_assert_double_eq_tol(nb_ball_coordinate(dim[j], sqrt(square)), p[i], 2e-9);
        }
    ck_assert_double_eq(nb_ball_coordinate(10, 0), 0);
    ck_assert_double_eq_tol(nb_ball_coordinate(1000, 1), 1, 1e-10);
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
    tcase_add_test(c, a_linear_diffusion_that_is_warmed_is_normal_with_the_variance_of_its_integral);
    tcase_add_test(c, cells_settle_at_gibbs_be_they_coarse_or_fine);
    tcase_add_test(c, a_uniform_step_as_long_as_the_interval_halves_what_is_left);
    tcase_add_test(c, two_steps_on_a_circle_survive_as_an_integral_says);
    tcase_add_test(c, a_coordinate_of_a_uniform_ball_has_its_beta_law);
    suite_add_tcase(s, c);
    return s;
}
