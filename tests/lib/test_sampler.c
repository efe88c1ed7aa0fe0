// SPDX-License-Identifier: GPL-3.0-or-later
/* Trials: what is refused, and how cells are numbered. */
#include "tests/lib/trials.h"

Suite *nb_suite(void);

static const uint64_t few[] = { 1, 2, 4 };

static void refuses(nb_instance i, nb_watch watch, size_t width, nb_stream s, const char *word)
{
    nb_trial t;
    nb_fault why = { 0 };
    i.label = "the instance";
    ck_assert_msg(nb_trial_make(&t, &i, watch, width, s, nb_isa_best(), &why) == NB_BAD_INPUT, "accepted: no '%s'",
                  word);
    ck_assert_msg(strstr(why.text, word) && strstr(why.text, "the instance"), "'%s' does not say '%s'", why.text, word);
    ck_assert_ptr_null(t.setup);
}

START_TEST(a_trial_that_cannot_be_run_is_refused_in_words)
{
    const nb_watch gap = NB_WATCH(&nb_gap), average = NB_WATCH(&nb_gap, &nb_average_distance);
    const nb_times at = { few, 3 };
    const uint64_t twice[] = { 1, 2, 2 }, far[] = { 1ULL << 34 };
    nb_arm arm = parabola(0.1);
    const nb_arms arms = { &arm, 1 };
    refuses((nb_instance){ .arms = arms, .at = { twice, 3 } }, gap, 0, stream, "checkpoint 3");
    refuses((nb_instance){ .arms = arms, .at = { twice, 3 } }, gap, 1, stream, "checkpoint 3");
    refuses((nb_instance){ .at = at }, gap, 0, stream, "without an arm");
    refuses((nb_instance){ .arms = arms }, gap, 0, stream, "without checkpoints");
    refuses((nb_instance){ .arms = arms, .at = at }, average, 0, stream, "average");
    refuses((nb_instance){ .arms = arms, .at = { far, 1 } }, gap, 0, stream, "2^34");
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, (nb_stream){ { 0, 0 }, NB_INSTANCES }, "instance number");
    arm = parabola(NAN);
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step size at t = 0");
    arm = parabola(1);
    arm.step = (nb_schedule){ nb_harmonic, 1, -2 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step size at t = 2");
    arm.step.at = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "step sizes");
    arm = parabola(1);
    arm.method = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "no method");
    arm = parabola(1);
    arm.problem.type = NULL;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "without a problem");
    arm = parabola(1);
    arm.problem.noise = -1;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "negative");
    arm = parabola(1);
    arm.momentum = INFINITY;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "momentum");
    arm = parabola(1);
    arm.start.spread = -1;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "spread");
    arm.start = (nb_start){ .point = (const double[]){ INFINITY } };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "coordinate 1");
    arm = parabola(1);
    arm.kick = (nb_schedule){ nb_constant, 1, 0 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "sgd injects no noise");
    arm = parabola(1);
    arm.method = &nb_langevin;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "langevin needs the size");
    arm = parabola(1);
    refuses((nb_instance){ .arms = arms, .at = at }, (nb_watch)NB_WATCH(&nb_arrived), 0, stream, "where it arrives");
    arm = parabola(1);
    arm.sampling.batch = 2;
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "no terms");
    arm.problem = (nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a };
    arm.start = (nb_start){ .spread = 0 };
    arm.sampling = (nb_sampling){ NB_WITHOUT_REPLACEMENT, 5 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "batches of 5 out of 4");
    arm.sampling = (nb_sampling){ NB_FULL_BATCH, 3 };
    refuses((nb_instance){ .arms = arms, .at = at }, gap, 0, stream, "full batch");
}
END_TEST

START_TEST(cells_are_arms_then_checkpoints_then_observables)
{
    const nb_arm arms[] = { parabola(0.5), parabola(0.25) };
    const nb_instance i = { "two arms", { arms, 2 }, { few, 3 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first, &nb_gap));
    ck_assert_uint_eq(t.cells, 12);
    ck_assert_double_eq(t.setup[0].gap0, 0.5);
    ck_assert_double_eq(t.setup[1].step[3], 0.25);
    nb_sheet s;
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, 70), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, 70, 1, NULL), NB_OK);
    for (size_t c = 0; c < 12; c++) {
        const double x = pow(1 - arms[c / 6].step.a, (double)few[c / 2 % 3]);
        ck_assert_ptr_eq(nb_trial_setup(&t, c), &t.setup[c / 6]);
        ck_assert_uint_eq(nb_trial_time(&t, c), few[c / 2 % 3]);
        ck_assert_double_eq_tol(s.at[c * s.capacity + 69], c % 2 ? x * x / 2 : x, 1e-15);
    }
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_trial_on_which_nothing_is_watched_has_arms_and_no_cells)
{
    const nb_arm arms[] = { parabola(0.5), { .numbers = one } };
    const nb_instance i = { "an identity", { arms, 2 }, { NULL, 0 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch){ NULL, 0 });
    ck_assert_uint_eq(t.cells, 0);
    ck_assert_double_eq(t.setup[0].k.L, 1);
    ck_assert_double_eq(t.setup[0].gap0, 0.5);
    ck_assert_ptr_eq(t.setup[1].arm, &arms[1]);
    ck_assert_int_eq(nb_walk_alone(&t, 0, 0, NULL, NULL, NULL), NB_BAD_INPUT);      // no checkpoint to walk to
    ck_assert_int_eq(nb_walk_alone(&t, 1, 0, NULL, NULL, NULL), NB_BAD_INPUT);
    nb_trial_drop(&t);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("sampler");
    TCase *c = tcase_create("sampler");
    tcase_add_test(c, a_trial_that_cannot_be_run_is_refused_in_words);
    tcase_add_test(c, cells_are_arms_then_checkpoints_then_observables);
    tcase_add_test(c, a_trial_on_which_nothing_is_watched_has_arms_and_no_cells);
    suite_add_tcase(s, c);
    return s;
}
