// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle.h against the catalogue's digits, against full enumeration, and against GSL on the Kronecker form. */
#include <check.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_complex_math.h>

#include "lib/math.h"
#include "lib/oracle.h"

/* Terms as arrays: H_i row-major, then g_i. What the recursion asks of a problem, and no more. */
static void term(const nb_problem *p, size_t i, double *H, double *g)
{
    const size_t d = p->dim;
    const double *row = p->A + i * (d * d + d);
    for (size_t j = 0; j < d * d; j++)
        H[j] = row[j];
    for (size_t j = 0; j < d; j++)
        g[j] = row[d * d + j];
}
static const nb_problem_kernels arrays = { .term = term };
static double origin[8];

typedef struct { nb_arm arm; nb_setup setup; double step[64]; } made;

static nb_setup *make(made *x, size_t dim, size_t terms, const double *data, const double *start, double a,
                      nb_scheme scheme, size_t K)
{
    *x = (made){ .arm = { .sampling = { scheme, K }, .start.point = start, .step = { nb_constant, a, 0 } } };
    x->setup = (nb_setup){ .arm = &x->arm, .step = x->step,
        .problem = { .run = &arrays, .dim = dim, .terms = terms, .A = (double *)data, .x_star = origin } };
    for (size_t t = 0; t < sizeof x->step / sizeof *x->step; t++)
        x->step[t] = a;
    return &x->setup;
}

static const double case_a[] = {
    2, .5, .5, 1, 1, .5,   1, -.25, -.25, 3, -2, 1,   .5, 0, 0, .5, .5, -2.5,   2.5, .75, .75, 1.5, .5, 1,
};
static const double start_a[] = { 3, -2 };
static const double case_b[] = {
    1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 0, -1,   2, 1, 0, 1, 1, 0, 0, 0, 1, 0, 2, 1,
    1, 0, -1, 0, 2, .5, -1, .5, 2, -1.5, -1, .5,   -.5, 0, 0, 0, 1, 0, 0, 0, .5, 1, -2, 0,
    3, -.5, .5, -.5, 1.5, 0, .5, 0, 1, -.5, 1, -.5,
};
static const double start_b[] = { 1, -1, 2 };

/* Section 0, every printed digit. S as its upper triangle. */
typedef struct {
    double a; size_t K; nb_scheme scheme;
    double m[3], S[6], gap, S_inf[6], gap_inf, rho;
} row;

static const row rows_a[] = {
    { .1, 1, NB_WITH_REPLACEMENT, { .7307203175, -.5846575633 }, { .6019480930, -.3789963342, .4144271548 },
      .6675323523,
      { .0556145088, -.0311837173, .0848164236 }, .0975272699, .7702120045 },
    { .1, 2, NB_WITH_REPLACEMENT, { .7307203175, -.5846575633 }, { .5670662552, -.4031858107, .3775631695 },
      .6076756158,
      { .0275087958, -.0154786695, .0415403684 }, .0479172058, .7677880169 },
    { .1, 2, NB_WITHOUT_REPLACEMENT, { .7307203175, -.5846575633 }, { .5558350200, -.4112141545, .3655279130 },
      .5882186611,
      { .0182744087, -.0102948133, .0275054061 }, .0317611578, .7670377612 },
    { .1, 3, NB_WITHOUT_REPLACEMENT, { .7307203175, -.5846575633 }, { .5411614073, -.4218927078, .3496719154 },
      .5626518151,
      { .0060630615, -.0034210183, .0090860104 }, .0105065494, .7660828985 },
    { .2, 1, NB_WITH_REPLACEMENT, { .1475151584, -.1340524151 }, { .1430664042, -.0388364302, .1757399978 },
      .2293956940,
      { .1234028900, -.0666001447, .1927879731 }, .2204931111, .5835268157 },
    { .2, 2, NB_WITH_REPLACEMENT, { .1475151584, -.1340524151 }, { .0800709349, -.0292124906, .0938362291 },
      .1231272503,
      { .0601868479, -.0327684561, .0920551184 }, .1059893607, .5718599562 },
    { .2, 2, NB_WITHOUT_REPLACEMENT, { .1475151584, -.1340524151 }, { .0601425098, -.0260453708, .0679117134 },
      .0895293248,
      { .0398052075, -.0217362645, .0604572846 }, .0697628029, .5684687475 },
};
static const row rows_b[] = {
    { .1, 1, NB_WITH_REPLACEMENT, { .3329186905, -.2758831352, .4507843640 },
      { .1778264791, -.0810346681, .1451728976, .1576338061, -.1101983976, .2157268934 }, .3619671397,
      { .0402190136, -.0114851893, -.0091681712, .0735202752, .0045706445, .0183999753 }, .0953079093, .7868414035 },
    { .1, 2, NB_WITH_REPLACEMENT, { .3329186905, -.2758831352, .4507843640 },
      { .1430826141, -.0863150382, .1474753358, .1165737650, -.1173067120, .2091434239 }, .3021818822,
      { .0193163567, -.0055746214, -.0046637200, .0364941155, .0022444696, .0088953206 }, .0467310657, .7804365433 },
    { .1, 2, NB_WITHOUT_REPLACEMENT, { .3329186905, -.2758831352, .4507843640 },
      { .1347936831, -.0876750534, .1480984360, .1064035073, -.1190759371, .2076005447 }, .2876339904,
      { .0143449185, -.0041503929, -.0035116701, .0273220327, .0016756084, .0066164017 }, .0348817114, .7788885499 },
    { .2, 1, NB_WITH_REPLACEMENT, { .0883164656, -.0618361436, .0829753718 },
      { .1048836579, -.0124148829, -.0114373580, .1717612392, .0155523431, .0392346483 }, .2278787751,
      { .0952821826, -.0258957983, -.0193180611, .1627636751, .0110500137, .0437473353 }, .2172639041, .6301913962 },
};

static void printed(double value, double digits)
{
    ck_assert_double_eq_tol(value, digits, 0.5000001e-10);
}

static void same_triangle(size_t d, const double *S, const double *digits)
{
    for (size_t i = 0; i < d; i++)
        for (size_t j = i; j < d; j++) {
            printed(S[i * d + j], *digits++);
            ck_assert_double_eq(S[i * d + j], S[j * d + i]);
        }
}

static void check_rows(size_t d, size_t N, const double *data, const double *start, const row *r, size_t count)
{
    for (const row *end = r + count; r < end; r++) {
        made x;
        nb_setup *s = make(&x, d, N, data, start, r->a, r->scheme, r->K);
        nb_moments o;
        ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
        for (int t = 0; t < 10; t++)
            nb_moments_step(&o, s, r->a);
        for (size_t i = 0; i < d; i++)
            printed(o.m[i], r->m[i]);
        same_triangle(d, o.S, r->S);
        printed(o.gap, r->gap);
        nb_moments_drop(&o);

        ck_assert_int_eq(nb_moments_stationary(&o, s, r->a, NULL), NB_OK);
        same_triangle(d, o.S, r->S_inf);
        printed(o.gap, r->gap_inf);
        nb_moments_step(&o, s, r->a);
        printed(o.gap, r->gap_inf);
        nb_moments_drop(&o);

        double rho;
        ck_assert_int_eq(nb_moments_radius(s, r->a, &rho, NULL), NB_OK);
        printed(rho, r->rho);
    }
}

START_TEST(case_a_has_the_digits_of_the_catalogue)
{
    check_rows(2, 4, case_a, start_a, rows_a, sizeof rows_a / sizeof *rows_a);
}
END_TEST

START_TEST(case_b_has_the_digits_of_the_catalogue)
{
    check_rows(3, 5, case_b, start_b, rows_b, sizeof rows_b / sizeof *rows_b);
}
END_TEST

START_TEST(the_stability_limit_has_the_digits_of_the_catalogue)
{
    static const struct { const double *data; size_t d, N, K; nb_scheme scheme; double L, m, limit; } limits[] = {
        { case_a, 2, 4, 1, NB_WITH_REPLACEMENT, 1.75, 1.25, .89847912 },
            { case_a, 2, 4, 2, NB_WITH_REPLACEMENT, 1.75, 1.25, 1.01483255 },
        { case_a, 2, 4, 2, NB_WITHOUT_REPLACEMENT, 1.75, 1.25, 1.05731078 },
        { case_b, 3, 5, 1, NB_WITH_REPLACEMENT, 1.6, 1.2, .80037139 },
            { case_b, 3, 5, 2, NB_WITH_REPLACEMENT, 1.6, 1.2, 1.04119328 },
        { case_b, 3, 5, 2, NB_WITHOUT_REPLACEMENT, 1.6, 1.2, 1.10366999 },
        { case_a, 2, 4, 4, NB_FULL_BATCH, 1.75, 1.25, 2 / 1.75 },
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        made x;
        nb_setup *s = make(&x, limits[i].d, limits[i].N, limits[i].data, NULL, .1, limits[i].scheme, limits[i].K);
        s->k.L = limits[i].L;
        s->k.m = limits[i].m;
        double a, rho;
        ck_assert_int_eq(nb_moments_limit(s, &a, NULL), NB_OK);
        ck_assert_double_eq_tol(a, limits[i].limit, 0.501e-8);
        ck_assert_int_eq(nb_moments_radius(s, a, &rho, NULL), NB_OK);
        ck_assert_double_eq_tol(rho, 1, 1e-12);
    }
}
END_TEST

/* All batch sequences of three steps, each as likely as the next. */
typedef struct { size_t d, N; const double *data; double a; bool with; double m[3], S[9], gap2,
                 distance2; double weight; } sums;

static void walk(sums *u, int depth, const double *D, double weight)
{
    const size_t d = u->d;
    if (depth == 3) {
        double gap = 0, distance = 0;
        for (size_t i = 0; i < d; i++) {
            u->m[i] += weight * D[i];
            distance += D[i] * D[i];
            for (size_t j = 0; j < d; j++) {
                u->S[i * d + j] += weight * D[i] * D[j];
                for (size_t n = 0; n < u->N; n++)
                    gap += u->data[n * (d * d + d) + i * d + j] * D[i] * D[j] / (2 * (double)u->N);
            }
        }
        u->gap2 += weight * gap * gap;
        u->distance2 += weight * distance * distance;
        u->weight += weight;
        return;
    }
    const double each = u->with ? 1 / (double)(u->N * u->N) : 1 / (double)(u->N * (u->N - 1));
    for (size_t p = 0; p < u->N; p++)
        for (size_t q = 0; q < u->N; q++) {
            if (!u->with && p == q)
                continue;
            double next[3];
            for (size_t i = 0; i < d; i++) {
                const double *P = u->data + p * (d * d + d), *Q = u->data + q * (d * d + d);
                double g = P[d * d + i] + Q[d * d + i];
                for (size_t j = 0; j < d; j++)
                    g += (P[i * d + j] + Q[i * d + j]) * D[j];
                next[i] = D[i] - u->a / 2 * g;
            }
            walk(u, depth + 1, next, weight * each);
        }
}

START_TEST(three_steps_agree_with_every_sequence_of_batches)
{
    for (int b = 0; b < 2; b++)
        for (int with = 0; with < 2; with++) {
            sums u = { .d = b ? 3 : 2, .N = b ? 5 : 4, .data = b ? case_b : case_a, .a = .2, .with = with };
            const double *start = b ? start_b : start_a;
            walk(&u, 0, start, 1);
            ck_assert_double_eq_tol(u.weight, 1, 1e-12);

            made x;
            nb_setup *s = make(&x, u.d, u.N, u.data, start, u.a, with ? NB_WITH_REPLACEMENT : NB_WITHOUT_REPLACEMENT,
                               2);
            nb_moments o;
            ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
            for (int t = 0; t < 3; t++)
                nb_moments_step(&o, s, u.a);
            for (size_t i = 0; i < u.d; i++)
                ck_assert_double_eq_tol(o.m[i], u.m[i], 1e-13);
            for (size_t i = 0; i < u.d * u.d; i++)
                ck_assert_double_eq_tol(o.S[i], u.S[i], 1e-13);
            nb_moments_drop(&o);

            nb_squares q;
            ck_assert_int_eq(nb_squares_at(&q, s, 3, NULL), NB_OK);
            ck_assert_double_eq_tol(q.gap, u.gap2, 1e-12 * u.gap2);
            ck_assert_double_eq_tol(q.distance, u.distance2, 1e-12 * u.distance2);
        }
}
END_TEST

/* S -> S+ on all d^2 entries: I - a (Hb (x) I + I (x) Hb) + a^2 (b mean H_i (x) H_i + (1 - b) Hb (x) Hb). */
static void kronecker(gsl_matrix *M, size_t d, size_t N, const double *data, double a, double b)
{
    double Hb[9] = { 0 };
    for (size_t n = 0; n < N; n++)
        for (size_t i = 0; i < d * d; i++)
            Hb[i] += data[n * (d * d + d) + i] / (double)N;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j < d; j++)
            for (size_t k = 0; k < d; k++)
                for (size_t l = 0; l < d; l++) {
                    double v = (i == k && j == l) - a * (Hb[i * d + k] * (j == l) + Hb[j * d + l] * (i == k));
                    v += a * a * (1 - b) * Hb[i * d + k] * Hb[j * d + l];
                    for (size_t n = 0; n < N; n++) {
                        const double *H = data + n * (d * d + d);
                        v += a * a * b / (double)N * H[i * d + k] * H[j * d + l];
                    }
                    gsl_matrix_set(M, i * d + j, k * d + l, v);
                }
}

START_TEST(squaring_agrees_with_an_eigenvalue_solver_and_an_lu_solve)
{
    static const double steps[] = { .01, .1, .4, .7, .75 };
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        made x;
        nb_setup *s = make(&x, 3, 5, case_b, NULL, steps[k], NB_WITHOUT_REPLACEMENT, 3);
        const double a = steps[k], b = 2. / (3 * 4);
        gsl_matrix *M = gsl_matrix_alloc(9, 9), *A = gsl_matrix_alloc(9, 9);
        kronecker(M, 3, 5, case_b, a, b);
        gsl_matrix_set_identity(A);
        gsl_matrix_sub(A, M);

        gsl_vector_complex *e = gsl_vector_complex_alloc(9);
        gsl_eigen_nonsymm_workspace *w = gsl_eigen_nonsymm_alloc(9);
        ck_assert_int_eq(gsl_eigen_nonsymm(M, e, w), 0);
        double most = 0, rho;
        for (size_t i = 0; i < 9; i++)
            most = fmax(most, gsl_complex_abs(gsl_vector_complex_get(e, i)));
        ck_assert_int_eq(nb_moments_radius(s, a, &rho, NULL), NB_OK);
        ck_assert_double_eq_tol(rho, most, 1e-12);

        gsl_vector *c = gsl_vector_calloc(9), *S = gsl_vector_alloc(9);
        for (size_t n = 0; n < 5; n++)
            for (size_t i = 0; i < 9; i++)
                gsl_vector_set(c, i, gsl_vector_get(c,
                                                    i) + a * a * b / 5 * case_b[n * 12 + 9 + i / 3] * case_b[n * 12 + 9 + i % 3]);
        gsl_permutation *p = gsl_permutation_alloc(9);
        int sign;
        gsl_linalg_LU_decomp(A, p, &sign);
        gsl_linalg_LU_solve(A, p, c, S);
        nb_moments o;
        ck_assert_int_eq(nb_moments_stationary(&o, s, a, NULL), NB_OK);
        for (size_t i = 0; i < 9; i++)
            ck_assert_double_eq_tol(o.S[i], gsl_vector_get(S, i), 1e-12 * (1 + fabs(gsl_vector_get(S, i))));
        nb_moments_drop(&o);
        gsl_permutation_free(p);
        gsl_vector_free(S);
        gsl_vector_free(c);
        gsl_eigen_nonsymm_free(w);
        gsl_vector_complex_free(e);
        gsl_matrix_free(A);
        gsl_matrix_free(M);
    }
}
END_TEST

/* Where nothing feeds it the second moment dies out at the radius, however long the run. */
START_TEST(rounding_does_not_grow)
{
    double quiet[24] = { 0 };
    for (size_t i = 0; i < 24; i++)
        quiet[i] = i % 6 < 4 ? case_a[i] : 0;
    made x;
    nb_setup *s = make(&x, 2, 4, quiet, start_a, .25, NB_WITH_REPLACEMENT, 1);
    nb_moments o;
    double before = 1, rho;
    ck_assert_int_eq(nb_moments_radius(s, .25, &rho, NULL), NB_OK);
    ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
    for (int t = 0; t < 1000; t++) {
        before = o.gap;
        nb_moments_step(&o, s, .25);
    }
    ck_assert_double_gt(o.gap, 0);
    ck_assert_double_eq_tol(o.gap / before, rho, 1e-13);
    nb_moments_drop(&o);
}
END_TEST

/* f = h x^2 / 2 with noise of variance v: E x_t^2 = q^(2t) E x_0^2 + (1 - q^(2t)) a v / (h (2 - a h)), q = 1 - a h. */
START_TEST(additive_noise_has_its_closed_form)
{
    static const double data[] = { .5, 0 }, start[] = { 3 };
    static double factor[] = { .7 };
    made x;
    nb_setup *s = make(&x, 1, 0, data, start, .2, NB_WITH_REPLACEMENT, 0);
    x.arm.start.spread = 2;
    s->problem.noisy = true;
    for (int by_factor = 0; by_factor < 2; by_factor++) {
        s->problem.noise = by_factor ? 0 : .7;
        s->problem.factor = by_factor ? factor : NULL;
        const double q = nb_power(.9, 34), floor = .2 * .49 / (.5 * 1.9);
        nb_moments o;
        ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_OK);
        for (int t = 0; t < 17; t++)
            nb_moments_step(&o, s, .2);
        ck_assert_double_eq_tol(o.distance, q * 13 + (1 - q) * floor, 1e-14);
        ck_assert_double_eq_tol(o.gap, .25 * o.distance, 1e-15);
        nb_moments_drop(&o);
        ck_assert_int_eq(nb_moments_stationary(&o, s, .2, NULL), NB_OK);
        ck_assert_double_eq_tol(o.distance, floor, 1e-15);
        nb_moments_drop(&o);
    }
}
END_TEST

START_TEST(what_the_recursion_does_not_cover_is_refused)
{
    made x;
    nb_moments o;
    nb_squares q;
    double a;
    nb_fault why = { 0 };
    nb_setup *s = make(&x, 2, 4, case_a, start_a, .1, NB_RESHUFFLED, 2);
    ck_assert_int_eq(nb_moments_make(&o, s, &why), NB_BAD_INPUT);
    ck_assert_str_ne(why.text, "");
    ck_assert_int_eq(nb_squares_at(&q, s, 1, NULL), NB_BAD_INPUT);
    s = make(&x, 2, 4, case_a, start_a, .1, NB_WITH_REPLACEMENT, 1);
    x.arm.momentum = .5;
    ck_assert_int_eq(nb_moments_make(&o, s, NULL), NB_BAD_INPUT);
    x.arm.momentum = 0;
    ck_assert_int_eq(nb_moments_stationary(&o, s, .9, NULL), NB_NO_VALUE);
    ck_assert_int_eq(nb_moments_stationary(&o, s, .89, NULL), NB_OK);
    nb_moments_drop(&o);
    ck_assert_int_eq(nb_moments_limit(s, &a, NULL), NB_NO_VALUE);       // m unknown
}
END_TEST

Suite *nb_suite(void);
Suite *nb_suite(void)
{
    Suite *s = suite_create("oracle");
    TCase *c = tcase_create("moments");
    tcase_add_test(c, case_a_has_the_digits_of_the_catalogue);
    tcase_add_test(c, case_b_has_the_digits_of_the_catalogue);
    tcase_add_test(c, the_stability_limit_has_the_digits_of_the_catalogue);
    tcase_add_test(c, three_steps_agree_with_every_sequence_of_batches);
    tcase_add_test(c, squaring_agrees_with_an_eigenvalue_solver_and_an_lu_solve);
    tcase_add_test(c, rounding_does_not_grow);
    tcase_add_test(c, additive_noise_has_its_closed_form);
    tcase_add_test(c, what_the_recursion_does_not_cover_is_refused);
    suite_add_tcase(s, c);
    return s;
}
