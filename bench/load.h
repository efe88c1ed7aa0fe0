// SPDX-License-Identifier: GPL-3.0-or-later
/* bench/load.h -- work for the engine, as claims give it, and how long it takes. */
#ifndef NB_LOAD_H
#define NB_LOAD_H

#include "lib/ensemble.h"
#include "verify/part.h"

/* Walks of which one step is the unit of work. Pure data. */
typedef struct {
    nb_instances instances;             // of one arm each
    nb_watch     watch;               // one observable; nb_arrival: a step counts until its walk has arrived
    uint64_t     replicates;            // of each instance, when it is timed
} nb_load;

/* A load made ready for one instruction set, with room for `replicates` of each instance. */
typedef struct {
    nb_trial *trial;                    // one an instance
    nb_sheet *sheet;
    size_t    count;
    nb_arena  arena;
} nb_loaded;

/* One run: steps taken, seconds on the clock, and CPU seconds of all threads, a thread that waits included. */
typedef struct { double steps, wall, cpu; } nb_lap;

NB_CHECKED nb_status nb_load_make(nb_loaded *l, const nb_load *load, uint64_t replicates, nb_isa isa, nb_fault *why);
void                 nb_load_drop(nb_loaded *l);

/* Walks the replicates of every instance anew with `threads` threads (0: one a core) and times it. */
NB_CHECKED nb_status nb_load_run(nb_loaded *l, uint64_t replicates, int threads, nb_lap *lap, nb_fault *why);

/* Seconds on a clock that never goes back, and CPU seconds of this process. */
double nb_wall(void);
double nb_cpu(void);

#endif
