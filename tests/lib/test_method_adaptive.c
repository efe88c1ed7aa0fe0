// SPDX-License-Identifier: GPL-3.0-or-later
/* Methods that divide by what gradients have been: Adam and RMSProp, by hand, and what they refuse. */
#include <check.h>
#include <string.h>

#include "lib/math.h"
#include "lib/sampler.h"

Suite *nb_suite(void);

static const nb_stream stream = { { 11, 12 }, 13 };

static bool nearly_by_hand(void *context, uint64_t t, size_t dim, const double *x)
{
    const double *want = context;
    ck_assert_uint_eq(dim, 1);
    ck_assert_double_eq_tol(x[0], want[t], 1e-15);
    return true;
}

/* f = x^2 / 2 from 1, where g = x and every square root is exact.
 *
 * Adam, beta1 = 1/2, beta2 = 3/4, a = 1/2, epsilon = 2^-60 (lost in rounding): m / (1 - beta1^t) and v / (1 - beta2^t)
 * are weighted means of what was seen: of g with weights 1; 1, 2; 1, 2, 4, and of g^2 with 1; 3, 4; 9, 12, 16.
 *   t = 1: g = 1;                      the step is a:       x = 1/2
 *   t = 2: g = 1, 1/2;                 (1 + 2/2)/3 = 2/3,   (3 + 4/4)/7 = 4/7
 *   t = 3: g = 1, 1/2, x_2             (1 + 1 + 4 x_2)/7,   (9 + 12/4 + 16 x_2^2)/37
 *
 * RMSProp, rho = 1/2, epsilon = 2^-60: v = 1/2; then 1/4 + g^2/2; ... */
START_TEST(three_steps_of_the_adaptive_methods_are_those_made_by_hand)
{
    const double start[] = { 1 }, of_adam[] = { 0.5, 0.75, 0x1p-60 }, of_rms[] = { 0.5, 0x1p-60 };
    const uint64_t at[] = { 3 };
    const double second = 0.5 - 0.5 * (2.0 / 3) / sqrt(4.0 / 7);
    const double third = second - 0.5 * ((2 + 4 * second) / 7) / sqrt((12 + 16 * second * second) / 37);
    const double rms[] = { 1, 1 - 0.5 / sqrt(0.5), 0, 0 };
    const double v2 = 0.25 + rms[1] * rms[1] / 2, r2 = rms[1] - 0.5 * rms[1] / sqrt(v2);
    const double r3 = r2 - 0.5 * r2 / sqrt(v2 / 2 + r2 * r2 / 2);
    double want[2][4] = { { 1, 0.5, second, third }, { 1, rms[1], r2, r3 } };
    for (int m = 0; m < 2; m++) {
        const nb_arm arm = {
            .problem = { &nb_quadratic, .dim = 1 }, .method = m ? &nb_rmsprop : &nb_adam,
            .step = { nb_constant, .a = 0.5 }, .numbers = m ? of_rms : of_adam, .start = { .point = start },
        };
        const nb_instance instance = { "by hand", { &arm, 1 }, { at, 1 }, NB_SMOKE };
        nb_trial t;
        const nb_watch watch = NB_WATCH(&nb_gap);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        ck_assert_int_eq(nb_walk_alone(&t, 0, 0, nearly_by_hand, want[m], NULL), NB_OK);
        nb_trial_drop(&t);
    }
}
END_TEST

START_TEST(shares_out_of_range_are_refused)
{
    const struct { const nb_method *method; double numbers[3]; const char *says; } bad[] = {
        { &nb_adam,    { 1, 0.5, 0.1 },    "number 1 of adam is 1" },
        { &nb_adam,    { 0.5, -0.5, 0.1 }, "number 2 of adam is -0.5" },
        { &nb_adam,    { 0.5, 0.5, 0 },    "epsilon of adam is 0" },
        { &nb_rmsprop, { NAN, 0.1 },       "number 1 of rmsprop is nan" },
        { &nb_rmsprop, { 0.5, INFINITY },  "epsilon of rmsprop is inf" },
    };
    const uint64_t at[] = { 3 };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const nb_arm arm = { .problem = { &nb_quadratic, .dim = 1 }, .method = bad[i].method,
                             .step = { nb_constant, .a = 0.5 }, .numbers = bad[i].numbers };
        const nb_instance instance = { "out of range", { &arm, 1 }, { at, 1 }, NB_SMOKE };
        nb_trial t;
        nb_fault why = { 0 };
        const nb_watch watch = NB_WATCH(&nb_gap);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, NB_SCALAR, &why), NB_BAD_INPUT);
        ck_assert_msg(strstr(why.text, bad[i].says), "%s", why.text);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("method_adaptive");
    TCase *c = tcase_create("method_adaptive");
    tcase_add_test(c, three_steps_of_the_adaptive_methods_are_those_made_by_hand);
    tcase_add_test(c, shares_out_of_range_are_refused);
    suite_add_tcase(s, c);
    return s;
}
