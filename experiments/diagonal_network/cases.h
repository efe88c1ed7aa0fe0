// SPDX-License-Identifier: GPL-3.0-or-later
/* experiments/diagonal_network/cases.h -- what the claims on diagonal networks share: instances that anyone can draw
 * again. Rows of X are nb_gauss(seed, N d), row-major, and y = X w*. */
#ifndef NB_DIAGONAL_NETWORK_CASES_H
#define NB_DIAGONAL_NETWORK_CASES_H

#include "experiments/claims.h"

/* (x_1 .. x_d, y) of each row, y = x_1 - x_2, N = s->terms. Instance A has seed 1, N = 12 and d = 24. */
void nb_write_signed_pair(const nb_problem_spec *s, size_t d, double *rows);

#endif
