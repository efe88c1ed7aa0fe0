// SPDX-License-Identifier: GPL-3.0-or-later
/* lib/programme.h -- linear programmes, by GLPK's simplex method.
 *
 * GLPK finds out which variables are not 0; what they are is then computed here, from A and b alone, in wider
 * arithmetic. So a solution's bits depend neither on the path of the method nor on the machine, as long as the solution
 * is unique.
 */
#ifndef NB_PROGRAMME_H
#define NB_PROGRAMME_H

#include "lib/potential.h"

/* min c'x,  A x = b,  x >= 0;  A is rows x columns, row by row. */
typedef struct { size_t rows, columns; const double *A, *b, *c; } nb_programme;

/* NB_NO_VALUE where no x is feasible, and where c'x has no minimum. `what` names the programme in messages. */
NB_CHECKED nb_status nb_programme_solve(const nb_programme *p, double *x, const char *what, nb_fault *why);

/* argmin of sum_i weight_i |w_i| over X w = y; weight NULL: 1. */
NB_CHECKED nb_status nb_least_l1(const nb_system *s, const double *weight, double *w, nb_fault *why);

/* p* = min of max_{w_j = 0} |x_j'nu| over the certificates of w: the nu with x_j'nu = sign w_j wherever w_j is not 0.
 * w is the unique interpolant of least l1 norm where p* < 1 and the columns x_j of its support are independent. */
NB_CHECKED nb_status nb_least_certificate(const nb_system *s, const double *w, double *p, nb_fault *why);

#endif
