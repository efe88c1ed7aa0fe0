// SPDX-License-Identifier: GPL-3.0-or-later
/* bench/primitive.h -- what walks and verdicts are made of, each alone, and what the machine can do at most. */
#ifndef NB_PRIMITIVE_H
#define NB_PRIMITIVE_H

#include "lib/base.h"

/* Does its work once, on `memory` of NB_PRIMITIVE_MEMORY numbers; what it returns keeps the work from being dropped. */
typedef struct {
    const char *name, *unit;
    double      units;                  // of work in a run
    double    (*run)(double *memory);
} nb_primitive;

enum {
    NB_PRIMITIVE_MEMORY = 1 << 22,      // numbers: 32 MiB
    NB_PRIMITIVES = 8,
    NB_PEAK_FUSED = 0, NB_PEAK_PLAIN, NB_PEAK_MEMORY, NB_PEAK_PHILOX,       // the first of them, which are limits
};

const nb_primitive *nb_primitives_at(nb_isa isa);

#endif
