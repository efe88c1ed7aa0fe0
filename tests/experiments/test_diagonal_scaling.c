// SPDX-License-Identifier: GPL-3.0-or-later
/* How the gain of SGD on diagonal networks depends on the setting, against the digits of the catalogue: numbers of
 * other batches, compared within several of their standard deviations. */
#include "tests/experiments/descents.h"

Suite *nb_suite(void);

/* sum_t |x_t|^2 - 2 lambda_b gamma^2 sum_t L(w_t) on instance O: a martingale, whose printed means are -.0132 +- .0152
 * and -.0009 +- .0014. */
START_TEST(squares_of_steps_and_losses_differ_by_a_martingale)
{
    enum { WALKS = 64 };
    for (size_t b = 1; b <= 4; b += 3) {
        double mean = 0, square = 0;
        for (uint64_t i = 0; i < WALKS; i++) {
            const nb_gains g = descend(O(0.02, b), 10000, 1e-10, i);
            const double left = (double)(g.squares - 2 * (24 / (long double)b) * 0.0004L * g.losses);
            mean += left / WALKS;
            square += left * left / (WALKS - 1);
        }
        ck_assert_double_eq_tol(mean, 0, 4 * sqrt(square / WALKS));
        ck_assert_double_lt(sqrt(square / WALKS), b == 1 ? .1 : .01);
    }
}
END_TEST

#define G(gamma, alpha, b, d) ((nb_arm)NB_PQ(gamma, alpha, b, d, NB_PAIR(7, 12, d)))
#define BASE(gamma, by)       ((nb_arm)NB_PQ(gamma, .05, 2, 24, .seed = 7, .terms = 12, .table = { by, 12 * 25 }))

static void write_twice(const nb_problem_spec *s, double *rows)           // y of 2 w*
{
    nb_write_pair(s, rows);
    for (size_t i = 0; i < s->terms; i++)
        rows[i * 25 + 24] *= 2;
}

static void write_half(const nb_problem_spec *s, double *rows)            // sigma = 1/2
{
    nb_write_pair(s, rows);
    for (size_t i = 0; i < s->table.count; i++)
        rows[i] /= 2;
}

START_TEST(gains_scale_as_printed)
{
    const struct { nb_arm arm; double gain, relative; size_t d; } row[] = {
        { G(.004, .05, 0, 24), .05375, 5e-6 / .05375, 24 }, { G(.004, .05, 2, 24), .26908, .03, 24 },
        { G(.002, .05, 2, 24), .13427, .03, 24 }, { G(.001, .05, 2, 24), .06704, .03, 24 },
        { G(.004, .05, 1, 24), .53016, .04, 24 }, { G(.004, .05, 4, 24), .13998, .02, 24 },
        { G(.004, .0025, 2, 24), .54064, .03, 24 }, { G(.004, 6.25e-6, 2, 24), 1.07174, .03, 24 },
        { G(.002, .05, 2, 48), .28942, .03, 48 }, { G(.001, .05, 2, 96), .26892, .03, 96 },
        { BASE(.002, write_twice), .30157, .03, 24 },
        { BASE(.016, write_half), .26908, .03, 24 }, { BASE(.004, write_half), .06704, .03, 24 },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const nb_gains g = descend(row[i].arm, i ? 30000 : 300000, 1e-12, 0);
        about(sum_of(row[i].d, &g), row[i].gain, row[i].relative);
    }
    static const struct { double gamma; size_t b; double ratio; } bound[] = {
        { .005, 1, 42.13 }, { .01, 2, 21.74 }, { .01, 4, 11.23 },
    };
    for (size_t i = 0; i < 3; i++) {
        const nb_gains g = descend(G(bound[i].gamma, .05, bound[i].b, 24), 20000, 1e-12, 0);
        about(sum_of(24, &g) / (bound[i].gamma * bound[i].gamma * (double)g.losses), bound[i].ratio, .3);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("diagonal scaling");
    TCase *c = tcase_create("printed digits");
    tcase_add_test(c, squares_of_steps_and_losses_differ_by_a_martingale);
    tcase_add_test(c, gains_scale_as_printed);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}
