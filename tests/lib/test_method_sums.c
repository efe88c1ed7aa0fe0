// SPDX-License-Identifier: GPL-3.0-or-later
/* What methods keep along a walk: the mean of the iterates, the sum of the losses. */
#include "tests/lib/reference.h"

Suite *nb_suite(void);

static const nb_stream stream = { { 11, 12 }, 13 };

START_TEST(the_average_watched_is_the_mean_of_the_iterates)
{
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    const uint64_t at[] = { 0, 1, 2, 12 };
    for (size_t i = 3; i < 9; i += 5) {
        const nb_start start = { .spread = 1 };
        const nb_arm arm = { .problem = all[i].spec, .method = &nb_averaged, .step = { nb_constant, .a = 0.25 },
                             .start = start };
        const nb_instance instance = { all[i].label, { &arm, 1 }, { at, 4 }, NB_SMOKE };
        nb_trial t;
        double out[4][8], *cell[] = { out[0], out[1], out[2], out[3] };
        const nb_watch watch = NB_WATCH(&nb_average_distance);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 20, 8 }, scratch, cell);
        for (uint64_t l = 0; l < 8; l++) {
            reference r = { .stream = stream, .replicate = 20 + l, .s = &all[i].spec };
            double sum[REFERENCE_DIM] = { 0 };
            reference_start(&r, &start);
            for (size_t k = 0; k < 4; k++) {
                double square = 0;
                for (; r.t < at[k];) {
                    reference_step(&r, &nb_averaged, 0.25, 0, 0);
                    for (size_t j = 0; j < r.s->dim; j++)
                        sum[j] += r.x[j];
                }
                for (size_t j = 0; j < r.s->dim; j++) {
                    const double mean = at[k] ? sum[j] / (double)at[k] : r.x[j];
                    square += (mean - t.setup->problem.x_star[j]) * (mean - t.setup->problem.x_star[j]);
                }
                ck_assert_double_eq_tol(out[k][l], square, 1e-13 * (1 + square));
            }
        }
        free(scratch);
        nb_trial_drop(&t);
    }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(the_average_gap_watched_is_the_gap_at_the_mean)
{
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    const uint64_t at[] = { 0, 1, 9 };
    for (size_t i = 7; i < 15; i += 7) {                    // in both layouts
        const nb_start start = { .spread = 1 };
        const nb_arm arm = { .problem = all[i].spec, .method = &nb_averaged, .step = { nb_constant, .a = 0.25 },
                             .start = start };
        const nb_instance instance = { all[i].label, { &arm, 1 }, { at, 3 }, NB_SMOKE };
        nb_trial t;
        double out[3][8], *cell[] = { out[0], out[1], out[2] };
        const nb_watch watch = NB_WATCH(&nb_average_gap);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 20, 8 }, scratch, cell);
        for (uint64_t l = 0; l < 8; l++) {
            reference r = { .stream = stream, .replicate = 20 + l, .s = &all[i].spec, .p = &t.setup[0].problem };
            double sum[REFERENCE_DIM] = { 0 }, g[REFERENCE_DIM];
            reference_start(&r, &start);
            for (size_t k = 0; k < 3; k++) {
                for (; r.t < at[k];) {
                    reference_step(&r, &nb_averaged, 0.25, 0, 0);
                    for (size_t j = 0; j < r.s->dim; j++)
                        sum[j] += r.x[j];
                }
                reference mean = r;
                for (size_t j = 0; j < r.s->dim && at[k]; j++)
                    mean.x[j] = sum[j] / (double)at[k];
                const double gap = reference_look(&mean, g).gap;
                ck_assert_double_eq_tol(out[k][l], gap, 1e-12 * (1 + gap));
            }
        }
        free(scratch);
        nb_trial_drop(&t);
    }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(the_tally_watched_is_the_sum_of_the_losses)
{
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    const uint64_t at[] = { 0, 1, 9 };
    for (size_t i = 7; i < 15; i += 7) {                    // in both layouts
        const nb_start start = { .spread = 1 };
        const nb_arm arm = { .problem = all[i].spec, .method = &nb_tallied, .step = { nb_harmonic, .a = 0.25, .b = 2 },
                             .start = start };
        const nb_instance instance = { all[i].label, { &arm, 1 }, { at, 3 }, NB_SMOKE };
        nb_trial t;
        double out[3][8], *cell[] = { out[0], out[1], out[2] };
        const nb_watch watch = NB_WATCH(&nb_tally);
        ck_assert_int_eq(nb_trial_make(&t, &instance, watch, 0, stream, nb_isa_best(), NULL), NB_OK);
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 20, 8 }, scratch, cell);
        for (uint64_t l = 0; l < 8; l++) {
            reference r = { .stream = stream, .replicate = 20 + l, .s = &all[i].spec, .p = &t.setup[0].problem };
            double sum = 0, g[REFERENCE_DIM];
            reference_start(&r, &start);
            for (size_t k = 0; k < 3; k++) {
                for (; r.t < at[k];) {
                    const double a = 0.25 / (2 + (double)r.t);
                    sum += a * reference_look(&r, g).gap;
                    reference_step(&r, &nb_tallied, a, 0, 0);
                }
                ck_assert_double_eq_tol(out[k][l], sum, 1e-13 * (1 + sum));
            }
        }
        free(scratch);
        nb_trial_drop(&t);
    }
    nb_arena_drop(&arena);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("method_sums");
    TCase *c = tcase_create("method_sums");
    tcase_add_test(c, the_average_watched_is_the_mean_of_the_iterates);
    tcase_add_test(c, the_average_gap_watched_is_the_gap_at_the_mean);
    tcase_add_test(c, the_tally_watched_is_the_sum_of_the_losses);
    suite_add_tcase(s, c);
    return s;
}
