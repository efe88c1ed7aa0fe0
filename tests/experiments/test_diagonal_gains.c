// SPDX-License-Identifier: GPL-3.0-or-later
/* Claims on the gain of diagonal networks, against the digits of the catalogue. Numbers of SGD belong to other batches:
 * they are compared within several of their standard deviations. */
#include "tests/experiments/descents.h"

Suite *nb_suite(void);

#define CLAIM(name) (&nb_claim_diagonal_network_##name)

START_TEST(the_gradient_that_is_computed_anew_is_that_of_the_kernels)
{
    for (size_t b = 0; b < 5; b += b ? 3 : 1) {             // all terms, 1, 4: p and q are multiplied by 1 -+ x
        const nb_gains g = descend(A(0.1, b), 50, 0, 3), uv = descend((nb_arm)NB_UV(0.1, 0.1, b, NB_A_DIM,
                                                                                  NB_INSTANCE_A), 50, 0, 3);
        for (size_t k = 0; k < NB_A_DIM; k++) {
            about(g.square[k], 0.01 * nb_exp(-g.gain[k]), 1e-13);
            ck_assert_double_eq_tol(uv.gain[k], g.gain[k], 1e-13);
            ck_assert_double_eq_tol(uv.w[k], g.w[k], 1e-13);
        }
    }
}
END_TEST

START_TEST(the_effective_start_is_as_printed)
{
    const nb_claim *c = CLAIM(effective_initialisation);
    printed(pair_of(c, &c->errata.item[1].is, 0, 0, 0).lhs, .11655, 1e-5);
    printed(pair_of(c, control_of(c, "start"), 0, 0, 0).lhs, .09027, 1e-5);
    printed(pair_of(c, control_of(c, "no-shift"), 0, 0, 0).lhs, .03423, 1e-5);
    ck_assert_double_lt(pair_of(c, NULL, 2, 0, 0).lhs, 1e-12);
    for (size_t sgd = 1; sgd < 3; sgd++) {                  // other batches
        const double half = pair_of(c, &c->errata.item[1].is, 0, sgd, 0).lhs;
        ck_assert_double_gt(half, .02);
        ck_assert_double_lt(half, .2);
    }
    const nb_gains g = descend(A(0.3, 0), 200000, 1e-26, 0);
    double low = INFINITY, high = 0, inside_low = INFINITY, inside_high = 0, z[NB_A_DIM], most = 0;
    for (size_t k = 0; k < NB_A_DIM; k++) {                 // all of the printed form: sum inside, no half, no w0~
        const double share = nb_exp(-g.gain[k] / 2), inside = nb_exp(-nb_q(g.sum[k]));
        z[k] = nb_asinh(2 * g.w[k] / (0.01 * inside * inside)) / 2;
        low = fmin(low, share);
        high = fmax(high, share);
        inside_low = fmin(inside_low, inside);
        inside_high = fmax(inside_high, inside);
    }
    ready x;
    make(&x, A(0.3, 0), 10);
    ck_assert_int_eq(nb_unseen(&x.r, z, z), NB_OK);
    drop(&x);
    for (size_t k = 0; k < NB_A_DIM; k++)
        most = fmax(most, fabs(z[k]));
    printed(most, 2.880, 1e-3);
    printed(low, .58247, 1e-5);
    printed(high, .99938, 1e-5);
    printed(inside_low, .00217, 1e-5);
    printed(inside_high, 10.53, 1e-2);
}
END_TEST

/* max |w0~| of single runs; and how far w_inf is from argmin Q without it. */
START_TEST(the_shifted_start_of_sgd_is_as_printed)
{
    const struct { nb_arm arm; double loss, shift, miss; } row[] = {
        { A(0.05, 1), 1e-26, 4.082e-4, 0 }, { A(0.15, 4), 1e-26, 2.449e-4, 0 }, { B(0.15, 1), 1e-20, 0, 8.948e-4 },
    };
    for (size_t i = 0; i < 3; i++) {
        double shift[RUNS], miss[RUNS], from[NB_GAINS_WIDEST], alpha[NB_GAINS_WIDEST], w[NB_GAINS_WIDEST];
        ready x;
        make(&x, row[i].arm, 1000000);
        for (uint64_t n = 0; n < RUNS; n++) {
            nb_gains g;
            ck_assert_int_eq(nb_gains_of(&x.t, 0, n, &x.r, row[i].loss, &g), NB_OK);
            ck_assert(g.arrived);
            nb_shifted_start(&x.r, &g, from);
            nb_effective(&x.r, &g, 0.5, alpha);
            ck_assert_int_eq(nb_hyperentropy_least(&x.r.s, alpha, NULL, w, NULL), NB_OK);
            shift[n] = nb_most(x.r.d, from);
            miss[n] = nb_apart_most(x.r.d, g.w, w);
        }
        drop(&x);
        for (size_t n = 0; n < RUNS && row[i].shift > 0; n++) {     // of a skew law: within a factor of two of each
            ck_assert_double_gt(shift[n], row[i].shift / 2);
            ck_assert_double_lt(shift[n], row[i].shift * 2);
        }
        if (row[i].miss > 0)
            single_is(miss, row[i].miss);
    }
}
END_TEST

START_TEST(the_shifted_start_is_as_printed)
{
    const nb_claim *c = CLAIM(perturbed_start);
    printed(pair_of(c, NULL, 0, 0, 0).lhs, 4.040e-4, 1e-7);
    printed(pair_of(c, NULL, 0, 0, 0).rhs, 2.5e-3, 1e-9);
    printed(pair_of(c, &c->errata.item[1].is, 0, 0, 0).lhs, .085739, 1e-6);
    printed(-2 * sqrt(2) - 2 * nb_log_of(1 - sqrt(2)), -1.0657, 1e-4);
    ready x;
    nb_gains g;
    double from[NB_GAINS_WIDEST];
    make(&x, (nb_arm)NB_TWO_PHASES(4, 2, 0.02), 20000);
    ck_assert_int_eq(nb_gains_at_end(&x.t, 0, &x.r, 1e-26, &g), NB_OK);
    nb_shifted_start(&x.r, &g, from);
    printed(from[0], -0.13225335, 1e-8);
    printed(from[1], 0.00113496, 1e-8);
    printed(g.gain[0], -1.07037851, 1e-8);
    printed(g.gain[1], 1.02616811, 1e-8);
    printed(nb_exp(-g.gain[0] / 2), 1.70777142, 1e-8);
    printed(g.w[0], .98521787, 1e-8);
    printed(g.w[1], .03695532, 1e-8);
    drop(&x);
}
END_TEST

START_TEST(q_has_the_printed_values)
{
    ck_assert_double_eq_tol(nb_q(sqrt(2)), 0, 1e-15);
    printed(nb_q(1.5), -.223143551, 1e-9);
    printed(nb_q(-2), -1.098612289, 1e-9);
    ck_assert(isinf(nb_q(1)));
}
END_TEST

START_TEST(gains_and_deviations_are_as_printed)
{
    static const struct { double gamma, gain, apart; } row[] = {
        { .05, .599057, 1.984061e-3 }, { .1, 1.236245, 3.952022e-3 }, { .2, 2.638836, 7.843774e-3 },
        { .3, 4.243303, 1.168205e-2 }, { .4, 6.103739, 1.547203e-2 },
    };
    for (size_t i = 0; i < 5; i++) {
        ready x;
        nb_gains g;
        double flow[NB_WIDEST];
        make(&x, A(row[i].gamma, 0), 100000);
        ck_assert_int_eq(nb_gains_at_end(&x.t, 0, &x.r, 1e-24, &g), NB_OK);
        ck_assert_int_eq(nb_flow_end(&x.r, 0.1, flow), NB_OK);
        printed(nb_gain_norm(&x.r, &g), row[i].gain, 1e-6);
        printed(nb_apart(x.r.d, g.w, flow), row[i].apart, i < 3 ? 1e-9 : 1e-8);
        drop(&x);
    }
    const nb_gains g = descend(A(0.3, 0), 200000, 1e-26, 0);
    printed(sum_of(NB_A_DIM, &g), 4.243303227, 1e-9);
    printed(g.most, .358293, 1e-6);
}
END_TEST

START_TEST(losses_add_up_to_the_printed_integrals)
{
    static const struct { double gamma, sum; } row[] = {
        { .05, 2.540487328 }, { .025, 2.503339275 }, { .0125, 2.484722014 },
    };
    for (size_t i = 0; i < 3; i++)
        printed(row[i].gamma * (double)descend(A(row[i].gamma, 0), 300000, 1e-24, 0).losses, row[i].sum, 1e-9);
    printed(pair_of(CLAIM(loss_integral), NULL, 0, 0, 0).rhs, 2.466075075, 1e-9);
}
END_TEST

START_TEST(bounds_are_those_of_the_catalogue)
{
    const nb_claim *c = CLAIM(gain_bounds);
    static const double of[][2] = {
        { 6, 6 }, { 16.615573, 34.087371 }, { 8.217003, 17.215252 }, { 3.665457, 9.226491 },
    };
    for (size_t i = 0; i < 4; i++) {
        printed(pair_of(c, NULL, 3, i, 0).lhs, of[i][0], 1e-6);
        printed(pair_of(c, NULL, 3, i, 1).lhs, of[i][1], 1e-6);
    }
    const nb_gains coarse = descend(O(0.02, 0), 100000, 1e-24, 0), fine = descend(O(0.01, 0), 200000, 1e-24, 0);
    printed(sum_of(NB_O_DIM, &coarse), .296418, 1e-6);
    printed(sum_of(NB_O_DIM, &fine), .146961, 1e-6);
    printed(sum_of(NB_O_DIM, &coarse) / (3 * .02 * .02 * (double)coarse.losses), 2.000511, 1e-6);
    printed(sum_of(NB_O_DIM, &fine) / (3 * .01 * .01 * (double)fine.losses), 2.000127, 1e-6);
    ready x;
    double w[NB_WIDEST], alpha[NB_WIDEST];
    make(&x, O(0.01, 0), 10);
    for (size_t k = 0; k < x.r.d; k++)
        alpha[k] = 0.1;
    nb_gains g = fine;
    printed(.01 * 3 * nb_hyperentropy(x.r.d, alpha, g.w), .145731, 2e-6);
    ck_assert_int_eq(nb_flow_end(&x.r, 0.1, w), NB_OK);
    printed(nb_hyperentropy(x.r.d, alpha, w), 4.857689673, 1e-9);
    drop(&x);
    g = descend(O(0.02, 4), 100000, 1e-20, 0);
    ck_assert_double_eq_tol(sum_of(NB_O_DIM, &g), .597779, 5 * .0004);            // s.d. of a walk
    double gain = 0, ratio = 0;
    for (uint64_t i = 0; i < 8; i++) {
        g = descend(O(0.02, 1), 10000, 1e-12, i);
        gain += sum_of(NB_O_DIM, &g) / 8;
        ratio += sum_of(NB_O_DIM, &g) / (24 * .02 * .02 * (double)g.losses) / 8;
    }
    ck_assert_double_eq_tol(gain, 2.516434, 5 * .012 / sqrt(8));
    about(ratio, 2.0011, .3);                               // the losses of single walks vary widely
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("diagonal gains");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, the_gradient_that_is_computed_anew_is_that_of_the_kernels);
    tcase_add_test(c, the_effective_start_is_as_printed);
    tcase_add_test(c, the_shifted_start_is_as_printed);
    tcase_add_test(c, the_shifted_start_of_sgd_is_as_printed);
    tcase_add_test(c, q_has_the_printed_values);
    tcase_add_test(c, gains_and_deviations_are_as_printed);
    tcase_add_test(c, losses_add_up_to_the_printed_integrals);
    tcase_add_test(c, bounds_are_those_of_the_catalogue);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
