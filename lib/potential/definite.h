// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/potential/definite.h -- positive definite systems in long double, and what they fail with. */
#ifndef NB_DEFINITE_H
#define NB_DEFINITE_H

#include "lib/potential.h"

/* X diag(c) X', N x N, below and on the diagonal; c NULL: 1. */
void nb_gram(const nb_system *s, const long double *c, long double *H);

/* H x = b by Cholesky's factors, which take the place of H; false for an H that is not positive definite. */
bool nb_definite_solve(size_t n, long double *H, const long double *b, long double *x);

nb_status nb_dependent_rows(nb_fault *why);
nb_status nb_no_room(size_t d, nb_fault *why);

#endif
