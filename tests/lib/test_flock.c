// SPDX-License-Identifier: GPL-3.0-or-later
/* Flocks: the two layouts, what they hold, and that their arrays do not overlap. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "lib/flock.h"

Suite *nb_suite(void);

static const nb_shape shapes[] = {
    { .dim = 1, .lanes = 8 },
    { .dim = 16, .lanes = 64, .terms = 5, .memory = 1, .noisy = true, .sampling = { NB_WITH_REPLACEMENT, 3 } },
    { .dim = 17, .lanes = 8, .terms = 5, .memory = 2, .own = 30, .noisy = true,
      .sampling = { NB_WITHOUT_REPLACEMENT, 2 } },
    { .dim = 100, .lanes = 16, .terms = 9, .sampling = { NB_RESHUFFLED, 4 } },
    { .dim = 3, .lanes = 8, .terms = 7, .sampling = { NB_FULL_BATCH, 0 } },
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

typedef struct { unsigned char *at; size_t bytes; } array;

/* Every array of a flock, as large as its description says. */
static size_t arrays(const nb_flock *f, const nb_shape *s, array *a)
{
    const size_t K = f->sampling.batch, n = f->size, W = f->lanes;
    const bool staged = s->sampling.scheme == NB_WITH_REPLACEMENT || s->sampling.scheme == NB_WITHOUT_REPLACEMENT;
    const bool shuffled = s->sampling.scheme == NB_WITHOUT_REPLACEMENT || s->sampling.scheme == NB_RESHUFFLED;
    const array all[] = {
        { (unsigned char *)f->replicate, 8 * W },
        { (unsigned char *)f->x, 8 * n },
        { (unsigned char *)f->g, 8 * n },
        { (unsigned char *)f->memory, 8 * n * s->memory },
        { (unsigned char *)f->own, 8 * s->own * W },
        { (unsigned char *)f->noise, s->noisy ? 32 * n : 0 },
        { (unsigned char *)f->arrival, 8 * W },
        { (unsigned char *)f->work, 8 * (n + (s->terms ? 2 * K * W : 0)) },
        { (unsigned char *)f->pick, s->terms ? (size_t)(staged ? 32 : 8) * K * W : 0 },
        { (unsigned char *)f->order, shuffled ? 4 * s->terms * W : 0 },
    };
    memcpy(a, all, sizeof all);
    return sizeof all / sizeof *all;
}

START_TEST(arrays_are_aligned_disjoint_and_within_the_scratch)
{
    const nb_shape *s = &shapes[_i];
    const size_t bytes = nb_flock_bytes(s);
    unsigned char *scratch = malloc(bytes + 3);
    nb_flock f;
    array a[10];
    ck_assert_ptr_nonnull(scratch);
    nb_flock_lay(&f, s, scratch + 3);               // from wherever it is given
    const size_t count = arrays(&f, s, a);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq((uintptr_t)a[i].at % 64, 0);
        ck_assert(a[i].at >= scratch + 3 && a[i].at + a[i].bytes <= scratch + 3 + bytes);
        for (size_t j = 0; j < i; j++)
            ck_assert(a[j].at + a[j].bytes <= a[i].at);
    }
    free(scratch);
}
END_TEST

START_TEST(a_new_flock_is_zero_and_starts_again_at_zero)
{
    const nb_shape *s = &shapes[_i];
    void *scratch = malloc(nb_flock_bytes(s));
    nb_flock f;
    ck_assert_ptr_nonnull(scratch);
    memset(scratch, 255, nb_flock_bytes(s));
    nb_flock_lay(&f, s, scratch);
    for (int again = 0; again < 2; again++) {
        nb_flock_start(&f, (nb_stream){ { 1, 2 }, 3 }, 40);
        ck_assert_uint_eq(f.t, 0);
        ck_assert_uint_eq(f.replicate[0], 40);
        ck_assert_uint_eq(f.replicate[f.lanes - 1], 39 + f.lanes);
        for (size_t i = 0; i < f.size; i++)
            if (f.x[i] != 0)
                ck_abort_msg("x[%zu] = %g", i, f.x[i]);
        for (size_t i = 0; i < f.size * s->memory; i++)
            if (f.memory[i] != 0)
                ck_abort_msg("memory[%zu] = %g", i, f.memory[i]);
        memset(f.x, 1, f.size * sizeof *f.x);
        memset(f.memory, 1, f.size * s->memory * sizeof *f.memory);
        f.t = 9;
    }
    free(scratch);
}
END_TEST

START_TEST(coordinates_lie_where_the_layout_says)
{
    const nb_shape *s = &shapes[_i];
    void *scratch = malloc(nb_flock_bytes(s));
    nb_flock f;
    double x0[100];
    ck_assert_ptr_nonnull(scratch);
    nb_flock_lay(&f, s, scratch);
    for (size_t k = 0; k < s->dim; k++)
        x0[k] = (double)k + 1;
    nb_flock_place(&f, x0);
    nb_flock_set(&f, 7, s->dim - 1, -1);
    for (size_t l = 0; l < s->lanes; l++)
        for (size_t k = 0; k < s->dim; k++) {
            const double want = l == 7 && k == s->dim - 1 ? -1 : (double)k + 1;
            const size_t at = s->dim <= 16 ? k * s->lanes + l : l * ((s->dim + 7) / 8 * 8) + k;
            if (f.x[at] != want || nb_flock_get(&f, l, k) != want)
                ck_abort_msg("coordinate %zu of lane %zu", k, l);
        }
    free(scratch);
}
END_TEST

START_TEST(a_batch_is_resolved)
{
    nb_flock f;
    void *scratch = malloc(nb_flock_bytes(&shapes[1]) + nb_flock_bytes(&shapes[4]));
    ck_assert_ptr_nonnull(scratch);
    nb_flock_lay(&f, &shapes[0], scratch);
    ck_assert_uint_eq(f.sampling.batch, 1);
    nb_flock_lay(&f, &shapes[1], scratch);
    ck_assert_uint_eq(f.sampling.batch, 3);
    nb_flock_lay(&f, &shapes[4], scratch);
    ck_assert_uint_eq(f.sampling.batch, 7);
    free(scratch);
}
END_TEST

/* Every number of a lane is told by its lane, row and array. */
START_TEST(what_is_kept_of_a_flock_is_all_that_the_lanes_held)
{
    const nb_shape s = { .dim = 3, .lanes = 24, .terms = 4, .memory = 2, .own = 5, .sampling = { NB_RESHUFFLED, 2 } };
    const size_t kept[] = { 0, 1, 5, 6, 7, 12, 17, 18, 19, 20, 21, 22, 23, 9, 10, 23 };
    uint64_t lane[16] = { 0 };
    size_t n = 0;
    void *scratch = malloc(nb_flock_bytes(&s));
    nb_flock f;
    nb_flock_lay(&f, &s, scratch);
    nb_flock_start(&f, (nb_stream){ { 1, 2 }, 3 }, 40);
    for (size_t l = 0; l < 24; l++) {
        for (size_t i = 0; i < 16; i++)
            if (kept[i] == l)
                lane[n++] = l;
        f.arrival[l] = (double)l;
        for (size_t k = 0; k < 3; k++)
            nb_flock_set(&f, l, k, (double)(100 * k + l));
        for (size_t k = 0; k < 6; k++)
            f.memory[k * 24 + l] = (double)(1000 * k + l);
        for (size_t j = 0; j < 5; j++)
            f.own[l * 5 + j] = (double)(10 * l + j);
        for (size_t i = 0; i < 4; i++)
            f.order[i * 24 + l] = (uint32_t)(100 * i + l);
    }
    nb_flock_keep(&f, lane, n);
    ck_assert_uint_eq(f.lanes, 16);
    ck_assert_uint_eq(f.pitch, 16);
    ck_assert_uint_eq(f.size, 48);
    for (size_t l = 0; l < 16; l++) {
        ck_assert_uint_eq(f.replicate[l], 40 + lane[l]);
        ck_assert_double_eq(f.arrival[l], (double)lane[l]);
        for (size_t k = 0; k < 3; k++)
            ck_assert_double_eq(nb_flock_get(&f, l, k), (double)(100 * k + lane[l]));
        for (size_t k = 0; k < 6; k++)
            ck_assert_double_eq(f.memory[k * 16 + l], (double)(1000 * k + lane[l]));
        for (size_t j = 0; j < 5; j++)
            ck_assert_double_eq(f.own[l * 5 + j], (double)(10 * lane[l] + j));
        for (size_t i = 0; i < 4; i++)
            ck_assert_uint_eq(f.order[i * 16 + l], 100 * i + lane[l]);
    }
    free(scratch);
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("flock");
    TCase *c = tcase_create("flock");
    tcase_add_loop_test(c, arrays_are_aligned_disjoint_and_within_the_scratch, 0, SHAPES);
    tcase_add_loop_test(c, a_new_flock_is_zero_and_starts_again_at_zero, 0, SHAPES);
    tcase_add_loop_test(c, coordinates_lie_where_the_layout_says, 0, SHAPES);
    tcase_add_test(c, a_batch_is_resolved);
    tcase_add_test(c, what_is_kept_of_a_flock_is_all_that_the_lanes_held);
    suite_add_tcase(s, c);
    return s;
}
