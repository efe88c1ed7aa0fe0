// SPDX-License-Identifier: GPL-3.0-or-later
/* Constants of single problems against the claims catalogue and each other, data drawn, and what is refused. */
#include "tests/lib/points.h"

Suite *nb_suite(void);

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

START_TEST(a_quadratic_polynomial_has_the_eigenvalues_of_its_hessian)
{
    nb_problem_spec s = { &nb_polynomial, .dim = 2, .data = a_saddle };     // Hessian ((1, -1/4), (-1/4, -2))
    const double root = sqrt(9 + 0.25);
    ck_assert_double_eq_tol(constants(s).m, (-1 - root) / 2, 1e-15);
    ck_assert_double_eq_tol(constants(s).L, (1 + root) / 2, 1e-15);
    s.data = three_ways;
    ck_assert_double_eq(constants(s).m, -INFINITY);
    ck_assert_double_eq(constants(s).L, INFINITY);
}
END_TEST

START_TEST(least_squares_agree_with_the_same_terms_as_a_finite_sum)
{
    const double rows[] = { 1, 2, 3,  -1, 1, 0.5,  2, 0, 1 };
    double data[15];
    for (size_t i = 0; i < 3; i++) {
        const double *r = rows + 3 * i;
        const double term[] = { r[0] * r[0] + 0.25, r[0] * r[1], r[1] * r[1] + 0.25, -r[2] * r[0], -r[2] * r[1] };
        memcpy(data + 5 * i, term, sizeof term);
    }
    const nb_constants k = constants((nb_problem_spec){ &nb_least_squares, .dim = 2, .terms = 3, .data = rows,
                                                        .ridge = 0.25 });
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
    const double first = (double)(0xe220a8397b1dcdafULL >> 11) * 0x1p-52 - 1;           // splitmix64 from seed 0
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
    const double flat[] = { 1, 1, 1, 0, 0,  1, 1, 1, 0, 0 }, apart[] = { 1, 1,  2, 1,  -1, -1 };
    const double late[] = { 1, 0.5, 1 }, back[] = { 2, 0, 1, 0, 2 }, none[] = { 0 };
    const double cubed[] = { 1, 1, 0.5 }, many[] = { 65 };
    const double zeros[8] = { 0 }, nan[] = { 1, NAN, 1, 0, 0 }, half[] = { 1, 0.5 }, factor[] = { 1, NAN, 0, 1 };
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
    refuses((nb_problem_spec){ &nb_finite_sum, .dim = 2, .terms = (size_t)NB_TERMS_MOST + 1, .data = flat },
            NB_BAD_INPUT, "terms");
    refuses((nb_problem_spec){ &nb_least_squares, .dim = 1, .terms = 2, .data = zeros }, NB_NO_VALUE, "least_squares");
    refuses((nb_problem_spec){ &nb_least_squares, .dim = 3, .terms = 2, .data = zeros }, NB_NO_VALUE, "least_squares");
    refuses((nb_problem_spec){ &nb_least_squares, .dim = 3, .terms = 1, .sigma = 0.5 }, NB_NO_VALUE, "less than");
    refuses((nb_problem_spec){ &nb_product_network, .dim = 3, .terms = 1, .data = nan }, NB_BAD_INPUT,
            "two parameters");
    refuses((nb_problem_spec){ &nb_product_network, .dim = 2, .terms = 1 }, NB_BAD_INPUT, "rows of data");
    refuses((nb_problem_spec){ &nb_product_network, .dim = 2, .terms = 1, .data = nan }, NB_BAD_INPUT,
            "number 2 of row 1");
    refuses((nb_problem_spec){ &nb_product_network, .dim = 2, .terms = 1, .data = half, .depth = 3 }, NB_BAD_INPUT,
            "two layers");
    refuses((nb_problem_spec){ &nb_power_network, .dim = 2, .terms = 1, .data = half, .depth = 65 }, NB_BAD_INPUT,
            "64 layers");
    refuses((nb_problem_spec){ &nb_power_network, .dim = 2, .terms = 1, .data = half, .scale = -1 }, NB_BAD_INPUT,
            "positive");
    refuses((nb_problem_spec){ &nb_power_network, .dim = 2, .terms = 1, .data = half, .ridge = 1 }, NB_BAD_INPUT,
            "ridge");
    refuses((nb_problem_spec){ &nb_logistic, .dim = 1, .terms = 3, .data = apart }, NB_NO_VALUE, "separable");
    refuses((nb_problem_spec){ &nb_logistic, .dim = 1, .terms = 1, .data = half }, NB_BAD_INPUT, "+1 or -1");
    refuses((nb_problem_spec){ &nb_piecewise, .dim = 1 }, NB_BAD_INPUT, "data");
    refuses((nb_problem_spec){ &nb_piecewise, .dim = 1, .data = none }, NB_BAD_INPUT, "0 pieces");
    refuses((nb_problem_spec){ &nb_piecewise, .dim = 1, .data = late }, NB_BAD_INPUT, "begin at 0");
    refuses((nb_problem_spec){ &nb_piecewise, .dim = 1, .data = back }, NB_BAD_INPUT, "after the one before");
    refuses((nb_problem_spec){ &nb_piecewise, .dim = 1, .data = huber, .sigma = 0.5 }, NB_NO_VALUE, "less than 1");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 1 }, NB_BAD_INPUT, "data");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 17, .data = cubed }, NB_BAD_INPUT, "16 variables");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 1, .data = many }, NB_BAD_INPUT, "65 monomials");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 1, .data = nan }, NB_BAD_INPUT, "not finite");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 1, .data = cubed }, NB_BAD_INPUT, "exponent 1 of monomial 1");
    refuses((nb_problem_spec){ &nb_polynomial, .dim = 1, .data = cubed, .sigma = 0.5 }, NB_NO_VALUE, "less than 1");
    refuses((nb_problem_spec){ &nb_random_least_squares, .dim = 2, .terms = 3, .sigma = 3.5 }, NB_NO_VALUE, "dim + 2");
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("problem");
    TCase *c = tcase_create("problem");
    tcase_add_test(c, constants_of_case_a_are_those_of_the_catalogue);
    tcase_add_test(c, constants_of_case_b_are_those_of_the_catalogue);
    tcase_add_test(c, additive_noise_adds_its_trace_to_sigma0);
    tcase_add_test(c, a_quadratic_polynomial_has_the_eigenvalues_of_its_hessian);
    tcase_add_test(c, least_squares_agree_with_the_same_terms_as_a_finite_sum);
    tcase_add_test(c, a_data_set_of_ones_own_has_the_law_it_states);
    tcase_add_test(c, least_squares_are_drawn_from_their_seed_as_documented);
    tcase_add_test(c, a_problem_that_cannot_be_is_refused_in_words);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
