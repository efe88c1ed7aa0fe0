// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/draw.h -- the numbers of lib/random.h for a whole flock. For kernel files only.
 *
 * At step t, with dim coordinates and batches of K of N terms, a replicate uses
 *
 *   noise                  normal or sign t dim + k of NB_NOISE for coordinate k
 *   kick of a method       normal t dim + k of NB_KICK for coordinate k; perturbed_gd draws its own
 *   with replacement       pick j is index t K + j of NB_INDEX below N
 *   without replacement    pick j is entry j of 0 .. N-1 after the swaps (i, i + r_i), i = 0 .. K-1 in turn,
 *                          r_i index t K + i of NB_INDEX below N - i: Fisher and Yates, as far as the batch goes
 *   reshuffled             in epoch e = floor(t / E), E = floor(N / K), pick j is entry (t mod E) K + j after all
 *                          N such swaps, r_i index e N + i of NB_INDEX below N - i
 *   cyclic                 pick j is (t K + j) mod N
 *   full batch             pick j is j, K = N
 *
 * Four steps of numbers fill whole Philox blocks, so that they are staged four at a time, from a t divisible by 4;
 * picks of one term sixteen at a time where few walk in lockstep.
 */
#ifndef NB_DRAW_H
#define NB_DRAW_H

#include "lib/random.h"
#include "lib/vec.h"

/* Round keys of Philox4x32-10. */
typedef struct { vu first[10], second[10]; } draw_key;

NB_INLINE draw_key draw_keyed(nb_stream s)
{
    draw_key key;
    for (uint32_t i = 0; i < 10; i++) {
        key.first[i]  = uset((uint32_t)(s.key[0] + i * 0x9E3779B9));
        key.second[i] = uset((uint32_t)(s.key[1] + i * 0xBB67AE85));
    }
    return key;
}

/* One block a vector element, c[j] the counter of vector j, then its output; only the low halves of elements count. A
 * vector waits for itself in every round, and does not where there are others. */
NB_INLINE void draw_philox(const draw_key *key, vu c[][4], size_t count)
{
    const vu first = uset(0xD2511F53), second = uset(0xCD9E8D57);
    NB_UNROLL
    for (int i = 0; i < 10; i++)
        NB_UNROLL
        for (size_t j = 0; j < count; j++) {
            const vu p = umul32(first, c[j][0]), q = umul32(second, c[j][2]);
            c[j][0] = uxor3(uhigh32(q), c[j][1], key->first[i]);
            c[j][1] = q;
            c[j][2] = uxor3(uhigh32(p), c[j][3], key->second[i]);
            c[j][3] = p;
        }
}

enum { DRAW_ABREAST = NB_VB == 64 ? 4 : NB_VB == 32 ? 2 : 1 };      // vectors: as many as there are registers for

/* From one vector of words to the next: replicates, blocks, and where they go. */
typedef struct { size_t replicate, block, out; } draw_stride;

/* Words of `count` vectors: word q to out + q apart. */
NB_INLINE void draw_vectors(const draw_key *key, vu where, const uint64_t *replicate, uint64_t block, uint64_t *out,
                            size_t apart, draw_stride next, size_t count)
{
    vu c[DRAW_ABREAST][4];
    NB_UNROLL
    for (size_t j = 0; j < count; j++) {
        const vu r = uload(replicate + j * next.replicate);
        c[j][0] = uset(block + j * next.block);
        c[j][1] = uset((block + j * next.block) >> 32);
        c[j][2] = r;
        c[j][3] = (r >> 32) | where;
    }
    draw_philox(key, c, count);
    NB_UNROLL
    for (size_t j = 0; j < count; j++)
        NB_UNROLL
        for (size_t q = 0; q < 4; q++)
            ustore(out + q * apart + j * next.out, c[j][q]);
}

/* Words of `blocks` blocks from `block` on, of `lanes` replicates from lane `lane` on: word q of block b and lane l
 * goes to out[q apart.word + b apart.block + l]. */
typedef struct { size_t word, block; } draw_apart;

NB_INLINE void draw_laid(const nb_flock *f, nb_purpose purpose, uint64_t block, size_t blocks, size_t lane,
                         size_t lanes, uint64_t *out, draw_apart apart)
{
    const draw_key key = draw_keyed(f->stream);
    const vu where = uset((uint64_t)purpose << 16 | (uint64_t)f->stream.instance << 20);
    const uint64_t *replicate = f->replicate + lane;
    const draw_stride along = { NB_VW, 0, NB_VW }, across = { 0, 1, apart.block };
    const size_t many = lanes / NB_VW / DRAW_ABREAST * DRAW_ABREAST * NB_VW;
    for (size_t b = 0; b < blocks; b++)
        for (size_t l = 0; l < many; l += (size_t)DRAW_ABREAST * NB_VW)
            draw_vectors(&key, where, replicate + l, block + b, out + b * apart.block + l, apart.word, along,
                         DRAW_ABREAST);
    for (size_t l = many; l < lanes; l += NB_VW) {
        size_t b = 0;
        for (; b + DRAW_ABREAST <= blocks; b += DRAW_ABREAST)
            draw_vectors(&key, where, replicate + l, block + b, out + b * apart.block + l, apart.word, across,
                         DRAW_ABREAST);
        for (; b < blocks; b++)
            draw_vectors(&key, where, replicate + l, block + b, out + b * apart.block + l, apart.word, across, 1);
    }
}

/* All words q side by side, then all words q + 1. */
NB_INLINE void draw_words(const nb_flock *f, nb_purpose purpose, uint64_t block, size_t blocks,
                          size_t lane, size_t lanes, uint64_t *out)
{
    draw_laid(f, purpose, block, blocks, lane, lanes, out, (draw_apart){ blocks * lanes, lanes });
}

/* Box and Muller, of one word each: sqrt(-2 log u) at u = (word + 1/2) 2^-32 ... */
NB_INLINE vlog_parts draw_radius_open(vu word)
{
    return vlog_open(vfraction(word, -0x1p-33));
}

NB_INLINE vd draw_radius_close(vlog_parts u)
{
    return vsqrt(-2.0 * vlog_close(u));
}

NB_INLINE vd draw_radius(vu word)
{
    return draw_radius_close(draw_radius_open(word));
}

/* ... and sine and cosine of (word - 2^31) 2^-32 quarter turns, exchanged by bit 0 of word, negated by bits 1 and 2. */
NB_INLINE void draw_direction(vu word, vd *first, vd *second)
{
    const vu sign = uset(1ULL << 63);
    vsincos(vfraction(word, 0.5), first, second);
    vexchange(word, first, second);
    *first  = vreal(vbits(*first) ^ (word << 62 & sign));
    *second = vreal(vbits(*second) ^ (word << 61 & sign));
}

/* What is done with two vectors of normals, of the words v .. v + NB_VW-1. */
typedef void draw_use(void *with, size_t v, vd first, vd second);

/* n words of the radius and n of the angle. The logarithm of the next vector is begun before that of this one ends, so
 * that its quotient is there when it is wanted. Between the two nothing goes to memory: some processors store where
 * they multiply. */
NB_INLINE void draw_normals(const double *radius, const double *angle, size_t n, draw_use *use, void *with)
{
    vlog_parts u = draw_radius_open(vbits(vload(radius)));
    for (size_t v = 0; v < n; v += NB_VW) {
        vd first, second;
        const vlog_parts next = draw_radius_open(vbits(vload(radius + (v + NB_VW < n ? v + NB_VW : v))));
        const vd r = draw_radius_close(u);
        draw_direction(vbits(vload(angle + v)), &first, &second);
        use(with, v, r * first, r * second);
        u = next;
    }
}

typedef struct { double *first, *second; } draw_rows;

NB_INLINE void draw_keep(void *with, size_t v, vd first, vd second)
{
    const draw_rows *to = with;
    vstore(to->first + v, first);
    vstore(to->second + v, second);
}

/* The same, in place. */
NB_INLINE void draw_gaussian(double *radius, double *angle, size_t n)
{
    draw_rows to = { radius, angle };
    draw_normals(radius, angle, n, draw_keep, &to);
}

NB_INLINE void draw_signs(double *word, size_t n)
{
    for (size_t v = 0; v < n; v += NB_VW)
        vstore(word + v, vreal((vbits(vload(word + v)) << 32 & (1ULL << 63)) | vbits(vset(1.0))));
}

NB_INLINE void draw_law(double *word, size_t n, bool signs)
{
    if (signs) {
        draw_signs(word, 4 * n);
    } else {
        draw_gaussian(word, word + n, n);
        draw_gaussian(word + 2 * n, word + 3 * n, n);
    }
}

/* Eight blocks of eight lanes at a time: number 4 block + n of lane `lane` + l at n % 4 * 64 + n / 4 * 8 + l. */
NB_INLINE void draw_eight(const nb_flock *f, nb_purpose purpose, uint64_t block, size_t lane, bool signs,
                          double number[256])
{
    draw_words(f, purpose, block, 8, lane, 8, (uint64_t *)(void *)number);
    draw_law(number, 64, signs);
}

NB_INLINE double draw_eighth(const double number[256], size_t n, size_t l)
{
    return number[n % 4 * 64 + n / 4 * 8 + l];
}

/* Lanes inner: a block is four rows of the noise. Dim inner: each lane's numbers in turn to their step and coordinate;
 * the padding stays 0. */
static __attribute__((noinline, unused)) void draw_stage(const nb_flock *f, nb_purpose purpose, bool signs,
                                                         double *stage)
{
    const uint64_t block = f->t / 4 * f->dim;
    if (f->dim <= NB_LANES_INNER) {
        for (size_t b = 0; b < f->dim; b++) {
            double *row = stage + 4 * b * f->lanes;
            draw_words(f, purpose, block + b, 1, 0, f->lanes, (uint64_t *)(void *)row);
            draw_law(row, f->lanes, signs);
        }
        return;
    }
    double number[256] __attribute__((aligned(64)));
    for (size_t lane = 0; lane < f->lanes; lane += 8)
        for (size_t b = 0; b < f->dim; b += 8) {
            draw_eight(f, purpose, block + b, lane, signs, number);
            for (size_t l = 0; l < 8; l++) {
                size_t step = 4 * b / f->dim, k = 4 * b % f->dim;
                for (size_t n = 0; n < 32 && step < 4; n++) {
                    stage[step * f->size + (lane + l) * f->pitch + k] = draw_eighth(number, n, l);
                    if (++k == f->dim) {
                        k = 0;
                        step++;
                    }
                }
            }
        }
}

/* The noise of step t, in the flock's layout. */
NB_INLINE const double *draw_noise(nb_flock *f, bool signs)
{
    if (f->t % 4 == 0)
        draw_stage(f, NB_NOISE, signs, f->noise);
    return f->noise + f->t % 4 * f->size;
}

/* The normals that a method injects at step t, likewise. */
NB_INLINE const double *draw_kick(nb_flock *f)
{
    if (f->t % 4 == 0)
        draw_stage(f, NB_KICK, false, f->kick);
    return f->kick + f->t % 4 * f->size;
}

/* Where a term lies: scale * index + stride * lane. */
typedef struct { size_t scale, stride; } draw_place;

NB_INLINE vu draw_placed(vu index, draw_place to, size_t lane)
{
    return umul32(index, uset(to.scale)) + umul32(uset(lane) + uiota(), uset(to.stride));
}

/* Rows of words, the first of which has number n, into places of terms below `below`. Where a word is rejected all go
 * the scalar route. */
NB_INLINE void draw_indices(const nb_flock *f, uint64_t n, size_t rows, uint32_t below, draw_place to, uint64_t *row)
{
    const size_t W = f->lanes;
    const vu excess = uset((0 - below) % below), low = uset(0xffffffff), limit = uset(below);
    vu rejected = uset(0);
    for (size_t v = 0; v < W; v += NB_VW)
        for (size_t i = 0; i < rows; i++) {
            const vu product = umul32(uload(row + i * W + v), limit);
            rejected |= (product & low) - excess;           // bit 63: it was less
            ustore(row + i * W + v, draw_placed(product >> 32, to, v));
        }
    if (__builtin_expect(unegative(rejected), 0))
        for (size_t i = 0; i < rows * W; i++)
            row[i] = nb_index(f->stream, NB_INDEX, f->replicate[i % W], n + i / W, below) * to.scale
                   + i % W * to.stride;
}

NB_INLINE void draw_swap(nb_flock *f, size_t lane, size_t i, size_t j)
{
    uint32_t *a = f->order + i * f->lanes + lane, *b = f->order + j * f->lanes + lane;
    const uint32_t kept = *a;
    *a = *b;
    *b = kept;
}

/* Rows of picks from indices to places. */
NB_INLINE void draw_rows_placed(nb_flock *f, size_t rows, draw_place to)
{
    for (size_t i = 0; i < rows * f->lanes; i += f->lanes)
        for (size_t v = 0; v < f->lanes; v += NB_VW)
            ustore(f->pick + i + v, draw_placed(uload(f->pick + i + v), to, v));
}

/* Row j of a step from indices to entries of the permutation, which is then put back to 0 .. N-1. */
NB_INLINE void draw_without_replacement(nb_flock *f, uint64_t *pick)
{
    const size_t K = f->sampling.batch;
    for (size_t l = 0; l < f->lanes; l++) {
        for (size_t i = 0; i < K; i++)
            draw_swap(f, l, i, i + pick[i * f->lanes + l]);
        for (size_t i = K; i-- > 0;) {
            const uint32_t entry = f->order[i * f->lanes + l];
            draw_swap(f, l, i, i + pick[i * f->lanes + l]);
            pick[i * f->lanes + l] = entry;
        }
    }
}

static __attribute__((noinline, unused)) void draw_stage_picks(nb_flock *f, draw_place to)
{
    const size_t K = f->sampling.batch, W = f->lanes;
    draw_laid(f, NB_INDEX, f->t / 4 * K, f->staged / 4 * K, 0, W, f->pick, (draw_apart){ W, 4 * W });
    if (f->sampling.scheme == NB_WITH_REPLACEMENT) {
        draw_indices(f, f->t * K, f->staged * K, (uint32_t)f->terms, to, f->pick);
        return;
    }
    for (size_t q = 0; q < f->staged * K; q++)
        draw_indices(f, f->t * K + q, 1, (uint32_t)(f->terms - q % K), (draw_place){ 1, 0 }, f->pick + q * W);
    for (size_t s = 0; s < f->staged; s++)
        draw_without_replacement(f, f->pick + s * K * W);
    draw_rows_placed(f, f->staged * K, to);
}

static __attribute__((noinline, unused)) void draw_reshuffle(nb_flock *f, uint64_t epoch)
{
    const size_t N = f->terms, W = f->lanes;
    const uint64_t first = epoch * N;
    for (size_t i = 0; i < N * W; i++)
        f->order[i] = (uint32_t)(i / W);
    for (uint64_t block = first / 4; block <= (first + N - 1) / 4; block++)
        for (size_t lane = 0; lane < W; lane += 8) {
            uint64_t word[4 * 8];
            draw_words(f, NB_INDEX, block, 1, lane, 8, word);
            for (size_t q = 0; q < 4; q++) {
                const uint64_t n = 4 * block + q;
                if (n < first || n >= first + N)
                    continue;
                const size_t i = (size_t)(n - first);
                const nb_flock eight = { .stream = f->stream, .replicate = f->replicate + lane, .lanes = 8 };
                draw_indices(&eight, n, 1, (uint32_t)(N - i), (draw_place){ 1, 0 }, word + 8 * q);
                for (size_t l = 0; l < 8; l++)
                    draw_swap(f, lane + l, i, i + word[8 * q + l]);
            }
        }
}

/* Of how many steps from t on, `most` at most, the picks lie side by side once those of t are drawn. */
NB_INLINE size_t draw_ahead(const nb_flock *f, size_t most)
{
    const size_t left = f->staged - f->t % f->staged;
    return most < left ? most : left;
}

/* Where the terms of step t lie, pick j of lane l at [j lanes + l]. */
NB_INLINE const uint64_t *draw_picks(nb_flock *f, size_t scale, size_t stride)
{
    const size_t N = f->terms, K = f->sampling.batch, W = f->lanes, epoch = N / K, ahead = f->t % f->staged;
    const draw_place to = { scale, stride };
    uint64_t *pick = f->pick;
    switch (f->sampling.scheme) {
    case NB_WITH_REPLACEMENT:
    case NB_WITHOUT_REPLACEMENT:
        if (ahead == 0)
            draw_stage_picks(f, to);
        return pick + ahead * K * W;
    case NB_RESHUFFLED:
        if (f->t % epoch == 0)
            draw_reshuffle(f, f->t / epoch);
        for (size_t i = 0; i < K * W; i++)
            pick[i] = f->order[f->t % epoch * K * W + i];
        break;
    case NB_CYCLIC:
    case NB_FULL_BATCH:
        for (size_t i = 0; i < K * W; i++)
            pick[i] = (f->t * K + i / W) % N;
        break;
    }
    draw_rows_placed(f, K, to);
    return pick;
}

#endif
