// SPDX-License-Identifier: GPL-3.0-or-later
/* What the evidence on an item is made of: independent instances, a pilot run of its own, and the mean of e-values. */
#include "tests/verify/toy.h"

Suite *nb_suite(void);

static const nb_claim threefold = CLAIM("threefold", always, MEAN(exponential, six_fifths,
    NB_INSTANCES_OF({ .label = "once" }, { .label = "twice" }, { .label = "thrice" })));

START_TEST(instances_that_look_alike_have_random_numbers_of_their_own)
{
    scene s = { .run = { .seed = 1 } };
    ck_assert_int_eq(play(&s, &threefold, "toy/threefold"), NB_OK);
    const nb_result *r = of(&s, "toy/threefold");
    ck_assert_uint_eq(r->count, 3);
    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert_double_ne(r->checks[i].estimate, r->checks[j].estimate);
    end(&s);
}
END_TEST

/* E_item = (E_1 + E_2 + E_3) / 3, a mean of e-values being an e-value; their largest is none. */
START_TEST(the_evidence_on_an_item_is_the_mean_over_its_units)
{
    scene s = { .run = { .seed = 1 } };
    ck_assert_int_eq(play(&s, &threefold, "toy/threefold"), NB_OK);
    const nb_result *r = of(&s, "toy/threefold");
    double mean = 0;
    for (size_t i = 0; i < r->count; i++)
        mean += nb_pow(10, r->checks[i].log10_e) / (double)r->count;
    ck_assert_double_gt(mean, 0);
    ck_assert_double_eq_tol(nb_pow(10, r->log10_e) / mean, 1, 1e-12);
    end(&s);
}
END_TEST

static const nb_claim piloted = CLAIM("piloted", always,
    { .kind = NB_MEAN, .relation = NB_AT_MOST, .own = exponential, .target = { .formula = six_fifths },
      .given = { .kind = NB_PILOT }, .instances = AT("here") });

/* 1 + 3 cv^2 of the first 4096 replicates, on the numbers that a stream names. */
static double kappa_on(nb_stream stream)
{
    const nb_instance here = { .label = "here" };
    nb_trial t;
    nb_sheet s;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_trial_make(&t, &here, (nb_watch){ 0 }, 1, stream, NB_SCALAR, &why), NB_OK);
    ck_assert_int_eq(nb_sheet_make(&s, 1, 4096), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, exponential, 4096, 1, &why), NB_OK);
    double mean = 0, square = 0;
    for (size_t i = 0; i < 4096; i++)
        mean += s.at[i] / 4096;
    for (size_t i = 0; i < 4096; i++)
        square += (s.at[i] - mean) * (s.at[i] - mean) / 4095;
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
    return 1 + 3 * square / (mean * mean);
}

START_TEST(a_pilot_run_shares_no_number_with_the_run_that_relies_on_it)
{
    scene s = { .run = { .seed = 1 } };
    ck_assert_int_eq(play(&s, &piloted, "toy/piloted"), NB_OK);
    const char *said = of(&s, "toy/piloted")->checks[0].assumption, *number = strstr(said, "kappa = ");
    ck_assert_msg(number, "%s", said);
    const double kappa = strtod(number + strlen("kappa = "), NULL);
    const nb_stream own = nb_stream_named(1, "toy/piloted", 0);
    ck_assert_double_eq_tol(kappa, kappa_on(nb_stream_pilot(own)), 1e-4);
    ck_assert_double_gt(fabs(kappa - kappa_on(own)), 1e-3);
    ck_assert_double_eq_tol(kappa, 4, 0.5);             // cv = 1 for an exponential
    end(&s);
}
END_TEST

/* Three numbers beside one pair, one beside another, of which only the pairs are judged. */
static nb_status halves(const nb_trial *t, nb_ledger *l)
{
    char label[] = "their sum";                         // copied: it does not outlive the account
    (void)t;
    for (int i = 1; i <= 3; i++)
        NB_TRY(nb_show(l, label, "number: half", i, 0.5 * i));
    NB_TRY(nb_show(l, "two", "number: half", 4, 2));
    NB_TRY(nb_enter(l, (nb_pair){ label, .lhs = 0.5 + 1 + 1.5, .rhs = 3 }));
    memset(label, '?', sizeof label - 1);
    return two_is_two(t, l);
}
static const nb_claim showing = CLAIM("showing", always, MEAN(exponential, six_fifths, AT("there")),
    { .kind = NB_IDENTITY, .relation = NB_EQUALS, .target = { .account = halves }, .instances = AT("here") });

START_TEST(what_an_account_shows_is_the_picture_of_the_pairs_it_stands_beside)
{
    scene s = { .run = { .seed = 1 } };
    ck_assert_int_eq(play(&s, &showing, "toy/showing"), NB_OK);
    const nb_result *r = of(&s, "toy/showing");
    ck_assert_uint_eq(r->count, 3);
    ck_assert_int_eq(r->verdict, NB_SUPPORTED);
    const nb_picture *p = &r->checks[1].picture;
    ck_assert_str_eq(r->checks[1].checkpoint, "their sum");
    ck_assert_uint_eq(p->count, 3);
    ck_assert_str_eq(p->along, "number: half");
    for (size_t i = 0; i < 3; i++)
        ck_assert(p->points[i].x == (double)(i + 1) && p->points[i].estimate == 0.5 * (double)(i + 1));
    ck_assert_uint_eq(r->checks[2].picture.count, 1);
    ck_assert(!r->checks[0].pictured);
    end(&s);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/evidence");
    TCase *t = tcase_create("evidence");
    tcase_add_test(t, instances_that_look_alike_have_random_numbers_of_their_own);
    tcase_add_test(t, the_evidence_on_an_item_is_the_mean_over_its_units);
    tcase_add_test(t, a_pilot_run_shares_no_number_with_the_run_that_relies_on_it);
    tcase_add_test(t, what_an_account_shows_is_the_picture_of_the_pairs_it_stands_beside);
    suite_add_tcase(s, t);
    return s;
}
