// SPDX-License-Identifier: GPL-3.0-or-later
/* A race: what is counted, what theory foretells, and that nothing but the seed changes it. */
#include <check.h>

#include "tests/race/raced.h"

Suite *nb_suite(void);

enum { N = 64, D = 10 };

/* The looks: 1, then the whole number at or above 2^(1/16) times the last. */
static double looked(double t)
{
    double look = 1;
    while (look < t)
        look = ceil(look * pow(2, 1.0 / 16));
    return look;
}

/* With a = 1 / L every direction shrinks by 1 - h a step: f(x_t) - f* = sum_k (1 - h_k)^2t / 2. */
START_TEST(gradient_descent_counts_what_its_closed_form_says)
{
    nb_race r = raced((const char *const[]){ "mild*/gd" }, 1, 1, nb_isa_best());
    ck_assert_uint_eq(r.runs, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_uint_eq(r.run[i].replicates, 1);
        for (size_t j = 0; j < NB_TARGETS; j++) {
            double t = 0, gap = 5;
            for (; gap > nb_targets[j] * 5; t++) {
                gap = 0;
                for (int k = 0; k < D; k++)
                    gap += pow(1 - pow(10, -k / 9.0), 2 * (t + 1)) / 2;
            }
            ck_assert_double_eq(r.run[i].evaluations[j].median, N * looked(t));
        }
        ck_assert_double_eq_tol(r.run[i].foretold.number, -N / (2 * log(0.9)), 1e-9);
        ck_assert_double_eq_tol(r.run[i].fit.median, r.run[i].foretold.number, 0.05 * r.run[i].foretold.number);
    }
    nb_race_drop(&r);
}
END_TEST

/* SGD in plain doubles, from the words of race/course.c and race/entrant.c, on the numbers that lib/random.h names:
 * with a = 2 / (m (t + b)) on one term, with a = 1 / 2E on several. */
static void walk(double condition, double noise, unsigned K, nb_stream s, uint64_t replicate, double *count)
{
    double x[D] = { 0 }, h[D], sum = 0;
    for (int k = 0; k < D; k++)
        sum += h[k] = pow(condition, -k / 9.0);
    const double E = sum / K + (1 - 1.0 / K);
    for (size_t j = 0; j < NB_TARGETS; j++)
        count[j] = INFINITY;
    for (uint64_t t = 0; t < nb_race_budget(NB_SMOKE) / K; t++) {
        const double a = K == 1 ? 2 * condition / (4 * E * condition + (double)t) : 1 / (2 * E);
        double g[D] = { 0 }, gap = 0;
        for (unsigned n = 0; n < K; n++) {
            const uint32_t i = nb_index(s, NB_INDEX, replicate, K * t + n, N);
            double off = -noise * (__builtin_popcount(i & 63) % 2 ? -1 : 1), sign[D];
            for (int k = 0; k < D; k++) {
                sign[k] = __builtin_popcount(i & (unsigned)(k + 1)) % 2 ? -1 : 1;
                off += sqrt(h[k]) * sign[k] * x[k] - sign[k];
            }
            for (int k = 0; k < D; k++)
                g[k] += off * sqrt(h[k]) * sign[k] / K;
        }
        for (int k = 0; k < D; k++) {
            x[k] -= a * g[k];
            gap += h[k] / 2 * (x[k] - 1 / sqrt(h[k])) * (x[k] - 1 / sqrt(h[k]));
        }
        for (size_t j = 0; j < NB_TARGETS && looked((double)t + 1) == (double)t + 1; j++)
            if (gap <= nb_targets[j] * 5 && count[j] == INFINITY)
                count[j] = K * ((double)t + 1);
    }
}

START_TEST(counts_of_sgd_are_those_of_a_walk_in_plain_numbers)
{
    const struct { const char *id, *stream; double condition, noise; unsigned K; } course[] = {
        { "mild/sgd-harmonic", "race/mild", 10, 0.5, 1 },
        { "steep-exact/sgd-harmonic", "race/steep-exact", 1000, 0, 1 },
        { "mild/sgd-batch", "race/mild", 10, 0.5, 16 },
    };
    for (size_t c = 0; c < 3; c++) {
        nb_race r = raced(&course[c].id, 1, 1, nb_isa_best());
        const nb_race_run *q = &r.run[0];
        ck_assert_uint_eq(q->replicates, 31);
        for (uint64_t i = 0; i < q->replicates; i += 6) {
            double count[NB_TARGETS];
            walk(course[c].condition, course[c].noise, course[c].K, nb_stream_named(7, course[c].stream, 0), i, count);
            for (size_t j = 0; j < NB_TARGETS; j++)
                ck_assert_double_eq(q->count[j * q->replicates + i], count[j]);
        }
        nb_race_drop(&r);
    }
}
END_TEST

START_TEST(shares_and_profiles_count_the_censored_as_unsolved)
{
    nb_race r = raced((const char *const[]){ "mild/*" }, 1, 1, nb_isa_best());
    ck_assert_uint_eq(r.runs, NB_ENTRANTS);
    for (size_t i = 0; i < r.runs; i++) {
        const nb_race_run *q = &r.run[i];
        double all = 0;
        for (size_t j = 0; j < NB_TARGETS; j++) {
            uint64_t solved = 0;
            for (uint64_t n = 0; n < q->replicates; n++)
                solved += q->count[j * q->replicates + n] <= 8192;
            ck_assert_double_eq(q->solved[j], (double)solved / (double)q->replicates);
            ck_assert(2 * solved > q->replicates || q->evaluations[j].median == INFINITY);
            all += q->solved[j] / NB_TARGETS;
        }
        const nb_profile *p = &r.profile[i];
        ck_assert_uint_eq(p->pairs, NB_TARGETS);
        ck_assert_double_eq_tol(p->share[13], all, 1e-12);
        for (int b = 1; b < NB_BUDGETS; b++)
            ck_assert_double_ge(p->share[b], p->share[b - 1]);
    }
    ck_assert_double_eq(r.run[0].solved[NB_TARGETS - 1], 0);            // a constant step among noise: a floor
    nb_race_drop(&r);
}
END_TEST

START_TEST(without_noise_the_fits_are_what_theory_foretells)
{
    nb_race r = raced((const char *const[]){ "mild-exact/*" }, 1, 1, nb_isa_best());
    size_t held = 0;
    for (size_t i = 0; i < r.runs; i++) {
        const nb_race_run *q = &r.run[i];
        if (q->foretold.law == NB_NO_LAW || q->fitted < 3)
            continue;
        held++;
        const double ratio = q->fit.median / q->foretold.number;
        ck_assert_msg(q->foretold.sharp ? fabs(ratio - 1) < 0.2 : ratio <= 1, "%s: %g", q->entrant->id, ratio);
    }
    ck_assert_uint_eq(held, 6);         // sgd, -harmonic, -averaged, -batch, gd, heavy-ball
    nb_race_drop(&r);
}
END_TEST

static char *written(const nb_race *r)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    ck_assert_int_eq(nb_race_json(r, out, NULL), NB_OK);
    ck_assert_int_eq(nb_race_markdown(r, out, NULL), NB_OK);
    nb_race_text(r, out);
    fclose(out);
    return text;
}

START_TEST(threads_and_instructions_change_no_byte)
{
    const char *const glob[] = { "logistic/sgd-averaged", "network-noisy/adam", "steep/sgd-batch", "mild/gd" };
    nb_race first = raced(glob, 4, 1, nb_isa_best());
    char *want = written(&first);
    nb_race_drop(&first);
    for (nb_isa isa = NB_SCALAR; isa < NB_ISAS; isa++) {
        if (!nb_isa_runs(isa))
            continue;
        nb_race again = raced(glob, 4, 3, isa);
        char *text = written(&again);
        ck_assert_msg(!strcmp(want, text), "%s", nb_isa_name(isa));
        free(text);
        nb_race_drop(&again);
    }
    free(want);
}
END_TEST

START_TEST(a_run_by_itself_is_the_run_among_others)
{
    nb_race alone = raced((const char *const[]){ "steep/adam" }, 1, 1, nb_isa_best());
    nb_race among = raced((const char *const[]){ "steep" }, 1, 2, nb_isa_best());
    const nb_race_run *q = &among.run[8];
    ck_assert_str_eq(q->entrant->id, "adam");
    ck_assert(!memcmp(alone.run[0].count, q->count, NB_TARGETS * q->replicates * sizeof *q->count));
    nb_race_drop(&alone);
    nb_race_drop(&among);
}
END_TEST

START_TEST(what_is_stopped_is_not_complete_and_what_matches_nothing_is_refused)
{
    atomic_bool stop = true;
    char *nothing[] = { "mild/nosuch" };
    nb_race_order o = { .seed = 1, .level = NB_SMOKE, .isa = nb_isa_best(), .stop = &stop };
    nb_race r;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_race_make(&r, &o, &why), NB_OK);
    ck_assert(!r.complete);
    nb_race_drop(&r);
    o.glob = nothing;
    o.globs = 1;
    ck_assert_int_eq(nb_race_make(&r, &o, &why), NB_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(why.text, "no run matches 'mild/nosuch'"));
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("race");
    TCase *c = tcase_create("race");
    tcase_add_test(c, gradient_descent_counts_what_its_closed_form_says);
    tcase_add_test(c, counts_of_sgd_are_those_of_a_walk_in_plain_numbers);
    tcase_add_test(c, shares_and_profiles_count_the_censored_as_unsolved);
    tcase_add_test(c, without_noise_the_fits_are_what_theory_foretells);
    tcase_add_test(c, threads_and_instructions_change_no_byte);
    tcase_add_test(c, a_run_by_itself_is_the_run_among_others);
    tcase_add_test(c, what_is_stopped_is_not_complete_and_what_matches_nothing_is_refused);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
