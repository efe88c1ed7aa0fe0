// SPDX-License-Identifier: GPL-3.0-or-later
/* Minimum and constants of every family of problems.def, against enumerations and the objective as its file states it.
 * */
#include "lib/math.h"
#include "tests/lib/points.h"

Suite *nb_suite(void);

/* At the x* of data that are interpolated both sides are 0, but for dim roundings of numbers up to 1 in a residual. */
START_TEST(second_moments_of_terms_stay_below_sigma0_and_sigma)
{
    bench b;
    bench_make(&b, (size_t)_i, false);
    nb_problem noisy;
    problem_case all[CASES];
    problem_cases(all, &b.arena);
    ck_assert_int_eq(nb_problem_make(&noisy, &all[_i].spec, nb_isa_best(), NULL), NB_OK);
    double trace = noisy.noisy ? (double)noisy.dim * noisy.noise * noisy.noise : 0;
    for (size_t i = 0; noisy.factor && i < noisy.dim * noisy.dim; i++)
        trace += noisy.factor[i] * noisy.factor[i];
    const double *y = slope(&b);
    double second[LANES] = { 0 };
    const double rounded = (double)noisy.dim * 0x1p-53;
    const size_t N = b.p.terms ? b.p.terms : 1;
    for (uint64_t t = 0; t < N && !b.p.own; t++) {
        gradient(&b, t);
        for (size_t l = 0; l < LANES; l++)
            second[l] += square(&b.f, b.f.g, l, NULL) / (double)N;
    }
    for (size_t l = 0; l < LANES; l++) {
        const double bound = noisy.k.sigma0 + noisy.k.sigma * square(&b.f, y, l, NULL);
        ck_assert_msg(second[l] + trace <= bound * (1 + 1e-12) + rounded * rounded, "%s, lane %zu: %.17g > %.17g",
                      b.at.label, l, second[l] + trace, bound);
    }
    nb_problem_drop(&noisy);
    bench_drop(&b);
}
END_TEST

START_TEST(curvature_lies_between_m_and_L)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    const double *y = slope(&b);
    double gap[LANES];
    b.p.run->value(&b.p, &b.f, gap);
    ck_assert_double_le(b.p.k.m, b.p.k.L);
    for (size_t l = 0; l < LANES; l++) {
        const double far = square(&b.f, b.f.x, l, b.p.x_star), steep = square(&b.f, y, l, NULL);
        if (far == 0)                                   // and no product with an infinite L
            continue;
        ck_assert_msg(gap[l] <= b.p.k.L / 2 * far * (1 + 1e-12) + 1e-15, "%s: gap %g", b.at.label, gap[l]);
        ck_assert_msg(gap[l] >= b.p.k.m / 2 * far * (1 - 1e-9) - 1e-12, "%s: gap %g", b.at.label, gap[l]);
        ck_assert_msg(steep <= b.p.k.L * b.p.k.L * far * (1 + 1e-12) + 1e-25, "%s: slope %g", b.at.label, steep);
    }
    bench_drop(&b);
}
END_TEST

START_TEST(x_star_is_a_minimiser)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    const double *y = slope(&b);
    double gap[LANES];
    b.p.run->value(&b.p, &b.f, gap);
    ck_assert_msg(gap[0] >= 0 && gap[0] < 1e-15, "%s: f(x*) - f* = %g", b.at.label, gap[0]);
    ck_assert_msg(square(&b.f, y, 0, NULL) < 1e-25, "%s: |grad f(x*)| = %g", b.at.label,
                  sqrt(square(&b.f, y, 0, NULL)));
    for (size_t l = 0; l < LANES && b.p.k.m >= 0; l++)
        ck_assert_msg(gap[l] >= 0, "%s: f(x) - f* = %g", b.at.label, gap[l]);
    bench_drop(&b);
}
END_TEST

/* f(x) from the numbers a claim gives, as its file states it. */
static double objective(const nb_problem_spec *s, const double *from)
{
    const bool product = s->type == &nb_product_network, network = product || s->type == &nb_power_network;
    const size_t N = s->terms, d = network ? s->dim / 2 : s->dim;
    const uint64_t depth = s->depth ? s->depth : 2;
    const double none = 0, *data = s->data ? s->data : &none;           // of those whose data may be left out
    double x[256] = { 0 };
    for (size_t k = 0; k < d; k++)
        x[k] = product ? from[k] * from[d + k] : !network ? from[k]
             : (s->scale > 0 ? s->scale : 1) * (nb_power(from[k], depth) - nb_power(from[d + k], depth));
    double f = 0, ridge = 0;
    for (size_t k = 0; k < d; k++)
        ridge += s->ridge / 2 * x[k] * x[k];
    if (s->type == &nb_quadratic)
        for (size_t k = 0; k < d; k++)
            f += (s->data ? s->data[k] : 1) * x[k] * x[k] / 2;
    if (s->type == &nb_random_least_squares) {
        f = s->noise * s->noise / 2;
        for (size_t k = 0; k < d; k++)
            f += (x[k] - (s->data ? s->data[k] : 0)) * (x[k] - (s->data ? s->data[k] : 0)) / 2;
    }
    for (size_t k = 0; s->type == &nb_quartic && k < d; k++)
        f += data[6 * k] * x[k] + data[6 * k + 1] / 2 * x[k] * x[k] + data[6 * k + 2] / 4 * nb_power(x[k], 4);
    for (size_t m = 0; s->type == &nb_polynomial && m < (size_t)data[0]; m++) {
        const double *of = data + 1 + m * ((N ? N : 1) + d), *e = of + (N ? N : 1);
        double c = 0;
        for (size_t i = 0; i < (N ? N : 1); i++)
            c += of[i] / (double)(N ? N : 1);
        for (size_t k = 0; k < d; k++)
            c *= nb_power(x[k], (uint64_t)e[k]);
        f += c;
    }
    const double *piece = data;
    for (size_t k = 0; s->type == &nb_piecewise && k < d; k++) {
        double up = 0, x_k = fabs(x[k]);                        // F' where a piece begins
        size_t P = (size_t)*piece++;
        for (; P-- > 0; piece += 2) {
            const double end = P > 0 ? fmin(fmax(x_k, piece[0]), piece[2]) : fmax(x_k, piece[0]), e = end - piece[0];
            f += up * e + piece[1] / 2 * e * e;
            up += P > 0 ? piece[1] * (piece[2] - piece[0]) : 0;
        }
    }
    const double *at = data;
    for (size_t i = 0; s->type == &nb_finite_sum && i < N; i++) {
        for (size_t k = 0; k < d; k++)
            for (size_t j = k; j < d; j++)
                f += *at++ * x[k] * x[j] * (j == k ? 0.5 : 1) / (double)N;
        for (size_t k = 0; k < d; k++)
            f += *at++ * x[k] / (double)N;
    }
    for (size_t i = 0; (network || s->type == &nb_least_squares || s->type == &nb_logistic) && i < N; i++, at++) {
        double z = 0;
        for (size_t k = 0; k < d; k++)
            z += *at++ * x[k];
        f += (s->type != &nb_logistic ? (z - *at) * (z - *at) / 2 : nb_log1p(nb_exp(-*at * z))) / (double)N;
    }
    return f + ridge;
}

START_TEST(value_is_the_stated_objective_less_its_minimum)
{
    bench b;
    bench_make(&b, (size_t)_i, true);
    double gap[LANES], x[256];
    b.p.run->value(&b.p, &b.f, gap);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t k = 0; k < b.p.dim; k++)
            x[k] = nb_flock_get(&b.f, l, k);
        const double f = objective(&b.at.spec, x);
        ck_assert_msg(fabs(f - b.p.f_star - gap[l]) < 1e-12 * (1 + fabs(f)), "%s: f - f* = %.17g, not %.17g",
                      b.at.label, gap[l], f - b.p.f_star);
    }
    bench_drop(&b);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("problem_bounds");
    TCase *c = tcase_create("problem_bounds");
    tcase_add_loop_test(c, second_moments_of_terms_stay_below_sigma0_and_sigma, 0, CASES);
    tcase_add_loop_test(c, curvature_lies_between_m_and_L, 0, CASES);
    tcase_add_loop_test(c, x_star_is_a_minimiser, 0, CASES);
    tcase_add_loop_test(c, value_is_the_stated_objective_less_its_minimum, 0, CASES);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
