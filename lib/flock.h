// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/flock.h -- a block of replicates in lockstep.
 *
 * x, g and the method's memory share one layout, so that a rule that acts on each coordinate alone is a plain loop
 * over `size` numbers, whatever the layout:
 *
 *   dim <= 16   lanes inner: x[k * lanes + l]
 *   dim >  16   dim inner:   x[l * pitch + k], pitch = dim rounded up to 8, padding 0
 *
 * The layout, and with it the order of every summation, is a function of dim; the number of lanes changes no result.
 */
#ifndef NB_FLOCK_H
#define NB_FLOCK_H

#include "lib/base.h"

enum {
    NB_LANES_INNER = 16,            // the largest dim whose lanes are inner
    NB_LANES_MOST  = 512,           // replicates that walk in lockstep
};

/* Names a random stream. (stream, purpose, replicate, number) names every random number of a run: lib/random.h. */
typedef struct {
    uint32_t key[2];                // of (seed, claim or variation)
    uint32_t instance;              // < NB_INSTANCES
} nb_stream;

/* Of replicates: the unit of work of a thread, a rank, a shard and a resumed run. */
typedef struct { uint64_t first, count; } nb_range;

/* Which terms of a finite sum a step looks at. */
typedef enum {
    NB_WITH_REPLACEMENT,            // batch indices, independent and uniform
    NB_WITHOUT_REPLACEMENT,         // a uniform subset of `batch` terms, fresh every step
    NB_RESHUFFLED,                  // consecutive batches of a permutation drawn anew every terms / batch steps
    NB_CYCLIC,                      // terms in the order of their numbers, over and over
    NB_FULL_BATCH,                  // every term: gradient descent
} nb_scheme;
typedef struct {
    nb_scheme scheme;
    size_t    batch;                // 0 means 1
} nb_sampling;

/* A walk that has |x_k| > height has arrived. */
typedef struct { size_t k; double height; } nb_barrier;

/* What a flock must hold. */
typedef struct {
    size_t      dim, terms;
    size_t      lanes;              // a multiple of 8
    size_t      memory;             // of the method, in units of `size`
    size_t      own;                // numbers of a replicate's own, of a problem whose data differ between replicates
    bool        noisy, kicks;       // stage normals for the problem, for the method
    nb_sampling sampling;
} nb_shape;

typedef struct {
    nb_stream   stream;
    uint64_t    t;                  // steps taken
    size_t      dim, lanes, pitch, size, terms;
    size_t      units, held;        // units of memory; numbers of a replicate's own
    size_t      staged;             // steps whose picks are drawn at once, from a t that it divides; it divides 16
    nb_sampling sampling;           // batch resolved: never 0
    uint64_t   *replicate;          // of each lane
    double     *x, *g, *memory;
    double     *own;                // own[l * held + j]
    double     *noise;              // staged normals or signs of four steps, each in the layout of x
    double     *kick;               // staged normals that a method injects, likewise
    double     *arrival;            // of each lane: the first t at which it had arrived; +inf before
    double     *work;               // of the problem within a push: one unit and 2 batch * lanes
    uint64_t   *pick;               // staged picks, pick[j * lanes + l]
    uint32_t   *order;              // permutations, order[i * lanes + l]
} nb_flock;

size_t    nb_flock_lanes(size_t dim);                                               // that walk fastest
size_t    nb_flock_bytes(const nb_shape *s);                                        // of scratch, without alignment
void      nb_flock_lay(nb_flock *f, const nb_shape *s, void *scratch);
void      nb_flock_start(nb_flock *f, nb_stream stream, uint64_t first);            // of replicates from first on, then
void      nb_flock_restart(nb_flock *f);                                            // t = 0, x = 0, memory = 0
void      nb_flock_place(nb_flock *f, const double *x0);                            // every lane at x0 (dim numbers)

/* Only the n lanes named, none before the one named before it; n a multiple of 8, lanes inner, t a multiple of 16. */
void      nb_flock_keep(nb_flock *f, const uint64_t *lane, size_t n);

/* Where coordinate k of a lane lies in x, g and the units of the memory. */
static inline size_t nb_flock_at(const nb_flock *f, size_t lane, size_t k)
{
    return f->dim <= NB_LANES_INNER ? k * f->lanes + lane : lane * f->pitch + k;
}

static inline double nb_flock_get(const nb_flock *f, size_t lane, size_t k)
{
    return f->x[nb_flock_at(f, lane, k)];
}

static inline void nb_flock_set(nb_flock *f, size_t lane, size_t k, double value)
{
    f->x[nb_flock_at(f, lane, k)] = value;
}

#endif
