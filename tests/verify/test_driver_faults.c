// SPDX-License-Identifier: GPL-3.0-or-later
/* The driver on claims that cannot be judged: what is no number or cannot be, and which of several faults is told. */
#include <time.h>

#include "tests/verify/toy.h"

Suite *nb_suite(void);

static void broken(const nb_trial *t, nb_random *r, double *cell)
{
    (void)t;
    cell[0] = r->replicate == 300 ? NAN : 1;
}

static void negative(const nb_trial *t, nb_random *r, double *cell)
{
    (void)t;
    cell[0] = r->replicate == 300 ? -1 : 1;
}

/* Fails sooner "there" than "here". */
static void late(const nb_trial *t, nb_random *r, double *cell)
{
    const struct timespec pause = { 0, 20000000 };
    if (r->replicate == 0 && !strcmp(t->instance->label, "here"))
        nanosleep(&pause, NULL);
    broken(t, r, cell);
}

static double infinite(const nb_setup *s, uint64_t t) { (void)s; (void)t; return INFINITY; }

static const nb_claim not_a_number = CLAIM("nan", always, MEAN(broken, six_fifths, AT("here")));
static const nb_claim late_fault   = {
    .id = "toy/late", .title = "late", .source = SOURCE, .text = "E X <= B", .latex = "EX \\le B",
    .parts = NB_PARTS(MEAN(late, six_fifths, AT("here"))),
    .controls = NB_CONTROLS({ .slug = "there", .label = "there", .breaks = "the place", .on = AT("there") }),
};
static const nb_claim below_zero   = CLAIM("negative", always, MEAN(negative, six_fifths, AT("here")));
static const nb_claim unbounded    = CLAIM("unbounded", always, MEAN(exponential, infinite, AT("here")));

START_TEST(a_nan_is_an_error_that_names_claim_instance_and_replicate)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &not_a_number, "toy/nan"), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(s.why.text, "toy/nan"));
    ck_assert_ptr_nonnull(strstr(s.why.text, "here"));
    ck_assert_ptr_nonnull(strstr(s.why.text, "300"));
    end(&s);
}
END_TEST

START_TEST(of_several_faults_the_first_in_order_is_told_not_the_first_in_time)
{
    for (int threads = 1; threads <= 4; threads++) {
        scene s = { .run.threads = threads };
        ck_assert_int_eq(play(&s, &late_fault, "toy/late*"), NB_NO_VALUE);
        ck_assert_ptr_nonnull(strstr(s.why.text, "toy/late: "));
        end(&s);
    }
}
END_TEST

START_TEST(a_negative_value_of_a_nonnegative_quantity_is_an_error)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &below_zero, "toy/negative"), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(s.why.text, "expected a number >= 0"));
    end(&s);
}
END_TEST

START_TEST(an_infinite_bound_says_nothing_and_is_an_error)
{
    scene s = { 0 };
    ck_assert_int_eq(play(&s, &unbounded, "toy/unbounded"), NB_NO_VALUE);
    end(&s);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/driver_faults");
    TCase *t = tcase_create("faults");
    tcase_add_test(t, a_nan_is_an_error_that_names_claim_instance_and_replicate);
    tcase_add_test(t, of_several_faults_the_first_in_order_is_told_not_the_first_in_time);
    tcase_add_test(t, a_negative_value_of_a_nonnegative_quantity_is_an_error);
    tcase_add_test(t, an_infinite_bound_says_nothing_and_is_an_error);
    suite_add_tcase(s, t);
    return s;
}
