// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/random.h -- every random number has a name: (stream, purpose, replicate, number).
 *
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011). key = stream.key; the counter of word w is
 *
 *   ( block low, block high, replicate low, replicate high (16 bits) | purpose << 16 | instance << 20 ),   block = w /
 *   4,
 *
 * and the word is output w mod 4. So a number depends on nothing that was drawn before it, and vector lanes may run
 * along replicates or along blocks of one replicate. lib/draw.h stages the same numbers for a flock; here they are one
 * at a time.
 *
 *   uniform n   word n: (w + 1/2) 2^-32, in (0, 1)
 *   normal n    Box-Muller of words u = n & ~1 and v = n | 1: radius r = sqrt(-2 log((u + 1/2) 2^-32)) and angle
 *               (v - 2^31) 2^-32 quarter turns, whose sine s and cosine c are exchanged by bit 0 of v and negated by
 *               its bits 1 and 2; r s for even n, r c for odd n; |N| <= 6.77
 *   sign n      -1 where the top bit of word n is set, else +1
 *   index n     Lemire's multiply and reject on word n; the k-th redraw (probability < terms / 2^32) takes word n of
 *               purpose NB_REDRAW with k added to the high half of the block: exactly uniform
 *
 * What numbers a step uses is told in lib/draw.h. No step may use a number beyond 2^34, which a trial checks.
 */
#ifndef NB_RANDOM_H
#define NB_RANDOM_H

#include <gsl/gsl_rng.h>

#include "lib/flock.h"

typedef enum { NB_NOISE = 1, NB_INDEX, NB_REDRAW, NB_START, NB_DATA, NB_OWN, NB_KICK } nb_purpose;  // < 16
enum { NB_INSTANCES = 4096 };

nb_stream nb_stream_named(uint64_t seed, const char *name, uint32_t instance);     // key = hash of (seed, name)
nb_stream nb_stream_pilot(nb_stream s);            // numbers that the run itself never uses

uint32_t nb_word   (nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n);
double   nb_uniform(nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n);
double   nb_normal (nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n);
uint32_t nb_index  (nb_stream s, nb_purpose purpose, uint64_t replicate, uint64_t n, uint32_t below);

/* The same numbers in order, for samplers that draw replicates one by one. Starts as { stream, NB_OWN, replicate }. */
typedef struct {
    nb_stream  stream;
    nb_purpose purpose;
    uint64_t   replicate;
    uint64_t   next;                // number of the next draw
    uint32_t   word[4];             // of block next / 4, once filled
} nb_random;
double   nb_next_uniform(nb_random *r);
double   nb_next_normal (nb_random *r);             // takes an even-aligned pair and returns its first number
uint32_t nb_next_index  (nb_random *r, uint32_t below);

/* splitmix64 (Steele, Lea and Flood 2014), for data that anyone can draw again: the state moves on, and is mixed. */
static inline uint64_t nb_splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* The same generator for GSL's distributions: words in order. nb_gsl_rng_at points it at a replicate. */
extern const gsl_rng_type *const nb_gsl_philox;
void nb_gsl_rng_at(gsl_rng *r, nb_stream s, uint64_t replicate);

#endif
