// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/sampler/walk.h -- one flock on its way, for the samplers. */
#ifndef NB_WALK_H
#define NB_WALK_H

#include "lib/sampler.h"

nb_shape nb_walk_shape(const nb_setup *s, size_t lanes);                            // what an arm needs
void     nb_walk_start(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t first);
void     nb_walk_again(const nb_trial *t, const nb_setup *s, nb_flock *f);          // the same replicates from t = 0
void     nb_walk_until(const nb_trial *t, const nb_setup *s, nb_flock *f, uint64_t time);

#endif
