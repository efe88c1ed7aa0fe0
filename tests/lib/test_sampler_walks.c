// SPDX-License-Identifier: GPL-3.0-or-later
/* Walks: where they begin, when they have diverged, and one of them alone. */
#include "tests/lib/trials.h"

Suite *nb_suite(void);

START_TEST(a_random_start_is_spread_around_its_point)
{
    enum { R = 20000 };
    const uint64_t start[] = { 0 };
    nb_arm arm = parabola(0.1);
    arm.start.spread = 0.5;
    const nb_instance i = { "spread", { &arm, 1 }, { start, 1 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first));
    nb_sheet s;
    double sum = 0, squares = 0;
    ck_assert_double_eq(t.setup[0].gap0, 0.5);              // of the point
    ck_assert_int_eq(nb_sheet_make(&s, t.cells, R), NB_OK);
    ck_assert_int_eq(nb_extend(&s, &t, NULL, R, 1, NULL), NB_OK);
    for (uint64_t r = 0; r < R; r++) {
        sum += s.at[r];
        squares += (s.at[r] - 1) * (s.at[r] - 1);
    }
    ck_assert_double_eq(s.at[17], 1 + 0.5 * nb_normal(stream, NB_START, 17, 0));
    ck_assert_double_lt(fabs(sum / R - 1), 5 * 0.5 / sqrt(R));
    ck_assert_double_lt(fabs(squares / R - 0.25), 5 * 0.25 * sqrt(2.0 / R));
    nb_sheet_drop(&s);
    nb_trial_drop(&t);
}
END_TEST

START_TEST(a_walk_that_leaves_every_bound_is_infinite_from_there_on)
{
    const uint64_t at[] = { 500, 520, 1100, 3000 }, late[] = { 3000 };
    for (int wide = 0; wide < 2; wide++) {
        nb_arm arm = parabola(3);                           // x_t = (-2)^t
        double ones[20];
        for (int k = 0; k < 20; k++)
            ones[k] = 1;
        arm.problem.dim = wide ? 20 : 1;
        arm.start.point = ones;
        const nb_instance steps = { "blow-up", { &arm, 1 }, { at, 4 }, NB_SMOKE };
        const nb_instance end = { "blow-up", { &arm, 1 }, { late, 1 }, NB_SMOKE };
        nb_trial t = made(&steps, (nb_watch)NB_WATCH(&nb_distance, &nb_first));
        double out[8][10], *cell[8];
        for (int c = 0; c < 8; c++)
            cell[c] = out[c];
        void *scratch = malloc(nb_walks.scratch(&t));
        nb_walks.fill(&t, (nb_range){ 0, 10 }, scratch, cell);
        for (int i = 0; i < 10; i++) {
            ck_assert_double_eq(out[1][i], 0x1p500);
            ck_assert_double_eq(out[0][i], (wide ? 20 : 1) * 0x1p1000);
            for (int c = 2; c < 8; c++)
                ck_assert_double_eq(out[c][i], INFINITY);   // the first coordinate too, which is NaN at 3000
        }
        free(scratch);
        nb_trial_drop(&t);
        t = made(&end, (nb_watch)NB_WATCH(&nb_first));      // never looked at before the NaN
        nb_sheet s;
        ck_assert_int_eq(nb_sheet_make(&s, 1, 10), NB_OK);
        ck_assert_int_eq(nb_extend(&s, &t, NULL, 10, 1, NULL), NB_OK);
        for (int i = 0; i < 10; i++)
            ck_assert_double_eq(s.at[i], INFINITY);
        nb_sheet_drop(&s);
        nb_trial_drop(&t);
    }
}
END_TEST

/* Deep networks leave every bound so fast that a step from 1e60 ends at inf - inf. */
START_TEST(a_deep_network_that_diverges_is_infinite_whatever_its_step)
{
    static const double rows[] = { 1, -2, 0.5, 1,  -1, 1, 2, -1 };
    const uint64_t at[] = { 40 };
    size_t diverged = 0;
    for (size_t depth = 2; depth <= 8; depth++)
        for (int power = -12; power <= 12; power++) {
            const double start[] = { 1, 1.5, 2, 1, 1.5, 2 };
            const nb_arm arm = {
                .problem = { &nb_power_network, .dim = 6, .terms = 2, .data = rows, .depth = depth },
                .method = &nb_sgd, .step = { nb_constant, .a = ldexp(1, power) },
                .sampling = { NB_WITH_REPLACEMENT, 1 }, .start = { .point = start, .spread = 0.1 },
            };
            const nb_instance i = { "blow-up", { &arm, 1 }, { at, 1 }, NB_SMOKE };
            nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_gap));
            nb_sheet s;
            ck_assert_int_eq(nb_sheet_make(&s, 1, 64), NB_OK);
            ck_assert_int_eq(nb_extend(&s, &t, NULL, 64, 1, NULL), NB_OK);
            for (size_t r = 0; r < 64; r++) {
                ck_assert(s.at[r] >= 0);
                diverged += s.at[r] == INFINITY;
            }
            nb_sheet_drop(&s);
            nb_trial_drop(&t);
        }
    ck_assert_uint_gt(diverged, 1000);
}
END_TEST

/* x_3 and how many steps were seen. */
typedef struct { double x[2]; uint64_t visits; } seen;

static bool three_steps(void *context, uint64_t t, size_t dim, const double *x)
{
    seen *s = context;
    memcpy(s->x, x, dim * sizeof *x);
    s->visits++;
    return t < 3;
}

START_TEST(a_walk_alone_is_the_walk_of_the_flock_and_stops_when_told)
{
    const double start[] = { 3, -2 };
    const uint64_t at[] = { 3, 10 };
    const nb_arm arm = {
        .problem = { &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a }, .method = &nb_sgd,
        .step = { nb_constant, .a = 0.1 },
        .start = { .point = start, .spread = 1 },
    };
    const nb_instance i = { "case A", { &arm, 1 }, { at, 2 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first, &nb_distance));
    double out[4][300], *cell[] = { out[0], out[1], out[2], out[3] };
    void *scratch = malloc(nb_walks.scratch(&t));
    nb_walks.fill(&t, (nb_range){ 0, 300 }, scratch, cell);
    seen s = { .visits = 0 };
    ck_assert_int_eq(nb_walk_alone(&t, 0, 299, three_steps, &s, NULL), NB_OK);
    ck_assert_uint_eq(s.visits, 4);                         // t = 0, 1, 2, 3
    ck_assert_double_eq(s.x[0], out[0][299]);
    ck_assert_double_eq(s.x[0] * s.x[0] + s.x[1] * s.x[1], out[1][299]);            // x* = 0
    ck_assert_int_eq(nb_walk_alone(&t, 1, 0, three_steps, &s, NULL), NB_BAD_INPUT);
    free(scratch);
    nb_trial_drop(&t);
}
END_TEST

/* x_{t+1} = (1 - 1/(t + 2)) x_t from x_0 = 1 telescopes to x_t = 1/(t + 1). */
START_TEST(each_step_has_the_size_of_its_own_time)
{
    const uint64_t at[] = { 1, 7, 99 };
    nb_arm arm = parabola(0);
    arm.step = (nb_schedule){ nb_harmonic, .a = 1, .b = 2 };
    const nb_instance i = { "harmonic", { &arm, 1 }, { at, 3 }, NB_SMOKE };
    const nb_watch watch = NB_WATCH(&nb_first);
    nb_trial t = made(&i, watch);
    double out[3][8], *cell[] = { out[0], out[1], out[2] };
    void *scratch = malloc(nb_walks.scratch(&t));
    nb_walks.fill(&t, (nb_range){ 0, 8 }, scratch, cell);
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq_tol(out[k][5], 1.0 / (double)(at[k] + 1), 1e-15);
    free(scratch);
    nb_trial_drop(&t);
}
END_TEST

/* Moments and extremes of x_0, in one and in twenty dimensions: uniform on [-2, 2] around 1, and in a ball of radius 2,
 * where E |x|^2 = 4 d / (d + 2). */
START_TEST(a_start_is_uniform_in_a_box_or_in_a_ball)
{
    enum { R = 20000 };
    const uint64_t start[] = { 0 };
    const double twice[] = { 2 };
    nb_arm box = parabola(0.1), ball = { .problem = { &nb_quadratic, .dim = 20 }, .method = &nb_sgd,
                                         .step = { nb_constant, .a = 0.1 },
                                         .start = { .spread = 2, .law = NB_BALL_START } };
    box.start = (nb_start){ .point = one, .spread = 1, .law = NB_BOX_START, .scale = twice };
    for (int round = 0; round < 2; round++) {
        const nb_instance i = { "start", { round ? &ball : &box, 1 }, { start, 1 }, NB_SMOKE };
        nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first, &nb_distance));
        nb_sheet s;
        double sum = 0, squares = 0, most = 0;
        ck_assert_int_eq(nb_sheet_make(&s, t.cells, R), NB_OK);
        ck_assert_int_eq(nb_extend(&s, &t, NULL, R, 1, NULL), NB_OK);
        for (uint64_t r = 0; r < R; r++) {
            const double square = round ? s.at[R + r] : (s.at[r] - 1) * (s.at[r] - 1);
            sum += s.at[r] - (round ? 0 : 1);
            squares += square;
            most = fmax(most, square);
        }
        const double want = round ? 4 * 20.0 / 22 : 4.0 / 3, fourth = round ? 16 * 20.0 / 24 : 16.0 / 5;
        ck_assert_double_lt(fabs(sum / R), 5 * sqrt(4.0 / 3 / R));
        ck_assert_double_lt(fabs(squares / R - want), 5 * sqrt((fourth - want * want) / R));
        ck_assert_double_lt(most, 4 + 1e-12);
        ck_assert_double_gt(most, 3.99);
        nb_sheet_drop(&s);
        nb_trial_drop(&t);
    }
}
END_TEST

static void at_three(const nb_setup *s, double *point)
{
    for (size_t k = 0; k < s->problem.dim; k++)
        point[k] = 3;
}

static void five_fourths(const nb_problem_spec *s, double *data)
{
    for (size_t k = 0; k < s->dim; k++)
        data[k] = 1.25;
}

START_TEST(data_and_a_start_may_be_computed)
{
    const uint64_t at[] = { 0, 1 };
    nb_arm arm = parabola(0.4);
    arm.start = (nb_start){ .place = at_three };
    arm.problem.table = (nb_table){ five_fourths, 1 };
    const nb_instance i = { "computed", { &arm, 1 }, { at, 2 }, NB_SMOKE };
    nb_trial t = made(&i, (nb_watch)NB_WATCH(&nb_first));
    double out[2][8], *cell[] = { out[0], out[1] };
    void *scratch = malloc(nb_walks.scratch(&t));
    nb_walks.fill(&t, (nb_range){ 0, 8 }, scratch, cell);
    ck_assert_double_eq(t.setup[0].gap0, 1.25 * 9 / 2);
    ck_assert_double_eq(out[0][0], 3);
    ck_assert_double_eq_tol(out[1][0], 1.5, 1e-15);         // 3 (1 - 0.4 x 1.25)
    free(scratch);
    nb_trial_drop(&t);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("sampler_walks");
    TCase *c = tcase_create("sampler_walks");
    tcase_add_test(c, a_random_start_is_spread_around_its_point);
    tcase_add_test(c, a_start_is_uniform_in_a_box_or_in_a_ball);
    tcase_add_test(c, data_and_a_start_may_be_computed);
    tcase_add_test(c, a_walk_that_leaves_every_bound_is_infinite_from_there_on);
    tcase_add_test(c, each_step_has_the_size_of_its_own_time);
    tcase_add_test(c, a_deep_network_that_diverges_is_infinite_whatever_its_step);
    tcase_add_test(c, a_walk_alone_is_the_walk_of_the_flock_and_stops_when_told);
    suite_add_tcase(s, c);
    return s;
}
