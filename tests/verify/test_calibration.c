// SPDX-License-Identifier: GPL-3.0-or-later
/* The calibration monitors what the verdicts use: every e-process step by step equals the engine on the whole sample.
 * */
#include <check.h>

#include "lib/math.h"
#include "lib/random.h"
#include "tests/calibrate/laws.h"
#include "tests/calibrate/watch.h"

enum { N = 3000 };

static nb_random stream(const char *name)
{
    return (nb_random){ .stream = nb_stream_named(1, name, 0), .purpose = NB_OWN };
}

static bool looks_at(size_t n) { return n < 20 || n % 97 == 0 || n == N; }

START_TEST(wealth_grows_as_the_engine_says)
{
    static double x[N], minus[N];
    nb_random r = stream("watch");
    const law *w = &laws[_i];
    watch u, up, down;
    watch_u(&u, 0.97);
    watch_c(&up, 0.97, 2);
    watch_c(&down, -0.97, 2);
    for (size_t n = 1; n <= N; n++) {
        x[n - 1] = w->draw(&r);
        minus[n - 1] = -x[n - 1];
        const double e = watch_u_add(&u, x[n - 1]);
        const double a = watch_c_add(&up, x[n - 1]), b = watch_c_add(&down, minus[n - 1]);
        if (!looks_at(n))
            continue;
        const nb_sample s = { x, n, nb_isa_best() };
        ck_assert_double_eq_tol(log(e), nb_log_u(s, 0.97), 1e-9);
        ck_assert_double_eq_tol(log(a), nb_log_c_above(s, 0.97, 2), 1e-9);
        ck_assert_double_eq_tol(log(b), nb_log_c_below(s, 0.97, 2), 1e-9);
    }
}
END_TEST

START_TEST(wealth_that_was_all_but_lost_is_not_forgotten)
{
    static double x[N];
    watch u;
    watch_u(&u, 1);
    double e = 0;
    for (size_t n = 1; n <= N; n++) {
        x[n - 1] = n <= 1000 ? 0 : 5;                       // 0.1^1000, then back
        e = watch_u_add(&u, x[n - 1]);
        if (looks_at(n) && n < 1500)
            ck_assert_double_eq_tol(log(e), nb_log_u((nb_sample){ x, n, nb_isa_best() }, 1), 1e-8);
    }
    ck_assert_double_gt(e, 1);
}
END_TEST

START_TEST(smooth_bets_grow_as_the_engine_says)
{
    static double u[N];
    nb_random r = stream("waves");
    watch w;
    watch_n(&w, 0.01);
    for (size_t n = 1; n <= N; n++) {
        u[n - 1] = sqrt(nb_next_uniform(&r));
        const double e = watch_n_add(&w, u[n - 1]);
        if (looks_at(n) && n < 2000)
            ck_assert_double_eq_tol(log(e), nb_log_n((nb_sample){ u, n, nb_isa_best() }, 0.01), 1e-9);
    }
}
END_TEST

START_TEST(closed_forms_cross_when_the_engine_does)
{
    nb_random r = stream("sums");
    watch_sum l;
    watch_count above, below;
    watch_l(&l, 1.3, 2);
    watch_b(&above, 0.2, true);
    watch_b(&below, 0.4, false);
    double sum = 0;
    uint64_t successes = 0;
    int crossed = 0;
    for (uint64_t n = 1; n <= 1500; n++) {
        const double x = laws[EXPONENTIAL].draw(&r), t = 0.01 * (double)n;
        const bool hit = nb_next_uniform(&r) < 0.3;
        sum += x;
        successes += hit;
        const bool a = nb_log_l(n, sum, 1.3, 2) >= t, b = nb_log_b_above(successes, n, 0.2) >= t;
        const bool c = nb_log_b_below(successes, n, 0.4) >= t;
        ck_assert(watch_l_add(&l, x, 1, t) == a);
        ck_assert(watch_b_add(&above, hit, t) == b);
        ck_assert(watch_b_add(&below, hit, t) == c);
        crossed += a + b + c;
    }
    ck_assert_int_gt(crossed, 500);
    ck_assert_int_lt(crossed, 4200);
}
END_TEST

/* Against GSL-free closed forms: mean 1 and the stated kappa, within six standard errors where the fourth moment
 * exists. */
START_TEST(laws_have_unit_mean_and_the_stated_second_moment)
{
    enum { RUNS = 200000 };
    nb_random r = stream("laws");
    const law *w = &laws[_i];
    double sum = 0, square = 0, fourth = 0;
    for (int i = 0; i < RUNS; i++) {
        const double x = w->draw(&r);
        ck_assert(x >= 0);
        sum += x / RUNS;
        square += x * x / RUNS;
        fourth += x * x * x * x / RUNS;
    }
    ck_assert_double_eq_tol(sum, 1, 6 * sqrt((w->kappa - 1) / RUNS));
    if (_i < LOGNORMAL)
        ck_assert_double_eq_tol(square, w->kappa, 6 * sqrt((fourth - square * square) / RUNS));
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("verify/calibration");
    TCase *t = tcase_create("watches");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, wealth_grows_as_the_engine_says, 0, LAWS);
    tcase_add_test(t, wealth_that_was_all_but_lost_is_not_forgotten);
    tcase_add_test(t, smooth_bets_grow_as_the_engine_says);
    tcase_add_test(t, closed_forms_cross_when_the_engine_does);
    tcase_add_loop_test(t, laws_have_unit_mean_and_the_stated_second_moment, 0, LAWS);
    suite_add_tcase(s, t);
    return s;
}
