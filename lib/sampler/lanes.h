// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/lanes.h -- what the samplers do to every lane of a flock, compiled once per instruction set.
 *
 * among: the lanes with an arrival in (after, upto], in rising order, to a place for all of them; how many. */
#ifndef NB_SAMPLER_LANES_H
#define NB_SAMPLER_LANES_H

#include "lib/flock.h"

typedef struct {
    void (*scatter)(nb_flock *f, double spread, const double *scale);   // x_k += spread scale_k normal k of NB_START
    void (*arrive )(nb_flock *f, const double *there);                  // now, where it is not 0 for the first time
    void (*cross  )(nb_flock *f, const nb_barrier *b);                  // now, where b is crossed for the first time
    bool (*within )(const nb_flock *f, double far);                     // is every |x_k| <= far? No NaN is
    size_t (*among)(const nb_flock *f, double after, double upto, uint64_t *lane);
} nb_lanes;

const nb_lanes *nb_lanes_at(nb_isa isa);

#endif
