// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on stationary losses, against the digits of the catalogue, section 5. */
#include "experiments/quadratic_basin/cases.h"
#include "lib/oracle_line.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_quadratic_basin_##name)

/* A formula on an arm made ready to walk t steps. */
static double with_arm(nb_arm arm, nb_formula *formula, uint64_t t)
{
    const nb_instance in = { "an arm", { &arm, 1 }, { &t, 1 }, NB_SMOKE };
    static const nb_observable *const gap = &nb_gap;
    nb_trial trial;
    const nb_stream stream = nb_stream_named(1, "test", 0);
    ck_assert_int_eq(nb_trial_make(&trial, &in, (nb_watch){ &gap, 1 }, 0, stream, NB_SCALAR, NULL), NB_OK);
    const double value = formula(&trial.setup[0], t);
    nb_trial_drop(&trial);
    return value;
}
static double loss_a(double eta)
{
    return with_arm((nb_arm)NB_IN_BASIN(eta, NB_CASE_A), nb_stationary_gap, 1);
}
static double loss_b(double eta)
{
    return with_arm((nb_arm)NB_IN_BASIN(eta, NB_CASE_B), nb_stationary_gap, 1);
}

START_TEST(slopes_are_as_printed)
{
    static const double eta[] = { .2, .1, .05, .025, .0125, .001 };
    static const double a[] = { 1.10246556, .97527270, .92234461, .89803204, .88636247, .87589799 };
    static const double b[] = { 1.08631952, .95307909, .89846867, .87353530, .86160057, .85091609 };
    for (size_t i = 0; i < 6; i++) {
        printed(loss_a(eta[i]) / eta[i], a[i], 1e-8);
        printed(loss_b(eta[i]) / eta[i], b[i], 1e-8);
        printed(pair_of(CLAIM(slope), NULL, 0, 0, i).lhs, a[i] - .875, 1e-8);
        printed(pair_of(CLAIM(slope), NULL, 0, 1, i).lhs, b[i] - .85, 1e-8);
    }
    printed(formula_at(CLAIM(slope), NULL, 2, 0, 1), .875, 1e-10);
    printed(formula_at(CLAIM(slope), NULL, 2, 1, 1), .85, 1e-10);
    printed(formula_at(CLAIM(slope), control_of(CLAIM(slope), "half-simulated"), 2, 0, 1), 1.75, 1e-10);
    printed(formula_at(CLAIM(slope), control_of(CLAIM(slope), "whole-simulated"), 2, 0, 1), 3.5, 1e-10);
}
END_TEST

START_TEST(both_sides_of_the_identity_are_as_printed)
{
    const nb_claim *c = CLAIM(exact_identity);
    static const struct { size_t instance; double value; } row[] = {
        { 0, .2204931111 }, { 1, .0975272699 }, { 3, .2172639041 }, { 4, .0953079093 },
    };
    for (size_t i = 0; i < 4; i++) {
        const sides s = pair_of(c, NULL, 0, row[i].instance, 0);
        printed(s.lhs, row[i].value, 1e-10);
        printed(s.rhs, row[i].value, 1e-10);
    }
    const sides doubled = pair_of(c, control_of(c, "half"), 0, 0, 0);
    printed(doubled.rhs / doubled.lhs, 2, 1e-10);
    const sides early = unchanged(c, 0, "one-step");
    printed(early.lhs, .02484375, 1e-8);
    ck_assert_double_gt(early.rhs, .1 / 4 * 3.5);           // .0875 at D = 0, and a little more at D_1
    ck_assert_double_lt(early.rhs, .1 / 4 * 3.7);
}
END_TEST

/* E_i f_i(x* + A_i D - eta g_i) - f_i(x*) under the stationary law, A_i = I - eta H_i: i of the step that led there. */
static double last_index(const nb_setup *s, uint64_t t)
{
    const double eta = s->arm->step.a;
    nb_moments o;
    (void)t;
    ck_assert_int_eq(nb_moments_stationary(&o, s, eta, NULL), NB_OK);
    double sum = 0;
    for (size_t i = 0; i < 4; i++) {
        double H[4], g[2], A[2][2], T[2][2] = { { 0 } };
        s->problem.run->term(&s->problem, i, H, g);
        for (size_t j = 0; j < 2; j++) {
            sum -= eta * g[j] * g[j] / 4;
            for (size_t k = 0; k < 2; k++)
                A[j][k] = (double)(j == k) - eta * H[2 * j + k];
        }
        for (size_t j = 0; j < 2; j++)
            for (size_t k = 0; k < 2; k++) {
                T[j][k] = eta * eta * g[j] * g[k];
                for (size_t m = 0; m < 2; m++)
                    for (size_t n = 0; n < 2; n++)
                        T[j][k] += A[j][m] * o.S[2 * m + n] * A[k][n];
                sum += H[2 * j + k] * T[j][k] / 8;
            }
    }
    nb_moments_drop(&o);
    return sum;
}

START_TEST(the_last_index_sees_the_printed_loss)
{
    printed(with_arm((nb_arm)NB_IN_BASIN(.1, NB_CASE_A), last_index, 1), -.2663617927, 1e-10);
    printed(with_arm((nb_arm)NB_IN_BASIN(.2, NB_CASE_A), last_index, 1), -.5305204253, 1e-10);
    printed(formula_at(CLAIM(observation_1), NULL, 1, 0, 80), .0975272699, 1e-10);
    printed(formula_at(CLAIM(observation_1), NULL, 1, 1, 80), .2204931111, 1e-10);
}
END_TEST

START_TEST(the_constant_is_a_quarter)
{
    const nb_claim *c = CLAIM(approx_constant);
    printed(loss_a(.05), .0461172303, 1e-10);
    printed(formula_at(c, NULL, 2, 0, 1), .04375, 1e-10);
    const double wrong = formula_at(c, &c->errata.item[0].is, 2, 0, 1);
    printed(wrong, .175, 1e-10);
    printed(wrong / loss_a(.05), 3.79, .01);
}
END_TEST

START_TEST(extrapolation_has_the_printed_error)
{
    static const struct { double eta, error; } row[] = {
        { .2, -2.54385713e-2 }, { .1, -5.29280939e-3 }, { .05, -1.21562829e-3 }, { .025, -2.91739231e-4 },
    };
    double last = NAN;
    for (size_t i = 0; i < 4; i++) {
        const double error = 2 * loss_a(row[i].eta / 2) - loss_a(row[i].eta);
        ck_assert_double_eq_tol(error, row[i].error, 0.6e-8 * -row[i].error);
        if (i)
            ck_assert_double_lt(last / error, 5);
        if (i)
            ck_assert_double_gt(last / error, 4);
        last = error;
    }
    const nb_claim *c = CLAIM(richardson);
    const double *right = c->parts.item[0].weights.item, *wrong = c->errata.item[0].is.weights.item;
    const double L[] = { 1 + loss_a(.05), 1 + loss_a(.025) };
    printed(right[0] * L[0] + right[1] * L[1], .99878437, 1e-8);
    printed(wrong[0] * L[0] + wrong[1] * L[1], -.99878437, 1e-8);
}
END_TEST

/* f = (x^2 - 1)^2 + 0.1 x with noise s^2 = v + u tanh(4 x), apart from the claim's code. */
typedef struct { double eta, v, u; } wells;
static double slope_of(double x) { return 4 * x * (x * x - 1) + .1; }
static double noise_of(const wells *w, double x) { return w->v + w->u * nb_tanh(4 * x); }
static nb_flow flow(const void *of, double x)
{
    const wells *w = of;
    return (nb_flow){ -slope_of(x), w->eta * noise_of(w, x) };
}
static nb_normal_law step(const void *of, double x)
{
    const wells *w = of;
    return (nb_normal_law){ x - w->eta * slope_of(x), w->eta * sqrt(noise_of(w, x)) };
}
static double height(const void *of, double x) { (void)of; return (x * x - 1) * (x * x - 1) + .1 * x; }

static const double ridge = .0250156544;                  // between the wells, where the slope is 0
static double left(const void *of, double x) { (void)of; return x < ridge; }

typedef struct { double loss, left; } end;
static end settled(wells w, double from, uint64_t t)        // t = 0: in the end; SIZE_MAX: of the diffusion
{
    const double half = w.eta > .2 ? 4 : 2.4;
    nb_line l;
    ck_assert_double_eq_tol(slope_of(ridge), 0, 1e-7);
    ck_assert_int_eq(nb_line_make(&l, -half, ridge, half, 128, NULL), NB_OK);
    ck_assert_int_eq(t == SIZE_MAX ? nb_line_diffuse(&l, flow, &w, NULL) : t == 0 ? nb_line_settle(&l, step, &w, NULL)
                     : nb_line_after(&l, step, &w, from, t, NULL), NB_OK);
    const end e = { nb_line_mean(&l, height, NULL), nb_line_mean(&l, left, NULL) };
    nb_line_drop(&l);
    return e;
}

START_TEST(diffusions_have_the_printed_losses)
{
    static const struct { double eta, loss, left; } row[] = {
        { 1, .376314, .1403 }, { .5, .247821, .0585 }, { .2, .152327, .00255 }, { .1, .124994, 1.19e-5 },
    };
    for (size_t i = 0; i < 4; i++) {
        const end e = settled((wells){ row[i].eta, 2.5, -1.5 }, 0, SIZE_MAX);
        printed(e.loss, row[i].loss, 1e-6);
        ck_assert_double_eq_tol(e.left, row[i].left, 5e-3 * row[i].left);
    }
    printed(settled((wells){ .05, 2.5, -1.5 }, 0, SIZE_MAX).loss, .112021, 1e-6);
    printed(settled((wells){ .02, 2.5, -1.5 }, 0, SIZE_MAX).loss, .104394, 1e-6);
    printed(settled((wells){ .2, 1, 0 }, 0, SIZE_MAX).loss, -.023606, 1e-6);
    printed(settled((wells){ .1, 1, 0 }, 0, SIZE_MAX).loss, -.071400, 1e-6);
    printed(settled((wells){ .05, 1, 0 }, 0, SIZE_MAX).loss, -.087935, 1e-6);
    printed(settled((wells){ .02, 1, 0 }, 0, SIZE_MAX).loss, -.095600, 1e-6);
}
END_TEST

START_TEST(chains_have_the_printed_losses)
{
    const end tenth = settled((wells){ .1, 2.5, -1.5 }, 0, 0), twentieth = settled((wells){ .05, 2.5, -1.5 }, 0, 0);
    printed(tenth.loss, .1411988, 1e-7);
    ck_assert_double_eq_tol(tenth.left, 1.11739e-5, .6e-10);
    printed(twentieth.loss, .1150131, 1e-7);
    const end late = settled((wells){ .1, 2.5, -1.5 }, -1, 20000), early = settled((wells){ .1, 2.5, -1.5 }, -1, 2000);
    ck_assert_double_eq_tol(late.left, 1.7e-5, 1e-6);
    printed(late.loss, .141199, 1e-6);
    printed(early.left, .301, 1e-3);
    printed(early.loss, .12699, 1e-5);
    printed(settled((wells){ .1, 1, 0 }, -1, 20000).loss, -.0568, 1e-4);
}
END_TEST

START_TEST(the_claim_computes_the_same_limits)
{
    const nb_claim *c = CLAIM(langevin_limit);
    const double low = -.10061738, high = .09936699;
    printed(pair_of(c, NULL, 1, 0, 0).lhs, -.071400 - low, 2e-6);
    printed(pair_of(c, NULL, 1, 1, 2).lhs, .104394 - high, 2e-6);
    printed(pair_of(c, erratum_of(c), 1, 0, 2).lhs, .104394 - low, 2e-6);
    printed(pair_of(c, NULL, 2, 1, 0).lhs, .1411988 - high, 2e-7);
    printed(pair_of(c, NULL, 2, 1, 1).lhs, .1150131 - high, 2e-7);
    printed(formula_at(c, NULL, 3, 0, 2000), .301, 1e-3);
    printed(formula_at(c, NULL, 4, 0, 20000), .141199 - low, 2e-6);
    printed(formula_at(c, control_of(c, "leaves"), 4, 0, 20000), .141199 - low, 2e-6);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("quadratic basin");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, slopes_are_as_printed);
    tcase_add_test(c, both_sides_of_the_identity_are_as_printed);
    tcase_add_test(c, the_last_index_sees_the_printed_loss);
    tcase_add_test(c, the_constant_is_a_quarter);
    tcase_add_test(c, extrapolation_has_the_printed_error);
    tcase_add_test(c, diffusions_have_the_printed_losses);
    tcase_add_test(c, chains_have_the_printed_losses);
    tcase_add_test(c, the_claim_computes_the_same_limits);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
