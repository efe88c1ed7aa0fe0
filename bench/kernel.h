// SPDX-License-Identifier: GPL-3.0-or-later
/* bench/kernel.h -- every method on every problem, in both layouts of a flock. */
#ifndef NB_KERNEL_H
#define NB_KERNEL_H

#include "bench/load.h"

/* flops and blocks as in bench/workload.h, counted from the formulas; flops 0: not counted. */
typedef struct { const char *id; nb_load load; double flops, blocks; } nb_kernel;
typedef struct { const nb_kernel *item; size_t count; } nb_kernels;

/* "kernel/quadratic/sgd/8": family, method, dimension. Of the arena. */
NB_CHECKED nb_status nb_kernels_make(nb_kernels *k, nb_arena *arena, nb_fault *why);

#endif
