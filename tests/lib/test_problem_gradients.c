// SPDX-License-Identifier: GPL-3.0-or-later
/* Gradients of every family of problems.def, against difference quotients, enumerations and terms written out. */
#include "tests/lib/points.h"

Suite *nb_suite(void);

START_TEST(every_family_has_a_case)
{
#define NB_PROBLEM(name) &nb_##name,
    const nb_problem_type *const rows[] = {
#include "lib/problems.def"
    };
#undef NB_PROBLEM
    nb_arena arena = { 0 };
    problem_case all[CASES];
    problem_cases(all, &arena);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        size_t found = 0;
        for (size_t i = 0; i < CASES; i++)
            found += all[i].spec.type == rows[r];
        ck_assert_msg(found >= 2, "%s is tried on %zu cases", rows[r]->name, found);
    }
    nb_arena_drop(&arena);
}
END_TEST

START_TEST(slope_is_the_difference_quotient_of_value)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    const double *y = slope(&b), h = 0x1p-16;
    double up[LANES], down[LANES];
    for (size_t k = 0; k < b.p.dim; k += 1 + b.p.dim / 8) {
        for (int side = -1; side <= 1; side += 2) {
            for (size_t l = 0; l < LANES; l++)
                nb_flock_set(&b.f, l, k, nb_flock_get(&b.f, l, k) + side * h);
            b.p.run->value(&b.p, &b.f, side < 0 ? down : up);
            for (size_t l = 0; l < LANES; l++)
                nb_flock_set(&b.f, l, k, nb_flock_get(&b.f, l, k) - side * h);
        }
        for (size_t l = 1; l < LANES; l++) {
            const double quotient = (up[l] - down[l]) / (2 * h), size = sqrt(square(&b.f, y, l, NULL));
            ck_assert_msg(fabs(quotient - of(&b.f, y, l, k)) < 1e-6 * (1 + size), "%s: %g, not %g", b.at.label,
                          of(&b.f, y, l, k), quotient);
        }
    }
    bench_drop(&b);
}
END_TEST

START_TEST(the_mean_of_all_pushes_is_the_slope)
{
    bench b;
    bench_make(&b, (size_t)_i, false);
    if (b.p.own) {                          // the mean over data sets: a_data_set_of_ones_own_has_the_law_it_states
        bench_drop(&b);
        return;
    }
    const size_t N = b.p.terms ? b.p.terms : 1;
    const double *y = slope(&b);
    double *sum = nb_arena_take(&b.arena, b.f.size, sizeof *sum);
    double *size = nb_arena_take(&b.arena, b.f.size, sizeof *size);
    for (uint64_t t = 0; t < N; t++) {
        gradient(&b, t);
        for (size_t i = 0; i < b.f.size; i++) {
            sum[i] += b.f.g[i];
            size[i] += fabs(b.f.g[i]);
        }
    }
    for (size_t l = 0; l < LANES; l++)
        for (size_t k = 0; k < b.p.dim; k++) {
            const double error = fabs(of(&b.f, sum, l, k) / (double)N - of(&b.f, y, l, k));
            ck_assert_msg(error <= 1e-13 * (1 + of(&b.f, size, l, k)), "%s: off by %g in coordinate %zu", b.at.label,
                          error, k);
        }
    bench_drop(&b);
}
END_TEST

START_TEST(a_push_adds_c_times_what_it_would_add_alone)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    gradient(&b, 0);
    double *g = nb_arena_take(&b.arena, b.f.size, sizeof *g), *y = nb_arena_take(&b.arena, b.f.size, sizeof *y);
    memcpy(g, b.f.g, b.f.size * sizeof *g);
    for (size_t i = 0; i < b.f.size; i++)
        y[i] = (double)(i % 7);
    b.p.run->push(&b.p, &b.f, -0.5, y);
    double *x = nb_arena_take(&b.arena, b.f.size, sizeof *x);
    memcpy(x, b.f.x, b.f.size * sizeof *x);
    b.p.run->push(&b.p, &b.f, -0.5, b.f.x);             // onto the point where it is drawn
    for (size_t l = 0; l < LANES; l++)
        for (size_t k = 0; k < b.p.dim; k++) {
            const double step = -0.5 * of(&b.f, g, l, k), scale = 1e-13 * (10 + sqrt(square(&b.f, g, l, NULL)));
            const size_t at = b.p.dim <= NB_LANES_INNER ? k * LANES + l : l * b.f.pitch + k;
            ck_assert_msg(fabs(y[at] - (double)(at % 7) - step) < scale, "%s", b.at.label);
            ck_assert_msg(fabs(b.f.x[at] - x[at] - step) < scale, "%s", b.at.label);
        }
    bench_drop(&b);
}
END_TEST

START_TEST(the_padding_stays_zero)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    for (uint64_t t = 0; t < 4; t++) {
        b.f.t = t;
        b.p.run->push(&b.p, &b.f, 0.01, b.f.x);
    }
    for (size_t l = 0; l < LANES && b.p.dim > NB_LANES_INNER; l++)
        for (size_t k = b.p.dim; k < b.f.pitch; k++)
            ck_assert_msg(b.f.x[l * b.f.pitch + k] == 0, "%s", b.at.label);
    bench_drop(&b);
}
END_TEST

START_TEST(terms_make_up_every_gradient)
{
    bench b;
    bench_make(&b, (size_t)_i, false);
    const size_t d = b.p.dim;
    double *H = nb_arena_take(&b.arena, d * d, sizeof *H), *g = nb_arena_take(&b.arena, d, sizeof *g);
    for (uint64_t t = 0; b.p.run->term && t < (b.p.terms ? b.p.terms : 1); t++) {
        gradient(&b, t);
        b.p.run->term(&b.p, (size_t)t, H, g);
        for (size_t l = 0; l < LANES; l += 3)
            for (size_t k = 0; k < d; k++) {
                double want = g[k], size = fabs(g[k]);
                for (size_t j = 0; j < d; j++) {
                    want += H[k * d + j] * (nb_flock_get(&b.f, l, j) - b.p.x_star[j]);
                    size += fabs(H[k * d + j] * nb_flock_get(&b.f, l, j));
                }
                ck_assert_msg(fabs(of(&b.f, b.f.g, l, k) - want) < 1e-13 * (1 + size), "%s, term %zu", b.at.label,
                              (size_t)t);
            }
    }
    bench_drop(&b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("problem_gradients");
    TCase *c = tcase_create("problem_gradients");
    tcase_add_loop_test(c, slope_is_the_difference_quotient_of_value, 0, CASES);
    tcase_add_loop_test(c, the_mean_of_all_pushes_is_the_slope, 0, CASES);
    tcase_add_loop_test(c, a_push_adds_c_times_what_it_would_add_alone, 0, CASES);
    tcase_add_loop_test(c, the_padding_stays_zero, 0, CASES);
    tcase_add_loop_test(c, terms_make_up_every_gradient, 0, CASES);
    tcase_add_test(c, every_family_has_a_case);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
