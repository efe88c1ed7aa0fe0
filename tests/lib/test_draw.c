// SPDX-License-Identifier: GPL-3.0-or-later
/* The words and indices of a whole flock: published answers, and the scalar numbers. */
#ifdef __SSE2__
#define NB_VB 16
#else
#define NB_VB 8
#endif
#include <check.h>

#include "lib/draw.h"

Suite *nb_suite(void);

static const nb_stream stream = { { 0x243f6a88, 0x85a308d3 }, 77 };

/* Philox4x32-10 in Random123's tests/kat_vectors: counter, key, output. */
static const uint32_t known[3][10] = {
    { 0x00000000, 0x00000000, 0x00000000, 0x00000000,  0x00000000, 0x00000000,
      0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 },
    { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,  0xffffffff, 0xffffffff,
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd },
    { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344,  0xa4093822, 0x299f31d0,
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 },
};

START_TEST(vector_words_match_the_known_answers_of_philox)
{
    for (int i = 0; i < 3; i++) {
        const uint32_t *v = known[i];
        uint64_t replicate[8] = { v[2] | (uint64_t)(v[3] & 0xffff) << 32 };
        const nb_flock f = { .stream = { { v[4], v[5] }, v[3] >> 20 }, .replicate = replicate, .lanes = 8 };
        uint64_t word[4 * 8];
        draw_words(&f, (nb_purpose)(v[3] >> 16 & 15), v[0] | (uint64_t)v[1] << 32, 1, 0, 8, word);
        for (size_t q = 0; q < 4; q++)
            ck_assert_uint_eq((uint32_t)word[8 * q], v[6 + q]);
    }
}
END_TEST

START_TEST(vector_words_are_the_scalar_words)
{
    uint64_t replicate[16];
    for (size_t l = 0; l < 16; l++)
        replicate[l] = 0xfffffffc + l;                                                  // across 2^32 replicates
    const nb_flock f = { .stream = stream, .replicate = replicate, .lanes = 16 };
    uint64_t word[4 * 3 * 16];
    draw_words(&f, NB_DATA, 0xfffffffe, 3, 0, 16, word);                                // across 2^32 blocks
    for (uint64_t b = 0; b < 3; b++)
        for (uint64_t q = 0; q < 4; q++)
            for (uint64_t l = 0; l < 16; l++)
                ck_assert_uint_eq((uint32_t)word[(q * 3 + b) * 16 + l],
                                  nb_word(stream, NB_DATA, 0xfffffffc + l, 4 * (0xfffffffe + b) + q));
}
END_TEST

START_TEST(rows_with_a_rejected_word_are_drawn_one_by_one)
{
    const uint32_t below = 0xC0000001;
    const draw_place to = { 3, 5 };
    uint64_t replicate[64];
    for (size_t l = 0; l < 64; l++)
        replicate[l] = 40 + l;
    const nb_flock f = { .stream = stream, .replicate = replicate, .lanes = 64 };
    for (uint64_t n = 0; n < 64; n += 4) {
        uint64_t row[4 * 64];
        draw_words(&f, NB_INDEX, n / 4, 1, 0, 64, row);
        draw_indices(&f, n, 4, below, to, row);
        for (uint64_t i = 0; i < 4; i++)
            for (uint64_t l = 0; l < 64; l++)
                ck_assert_uint_eq(row[i * 64 + l],
                                  3 * (uint64_t)nb_index(stream, NB_INDEX, 40 + l, n + i, below) + 5 * l);
    }
}
END_TEST

Suite *nb_suite(void)
{
    Suite *s = suite_create("draw");
    TCase *c = tcase_create("draw");
    tcase_add_test(c, vector_words_match_the_known_answers_of_philox);
    tcase_add_test(c, vector_words_are_the_scalar_words);
    tcase_add_test(c, rows_with_a_rejected_word_are_drawn_one_by_one);
    suite_add_tcase(s, c);
    return s;
}
