// SPDX-License-Identifier: GPL-3.0-or-later
/* Each judge at and beside the boundaries where its verdict changes. The boundaries come from the engines' own bounds, which
 * tests/verify/test_engine*.c hold against reference values; the samples are low-discrepancy, so that means are known. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "verify/engine.h"
#include "verify/judge.h"

Suite *nb_suite(void);

enum { N = 4096, LOOK = 8 };            // nb_look(8) = 4096, a look at which T counts
static const double alpha = 1e-9, beta = 1e-4;

static const uint64_t     at[]     = { 1 };
static const nb_instance  instance = { .label = "by hand", .at = { at, 1 } };
static nb_setup           bare     = { .in = &instance };

/* x_i = F^-1(frac(i phi)): a sample whose empirical law is F to about 1/N. */
static double phase(size_t i)
{
    const double y = 0.6180339887498949 * (double)(i + 1);
    return y - floor(y);
}

static void exponential(double *x) { for (size_t i = 0; i < N; i++) x[i] = -nb_log1p(-phase(i)); }
static void uniform    (double *x) { for (size_t i = 0; i < N; i++) x[i] = phase(i); }
static void bernoulli  (double *x, double p) { for (size_t i = 0; i < N; i++) x[i] = phase(i) < p; }

typedef struct {
    nb_part     part;
    nb_trial    trial;
    nb_sheet    sheet;
    double      target[2], known[2], weight[2];
    nb_question q;
    nb_finding  f[2];
} bench;

static bench *bench_make(nb_kind kind, nb_relation relation, nb_assumption given, double known, size_t cells)
{
    bench *b = calloc(1, sizeof *b);
    b->part = (nb_part){ .kind = kind, .relation = relation, .given = given };
    b->trial = (nb_trial){ .instance = &instance, .isa = NB_SCALAR, .arms = 1, .times = 1, .watched = cells, .cells = cells, .setup = &bare };
    b->sheet = (nb_sheet){ .cells = cells, .capacity = N, .n = N, .at = calloc(cells * N, sizeof(double)) };
    b->known[0] = b->known[1] = known;
    b->q = (nb_question){ .part = &b->part, .relation = relation, .trial = &b->trial, .target = b->target, .known = b->known,
                          .weight = b->weight, .alpha = alpha, .beta = beta, .intervals = true };
    return b;
}

static void bench_drop(bench *b)
{
    free(b->sheet.at);
    free(b);
}

static nb_verdict judged(bench *b, double target)
{
    nb_fault why = { 0 };
    b->target[0] = b->target[1] = target;
    ck_assert_msg(nb_judge(&b->q, &b->sheet, LOOK, b->f, &why) == NB_OK, "%s", why.text);
    const nb_finding *f = &b->f[0];
    return f->rejected || f->log_e >= -nb_log(alpha) ? NB_REFUTED : f->supported ? NB_SUPPORTED : NB_UNDECIDED;
}

static nb_sample sample(const bench *b, size_t c)
{
    return (nb_sample){ b->sheet.at + c * N, N, NB_SCALAR };
}

static const nb_assumption kappa = { .kind = NB_KAPPA, .number = 3 }, plain = { .kind = NB_NONNEGATIVE },
                           variance = { .kind = NB_VARIANCE }, student = { .kind = NB_STUDENT }, bounded = { .kind = NB_BOUNDED };

START_TEST(looks_grow_by_root_two_from_256_through_4096)
{
    ck_assert_uint_eq(nb_look(0), 256);
    ck_assert_uint_eq(nb_look(1), 363);         // 256 sqrt 2 = 362.04
    ck_assert_uint_eq(nb_look(2), 512);
    ck_assert_uint_eq(nb_look(3), 725);         // 724.08
    ck_assert_uint_eq(nb_look(8), NB_FIRST_SUPPORT);
}
END_TEST

START_TEST(an_upper_bound_on_a_mean_turns_at_the_bounds_of_u_and_l)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, kappa, 3, 1);
    exponential(b->sheet.at);
    const double low = nb_u_lower(sample(b, 0), alpha), high = nb_l_upper(N, nb_sum(sample(b, 0)), 3, beta);
    ck_assert_double_lt(low, 1);
    ck_assert_double_gt(high, 1);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_REFUTED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_NONASYMPTOTIC);
    b->part.tolerance = 0.1;                    // E X <= B (1 + tau) is what support shows
    ck_assert_int_eq(judged(b, high / 1.1 * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, high / 1.1 * 0.9999), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(a_lower_bound_on_a_mean_turns_at_the_mirrored_bounds)
{
    bench *b = bench_make(NB_MEAN, NB_AT_LEAST, kappa, 3, 1);
    exponential(b->sheet.at);
    const double high = nb_l_upper(N, nb_sum(sample(b, 0)), 3, alpha), low = nb_u_lower(sample(b, 0), beta);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_REFUTED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_SUPPORTED);
    bench_drop(b);
}
END_TEST

START_TEST(an_equality_needs_both_sides_within_its_tolerance)
{
    bench *b = bench_make(NB_MEAN, NB_EQUALS, kappa, 3, 1);
    exponential(b->sheet.at);
    b->part.tolerance = 0.25;
    ck_assert_int_eq(judged(b, 1), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, 2), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.5), NB_REFUTED);
    b->part.tolerance = 0.01;
    ck_assert_int_eq(judged(b, 1), NB_UNDECIDED);       // too few replicates for 1 %
    bench_drop(b);
}
END_TEST

START_TEST(nonnegative_data_refute_a_negative_bound_and_one_positive_value_refutes_zero)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, kappa, 3, 1);
    ck_assert_int_eq(judged(b, -1e-9), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);       // all replicates are 0, which shows nothing about P(X > 0) = 0
    b->sheet.at[17] = 1e-300;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_diverged_replicate_refutes_a_bound_and_blocks_support)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, kappa, 3, 1);
    exponential(b->sheet.at);
    b->sheet.at[100] = INFINITY;
    ck_assert_int_eq(judged(b, 5), NB_REFUTED);
    b->q.relation = b->part.relation = NB_AT_LEAST;
    ck_assert_int_eq(judged(b, 100), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(an_understated_kappa_is_a_conflict_and_not_a_verdict)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, (nb_assumption){ .kind = NB_KAPPA }, 3, 1);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] = phase(i) < 1.0 / 64 ? 64 : 0;  // E X = 1, E X^2 = 64: kappa is 64, not 3
    ck_assert_int_eq(judged(b, 1.5), NB_UNDECIDED);
    ck_assert(b->f[0].conflict);
    b->known[0] = 64;
    judged(b, 3);
    ck_assert(!b->f[0].conflict);
    bench_drop(b);
}
END_TEST

START_TEST(a_value_above_its_stated_bound_is_a_conflict)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, bounded, 1, 1);
    uniform(b->sheet.at);
    ck_assert_int_eq(judged(b, 0.6), NB_SUPPORTED);
    b->sheet.at[5] = 1.5;
    ck_assert_int_eq(judged(b, 0.6), NB_UNDECIDED);
    ck_assert(b->f[0].conflict);
    bench_drop(b);
}
END_TEST

START_TEST(a_real_mean_of_known_variance_turns_at_the_bounds_of_c)
{
    bench *b = bench_make(NB_MEAN, NB_EQUALS, variance, 1.0 / 12, 1);
    uniform(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[i] -= 0.5;                          // mean 0, variance 1/12
    const double sigma = sqrt(1.0 / 12), low = nb_c_lower(sample(b, 0), sigma, beta), high = nb_c_upper(sample(b, 0), sigma, beta);
    b->part.margin = fmax(-low, high) * 1.001;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->part.margin = fmin(-low, high) * 0.999;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, 0.1), NB_REFUTED);
    ck_assert_int_eq(judged(b, -0.1), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(support_without_an_assumption_is_asymptotic_and_says_so)
{
    bench *b = bench_make(NB_MEAN, NB_AT_MOST, plain, 0, 1);
    exponential(b->sheet.at);
    ck_assert_int_eq(judged(b, 1.3), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_ASYMPTOTIC);
    b->sheet.at[9] = 1e5;                               // one replicate holds nearly all of the mean: the guard vetoes
    ck_assert_int_eq(judged(b, 100), NB_UNDECIDED);
    ck_assert_ptr_nonnull(b->f[0].note);
    bench_drop(b);
}
END_TEST

START_TEST(a_ratio_is_judged_as_a_linear_contrast)
{
    bench *b = bench_make(NB_CONTRAST, NB_AT_MOST, kappa, 3, 2);
    exponential(b->sheet.at);
    exponential(b->sheet.at + N);                       // E X = E Y = 1
    b->weight[0] = 1;
    b->weight[1] = -2;                                  // E X - 2 E Y <= 0 holds by a wide margin
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->weight[1] = -0.5;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    b->weight[1] = -1;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    ck_assert_double_eq_tol(b->f[0].estimate, 0, 1e-12);
    bench_drop(b);
}
END_TEST

START_TEST(a_paired_difference_by_t_uses_the_pairing)
{
    bench *b = bench_make(NB_CONTRAST, NB_AT_MOST, student, 0, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = b->sheet.at[i] + 0.01 + 0.01 * phase(i * 7 + 3);       // Y - X is about 0.015 with a tiny s.d.
    b->weight[0] = 1;
    b->weight[1] = -1;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    ck_assert_int_eq(b->f[0].tier, NB_ASYMPTOTIC);
    bench_drop(b);
}
END_TEST

START_TEST(a_slope_is_the_weighted_sum_of_logarithms)
{
    bench *b = bench_make(NB_SLOPE, NB_EQUALS, kappa, 3, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = 8 * b->sheet.at[i];
    b->weight[0] = -1 / nb_log(2);
    b->weight[1] = 1 / nb_log(2);                       // log2(E X_2 / E X_1) = 3
    b->part.margin = 0.6;
    ck_assert_int_eq(judged(b, 3), NB_SUPPORTED);
    ck_assert_double_eq_tol(b->f[0].estimate, 3, 1e-12);
    ck_assert_int_eq(judged(b, 5), NB_REFUTED);
    b->part.margin = 0.05;
    ck_assert_int_eq(judged(b, 3), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(a_slope_without_assumptions_is_linearised)
{
    bench *b = bench_make(NB_SLOPE, NB_EQUALS, student, 0, 2);
    exponential(b->sheet.at);
    for (size_t i = 0; i < N; i++)
        b->sheet.at[N + i] = 8 * b->sheet.at[i];
    b->weight[0] = -1 / nb_log(2);
    b->weight[1] = 1 / nb_log(2);
    b->part.margin = 0.05;                              // paired: the ratio does not vary, so T decides where bounds cannot
    ck_assert_int_eq(judged(b, 3.01), NB_SUPPORTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_probability_turns_at_the_bounds_of_b)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_MOST, plain, 0, 1);
    bernoulli(b->sheet.at, 0.1);
    uint64_t k = 0;
    for (size_t i = 0; i < N; i++)
        k += b->sheet.at[i] == 1;
    const double low = nb_b_lower(k, N, alpha), high = nb_b_upper(k, N, beta);
    ck_assert_int_eq(judged(b, low * 0.9999), NB_REFUTED);
    ck_assert_int_eq(judged(b, low * 1.0001), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, high * 1.0001), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, high * 0.9999), NB_UNDECIDED);
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    b->q.relation = b->part.relation = NB_AT_LEAST;
    ck_assert_int_eq(judged(b, 0.5), NB_REFUTED);
    ck_assert_int_eq(judged(b, 0.05), NB_SUPPORTED);
    ck_assert_int_eq(judged(b, 1), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_probability_counts_zeros_and_ones_only)
{
    bench *b = bench_make(NB_PROBABILITY, NB_AT_MOST, plain, 0, 1);
    b->sheet.at[3] = 0.5;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_judge(&b->q, &b->sheet, LOOK, b->f, &why), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "replicate 3"));
    bench_drop(b);
}
END_TEST

static double flat (const nb_setup *s, uint64_t t, double x) { (void)s; (void)t; return fmin(1, fmax(0, x)); }
static double bent (const nb_setup *s, uint64_t t, double x) { const double u = flat(s, t, x); return u * u; }

START_TEST(a_law_is_supported_within_its_distance_and_refuted_beyond)
{
    bench *b = bench_make(NB_LAW, NB_EQUALS, plain, 0, 1);
    uniform(b->sheet.at);
    b->q.law = flat;
    b->part.tolerance = 0.06;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    b->part.tolerance = 0.01;
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    b->q.law = bent;
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);         // sup |u - u^2| = 1/4
    b->part.bias = 0.5;                                 // a declared bias forgives it
    ck_assert_int_eq(judged(b, 0), NB_UNDECIDED);
    bench_drop(b);
}
END_TEST

START_TEST(two_laws_are_compared_sample_by_sample)
{
    bench *b = bench_make(NB_LAW, NB_EQUALS, plain, 0, 2);
    uniform(b->sheet.at);
    uniform(b->sheet.at + N);
    b->part.tolerance = 0.15;
    ck_assert_int_eq(judged(b, 0), NB_SUPPORTED);
    exponential(b->sheet.at + N);
    ck_assert_int_eq(judged(b, 0), NB_REFUTED);
    bench_drop(b);
}
END_TEST

START_TEST(a_pair_is_supported_within_four_error_bounds_and_refuted_beyond_a_thousand)
{
    const double u = 0x1p-53;
    double excess;
    nb_pair p = { .lhs = 1, .rhs = 1, .scale = 1, .roundings = 10 };
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 1 + 39 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 1 + 41 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_UNDECIDED);
    p.lhs = 1 + 9990 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_UNDECIDED);
    p.lhs = 1 + 10010 * (long double)u;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_REFUTED);
    ck_assert_int_eq(nb_judge_pair(NB_AT_LEAST, &p, &excess), NB_SUPPORTED);
    ck_assert_int_eq(nb_judge_pair(NB_AT_MOST, &p, &excess), NB_REFUTED);
}
END_TEST

START_TEST(a_pair_of_printed_digits_is_true_to_the_last_of_them)
{
    double excess;
    nb_pair p = { .lhs = 0.0165L, .rhs = 0.016, .within = 0.0005 };
    p.lhs = 0.01649L;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_SUPPORTED);
    p.lhs = 0.01651L;
    ck_assert_int_eq(nb_judge_pair(NB_EQUALS, &p, &excess), NB_REFUTED);
}
END_TEST

START_TEST(an_identity_without_teeth_or_value_is_not_entered)
{
    nb_arena arena = { 0 };
    nb_fault why = { 0 };
    nb_ledger l = { .arena = &arena, .why = &why };
    ck_assert_int_eq(nb_enter(&l, (nb_pair){ "blunt", .lhs = 1, .rhs = 1, .roundings = 100000000 }), NB_BAD_INPUT);
    why = (nb_fault){ 0 };
    ck_assert_int_eq(nb_enter(&l, (nb_pair){ "void", .lhs = NAN, .rhs = 1 }), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "void"));
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(nb_enter(&l, (nb_pair){ "sharp", .lhs = i, .rhs = i }), NB_OK);
    ck_assert_uint_eq(l.count, 1000);
    ck_assert_double_eq((double)l.pair[999].lhs, 999);
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/judge");
    TCase *t = tcase_create("boundaries");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, looks_grow_by_root_two_from_256_through_4096);
    tcase_add_test(t, an_upper_bound_on_a_mean_turns_at_the_bounds_of_u_and_l);
    tcase_add_test(t, a_lower_bound_on_a_mean_turns_at_the_mirrored_bounds);
    tcase_add_test(t, an_equality_needs_both_sides_within_its_tolerance);
    tcase_add_test(t, nonnegative_data_refute_a_negative_bound_and_one_positive_value_refutes_zero);
    tcase_add_test(t, a_diverged_replicate_refutes_a_bound_and_blocks_support);
    tcase_add_test(t, an_understated_kappa_is_a_conflict_and_not_a_verdict);
    tcase_add_test(t, a_value_above_its_stated_bound_is_a_conflict);
    tcase_add_test(t, a_real_mean_of_known_variance_turns_at_the_bounds_of_c);
    tcase_add_test(t, support_without_an_assumption_is_asymptotic_and_says_so);
    tcase_add_test(t, a_ratio_is_judged_as_a_linear_contrast);
    tcase_add_test(t, a_paired_difference_by_t_uses_the_pairing);
    tcase_add_test(t, a_slope_is_the_weighted_sum_of_logarithms);
    tcase_add_test(t, a_slope_without_assumptions_is_linearised);
    tcase_add_test(t, a_probability_turns_at_the_bounds_of_b);
    tcase_add_test(t, a_probability_counts_zeros_and_ones_only);
    tcase_add_test(t, a_law_is_supported_within_its_distance_and_refuted_beyond);
    tcase_add_test(t, two_laws_are_compared_sample_by_sample);
    tcase_add_test(t, a_pair_is_supported_within_four_error_bounds_and_refuted_beyond_a_thousand);
    tcase_add_test(t, a_pair_of_printed_digits_is_true_to_the_last_of_them);
    tcase_add_test(t, an_identity_without_teeth_or_value_is_not_entered);
    suite_add_tcase(s, t);
    return s;
}
