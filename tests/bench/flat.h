// SPDX-License-Identifier: GPL-3.0-or-later
/* tests/bench/flat.h -- the workloads without an engine: a loop for each, its dimension, data and step in the code, on
 * the arithmetic and the random words of lib/vec.h and lib/draw.h. What the engine takes beyond that is the price of
 * being general, and depends little on the machine. */
#ifndef NB_TEST_FLAT_H
#define NB_TEST_FLAT_H

#include "bench/workload.h"

enum { FLAT_MEMORY = 1 << 16 };         // numbers that a loop may use

typedef double nb_flat(double *memory);                 // does some walks; steps that it took
extern nb_flat *const nb_flat_scalar[NB_WORKLOADS];
#ifdef __x86_64__
extern nb_flat *const nb_flat_sse2[NB_WORKLOADS], *const nb_flat_avx2[NB_WORKLOADS];
extern nb_flat *const nb_flat_avx512[NB_WORKLOADS];
#endif

#endif
