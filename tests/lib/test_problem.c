// SPDX-License-Identifier: GPL-3.0-or-later
/* What every family of problems.def promises, held against difference quotients, enumerations and formulas written out.
 * */
#include <math.h>
#include <string.h>

#include "lib/math.h"
#include "tests/lib/cases.h"

Suite *nb_suite(void);

enum { LANES = 8 };

/* A problem and a flock of random points, its terms in the order of their numbers. */
typedef struct {
    nb_arena     arena;
    problem_case at;
    nb_problem   p;
    nb_flock     f;
} bench;

static void bench_make(bench *b, size_t i, bool noisy)
{
    problem_case all[CASES];
    *b = (bench){ 0 };
    problem_cases(all, &b->arena);
    b->at = all[i];
    if (!noisy && b->at.spec.type != &nb_random_least_squares) {
        b->at.spec.noise = 0;
        b->at.spec.factor = NULL;
    }
    nb_fault why = { 0 };
    ck_assert_msg(nb_problem_make(&b->p, &b->at.spec, nb_isa_best(), &why) == NB_OK, "%s", why.text);
    const nb_shape shape = {
        .dim = b->p.dim, .lanes = LANES, .terms = b->p.terms, .own = b->p.own, .noisy = b->p.noisy, .sampling = { NB_CYCLIC, 1 },
    };
    void *scratch = nb_arena_take(&b->arena, nb_flock_bytes(&shape), 1);
    ck_assert_ptr_nonnull(scratch);
    nb_flock_lay(&b->f, &shape, scratch);
    nb_flock_start(&b->f, nb_stream_named(1, "laws", 0), 100);
    uint64_t state = i;
    for (size_t l = 0; l < LANES; l++)                  // lane 0 at x*, the others further and further
        for (size_t k = 0; k < b->p.dim; k++)
            nb_flock_set(&b->f, l, k, b->p.x_star[k] + (l ? ldexp(draw(&state), 2 * (int)l - 8) : 0));
}

static void bench_drop(bench *b)
{
    nb_problem_drop(&b->p);
    nb_arena_drop(&b->arena);
}

static double of(const nb_flock *f, const double *y, size_t l, size_t k)
{
    nb_flock view = *f;
    view.x = (double *)(uintptr_t)y;
    return nb_flock_get(&view, l, k);
}

/* g of step t into f->g. */
static void gradient(bench *b, uint64_t t)
{
    memset(b->f.g, 0, b->f.size * sizeof *b->f.g);
    b->f.t = t;
    b->p.run->push(&b->p, &b->f, 1, b->f.g);
}

static double *slope(bench *b)
{
    double *y = nb_arena_take(&b->arena, b->f.size, sizeof *y);
    ck_assert_ptr_nonnull(y);
    b->p.run->slope(&b->p, &b->f, y);
    return y;
}

static double square(const nb_flock *f, const double *y, size_t l, const double *centre)
{
    double s = 0;
    for (size_t k = 0; k < f->dim; k++)
        s += (of(f, y, l, k) - (centre ? centre[k] : 0)) * (of(f, y, l, k) - (centre ? centre[k] : 0));
    return s;
}

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
            ck_assert_msg(fabs(quotient - of(&b.f, y, l, k)) < 1e-6 * (1 + size), "%s: %g, not %g", b.at.label, of(&b.f, y, l, k), quotient);
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
    double *y = slope(&b), *sum = nb_arena_take(&b.arena, b.f.size, sizeof *sum), *size = nb_arena_take(&b.arena, b.f.size, sizeof *size);
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
            ck_assert_msg(error <= 1e-13 * (1 + of(&b.f, size, l, k)), "%s: off by %g in coordinate %zu", b.at.label, error, k);
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
    const size_t N = b.p.terms ? b.p.terms : 1;
    for (uint64_t t = 0; t < N && !b.p.own; t++) {
        gradient(&b, t);
        for (size_t l = 0; l < LANES; l++)
            second[l] += square(&b.f, b.f.g, l, NULL) / (double)N;
    }
    for (size_t l = 0; l < LANES; l++) {
        const double bound = noisy.k.sigma0 + noisy.k.sigma * square(&b.f, y, l, NULL);
        ck_assert_msg(second[l] + trace <= bound * (1 + 1e-12), "%s, lane %zu: %.17g > %.17g", b.at.label, l, second[l] + trace, bound);
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
    ck_assert_msg(square(&b.f, y, 0, NULL) < 1e-25, "%s: |grad f(x*)| = %g", b.at.label, sqrt(square(&b.f, y, 0, NULL)));
    for (size_t l = 0; l < LANES && b.p.k.m >= 0; l++)
        ck_assert_msg(gap[l] >= 0, "%s: f(x) - f* = %g", b.at.label, gap[l]);
    bench_drop(&b);
}
END_TEST

/* f(x) from the numbers a claim gives, as its file states it. */
static double objective(const nb_problem_spec *s, const double *x)
{
    const size_t d = s->dim, N = s->terms;
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
        f += s->data[6 * k] * x[k] + s->data[6 * k + 1] / 2 * x[k] * x[k] + s->data[6 * k + 2] / 4 * nb_power(x[k], 4);
    const double *at = s->data;
    for (size_t i = 0; s->type == &nb_finite_sum && i < N; i++) {
        for (size_t k = 0; k < d; k++)
            for (size_t j = k; j < d; j++)
                f += *at++ * x[k] * x[j] * (j == k ? 0.5 : 1) / (double)N;
        for (size_t k = 0; k < d; k++)
            f += *at++ * x[k] / (double)N;
    }
    for (size_t i = 0; (s->type == &nb_least_squares || s->type == &nb_logistic) && i < N; i++, at++) {
        double z = 0;
        for (size_t k = 0; k < d; k++)
            z += *at++ * x[k];
        f += (s->type == &nb_least_squares ? (z - *at) * (z - *at) / 2 : nb_log1p(nb_exp(-*at * z))) / (double)N;
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
        ck_assert_msg(fabs(f - b.p.f_star - gap[l]) < 1e-12 * (1 + fabs(f)), "%s: f - f* = %.17g, not %.17g", b.at.label, gap[l], f - b.p.f_star);
    }
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
                ck_assert_msg(fabs(of(&b.f, b.f.g, l, k) - want) < 1e-13 * (1 + size), "%s, term %zu", b.at.label, (size_t)t);
            }
    }
    bench_drop(&b);
}
END_TEST

static nb_constants constants(nb_problem_spec s)
{
    nb_problem p;
    nb_fault why = { 0 };
    ck_assert_msg(nb_problem_make(&p, &s, NB_SCALAR, &why) == NB_OK, "%s", why.text);
    const nb_constants k = p.k;
    nb_problem_drop(&p);
    return k;
}

START_TEST(constants_of_case_a_are_those_of_the_catalogue)
{
    nb_problem_spec s = { &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a, .sigma = 2 };
    nb_constants k = constants(s);
    ck_assert_double_eq_tol(k.L, 1.75, 1e-14);
    ck_assert_double_eq_tol(k.m, 1.25, 1e-14);
    ck_assert_double_eq_tol(k.sigma0, 4.7844352082, 5e-11);
    s.sigma = 4;
    ck_assert_double_eq_tol(constants(s).sigma0, 3.7798546797, 5e-11);
    s.sigma = 0;
    ck_assert_double_eq_tol(constants(s).sigma, 2 * 1.5180126989, 2e-10);
    s.sigma = 1.5180126989 - 1e-9;
    nb_problem p;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_problem_make(&p, &s, NB_SCALAR, &why), NB_NO_VALUE);
    ck_assert_ptr_nonnull(strstr(why.text, "1.518012699"));
    s.sigma = 1.5180126989 + 1e-9;
    ck_assert_double_gt(constants(s).sigma0, 1e6);
}
END_TEST

START_TEST(constants_of_case_b_are_those_of_the_catalogue)
{
    nb_problem_spec s = { &nb_finite_sum, .dim = 3, .terms = 5, .data = case_b, .sigma = 4 };
    nb_constants k = constants(s);
    ck_assert_double_eq_tol(k.L, 1.6, 1e-14);
    ck_assert_double_eq_tol(k.m, 1.2, 1e-14);
    ck_assert_double_eq_tol(k.sigma0, 3.4523284549, 5e-11);
    s.sigma = 0;
    ck_assert_double_eq_tol(constants(s).sigma, 2 * 2.2312538618, 2e-10);
}
END_TEST

START_TEST(additive_noise_adds_its_trace_to_sigma0)
{
    const double factor[] = { 1, 0.5, 0, 2 };
    nb_problem_spec s = { &nb_finite_sum, .dim = 2, .terms = 4, .data = case_a, .sigma = 2, .noise = 3 };
    ck_assert_double_eq_tol(constants(s).sigma0, 4.7844352082 + 18, 5e-11);
    s.noise = 0;
    s.factor = factor;
    ck_assert_double_eq_tol(constants(s).sigma0, 4.7844352082 + 5.25, 5e-11);
    s = (nb_problem_spec){ &nb_quadratic, .dim = 2, .factor = factor };
    ck_assert_double_eq(constants(s).sigma0, 5.25);
    ck_assert_double_eq(constants(s).sigma, 1);
}
END_TEST

START_TEST(least_squares_agree_with_the_same_terms_as_a_finite_sum)
{
    const double rows[] = { 1, 2, 3,  -1, 1, 0.5,  2, 0, 1 };
    double data[15];
    for (int i = 0; i < 3; i++) {
        const double *r = rows + 3 * i, term[] = { r[0] * r[0] + 0.25, r[0] * r[1], r[1] * r[1] + 0.25, -r[2] * r[0], -r[2] * r[1] };
        memcpy(data + 5 * i, term, sizeof term);
    }
    const nb_constants k = constants((nb_problem_spec){ &nb_least_squares, .dim = 2, .terms = 3, .data = rows, .ridge = 0.25 });
    const nb_constants want = constants((nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = 3, .data = data });
    ck_assert_double_eq_tol(k.L, want.L, 1e-13);
    ck_assert_double_eq_tol(k.m, want.m, 1e-13);
    ck_assert_double_eq_tol(k.sigma, want.sigma, 1e-12);
    ck_assert_double_eq_tol(k.sigma0, want.sigma0, 1e-12);
}
END_TEST

START_TEST(a_data_set_of_ones_own_has_the_law_it_states)
{
    enum { BLOCKS = 4000, DRAWS = BLOCKS * LANES };
    bench b;
    bench_make(&b, CASES - 2, true);
    const size_t d = b.p.dim;
    double mean[3] = { 0 }, squares[3] = { 0 }, second = 0, fourth = 0;
    const double x[3] = { 0.5, -1, 2 };
    double steep = 0;
    ck_assert_uint_eq(d, 3);
    for (size_t i = 0; i < BLOCKS; i++) {
        nb_flock_start(&b.f, nb_stream_named(2, "own data", 0), i * LANES);
        nb_flock_place(&b.f, x);
        b.p.run->begin(&b.p, &b.f);
        gradient(&b, i % b.p.terms);
        for (size_t l = 0; l < LANES; l++) {
            const double q = square(&b.f, b.f.g, l, NULL);
            second += q / DRAWS;
            fourth += q * q / DRAWS;
            for (size_t k = 0; k < d; k++) {
                mean[k] += of(&b.f, b.f.g, l, k) / DRAWS;
                squares[k] += of(&b.f, b.f.g, l, k) * of(&b.f, b.f.g, l, k) / DRAWS;
            }
        }
    }
    for (size_t k = 0; k < d; k++) {                    // 5 standard errors: probability 6e-7 each
        const double want = x[k] - b.p.x_star[k];
        steep += want * want;
        ck_assert_double_lt(fabs(mean[k] - want), 5 * sqrt(squares[k] / DRAWS));
    }
    ck_assert_double_lt(fabs(second - (b.p.k.sigma0 + b.p.k.sigma * steep)), 5 * sqrt(fourth / DRAWS));
    bench_drop(&b);
}
END_TEST

START_TEST(least_squares_are_drawn_from_their_seed_as_documented)
{
    nb_problem p;
    const nb_problem_spec s = { &nb_least_squares, .dim = 2, .terms = 3, .seed = 0 };
    ck_assert_int_eq(nb_problem_make(&p, &s, NB_SCALAR, NULL), NB_OK);
    const double first = (double)(0xe220a8397b1dcdafULL >> 11) * 0x1p-52 - 1;           // splitmix64's first output for seed 0
    double H[4], g[2], u[9];
    uint64_t state = 0;
    for (int i = 0; i < 9; i++)
        u[i] = draw(&state);
    ck_assert_double_eq(u[0], first);
    for (size_t i = 0; i < 3; i++) {
        const double a = u[2 * i], c = u[2 * i + 1], r = a * p.x_star[0] + c * p.x_star[1] - (a + c + 0.5 * u[6 + i]);
        p.run->term(&p, i, H, g);
        ck_assert_double_eq(H[0], a * a);
        ck_assert_double_eq(H[1], a * c);
        ck_assert_double_eq_tol(g[0], r * a, 1e-15);
        ck_assert_double_eq_tol(g[1], r * c, 1e-15);
    }
    nb_problem_drop(&p);
}
END_TEST

static void refuses(nb_problem_spec s, nb_status status, const char *word)
{
    nb_problem p;
    nb_fault why = { 0 };
    ck_assert_int_eq(nb_problem_make(&p, &s, NB_SCALAR, &why), status);
    ck_assert_int_eq(why.status, status);
    ck_assert_msg(strstr(why.text, word) != NULL, "'%s' does not say '%s'", why.text, word);
    ck_assert_ptr_null(p.arena.last);
}

START_TEST(a_problem_that_cannot_be_is_refused_in_words)
{
    const double flat[] = { 1, 1, 1, 0, 0,  1, 1, 1, 0, 0 }, nan[] = { 1, NAN, 1, 0, 0 }, apart[] = { 1, 1,  2, 1,  -1, -1 };
    const double half[] = { 1, 0.5 }, factor[] = { 1, NAN, 0, 1 };
    refuses((nb_problem_spec){ 0 }, NB_BAD_INPUT, "family");
    refuses((nb_problem_spec){ .type = &nb_quadratic }, NB_BAD_INPUT, "dimension");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = NB_DIM_MOST + 1 }, NB_BAD_INPUT, "dimension");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 1, .terms = 2 }, NB_BAD_INPUT, "terms");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 1, .noise = -1 }, NB_BAD_INPUT, "negative");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 1, .sigma = 0.5 }, NB_NO_VALUE, "less than 1");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 2, .factor = factor }, NB_BAD_INPUT, "not finite");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 2, .factor = factor, .noise = 1 }, NB_BAD_INPUT, "give one");
    refuses((nb_problem_spec){ &nb_quadratic, .dim = 1, .data = &nan[1] }, NB_BAD_INPUT, "h_1");
    refuses((nb_problem_spec){ &nb_finite_sum, .dim = 2, .data = flat }, NB_BAD_INPUT, "term");
    refuses((nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = 2, .data = flat }, NB_NO_VALUE, "finite_sum");
    refuses((nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = 1, .data = nan }, NB_BAD_INPUT, "number 2 of term 1");
    refuses((nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = (size_t)NB_TERMS_MOST + 1, .data = flat }, NB_BAD_INPUT, "terms");
    refuses((nb_problem_spec){ &nb_least_squares, .dim = 3, .terms = 2 }, NB_NO_VALUE, "least_squares");
    refuses((nb_problem_spec){ &nb_logistic, .dim = 1, .terms = 3, .data = apart }, NB_NO_VALUE, "separable");
    refuses((nb_problem_spec){ &nb_logistic, .dim = 1, .terms = 1, .data = half }, NB_BAD_INPUT, "+1 or -1");
    refuses((nb_problem_spec){ &nb_random_least_squares, .dim = 2, .terms = 3, .sigma = 3.5 }, NB_NO_VALUE, "dim + 2");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("problem");
    TCase *laws = tcase_create("laws"), *c = tcase_create("cases");
    tcase_add_loop_test(laws, slope_is_the_difference_quotient_of_value, 0, CASES);
    tcase_add_loop_test(laws, the_mean_of_all_pushes_is_the_slope, 0, CASES);
    tcase_add_loop_test(laws, a_push_adds_c_times_what_it_would_add_alone, 0, CASES);
    tcase_add_loop_test(laws, the_padding_stays_zero, 0, CASES);
    tcase_add_loop_test(laws, second_moments_of_terms_stay_below_sigma0_and_sigma, 0, CASES);
    tcase_add_loop_test(laws, curvature_lies_between_m_and_L, 0, CASES);
    tcase_add_loop_test(laws, x_star_is_a_minimiser, 0, CASES);
    tcase_add_loop_test(laws, value_is_the_stated_objective_less_its_minimum, 0, CASES);
    tcase_add_loop_test(laws, terms_make_up_every_gradient, 0, CASES);
    tcase_add_test(c, every_family_has_a_case);
    tcase_add_test(c, constants_of_case_a_are_those_of_the_catalogue);
    tcase_add_test(c, constants_of_case_b_are_those_of_the_catalogue);
    tcase_add_test(c, additive_noise_adds_its_trace_to_sigma0);
    tcase_add_test(c, least_squares_agree_with_the_same_terms_as_a_finite_sum);
    tcase_add_test(c, a_data_set_of_ones_own_has_the_law_it_states);
    tcase_add_test(c, least_squares_are_drawn_from_their_seed_as_documented);
    tcase_add_test(c, a_problem_that_cannot_be_is_refused_in_words);
    tcase_set_timeout(laws, 60);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, laws);
    suite_add_tcase(s, c);
    return s;
}
