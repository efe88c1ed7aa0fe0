// SPDX-License-Identifier: GPL-3.0-or-later
/* Support waits for 4096 replicates, whatever the judge and however clear the sample: only from there on does the check
 * of an assumption have the power to stop a wrong one. Refutation waits for nothing. */
#include "tests/verify/bench.h"

Suite *nb_suite(void);

static bool supported_at(bench *b, double target, unsigned look)
{
    nb_fault why = { 0 };
    b->target[0] = b->target[1] = target;
    b->sheet.n = nb_look(look);
    ck_assert_msg(nb_judge(&b->q, &b->sheet, look, b->f, &why) == NB_OK, "%s", why.text);
    return b->f[0].supported;
}

/* Looks 0, 2, 4, 6: 256, 512, 1024, 2048 replicates; look 8: 4096. */
static void waits(bench *b, double target)
{
    for (unsigned look = 0; look < LOOK; look += 2)
        ck_assert(!supported_at(b, target, look));
    ck_assert(supported_at(b, target, LOOK));
    bench_drop(b);
}

START_TEST(a_mean_waits_with_every_assumption)
{
    static const struct { nb_assumption given; double known; } row[] = {
        { { .kind = NB_KAPPA }, 3 }, { { .kind = NB_SECOND }, 2 }, { { .kind = NB_BOUNDED }, 20 },
        { { .kind = NB_PILOT }, 4 }, { { .kind = NB_VARIANCE }, 1 },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        bench *b = bench_make(NB_MEAN, NB_AT_MOST, row[i].given, row[i].known, 1);
        exponential(b->sheet.at);
        waits(b, 10);                       // E X = 1
    }
}
END_TEST

START_TEST(a_probability_waits)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_MOST, GIVEN(NB_NONNEGATIVE), 0, 1);
    bernoulli(b->sheet.at, 0.1);
    waits(b, 0.9);
}
END_TEST

static double identity_law(const nb_setup *s, uint64_t t, double x)
{
    (void)s;
    (void)t;
    return x;
}

START_TEST(a_law_waits)
{
    bench *b = bench_make(NB_LAW, NB_EQUALS, GIVEN(NB_NONNEGATIVE), 0, 1);
    uniform(b->sheet.at);
    b->q.law = identity_law;
    b->part.target.law = identity_law;
    b->part.tolerance = 0.5;
    waits(b, 0);
}
END_TEST

START_TEST(a_contrast_waits)
{
    bench *b = bench_make(NB_CONTRAST, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 2);
    exponential(b->sheet.at);
    exponential(b->sheet.at + N);
    b->weight[0] = 1;
    b->weight[1] = -1;
    waits(b, 10);
}
END_TEST

START_TEST(refutation_does_not_wait)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, GIVEN(NB_KAPPA), 3, 1);
    exponential(b->sheet.at);
    supported_at(b, 0.1, 0);
    ck_assert_double_ge(b->f[0].log_e, -nb_log(alpha));
    bench_drop(b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge_support");
    TCase *t = tcase_create("support");
    tcase_add_test(t, a_mean_waits_with_every_assumption);
    tcase_add_test(t, a_probability_waits);
    tcase_add_test(t, a_law_waits);
    tcase_add_test(t, a_contrast_waits);
    tcase_add_test(t, refutation_does_not_wait);
    suite_add_tcase(s, t);
    return s;
}
