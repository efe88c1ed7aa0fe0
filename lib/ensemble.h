// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/ensemble.h -- a range of replicates into the sheet. */
#ifndef NB_ENSEMBLE_H
#define NB_ENSEMBLE_H

#include "lib/sampler.h"

/* All draws of a trial so far, by index: the only state a run has. Cell c, replicate i: at[c * capacity + i]. */
typedef struct { size_t cells, capacity; uint64_t n; double *at; } nb_sheet;

NB_CHECKED nb_status nb_sheet_make(nb_sheet *s, size_t cells, size_t capacity);
NB_CHECKED nb_status nb_sheet_grow(nb_sheet *s, size_t capacity);                   // keeps the draws
void                 nb_sheet_drop(nb_sheet *s);

/* Fills replicates [s->n, n) with `threads` threads (0: one a core; within a job of a team, its team); own NULL: walks.
 * The sheet's bits depend on nothing else. NB_NO_VALUE with a message that names instance, cell, replicate and step
 * when a draw is NaN. */
NB_CHECKED nb_status nb_extend(nb_sheet *s, const nb_trial *t, nb_replicate *own, uint64_t n, int threads,
                               nb_fault *why);

#endif
