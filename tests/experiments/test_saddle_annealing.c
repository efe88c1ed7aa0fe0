// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on annealing, against the digits of the catalogue. */
#include "experiments/saddle_avoidance/cases.h"
#include "lib/oracle_line.h"
#include "tests/experiments/sides.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_saddle_avoidance_##name)

static double U(const void *of, double x)
{
    (void)of;
    return x * x * x * x - 2 * x * x + .6 * x;
}
static double slope(double x) { return 4 * x * x * x - 4 * x + .6; }

START_TEST(the_wells_are_as_deep_as_printed)
{
    static const struct { double x, height; } row[] = {
        { -1.06792301, -1.62102492 }, { .91429732, -.42450579 }, { .1536257, .04553071 },
    };
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(slope(row[i].x), 0, 2e-7);
        printed(U(NULL, row[i].x), row[i].height, 1e-8);
    }
    const double depth = U(NULL, row[2].x) - U(NULL, row[1].x);
    printed(depth, .470036499, 1e-9);
    printed(2 * depth, .940072997, 1e-9);
}
END_TEST

/* c^2 = C / log log t, or C log log t as read from left to right, t = e^(s / 10); and 10 n^2 / t of a gradient with
 * noise n. */
typedef struct { double C; bool literal; double noise; } schedule;
static double heat(const void *of, double s)
{
    const schedule *h = of;
    const double y = nb_log(s / 10), gradient = 10 * h->noise * h->noise * nb_exp(-s / 10);
    return (h->literal ? h->C * y : h->C / y) + gradient;
}
static double beyond(const void *of, double x)
{
    (void)of;
    return x > .1536257;
}

static double diffused(const schedule *h, size_t cells, double from, double T)
{
    nb_line l;
    const double s = 10 * nb_log(1000), to = 10 * nb_log(T);
    ck_assert_int_eq(nb_line_cells(&l, -3, 3, cells, from, NULL), NB_OK);
    ck_assert_int_eq(nb_line_anneal(&l, U, heat, h, (nb_span){ s, to, (size_t)((to - s) / .005) + 1 }, NULL), NB_OK);
    const double p = nb_line_mean(&l, beyond, NULL);
    nb_line_drop(&l);
    return p;
}

static double gibbs(const schedule *h, double T)
{
    nb_line l;
    double sum = 0, p;
    ck_assert_int_eq(nb_line_make(&l, -3, .1536257, 3, 300, NULL), NB_OK);
    for (size_t i = 0; i < l.nodes; i++)
        sum += l.mass[i] = l.weight[i] * nb_exp(-2 * (U(NULL, l.x[i]) + 1.62) / heat(h, 10 * nb_log(T)));
    p = nb_line_mean(&l, beyond, NULL) / sum;
    nb_line_drop(&l);
    return p;
}

/* 600, 1200 and 2400 cells give 0.08052, 0.08034 and 0.08043 in the first row: the cell at the ridge belongs to one
 * side or the other, so that of the printed digits four are those of the diffusion. */
START_TEST(diffusions_are_in_the_false_well_as_often_as_printed)
{
    static const struct { schedule h; double now, gibbs, late; } row[] = {
        { { 2, false, 0 },  .080335, .076990,  .040734 },
        { { .2, false, 0 }, .998899, 1.6e-12,  .998526 },
        { { 2, true, 0 },   .354944, .355485,  .374545 },
    };
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(diffused(&row[i].h, 1200, .91429732, 2e4), row[i].now, 4e-5);
        ck_assert_double_eq_tol(gibbs(&row[i].h, 2e4), row[i].gibbs, i == 1 ? 5e-14 : 4e-5);
        ck_assert_double_eq_tol(diffused(&row[i].h, 1200, .91429732, 1e8), row[i].late, 4e-5);
    }
    ck_assert_double_eq_tol(diffused(&row[0].h, 2400, .91429732, 2e4), .0804, 1e-4);
    ck_assert_double_lt(diffused(&row[1].h, 600, -1.06792301, 2e4), 1e-3);      // from the true well it shows nothing
}
END_TEST

/* Shares of 1500 runs as printed; the claim's diffusions have the gradient's noise as well. */
START_TEST(walks_are_in_the_false_well_as_often_as_printed)
{
    const nb_claim *c = CLAIM(sgld_annealing);
    ck_assert_double_eq_tol(formula_at(c, NULL, 1, 1, 19000), .0853, 0.01);
    ck_assert_double_eq_tol(formula_at(c, NULL, 1, 1, 19000), .0804, 1e-3);
    const nb_variation literal = { .part = 1, .target = c->parts.item[1].target, .on = c->errata.item[0].is.on };
    ck_assert_double_eq_tol(formula_at(c, &literal, 1, 0, 19000), .344, 0.03);
    const nb_variation fast = { .part = 1, .target = c->parts.item[1].target, .on = control_of(c, "fast")->on };
    ck_assert_double_eq_tol(formula_at(c, &fast, 1, 0, 19000), .998, 3e-3);
    printed(pair_of(c, NULL, 2, 0, 4).lhs, .0408, 1e-4);
}
END_TEST

/* With noise 30 on the gradient, which heats as much as the walk's own noise at first: the claim's 600 cells and steps
 * of 0.02 to four digits. */
START_TEST(the_noise_of_the_gradient_heats_too)
{
    const nb_part *p = &CLAIM(sgld_annealing)->parts.item[1];
    nb_arm arm = p->instances.item[1].arms.item[0];
    const nb_instance in = { "loud", { &arm, 1 }, p->instances.item[1].at, NB_CI };
    const schedule loud = { 2, false, 30 };
    nb_trial t;
    ck_assert_double_eq(arm.problem.noise, 1);
    arm.problem.noise = 30;
    make_trial(&t, &in, p);
    const double share = diffused(&loud, 1200, .91429732, 2e4);
    ck_assert_double_eq_tol(p->target.formula(&t.setup[0], 19000), share, 1e-3);
    ck_assert_double_gt(share, .09);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(two_wells_are_changed_as_often_as_printed)
{
    const nb_claim *c = CLAIM(sgld_law_not_probability);
    ck_assert_double_eq_tol(formula_at(c, NULL, 1, 0, 99000), .4917, 0.04);     // 600 runs
    ck_assert_double_eq_tol(formula_at(c, NULL, 1, 1, 299000), .5, 2e-3);
    ck_assert_double_eq(formula_at(c, erratum_of(c), 1, 0, 99000), .1);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("annealing");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, the_wells_are_as_deep_as_printed);
    tcase_add_test(c, diffusions_are_in_the_false_well_as_often_as_printed);
    tcase_add_test(c, walks_are_in_the_false_well_as_often_as_printed);
    tcase_add_test(c, the_noise_of_the_gradient_heats_too);
    tcase_add_test(c, two_wells_are_changed_as_often_as_printed);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
