// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/oracle.h against every digit of the catalogue's tables, section 0. */
#include "tests/lib/arrays.h"

Suite *nb_suite(void);

/* Section 0, every printed digit. S as its upper triangle. */
typedef struct {
    double a; size_t K; nb_scheme scheme;
    double m[3], S[6], gap, S_inf[6], gap_inf, rho;
} row;

#define WITH    NB_WITH_REPLACEMENT
#define WITHOUT NB_WITHOUT_REPLACEMENT

static const row rows_a[] = {
    { .1, 1, WITH, { .7307203175, -.5846575633 }, { .6019480930, -.3789963342, .4144271548 }, .6675323523,
      { .0556145088, -.0311837173, .0848164236 }, .0975272699, .7702120045 },
    { .1, 2, WITH, { .7307203175, -.5846575633 }, { .5670662552, -.4031858107, .3775631695 }, .6076756158,
      { .0275087958, -.0154786695, .0415403684 }, .0479172058, .7677880169 },
    { .1, 2, WITHOUT, { .7307203175, -.5846575633 }, { .5558350200, -.4112141545, .3655279130 }, .5882186611,
      { .0182744087, -.0102948133, .0275054061 }, .0317611578, .7670377612 },
    { .1, 3, WITHOUT, { .7307203175, -.5846575633 }, { .5411614073, -.4218927078, .3496719154 }, .5626518151,
      { .0060630615, -.0034210183, .0090860104 }, .0105065494, .7660828985 },
    { .2, 1, WITH, { .1475151584, -.1340524151 }, { .1430664042, -.0388364302, .1757399978 }, .2293956940,
      { .1234028900, -.0666001447, .1927879731 }, .2204931111, .5835268157 },
    { .2, 2, WITH, { .1475151584, -.1340524151 }, { .0800709349, -.0292124906, .0938362291 }, .1231272503,
      { .0601868479, -.0327684561, .0920551184 }, .1059893607, .5718599562 },
    { .2, 2, WITHOUT, { .1475151584, -.1340524151 }, { .0601425098, -.0260453708, .0679117134 }, .0895293248,
      { .0398052075, -.0217362645, .0604572846 }, .0697628029, .5684687475 },
};
static const row rows_b[] = {
    { .1, 1, WITH, { .3329186905, -.2758831352, .4507843640 },
      { .1778264791, -.0810346681, .1451728976, .1576338061, -.1101983976, .2157268934 }, .3619671397,
      { .0402190136, -.0114851893, -.0091681712, .0735202752, .0045706445, .0183999753 }, .0953079093, .7868414035 },
    { .1, 2, WITH, { .3329186905, -.2758831352, .4507843640 },
      { .1430826141, -.0863150382, .1474753358, .1165737650, -.1173067120, .2091434239 }, .3021818822,
      { .0193163567, -.0055746214, -.0046637200, .0364941155, .0022444696, .0088953206 }, .0467310657, .7804365433 },
    { .1, 2, WITHOUT, { .3329186905, -.2758831352, .4507843640 },
      { .1347936831, -.0876750534, .1480984360, .1064035073, -.1190759371, .2076005447 }, .2876339904,
      { .0143449185, -.0041503929, -.0035116701, .0273220327, .0016756084, .0066164017 }, .0348817114, .7788885499 },
    { .2, 1, WITH, { .0883164656, -.0618361436, .0829753718 },
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
        { case_a, 2, 4, 1, WITH,          1.75, 1.25, .89847912  }, { case_b, 3, 5, 1, WITH,    1.6, 1.2, .80037139  },
        { case_a, 2, 4, 2, WITH,          1.75, 1.25, 1.01483255 }, { case_b, 3, 5, 2, WITH,    1.6, 1.2, 1.04119328 },
        { case_a, 2, 4, 2, WITHOUT,       1.75, 1.25, 1.05731078 }, { case_b, 3, 5, 2, WITHOUT, 1.6, 1.2, 1.10366999 },
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

Suite *nb_suite(void)
{
    Suite *s = suite_create("oracle");
    TCase *c = tcase_create("moments");
    tcase_add_test(c, case_a_has_the_digits_of_the_catalogue);
    tcase_add_test(c, case_b_has_the_digits_of_the_catalogue);
    tcase_add_test(c, the_stability_limit_has_the_digits_of_the_catalogue);
    suite_add_tcase(s, c);
    return s;
}
