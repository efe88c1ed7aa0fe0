// SPDX-License-Identifier: GPL-3.0-or-later
/* Random numbers: exact uniformity, laws, and numbers in order. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

#include "lib/math.h"
#include "lib/random.h"

Suite *nb_suite(void);

static const nb_stream stream = { { 0x243f6a88, 0x85a308d3 }, 77 };

START_TEST(every_part_of_a_name_changes_the_number)
{
    const uint32_t word = nb_word(stream, NB_NOISE, 5, 9);
    nb_stream other = stream;
    ck_assert_uint_ne(word, nb_word(stream, NB_NOISE, 5, 10));
    ck_assert_uint_ne(word, nb_word(stream, NB_NOISE, 6, 9));
    ck_assert_uint_ne(word, nb_word(stream, NB_NOISE, 5 + (1ULL << 40), 9));
    ck_assert_uint_ne(word, nb_word(stream, NB_INDEX, 5, 9));
    ck_assert_uint_ne(word, nb_word(nb_stream_pilot(stream), NB_NOISE, 5, 9));
    other.instance++;
    ck_assert_uint_ne(word, nb_word(other, NB_NOISE, 5, 9));
    const nb_stream a = nb_stream_named(1, "a", 0), b = nb_stream_named(1, "b", 0), c = nb_stream_named(2, "a", 0);
    ck_assert_int_ne(memcmp(a.key, b.key, sizeof a.key), 0);
    ck_assert_int_ne(memcmp(a.key, c.key, sizeof a.key), 0);
    ck_assert_int_ne(memcmp(b.key, c.key, sizeof a.key), 0);
}
END_TEST

START_TEST(uniforms_are_midpoints_of_their_cells)
{
    for (uint64_t n = 0; n < 1000; n++)
        ck_assert_double_eq(nb_uniform(stream, NB_OWN, 1, n), (nb_word(stream, NB_OWN, 1, n) + 0.5) / 4294967296.0);
}
END_TEST

/* A word below 2^32 mod `below` in its low product is one that Lemire's method must not use. */
static bool unusable(uint32_t word, uint32_t below)
{
    return (uint64_t)word * below % 4294967296 < 4294967296 % below;
}

START_TEST(an_index_takes_the_first_usable_word_of_its_number)
{
    const uint32_t below = 0x80000001;          // nearly every second word is rejected
    unsigned redraws = 0, most = 0;
    for (uint64_t n = 0; n < 10000; n++) {
        uint32_t word = nb_word(stream, NB_INDEX, 3, n);
        unsigned k = 0;
        while (unusable(word, below))
            word = nb_word(stream, NB_REDRAW, 3, n + ((uint64_t)++k << 34));            // block n / 4 + 2^32 k
        ck_assert_uint_eq(nb_index(stream, NB_INDEX, 3, n, below), (uint64_t)word * below >> 32);
        redraws += k;
        most = k > most ? k : most;
    }
    ck_assert_uint_gt(redraws, 9000);           // 10000 expected, s.d. 141: fails with probability 1e-12
    ck_assert_uint_gt(most, 5);
}
END_TEST

START_TEST(usable_words_are_shared_equally_by_all_indices)
{
    /* The same rule with words of 12 bits, where all of them can be counted. */
    for (uint32_t below = 1; below < 300; below++) {
        unsigned count[300] = { 0 };
        for (uint32_t word = 0; word < 4096; word++)
            if (word * below % 4096 >= 4096 % below)
                count[word * below >> 12]++;
        for (uint32_t i = 0; i < below; i++)
            ck_assert_uint_eq(count[i], 4096 / below);
    }
}
END_TEST

START_TEST(indices_pass_a_chi_square_test)
{
    enum { CELLS = 10, DRAWS = 1000000 };
    unsigned count[CELLS] = { 0 };
    for (uint64_t n = 0; n < DRAWS; n++)
        count[nb_index(stream, NB_INDEX, n % 100, n / 100, CELLS)]++;
    const double each = 1.0 * DRAWS / CELLS;
    double chi = 0;
    for (int i = 0; i < CELLS; i++)
        chi += (count[i] - each) * (count[i] - each) / each;
    ck_assert_double_lt(chi, 45.1);             // 9 degrees of freedom: exceeded with probability 9e-7
}
END_TEST

START_TEST(normals_have_the_moments_of_the_normal_law)
{
    enum { DRAWS = 1000000 };
    const double exact[] = { 0, 1, 0, 3, 0, 15, 0, 105 }, variance[] = { 1, 2, 15, 96, 945, 10170, 135135, 2016000 };
    double sum[8] = { 0 }, largest = 0;
    for (uint64_t n = 0; n < DRAWS; n++) {
        const double z = nb_normal(stream, NB_NOISE, n % 1000, n / 1000);
        double power = 1;
        for (int k = 0; k < 8; k++)
            sum[k] += power *= z;
        largest = fmax(largest, fabs(z));
    }
    ck_assert_double_lt(largest, 6.77);
    for (int k = 0; k < 8; k++)                 // each exceeds 5 standard errors with probability 6e-7
        ck_assert_double_lt(fabs(sum[k] / DRAWS - exact[k]), 5 * sqrt(variance[k] / DRAWS));
}
END_TEST

static int growing(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

START_TEST(normals_pass_a_kolmogorov_smirnov_test)
{
    enum { DRAWS = 100000 };
    double *z = malloc(DRAWS * sizeof *z), worst = 0;
    ck_assert_ptr_nonnull(z);
    for (uint64_t n = 0; n < DRAWS; n++)
        z[n] = nb_normal(stream, NB_NOISE, 12345, n);
    qsort(z, DRAWS, sizeof *z, growing);
    for (size_t i = 0; i < DRAWS; i++) {
        const double F = nb_normal_cdf(z[i]);
        worst = fmax(worst, fmax(F - (double)i / DRAWS, (double)(i + 1) / DRAWS - F));
    }
    ck_assert_double_lt(worst, sqrt(nb_log(2 / 1e-6) / (2.0 * DRAWS)));        // Dvoretzky, Kiefer and Wolfowitz
    free(z);
}
END_TEST

START_TEST(the_two_normals_of_a_pair_are_uncorrelated_in_value_and_size)
{
    enum { DRAWS = 200000 };
    double product = 0, squares = 0;
    for (uint64_t n = 0; n < DRAWS; n++) {
        const double x = nb_normal(stream, NB_NOISE, 8, 2 * n), y = nb_normal(stream, NB_NOISE, 8, 2 * n + 1);
        product += x * y;
        squares += (x * x - 1) * (y * y - 1);
    }
    ck_assert_double_lt(fabs(product) / DRAWS, 5 * sqrt(1.0 / DRAWS));
    ck_assert_double_lt(fabs(squares) / DRAWS, 5 * sqrt(4.0 / DRAWS));
}
END_TEST

START_TEST(a_normal_is_box_and_muller_of_its_two_words)
{
    double worst = 0;
    for (uint64_t n = 0; n < 20000; n += 2) {
        const double u = (nb_word(stream, NB_NOISE, 2, n) + 0.5) / 4294967296.0;
        const uint32_t v = nb_word(stream, NB_NOISE, 2, n + 1);
        const double angle = ((double)v - 2147483648.0) / 4294967296.0 * 1.5707963267948966, r = sqrt(-2 * nb_log(u));
        double s = nb_sin(angle), c = nb_cos(angle);
        if (v & 1) {
            const double kept = s;
            s = c;
            c = kept;
        }
        s = v & 2 ? -s : s;
        c = v & 4 ? -c : c;
        worst = fmax(worst, fabs(nb_normal(stream, NB_NOISE, 2, n) - r * s));
        worst = fmax(worst, fabs(nb_normal(stream, NB_NOISE, 2, n + 1) - r * c));
    }
    ck_assert_double_lt(worst, 8e-15);          // eight ulps of 6
}
END_TEST

START_TEST(numbers_in_order_are_the_numbers_by_name)
{
    nb_random r = { stream, NB_OWN, 6, 0, { 0 } };
    ck_assert_double_eq(nb_next_uniform(&r), nb_uniform(stream, NB_OWN, 6, 0));
    ck_assert_double_eq(nb_next_normal(&r), nb_normal(stream, NB_OWN, 6, 2));           // 1 is skipped, 3 is used up
    ck_assert_uint_eq(nb_next_index(&r, 1000), nb_index(stream, NB_OWN, 6, 4, 1000));
    ck_assert_uint_eq(r.next, 5);
    for (uint64_t n = 5; n < 100; n++)
        ck_assert_double_eq(nb_next_uniform(&r), nb_uniform(stream, NB_OWN, 6, n));
}
END_TEST

START_TEST(gsl_draws_the_words_in_order)
{
    gsl_rng *g = gsl_rng_alloc(nb_gsl_philox), *copy = gsl_rng_alloc(nb_gsl_philox);
    ck_assert_uint_eq(gsl_rng_max(g), 0xffffffff);
    ck_assert_uint_eq(gsl_rng_min(g), 0);
    nb_gsl_rng_at(g, stream, 31);
    for (uint64_t n = 0; n < 100; n++)
        ck_assert_uint_eq(gsl_rng_get(g), nb_word(stream, NB_OWN, 31, n));
    gsl_rng_memcpy(copy, g);
    ck_assert_double_eq(gsl_rng_uniform(g), nb_uniform(stream, NB_OWN, 31, 100));
    ck_assert_double_eq(gsl_rng_uniform(copy), nb_uniform(stream, NB_OWN, 31, 100));
    gsl_rng_set(g, 5);
    const unsigned long first = gsl_rng_get(g);
    gsl_rng_set(g, 6);
    ck_assert_uint_ne(first, gsl_rng_get(g));
    ck_assert(isfinite(gsl_ran_gamma(g, 2, 1)));
    gsl_rng_free(g);
    gsl_rng_free(copy);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("random");
    TCase *c = tcase_create("random");
    tcase_add_test(c, every_part_of_a_name_changes_the_number);
    tcase_add_test(c, uniforms_are_midpoints_of_their_cells);
    tcase_add_test(c, an_index_takes_the_first_usable_word_of_its_number);
    tcase_add_test(c, usable_words_are_shared_equally_by_all_indices);
    tcase_add_test(c, indices_pass_a_chi_square_test);
    tcase_add_test(c, normals_have_the_moments_of_the_normal_law);
    tcase_add_test(c, normals_pass_a_kolmogorov_smirnov_test);
    tcase_add_test(c, the_two_normals_of_a_pair_are_uncorrelated_in_value_and_size);
    tcase_add_test(c, a_normal_is_box_and_muller_of_its_two_words);
    tcase_add_test(c, numbers_in_order_are_the_numbers_by_name);
    tcase_add_test(c, gsl_draws_the_words_in_order);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
